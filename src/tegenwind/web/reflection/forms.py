"""From a posted form to answers, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tegenwind.packs import Statement
from tegenwind.practice.check_in import WORDS_MAX, Answer
from tegenwind.web.saving import too_long

RECOGNITION, CHARGE, WORDS, MEANING = "r-", "c-", "w-", "m-"
_RECOGNITIONS = {str(value): value for value in range(1, 6)}
_CHARGES = {str(value): value for value in range(4)}


@dataclass
class Posted:
    """The answers to the statements that were on the form, and a sentence for each that cannot be kept."""

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def read_answers(posted: Mapping[str, str], statements: Iterable[Statement]) -> Posted:
    """Read the answers out of a posted form; a statement that was not on it is left as it was."""
    result = Posted()
    for statement in statements:
        key = statement.id
        if WORDS + key not in posted:
            continue
        recognition, charge = posted.get(RECOGNITION + key, ""), posted.get(CHARGE + key, "")
        words = posted[WORDS + key].replace("\r\n", "\n").strip()
        if len(words) > WORDS_MAX:
            result.problems[key] = too_long(len(words), WORDS_MAX)
        elif (recognition and recognition not in _RECOGNITIONS) or (charge and charge not in _CHARGES):
            result.problems[key] = _("Deze keuze kennen we niet. Kies een van de woorden, of laat de stelling open.")
        else:
            result.answers[key] = Answer(
                recognition=_RECOGNITIONS.get(recognition),
                charge=_CHARGES.get(charge),
                words=words,
                other_meaning=MEANING + key in posted,
            )
    return result


def merge(before: Mapping[str, Answer], posted: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers after a form was posted; what was emptied is gone, what was not on the form stays."""
    merged = {**before, **posted}
    return {key: answer for key, answer in merged.items() if not answer.is_empty}


def shown(value: int | None) -> str:
    """A figure as the value of the radio that stands for it; nothing chosen is the empty one."""
    return "" if value is None else str(value)
