"""Even noteren and the hub of small dissent, one page after the other."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.people import Person

WORDS = "Zet er maar een krul onder, zei ze. En iedereen had zijn jas al aan. " * 3
LONG = "te lang " * 100


def every_noting_page(person: Person) -> Iterator[str]:
    """From nothing noted to what it may become. One tension stays as it is, one became a moment of a case."""
    person.go("/dissent/")
    yield "klein verzet, nothing yet"
    person.go("/dissent/tensions/")
    yield "noted, nothing yet"
    person.press(person.page.locator("header a.note"))
    person.see("tension-new")
    yield "noting"
    person.press(person.do("save"))
    person.see("tension-new", status=422)
    yield "noting, nothing there"
    person.write("words", LONG)
    person.hand.choose(person.main.locator("[name=layout][value=picture]"))
    person.hand.choose(person.main.locator("[name=spots][value=belly]"))
    person.hand.choose(person.main.locator("[name=spots][value=jaw]"))
    person.press(person.do("save"))
    person.see("tension-new", status=422)
    yield "noting, too much, on the picture"
    person.write("words", WORDS)
    person.hand.choose(person.main.locator("[name=strength][value='too-much']"))
    person.press(person.do("save"))
    person.see("tensions")
    expect(person.page.get_by_role("status").first).to_be_visible()
    yield "noted, with what was kept a moment ago"
    person.press(person.main.locator(".rows a").first)
    person.see("tension")
    yield "a tension"
    tension = person.page.url
    person.press(person.main.locator("details summary").last)
    yield "a tension, to be changed"
    person.write("words", LONG)
    person.press(person.do("save"))
    person.see("tension", status=422)
    yield "a tension, too much"
    person.go(f"{tension}become/?what=route")
    yield "a tension, which route"
    person.go(f"{tension}become/?what=moment")
    if person.main.locator("details[open]").count() == 0:  # Open by itself where there is no case yet.
        person.press(person.main.locator("details summary"))
    person.write("nickname", "x" * 50)
    person.press(person.do("new"))
    person.see("tension-become", status=422)
    yield "a tension, a nickname that is too long"
    person.write("nickname", "de natte jas")
    person.press(person.do("new"))
    person.see("moment")
    person.go(tension)
    yield "a tension that became a moment"
    person.press(person.main.locator("details summary").first)
    person.press(person.main.locator("button[name=what][value=nothing]"))
    person.see("tension")
    yield "a tension that was let be"
    person.go("/dissent/note/")
    person.write("words", WORDS)
    person.press(person.do("save"))
    person.see("tension")
    yield "a tension, kept a moment ago"
    person.go("/dissent/")
    person.press(person.main.locator("details summary"))
    yield "klein verzet"
