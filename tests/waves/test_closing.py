"""A wave closes after its day by the word of a host, publishes once, and then key and box are gone for good."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing as shutting
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from tegenwind import measure, sealing
from tegenwind.accounts.keystore import key_store
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves import box as boxes
from tegenwind.waves import closing, house, redeeming
from tegenwind.waves.box import Redeemed, Shut
from tegenwind.waves.errors import BoxLost, NotAllowed, NotNow
from tegenwind.waves.models import Leading, RosterLine, Wave, WaveGroup
from tests.waves import making
from tests.waves.making import TODAY

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def made() -> making.Made:
    return making.organisation({"Noord": 8, "Zuid": 7}, {"Zuid": ["Kees"]})


@pytest.fixture
def wave(made: making.Made) -> Wave:
    return making.answered(making.wave(made), {"Noord": making.answers(7), "Zuid": making.answers(6, seed=2)})


def close(wave: Wave, made: making.Made, today: datetime.date, by: Any = None) -> Wave:
    return closing.close(wave, by or made.host, making.packs_of(wave), today)


def is_gone(wave: Wave) -> bool:
    return key_store().wave_key(wave.pk) is None and wave.pk not in house.every()


def test_what_is_published_is_what_publish_says_of_what_was_counted(made: making.Made, wave: Wave) -> None:
    expected = measure.as_data(measure.publish(closing.wave_of(wave, making.pack(), house.box(wave.pk).tallies())))

    making.closed(wave, made)

    wave.refresh_from_db()
    assert wave.state == "published"
    assert wave.publication == expected | {"leaders": None}
    assert {number: one.withheld for number, one in making.published(wave).items()} == {"0": None, "1": None, "2": None}


@pytest.mark.parametrize("days", [-21, -1, 0])
def test_not_before_its_day_has_been(made: making.Made, wave: Wave, days: int) -> None:
    with pytest.raises(NotNow) as raised:
        close(wave, made, wave.closes_on + days * DAY)
    assert raised.value.rule == "too-early"
    wave.refresh_from_db()
    assert wave.is_open
    # It goes on taking answers in, also long after its day: only the word of a host ends it.
    making.answered(wave, {"Noord": making.answers(8)})
    assert close(wave, made, wave.closes_on + DAY).is_published


@pytest.mark.parametrize("days", [-1, 22, 49, 50, 365])
def test_no_clock_closes_it(made: making.Made, wave: Wave, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day back, a day past its day, over the end of summer time, a year on: starting anew and answering change nothing of it."""
    moved = datetime.datetime.combine(TODAY + days * DAY, datetime.time(2, 30), tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moved)
    closing.sweep()
    making.answered(wave, {"Noord": making.answers(8)})
    wave.refresh_from_db()
    assert wave.is_open and house.box(wave.pk).tallies()[1].contributions == 8


def test_key_and_box_are_gone_and_their_bytes_with_them(made: making.Made, wave: Wave) -> None:
    key, path = key_store().wave_key(wave.pk), house.box(wave.pk).path
    kept = Path(settings.TEGENWIND.keys) / f"wave-{wave.pk}"
    assert key and kept.read_bytes() == key
    with path.open("rb") as box_still_open, kept.open("rb") as key_still_open:
        making.closed(wave, made)
        assert not any(box_still_open.read()) and not any(key_still_open.read())
    assert is_gone(wave) and not path.exists() and not kept.exists()
    assert not list(path.parent.glob(f"*{wave.pk}*"))


def test_fewer_than_k_contributions_leave_nothing(made: making.Made) -> None:
    wave = making.answered(making.wave(made), {"Noord": making.answers(2), "Zuid": making.answers(2)})
    ended = making.closed(wave, made)
    assert (ended.state, ended.publication) == ("few", None) and is_gone(wave)


def test_those_who_lead_do_not_make_up_for_members() -> None:
    made = making.organisation({"Zuid": 6}, {"Zuid": [f"Kees {n}" for n in range(6)]})
    wave = making.answered(making.wave(made), {0: making.answers(4), 1: making.answers(6, estimates=True)})
    assert making.closed(wave, made).state == "few"


