"""The pages of the cases, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from playwright.sync_api import expect

from tegenwind.practice.case import SHORTEST
from tests.browser.people import Person

WORDS = "Ik begon uit te leggen en hoorde mezelf. " * 3
LONG = "te lang " * 1000
NICKNAME = "de lege stoel"


def every_case_page(person: Person) -> Iterator[str]:
    """From a nickname to goodbye. One case stays, with one moment of each sort but a repair."""
    person.go("/cases/?prepare=1")
    yield "preparing, no case yet"
    person.go("/cases/")
    yield "cases, none"
    person.press(person.primary)
    person.see("case-new")
    yield "a new case"
    person.press(person.do("others"))
    person.see("case-new")
    yield "a new case, other nicknames"
    person.write("nickname", "x" * 50)
    person.press(person.do("save"))
    person.see("case-new", status=422)
    yield "a new case, a nickname that is too long"
    person.write("nickname", NICKNAME)
    person.write("context", WORDS)
    person.page.locator("[name=until]").fill("2001-01-01")
    person.press(person.do("save"))
    person.see("case-new", status=422)
    yield "a new case, a day that has been"
    person.press(person.do("not"))
    person.see("cases")
    person.go("/cases/new/?prepare=1")
    yield "a new case, on the way to a contact"
    person.write("nickname", NICKNAME)
    person.press(person.main.locator("form summary"))
    person.write("context", WORDS)
    yield "a new case, on the way, with more"
    person.press(person.do("prepare"))
    person.see("moment")
    yield "a moment, prepared"
    person.write("words", LONG)
    person.press(person.do("stop"))
    person.see("moment", status=422)
    yield "a moment, too much"
    person.write("words", WORDS)
    person.press(person.main.locator("form summary"))
    person.hand.choose(person.main.locator("[name=place]").nth(4))
    yield "a moment, prepared, with a place"
    person.press(person.do("case"))
    person.see("case")
    yield "a case with one moment"
    case = person.page.url
    for what in ("met", "looked-back"):
        person.press(person.main.locator(f"button[name=what][value={what}]"))
        person.see("moment")
        yield f"a moment, {what}"
        person.write("words", WORDS)
        person.press(person.do("case"))
        person.see("case")
    yield "a case with its line"
    person.press(person.main.locator("button[name=what][value=repaired]"))
    person.see("moment")
    yield "a moment, repaired"
    person.press(person.main.locator("a[href^='/me/erase/moment/']"))
    person.see("erase-one")
    yield "erasing a moment"
    person.press(person.primary)
    person.see("cases")
    yield "cases"
    person.go("/cases/?prepare=1")
    yield "preparing, with a case"
    person.go(f"{case}edit/")
    yield "changing a case"
    person.write("nickname", "x" * 50)
    person.press(person.primary)
    person.see("case-edit", status=422)
    yield "changing a case, a nickname that is too long"
    yield from _goodbye(person, case)


def _goodbye(person: Person, case: str) -> Iterator[str]:
    person.go(f"{case}goodbye/")
    yield "goodbye"
    person.press(person.do("keep"))
    person.see("case-goodbye", status=422)
    yield "goodbye, no sentence"
    person.write("sentence", f"Bij {NICKNAME} kon ik wachten.")
    person.press(person.do("keep"))
    person.see("case-goodbye", status=422)
    yield "goodbye, the nickname in the sentence"
    person.write("sentence", "Ik kan langer wachten dan ik dacht.")
    person.press(person.do("keep"))
    person.see("case-goodbye")
    expect(person.main.get_by_role("status")).to_be_visible()
    yield "goodbye, a sentence kept"
    person.page.locator("[name=until]").fill("2001-01-01")
    person.press(person.do("prolong"))
    person.see("case-goodbye", status=422)
    yield "goodbye, a day that has been"
    person.go("/cases/new/")
    person.hand.choose(person.main.locator("[name=suggestion]").first)
    person.press(person.do("save"))
    person.see("case")
    yield "a case without moments"
    person.press(person.main.locator("a[href$='/goodbye/']"))
    person.see("case-goodbye")
    person.page.locator("[name=until]").fill((timezone.localdate() + SHORTEST).isoformat())
    person.press(person.do("prolong"))
    person.see("case")
    yield "a case that goes soon"
    person.go("/")
    yield "home, with a case that goes soon"
    person.go("/cases/")
    yield "cases, one of them goes soon"
    person.press(person.main.locator("a[href$='#let-go']"))
    person.see("case-goodbye")
    person.press(person.do("let-go"))
    person.see("cases")
    yield "cases, one let go"
