"""CPU of the server per completed check-in, beside the floor: in process in turns, and once through gunicorn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.client import Browser, Http
from bench.floor_serve import KINDS
from bench.journey import STEPS, floor_check_in, join, our_check_in
from bench.measures import Figure, Side, cpu_seconds, milliseconds, ratio
from bench.server import Server

ROUNDS, WARM_UP = 60, 5
SERVED, SERVED_WARM_UP = 80, 12
_AIMS = {"widgets": "at most 1.5, aim 1.0", "plain": "", "bare": ""}
_SAID = {
    "widgets": "floor, {{ form }}, 120 fields checked",
    "plain": "floor, inputs by hand, 120 fields checked",
    "bare": "floor, inputs by hand, 40 fields checked",
}


def in_process(folder: Path) -> Iterator[Figure]:
    """The WSGI application called directly: only the server's own work is counted, and a round of each side in turn."""
    spent: dict[str, list[list[int]]] = {name: [] for name in ("ours", "again", *KINDS)}
    with Side("ours", folder / "ours") as ours, Side("floor", folder / "floor") as floor:
        inputs = {"ours": ours.ask("inputs"), **{kind: floor.ask("inputs", kind=kind) for kind in KINDS}}
        for round_number in range(ROUNDS + WARM_UP):
            one = {"ours": ours.ask("check_in")} | {kind: floor.ask("check_in", kind=kind) for kind in KINDS}
            one["again"] = ours.ask("check_in", again=True)
            if round_number >= WARM_UP:
                for name, steps in one.items():
                    spent[name].append(steps)
    total = {name: [sum(steps) for steps in rounds] for name, rounds in spent.items()}
    yield Figure("inputs on the form", f"{inputs['ours']} (floor {inputs['plain']})")
    yield Figure("a check-in, ours", *milliseconds(total["ours"]))
    for place, step in enumerate(STEPS):
        yield Figure(f"— of which {step}", *milliseconds([steps[place] for steps in spent["ours"]]))
    yield Figure("a check-in, ours, with the previous one beside it", *milliseconds(total["again"]))
    for kind in KINDS:
        yield Figure(_SAID[kind], *milliseconds(total[kind]))
        for place, step in enumerate(STEPS):
            yield Figure(f"— of which {step}", *milliseconds([steps[place] for steps in spent[kind]]))
    for kind in KINDS:
        yield Figure(f"ratio to {_SAID[kind]}", *ratio(total["ours"], total[kind]), _AIMS[kind])
    without = [sum(steps[:2]) for steps in spent["widgets"]]
    yield Figure("ratio to {{ form }} without its last page", *ratio(total["ours"], without))


def served(folder: Path) -> Iterator[Figure]:
    """The same through gunicorn as it is started: CPU of all its processes, from /proc, for eighty check-ins."""
    with Server("ours", folder / "ours-served") as ours, Server("floor", folder / "floor-served") as floor:
        people = [Browser(Http(ours.port)) for _number in range(SERVED + SERVED_WARM_UP)]
        for number, person in enumerate(people):
            join(person, f"Anne{number}")
        for person in people[:SERVED_WARM_UP]:
            our_check_in(person)
            for kind in KINDS:
                floor_check_in(Browser(Http(floor.port)), kind)
        spent = dict.fromkeys(("ours", *KINDS), 0.0)
        # In turns of ten: the kernel counts in steps of 10 ms, which is too coarse for one.
        for start in range(SERVED_WARM_UP, SERVED_WARM_UP + SERVED, 10):
            before = cpu_seconds(ours.process.pid)
            for person in people[start : start + 10]:
                our_check_in(person)
            spent["ours"] += cpu_seconds(ours.process.pid) - before
            for kind in KINDS:
                visitors = [Browser(Http(floor.port)) for _number in range(10)]
                before = cpu_seconds(floor.process.pid)
                for visitor in visitors:
                    floor_check_in(visitor, kind)
                spent[kind] += cpu_seconds(floor.process.pid) - before
    yield Figure("a check-in through gunicorn, ours", f"{spent['ours'] / SERVED * 1000:.1f} ms")
    for kind in KINDS:
        yield Figure(f"{_SAID[kind]}, through gunicorn", f"{spent[kind] / SERVED * 1000:.1f} ms")
    for kind in KINDS:
        aim = _AIMS[kind]
        yield Figure(f"ratio to {_SAID[kind]}, through gunicorn", f"{spent['ours'] / spent[kind]:.2f}", "", aim)
