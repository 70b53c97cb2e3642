"""Even noteren on a phone in a corridor: how long it takes, and the places in the body by keyboard, as a list and as a picture."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person
from tests.browser.test_five_minutes import Way

PHONE = {"width": 320, "height": 640}
#: Seven words.
MINE = "Zet maar een krul, zei de voorzitter."
#: On a phone people type some 36 words a minute (Palin et al. 2019; see test_five_minutes). To press what the eye is on already
#: takes some 1.2 seconds: 1.1 to point and 0.1 for the press (Card, Moran & Newell 1980, the keystroke-level model). Reading is
#: counted apart, at the 180 words a minute of test_five_minutes.
TYPES, PRESS = 36, 1.2 / 60
SECONDS = 20.0


class Corridor(Way):
    """A way in which the eye goes on to the next thing while the thumb presses."""

    def write(self, name: str, text: str) -> None:
        self.person.write(name, text)
        self.minutes += len(text.split()) / TYPES

    def _pressed(self) -> None:
        self.presses += 1
        self.minutes += PRESS


def note(way: Corridor) -> None:
    """From the page one is on to that page again: seven words, one strength, one place, and kept."""
    person = way.person
    person.press(person.page.locator("header a.note"))
    way._pressed()
    person.see("tension-new")
    expect(person.field("words")).to_be_focused()
    way.read()
    way.write("words", MINE)
    way.choose("[name=strength][value=clear]")
    way.choose("[name=spots][value=belly]")
    save = person.do("save")
    box = save.bounding_box()
    assert box is not None and box["y"] + box["height"] <= PHONE["height"], "the button is in sight without scrolling"
    way.press("button[name=do][value=save]:not(.sr)")
    person.see("home")
    expect(person.page.get_by_role("status").first).to_contain_text("Bewaard.")


@pytest.fixture
def phone(newcomer: Newcomer) -> Person:
    person = newcomer(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    person.join()
    return person


def test_within_twenty_seconds_and_nothing_lost(phone: Person) -> None:
    """Who was on the page once: its words are known. The first time every word on it is read as well."""
    phone.go("/")
    phone.see("home")
    begins = phone.page.locator("body").inner_text().splitlines()
    first = Corridor(phone, begins)
    note(first)
    phone.looks += [axe_violations, sticking_out, small_controls]
    way = Corridor(phone, first.seen)
    note(way)
    told = f"{way.minutes * 60:.1f} seconds, the first time {first.minutes * 60:.1f}; {way.presses} presses"
    assert way.minutes * 60 <= SECONDS, told
    assert first.minutes * 60 <= 2 * SECONDS, told
    assert way.presses == 4

    # In the middle of a word the window is shut; what was typed is there.
    phone.go("/dissent/note/")
    phone.write("words", MINE[:9])
    phone.keep()
    assert left_behind(phone.page, MINE[:9], "krul") == []
    phone.close_browser()
    phone.open_browser()
    phone.sign_in()
    phone.go("/dissent/tensions/")
    expect(phone.main.locator(".rows a").first).to_have_text(MINE[:9])


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_the_body_by_keyboard_in_both_layouts(newcomer: Newcomer, script: bool) -> None:
    """One set of boxes: what is ticked in the list is ticked on the picture, and each stop can be seen."""
    person = newcomer(hand=Keyboard, viewport=PHONE, script=script)
    person.join()
    person.go("/dissent/note/")
    person.see("tension-new")
    figure = person.main.locator(".body-figure")
    expect(figure).to_be_hidden()
    person.hand.choose(person.main.locator("[name=spots][value=jaw]"))
    person.hand.choose(person.main.locator("[name=layout][value=picture]"))
    expect(figure).to_be_visible()
    expect(person.main.locator("[name=spots][value=jaw]")).to_be_checked()
    for spot in ("throat", "hands", "feet", "everywhere"):
        person.hand.choose(person.main.locator(f"[name=spots][value={spot}]"))
    assert small_controls(person.page) == [] and sticking_out(person.page) == []
    person.press(person.do("save"))
    person.see("tension")
    expect(person.main.locator(".opening")).to_contain_text("Waar: kaken, keel, handen, voeten, overal.")
