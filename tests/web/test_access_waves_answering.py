"""Who may answer a wave, and who may write beforehand; to anybody else neither is there, and nothing changes by it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tegenwind.practice.expectation import Expectation
from tegenwind.waves import house
from tegenwind.waves.models import Leading, RosterLine, Wave
from tegenwind.web.waves import tickets
from tests.waves import making
from tests.web.people import Human, Nobody, at, text

pytestmark = pytest.mark.django_db

#: What each gets after coming home: the page to answer on, and the page to write beforehand on.
SEES: dict[str, tuple[int | str, int | str]] = {
    "member": (200, "wave"),
    "leader": ("wave-expect", 200),
    "host": ("wave", "wave"),
    "administrator": ("wave", "wave"),
    "other_team": (404, 404),
    "outsider": (404, 404),
}
GIVEN = {f"a-{making.pack().statements[0].id}": "3"}


@pytest.fixture
def here() -> SimpleNamespace:
    """An open wave of Noord; Zuid is not in it."""
    people = SimpleNamespace(**{name: Human.join(name) for name in SEES}, nobody=Nobody())
    made = making.organisation(
        {"Noord": 6, "Zuid": 6},
        host=people.host.person,
        administrator=people.administrator.person,
        also={"Noord": [people.member.person], "Zuid": [people.other_team.person]},
        led_by={"Noord": {"Lotte": people.leader.person}},
    )
    people.wave = making.wave(made, ["Noord"])
    return people


def everything() -> tuple[Any, ...]:
    tables = tuple(list(one._default_manager.order_by("pk").values()) for one in (Wave, RosterLine, Leading))
    return tables, house.box(Wave.objects.get().pk).path.read_bytes()


def told(answer: Any, wave: Wave) -> int | str:
    """The status, or the name of the address it leads to."""
    if answer.status_code != 302:
        return int(answer.status_code)
    return next(
        name for name in ("wave-expect", "wave-answer", "wave") if answer.headers["Location"] == at(name, wave.pk)
    )


@pytest.mark.parametrize("who", SEES)
def test_who_sees_what(who: str, here: SimpleNamespace) -> None:
    one: Human = getattr(here, who)
    assert ("Peiling van De Oever" in text(one.get("home"))) is (who in ("member", "leader"))
    assert bool(tickets.held(one.unlocked)) is (who == "member")
    found = (one.get("wave-answer", here.wave.pk), one.get("wave-expect", here.wave.pk))
    assert tuple(told(answer, here.wave) for answer in found) == SEES[who]
    for answer in found:
        if answer.status_code == 404:
            assert "Uitspreken" not in text(answer) and "De Oever" not in text(answer)


@pytest.mark.parametrize("who", [name for name in SEES if name != "leader"])
def test_nobody_else_writes_beforehand(who: str, here: SimpleNamespace) -> None:
    one: Human = getattr(here, who)
    one.get("home")
    before = everything()
    for fields in ({"do": "choose", "agreed": "yes"}, {"do": "look"} | GIVEN, {"do": "bind"} | GIVEN):
        answer = one.client.post(at("wave-expect", here.wave.pk), fields)
        assert told(answer, here.wave) == SEES[who][1]
    assert everything() == before and one.kept(Expectation) == []


@pytest.mark.parametrize("who", SEES)
def test_without_a_ticket_nothing_is_counted_whoever_sends_it(who: str, here: SimpleNamespace) -> None:
    """And the page that comes back is the same as for who has one: nobody is told whether they do."""
    one: Human = getattr(here, who)
    before = everything()
    for ticket in ("", "A" * 90):
        answer = one.client.post(at("answer", here.wave.pk), {"ticket": ticket, "language": "nl"} | GIVEN)
        assert answer.status_code == 200 and "Dank je" in text(answer)
    assert everything() == before


def test_who_is_not_signed_in_is_led_to_the_door(here: SimpleNamespace) -> None:
    before = everything()
    for name in ("wave-answer", "wave-expect"):
        assert here.nobody.get(name, here.wave.pk).headers["Location"].startswith("/sign-in/")
    assert here.nobody.client.post(at("wave-expect", here.wave.pk), {"do": "bind"} | GIVEN).status_code == 401
    assert everything() == before


def test_a_ticket_of_one_is_in_no_page_of_another(here: SimpleNamespace) -> None:
    here.member.get("home")
    (ticket,) = tickets.held(here.member.unlocked).values()
    for who in SEES:
        one: Human = getattr(here, who)
        for name, args in (("home", ()), ("wave", (here.wave.pk,)), ("wave-answer", (here.wave.pk,))):
            assert (ticket in text(one.get(name, *args))) is (who == "member" and name == "wave-answer")
