"""The pages of the circle and of small acts, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.people import Person

WORDS = "Ik knikte mee en mijn kaken zaten vast. " * 3
LONG = "te lang " * 1000
SIX = 6


def every_act_page(person: Person) -> Iterator[str]:
    """From a circle to an act that was done, with ripples; and acts that rest, were left, and lie with others."""
    person.go("/dissent/acts/")
    yield "small acts, none"
    person.press(person.main.locator("form[action$='/circles/new/'] button"))
    person.see("circle")
    yield "a circle"
    _ticked(person, SIX)
    person.write("w-who", LONG)
    person.press(person.do("rest"))
    person.see("circle", status=422)
    yield "a circle, too many values and too many words"
    _ticked(person, 1)
    person.write("w-who", WORDS)
    person.press(person.do("act"))
    person.see("act-step")
    yield "an act, its form"
    act = person.page.url.removesuffix("form/")
    yield from _steps(person)
    person.see("act")
    yield "an act, before it was done"
    person.press(person.primary)
    person.see("act-step")
    yield from _afterwards(person)
    person.see("act")
    yield "an act, done"
    person.go(f"{act}weigh/")
    yield "weighing, with words"
    for button in ("nothing", "team", "not"):
        person.go("/dissent/acts/")
        person.press(person.primary)
        person.see("act-step")
        person.hand.write(person.field("own"), "De deur laten openstaan")
        person.press(person.main.locator("form > details:last-of-type > summary"))
        yield f"an act, whose it is, {button}"
        if button == "not":
            person.go(person.page.url.replace("/form/", "/choice/"))
            person.hand.choose(person.main.locator("[name=choice][value=not]"))
            person.write("w-not-doing", WORDS)
            person.press(person.main.locator(".actions button[value=all]"))
        else:
            person.press(person.do(button))
        person.see("act")
        yield f"an act, {button}"
    person.go("/dissent/acts/")
    yield "small acts"


def _ticked(person: Person, count: int) -> None:
    """Open the words to choose from, and tick so many of them."""
    folded = person.main.locator("fieldset.question details:has(.chips)")
    if folded.get_attribute("open") is None:
        person.press(folded.locator("> summary"))
    boxes = folded.locator("[type=checkbox]")
    for number in range(SIX):
        # What was kept between two ticks stands there ticked.
        box = boxes.nth(number)
        if number < count and not box.is_checked():
            person.hand.choose(box)
        elif number >= count and box.is_checked():
            person.press(box.locator("xpath=ancestor::label"))
            expect(box).not_to_be_checked()


def _steps(person: Person) -> Iterator[str]:
    """From the form to the choice, with words at each."""
    person.hand.choose(person.main.locator("[name=sector][value=social]"))
    for number in (0, 4):
        person.press(person.main.locator(".stretch > details > summary").nth(number))
    yield "an act, two stretches open"
    person.write("own", LONG)
    person.press(person.do("on"))
    person.see("act-step", status=422)
    yield "an act, its own form too long"
    person.write("own", "Blijven zitten")
    person.press(person.main.locator(".stretch > details > summary").nth(4))
    person.press(person.main.locator(".stretch").nth(4).locator("button[value^='take-']").first)
    person.see("act-step")
    person.press(person.do("previous"))
    person.see("act-step")
    yield "an act, a form chosen"
    person.press(person.do("on"))
    person.see("act-step")
    for name in ("w-yes", "w-smallest", "w-rehearse"):
        person.press(person.main.locator(".act-steps > summary"))
        yield f"an act, the step with {name}"
        person.write(name, WORDS)
        person.press(person.do("on"))
        person.see("act-step")
    yield "an act, doing it or not"
    person.hand.choose(person.main.locator("[name=choice][value=do]"))
    person.press(person.main.locator(".actions button[value=all]"))


def _afterwards(person: Person) -> Iterator[str]:
    """What was done, and what rippled on: written, refused, taken away."""
    yield "afterwards, nothing yet"
    person.write("w-did", WORDS)
    person.page.locator("[name=on]").fill("1900-01-01")
    person.write("w-ripple", WORDS)
    person.press(person.main.locator("section button[value=save]"))
    person.see("act-step", status=422)
    yield "afterwards, a day that cannot be"
    person.page.locator("[name=on]").fill("2026-01-01")
    person.press(person.main.locator("section button[value=save]"))
    person.see("act-step")
    yield "afterwards, with a ripple"
    person.press(person.main.locator("button[value^='away-']"))
    person.see("act-step")
    yield "afterwards, a ripple taken away"
    person.press(person.main.locator("button[value^='back-']"))
    person.see("act-step")
    person.press(person.main.locator(".actions button[value=all]"))
