"""From posted forms to marks and to what speaks, and the rows of the page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tegenwind.packs import Pack, Theme
from tegenwind.practice.balance_names import mark_word
from tegenwind.practice.signals import MARKS, Mark, Signals
from tegenwind.web.days import WrongDay, past_day
from tegenwind.wording import Wording

#: Names of fields, in the form that the script sends only the changed statements of.
MARK, SPEAKS, HERE = "r-", "m-", "c-"


@dataclass
class Posted:
    """What came of the form with the sentences of one theme.

    Attributes:
        marks: all marks as they are to be kept; also those of sentences that were not on the form.
        since, until: the period; as it was kept when a day could not be read.
        typed_since, typed_until: the days as they came.
        problems: sentences for the person.
    """

    marks: dict[str, Mark] = field(repr=False)
    since: datetime.date
    until: datetime.date
    typed_since: str
    typed_until: str
    problems: list[str] = field(default_factory=list)


def read_marks(posted: Mapping[str, str], theme: Theme, record: Signals) -> Posted:
    """Read the marks of one theme; a sentence that was not on the form is left as it was."""
    result = Posted(
        dict(record.marks),
        record.since,
        record.until,
        posted.get("since", record.since.isoformat()),
        posted.get("until", record.until.isoformat()),
    )
    try:
        result.since, result.until = past_day(result.typed_since), past_day(result.typed_until)
    except WrongDay as wrong:
        result.problems.append(str(wrong))
    if not result.problems and result.since > result.until:
        result.problems.append(_("De eerste dag ligt na de laatste. Draai ze om, of kies een andere dag."))
    for statement in theme.statements:
        value = posted.get(MARK + statement.id)
        if value is None:
            continue
        if value in MARKS:
            result.marks[statement.id] = value
        elif not value:
            result.marks.pop(statement.id, None)
        else:
            result.problems.append(_("Deze keuze kennen we niet. Kies een van de woorden, of laat de zin open."))
    result.problems = list(dict.fromkeys(result.problems))
    return result


def read_speaks(posted: Mapping[str, str], pack: Pack, record: Signals) -> tuple[str, ...]:
    """The sentences that the person says speak, in the order of the pack; those not on the form as they were."""
    speaks = set(record.speaks)
    for statement in pack.statements:
        if HERE + statement.id in posted and record.noticed(statement.id):
            (speaks.add if SPEAKS + statement.id in posted else speaks.discard)(statement.id)
    return tuple(statement.id for statement in pack.statements if statement.id in speaks)


def rows(theme: Theme, marks: Mapping[str, Mark], w: Wording) -> list[dict[str, Any]]:
    """The sentences of a theme with their choices."""
    return [
        {
            "name": MARK + one.id,
            "text": one.text[w.language],
            "open": one.id not in marks,
            "options": [(mark, mark_word(mark, w), marks.get(one.id) == mark) for mark in MARKS],
        }
        for one in theme.statements
    ]
