"""Across cases and to intervision in a real browser: with the keyboard, without JavaScript, and on a narrow phone."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.gallery_across import guess_on
from tests.browser.gallery_readings import begin_moment
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
QUESTION = "Wat zou jij hier doen? Walvis."


def journey(person: Person) -> None:
    """One reason guessed on two days; from there one case is taken along, with a question."""
    person.join()
    guess_on(person, begin_moment(person), datetime.date(2026, 1, 5))
    guess_on(person, begin_moment(person, "youngster"), datetime.date(2026, 1, 7))
    person.go("/cases/")
    person.press(person.link("cases-across"))
    person.see("cases-across")
    guessed = person.main.locator("section[aria-labelledby=guessed]")
    expect(guessed.locator(".behind li")).to_have_count(2)
    person.write("question", QUESTION)
    nickname = person.main.locator("section[aria-labelledby=bring] button").last.inner_text()
    person.press(person.main.locator("section[aria-labelledby=bring] button").last)
    person.see("case-intervision")
    assert person.main.locator("[type=checkbox]:checked").count() == 0
    expect(person.field("question")).to_have_value(QUESTION)
    for box in person.main.locator("[name=pick]").all():
        person.hand.choose(box)
    person.press(person.do("look"))
    person.see("case-intervision")
    shown = person.main.locator(".retold").inner_text()
    assert QUESTION in shown and nickname not in shown and "2026" not in shown
    assert "Walvis" not in person.page.url, "no content in the address"
    with person.page.expect_download() as download:
        person.hand.press(person.do("pdf"))
    assert download.value.suggested_filename.endswith(".pdf")


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
