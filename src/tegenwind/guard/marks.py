"""Marks: what was found where, and how those that overlap are settled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tegenwind.guard.rules import Kind

Found = tuple[int, int, Kind, str]
"""Start, end (from 0, in characters), what it looks like, and the key of what could stand there instead."""


class Mark(NamedTuple):
    """A part of a text that may identify someone."""

    start: int
    end: int
    kind: Kind
    suggestion: str
    line: int
    column: int

    @property
    def length(self) -> int:
        """How many characters it is long."""
        return self.end - self.start


def settle(found: Iterable[Found], rank: Mapping[str, int]) -> list[Found]:
    """Of those that overlap one stays: the kind that comes first in the fixed order, then the longest, then the first."""
    ordered = sorted(found)
    kept: list[Found] = []
    for one in ordered:
        while kept and one[0] < kept[-1][1]:
            last = kept[-1]
            if (rank[last[2]], last[0] - last[1]) <= (rank[one[2]], one[0] - one[1]):
                break
            kept.pop()
        else:
            kept.append(one)
    return kept


def place(text: str, found: list[Found]) -> list[Mark]:
    """Marks with line and column. A line ends at a line feed, a carriage return, or the two together."""
    if not found:
        return []
    starts = [0]
    starts += [at + 1 for at, sign in _breaks(text) if not (sign == "\r" and text[at + 1 : at + 2] == "\n")]
    marks = []
    for start, end, kind, suggestion in found:
        line = bisect_right(starts, start)
        marks.append(Mark(start, end, kind, suggestion, line, start - starts[line - 1] + 1))
    return marks


def _breaks(text: str) -> Iterable[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for sign in "\r\n":
        at = text.find(sign)
        while at >= 0:
            found.append((at, sign))
            at = text.find(sign, at + 1)
    return sorted(found)
