"""Somebody who has every file and every row, from before, during and after a wave: who answered what stays a guess.

Twenty seconds of CPU at most for both: 200 teams really get their tickets and answer, because a few teams would show
no more than chance does.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing as shutting
from typing import Any

import pytest

from tegenwind.waves.box import Box, Redeemed
from tegenwind.waves.models import RosterLine
from tests.attacks.wave_linking import linking, silence
from tests.attacks.wave_town import TEAMS_OF_ONE_WAVE, Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boxes_in_memory")]


def test_of_200_teams_an_insider_links_no_more_than_chance_does() -> None:
    town = Town.lived(200 // TEAMS_OF_ONE_WAVE)
    assert len(town.teams) == 200 and sum(len(spent) for spent in town.loot.spent.values()) == 1600
    found, silent = linking(town), silence(town)
    print(f"\nsheet to member: {found}\nsilent: {silent}")
    assert found.is_chance, str(found)
    assert silent.is_chance, str(silent)


# The same insider, once something that protects is gone.


class _KeepsSheets(Box):
    """A box with a row for each contribution. ``numbers``: beside the number of its ticket."""

    numbers = False

    def redeem(self, group: int, nonce: bytes, answers: Any) -> Redeemed:
        done = super().redeem(group, nonce, answers)
        if done is Redeemed.COUNTED:
            row = json.dumps(dict(answers)).encode() + (nonce if self.numbers else b"")
            with shutting(sqlite3.connect(self.path, isolation_level=None)) as db:
                db.execute("CREATE TABLE IF NOT EXISTS sheet (id INTEGER PRIMARY KEY, told BLOB)")
                db.execute("INSERT INTO sheet (told) VALUES (?)", (row,))
        return done


class _KeepsSheetsWithNumbers(_KeepsSheets):
    numbers = True


def _from_the_account(person: int) -> bytes:
    return person.to_bytes(32, "big")


def _writes_it_down(wave: int, person: int) -> None:
    """As a write to the vault would: a row of this person is another one after they answered."""
    line = RosterLine.objects.get(wave=wave, member=person)
    line.issued = False
    line.save()


def test_with_a_row_for_each_answer_everything_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tegenwind.waves.house.Box", _KeepsSheets)
    found = linking(Town.lived(1))
    assert not found.is_chance and found.rate > 0.9, str(found)


def test_with_rows_and_a_number_from_the_account_everything_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tegenwind.waves.house.Box", _KeepsSheetsWithNumbers)
    found = linking(Town.lived(1, key=_from_the_account))
    assert not found.is_chance and found.rate > 0.9, str(found)


def test_with_a_number_from_the_account_it_is_known_who_kept_silent() -> None:
    found = silence(Town.lived(1, key=_from_the_account))
    assert not found.is_chance and found.rate == 1, str(found)


def test_with_a_write_to_the_vault_it_is_known_who_kept_silent() -> None:
    found = silence(Town.lived(1, after=_writes_it_down))
    assert not found.is_chance and found.rate == 1, str(found)


def test_with_a_write_ahead_log_everything_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody reads the box all along, so that its log is never cut."""
    readers: list[sqlite3.Connection] = []
    connect, make = sqlite3.connect, Box.make

    class _Ahead:
        def __init__(self, db: sqlite3.Connection) -> None:
            self.db = db

        def execute(self, sql: str, *more: Any) -> Any:
            return self.db.execute("SELECT 1" if "journal_mode" in sql else sql, *more)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.db, name)

    def made(self: Box, *given: Any) -> None:
        make(self, *given)
        readers.append(connect(self.path, isolation_level=None))
        readers[-1].execute("PRAGMA journal_mode = WAL")
        readers[-1].execute("BEGIN")
        readers[-1].execute("SELECT * FROM tally").fetchall()

    monkeypatch.setattr(Box, "make", made)
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: _Ahead(connect(*given, **named)))
    try:
        found = linking(Town.lived(1))
    finally:
        for one in readers:
            one.close()
    # Of the first contribution to each page there is no version before it.
    assert not found.is_chance and found.rate > 0.8, str(found)
