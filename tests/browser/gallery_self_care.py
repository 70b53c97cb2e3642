"""The pages of the plan for self-care, of intentions and of the support map, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.story import today

WORDS = "Ik reed naar huis en wist niet meer langs welke weg. " * 3
LONG = "te lang " * 1000
WORD = "Zorgafstemmingsoverlegvoorbereidingen"


def every_self_care_page(person: Person) -> Iterator[str]:
    """From a beginning to a plan, an intention with its text for the table, and a map with something missing on it."""
    yield from _plan(person)
    yield from _intentions(person)
    yield from _support(person)


def _plan(person: Person) -> Iterator[str]:
    person.go("/self-care/")
    yield "self-care, none"
    person.go("/self-care/attention/")
    yield "self-care A, empty"
    person.write("attention-body", LONG)
    person.write("acceptance-body", WORDS)
    person.press(person.do("save"))
    person.see("self-care-attention", status=422)
    yield "self-care A, too much"
    person.write("attention-body", WORDS)
    person.press(person.do("save"))
    person.see("self-care")
    person.go("/self-care/items/")
    yield "self-care B, empty"
    person.press(person.do("add-weighs"))
    person.see("self-care-items", status=422)
    yield "self-care B, nothing filled in"
    for words, weight in ((WORD, "3"), ("De dienst op zondag", "1"), ("Het verslag", "")):
        person.write("words-weighs", words)
        if weight:
            person.hand.choose(person.main.locator(f"[name=weight-weighs][value='{weight}']"))
        person.field("topic-weighs").select_option("caseload")
        person.press(person.do("add-weighs"))
        expect(person.main.locator(".said", has_text=words)).to_have_count(1)
        person.see("self-care-items")
    yield "self-care B, one side"
    person.write("words-carries", "Koffie met Reiger")
    person.hand.choose(person.main.locator("[name=weight-carries][value='2']"))
    person.press(person.do("add-carries"))
    expect(person.main.locator(".said", has_text="Koffie met Reiger")).to_have_count(1)
    yield "self-care B"
    person.write("words-weighs", WORDS)
    person.write("words-carries", WORD)
    person.press(person.main.locator("li.item", has_text=WORD).locator("button"))
    expect(person.main.locator(".gone")).to_have_text(re.compile(WORD))
    person.see("self-care-items")
    yield "self-care B, something taken away and something half typed"
    person.field("words-carries").press("Enter")
    person.see("self-care-items", status=422)
    yield "self-care B, typed at both sides"
    person.go("/self-care/connection/")
    person.write("connection", WORDS)
    person.keep()
    yield "self-care C"
    person.go("/self-care/")
    yield "self-care"
    person.press(person.main.locator("summary", has=person.page.locator("xpath=self::*[ancestor::form]")))
    person.press(person.main.locator("form details .button"))
    person.see("self-care")
    expect(person.main.locator(".said")).to_have_count(0)
    yield "self-care, a plan from before"
    person.press(person.main.locator(".rows a.title"))
    person.see("self-care-plan")
    yield "a plan from before"


def _intentions(person: Person) -> Iterator[str]:
    person.go("/intentions/")
    yield "intentions, none"
    person.go("/intentions/new/?from=self-care&who=team")
    yield "an intention, new"
    person.hand.choose(person.field("look_on-remind"))
    person.press(person.primary)
    person.see("intention-new", status=422)
    yield "an intention, refused"
    person.write("words", "Tien minuten tussen twee huisbezoeken.")
    person.field("look_on").fill(today().isoformat())
    person.press(person.primary)
    person.see("intention")
    here = person.page.url
    yield "an intention"
    person.go("/")
    yield "home, with a moment one picked"
    person.go(f"{here}table/")
    yield "a text for the table"
    person.go(f"{here}table/?change=1")
    yield "a text for the table, being changed"
    person.go(here)
    person.field("next").fill("2020-01-01")
    person.press(person.do("keep"))
    person.see("intention", status=422)
    yield "an intention, a day that was"
    person.field("next").fill("")
    person.write("look", WORDS)
    person.press(person.do("keep"))
    expect(person.main.locator("#looks")).to_be_visible()
    person.press(person.main.locator("details summary").first)
    yield "an intention, looked at"
    person.write("words", LONG)
    person.press(person.do("save"))
    person.see("intention", status=422)
    yield "an intention, too much"
    person.go("/intentions/")
    yield "intentions"
    person.go(here)
    person.press(person.do("let-go"))
    expect(person.do("again")).to_be_visible()
    yield "an intention, let go of"
    person.go("/intentions/")
    yield "intentions, one that ended"


def _support(person: Person) -> Iterator[str]:
    person.go("/support/")
    yield "the support map, empty"
    person.go("/support/new/")
    yield "the support map, which form"
    person.go("/support/new/?form=supervision")
    person.write("from_whom", LONG)
    person.press(person.primary)
    person.see("support-new", status=422)
    yield "the support map, too much"
    person.write("from_whom", "Specht")
    person.write("for_what", f"{WORDS}{WORD}")
    person.write("reach", "Derde verdieping, of bellen")
    person.field("last_on").fill("2026-01-02")
    person.hand.choose(person.main.locator("[name=arrived][value=partly]"))
    person.press(person.primary)
    person.see("support")
    person.go("/support/new/?form=debriefing&missing=1")
    yield "the support map, what is missed"
    person.write("for_what", WORDS)
    person.press(person.primary)
    person.see("support")
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "the support map"
    missing = person.main.locator("a[href*='who=team']")
    person.press(missing)
    person.see("intention-new")
    yield "an intention, for what is missed"
    person.go("/support/")
    person.press(person.main.locator(".rows a.title").first)
    person.see("support-entry")
    yield "something on the map"
    person.press(person.do("missing"))
    expect(person.do("there")).to_be_visible()
    yield "something on the map, missed now"
