"""Values in a browser: laid on a phone in a corridor, at most five named, the true yes; and a season looked back on."""

from __future__ import annotations

from playwright.sync_api import expect

from tegenwind.practice.season import season_of
from tests.browser.conftest import Newcomer
from tests.browser.gallery_values import on
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person
from tests.browser.story import today

PHONE = {"width": 320, "height": 640}
OWN = "Noaberschap"
TRUE_YES = "Ik zeg ja tegen wachten tot iemand klaar is."
SEASON = "Het was een stille tijd."


def lay(person: Person) -> None:
    """Two of the first hand, one by itself, and a word of one's own."""
    person.go("/dissent/values/")
    person.press(person.primary)
    person.see("values-sort")
    for number in range(2):
        person.hand.choose(person.main.locator("[name^='r-'][value=yes]").nth(number))
    on(person, "one", "one-")
    shown = person.main.locator("h1").inner_text()
    person.press(person.do("lay-sometimes"))
    expect(person.main.locator("h1")).not_to_have_text(shown)
    person.go("/dissent/values/sort/?at=own")
    person.hand.write(person.main.locator("input[type=text]").first, OWN)


def name(person: Person) -> None:
    """Of what lies at yes two, with a sentence to the last; then the true yes, and enough."""
    on(person, "next", "name")
    ticks = person.main.locator("[name^='m-']")
    expect(ticks).to_have_count(3)
    for number in (0, 2):
        person.hand.choose(ticks.nth(number))
    on(person, "next", "words")
    person.hand.write(person.main.locator("textarea").last, "Mijn achterdeur is los.")
    on(person, "next", "yes")
    person.write("true_yes", TRUE_YES)
    person.press(person.do("settle"))
    person.see("values")
    expect(person.main.locator(".values-named h2").last).to_have_text(OWN)
    expect(person.main.locator(".own")).to_have_text(["Mijn achterdeur is los.", TRUE_YES])


def look_back(person: Person) -> None:
    """At this season, in which nothing lies."""
    person.go(f"/dissent/seasons/{season_of(today())}/")
    person.write("words", SEASON)
    person.press(person.primary)
    person.see("seasons")
    person.press(person.link("season", season_of(today())))
    person.see("season")
    expect(person.field("words")).to_have_value(SEASON)


def test_with_the_keyboard_on_a_narrow_phone(newcomer: Newcomer) -> None:
    person = newcomer(hand=Keyboard, viewport=PHONE, reduced_motion="reduce")
    person.join()
    person.looks += [axe_violations, sticking_out, small_controls]
    lay(person)
    person.keep()
    # Closed in the middle of it: what was laid and typed is there again.
    person.go("/dissent/values/")
    person.go("/dissent/values/sort/?at=own")
    expect(person.main.locator("input[type=text]").first).to_have_value(OWN)
    name(person)
    look_back(person)
    assert left_behind(person.page, OWN, TRUE_YES, SEASON) == []


def test_without_javascript(newcomer: Newcomer) -> None:
    person = newcomer(script=False)
    person.join()
    lay(person)
    name(person)
    look_back(person)
