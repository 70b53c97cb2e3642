"""The pages of the balance and its pendulum, one after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.story import today

WORDS = "Ik bleef langer dan ik van plan was. " * 3


def every_balance_page(person: Person) -> Iterator[str]:
    """Brings the person's browser to each of them."""
    person.go("/balance/pendulum/")
    yield "pendulum, nothing there yet"
    person.go("/balance/")
    yield "balance, new"
    person.press(person.primary)
    person.see("balance", status=422)
    yield "balance, nothing chosen"
    person.hand.choose(person.main.locator("[name=place][value='6']"))
    person.hand.choose(person.main.locator("[name=about][value=contact]"))
    person.write("nickname", "te lang " * 12)
    person.press(person.primary)
    person.see("balance", status=422)
    yield "balance, too long a nickname"
    person.write("nickname", "Kraai")
    person.write("words", WORDS)
    person.press(person.primary)
    person.see("balance-entry")
    yield "balance, kept"
    entry = person.page.url.partition("?")[0]
    person.press(person.main.locator("summary").first)
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "balance, being changed"
    person.page.evaluate("document.querySelector('[name=was-words]').value = ''")  # as a window that was opened before
    person.write("words", "In een ander venster.")
    person.press(person.primary)
    expect(person.main.locator(".notice[role=status]")).to_be_visible()
    yield "balance, met another window"
    for weeks, place in ((16, 2), (8, 3), (7, 5), (6, 6), (1, 3)):
        person.go("/balance/")
        person.hand.choose(person.main.locator(f"[name=place][value='{place}']"))
        person.hand.choose(person.main.locator("[name=doing][value='4']"))
        person.hand.choose(person.main.locator("[name=meaning][value='2']"))
        person.hand.put_date(person.field("on"), today() - datetime.timedelta(weeks=weeks))
        person.press(person.primary)
        person.see("balance-entry")
    person.go("/balance/pendulum/")
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "pendulum"
    person.press(person.main.locator("nav .chip", has_text="Kraai"))
    expect(person.main.locator("nav .chip[aria-current]").first).to_have_text("Kraai")
    person.see("pendulum")
    yield "pendulum of one case"
    person.go(entry)
    person.press(person.main.locator("a[href^='/me/erase/balance/']"))
    person.see("erase-one")
    yield "erasing one look"
