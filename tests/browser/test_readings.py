"""Both readings of a moment in a real browser: with the keyboard, without JavaScript, and on a narrow phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.gallery_readings import begin_moment
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
MINE = "Ik vroeg het een derde keer. <b>Walvis</b>"
BUS = "De bus gaat maar één keer."
SEEN = "Mijn eigen rooster. Walvis"


def read_fit(person: Person) -> str:
    """From the moment to the reasons and to a row of scenarios, and back to the start; returns the reason guessed at."""
    person.press(person.main.locator("section[aria-labelledby=doors] summary"))
    person.press(person.main.locator("a[href$='/fit/']").first)
    person.see("moment-fit")
    person.write("w-signal", MINE)
    person.keep()
    person.press(person.do("on"))
    person.see("moment-fit")
    person.press(person.do("setting-nursing"))
    person.see("moment-fit")
    expect(person.do("setting-nursing")).to_have_attribute("aria-pressed", "true")
    person.press(person.do("on"))
    person.see("moment-fit")
    reason = person.main.locator(".reading-items > li").first
    title = reason.get_by_role("heading", level=2).inner_text()
    person.hand.choose(reason.locator("[name^='m-']"))
    person.hand.choose(person.main.locator("[name^='r-']").last)
    person.keep()
    person.press(person.do("on"))
    person.see("moment-fit")
    person.press(person.do("on"))
    person.see("moment-fit")
    assert person.page.url.endswith("at=hindrances")
    for _more in range(3):
        rows = person.main.locator(".scenario-row").count()
        person.write(f"w-hindrance-{rows - 1}", BUS)
        person.press(person.do("row"))
        person.see("moment-fit")
        expect(person.main.locator(".scenario-row")).to_have_count(rows + 1)
    expect(person.do("row")).to_have_count(0)
    person.press(person.do("start"))
    person.see("moment-fit")
    assert person.page.url.endswith("at=start")
    person.press(person.do("start"))
    person.see("moment-fit")
    expect(person.field("w-signal")).to_have_value(MINE)
    person.press(person.do("moment"))
    person.see("moment")
    return title


def read_guard(person: Person) -> str:
    """One guess, and the sentences it brings; returns what is guessed."""
    person.press(person.main.locator("section[aria-labelledby=doors] summary"))
    person.press(person.main.locator("a[href$='/guard/']").first)
    person.see("moment-protection")
    first = person.main.locator(".reading-items > li").first
    title = first.get_by_role("heading", level=2).inner_text()
    person.hand.choose(first.locator("[name^='m-']"))
    person.keep()
    person.press(person.main.locator(".reading-steps > summary"))
    person.press(person.do("at-say"))
    person.see("moment-protection")
    assert title in person.main.inner_text()
    person.press(person.do("lenses"))
    person.see("moment-lenses")
    return title


def journey(person: Person) -> None:
    person.join()
    moment = begin_moment(person, "patient")
    reason, guess = read_fit(person), read_guard(person)
    left, right = person.main.locator(".lenses > section").all()
    assert reason in left.inner_text() and BUS in left.inner_text()
    assert guess in right.inner_text()
    person.write("lens_fit", SEEN)
    person.keep()
    person.press(person.primary)
    person.see("moment")
    assert person.page.url == moment
    person.go(f"{moment}lenses/")
    person.see("moment-lenses")
    expect(person.field("lens_fit")).to_have_value(SEEN)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer(newcomer: Newcomer, language: str) -> None:
    person = newcomer(language=language, reduced_motion="reduce")  # colours at rest
    person.looks += [axe_violations]
    journey(person)
    assert left_behind(person.page, "Walvis", BUS) == []


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    journey(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    journey(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    journey(person)


def test_two_tabs_keep_what_both_marked(newcomer: Newcomer) -> None:
    """Each sends only what was changed in it."""
    person = newcomer()
    person.join()
    moment = begin_moment(person)
    one, two = person.page, person.context.new_page()
    one.goto(f"{moment}guard/?at=protects")
    two.goto(f"{moment}guard/?at=protects")
    for page, number in ((one, 0), (two, 1)):
        person.on(page)
        person.hand.choose(person.main.locator("[name^='m-']").nth(number))
        person.keep()
    one.reload()
    person.on(one)
    for number in (0, 1):
        expect(person.main.locator("[name^='m-']").nth(number)).to_be_checked()
