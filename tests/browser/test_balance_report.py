"""The report of Evenwicht in a real browser: chosen, looked at and taken along, with the keyboard, without JavaScript, on a phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Newcomer
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
WORDS = "Ik bleef tot het donker was. Walvis."


def journey(person: Person) -> None:
    """Keep a look at the balance, choose it, see it, and fetch the file."""
    person.join()
    person.go("/balance/")
    person.hand.choose(person.main.locator("[name=place][value='6']"))
    person.write("words", WORDS)
    person.press(person.primary)
    person.see("balance-entry")
    person.go("/balance/")
    person.press(person.link("balance-report"))
    person.see("balance-report")
    assert person.main.locator("[type=checkbox]:checked").count() == 0
    assert WORDS not in person.main.inner_text()

    person.press(person.primary)
    person.see("balance-report")
    assert person.main.locator("#goes-in").is_visible(), "an empty choice is told"

    person.hand.choose(person.main.locator("[name=part][value=balance]"))
    person.hand.choose(person.main.locator("[name=part][value=signals]"))
    person.hand.choose(person.main.locator("[name=words][value=with]"))
    person.hand.choose(person.main.locator("[name=talk][value=intervision]"))
    person.press(person.primary)
    person.see("balance-report")
    assert WORDS in person.main.inner_text()
    assert person.main.locator("svg.pendulum").count() == 1
    assert WORDS.split()[-1] not in person.page.url, "no content in the address"

    href = person.main.locator("a[href*='report.pdf']").get_attribute("href") or ""
    answer = person.page.request.get(person.page.url.partition("/balance/")[0] + href)
    assert answer.headers["content-type"] == "application/pdf" and answer.body().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer(newcomer: Newcomer, language: str) -> None:
    person = newcomer(language=language, reduced_motion="reduce")  # Colours are looked at when they are at rest.
    person.looks += [axe_violations]
    journey(person)
    assert left_behind(person.page, "Walvis") == []


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    journey(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    journey(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    journey(person)
