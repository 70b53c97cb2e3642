"""The attunement card, a repair, and the page about a concern, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tegenwind.web.ids import RecordIdConverter
from tests.browser.people import Person

WORDS = "Ik was al bij stap vier, en jij nog bij de deur. " * 3
LONG = "te lang " * 1000


def begin_moment(person: Person, what: str) -> str:
    """A new case with one moment, made on the pages; returns the path of the moment."""
    person.go("/cases/new/")
    person.hand.choose(person.main.locator("[name=suggestion]").first)
    person.press(person.primary)
    person.see("case")
    person.press(person.main.locator(f"button[name=what][value='{what}']"))
    person.see("moment")
    return person.page.url.removeprefix(person.house.url)


def every_attune_page(person: Person) -> Iterator[str]:
    """From an empty card to one beside an earlier one."""
    moment = begin_moment(person, "prepared")
    person.go(f"{moment}attune/?card=1")
    person.see("moment-attune")
    yield "an attunement card to take along, empty"
    person.go(f"{moment}attune/")
    person.see("moment-attune")
    yield "an attunement card, empty"
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "an attunement card, all folded out"
    person.write("light", LONG)
    person.hand.choose(person.field("seat").first)
    person.press(person.do("card"))
    person.see("moment-attune", status=422)
    yield "an attunement card, too much"
    person.write("light", "De deur op een kier")
    person.write("words", "Koffie, of eerst even lopen")
    person.hand.choose(person.field("far").first)
    person.hand.choose(person.field("chose").first)
    person.press(person.do("card"))
    person.see("moment-attune")
    expect(person.main.locator(".take-card")).to_contain_text("Koffie")
    yield "an attunement card to take along"
    person.press(person.link("moment", *_ids(moment)))
    person.see("moment")
    person.press(person.main.locator("a[href='" + _case(moment) + "']").first)
    person.see("case")
    person.press(person.main.locator("button[name=what][value=met]"))
    person.see("moment")
    person.go(f"{person.page.url}attune/")
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "an attunement card beside an earlier one"


def every_repair_page(person: Person) -> Iterator[str]:
    """All steps of a repair, and the four beside it."""
    moment = begin_moment(person, "repaired")
    person.go(f"{moment}repair/")
    person.see("moment-repair")
    yield "repair, empty"
    person.press(person.primary)
    person.see("moment-repair")
    person.write("words", LONG)
    person.press(person.do("on"))
    person.see("moment-repair", status=422)
    yield "repair, too much"
    for step in ("prepare", "aloud", "do", "from-now", "look-back", "mine", "theirs", "hold", "trust"):
        person.go(f"{moment}repair/?at={step}")
        person.see("moment-repair")
        yield f"repair: {step}"
        person.write("words", WORDS)
        person.keep()
    person.press(person.do("on"))
    person.page.wait_for_url(lambda url: url.endswith("/repair/"))
    person.see("moment-repair")
    expect(person.main.locator(".own")).to_have_count(9)
    yield "repair, with words"
    person.press(person.main.locator("a[href*='/cases/concern/']"))
    person.see("concern")
    yield "a concern, from a case"


def _case(moment: str) -> str:
    return moment.rstrip("/").rpartition("/")[0] + "/"


def _ids(moment: str) -> tuple[int, int]:
    case, one = moment.strip("/").split("/")[1:3]
    return RecordIdConverter().to_python(case), RecordIdConverter().to_python(one)