@pytest.mark.parametrize("again", ["close", "stop", "extend"])
def test_ended_it_stays_ended(made: making.Made, wave: Wave, again: str) -> None:
    making.closed(wave, made)
    before = Wave.objects.filter(pk=wave.pk).values().get()
    act: dict[str, Callable[[], Wave]] = {
        "close": lambda: close(wave, made, wave.closes_on + DAY),
        "stop": lambda: closing.stop(wave, made.host),
        "extend": lambda: closing.extend(wave, made.host, wave.closes_on + DAY, TODAY),
    }
    with pytest.raises(NotNow) as raised:
        act[again]()
    assert raised.value.rule == "closed"
    assert Wave.objects.filter(pk=wave.pk).values().get() == before


def test_stopped_there_is_no_result_whenever_it_is(made: making.Made, wave: Wave) -> None:
    ended = closing.stop(wave, made.host)
    assert (ended.state, ended.publication) == ("stopped", None) and is_gone(wave)


@pytest.mark.parametrize(
    ("days", "today", "rule"),
    [
        (1, 0, ""),
        (14, 0, ""),
        (15, 0, "too-long"),
        (0, 0, "past"),
        (-1, 0, "past"),
        (14, 40, "past"),
        (14, 13 + 21, ""),
        (15, 13 + 21, "too-long"),
        (20, 19 + 21, "too-long"),
    ],
)
def test_the_day_is_moved_at_most_two_weeks(made: making.Made, wave: Wave, days: int, today: int, rule: str) -> None:
    """``today`` is counted from the day it opened; its day lies 21 days on."""
    day = wave.closes_on + days * DAY
    if rule:
        with pytest.raises(NotNow) as raised:
            closing.extend(wave, made.host, day, TODAY + today * DAY)
        assert raised.value.rule == rule
        assert Wave.objects.get(pk=wave.pk).closes_on == wave.closes_on
        return
    assert closing.extend(wave, made.host, day, TODAY + today * DAY).closes_on == day
    with pytest.raises(NotNow) as raised:
        closing.extend(wave, made.host, day + DAY, TODAY)
    assert raised.value.rule == "extended"
    with pytest.raises(NotNow):
        close(wave, made, day)


def _became_leader(made: making.Made) -> Any:
    teams.give_role(made.organisation, made.host, Role.What.LEADER, made.teams["Zuid"])
    return made.host


def _stood_up_as_host(made: making.Made) -> Any:
    """Who led when it opened, does not host it because they lead no more."""
    kees = made.leaders["Kees"]
    Role.objects.filter(person=kees).delete()
    teams.give_role(made.organisation, kees, Role.What.HOST)
    return kees


@pytest.mark.parametrize(
    "who",
    [
        lambda made: made.administrator,
        lambda made: made.leaders["Kees"],
        lambda made: made.members["Zuid"][0],
        lambda made: making.organisation({"Ver": 5}).host,
        _became_leader,
        _stood_up_as_host,
    ],
)
def test_only_a_host_who_leads_none_of_it(made: making.Made, wave: Wave, who: Callable[[making.Made], Any]) -> None:
    person = who(made)
    with pytest.raises(NotAllowed):
        close(wave, made, wave.closes_on + DAY, person)
    with pytest.raises(NotAllowed):
        closing.stop(wave, person)
    with pytest.raises(NotAllowed):
        closing.extend(wave, person, wave.closes_on + DAY, TODAY)
    wave.refresh_from_db()
    assert wave.is_open and not wave.extended


def test_another_host_goes_on_where_the_first_one_left(made: making.Made, wave: Wave) -> None:
    other = making.someone()
    teams.give_role(made.organisation, other, Role.What.HOST)
    made.host.delete()
    wave.refresh_from_db()
    assert wave.host is None
    assert close(wave, made, wave.closes_on + DAY, other).is_published


@pytest.mark.parametrize("gone", ["box", "key", "zeros"])
def test_without_its_box_or_key_it_is_lost_and_says_so(made: making.Made, wave: Wave, gone: str) -> None:
    if gone == "key":
        key_store().forget_wave_key(wave.pk)
    elif gone == "box":
        house.box(wave.pk).destroy()
    else:
        house.box(wave.pk).path.write_bytes(bytes(8192))
    ended = making.closed(wave, made)
    assert (ended.state, ended.publication) == ("lost", None) and is_gone(wave)


@pytest.mark.parametrize("way", ["close", "stop"])
def test_once_it_is_over_nobody_stands_apart_for_having_had_no_ticket(made: making.Made, wave: Wave, way: str) -> None:
    redeeming.issued(RosterLine.objects.filter(wave=wave).order_by("pk")[0])
    making.closed(wave, made) if way == "close" else closing.stop(wave, made.host)
    assert set(RosterLine.objects.filter(wave=wave).values_list("issued", flat=True)) == {True}


