"""A person with ten years of records beside one with ten records; and opening them all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.measures import Figure, Side, milliseconds, ratio

FEW, MANY = 10, 3650
ROUNDS, WARM_UP = 60, 5
PAGES = {
    "home": "/",
    "reflection": "/check-ins/",
    "reflection, an older page": "/check-ins/?page=1",
    "routes": "/routes/",
    "routes, an older page": "/routes/?page=1",
}


def pages(folder: Path) -> Iterator[Figure]:
    """Home and lists, one of each in turn."""
    with Side("ours", folder / "few") as few, Side("ours", folder / "many") as many:
        few.ask("fill", count=FEW)
        many.ask("fill", count=MANY)
        spent: dict[str, tuple[list[int], list[int]]] = {name: ([], []) for name in PAGES}
        for round_number in range(ROUNDS + WARM_UP):
            for name, target in PAGES.items():
                one = few.ask("page", target=target), many.ask("page", target=target)
                if round_number >= WARM_UP:
                    spent[name][0].append(one[0])
                    spent[name][1].append(one[1])
        opened = [many.ask("open_all") for _number in range(8)][1:]
    for name, (with_few, with_many) in spent.items():
        yield Figure(f"{name}, {FEW} records", *milliseconds(with_few))
        yield Figure(f"{name}, {MANY} records", *milliseconds(with_many))
        yield Figure(f"{name}: ratio", *ratio(with_many, with_few), "at most 1.5")
    yield Figure(f"opening {MANY} sealed records", *milliseconds([one[0] for one in opened]))
    yield Figure(f"reading {MANY} as check-ins", *milliseconds([one[1] for one in opened]))
