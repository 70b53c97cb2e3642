"""A moment of a case: prepared, met, looked back on or repaired, with what the person looked at (B1 to B5).

A moment holds parts, each of which may stay empty: both readings, two lenses beside each other, an attunement card, a repair.
What is marked as a guess is a guess of the person; nothing here concludes.

Sources: *Hoe ga je om met weerstand?* (Summer Koster) and *Weerstand als bescherming* (see the pack ``aansluiten``).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.packs.model import Scene
from tegenwind.practice.check_in import Record, Whole

KIND = "moment"
VERSION = 1

What = Literal["prepared", "met", "looked-back", "repaired"]
WHATS: Final[tuple[What, ...]] = get_args(What)
#: Longest words to one question, in characters.
WORDS_MAX = 2000
SHORT_MAX = 200
SCENARIOS_MAX = 6

Words = Annotated[str, Field(max_length=WORDS_MAX)]
Short = Annotated[str, Field(max_length=SHORT_MAX)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
Seat = Literal["beside", "corner", "opposite", "standing", "walking"]
SEATS: Final[tuple[Seat, ...]] = get_args(Seat)
Far = Literal["near", "arm", "table", "room"]
FARS: Final[tuple[Far, ...]] = get_args(Far)
Chose = Literal["them", "me", "together", "nobody"]
CHOSE: Final[tuple[Chose, ...]] = get_args(Chose)


class Scenario(Record):
    """A hindrance with a scenario beside it; ``who`` is what or who is needed."""

    hindrance: Short = ""
    scenario: Short = ""
    who: Short = ""

    @property
    def is_empty(self) -> bool:
        return not (self.hindrance or self.scenario or self.who)


class Attunement(Record):
    """Where one sat, how far, with what light and door, at whose pace, and who chose (B4).

    ``where`` is the place in words (the chair at the window), ``seat`` how two people sat towards each other; ``words`` is what
    the other is left to choose.
    """

    where: Short = ""
    seat: Seat | None = None
    far: Far | None = None
    chose: Chose | None = None
    light: Short = ""
    pace: Short = ""
    words: Short = ""

    @property
    def is_empty(self) -> bool:
        return not (self.where or self.seat or self.far or self.chose or self.light or self.pace or self.words)


class Moment(Whole):
    """One moment of a case.

    ``words`` is ``role/section`` of a guide, or the id of an item of the pack, to text. ``guessed`` and ``heard`` are ids of
    reasons, ``tried`` of moves and ways, ``protects`` of what the person guesses may be protected. ``place`` is where one
    stood between distance (1) and nearness (7). ``lens_fit`` and ``lens_guard`` are what each reading makes visible.
    ``setting`` is where the sentences to try are from that come first, once the person chose it.
    """

    version: Literal[1] = 1
    case: int | None
    pack: str
    digest: str
    on: datetime.date
    what: What
    words: dict[Annotated[str, Field(max_length=90)], Words] = Field(default_factory=dict)
    guessed: tuple[Slug, ...] = ()
    heard: tuple[Slug, ...] = ()
    tried: tuple[Slug, ...] = ()
    protects: tuple[Slug, ...] = ()
    scenarios: Annotated[tuple[Scenario, ...], Field(max_length=SCENARIOS_MAX)] = ()
    setting: Scene | None = None
    lens_fit: Words = ""
    lens_guard: Words = ""
    attunement: Attunement = Field(default_factory=Attunement)
    place: Annotated[int, Field(ge=1, le=7)] | None = None
    key: Annotated[str, Field(max_length=40)] = ""

    def head(self) -> dict[str, Any]:
        """What a case, and the look across cases, need to know of it."""
        return {
            "case": self.case,
            "digest": self.digest,
            "on": self.on.isoformat(),
            "what": self.what,
            "guessed": list(self.guessed),
            "heard": list(self.heard),
            "tried": list(self.tried),
            "protects": list(self.protects),
            "place": self.place,
            "attunement": not self.attunement.is_empty,
            "key": self.key,
        }
