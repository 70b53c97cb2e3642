"""What each kind of activity and guide has to hold (A3, A4 and the promises)."""

from __future__ import annotations

from typing import Final

from tegenwind.packs.model import Kind

#: A route offers a choice: at least so many activities, of at least so many kinds.
ACTIVITIES_MIN: Final = 7
KINDS_MIN: Final = 5

#: A deepening text, in words per language.
READ_WORDS: Final = (400, 900)

#: The parts of an activity, per kind, in the order they are read. The explanation of an exercise for two comes last:
#: feel first.
PARTS: Final[dict[Kind, tuple[str, ...]]] = {
    "re-check": (),
    "talk": ("instruction", "questions", "both"),
    "pair": ("agree", "do", "without-touch", "after", "explanation"),
    "read": (),
    "watch": ("after",),
    "write": ("stop",),
    "try": ("look-back",),
    "slow-down": (),
    "close": (),
}

#: How many questions a list has at least (a talk has exactly the five of A3).
QUESTIONS: Final[dict[str, tuple[int, int]]] = {"questions": (5, 5), "both": (2, 4)}

#: The six ways own resistance shows, then the steps of slowing down (A4).
WAYS: Final = ("emotion", "thinking", "perfectionism", "avoidance", "overwhelm", "distraction")
STEPS: Final = ("notice", "name", "feel", "beneath", "company", "back")
