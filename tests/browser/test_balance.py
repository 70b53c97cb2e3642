"""The balance in a real browser: in at most three interactions from any page, in every way a person may have to do it."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import expect

from tegenwind.practice.balance import place_word, weight_word
from tegenwind.wording import wording
from tests.browser.conftest import Newcomer
from tests.browser.gallery_balance import every_balance_page
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out, style_attributes
from tests.browser.people import Person
from tests.browser.story import today

PHONE = {"width": 320, "height": 640}
WORDS = "Ik bleef <i>langer</i> dan ik van plan was."
OTHER = "Ik keek op de klok."


def told(person: Person, place: int) -> str:
    return place_word(place, wording(person.language))


def capture(person: Person) -> None:
    """From the navigation, a place, and keep."""
    person.press(person.page.locator("header nav a[href='/balance/']"))
    person.see("balance")
    person.hand.choose(person.main.locator("[name=place][value='6']"))
    person.press(person.primary)
    person.see("balance-entry")
    expect(person.main).to_contain_text(told(person, 6))


def capture_all(person: Person) -> None:
    """A contact of three weeks ago, with everything; and one choice taken back."""
    person.go("/balance/")
    person.hand.choose(person.main.locator("[name=place][value='2']"))
    person.hand.choose(person.main.locator("[name=doing][value='5']"))
    person.hand.choose(person.main.locator("[name=meaning][value='3']"))
    person.hand.choose(person.main.locator("[name=meaning][value='']"))
    person.hand.choose(person.main.locator("[name=about][value=contact]"))
    person.write("nickname", "Kraai")
    person.write("words", WORDS)
    person.hand.put_date(person.field("on"), today() - datetime.timedelta(weeks=3))
    person.press(person.primary)
    person.see("balance-entry")
    expect(person.main.locator(".own")).to_have_text(WORDS)
    shown = person.main.inner_text()
    w = wording(person.language)
    assert weight_word(5, w) in shown and weight_word(3, w) not in shown


def change(person: Person) -> None:
    person.press(person.main.locator("summary").first)
    person.hand.choose(person.main.locator("[name=place][value='3']"))
    person.write("words", OTHER)
    person.press(person.primary)
    expect(person.main.locator(".own")).to_have_text(OTHER)  # the page has the same address before and after
    person.see("balance-entry")
    expect(person.main).to_contain_text(told(person, 3))


def look_back(person: Person) -> None:
    """The picture is there, and so is its table; each row leads to its look."""
    person.press(person.link("pendulum"))
    person.see("pendulum")
    expect(person.main.locator("svg.pendulum .line-kite")).to_have_count(1)
    person.press(person.main.locator("summary").first)
    rows = person.main.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text("Kraai")
    person.press(rows.last.locator("a"))
    person.see("balance-entry")


def journey(person: Person) -> None:
    person.join()
    person.go("/")
    capture(person)
    capture_all(person)
    change(person)
    look_back(person)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_pointer_and_nothing_is_left_in_the_browser(newcomer: Newcomer, language: str) -> None:
    person = newcomer(language=language, reduced_motion="reduce")
    person.looks += [axe_violations]
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


@pytest.mark.parametrize("start", ["/", "/check-ins/", "/slow-down/", "/spoken/", "/balance/pendulum/", "/me/keys/"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "wide"])
def test_three_interactions_from_any_page(someone: Person, start: str, viewport: dict[str, int]) -> None:
    """Counted as the browser counts them: pointers that went down, and no key."""
    someone.page.set_viewport_size(viewport)  # type: ignore[arg-type]
    someone.context.add_init_script(
        "for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => counted(kind), true)"
    )
    counted: list[str] = []
    someone.context.expose_function("counted", lambda kind: counted.append(kind))
    someone.go(start)
    capture(someone)
    assert counted == ["pointerdown"] * 3


def test_the_button_is_on_the_first_screen_of_a_phone(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE, has_touch=True)
    person.join()
    person.go("/balance/")
    expect(person.primary).to_be_in_viewport(ratio=1)
    person.hand.choose(person.main.locator("[name=place][value='1']"))
    expect(person.primary).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_it_is_good(newcomer: Newcomer, width: int) -> None:
    """As every page of the program (test_every_page.py), for these alone."""
    person = newcomer(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    person.join()
    wrong = []
    for name in every_balance_page(person):
        found = axe_violations(person.page) + sticking_out(person.page) + style_attributes(person.page)
        found += small_controls(person.page) if width == 320 else []
        wrong += [f"{name}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


def test_the_words_of_the_picture_are_never_small_nor_over_each_other(newcomer: Newcomer) -> None:
    person = newcomer(viewport=PHONE)
    person.join()
    for name in every_balance_page(person):
        if name == "pendulum":
            break
    boxes = person.page.locator("svg.pendulum text").evaluate_all(
        "all => all.map((one) => { const b = one.getBoundingClientRect(); return [one.textContent, b.x, b.y, b.right, b.bottom,"
        " parseFloat(getComputedStyle(one).fontSize)]; })"
    )
    assert boxes and all(size >= 14 for *_box, size in boxes)
    for number, (word, left, top, right, bottom, _size) in enumerate(boxes):
        assert left >= 0 and right <= PHONE["width"], word
        for other, its_left, its_top, its_right, its_bottom, _its_size in boxes[number + 1 :]:
            apart = its_left >= right or its_right <= left or its_top >= bottom or its_bottom <= top
            assert apart, (word, other)
