"""What somebody who leads wrote before a wave opened: how they experience it themselves, and what they expect of their team (E2).

It was bound when it was written: the wave keeps the SHA-256 of ``written``, so that anybody who is given this text later can see that
not a letter of it was changed. Whether it may be shown was decided before the first answer.

Source: the gap between what those who lead think and what those who work experience is told in *Klein verzet*.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tegenwind.practice.check_in import Recognition, Whole

KIND = "expectation"
VERSION = 1

#: Longest names of a wave's pack, an organisation; and what was written, in characters.
NAME_MAX: Final = 200
WRITTEN_MAX: Final = 8000


class Expectation(Whole):
    """One of these, for one wave; never changed once it is bound.

    ``wave`` is the number of the wave in an address here; it says nothing in another place. ``answers`` holds statement id to place,
    ``estimates`` theme id to place; what was left open is in neither.
    """

    version: Literal[1] = 1
    wave: Annotated[str, Field(max_length=13)] = ""
    title: Annotated[str, Field(max_length=NAME_MAX)]
    organisation: Annotated[str, Field(max_length=NAME_MAX)]
    pack: str
    digest: str
    on: datetime.date
    agreed: bool
    answers: dict[str, Recognition] = Field(default_factory=dict)
    estimates: dict[str, Recognition] = Field(default_factory=dict)
    written: Annotated[str, Field(max_length=WRITTEN_MAX)]

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {"wave": self.wave, "title": self.title, "organisation": self.organisation, "on": self.on.isoformat()}


def canonical(answers: Mapping[str, int], estimates: Mapping[str, int], number: bytes) -> str:
    """The text that binds: always the same for the same answers and number.

    Args:
        number: 32 random bytes, so that nobody finds the answers by trying.
    """
    told = {"answers": dict(answers), "estimates": dict(estimates), "number": number.hex()}
    return json.dumps(told, sort_keys=True, separators=(",", ":"))
