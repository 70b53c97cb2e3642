"""A ticket counts once; whatever else is sent changes nothing and is told nothing; and nothing is written but the box."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing as shutting
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tegenwind import sealing
from tegenwind.accounts.keystore import key_store
from tegenwind.measure import ESTIMATE
from tegenwind.waves import box as boxes
from tegenwind.waves import house, redeeming
from tegenwind.waves.errors import BoxLost, NotNow, WrongAnswers
from tegenwind.waves.models import RosterLine, Wave
from tests.waves import making

pytestmark = pytest.mark.django_db

SHEET = making.answers(1)[0]


@pytest.fixture
def made() -> making.Made:
    return making.organisation({"Noord": 6, "Zuid": 6})


@pytest.fixture
def wave(made: making.Made) -> Wave:
    return making.wave(made)


def counted(wave: Wave) -> list[int]:
    return [one.contributions for one in house.box(wave.pk).tallies()]


def test_a_ticket_counts_once_whatever_it_is_sent_with_next(wave: Wave) -> None:
    ticket = making.tickets(wave, 1)[0]
    other = {name: 6 - place for name, place in SHEET.items()}

    for sheet in (SHEET, SHEET, other, {}):
        redeeming.redeem(wave.pk, ticket, sheet)

    assert counted(wave) == [0, 1, 0]
    tally = house.box(wave.pk).tallies()[1].counts
    assert {name: counts.index(1) + 1 for name, counts in tally.items()} == SHEET


def test_asked_for_again_a_ticket_is_the_same_and_of_nobody_else(wave: Wave) -> None:
    assert making.tickets(wave, 1) == making.tickets(wave, 1)
    assert len({*making.tickets(wave, 1), *making.tickets(wave, 2)}) == 12


def test_issued_is_told_once_and_says_nothing_of_answered(made: making.Made, wave: Wave) -> None:
    person = made.members["Noord"][0]
    (line,) = redeeming.waiting(person)
    ticket = redeeming.ticket(line, bytes(32))
    redeeming.issued(line)

    assert redeeming.waiting(person) == []
    rows = list(RosterLine.objects.order_by("pk").values_list())
    redeeming.redeem(wave.pk, ticket, SHEET)
    assert list(RosterLine.objects.order_by("pk").values_list()) == rows
    assert redeeming.waiting(made.host) == []


def worthless(wave: Wave, other: Wave) -> dict[str, str]:
    """Tickets that count nothing, by what is wrong with them; the first in the group is whole."""
    whole = making.tickets(wave, 1)[0]
    known = sealing.parse_ticket(whole)
    key = key_store().wave_key(wave.pk)
    assert key is not None
    nonce = secrets.token_bytes(32)
    forged = sealing.Ticket(1, nonce, secrets.token_bytes(32))
    flipped = bytes([known.nonce[0] ^ 1]) + known.nonce[1:]
    return {
        "forged": sealing.format_ticket(forged),
        "of another wave": making.tickets(other, 1)[0],
        "under its key, for another wave": sealing.format_ticket(sealing.issue(key, other.pk, 1, nonce)),
        "of another group": sealing.format_ticket(sealing.Ticket(2, known.nonce, known.mark)),
        "with another number": sealing.format_ticket(sealing.Ticket(1, flipped, known.mark)),
        "cut": whole[:-1],
        "longer": whole + "A",
        "empty": "",
        "other letters": "é" * 90,
        "with a space": whole[:-1] + " ",
        "the last letter another way": whole[:-1] + ("B" if whole[-1] != "B" else "C"),
        "of no version": "A" + whole[1:] if whole[0] != "A" else "B" + whole[1:],
    }


def test_what_is_no_ticket_of_this_wave_changes_nothing_and_is_told_nothing(made: making.Made, wave: Wave) -> None:
    other = making.wave(made, name="steun")
    before = house.box(wave.pk).path.read_bytes()
    for ticket in worthless(wave, other).values():
        redeeming.redeem(wave.pk, ticket, SHEET)
    redeeming.redeem(other.pk + 1, making.tickets(wave, 1)[0], SHEET)
    assert house.box(wave.pk).path.read_bytes() == before
    assert counted(wave) == [0, 0, 0]
    # The whole one of which these were made is worth what it was.
    redeeming.redeem(wave.pk, making.tickets(wave, 1)[0], SHEET)
    assert counted(wave) == [0, 1, 0]


@pytest.mark.parametrize("state", [one for one in Wave.State if one != Wave.State.OPEN])
def test_after_it_closed_nothing_counts_and_nobody_is_told(wave: Wave, state: Wave.State) -> None:
    ticket = making.tickets(wave, 1)[0]
    Wave.objects.filter(pk=wave.pk).update(state=state)
    redeeming.redeem(wave.pk, ticket, SHEET)
    assert counted(wave) == [0, 0, 0]
    line = RosterLine.objects.filter(wave=wave).select_related("wave").first()
    assert line is not None
    with pytest.raises(NotNow):
        redeeming.ticket(line, bytes(32))


def test_shut_it_counts_nothing_either(wave: Wave) -> None:
    """Somebody looked at the wave while it was open, and comes to the box a moment later."""
    house.box(wave.pk).shut()
    redeeming.redeem(wave.pk, making.tickets(wave, 1)[0], SHEET)
    assert counted(wave) == [0, 0, 0]


@pytest.mark.parametrize(
    "wrong",
    [{"u0": 1}, {next(iter(SHEET)): 0}, {next(iter(SHEET)): 6}, {next(iter(SHEET)): -1}, {f"{ESTIMATE}thema": 2}],
)
def test_wrong_answers_count_nothing_and_can_be_mended(wave: Wave, wrong: dict[str, int]) -> None:
    ticket = making.tickets(wave, 1)[0]
    with pytest.raises(WrongAnswers):
        redeeming.redeem(wave.pk, ticket, SHEET | wrong)
    assert counted(wave) == [0, 0, 0]
    redeeming.redeem(wave.pk, ticket, SHEET)
    assert counted(wave) == [0, 1, 0]


def test_only_who_leads_estimates() -> None:
    made = making.organisation({"Zuid": 6}, {"Zuid": [f"Kees {n}" for n in range(5)]})
    wave = making.wave(made)
    estimate = {f"{ESTIMATE}{making.pack().themes[0].id}": 2}

    with pytest.raises(WrongAnswers):
        redeeming.redeem(wave.pk, making.tickets(wave, 0)[0], estimate)
    redeeming.redeem(wave.pk, making.tickets(wave, 1)[0], estimate)

    assert counted(wave) == [0, 1]


def _no_box(wave: Wave) -> None:
    house.box(wave.pk).destroy()


def _no_key(wave: Wave) -> None:
    key_store().forget_wave_key(wave.pk)


def _damaged_key(wave: Wave) -> None:
    (Path(settings.TEGENWIND.keys) / f"wave-{wave.pk}").write_bytes(b"short")


def _zeros(wave: Wave) -> None:
    path = house.box(wave.pk).path
    path.write_bytes(bytes(path.stat().st_size))


def _a_folder(wave: Wave) -> None:
    path = house.box(wave.pk).path
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("gone", [_no_box, _no_key, _damaged_key, _zeros, _a_folder])
def test_what_cannot_be_counted_is_said(wave: Wave, gone: Callable[[Wave], None]) -> None:
    ticket = making.tickets(wave, 1)[0]
    gone(wave)
    with pytest.raises(BoxLost):
        redeeming.redeem(wave.pk, ticket, SHEET)
    path = house.box(wave.pk).path
    if path.is_dir():
        path.rmdir()


def test_while_somebody_else_holds_the_box_nothing_is_counted_and_it_can_be_repeated(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boxes, "WAIT_SECONDS", 0.0)
    ticket = making.tickets(wave, 1)[0]
    with shutting(sqlite3.connect(house.box(wave.pk).path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BoxLost):
            redeeming.redeem(wave.pk, ticket, SHEET)
    redeeming.redeem(wave.pk, ticket, SHEET)
    assert counted(wave) == [0, 1, 0]


def test_redeeming_only_reads_the_database(wave: Wave, tmp_path: Path) -> None:
    ticket = making.tickets(wave, 1)[0]
    with CaptureQueriesContext(connection) as asked:
        redeeming.redeem(wave.pk, ticket, SHEET)
    assert counted(wave) == [0, 1, 0]
    assert len(asked) <= 2 and all(one["sql"].startswith("SELECT") for one in asked)
