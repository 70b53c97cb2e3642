"""The support map (D7): which support there is around me, for what, from whom, when, and whether it arrived as support.

Support is only support when who receives it feels it as such: so that is asked, and the answer is the person's. What is
missing stands on the map too, and can become an intention or a question for the team.

Source: Johan Maes, *De hulpverlener: tussen afstand en nabijheid* (2007).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.beginning import beginning
from tegenwind.practice.check_in import Whole
from tegenwind.wording import Wording

KIND = "support"
VERSION = 1

Form = Literal[
    "reality-analysis",
    "debriefing",
    "supervision",
    "intervision",
    "coaching",
    "team-development",
    "feedback",
    "aftercare",
    "coffee",
    "association",
    "home",
    "own",
]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
#: The forms nobody has to organise.
INFORMAL: Final[frozenset[Form]] = frozenset({"coffee", "home", "own"})
Arrived = Literal["yes", "partly", "no"]
ARRIVED: Final[tuple[Arrived, ...]] = get_args(Arrived)
#: Longest words, in characters.
NAME_MAX = 60
SHORT_MAX = 200
WORDS_MAX = 1000


class Support(Whole):
    """One thing on the map. ``there`` is False for what the person misses. ``last_on`` is a day, without time."""

    version: Literal[1] = 1
    form: Form
    there: bool = True
    for_what: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    from_whom: Annotated[str, Field(max_length=NAME_MAX)] = ""
    when: Annotated[str, Field(max_length=SHORT_MAX)] = ""
    reach: Annotated[str, Field(max_length=SHORT_MAX)] = ""
    last_on: datetime.date | None = None
    arrived: Arrived | None = None
    arrived_words: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    key: Annotated[str, Field(max_length=40)] = ""

    @property
    def is_informal(self) -> bool:
        return self.form in INFORMAL

    def head(self) -> dict[str, Any]:
        """What the map shows of it."""
        return {
            "form": self.form,
            "there": self.there,
            "from": self.from_whom,
            "for": beginning(self.for_what),
            "when": self.when,
            "reach": self.reach,
            "last": self.last_on.isoformat() if self.last_on else None,
            "arrived": self.arrived,
            "key": self.key,
        }


@dataclass(frozen=True)
class Place:
    """What stands on the map at one form of support, in the order it was put there. ``there`` and ``missing`` are ids."""

    form: Form
    there: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def is_informal(self) -> bool:
        return self.form in INFORMAL


def places(heads: Iterable[tuple[int, Mapping[str, Any]]]) -> tuple[Place, ...]:
    """The map: every form there is, also those where nothing stands, in one order that never changes.

    Args:
        heads: id and :meth:`Support.head`, in the order they were put on the map.
    """
    known = [(record_id, head["form"], bool(head["there"])) for record_id, head in heads]
    return tuple(
        Place(
            form,
            tuple(record_id for record_id, on, there in known if on == form and there),
            tuple(record_id for record_id, on, there in known if on == form and not there),
        )
        for form in FORMS
    )


def map_sentences(found: Iterable[Place], titles: Mapping[Form, str], w: Wording) -> tuple[str, ...]:
    """What the map shows, in sentences that count nothing: what is arranged, what is simply there, what is missed."""
    stands = tuple(found)
    formal = [titles[one.form] for one in stands if one.there and not one.is_informal]
    informal = [titles[one.form] for one in stands if one.there and one.is_informal]
    missing = [titles[one.form] for one in stands if one.missing]
    told = (
        w.t("Geregeld, op jouw kaart: {forms}.", forms=w.join(formal)) if formal else "",
        w.t("Gewoon om je heen: {forms}.", forms=w.join(informal)) if informal else "",
        w.t("Wat je mist: {forms}.", forms=w.join(missing)) if missing else "",
    )
    return tuple(filter(None, told))


def arrived_word(arrived: Arrived, w: Wording) -> str:
    """Whether it arrived as support, by the word of who received it."""
    return {"yes": w.t("ja"), "partly": w.t("deels"), "no": w.t("nee")}[arrived]


def arrived_line(arrived: Arrived, w: Wording) -> str:
    """The same as a sentence of its own."""
    return {
        "yes": w.t("Het kwam aan als steun."),
        "partly": w.t("Het kwam deels aan als steun."),
        "no": w.t("Het kwam niet aan als steun."),
    }[arrived]
