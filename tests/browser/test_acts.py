"""A circle and a small act in a real browser: on a narrow phone, with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.hands import Hand, Keyboard, Pointer
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
SAID = "Mogen we vijf minuten? <b>Walvis</b>"
FORM = "vorm-pauze"


def choose_a_form(person: Person) -> None:
    """The sector once; then a form out of the fold of its stretch, with the example of one's own work beside it."""
    person.hand.choose(person.main.locator("[name=sector][value=care]"))
    stretch = person.main.locator(f".stretch:has([value=take-{FORM}])")
    person.press(stretch.locator("> details > summary"))
    form = stretch.locator(f".form-of-act:has([value=take-{FORM}])")
    expect(form.locator(".mine-care")).to_be_visible()
    expect(form.locator(".mine-youth")).to_be_hidden()
    person.press(form.locator("details > summary"))
    expect(form.locator("details .example:visible")).to_have_count(4)
    person.press(form.locator("button"))
    person.see("act-step")
    assert person.page.url.endswith("/weigh/")


def journey(person: Person) -> None:
    person.join()
    person.go("/dissent/acts/")
    person.press(person.main.locator("form[action$='/circles/new/'] button"))
    person.see("circle")
    person.write("w-like-me", "Die vraagt het na.")
    person.press(person.do("act"))
    person.see("act-step")
    choose_a_form(person)
    # From here to any step, with what was chosen kept.
    person.press(person.main.locator(".act-steps > summary"))
    person.press(person.do("at-words"))
    person.see("act-step")
    person.write("w-rehearse", SAID)
    person.keep()
    person.press(person.main.locator(".act-steps > summary"))
    person.press(person.do("at-choice"))
    person.see("act-step")
    person.hand.choose(person.main.locator("[name=choice][value=do]"))
    person.press(person.main.locator(".actions button[value=all]"))
    person.see("act")
    expect(person.main.locator(".said", has_text="Walvis")).to_have_text(SAID)
    person.press(person.primary)
    person.see("act-step")
    person.write("w-did", "Ik vroeg het.")
    person.write("w-ripple", "Zij vroeg het later ook.")
    person.press(person.main.locator("section button[value=save]"))
    person.see("act-step")
    expect(person.main.locator(".ripples .said")).to_have_text("Zij vroeg het later ook.")
    person.press(person.do("stop"))
    person.see("home")
    person.go("/dissent/acts/")
    expect(person.main.locator(".said", has_text="Ik vroeg het.")).to_be_visible()


@pytest.mark.parametrize(("hand", "script"), [(Keyboard, True), (Pointer, False)], ids=["keyboard", "no script"])
def test_from_a_circle_to_what_rippled_on(newcomer: Newcomer, hand: type[Hand], script: bool) -> None:
    person = newcomer(hand=hand, script=script, viewport=PHONE, has_touch=True, reduced_motion="reduce")
    person.looks += [sticking_out, small_controls] + [axe_violations] * script
    journey(person)
    if script:
        assert left_behind(person.page, "Walvis", "Zij vroeg") == []
