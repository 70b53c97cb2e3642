"""The five needs in a real browser, in every way a person may have to go through them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.gallery_needs import every_needs_page
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out, style_attributes
from tests.browser.people import Person

PHONE = {"width": 320, "height": 640}
WORDS = "Ik belde <i>niemand</i>."


def answer_some(person: Person) -> None:
    """Two places and a text at a need; one place is taken back."""
    person.go("/needs/")
    person.press(person.link("need", "support"))
    person.see("need")
    sets = person.main.locator("fieldset.scale-set")
    for nth, place in ((0, "1"), (1, "2"), (2, "5")):
        person.hand.choose(sets.nth(nth).locator(f"input[type=radio][value='{place}']"))
    person.hand.choose(sets.nth(2).locator("input[type=radio][value='']"))
    person.press(sets.nth(0).locator("summary"))
    person.hand.write(sets.nth(0).locator("textarea"), WORDS)
    person.keep()
    person.press(person.do("overview"))
    person.see("needs")


def see_the_picture(person: Person) -> None:
    """One of the two layouts shows, with both letters; and the table says the same."""
    shown = person.main.locator("svg.needs-picture:visible")
    expect(shown).to_have_count(1)
    expect(shown.locator(".needs-letter")).to_have_text(["a", "b"])
    person.press(person.main.locator("summary").first)
    expect(person.main.locator("tbody tr").nth(2)).to_be_visible()


def one_world_at_a_time(person: Person) -> None:
    person.go("/needs/limits/")
    person.press(person.do("one"))
    person.see("need-world")
    person.hand.choose(person.main.locator("fieldset.scale-set").first.locator("input[type=radio][value='4']"))
    here = person.page.url
    person.press(person.do("next"))
    person.page.wait_for_url(lambda url: url != here)
    person.see("need-world")
    person.press(person.do("previous"))
    person.page.wait_for_url(here)
    chosen = person.main.locator("fieldset.scale-set").first.locator("input[type=radio][value='4']")
    expect(chosen).to_be_checked()
    person.press(person.do("stop"))
    person.see("home")


def around_asking(person: Person) -> None:
    person.go("/needs/asking/")
    person.see("needs-asking")
    person.hand.choose(person.main.locator("[name^='m-']").first)
    person.write("giving", WORDS)
    person.keep()
    person.press(person.do("overview"))
    person.see("needs")


def once_more(person: Person) -> None:
    """Begin anew, lay the first round beside it, and read that back."""
    person.press(person.do("new"))
    expect(person.main.locator("svg.needs-picture")).to_have_count(0)
    person.go("/needs/support/")
    person.hand.choose(person.main.locator("fieldset.scale-set").first.locator("input[type=radio][value='3']"))
    person.keep()
    person.press(person.do("overview"))
    person.see("needs")
    person.press(person.main.locator("a[href^='?beside=']"))
    expect(person.main.locator("svg.needs-picture:visible .needs-then")).to_have_count(1)
    person.press(person.main.locator(".rows a[href^='/needs/rounds/']"))
    person.see("needs-round")
    expect(person.main.locator(".own").first).to_have_text(WORDS)
    expect(person.main.locator(".own").last).to_have_text(WORDS)


def journey(person: Person) -> None:
    person.join()
    answer_some(person)
    see_the_picture(person)
    one_world_at_a_time(person)
    around_asking(person)
    once_more(person)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer_and_nothing_is_left_in_the_browser(newcomer: Newcomer, language: str) -> None:
    person = newcomer(language=language, reduced_motion="reduce")
    journey(person)
    assert person.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
    assert left_behind(person.page) == []


def test_with_the_keyboard_alone(newcomer: Newcomer) -> None:
    journey(newcomer(hand=Keyboard))


def test_without_javascript(newcomer: Newcomer) -> None:
    journey(newcomer(script=False))


def test_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.looks += [sticking_out, small_controls]
    journey(person)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_it_is_good(newcomer: Newcomer, width: int) -> None:
    """As every page of the program (test_every_page.py), for these alone."""
    person = newcomer(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    person.join()
    wrong = []
    for name in every_needs_page(person):
        found = axe_violations(person.page) + sticking_out(person.page) + style_attributes(person.page)
        found += small_controls(person.page) if width == 320 else []
        wrong += [f"{name}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


def test_two_tabs_with_one_need_keep_what_each_was_given(someone: Person) -> None:
    """Only what was changed in a tab is sent by it: the other tab's place stays, and both texts stand."""
    someone.go("/needs/support/")
    left, right = someone.page, someone.context.new_page()
    right.goto(left.url)
    for page, nth, place, words in ((left, 0, "1", "Links."), (right, 1, "5", "Rechts.")):
        someone.on(page)
        someone.hand.choose(
            someone.main.locator("fieldset.scale-set").nth(nth).locator(f"input[type=radio][value='{place}']")
        )
        someone.press(someone.main.locator("fieldset.scale-set").nth(2).locator("summary"))
        someone.hand.write(someone.main.locator("fieldset.scale-set").nth(2).locator("textarea"), words)
        someone.keep()
    someone.go("/needs/support/")
    sets = someone.main.locator("fieldset.scale-set")
    expect(sets.nth(0).locator("input[type=radio][value='1']")).to_be_checked()
    expect(sets.nth(1).locator("input[type=radio][value='5']")).to_be_checked()
    expect(sets.nth(2).locator("textarea")).to_have_value(re.compile(r"Links\..*Rechts\.", re.DOTALL))


@pytest.mark.parametrize("width", [320, 500, 896, 1280])
def test_the_words_of_the_picture_are_never_over_each_other(newcomer: Newcomer, width: int) -> None:
    person = newcomer(viewport={"width": width, "height": 800}, language="nl")
    person.join()
    person.go("/needs/support/")
    for nth in range(8):
        person.hand.choose(person.main.locator("fieldset.scale-set").nth(nth).locator("input[type=radio][value='2']"))
    person.keep()
    person.go("/needs/")
    over: list[str] = person.page.evaluate(
        """() => {
          const shown = [...document.querySelectorAll("svg.needs-picture")].find((one) => one.checkVisibility());
          const boxes = [...shown.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
          const edge = shown.getBoundingClientRect(), wrong = [];
          for (const [i, [word, a]] of boxes.entries()) {
            if (a.left < edge.left - 1 || a.right > edge.right + 1) wrong.push(`${word} sticks out`);
            for (const [other, b] of boxes.slice(i + 1))
              if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4) wrong.push(`${word} over ${other}`);
          }
          return wrong;
        }"""
    )
    assert over == []
