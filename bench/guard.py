"""The guard: what it finds and what it leaves in peace, by kind, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.guard.cases import cases, notes, scores

from bench.measures import Figure, milliseconds
from tegenwind import guard

SIZE = 100_000
ROUNDS = 21
SETS = {
    "sentences": "the set the rules were made better on",
    "held_out": "the set written before the rules",
    "typed": "as typed in a hurry",
    "typed_again": "as typed in a hurry, again",
    "typed_mixed": "every kind, weighted as people write",
    "typed_streets": "mostly streets and dates",
    "unseen": "by somebody who saw neither rules nor sets",
}

FRESH = (
    ("typed_mixed, numbers of every kind", 159, 164),
    ("typed_mixed, names", 61, 61),
    ("typed_streets, the first part: numbers, two thirds streets and dates", 78, 83),
    ("typed_streets, the first part: names", 39, 41),
    ("typed_streets, the second part: numbers, with rare streets", 58, 61),
    ("typed_streets, the third part: numbers, an ordinary mix", 50, 50),
    ("typed_streets, the fourth part: numbers, two thirds streets", 37, 40),
)
"""What was found when a set was fresh, before anything was mended for it: measured once, and written down."""


def found(_folder: Path) -> Iterator[Figure]:
    """Recall and precision by kind on both sets, and false marks in ordinary notes."""
    for name, what in SETS.items():
        sentences = cases(name)
        harmless = sum(one.harmless for one in sentences)
        yield Figure(f"{what}: sentences, of which harmless", f"{len(sentences)}, {harmless}")
        for kind, score in scores(sentences).items():
            yield Figure(
                f"{what}: {kind}",
                f"recall {score.recall:.3f}, precision {score.precision:.3f}",
                f"{score.found} of {score.wanted}, {score.wrong} wrong",
                "recall at least 0.9" if kind == "name" else "recall at least 0.98",
            )
    for what, right, wanted in FRESH:
        aim = "at least 0.9" if what.endswith("names") else "at least 0.98"
        yield Figure(f"while it was fresh: {what}", f"recall {right / wanted:.3f}", f"{right} of {wanted}", aim)
    words, marks = len(notes().split()), len(guard.find(notes()))
    yield Figure(
        f"false marks in 200 words of ordinary notes ({words} words)", f"{200 * marks / words:.2f}", "", "at most 1"
    )


def cost(_folder: Path) -> Iterator[Figure]:
    """CPU for 100 KB: of ordinary notes, and of the sentences of the test set, in which every second line has a mark."""
    sentences = "\n".join(one.text for name in SETS for one in cases(name))
    for what, part, aim in (("notes", notes(), "under 50 ms"), ("the test set", sentences, "")):
        text = (part + "\n") * (SIZE // len(part.encode()) + 1)
        text = text.encode()[:SIZE].decode(errors="ignore")
        spent = []
        for _round in range(ROUNDS):
            began = time.process_time_ns()
            marks = len(guard.find(text))
            spent.append(time.process_time_ns() - began)
        yield Figure(f"100 KB of {what}, {marks} marks", *milliseconds(spent[1:]), aim)
