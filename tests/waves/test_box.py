"""The box counts each contribution once, and its file tells neither who, nor when, nor what belongs together."""

from __future__ import annotations

import random
import secrets
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tegenwind.waves.box import POINTS, Box, NoBox, Redeemed
from tests.waves.tracing import can_trace, killed_at

QUESTIONS = tuple(f"u{n}" for n in range(20))


def sheet(chance: random.Random) -> dict[str, int]:
    return {question: chance.randint(1, POINTS) for question in QUESTIONS}


@pytest.fixture
def box(tmp_path: Path) -> Box:
    made = Box(tmp_path / "waves" / "1.sqlite3")
    made.make([12, 8], QUESTIONS)
    return made


def test_what_was_counted_is_what_was_given(box: Box) -> None:
    chance = random.Random(1)
    sheets = [sheet(chance) for _ in range(6)]
    for one in sheets:
        assert box.redeem(1, secrets.token_bytes(32), one) is Redeemed.COUNTED

    nobody, tally = box.tallies()

    assert nobody.contributions == 0 and not any(map(sum, nobody.counts.values()))
    assert tally.contributions == 6
    for question in QUESTIONS:
        assert tally.counts[question] == tuple(sum(one[question] == value for one in sheets) for value in range(1, 6))


def test_a_question_may_stay_open(box: Box) -> None:
    box.redeem(0, bytes(32), {"u3": 5})

    tally = box.tallies()[0]

    assert tally.contributions == 1
    assert tally.counts["u3"] == (0, 0, 0, 0, 1)
    assert sum(map(sum, tally.counts.values())) == 1


def test_fifty_at_once_with_one_ticket_are_one(box: Box) -> None:
    answers, nonce = sheet(random.Random(2)), secrets.token_bytes(32)
    with ThreadPoolExecutor(50) as hands:
        found = list(hands.map(lambda _n: box.redeem(0, nonce, answers), range(50)))

    assert sorted(one.value for one in found) == ["counted"] + ["spent"] * 49
    assert box.tallies()[0].contributions == 1


def test_never_more_than_there_are_members(box: Box) -> None:
    found = [box.redeem(1, secrets.token_bytes(32), {"u0": 1}) for _ in range(9)]

    assert found == [Redeemed.COUNTED] * 8 + [Redeemed.FULL]
    assert box.tallies()[1].counts["u0"] == (8, 0, 0, 0, 0)


@pytest.mark.parametrize("answers", [{"u0": 0}, {"u0": 6}, {"other": 1}, {"u0": 3, "other": 1}])
def test_what_does_not_belong_to_the_wave_counts_nothing_and_spends_nothing(box: Box, answers: dict[str, int]) -> None:
    nonce = secrets.token_bytes(32)

    with pytest.raises(ValueError):
        box.redeem(0, nonce, answers)

    assert box.tallies()[0].contributions == 0
    assert box.redeem(0, nonce, {"u0": 1}) is Redeemed.COUNTED


def test_no_box_and_no_group(box: Box, tmp_path: Path) -> None:
    with pytest.raises(NoBox):
        box.redeem(7, bytes(32), {})
    with pytest.raises(NoBox):
        Box(tmp_path / "gone.sqlite3").redeem(0, bytes(32), {})
    assert not (tmp_path / "gone.sqlite3").exists()
    with pytest.raises(FileExistsError):
        box.make([3], QUESTIONS)
    assert len(box.tallies()) == 2


def test_destroyed_it_is_gone_and_its_bytes_with_it(box: Box) -> None:
    for _ in range(5):
        box.redeem(0, secrets.token_bytes(32), sheet(random.Random(3)))
    with box.path.open("rb") as still_open:
        box.destroy()
        assert not box.path.exists()
        assert not any(still_open.read())
    box.destroy()
    with pytest.raises(NoBox):
        box.tallies()


def test_the_file_does_not_depend_on_the_order_in_which_answers_came(tmp_path: Path) -> None:
    """The same contributions in any order, and dealt out to tickets anew, leave the same counters and the same numbers,
    byte for byte: so the file holds no trace of which answers came together, or with which ticket."""
    chance = random.Random(4)
    nonces = [chance.randbytes(32) for _ in range(10)]
    # Two different ways to make the same counters out of sheets: values of each question are dealt out anew.
    columns = {question: [chance.randint(1, POINTS) for _ in range(10)] for question in QUESTIONS}
    files = []
    for turn in range(6):
        dealt = {question: chance.sample(values, 10) for question, values in columns.items()}
        box = Box(tmp_path / f"{turn}.sqlite3")
        box.make([10], QUESTIONS)
        for number, nonce in enumerate(nonces):
            box.redeem(0, nonce, {question: dealt[question][number] for question in QUESTIONS})
        files.append(box.path.read_bytes())
    assert len(set(files)) == 1


def test_nothing_of_a_contribution_lies_beside_the_box(box: Box) -> None:
    nonce = secrets.token_bytes(32)
    box.redeem(0, nonce, sheet(random.Random(5)))

    assert [path.name for path in box.path.parent.iterdir()] == ["1.sqlite3"]
    with sqlite3.connect(box.path) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} == {
            "form",
            "tally",
            "spent",
        }
    assert oct(box.path.stat().st_mode & 0o777) == "0o600"


#: Redeems one ticket in a process of its own, and says so before it begins.
_REDEEMS = """
import sys
from pathlib import Path
from tegenwind.waves import box
if sys.argv[3:]:
    box.sqlite3.connect = lambda *a, connect=box.sqlite3.connect, **k: Unsafe(connect(*a, **k))
class Unsafe:
    def __init__(self, db): self.db = db
    def execute(self, sql, *more):
        return self.db.execute("SELECT 1" if sql in ("BEGIN IMMEDIATE", "COMMIT") else sql, *more)
    def close(self): self.db.close()
sys.stderr.write("now")
box.Box(Path(sys.argv[1])).redeem(0, bytes.fromhex(sys.argv[2]), {"u0": 4, "u1": 2})
"""


def outcomes(folder: Path, *without: str) -> list[tuple[int, bool]]:
    """Killed before each change of a file: how many contributions there are after it, and whether sending it again counts one."""
    found = []
    nonce = secrets.token_bytes(32)
    for number in range(1, 200):
        box = Box(folder / f"{number}.sqlite3")
        box.make([12], QUESTIONS[:2])
        ended = killed_at(number, [sys.executable, "-c", _REDEEMS, str(box.path), nonce.hex(), *without], "now")
        left = box.tallies()[0]
        assert sum(left.counts["u0"]) == sum(left.counts["u1"]) == left.contributions
        box.redeem(0, nonce, {"u0": 4, "u1": 2})
        found.append((left.contributions, box.tallies()[0].contributions == 1))
        if ended:
            return found
    raise AssertionError("it never came to its end")


@pytest.mark.skipif(not can_trace(), reason="only where a process can be stopped at its system calls")
class TestPowerCut:
    def test_killed_at_any_write_it_is_counted_once_or_not_at_all_and_can_be_repeated(self, tmp_path: Path) -> None:
        found = outcomes(tmp_path)

        assert len(found) > 8
        assert {count for count, _once in found} == {0, 1}
        assert all(once for _count, once in found)

    def test_without_a_transaction_it_would_be_lost_or_counted_twice(self, tmp_path: Path) -> None:
        assert not all(once for _count, once in outcomes(tmp_path, "transaction"))
