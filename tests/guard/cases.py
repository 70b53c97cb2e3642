"""The sentences of the test set, and how well the guard does on them.

``sentences.yaml`` is what the rules were made better on, ``held_out.yaml`` was written before them. The ``typed`` ones were
measured while they were fresh, and then used to make the rules better; all but ``typed_streets.yaml`` were written without
a look at the rules. ``unseen.yaml`` was written by somebody who saw nothing of all this, and is for measuring only.
``notes.txt`` are ordinary case notes in which nothing is to be marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from tegenwind import guard

HERE = Path(__file__).parent
UNSEEN = "unseen"
SETS = ("sentences", "held_out", "typed", "typed_again", "typed_mixed", "typed_streets", UNSEEN)
_PART = re.compile(r"\{([a-z-]+)\|([^}]*)\}")


class Case(NamedTuple):
    """A sentence, and what has to be marked in it: kind, start, end."""

    text: str
    spans: tuple[tuple[str, int, int], ...]
    harmless: bool


class Score(NamedTuple):
    """How often a kind had to be found, was found, and was found where it is not; and how often to the very character."""

    wanted: int
    found: int
    wrong: int
    exact: int

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that is there."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0


def case(line: str, harmless: bool = False) -> Case:
    """A line of a set: ``{kind|text}`` is what has to be marked."""
    text, spans, at = "", [], 0
    for part in _PART.finditer(line):
        text += line[at : part.start()]
        spans.append((part[1], len(text), len(text) + len(part[2])))
        text += part[2]
        at = part.end()
    return Case(text + line[at:], tuple(spans), harmless)


def cases(name: str) -> list[Case]:
    """All sentences of a set."""
    parts = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    assert set(parts) == {"marked", "harmless"}
    return [case(line, part == "harmless") for part, lines in parts.items() for line in lines.splitlines()]


def notes() -> str:
    """Ordinary case notes, some four thousand words, without anything that identifies."""
    return (HERE / "notes.txt").read_text(encoding="utf-8")


def scores(sentences: Iterable[Case]) -> dict[str, Score]:
    """Recall and precision by kind. A mark counts when it has the kind and lies at least in part where it has to."""
    wanted, found, wrong, exact = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in sentences:
        marks = guard.find(one.text)
        for kind, start, end in one.spans:
            wanted[kind] += 1
            found[kind] += any(mark.kind == kind and mark.start < end and start < mark.end for mark in marks)
            exact[kind] += any((mark.kind, mark.start, mark.end) == (kind, start, end) for mark in marks)
        for mark in marks:
            wrong[mark.kind] += not any(
                mark.kind == kind and mark.start < end and start < mark.end for kind, start, end in one.spans
            )
    return {kind: Score(wanted[kind], found[kind], wrong[kind], exact[kind]) for kind in guard.KINDS}


def misses(sentences: Iterable[Case]) -> Iterator[str]:
    """What was not found, and what was found where nothing is: for the message of a test that fails."""
    for one in sentences:
        marks = guard.find(one.text)
        for kind, start, end in one.spans:
            if not any(mark.kind == kind and mark.start < end and start < mark.end for mark in marks):
                yield f"missed {kind} {one.text[start:end]!r} in {one.text!r}"
        for mark in marks:
            if not any(mark.start < end and start < mark.end for _, start, end in one.spans):
                yield f"wrongly {mark.kind} {one.text[mark.start : mark.end]!r} in {one.text!r}"
