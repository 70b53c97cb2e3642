"""The report of Evenwicht as a document: what can be chosen, and what comes out. (Made in :mod:`tegenwind.practice.balance_report`.)"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from tegenwind.packs import Pack
from tegenwind.practice import balance, intention, needs, self_care, signals, support, writing
from tegenwind.practice.balance_talk import Phase, Talk
from tegenwind.practice.needs_report import NeedsReport
from tegenwind.practice.pendulum import Labels as PendulumLabels
from tegenwind.practice.pendulum import Pendulum
from tegenwind.practice.retelling import How, Line
from tegenwind.wording import Language

Part = Literal["balance", "signals", "needs", "omnipotence", "self-care", "intentions", "support", "history"]
#: In the order they are offered and told. One's own history comes last, and is never chosen for anybody.
PARTS: Final[tuple[Part, ...]] = get_args(Part)
#: The parts that are chosen step by step, of each writing by itself.
BY_STEP: Final[tuple[Part, ...]] = ("omnipotence", "history")
#: The kind of records behind each part.
KIND_OF: Final[Mapping[Part, str]] = {
    "balance": balance.KIND,
    "signals": signals.KIND,
    "needs": needs.KIND,
    "omnipotence": writing.OMNIPOTENCE,
    "self-care": self_care.KIND,
    "intentions": intention.KIND,
    "support": support.KIND,
    "history": writing.HISTORY,
}


@dataclass(frozen=True)
class Period:
    """Days, both included. Raises ``ValueError`` when the first comes after the last."""

    since: datetime.date
    until: datetime.date

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise ValueError("a period that ends before it begins")

    def holds(self, day: datetime.date | None) -> bool:
        """Whether a day is in it."""
        return day is not None and self.since <= day <= self.until

    def meets(self, first: datetime.date, last: datetime.date | None) -> bool:
        """Whether a time has a day in common with it; ``last`` None for what is not over."""
        return first <= self.until and (last is None or last >= self.since)


@dataclass(frozen=True)
class Choice:
    """What the person chose.

    Attributes:
        parts: those ticked; of the parts of :data:`BY_STEP` the steps say what is chosen.
        steps: id of a writing and name of a step.
        words: with the person's own words.
        figures: with the figures behind the words of places and weights.
        talk: what the instruction at the end is for.
    """

    period: Period
    parts: frozenset[Part] = frozenset()
    steps: frozenset[tuple[int, str]] = frozenset()
    words: bool = False
    figures: bool = False
    talk: Talk = "supervision"

    @property
    def how(self) -> How:
        return How(words=self.words, figures=self.figures)


@dataclass(frozen=True)
class Material:
    """Records by kind, each with its id, oldest first; and the versions of packs they belong to, by digest."""

    records: Mapping[str, Sequence[tuple[int, Any]]] = field(default_factory=dict, repr=False)
    packs: Mapping[str, Pack] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Table:
    """The balance in words, for who reads or listens; empty where it was left open."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Swing:
    """The picture of the pendulum, of at most half a year; ``title`` says which time when there are more."""

    title: str
    pendulum: Pendulum


@dataclass(frozen=True)
class Needed:
    """The picture of one round along the needs."""

    report: NeedsReport


Block = Line | Table | Swing | Needed


@dataclass(frozen=True)
class Section:
    """A chosen part. Without anything in the period its only block says so."""

    part: Part
    title: str
    blocks: tuple[Block, ...]

    @property
    def heading_level(self) -> int:
        """The level of a heading in it: under the section itself, or under its records where it has those."""
        return 4 if any(isinstance(block, Line) and block.look == "piece" for block in self.blocks) else 3


@dataclass(frozen=True)
class Labels:
    """The fixed words around the report."""

    kicker: str
    title: str
    intro: str
    states: tuple[str, ...]
    yours: str
    page: str
    source: str
    conversation: str


@dataclass(frozen=True)
class BalanceReport:
    """The whole document."""

    language: Language
    period: Period
    period_line: str
    chosen_line: str
    labels: Labels
    pendulum_labels: PendulumLabels
    sections: tuple[Section, ...]
    conversation: tuple[Phase, ...]
    sources: tuple[str, ...]
