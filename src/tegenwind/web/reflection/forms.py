"""From a posted form to answers, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tegenwind.packs import Statement
from tegenwind.practice.check_in import WORDS_MAX, Answer
from tegenwind.web.saving import Written, read_text

RECOGNITION, CHARGE, WORDS, MEANING = "r-", "c-", "w-", "m-"
_RECOGNITIONS = {str(value): value for value in range(1, 6)}
_CHARGES = {str(value): value for value in range(4)}


@dataclass
class Posted:
    """The answers to the statements that were on the form."""

    answers: dict[str, Answer] = field(default_factory=dict, repr=False)
    words: dict[str, Written] = field(default_factory=dict, repr=False)
    """What came of the own words to each statement."""

    @property
    def problems(self) -> dict[str, str]:
        """A sentence for each statement that cannot be kept."""
        return {key: written.problem for key, written in self.words.items() if written.problem}

    @property
    def met(self) -> list[Written]:
        """The words that met others from another window; what is kept of them is not only what was written here."""
        return [written for written in self.words.values() if written.met]


def read_answers(
    posted: Mapping[str, str], statements: Iterable[Statement], before: Mapping[str, Answer] | None = None
) -> Posted:
    """Read the answers out of a posted form; a statement that was not on it is left as it was.

    Args:
        before: the answers as they are kept now, so that own words of two windows stand side by side.
    """
    result, before = Posted(), before or {}
    for statement in statements:
        key = statement.id
        if WORDS + key not in posted:
            continue
        recognition, charge = posted.get(RECOGNITION + key, ""), posted.get(CHARGE + key, "")
        problem = ""
        if (recognition and recognition not in _RECOGNITIONS) or (charge and charge not in _CHARGES):
            problem = _("Deze keuze kennen we niet. Kies een van de woorden, of laat de stelling open.")
        kept = before.get(key, Answer()).words
        words = result.words[key] = read_text(posted, WORDS + key, kept, WORDS_MAX, problem)
        if not words.problem:
            result.answers[key] = Answer(
                recognition=_RECOGNITIONS.get(recognition),
                charge=_CHARGES.get(charge),
                words=words.text,
                other_meaning=MEANING + key in posted,
            )
    return result


def left_open(posted: Mapping[str, str], statement: Statement) -> dict[str, str]:
    """The form of a statement as if nothing had been filled in, with what it began with."""
    named = {RECOGNITION + statement.id, CHARGE + statement.id, MEANING + statement.id}
    return {name: value for name, value in posted.items() if name not in named} | {WORDS + statement.id: ""}


def merge(before: Mapping[str, Answer], posted: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers after a form was posted; what was emptied is gone, what was not on the form stays."""
    merged = {**before, **posted}
    return {key: answer for key, answer in merged.items() if not answer.is_empty}


def shown(value: int | None) -> str:
    """A figure as the value of the radio that stands for it; nothing chosen is the empty one."""
    return "" if value is None else str(value)
