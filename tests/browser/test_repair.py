"""The attunement card and a repair in a real browser: with the keyboard, without JavaScript, on a narrow phone, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.gallery_repair import begin_moment
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
SENTENCE = "Ik was al bij stap vier. <b>Walvis</b>"
PACE = "Eén vraag, en dan koffie"


def attune(person: Person, moment: str) -> None:
    """Fill in a card from the page of the moment, and look at it as it goes along."""
    person.press(person.main.locator(f"a[href='{moment}attune/']").first)
    person.see("moment-attune")
    person.hand.choose(person.main.locator("[name=seat][value=corner]"))
    person.write("pace", PACE)
    person.press(person.do("card"))
    person.see("moment-attune")
    expect(person.main.locator(".take-card")).to_contain_text(PACE)
    assert person.main.locator("form").count() == 0


def repair(person: Person, moment: str) -> None:
    """A sentence, heard once, and enough for today; later there is where one was."""
    person.go(f"{moment}repair/")
    person.see("moment-repair")
    person.press(person.primary)
    person.see("moment-repair")
    person.write("words", SENTENCE)
    person.press(person.do("on"))
    person.page.wait_for_url(lambda url: url.endswith("?at=aloud"))
    person.see("moment-repair")
    expect(person.main.locator(".own")).to_have_text(SENTENCE)
    person.press(person.do("stop"))
    person.see("home")
    person.go(f"{moment}repair/")
    person.see("moment-repair")
    person.press(person.primary)
    person.page.wait_for_url(lambda url: url.endswith("?at=aloud"))


def journey(person: Person) -> str:
    person.join()
    moment = begin_moment(person, "prepared")
    attune(person, moment)
    repair(person, moment)
    return moment


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer(newcomer: Newcomer, language: str) -> None:
    person = newcomer(language=language)
    person.looks += [axe_violations]
    journey(person)
    assert left_behind(person.page, "Walvis", PACE) == []


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    journey(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    journey(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    journey(person)


def test_on_paper_there_is_only_the_card(newcomer: Newcomer) -> None:
    person = newcomer()
    person.join()
    moment = begin_moment(person, "prepared")
    nickname = person.main.locator(".kicker a").inner_text()
    attune(person, moment)
    person.page.emulate_media(media="print")
    seen = person.page.locator("body").inner_text()
    assert PACE in seen and nickname not in seen and nickname not in person.page.title()
    assert person.page.locator("button:visible, .reads:visible, nav:visible").count() == 0


def test_the_concern_page_leads_back_to_where_one_was(newcomer: Newcomer) -> None:
    person = newcomer(reduced_motion="reduce")  # Colours are looked at when they are at rest.
    person.looks += [axe_violations, sticking_out]
    person.join()
    moment = begin_moment(person, "met")
    person.go(f"{moment}repair/")
    person.press(person.main.locator("a[href*='/cases/concern/']"))
    person.see("concern")
    assert person.main.locator("a[href='tel:08002000']").count() == 1
    assert person.main.locator("textarea").count() == 0
    person.press(person.main.locator(f"a[href='{moment}repair/']"))
    person.see("moment-repair")
