"""Reading what was kept, also by older versions of the program.

Sealed records cannot be migrated on the server: nobody there can open them. So every kind carries a version, and an upcaster per
step brings an older body to today's shape when its owner opens it. Old versions are read for ever; each has a fixture in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from tegenwind.practice import (
    act,
    balance,
    case,
    check_in,
    circle,
    expectation,
    intake,
    intention,
    moment,
    needs,
    route_walk,
    season,
    self_care,
    share,
    signals,
    slow_down,
    spoken,
    support,
    tension,
    values,
    writing,
)
from tegenwind.practice.check_in import Whole

Kept = TypeVar("Kept", bound=Whole)
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

#: Kind, today's version, the model.
KINDS: Final[Mapping[str, tuple[int, type[Whole]]]] = {
    check_in.KIND: (check_in.VERSION, check_in.CheckIn),
    route_walk.KIND: (route_walk.VERSION, route_walk.RouteWalk),
    slow_down.KIND: (slow_down.VERSION, slow_down.SlowDown),
    share.KIND: (share.VERSION, share.Share),
    spoken.KIND: (spoken.VERSION, spoken.Spoken),
    balance.KIND: (balance.VERSION, balance.Balance),
    signals.KIND: (signals.VERSION, signals.Signals),
    needs.KIND: (needs.VERSION, needs.Needs),
    writing.OMNIPOTENCE: (writing.VERSION, writing.Omnipotence),
    writing.HISTORY: (writing.VERSION, writing.History),
    self_care.KIND: (self_care.VERSION, self_care.SelfCare),
    support.KIND: (support.VERSION, support.Support),
    intention.KIND: (intention.VERSION, intention.Intention),
    case.KIND: (case.VERSION, case.Case),
    case.FAREWELL: (case.VERSION, case.Farewell),
    moment.KIND: (moment.VERSION, moment.Moment),
    tension.KIND: (tension.VERSION, tension.Tension),
    circle.KIND: (circle.VERSION, circle.Circle),
    act.KIND: (act.VERSION, act.Act),
    values.KIND: (values.VERSION, values.Values),
    season.KIND: (season.VERSION, season.Season),
    intake.KIND: (intake.VERSION, intake.Intake),
    expectation.KIND: (expectation.VERSION, expectation.Expectation),
}

#: (kind, version) to the function that makes the next version out of it.
UPCASTERS: Final[dict[tuple[str, int], Upcaster]] = {
    (slow_down.KIND, 1): slow_down.with_key,
}


class FromTheFuture(Exception):
    """The record was written by a newer version of the program than this one."""


def read(model: type[Kept], kind: str, body: Mapping[str, Any]) -> Kept:
    """Bring a kept body to today's shape.

    Raises:
        FromTheFuture: when the record is newer than this program.
    """
    today, _model = KINDS[kind]
    current = dict(body)
    version = int(current.get("version", 1))
    if version > today:
        raise FromTheFuture(f"{kind} {version}")
    while version < today:
        current = UPCASTERS[(kind, version)](current)
        version += 1
    return model.model_validate(current)


def write(record: Whole) -> dict[str, Any]:
    """The body to keep: plain JSON."""
    return record.model_dump(mode="json")
