"""The plan, an intention and the support map in a real browser: with the keyboard, without JavaScript, narrow, and on paper."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tegenwind.practice.table_text import first_text
from tegenwind.wording import Language, wording
from tests.browser.conftest import Newcomer
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person
from tests.browser.story import today

PHONE = {"width": 320, "height": 640}
BODY = "Kaken op slot in de auto. Walvis."
WEIGHS = "Zeven gezinnen tegelijk, Dolfijn"
CARRIES = "Koffie met Reiger"
SMALL = "Tien minuten niets tussen twee huisbezoeken. Zeehond."
MISSED = "Na een reanimatie. Bruinvis."


def make_a_plan(person: Person) -> None:
    """A, B and C, each a little; something taken away again."""
    person.go("/self-care/")
    person.see("self-care")
    person.press(person.link("self-care-attention"))
    person.see("self-care-attention")
    person.write("attention-body", BODY)
    if person.script:
        person.keep()
    person.press(person.do("save"))
    person.see("self-care")
    expect(person.main.locator(".own")).to_have_text(BODY)
    person.press(person.link("self-care-items"))
    for side, words, weight in (("weighs", WEIGHS, "3"), ("carries", CARRIES, "1"), ("carries", "Toch niet", "2")):
        person.see("self-care-items")
        person.write(f"words-{side}", words)
        person.hand.choose(person.main.locator(f"[name=weight-{side}][value='{weight}']"))
        person.press(person.do(f"add-{side}"))
        expect(person.main.locator(".said", has_text=words)).to_be_visible()
    leave_half_typed(person)
    gone = person.main.locator("li.item", has_text="Toch niet")
    person.press(gone.locator("button"))
    expect(gone).to_have_count(0)
    person.see("self-care-items")
    weighs, carries = (
        person.main.locator(f"section[aria-labelledby=side-{one}] .said") for one in ("weighs", "carries")
    )
    expect(weighs).to_have_text(WEIGHS)
    expect(carries).to_have_text(CARRIES)
    assert weighs.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") > carries.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    person.go("/self-care/")
    person.see("self-care")


def leave_half_typed(person: Person) -> None:
    """What is half typed at one side is still there after every button of the page, wherever it is; and Enter loses nothing."""
    half = "Half getypt. Orka"

    def still_there(status: int = 200) -> None:
        person.see("self-care-items", status=status)
        expect(person.field("words-carries")).to_have_value(half)
        expect(person.main.locator("[name=weight-carries][value='2']")).to_be_checked()
        expect(person.field("topic-carries")).to_have_value("other")
        expect(person.main.locator(".said", has_text="Orka")).to_have_count(0)

    def has(words: str, times: int) -> None:
        expect(person.main.locator(".said", has_text=words)).to_have_count(times)

    person.write("words-carries", half)
    person.hand.choose(person.main.locator("[name=weight-carries][value='2']"))
    person.press(person.do("add-weighs"))
    still_there(422)
    person.write("words-weighs", "Een rit te veel")
    person.press(person.do("add-weighs"))
    has("Een rit te veel", 1)
    still_there()
    for words in ("Een rit te veel", "Toch niet"):
        person.press(person.main.locator("li.item", has_text=words).locator("button"))
        has(words, 0)
        still_there()
        person.press(person.main.locator(".gone button"))
        has(words, 1)
        still_there()
    person.write("words-weighs", "Ook half")
    person.field("words-carries").press("Enter")
    still_there(422)
    expect(person.field("words-weighs")).to_have_value("Ook half")
    person.press(person.main.locator("li.item", has_text="Een rit te veel").locator("button"))
    has("Een rit te veel", 0)
    still_there()
    expect(person.field("words-weighs")).to_have_value("Ook half")
    # Enter where only one side holds something adds it there.
    person.write("words-weighs", " ")
    person.field("words-carries").press("Enter")
    has(half, 1)
    person.see("self-care-items")
    expect(person.field("words-carries")).to_have_value("")
    person.press(person.main.locator("li.item", has_text=half).locator("button"))
    has(half, 0)
    person.go("/self-care/items/")
    expect(person.main.locator(".gone")).to_have_count(0)


def intend(person: Person) -> None:
    """From the plan to an intention for the team, its text for the table, Vandaag, and letting go with thanks."""
    person.press(person.main.locator("a[href='/intentions/new/?from=self-care']"))
    person.see("intention-new")
    person.write("words", SMALL)
    person.hand.choose(person.main.locator("[name=who][value=team]"))
    person.hand.put_date(person.field("look_on"), today())
    person.hand.choose(person.field("look_on-remind"))
    person.press(person.primary)
    person.see("intention")
    here = person.page.url
    with person.page.expect_download() as coming:
        person.press(person.main.locator("a[href$='.ics']"))
    file = Path(coming.value.path()).read_text(encoding="utf-8")
    assert f"DTSTART;VALUE=DATE:{today():%Y%m%d}" in file and "Zeehond" not in file
    person.press(person.main.locator("a[href$='/table/']"))
    person.see("intention-table")
    told = first_text(SMALL, "team", wording(person.language))
    expect(person.main.locator("#table-text")).to_have_text(told, use_inner_text=True)
    person.press(person.main.locator("a[href$='?change=1']"))
    person.see("intention-table")
    person.write("table", "Eén vraag: wie heeft er tien minuten?")
    person.press(person.do("save"))
    person.see("intention-table")
    expect(person.main.locator("#table-text")).to_have_text("Eén vraag: wie heeft er tien minuten?")

    person.go("/")
    person.see("home")
    moment = person.main.locator(".notice", has_text=SMALL)
    expect(moment).to_be_visible()
    person.press(moment.locator("a[href^='/intentions/']"))
    person.see("intention")
    person.write("look", "Twee keer gelukt.")
    person.hand.put_date(person.field("next"), today() + datetime.timedelta(days=7))
    person.press(person.do("keep"))
    expect(person.main.locator("section[aria-labelledby=looks] .own")).to_have_text("Twee keer gelukt.")
    person.go("/")
    person.see("home")
    expect(moment).to_have_count(0)
    person.go(here)
    person.press(person.do("let-go"))
    expect(person.do("again")).to_be_visible()
    person.see("intention")
    person.press(person.link("intentions"))
    person.see("intentions")


def draw_the_map(person: Person) -> None:
    """Somebody to drink coffee with, something that is missed, and a question for the team."""
    person.go("/support/")
    person.see("support")
    person.press(person.primary)
    person.see("support-new")
    coffee = person.main.locator("a[href='?form=coffee']")
    title = coffee.inner_text()
    person.press(coffee)
    person.see("support-new", heading=title)
    person.write("from_whom", "Reiger")
    person.hand.choose(person.main.locator("[name=arrived][value=yes]"))
    person.press(person.primary)
    person.see("support")
    expect(person.main.locator("section[aria-labelledby=side-informal] a.title")).to_have_text("Reiger")
    person.press(person.main.locator("a[href='/support/new/?missing=1']"))
    person.see("support-new")
    person.press(person.main.locator("a[href^='?form=debriefing']"))
    person.see("support-new")
    person.write("for_what", MISSED)
    person.press(person.primary)
    person.see("support")
    person.press(person.main.locator("details:has(table) > summary"))
    expect(person.main.locator("table tbody tr")).to_have_count(2)
    person.press(person.main.locator("a[href*='who=team']"))
    person.see("intention-new")
    expect(person.main.locator(".own")).to_have_text(MISSED)
    expect(person.field("words")).to_have_value("")
    expect(person.main.locator("[name=who][value=team]")).to_be_checked()
    assert "Bruinvis" not in person.page.url


def journey(person: Person) -> None:
    person.join()
    make_a_plan(person)
    intend(person)
    draw_the_map(person)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer(newcomer: Newcomer, language: Language) -> None:
    person = newcomer(language=language, reduced_motion="reduce")  # colours at rest
    person.looks += [axe_violations]
    journey(person)
    assert left_behind(person.page, "Walvis", "Dolfijn", "Zeehond", "Bruinvis", "Reiger") == []


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    journey(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    journey(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    journey(person)


def test_on_paper_stands_the_text_for_the_table_alone(someone: Person) -> None:
    someone.go("/intentions/new/?who=organisation")
    someone.write("words", SMALL)
    someone.press(someone.primary)
    someone.see("intention")
    someone.press(someone.main.locator("a[href$='/table/']"))
    someone.see("intention-table")
    paper = PdfReader(io.BytesIO(someone.page.pdf()))
    printed = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert printed == " ".join(first_text(SMALL, "organisation", wording("nl")).split())


def test_copying_the_text_for_the_table(someone: Person) -> None:
    someone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    someone.go("/intentions/new/?who=team")
    someone.write("words", SMALL)
    someone.press(someone.primary)
    someone.press(someone.main.locator("a[href$='/table/']"))
    someone.see("intention-table")
    someone.press(someone.primary)
    expect(someone.main.locator("[data-copy-says]")).not_to_be_empty()
    assert someone.page.evaluate("navigator.clipboard.readText()") == first_text(SMALL, "team", wording("nl"))


def test_written_while_the_door_closed(someone: Person) -> None:
    """What was being written in the plan is kept once the passphrase was given again."""
    someone.go("/self-care/connection/")
    someone.write("connection", "Met Reiger.")
    someone.keep()
    someone.house.lock_everybody()
    someone.write("connection", "Met Reiger, op vrijdag.")
    expect(someone.dialog).to_be_visible()
    someone.unlock_in_dialog()
    someone.keep()
    someone.page.reload()
    expect(someone.field("connection")).to_have_value("Met Reiger, op vrijdag.")


def test_what_came_back_half_typed_is_not_thrown_away_when_the_door_closes(someone: Person) -> None:
    """It stands on the page as the server sent it, and nowhere else: as unkept as what was typed a moment ago."""
    someone.page.clock.install()
    someone.go("/self-care/items/")
    someone.write("words-weighs", WEIGHS)
    someone.write("words-carries", CARRIES)
    someone.press(someone.do("add-weighs"))
    expect(someone.main.locator(".said")).to_have_text(WEIGHS)
    for _time in range(2):
        someone.house.lock_everybody()
        someone.page.clock.fast_forward("45:00")
    expect(someone.field("words-carries")).to_have_value(CARRIES)
    someone.press(someone.do("add-carries"))
    someone.write("unlock-passphrase", someone.passphrase)
    someone.press(someone.primary)
    expect(someone.main.locator(".said")).to_have_text([WEIGHS, CARRIES])
