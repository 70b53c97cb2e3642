"""The pages of the report of Evenwicht, after those of everything that can go into it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.people import Person


def every_balance_report_page(person: Person) -> Iterator[str]:
    """Choosing, seeing what goes in, and days that cannot be used."""
    person.go("/balance/report/")
    yield "the report of Evenwicht, nothing chosen yet"
    person.press(person.primary)
    person.see("balance-report")
    yield "the report of Evenwicht, nothing chosen"
    for box in person.main.locator("[name=part]").all():
        person.hand.choose(box)
    person.hand.choose(person.main.locator("[name=step]").first)
    person.hand.choose(person.main.locator("[name=words][value=with]"))
    person.hand.choose(person.main.locator("[name=figures]"))
    person.press(person.primary.first)
    person.see("balance-report")
    yield "the report of Evenwicht, what goes in"
    person.page.locator("[name=since]").fill("2199-01-01")
    person.press(person.primary.first)
    person.see("balance-report", status=422)
    yield "the report of Evenwicht, a day to come"
