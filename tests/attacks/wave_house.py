"""Beside a running server: an organisation with a wave, its tickets, and its closing (``python -m tests.attacks.wave_house``).

Reads a JSON list a line, the name of what is asked and its arguments, and answers with a JSON line.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Callable
from typing import Any

#: How many are in the team beside those who really joined.
OTHERS = 12


class House:
    """What a host and an administrator do, and what only the key of the wave can make."""

    def __init__(self) -> None:
        from tests.waves import making

        self.making = making

    def open(self, names: list[str]) -> dict[str, Any]:
        """An open wave with these people in it and two who lead, Kees who agreed and Mo who did not; and another wave."""
        from tegenwind.accounts.queries import person_named
        from tegenwind.web.ids import RecordIdConverter

        making = self.making
        people = [person for person in map(person_named, names) if person is not None]
        self.made = making.organisation(
            {"Noord": OTHERS, "Zuid": 6}, {"Noord": ["Kees"], "Zuid": ["Mo"]}, also={"Noord": people}
        )
        self.wave, other = making.wave(self.made), making.wave(self.made, name="steun")
        told = {
            name: making.wrote(self.wave, self.made.leaders[name], agreed=name == "Kees", place=place, estimate=place)
            for name, place in (("Kees", 2), ("Mo", 4))
        }
        mine = {one.pk for one in people}
        lines = [line for line in self.wave.roster.filter(number=1) if line.member not in mine]
        zuid = making.tickets(self.wave, 2)
        return {
            "wave": self.wave.pk,
            "address": RecordIdConverter().to_url(self.wave.pk),
            "tickets": [self._ticket(line) for line in lines],
            "group": zuid[0],
            "foreign": making.tickets(other, 1)[0],
            "questions": [one.id for one in making.pack().statements],
            "written": told,
        }

    def _ticket(self, line: Any) -> str:
        from tegenwind.waves import redeeming

        return redeeming.ticket(line, self.making.key_of(line.member))

    def told(self) -> Any:
        """What was published."""
        self.wave.refresh_from_db()
        return self.wave.publication

    def open_at_once(self, times: int) -> list[str]:
        """So many hosts' windows that open a wave of the same team: what came of each."""
        return self._at_once(times, lambda: self.making.wave(self.made, ["Noord"], name="teambehoeften").state)

    def close_at_once(self, times: int) -> list[str]:
        """So many that close the same one."""
        return self._at_once(times, lambda: self.making.closed(self.wave, self.made).state)

    def _at_once(self, times: int, act: Callable[[], str]) -> list[str]:
        from django.db import connections

        from tegenwind.waves.errors import NotNow, WrongPlan

        forked = multiprocessing.get_context("fork")
        start, said = forked.Barrier(times), forked.SimpleQueue()

        def one() -> None:
            start.wait(60)
            try:
                said.put(act())
            except (NotNow, WrongPlan) as refused:
                said.put(refused.rule)
            except BaseException as failed:  # noqa: BLE001 - told to the test
                said.put(repr(failed))

        connections.close_all()
        windows = [forked.Process(target=one) for _ in range(times)]
        for window in windows:
            window.start()
        found = [said.get() for _ in windows]
        for window in windows:
            window.join()
        return sorted(found)

    def rows(self) -> list[str]:
        """Every row of every table, with the columns that are not shown."""
        from tests.attacks.wave_town import tables

        return sorted(f"{name} {row}" for name, rows in tables().items() for row in rows)


def main() -> None:
    import django

    django.setup()
    from django.db import connections

    # A pool has threads, which no child inherits.
    connections.settings["default"].get("OPTIONS", {}).pop("pool", None)
    house = House()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        act: Callable[..., Any] = getattr(house, name)
        print(json.dumps(act(*arguments)), flush=True)


if __name__ == "__main__":
    main()