@pytest.mark.django_db(transaction=True)
def test_with_its_organisation_go_the_key_and_the_box(made: making.Made, wave: Wave) -> None:
    teams.end(made.organisation)
    assert not Wave.objects.filter(pk=wave.pk).exists() and is_gone(wave)


def test_a_box_that_is_held_for_a_moment_is_not_lost(
    made: making.Made, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boxes, "WAIT_SECONDS", 0.0)
    with shutting(sqlite3.connect(house.box(wave.pk).path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BoxLost):
            making.closed(wave, made)
    wave.refresh_from_db()
    assert wave.state == "closing" and house.box(wave.pk).tallies()[1].contributions == 7
    assert making.closed(wave, made).is_published


def test_halfway_nothing_is_counted_any_more_and_it_can_be_gone_on_with_or_stopped(
    made: making.Made, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = making.tickets(wave, 1)[7]

    def falls(*_given: Any) -> Any:
        raise RuntimeError("the machine stops")

    with monkeypatch.context() as patched:
        patched.setattr(closing, "_publication", falls)
        with pytest.raises(RuntimeError):
            making.closed(wave, made)
    wave.refresh_from_db()
    assert (wave.state, wave.publication) == ("closing", None)
    before = house.box(wave.pk).tallies()
    redeeming.redeem(wave.pk, ticket, making.answers(1)[0])
    assert house.box(wave.pk).tallies() == before
    closing.sweep()
    assert house.box(wave.pk).tallies() == before
    assert making.closed(wave, made).is_published


def test_sweeping_takes_what_belongs_to_no_wave_that_is_open(made: making.Made, wave: Wave) -> None:
    ended = making.wave(made, name="steun")
    key = key_store().wave_key(ended.pk)
    assert key is not None
    Wave.objects.filter(pk=ended.pk).update(state=Wave.State.PUBLISHED)
    key_store().keep_wave_key(77, bytes(32))
    house.box(78).make([5], ["u0"])
    house.box(79).path.write_bytes(b"")
    before = house.box(wave.pk).path.read_bytes()

    closing.sweep()

    alive = set(Wave.objects.filter(state="open").values_list("pk", flat=True))
    assert house.every() == alive == {wave.pk}
    assert house.box(wave.pk).path.read_bytes() == before
    assert closing.sweep() == 0


def test_no_contribution_that_was_counted_is_lost_to_closing(
    made: making.Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Members and the host in one moment: what the box says it counted, is in what is published; what comes later is not."""
    big = making.organisation({"Noord": 60})
    wave = making.wave(big)
    key = key_store().wave_key(wave.pk)
    assert key is not None
    lines = list(RosterLine.objects.filter(wave=wave))
    shown = [sealing.issue(key, wave.pk, 0, sealing.wave_nonce(making.key_of(line.member), wave.pk)) for line in lines]
    sheets, box, asked = making.answers(60), house.box(wave.pk), list[measure.Wave]()
    publish = measure.publish

    def listening(whole: measure.Wave, earlier: Sequence[measure.Lowest] = ()) -> measure.Publication:
        asked.append(whole)
        return publish(whole, earlier)

    monkeypatch.setattr(measure, "publish", listening)

    def contribute(number: int) -> bool:
        try:
            return box.redeem(0, shown[number].nonce, sheets[number]) is Redeemed.COUNTED
        except (Shut, boxes.NoBox, boxes.Stuck):
            return False

    for number in range(6):
        assert contribute(number)
    with ThreadPoolExecutor(4) as going:
        found = [going.submit(contribute, number) for number in range(6, 60)]
        making.closed(wave, big)
        counted = 6 + sum(one.result() for one in found)
    assert asked[0].groups[0].contributions == counted
    wave.refresh_from_db()
    assert wave.is_published and is_gone(wave)


def test_nothing_that_is_published_names_anybody(made: making.Made, wave: Wave) -> None:
    making.closed(wave, made)
    wave.refresh_from_db()
    told = json.dumps(wave.publication)
    numbers = {one.member for one in RosterLine.objects.filter(wave=wave)} | set(
        Leading.objects.filter(wave=wave).values_list("member", flat=True)
    )
    assert not any(str(one) in told for one in numbers)
    assert {one["id"] for one in (wave.publication or {})["groups"]} == {
        str(group.number) for group in WaveGroup.objects.filter(wave=wave)
    }


@pytest.fixture(autouse=True)
def _no_box_of_another_test() -> Iterator[None]:
    closing.sweep()
    yield
