"""The cases in a real browser: from Vandaag to the first word, with the keyboard, without JavaScript, and on a narrow phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
NICKNAME = "de walvis op zolder"
MINE = "Ik zit al op het puntje. <b>Egel</b>"
STAYS = "Ik kan langer wachten dan ik dacht."


def prepare(person: Person) -> None:
    """From Vandaag to a place to write in two presses, and out in the middle of a sentence."""
    person.go("/")
    person.see("home")
    person.press(person.main.locator("a[href='/cases/?prepare=1']"))
    person.see("case-new")
    person.write("nickname", NICKNAME)
    person.press(person.primary)
    person.see("moment")
    person.write("words", MINE)
    person.press(person.main.locator("form summary"))
    person.hand.choose(person.main.locator("[name=place]").nth(5))
    person.keep()
    person.press(person.do("stop"))
    person.see("home")


def look_back(person: Person) -> None:
    """By way of the navigation; the words of before are still there."""
    person.press(person.page.locator("nav a[href='/cases/']"))
    person.see("cases")
    person.press(person.main.get_by_role("link", name=NICKNAME))
    person.see("case", heading=NICKNAME)
    person.press(person.primary)
    person.see("moment")
    person.press(person.do("case"))
    person.see("case")
    expect(person.main.locator(".moments li")).to_have_count(2)
    person.press(person.main.locator(".moments a").last)
    person.see("moment")
    expect(person.field("words")).to_have_value(MINE)
    person.press(person.do("case"))
    person.see("case")


def say_goodbye(person: Person) -> None:
    person.press(person.main.locator("a[href$='/goodbye/']"))
    person.see("case-goodbye")
    person.write("sentence", STAYS)
    person.press(person.do("let-go"))
    person.see("cases")
    assert NICKNAME not in person.main.inner_text()


def journey(person: Person) -> None:
    person.join()
    prepare(person)
    look_back(person)
    say_goodbye(person)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer(newcomer: Newcomer, language: str) -> None:
    # Colours are looked at when they are at rest.
    person = newcomer(language=language, reduced_motion="reduce")
    person.looks += [axe_violations]
    journey(person)
    assert left_behind(person.page, "Egel", "walvis") == []


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    journey(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    journey(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    journey(person)
