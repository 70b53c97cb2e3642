"""The whole journey, from a first visit to a second look, in every way a person may have to make it."""

from __future__ import annotations

import pytest

from tegenwind.wording import Language
from tests.browser import story
from tests.browser.conftest import Newcomer
from tests.browser.hands import Keyboard
from tests.browser.looks import small_controls, sticking_out

PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_a_first_visit_to_a_closed_route_and_a_second_look(newcomer: Newcomer, language: Language) -> None:
    story.whole(newcomer(language=language))


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    story.whole(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    story.whole(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    story.whole(person)


def test_at_400_percent(newcomer: Newcomer) -> None:
    """A screen of 1280 by 1024 at 400 %: what one reaches with the keyboard is never hidden under something else."""
    person = newcomer(viewport={"width": 320, "height": 256}, device_scale_factor=4, hand=Keyboard)
    person.looks += [sticking_out]
    story.arrive(person)
    story.answer_some(person)
    story.answer_one_at_a_time(person)
    story.read_report(person)
