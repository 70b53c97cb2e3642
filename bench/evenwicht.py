"""Evenwicht: the pendulum of half a year beside that of somebody who never looked, and the page on which one looks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measures import Figure, Side, milliseconds, ratio

if TYPE_CHECKING:
    from tegenwind.accounts.unlocked import Unlocked

#: Looks in half a year: a week, and a contact with one of three nicknames twice a week, with a month of nothing between.
LOOKS = 66
ROUNDS, WARM_UP = 60, 5
PAGES = {"the pendulum": "/balance/pendulum/", "Evenwicht": "/balance/"}


def pages(folder: Path) -> Iterator[Figure]:
    """Each page of both people in turn."""
    with Side("ours", folder / "none") as none, Side("ours", folder / "half") as half:
        half.ask("looks", count=LOOKS)
        spent: dict[str, tuple[list[int], list[int]]] = {name: ([], []) for name in PAGES}
        for round_number in range(ROUNDS + WARM_UP):
            for name, target in PAGES.items():
                one = none.ask("page", target=target), half.ask("page", target=target)
                if round_number >= WARM_UP:
                    spent[name][0].append(one[0])
                    spent[name][1].append(one[1])
    for name, (without, with_looks) in spent.items():
        yield Figure(f"{name}, without a look", *milliseconds(without))
        yield Figure(f"{name}, {LOOKS} looks in half a year", *milliseconds(with_looks))
        yield Figure(f"{name}: ratio", *ratio(with_looks, without), "at most 1.5")


def keep_looks(unlocked: Unlocked, count: int) -> None:
    """So many looks at the balance, three a week, back from today."""
    from django.db import transaction
    from django.utils import timezone

    from tegenwind.practice.balance import Balance
    from tegenwind.web import shelf

    today, day = timezone.localdate(), 0
    with transaction.atomic():  # One transaction for all: what is measured comes after this.
        for number in range(count):
            week = number % 3 == 0
            shelf.keep(
                unlocked,
                Balance(
                    on=today - datetime.timedelta(days=day),
                    about="week" if week else "contact",
                    nickname="" if week else ("Merel", "Bo", "de Zaagman")[number % 5 % 3],
                    place=number * 5 % 7 + 1,
                    doing=number * 3 % 5 + 1,
                    meaning=number * 7 % 5 + 1,
                    words="Een paar woorden bij deze keer." if number % 4 == 0 else "",
                    key=f"look-{number}",
                ),
            )
            day += 28 if number == count // 2 else 3 if number % 3 == 2 else 2
