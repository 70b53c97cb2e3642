"""The pages of two legs: of somebody with half a year in them beside somebody who has just begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from bench.measures import Figure, Side, milliseconds, ratio

ROUNDS, WARM_UP = 40, 5
PARTS = ("balance", "signals", "needs", "self-care", "intentions", "support")
PAGES = {
    "Vandaag": "/",
    "Evenwicht": "/balance/",
    "the pendulum": "/balance/pendulum/",
    "signals": "/signals/",
    "the five needs": "/needs/",
    "one need": "/needs/support/",
    "one need in one world": "/needs/support/team/",
    "what lies around asking": "/needs/asking/",
    "omnipotence": "/omnipotence/",
    "the plan": "/self-care/",
    "what weighs and carries": "/self-care/items/",
    "intentions": "/intentions/",
    "the support map": "/support/",
    "the report, nothing chosen": "/balance/report/",
    "the report, every part with its words": "/balance/report/?"
    + urlencode({"part": PARTS, "words": "with"}, doseq=True),
}


def pages(folder: Path) -> Iterator[Figure]:
    """Each page of both in turn."""
    with Side("ours", folder / "begun") as begun, Side("ours", folder / "half") as half:
        half.ask("half_a_year")
        spent: dict[str, tuple[list[int], list[int]]] = {name: ([], []) for name in PAGES}
        for round_number in range(ROUNDS + WARM_UP):
            for name, target in PAGES.items():
                one = begun.ask("page", target=target), half.ask("page", target=target)
                if round_number >= WARM_UP:
                    spent[name][0].append(one[0])
                    spent[name][1].append(one[1])
    for name, (empty, full) in spent.items():
        yield Figure(f"{name}: empty", *milliseconds(empty))
        yield Figure(f"{name}: half a year", *milliseconds(full))
        yield Figure(f"{name}: ratio", *ratio(full, empty), "at most 1.5")
