"""The pages of both readings of a moment, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from tegenwind.practice.contact import STEPS, Reading
from tegenwind.web.readings.views import ADDRESS
from tests.browser.people import Person

WORDS = "Ik schoof mijn stoel naar voren en vroeg het nog eens. " * 3
LONG = "te lang " * 300
#: The last part of the address of each reading.
ENDS: dict[Reading, str] = {"solution": "fit", "protection": "guard"}


def begin_moment(person: Person, word: str = "client") -> str:
    """A case with a moment to prepare, made through its pages; returns the moment's address."""
    person.go("/cases/new/")
    person.hand.choose(person.field("suggestion").first)
    person.hand.choose(person.main.locator(f"[name=client_word][value={word}]"))
    person.press(person.do("prepare"))
    person.see("moment")
    return person.page.url


def every_reading_page(person: Person) -> Iterator[str]:
    """Both readings step by step, with words and without, and the two beside each other."""
    moment = begin_moment(person)
    person.go(f"{moment}lenses/")
    yield "two lenses, nothing yet"
    for reading, end in ENDS.items():
        for step in STEPS[reading]:
            person.go(f"{moment}{end}/?at={step.name}")
            yield f"{end}: {step.name}"
            _fill(person)
            person.keep()
            person.page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true })")
            yield f"{end}: {step.name}, filled in and folded out"
        person.hand.write(person.main.locator("textarea[name^='w-']").first, LONG)
        person.press(person.do("moment"))
        person.see(ADDRESS[reading], status=422)
        yield f"{end}: too much"
    person.go(f"{moment}fit/?at=hindrances&rows=6")
    yield "fit: six rows"
    person.go(f"{moment}lenses/")
    person.write("lens_fit", WORDS)
    person.keep()
    yield "two lenses"
    person.write("lens_guard", LONG)
    person.press(person.primary)
    person.see("moment-lenses", status=422)
    yield "two lenses, too much"


def _fill(person: Person) -> None:
    """Something at every sort of place of this page."""
    person.page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    for ticks in ("m-", "r-"):
        if person.main.locator(f"[name^='{ticks}']").count():
            person.hand.choose(person.main.locator(f"[name^='{ticks}']").first)
    person.hand.write(person.main.locator("textarea[name^='w-']").first, WORDS)
