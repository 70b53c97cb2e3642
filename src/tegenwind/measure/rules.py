"""The rules by which something of a wave is withheld, and the numbers they go by.

Each rule says why in a way that gives nothing away: several causes that would tell something apart share one rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

#: How finely a figure is shown: a place on the line to half a point, shares in tenths, shares in whole percents and a mean.
Level = Literal["place", "tenths", "percents"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

Rule = Literal["few-members", "few-answers", "part", "changed", "alike", "few-questions"]
RULES: Final[tuple[Rule, ...]] = get_args(Rule)
"""Why something is withheld.

few-members     fewer than k people belong to the group.
few-answers     fewer than k contributions came from it.
part            beside what is published of its parts, a small group would come to light.
changed         beside what was published of an earlier wave, a small group that came or went would come to light.
alike           of one question: it was answered too much alike, or by too few, here or in a part that could be worked out.
few-questions   of one theme: fewer than half of its questions can be shown.
"""


@dataclass(frozen=True)
class Thresholds:
    """The numbers of one wave, frozen when it opens.

    Attributes:
        k: least members and least contributions of everything that can be seen or worked out (5 or more).
        tenths: from how many answers on shares are shown, in tenths.
        percents: from how many answers on shares are shown in whole percents, with a mean to one decimal.
    """

    k: int = 5
    tenths: int = 10
    percents: int = 20

    def __post_init__(self) -> None:
        if not 5 <= self.k <= self.tenths <= self.percents:
            raise ValueError(f"allowed is 5 <= k <= tenths <= percents; here {self.k}, {self.tenths}, {self.percents}")

    def least(self, level: Level) -> int:
        """How many answers a figure of this level needs."""
        return {"place": self.k, "tenths": self.tenths, "percents": self.percents}[level]


def alike(counts: tuple[int, ...]) -> bool:
    """Whether answers lie so close together that who belongs to the group would be known by it.

    Too little spread is: all but one, or all but less than a tenth, gave the same answer.
    """
    total = sum(counts)
    return total - max(counts, default=0) < max(2, -(-total // 10))


def band(count: int) -> tuple[int, int | None]:
    """The band that a number of contributions lies in, which is all that is told of it; the last one is open."""
    edges = (0, 5, 10, 15, 20, 30, 50, 100, 200, 500, 1000)
    low = max(edge for edge in edges if edge <= count)
    higher = [edge for edge in edges if edge > low]
    return low, (higher[0] - 1 if higher else None)
