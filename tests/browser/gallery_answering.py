"""The pages to answer a wave on, and those for who leads and writes beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Route, expect

from tests.browser.answering import open_wave
from tests.browser.gallery_hosting import in_house
from tests.browser.people import Person

_NAME = "De Galerij van antwoorden"
_SANDBOX = "sandbox allow-forms"


def _let_scripts_in(route: Route) -> None:
    """The page as it is, but for what keeps scripts out: axe is one. That it keeps them out is tried elsewhere."""
    answer = route.fetch()
    headers = answer.headers
    policy = headers["content-security-policy"]
    headers["content-security-policy"] = "; ".join(one for one in policy.split("; ") if one != _SANDBOX)
    route.fulfill(response=answer, headers=headers)


def every_answer_page(person: Person) -> Iterator[str]:
    """The person is in one wave, leads in another with four others, and in a third alone. Nothing of it is left at the end."""
    mine = open_wave(person.house, [person.name], name=_NAME)
    together = open_wave(person.house, [], [person.name], more=4, pack="teambehoeften", name=_NAME)
    alone = open_wave(person.house, [], [person.name], pack="steun", name=_NAME)
    for where in ("**/waves/*/answer/", "**/answer/*/"):
        person.context.route(where, _let_scripts_in)
    person.go("/")
    expect(person.main.locator(".invitation")).to_have_count(3)
    yield "home, invited to waves"
    person.go(f"/waves/{mine}/answer/")
    person.see("wave-answer")
    yield "a wave to answer"
    person.press(person.primary)
    person.see("answer", status=422)
    yield "a wave to answer, nothing chosen"
    person.hand.choose(person.main.locator("[name^=a-][value='4']").first)
    person.press(person.primary)
    person.see("answer")
    yield "a wave, answered"
    person.go(f"/waves/{together}/answer/")
    person.see("wave-answer")
    yield "a wave to answer, for who leads"
    for where in ("**/waves/*/answer/", "**/answer/*/"):
        person.context.unroute(where)
    person.go(f"/waves/{alone}/expect/")
    person.see("wave-expect")
    yield "a wave to expect, the choice"
    person.press(person.primary)
    person.see("wave-expect", status=422)
    yield "a wave to expect, nothing chosen"
    person.hand.choose(person.main.locator("[name=agreed][value=yes]"))
    person.press(person.primary)
    person.see("wave-expect")
    yield "a wave to expect"
    person.hand.choose(person.main.locator("[name^=a-][value='2']").first)
    person.hand.choose(person.main.locator("[name^=e-][value='4']").first)
    person.press(person.primary)
    person.see("wave-expect")
    yield "a wave to expect, read over"
    person.press(person.primary)
    person.see("wave-expect")
    person.press(person.main.locator("summary"))
    yield "a wave to expect, bound"
    in_house(person, f"Organisation.objects.filter(name={_NAME!r}).delete()")
