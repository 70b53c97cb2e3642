"""A vault with many records, made through the vault as the program does."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from bench import pack40

if TYPE_CHECKING:
    from tegenwind.accounts.unlocked import Unlocked

_FIRST_DAY = datetime.date(2016, 1, 1)


def keep_many(unlocked: Unlocked, count: int) -> None:
    """So many check-ins, and as many routes: all closed but the last three. Ten statements answered in each check-in."""
    from django.db import transaction

    from tegenwind.practice.check_in import Answer, CheckIn
    from tegenwind.practice.route_walk import RouteWalk
    from tegenwind.web import library, shelf

    pack = library.pack(pack40.ID)
    answers = {
        key: Answer(recognition=3, charge=1, words="Een paar woorden bij deze stelling.")
        for key in pack40.statement_ids()[:10]
    }
    with transaction.atomic():  # One transaction for all: what is measured comes after this.
        for number in range(count):
            day = _FIRST_DAY + datetime.timedelta(days=number)
            shelf.keep(
                unlocked,
                CheckIn(
                    pack=pack.id,
                    pack_version=pack.version,
                    digest=pack.digest,
                    started_on=day,
                    finished_on=day,
                    answers=answers,
                ),
            )
            under_way = number >= count - 3
            walk = RouteWalk(
                pack=pack.id,
                digest=pack.digest,
                route=pack.routes[0].id,
                statement=pack40.statement_ids()[number % 40],
                began_on=day,
                closed_on=None if under_way else day,
            )
            shelf.keep(unlocked, walk, pinned=True if under_way else None)
