"""What is left of a wave when it closes: groups, who belonged to them, and counters. No answer of anybody is in here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from tegenwind.measure.rules import Thresholds

#: The places of the scale that is answered on, and the value of the first one.
POINTS: Final = 5
FIRST: Final = 1

Counts = tuple[int, ...]


class WrongWave(ValueError):
    """What was given cannot be a wave; nothing of it may be published."""


@dataclass(frozen=True)
class Question:
    """A statement that was answered, and the theme it belongs to."""

    id: str
    theme: str


@dataclass(frozen=True)
class Group:
    """A team, or a group of teams.

    Attributes:
        parent: the group it is a part of; none for the whole.
        members: who belongs to it and to no group below it. Everybody belongs to one group.
        contributions: how many of these members' tickets were redeemed.
        counts: for each question how often each place of the scale was chosen by these members.
    """

    id: str
    parent: str | None
    members: frozenset[int] = field(repr=False)
    contributions: int
    counts: Mapping[str, Counts] = field(repr=False)


@dataclass(frozen=True)
class Wave:
    """One wave of an organisation, closed. Raises :class:`WrongWave` for what cannot be."""

    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        ids = {group.id for group in self.groups}
        if len(ids) != len(self.groups):
            raise WrongWave("two groups have one name")
        seen: set[int] = set()
        for group in self.groups:
            if group.parent is not None and group.parent not in ids:
                raise WrongWave(f"the group {group.id} is part of one that is not there")
            if seen & group.members:
                raise WrongWave(f"somebody in {group.id} belongs to another group too")
            seen |= group.members
            if not 0 <= group.contributions <= len(group.members):
                raise WrongWave(f"the group {group.id} has more contributions than members")
            for question, counts in group.counts.items():
                if len(counts) != POINTS or min(counts) < 0 or sum(counts) > group.contributions:
                    raise WrongWave(f"the counts of {question} in {group.id} do not fit")
        if len(self.downwards) != len(self.groups):
            raise WrongWave("some groups are parts of each other")

    @cached_property
    def parts(self) -> Mapping[str, tuple[Group, ...]]:
        """The groups right below each group."""
        found: dict[str, list[Group]] = {group.id: [] for group in self.groups}
        for group in self.groups:
            if group.parent is not None:
                found[group.parent].append(group)
        return {name: tuple(groups) for name, groups in found.items()}

    @cached_property
    def downwards(self) -> tuple[Group, ...]:
        """Every group, each after the one it is a part of."""
        order = [group for group in self.groups if group.parent is None]
        for group in order:
            order.extend(self.parts[group.id])
        return tuple(order)

    def upwards(self) -> Iterator[Group]:
        """Every group, each after its parts."""
        return reversed(self.downwards)
