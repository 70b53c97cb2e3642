"""Answering a wave in a real browser: what the server gets to see of who answers, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.answering import Between, open_wave
from tests.browser.conftest import Newcomer
from tests.browser.house import House
from tests.browser.looks import small_controls, sticking_out
from tests.browser.test_noting import Corridor
from tests.waves.making import pack

PHONE = {"width": 320, "height": 640}
MINUTES = 4.0


class Watched(House):
    """The house as it is met by way of somebody in between."""

    def __init__(self, house: House, between: Between) -> None:
        self.__dict__.update(house.__dict__)
        self.between = between

    @property
    def url(self) -> str:
        return self.between.url


@pytest.fixture
def watched(house: House) -> Iterator[Watched]:
    between = Between(house)
    yield Watched(house, between)
    between.stop()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_what_is_sent_carries_no_cookie_and_takes_less_than_four_minutes(
    newcomer: Newcomer, watched: Watched, script: bool
) -> None:
    """The longest pack for a team, on a phone, every word on the way read, every statement answered."""
    name = max(("uitspreken", "teambehoeften", "steun"), key=lambda one: len(pack(one).statements))
    person = newcomer(own=watched, viewport=PHONE, has_touch=True, reduced_motion="reduce", script=script)
    person.join()
    wave = open_wave(watched, [person.name], pack=name)
    person.go("/")
    person.see("home")
    begins = person.page.locator("body").inner_text().splitlines()
    invitation = person.main.locator(".invitation")
    seen = set(begins) - set(invitation.inner_text().splitlines())
    way = Corridor(person, seen)
    way.read()
    way.press(".invitation a")
    person.see("wave-answer")
    assert sticking_out(person.page) == [] and small_controls(person.page) == []
    # The page is dressed: its stylesheet and fonts came, though it is a stranger here.
    assert person.page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Atkinson")
    assert person.page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').length") > 0
    assert person.page.evaluate("self.origin") == "null"
    way.read()
    for one in pack(name).statements:
        way.choose(f"[name=a-{one.id}][value='4']")
    way.press("button.primary")
    expect(person.page.locator("h1")).to_have_text("Dank je")
    person.page.wait_for_load_state()
    way.read()
    told = f"{way.minutes:.2f} minutes, {way.presses} presses, {len(pack(name).statements)} statements"
    print(told)
    assert way.minutes <= MINUTES, told
    assert sticking_out(person.page) == [] and small_controls(person.page) == []

    (sent,) = watched.between.requests("POST", "/answer/")
    assert wave.encode() in sent
    lines = [line.split(b":")[0].lower() for line in sent.split(b"\r\n")[1:]]
    assert b"cookie" not in lines and b"authorization" not in lines and b"referer" not in lines
    # The others do carry them: what stands in between sees what there is to see.
    (asked,) = watched.between.requests("GET", f"/waves/{wave}/answer/")
    assert b"\r\nCookie: " in asked
    # Back home one is still who one was, and invited as before.
    person.press(person.page.locator("main a.button"))
    person.see("home")
    expect(person.main.locator(".invitation")).to_be_visible()
