"""The pages of values and of the seasons, one after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from tegenwind.practice.season import season_of
from tests.browser.people import Person
from tests.browser.story import today

WORDS = "Ik wacht tot iemand uitgepraat is, ook als de bel gaat. "
LONG = "te lang " * 500
SIX = 6


def every_values_page(person: Person) -> Iterator[str]:
    """From a first look at one's values to a second sorting, and what was added up. With acts there are stones."""
    person.go("/dissent/values/")
    yield "values, none"
    person.press(person.primary)
    person.see("values-sort")
    yield "values, the first hand"
    for number in range(SIX):
        person.hand.choose(person.main.locator("[name^='r-'][value=yes]").nth(number))
    on(person, "one", "one-")
    yield "values, one at a time"
    on(person, "name", "name")
    yield "values, the yes pile"
    for number in range(SIX):
        person.hand.choose(person.main.locator("[name^='m-']").nth(number))
    person.press(person.do("next"))
    person.see("values-sort", status=422)
    yield "values, six of them"
    person.main.locator("[name^='m-']").first.uncheck()
    on(person, "next", "words")
    yield "values, a sentence to each"
    person.hand.write(person.main.locator("textarea").first, LONG)
    person.press(person.do("next"))
    person.see("values-sort", status=422)
    yield "values, a sentence that is too long"
    person.hand.write(person.main.locator("textarea").first, WORDS)
    on(person, "next", "yes")
    person.write("true_yes", WORDS * 2)
    yield "the true yes"
    person.press(person.do("settle"))
    person.see("values")
    yield "values, named"
    person.press(person.do("last"))
    person.see("values-sort")
    person.go("/dissent/values/sort/?at=own")
    person.hand.write(person.main.locator("input[type=text]").first, "Noaberschap")
    person.press(person.do("save"))
    person.main.locator(".chips").first.wait_for()
    yield "values, a word of one's own"
    person.go("/dissent/values/")
    yield "values, and a sorting under way"
    person.go("/dissent/values/sort/?at=yes")
    person.press(person.do("settle"))
    person.see("values")
    person.press(person.main.locator(".rows a").first)
    person.see("values-earlier")
    person.main.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "values of before"
    yield from _seasons(person)


def on(person: Person, do: str, step: str) -> None:
    """Press a button that leads to a step."""
    person.press(person.do(do))
    person.page.wait_for_url(f"**?at={step}*")
    person.see("values-sort")


def _seasons(person: Person) -> Iterator[str]:
    person.go("/dissent/seasons/")
    yield "seasons"
    person.go("/dissent/seasons/?by=value")
    person.main.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "what was added up, by value"
    person.go(f"/dissent/seasons/{season_of(today())}/")
    person.main.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "a season"
    person.write("words", LONG)
    person.press(person.primary)
    person.see("season", status=422)
    yield "a season, too much"
    person.go(f"/dissent/seasons/{season_of(today() - datetime.timedelta(days=500))}/")
    yield "a season with nothing in it"
