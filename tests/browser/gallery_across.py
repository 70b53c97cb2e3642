"""The pages across cases and of a case for intervision, one after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from tests.browser.gallery_readings import begin_moment
from tests.browser.people import Person

WORDS = "Ik vroeg het nog eens, en hoorde mezelf praten. " * 3
LONG = "te lang " * 300
MARKED = "Mevrouw Jansen belde 06-12345678."


def guess_on(person: Person, moment: str, day: datetime.date) -> None:
    """The first reason guessed at a moment of this day."""
    person.go(moment)
    person.write("words", WORDS)
    person.press(person.main.locator("details:has([name=on]) summary"))
    person.hand.put_date(person.page.locator("[name=on]"), day)
    person.press(person.do("case"))
    person.see("case")
    person.go(f"{moment}fit/?at=reasons")
    person.hand.choose(person.main.locator("[name^='m-']").first)
    person.keep()


def every_across_page(person: Person) -> Iterator[str]:
    """What comes back, then one case with everything of one moment, and what is marked in it."""
    person.go("/cases/across/")
    yield "across cases, what stood on one day"
    moment = begin_moment(person)
    guess_on(person, moment, datetime.date(2026, 1, 5))
    case = moment.rpartition("/")[0].rpartition("/")[0] + "/"
    guess_on(person, begin_moment(person, "pupil"), datetime.date(2026, 1, 7))
    person.go("/cases/across/")
    person.page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "across cases, something comes back"
    person.go(f"{case}intervision/")
    yield "a case for intervision, nothing chosen yet"
    person.press(person.do("look"))
    person.see("case-intervision")
    yield "a case for intervision, nothing chosen"
    for box in person.main.locator("[name=pick]").all():
        person.hand.choose(box)
    person.write("question", LONG)
    person.press(person.do("look"))
    person.see("case-intervision", status=422)
    yield "a case for intervision, a question that is too long"
    person.write("question", MARKED)
    person.press(person.do("look"))
    if person.main.locator("[name=seen]").count() == 0:  # Shown first, without a script.
        yield "a case for intervision, something marked in the question"
        person.press(person.do("look"))
    person.see("case-intervision")
    yield "a case for intervision, what goes in"
