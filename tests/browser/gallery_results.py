"""What may be seen of a wave: the one address, the result of a group in each of its shapes, the conversation, the agreements."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.gallery_hosting import in_house
from tests.browser.people import Person

LONG = "te lang " * 60
_NAME = "De Galerij van uitkomsten"
#: Two waves of one team with a leader who agreed, and one of a tree in which every rule withholds something.
_MADE = """
import datetime
me = person_named({name!r})
before = making.TODAY - datetime.timedelta(weeks=26)
mine = making.organisation({{'Bereikbaarheidsdienst': 11}}, {{'Bereikbaarheidsdienst': ['Kees', 'Ans']}}, host=me,
    also={{'Bereikbaarheidsdienst': [me]}}, name='{where}')
for number, today in enumerate((before, making.TODAY)):
    wave = making.wave(mine, today=today)
    making.answered(wave, {{'Bereikbaarheidsdienst': making.answers(12, seed=number, around=3 - number)}})
    for one, place, estimate in (('Kees', 4, 5), ('Ans', 3, 5)):
        making.wrote(wave, mine.leaders[one], agreed=True, place=place, estimate=estimate)
    making.closed(wave, mine)
    print(address('web:wave', wave.pk))
"""
_TREE = """
me = person_named({name!r})
mine = making.organisation({{'Noord': 7, 'Noord/Nachtploeg': 7, 'Klein': 3, 'Zuid': 24}}, host=me,
    also={{'Noord/Nachtploeg': [me]}}, led_by={{}}, name='{where}')
wave = making.wave(mine)
making.answered(wave, {{'Noord': making.answers(7), 'Noord/Nachtploeg': making.alike(8, 4), 'Zuid': making.answers(24)}})
making.closed(wave, mine)
print(address('web:wave', wave.pk))
few = making.closed(making.wave(mine, ['Zuid']), mine)
print(address('web:wave', few.pk))
running = making.wave(mine, ['Noord'])
print(address('web:wave', running.pk))
"""


def every_result_page(person: Person) -> Iterator[str]:
    """Nothing of it is left at the end."""
    told = {"name": person.name, "where": _NAME}
    then, now = in_house(person, _MADE.format(**told)).split()
    yield from _agreeing(person, then, now)
    for address, name in (
        (f"{now}0/", "a result"),
        (f"{now}0/?figures=1", "a result, with figures"),
        (f"{now}0/talk/", "the conversation"),
        (f"{now}listen/", "listening first"),
    ):
        person.go(address)
        person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        yield name
    in_house(person, f"Organisation.objects.filter(name={_NAME!r}).delete()")
    tree, few, running = in_house(person, _TREE.format(**told)).split()
    person.go(tree)
    yield "a wave, choose a group"
    for number in range(5):
        person.go(f"{tree}{number}/")
        yield f"a result of a tree, group {number}"
    person.go(f"{tree}3/talk/")
    yield "the conversation, hardly anything to see"
    person.go(few)
    yield "a wave without a result"
    person.go(running)
    yield "a wave that is open"
    in_house(person, f"Organisation.objects.filter(name={_NAME!r}).delete()")


def _agreeing(person: Person, then: str, now: str) -> Iterator[str]:
    person.go(f"{then}0/agreements/")
    yield "agreements, none"
    person.write("words-1", LONG)
    person.press(person.do("write"))
    person.see("wave-agreements", status=422)
    yield "agreements, too long and nobody acts"
    person.write("words-1", "Bij een besluit vragen we: wie ziet het anders?")
    person.hand.choose(person.page.locator("[name=who-1][value=team]"))
    person.press(person.do("write"))
    person.see("wave-agreements")
    yield "agreements"
    person.go(f"{now}0/agreements/")
    person.hand.choose(person.page.locator("[name=came-1][value=partly]"))
    person.press(person.do("back"))
    person.see("wave-agreements")
    yield "agreements, with a look back"
