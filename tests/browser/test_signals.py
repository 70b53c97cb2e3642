"""The signals and guided writing in a real browser: with the keyboard, without JavaScript, and on a narrow phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
MINE = "Ik ben de oudste thuis. <b>Walvis</b>"
LACK = "Dat zij het niet meer meemaakt."


def mark_and_look(person: Person) -> str:
    """From Evenwicht to what speaks; returns the sentence that does."""
    person.go("/signals/")
    person.see("signals")
    person.press(person.primary)
    person.see("signals-mark")
    sentence = person.main.locator(".statements li legend").first.inner_text()
    person.hand.choose(person.main.locator("[name^='r-'][value=often]").first)
    person.keep()
    person.press(person.do("finish"))
    person.see("signals-look")
    assert sentence in person.main.inner_text()
    person.hand.choose(person.main.locator("[name^='m-']").first)
    person.write("mine", MINE)
    person.keep()
    person.press(person.do("roles"))
    person.see("signals-roles")
    person.hand.choose(person.main.locator("[name=role]").first)
    person.press(person.do("look"))
    person.see("signals-look")
    expect(person.field("mine")).to_have_value(MINE)
    expect(person.main.locator("[name^='m-']").first).to_be_checked()
    return sentence


def write(person: Person) -> None:
    """Two steps and out, then the way back to here and now."""
    person.go("/omnipotence/")
    person.see("omnipotence")
    person.press(person.primary)
    person.see("omnipotence-step")
    person.press(person.do("on"))
    person.see("omnipotence-step")
    person.write("words", LACK)
    person.keep()
    person.press(person.do("back"))
    person.see("omnipotence-step")
    assert person.page.url.endswith("/back/")
    person.press(person.do("written"))
    person.see("omnipotence-written")
    expect(person.main.locator(".own")).to_have_text(LACK)


def journey(person: Person) -> None:
    person.join()
    mark_and_look(person)
    write(person)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer(newcomer: Newcomer, language: str) -> None:
    person = newcomer(language=language)
    person.looks += [axe_violations]
    journey(person)
    assert left_behind(person.page, "Walvis", LACK) == []


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    journey(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    journey(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    journey(person)
