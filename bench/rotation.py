"""A vault of 5,000 records: opening them all, and giving it a new key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.measures import Figure, Side, milliseconds

COUNT = 5_000
ROUNDS = 5


def new_key(folder: Path) -> Iterator[Figure]:
    """Half of the records are check-ins with ten answers, half are routes."""
    with Side("ours", folder) as side:
        side.ask("fill", count=COUNT // 2)
        opened = [side.ask("open_everything") for _round in range(ROUNDS + 1)][1:]
        moved = [side.ask("rotate") for _round in range(ROUNDS)]
    first, first_wall, rest, rest_wall, requests, rows = zip(*moved, strict=True)
    yield Figure(f"opening {COUNT} records", *milliseconds(opened))
    yield Figure("a new key: the first request, a look at every row (its derivation apart)", *milliseconds(first))
    yield Figure("the same, wall time", *milliseconds(first_wall))
    yield Figure(f"a new key: moving {rows[0]} rows", *milliseconds(rest))
    yield Figure("the same, wall time", *milliseconds(rest_wall))
    yield Figure("requests that took", f"{sorted(requests)[len(requests) // 2]}", f"{min(requests)}-{max(requests)}")
