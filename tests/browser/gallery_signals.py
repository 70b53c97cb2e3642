"""The pages of the signals and of guided writing, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.people import Person

WORDS = "Ik zei dat het goed kwam, en ik wist het niet. " * 3
LONG = "te lang " * 1000


def every_signal_page(person: Person) -> Iterator[str]:
    """From the sentences to the mirror of the roles."""
    person.go("/signals/")
    yield "signals, none"
    person.press(person.primary)
    person.see("signals-mark")
    yield "signals, the first sentences"
    person.press(person.do("finish"))
    person.see("signals-mark", status=422)
    yield "signals, nothing marked"
    person.hand.choose(person.main.locator("[name^='r-'][value=often]").first)
    person.hand.choose(person.main.locator("[name^='r-'][value=sometimes]").nth(2))
    person.page.locator("[name=since]").fill("2199-01-01")
    person.press(person.primary)
    person.see("signals-mark", status=422)
    yield "signals, a day to come"
    person.page.locator("[name=since]").fill("2026-01-01")
    while person.do("next").count():
        person.hand.choose(person.main.locator("[name^='r-'][value=often]").first)
        here = person.page.url
        person.press(person.do("next"))
        person.page.wait_for_url(lambda url, here=here: url != here)  # type: ignore[misc]
        person.see("signals-mark")
    yield "signals, the last sentences"
    person.hand.choose(person.main.locator("[name^='r-'][value=sometimes]").first)
    person.press(person.do("stop"))
    person.see("home")
    person.go("/signals/")
    yield "signals, under way"
    person.press(person.primary)
    person.see("signals-mark")
    person.press(person.do("finish"))
    person.see("signals-look")
    yield "what was marked"
    person.hand.choose(person.main.locator("[name^='m-']").first)
    person.write("mine", WORDS)
    person.keep()
    person.go(person.page.url)
    yield "what was marked, with what speaks"
    person.write("anybody", LONG)
    person.press(person.do("roles"))
    person.see("signals-look", status=422)
    yield "what was marked, too much"
    person.write("anybody", WORDS)
    person.press(person.do("roles"))
    person.see("signals-roles")
    yield "roles"
    person.hand.choose(person.main.locator("[name=role]").first)
    person.write("roles_words", WORDS)
    person.keep()
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "roles, all folded out"
    person.press(person.do("look"))
    person.see("signals-look")
    person.go("/signals/")
    yield "signals"


def every_writing_page(person: Person) -> Iterator[str]:
    """Both guided writings, step by step."""
    person.go("/omnipotence/")
    yield "omnipotence"
    person.press(person.primary)
    yield from _steps(person, "omnipotence")
    person.go("/omnipotence/")
    yield "omnipotence, with an earlier one"
    person.press(person.link("history"))
    person.see("history")
    yield "history"
    person.press(person.main.locator("button[name=company]").first)
    yield from _steps(person, "history")
    person.go("/history/")
    yield "history, with an earlier one"


def _steps(person: Person, kind: str) -> Iterator[str]:
    person.see(f"{kind}-step")
    person.write("words", LONG)
    person.press(person.do("on"))
    person.see(f"{kind}-step", status=422)
    yield f"{kind}: too much"
    person.write("words", WORDS)
    while True:
        person.keep()
        here = person.page.url
        person.press(person.do("on"))
        person.page.wait_for_url(lambda url, here=here: url != here)  # type: ignore[misc]
        person.see(f"{kind}-step")
        yield f"{kind}: {person.page.url.rstrip('/').rpartition('/')[2]}"
        if not person.field("words").count():
            break
        person.write("words", WORDS)
    person.press(person.do("written"))
    person.see(f"{kind}-written")
    expect(person.main.locator(".own").first).to_be_visible()
    yield f"{kind}: what was written"
