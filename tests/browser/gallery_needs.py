"""The pages of the five needs, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.people import Person

WORDS = "Ik belde niemand. Ik dacht: het is bijna acht uur. " * 3
LONG = "te lang " * 1000


def unfold(person: Person) -> None:
    person.page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true })")


def every_needs_page(person: Person) -> Iterator[str]:
    """From nothing, through a round and the rounds beside it."""
    person.go("/needs/")
    person.see("needs")
    yield "needs, none"
    person.press(person.link("need", "support"))
    person.see("need")
    yield "needs: support, nothing yet"
    unfold(person)
    for nth, place in enumerate((1, 1, 2, 4, 5)):
        person.hand.choose(
            person.main.locator("fieldset.scale-set").nth(nth).locator(f"input[type=radio][value='{place}']")
        )
    person.hand.write(person.main.locator("textarea").first, WORDS)
    person.keep()
    yield "needs: support, folded out"
    person.hand.write(person.main.locator("textarea").nth(1), LONG)
    person.press(person.do("next"))
    person.see("need", status=422)
    yield "needs: support, too much"
    person.go("/needs/limits/")
    person.press(person.do("one"))
    person.see("need-world")
    while True:
        person.hand.choose(person.main.locator("[name^='r-'][value='3']").first)
        yield f"needs: limits, {person.page.url.rstrip('/').rpartition('/')[2]}"
        if not person.do("next").count():
            break
        here = person.page.url
        person.press(person.do("next"))
        person.page.wait_for_url(lambda url, here=here: url != here)  # type: ignore[misc]
        person.see("need-world")
    person.press(person.do("overview"))
    person.see("needs")
    yield "needs, under way"
    person.press(person.link("needs-asking"))
    person.see("needs-asking")
    unfold(person)
    yield "around asking, folded out"
    person.hand.choose(person.main.locator("[name^='m-']").first)
    person.write("receiving", WORDS)
    person.keep()
    person.write("giving", LONG)
    person.press(person.do("overview"))
    person.see("needs-asking", status=422)
    yield "around asking, too much"
    person.go("/needs/")
    person.press(person.do("new"))
    person.see("needs")
    yield "needs, with an earlier round"
    person.go("/needs/support/")
    person.hand.choose(person.main.locator("[name^='r-'][value='4']").first)
    person.keep()
    person.go("/needs/")
    person.press(person.main.locator("a[href^='?beside=']").first)
    person.see("needs")
    unfold(person)
    yield "needs, with the earlier round beside it"
    person.press(person.main.locator("a[href^='/needs/rounds/']").last)
    person.see("needs-round")
    yield "an earlier round"
