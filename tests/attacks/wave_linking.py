"""Who answered what, and who kept silent: guessed from every order and every number that lies there.

The insider knows more than they could: all answer sheets of a team (in no order), and who of it answered. Each way of ordering
the members is laid beside each way of ordering the sheets. Which of all these pairs is best they learn from one half of the
teams, as if somebody had told them the truth about those; then it is tried on the other half, and the other way round.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from tegenwind import sealing
from tests.attacks.wave_town import ALIKE, ANSWER, SILENT, Loot, Row, Sheet, Team, Town, questions

_Value = Callable[[Team, int], float]
"""Of a member, or of a sheet by its place in `known`: what it is ordered by."""


@dataclass(frozen=True)
class Rate:
    """How many guesses were right, and the interval in which chance has them in 95 of 100 towns."""

    right: int
    guesses: int
    chance: float
    spread: float
    """Of the rate by chance alone: one standard deviation."""
    best: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        return self.right / self.guesses

    @property
    def interval(self) -> tuple[float, float]:
        """Around what was found, of 95 %."""
        return self.rate - 1.96 * self.spread, self.rate + 1.96 * self.spread

    @property
    def is_chance(self) -> bool:
        """So that chance alone fails this less than once in a hundred thousand runs."""
        return self.rate < self.chance + 4.5 * self.spread

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.rate:.1%} ({low:.1%} to {high:.1%}), by chance {self.chance:.1%}; {' / '.join(self.best)}"


def linking(town: Town) -> Rate:
    """How often a sheet is laid with its member."""
    members, sheets = _orders_of_members(town), _orders_of_sheets(town)
    ways: dict[tuple[str, ...], _Way] = {("number of the ticket",): _by_number(town)}
    ways |= {(one, other): _paired(members[one], sheets[other]) for one in members for other in sheets}
    right, best = _tried(town, ways)
    return Rate(right, ANSWER * len(town.teams), 1 / ANSWER, 1 / ANSWER / sqrt(len(town.teams)), best)


def silence(town: Town) -> Rate:
    """How often one of two who are called silent is so."""
    numbers = _numbers(town)
    orders = _orders_of_members(town) | {"number of the ticket": lambda team, one: float((team.wave, one) in numbers)}
    ways: dict[tuple[str, ...], _Way] = {(name,): _least(value, 1) for name, value in orders.items()}
    ways |= {(name, "last"): _least(value, -1) for name, value in orders.items()}
    right, best = _tried(town, ways)
    size = ANSWER + SILENT
    each = SILENT * SILENT / size * (1 - SILENT / size) * (size - SILENT) / (size - 1)
    spread = sqrt(each * len(town.teams)) / (SILENT * len(town.teams))
    return Rate(right, SILENT * len(town.teams), SILENT / size, spread, best)


_Way = Callable[[Team], int]
"""How often it is right in a team."""


def _tried(town: Town, ways: dict[tuple[str, ...], _Way]) -> tuple[int, tuple[str, ...]]:
    right = {name: [way(team) for team in town.teams] for name, way in ways.items()}
    found, said = 0, list[str]()
    for turn in (0, 1):
        best = max(right, key=lambda name: sum(right[name][turn::2]))
        found += sum(right[best][1 - turn :: 2])
        said.append(" + ".join(best))
    return found, tuple(said)


def _paired(members: _Value, sheets: _Value) -> _Way:
    def way(team: Team) -> int:
        people = sorted(_shuffled(team.sheets), key=lambda one: members(team, one))
        places = sorted(range(len(team.known)), key=lambda place: sheets(team, place))
        return sum(team.sheets[one] == team.known[place] for one, place in zip(people, places, strict=True))

    return way


def _by_number(town: Town) -> _Way:
    """By a number of a ticket that can be worked out, where it stands near a sheet."""
    numbers = _numbers(town)

    def way(team: Team) -> int:
        right = 0
        for person, sheet in team.sheets.items():
            nonce = numbers.get((team.wave, person))
            near = nonce and _nearest(town.loot, nonce, team.known)
            right += near == sheet
        return right

    return way


def _least(value: _Value, sign: int) -> _Way:
    def way(team: Team) -> int:
        people = sorted(_shuffled({*team.sheets, *team.silent}), key=lambda one: sign * value(team, one))
        return len(team.silent & set(people[:SILENT]))

    return way


def _shuffled(people: Iterable[int]) -> list[int]:
    """In an order that tells nothing, for where a way to order says nothing."""
    return sorted(people, key=_drawn)


@cache
def _drawn(person: int) -> bytes:
    return hashlib.sha256(str(person).encode()).digest()


# Members.


def _orders_of_members(town: Town) -> dict[str, _Value]:
    found: dict[str, _Value] = {"the number of the account": lambda team, one: one}
    for table in {table for rows in town.loot.rows for table in rows}:
        for name, value in _of_table(town, table).items():
            found[f"{table}, {name}"] = _of_row(value)
    return found


def _of_row(value: dict[tuple[int, int], float]) -> _Value:
    return lambda team, one: value.get((team.wave, one), value.get((0, one), 0))


def _of_table(town: Town, table: str) -> dict[str, dict[tuple[int, int], float]]:
    """By rows of a table that hold a member's number (and a wave's): what stands in them, where, and when they changed."""
    rounds = town.loot.rows
    people = {one for team in town.teams for one in (*team.sheets, *team.silent)}
    waves = {team.wave for team in town.teams}
    found: dict[str, dict[tuple[int, int], float]] = {
        name: {} for name in ("place", "transaction", "changed first", "changed last", "times changed")
    }
    before: dict[tuple[int, int], set[Row]] = {}
    for number, tables in enumerate(rounds):
        now: dict[tuple[int, int], set[Row]] = {}
        for place, row in enumerate(tables.get(table, [])):
            numbers = [one for one in row[2:] if isinstance(one, int) and not isinstance(one, bool)]
            wave = next((one for one in numbers if one in waves), 0)
            for one in numbers:
                if one in people:
                    now.setdefault((wave, one), set()).add(row[2:])
                    if number == len(rounds) - 1:
                        for column, value in enumerate(row[2:]):
                            if isinstance(value, int):
                                found.setdefault(f"column {column}", {})[wave, one] = value
                        found["place"][wave, one] = place
                        found["transaction"][wave, one] = row[1]
        for who in now.keys() | before.keys():
            if number and now.get(who) != before.get(who):
                found["changed first"].setdefault(who, number)
                found["changed last"][who] = number
                found["times changed"][who] = found["times changed"].get(who, 0) + 1
        before = now
    return {name: value for name, value in found.items() if len(set(value.values())) > 1}


# Sheets.


def _orders_of_sheets(town: Town) -> dict[str, _Value]:
    found: dict[str, _Value] = {"as they come": lambda team, place: 0, "what they add up to": _sum}
    every = {(team.wave, sheet) for team in town.teams for sheet in team.known}
    for name, where in (
        ("where it is written", _written_in(town.loot, every)),
        ("as counters grew", _grown(town.loot)),
    ):
        if where:
            found[name] = _of_sheet(where)
    return found


def _of_sheet(where: dict[tuple[int, Sheet], float]) -> _Value:
    return lambda team, place: where.get((team.wave, team.known[place]), 1e12)


def _sum(team: Team, place: int) -> float:
    return sum(team.known[place])


def _forms(sheet: Sheet) -> list[bytes]:
    return forms(questions(), sheet)


def forms(asked: Sequence[str], sheet: Sheet) -> list[bytes]:
    """The ways in which a sheet may be written down."""
    told = dict(zip(asked, sheet, strict=True))
    return [
        bytes(sheet),
        bytes(one - 1 for one in sheet),
        "".join(map(str, sheet)).encode(),
        ",".join(map(str, sheet)).encode(),
        json.dumps(sheet).encode(),
        json.dumps(told).encode(),
        json.dumps(told, separators=(",", ":")).encode(),
        json.dumps(told, sort_keys=True).encode(),
        "&".join(f"{name}={place}" for name, place in told.items()).encode(),
        struct.pack(f">{len(sheet)}I", *sheet),
        struct.pack(f"<{len(sheet)}I", *sheet),
    ]


def _written_in(loot: Loot, sheets: set[tuple[int, Sheet]]) -> dict[tuple[int, Sheet], float]:
    """Where in a file a sheet stands. (Rows of a table that grows stand from the end of a page to its beginning.)"""
    forms = {form: key for key in sheets for form in _forms(key[1])}
    sizes = [{len(form) for form in alike} for alike in zip(*map(_forms, (key[1] for key in sheets)), strict=True)]
    found = {}
    for raw in loot.files.values():
        for begin, lengths in zip(_beginnings(), sizes, strict=True):
            at = raw.find(begin)
            while at >= 0:
                for key in (forms[raw[at : at + size]] for size in lengths if raw[at : at + size] in forms):
                    page, inside = divmod(at, 4096)
                    found[key] = page * 4096 + 4096.0 - inside
                at = raw.find(begin, at + 1)
    return found


@cache
def _beginnings() -> list[bytes]:
    """Of each form what all sheets have in common: the first answers are the same in all."""
    rest = len(questions()) - len(ALIKE)
    two = [_forms(ALIKE + (place,) * rest) for place in (1, 5)]
    return [_common(*alike) for alike in zip(*two, strict=True)]


def _common(one: bytes, other: bytes) -> bytes:
    return one[: next(at for at, (sign, second) in enumerate(zip(one, other, strict=True)) if sign != second)]


def _nearest(loot: Loot, nonce: bytes, sheets: list[Sheet]) -> Sheet | None:
    """The sheet that stands right beside this number."""
    near: list[tuple[int, Sheet]] = []
    for raw in loot.files.values():
        at = raw.find(nonce)
        while at >= 0:
            around = raw[max(0, at - 600) : at + 600]
            middle = min(at, 600)
            for sheet in sheets:
                places = [around.find(form) for form in _forms(sheet)]
                near += [(abs(place - middle), sheet) for place in places if place >= 0]
            at = raw.find(nonce, at + 1)
    return min(near)[1] if near else None


def _grown(loot: Loot) -> dict[tuple[int, Sheet], float]:
    """Sheets out of the pages of a write-ahead log, one version after another: which counters grew by one together."""
    found: dict[tuple[int, Sheet], float] = {}
    for name, raw in loot.files.items():
        if not name.endswith("-wal") or len(raw) < 32 or not name.startswith("waves"):
            continue
        wave = int(name.partition("/")[2].partition(".")[0])
        size = int.from_bytes(raw[8:12], "big")
        before: dict[int, bytes] = {}
        for turn, start in enumerate(range(32, len(raw) - size - 23, 24 + size)):
            number = int.from_bytes(raw[start : start + 4], "big")
            page = raw[start + 24 : start + 24 + size]
            sheet = _difference(before.get(number, b""), page)
            if sheet:
                found[wave, sheet] = turn
            before[number] = page
    return found


def _difference(before: bytes, after: bytes) -> Sheet | None:
    changed = [at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other]
    if len(changed) != len(questions()) + 1:
        return None
    counters = [(at - changed[0]) // 4 - 1 for at in changed[1:]]
    return tuple(one % 5 + 1 for one in counters)


# Numbers of tickets.


def _numbers(town: Town) -> dict[tuple[int, int], bytes]:
    """The number of a spent ticket, of each member for whom it can be worked out from anything that lies there."""
    found = {}
    for team in town.teams:
        spent = town.loot.spent[team.wave]
        for person in (*team.sheets, *team.silent):
            for number in _made_of(town.loot.secrets, team.wave, person):
                if number in spent:
                    found[team.wave, person] = number
    return found


def _made_of(keys: list[bytes], wave: int, person: int) -> Iterable[bytes]:
    names = [person.to_bytes(8, "big"), person.to_bytes(8, "little"), str(person).encode(), person.to_bytes(32, "big")]
    for name in names:
        yield from (hashlib.sha256(name).digest(), name.rjust(32, b"\0"), name.ljust(32, b"\0"))
        yield sealing.wave_nonce(name.rjust(32, b"\0"), wave)
        yield sealing.wave_nonce(name.ljust(32, b"\0"), wave)
        for key in keys:
            yield hmac.digest(key, name, hashlib.sha256)
            yield hmac.digest(key, wave.to_bytes(8, "big") + name, hashlib.sha256)
    for key in keys:
        yield sealing.wave_nonce(key, wave)
