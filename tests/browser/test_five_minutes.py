"""Between two appointments: preparing a contact takes at most five minutes of reading and writing, and stops anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pytest
from playwright.sync_api import expect

from tegenwind.wording import Language
from tests.browser.conftest import Newcomer
from tests.browser.people import Person

#: Words a minute. Adults read some 240 (Brysbaert 2019, "How many words do we read per minute?", J. Mem. Lang. 109, 104047); a tired one, on
#: a phone, between two people, is given three quarters of that. On a phone people type some 36 (Palin et al. 2019, "How do people type on
#: mobile devices?", MobileHCI); who thinks while typing, less.
READS, TYPES = 180, 25
MINUTES = 5.0
#: Finding a button and pressing it, in minutes.
PRESS = 3 / 60

NICKNAME: Final = "de walvis"
MINE: Final = (
    "Moe, en met mijn hoofd nog bij de vorige. Ik wil straks liever niet stil zijn. Ik neem mee: ik heb even geen haast. "
    "Als ik voor de tweede keer ga uitleggen, wacht ik eerst."
)
LIGHT: Final = "De deur op een kier"


class Way:
    """A way through pages on which everything is read that is not folded away, the few words for screen readers too.

    Attributes:
        minutes: of reading, typing and pressing so far.
        presses: how often something was pressed or chosen.
        seen: the lines that were read already.
    """

    def __init__(self, person: Person, seen: Iterable[str] = ()) -> None:
        self.person, self.minutes, self.presses = person, 0.0, 0
        self.seen = set(seen)

    def read(self) -> None:
        """All that can be seen. What stands above and below every page is read once."""
        for line in self.person.page.locator("body").inner_text().splitlines():
            if line.strip() and line not in self.seen:
                self.seen.add(line)
                self.minutes += len(line.split()) / READS

    def press(self, selector: str) -> None:
        self.person.press(self.person.main.locator(selector).first)
        self._pressed()

    def choose(self, selector: str) -> None:
        self.person.hand.choose(self.person.main.locator(selector).first)
        self._pressed()

    def write(self, name: str, text: str) -> None:
        self.person.write(name, text)
        self.minutes += len(text.split()) / TYPES

    def _pressed(self) -> None:
        self.presses += 1
        self.minutes += PRESS


def prepare(way: Way, *, known: bool) -> None:
    """From Vandaag to words that are kept; ``known`` when there is a case already."""
    person = way.person
    person.go("/")
    person.see("home")
    way.read()
    way.press("a[href='/cases/?prepare=1']")
    if known:
        person.see("cases")
        way.read()
        way.press("button[name=what]")
    else:
        person.see("case-new")
        way.read()
        way.write("nickname", NICKNAME)
        way.press("button.primary")
    person.see("moment")
    way.read()
    way.write("words", MINE)
    person.keep()


@pytest.mark.parametrize("known", [False, True], ids=["first time", "next time"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_preparing_fits(newcomer: Newcomer, language: Language, known: bool) -> None:
    """Every word that can be seen on the way counts, though nobody reads them all."""
    person = newcomer(language=language)
    person.join()
    if known:
        prepare(Way(person), known=False)
    way = Way(person)
    prepare(way, known=known)
    assert way.minutes <= MINUTES, f"{way.minutes:.1f} minutes, {way.presses} presses"
    assert way.presses == 2
    person.press(person.do("stop"))
    person.see("home")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_place_and_the_card_it_fits_the_next_time(newcomer: Newcomer, language: Language) -> None:
    """Who saw the pages before has time for what is new on them, for where one stands, and for a card to take along."""
    person = newcomer(language=language)
    person.join()
    before = Way(person)
    prepare(before, known=False)
    way = Way(person, before.seen)
    prepare(way, known=True)
    way.press("form summary")
    way.read()
    way.choose("[name=place][value='3']")
    way.press("a[href$='/attune/']")
    person.see("moment-attune")
    way.read()
    way.choose("[name=seat]")
    way.choose("[name=far]")
    way.write("light", LIGHT)
    way.press("button.primary")
    person.see("moment-attune")
    way.read()
    assert way.minutes <= MINUTES, f"{way.minutes:.1f} minutes, {way.presses} presses"


def test_it_stops_anywhere(newcomer: Newcomer) -> None:
    """After each thing that is typed or chosen the window is shut, and nothing of it is lost."""
    person = newcomer()
    person.join()

    # In the middle of a nickname, and of what one's own part in it is.
    person.go("/cases/?prepare=1")
    person.see("case-new")
    person.write("nickname", NICKNAME[:6])
    person.keep()
    person.write("nickname", NICKNAME)
    person.press(person.main.locator("form summary"))
    person.write("context", MINE)
    person.hand.choose(person.main.locator("[name=client_word][value=patient]"))
    person.keep()
    _again(person)
    person.press(person.page.locator("nav a[href='/cases/']"))
    person.see("cases")
    expect(person.main.locator(".rows li")).to_have_count(1)
    person.press(person.main.get_by_role("link", name=NICKNAME))
    person.see("case", heading=NICKNAME)
    expect(person.main.locator(".own")).to_have_text(MINE)
    person.press(person.main.locator("a[href$='/edit/']"))
    person.see("case-edit")
    expect(person.main.locator("[name=client_word][value=patient]")).to_be_checked()

    # In the middle of the words, at the place, and on the card.
    person.go("/cases/?prepare=1")
    person.press(person.main.locator("button[name=what]"))
    person.see("moment")
    moment = person.page.url
    for name, text in (("words", MINE[:30]), ("words", MINE)):
        person.write(name, text)
        person.keep()
        _again(person, moment)
        expect(person.field(name)).to_have_value(text)
    person.press(person.main.locator("form summary"))
    person.hand.choose(person.main.locator("[name=place][value='3']"))
    person.keep()
    _again(person, moment)
    expect(person.main.locator("[name=place][value='3']")).to_be_checked()
    card = f"{moment}attune/"
    person.go(card)
    person.hand.choose(person.main.locator("[name=seat]").first)
    person.write("light", LIGHT)
    person.keep()
    _again(person, card)
    expect(person.main.locator("[name=seat]").first).to_be_checked()
    expect(person.field("light")).to_have_value(LIGHT)


def test_rather_not_leaves_nothing(newcomer: Newcomer) -> None:
    """What the page of a new case kept by itself goes with one press."""
    person = newcomer()
    person.join()
    person.go("/cases/new/")
    person.write("nickname", NICKNAME)
    person.keep()
    person.press(person.do("not"))
    person.see("cases")
    assert NICKNAME not in person.main.inner_text()


def _again(person: Person, url: str = "/") -> None:
    """Another browser, signed in anew."""
    person.close_browser()
    person.open_browser()
    person.sign_in()
    person.go(url)
