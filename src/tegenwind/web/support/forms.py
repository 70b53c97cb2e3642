"""What comes in about one thing on the support map."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tegenwind.practice.support import ARRIVED, NAME_MAX, SHORT_MAX, WORDS_MAX, Arrived, Support
from tegenwind.web.days import WrongDay, past_day
from tegenwind.web.saving import Written, read_text

#: The texts, with how many characters fit in each.
TEXTS: Final[Mapping[str, int]] = {
    "for_what": WORDS_MAX,
    "from_whom": NAME_MAX,
    "when": SHORT_MAX,
    "reach": SHORT_MAX,
    "arrived_words": WORDS_MAX,
}


@dataclass(frozen=True)
class Posted:
    """What a form says of one thing on the map. What does not fit stays as it was kept, and stands in the way of nothing else."""

    texts: dict[str, Written] = field(repr=False)
    arrived: Arrived | None
    day: str
    last_on: datetime.date | None
    wrong_day: str = ""

    @property
    def problems(self) -> list[str]:
        return list(filter(None, [*(one.problem for one in self.texts.values()), self.wrong_day]))

    @property
    def met(self) -> list[Written]:
        return [one for one in self.texts.values() if one.met]

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of a record."""
        texts = {name: written.text for name, written in self.texts.items()}
        return texts | {"arrived": self.arrived, "last_on": self.last_on}


def read(posted: Mapping[str, str], kept: Support) -> Posted:
    """The form for what stands on the map; ``kept`` is what it changes, or what a new one begins with. A form without a field
    leaves that as it is."""
    texts = {name: read_text(posted, name, getattr(kept, name), most) for name, most in TEXTS.items()}
    arrived = kept.arrived
    if "arrived" in posted:
        arrived = posted["arrived"] if posted["arrived"] in ARRIVED else None
    day, last_on, wrong = posted.get("last_on"), kept.last_on, ""
    if day is not None:
        try:
            last_on = past_day(day) if day.strip() else None
        except WrongDay as problem:
            wrong = str(problem)
    return Posted(texts, arrived, day or "", last_on, wrong)
