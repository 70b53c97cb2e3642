"""The box of one wave: one SQLite file with counters and spent tickets, and nothing else.

No answer sheet, no person, no time and no order of contributions is in it:

* all counters of a group are one block of bytes of a fixed size, written whole each time. Counters in rows of their own would be
  moved about in the file when they grow, and the places they were moved to would tell which ones grew together last.
* the journal is a rollback journal that is deleted at the end of each transaction (never a write-ahead log: from one, whole
  answer sheets can be read back), and what is overwritten or deleted is overwritten with zeros.
* of a spent ticket only its number is kept, which belongs to nobody who does not hold the key of a vault.

What two copies of the file tell that were taken before and after one contribution is not protected; see docs/privacy.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

POINTS: Final = 5
WAIT_SECONDS: Final = 20.0
_FORMAT: Final = 1
_SHUT: Final = 1001
"""What stands in the place of the format once nothing is counted any more."""
_COUNTER: Final = 4


class Redeemed(Enum):
    """What came of a contribution. For who sends it all of these look the same."""

    COUNTED = "counted"
    SPENT = "spent"
    FULL = "full"


class Shut(Exception):
    """The wave is closing: nothing is counted any more."""


class NoBox(Exception):
    """There is no box of this wave (any more), or what lies there is none of ours."""


class Stuck(Exception):
    """The box is there, and cannot be read or written at this moment (a full disk, somebody else who holds it): nothing changed."""


@dataclass(frozen=True)
class Tally:
    """What is in the box for one group: how many contributions, and per question how often each place of the scale."""

    contributions: int
    counts: Mapping[str, tuple[int, ...]]


class Box:
    """The box at a path. It holds no connection open: each act opens the file, does one transaction and closes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self, groups: Sequence[int], questions: Sequence[str]) -> None:
        """A new box: the numbers of groups with how many members each has at its own place, the questions by id.

        Args:
            groups: how many members each group has; its number is its place in this row.

        Raises:
            FileExistsError: there is one already; it stays as it is.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        empty = bytes(_COUNTER * (1 + POINTS * len(questions)))
        with self._opened(new=True) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("CREATE TABLE form (place INTEGER PRIMARY KEY, question TEXT NOT NULL)")
            db.execute("CREATE TABLE tally (party INTEGER PRIMARY KEY, most INTEGER NOT NULL, counters BLOB NOT NULL)")
            db.execute("CREATE TABLE spent (nonce BLOB PRIMARY KEY) WITHOUT ROWID")
            db.executemany("INSERT INTO form VALUES (?, ?)", enumerate(questions))
            db.executemany("INSERT INTO tally VALUES (?, ?, ?)", ((n, most, empty) for n, most in enumerate(groups)))
            db.execute(f"PRAGMA user_version = {_FORMAT}")
            db.execute("COMMIT")

    def redeem(self, group: int, nonce: bytes, answers: Mapping[str, int]) -> Redeemed:
        """Count one contribution, once; durable when this returns.

        Args:
            answers: question to place, from 1; questions that were left open are not in it.

        Raises:
            NoBox: there is none, or it has no such group.
            Stuck: nothing was counted; to be tried again.
            Shut: it is closing.
            ValueError: a question or a place that the wave does not have; nothing was counted.
        """
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            if _format(db) == _SHUT:
                raise Shut(self.path.name)
            places = {question: place for place, question in db.execute("SELECT place, question FROM form")}
            row = db.execute("SELECT most, counters FROM tally WHERE party = ?", (group,)).fetchone()
            if row is None:
                raise NoBox(self.path.name)
            most, counters = row[0], _unpacked(row[1])
            for question, value in answers.items():
                if question not in places or not 1 <= value <= POINTS:
                    raise ValueError("an answer that does not belong to this wave")
                counters[1 + POINTS * places[question] + value - 1] += 1
            if db.execute("SELECT 1 FROM spent WHERE nonce = ?", (nonce,)).fetchone():
                return Redeemed.SPENT
            if counters[0] >= most:
                return Redeemed.FULL
            counters[0] += 1
            db.execute("INSERT INTO spent VALUES (?)", (nonce,))
            db.execute("UPDATE tally SET counters = ? WHERE party = ?", (_packed(counters), group))
            db.execute("COMMIT")
            return Redeemed.COUNTED

    def shut(self) -> None:
        """From here on nothing is counted; durable when this returns. Doing it again changes nothing. Raises `NoBox`, `Stuck`."""
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute(f"PRAGMA user_version = {_SHUT}")
            db.execute("COMMIT")

    def tallies(self) -> list[Tally]:
        """What is in the box, group by group. Only for closing. Raises `NoBox`, `Stuck`."""
        with self._opened() as db:
            db.execute("BEGIN")
            questions = [question for (question,) in db.execute("SELECT question FROM form ORDER BY place")]
            found = []
            for (block,) in db.execute("SELECT counters FROM tally ORDER BY party"):
                counters = _unpacked(block)
                parts = [tuple(counters[1 + POINTS * n : 1 + POINTS * (n + 1)]) for n in range(len(questions))]
                found.append(Tally(counters[0], dict(zip(questions, parts, strict=True))))
            return found

    def destroy(self) -> None:
        """Overwrite and remove the file and its journal, once nobody is counting. Nothing happens when it is gone already."""
        with suppress(NoBox, Stuck):
            self.shut()
        for path in (self.path.with_name(self.path.name + "-journal"), self.path):
            try:
                with path.open("r+b") as file:
                    file.write(bytes(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
            except FileNotFoundError:
                continue
        if self.path.parent.exists():
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    @contextmanager
    def _opened(self, *, new: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            with self._connected(new=new) as db:
                yield db
        except sqlite3.OperationalError:
            # A box that is there and cannot be opened is not lost: whoever closes would destroy it.
            raise (Stuck if self.path.exists() else NoBox)(self.path.name) from None
        except sqlite3.DatabaseError:
            raise NoBox(self.path.name) from None

    @contextmanager
    def _connected(self, *, new: bool) -> Iterator[sqlite3.Connection]:
        # mode=rw: a box that is gone is not made anew by looking for it.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=WAIT_SECONDS)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA synchronous = EXTRA")
            db.execute("PRAGMA secure_delete = ON")
            db.execute("PRAGMA temp_store = MEMORY")
            db.execute("PRAGMA cell_size_check = ON")
            if not new and _format(db) not in (_FORMAT, _SHUT):
                raise NoBox(self.path.name)
            yield db


def _format(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _unpacked(block: bytes) -> list[int]:
    return list(struct.unpack(f">{len(block) // _COUNTER}I", block))


def _packed(counters: Sequence[int]) -> bytes:
    return struct.pack(f">{len(counters)}I", *counters)
