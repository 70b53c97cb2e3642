"""What goes into the report of Evenwicht: read from an address, and written back into one.

The address holds parts, days and the ids of writings, and nothing of what anybody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.balance_document import BY_STEP, PARTS, Choice, Period
from tegenwind.practice.balance_talk import TALKS
from tegenwind.practice.pendulum import PERIOD, first_day
from tegenwind.web.days import WrongDay, past_day
from tegenwind.web.ids import RecordIdConverter

_IDS: Final = RecordIdConverter()


@dataclass(frozen=True)
class Asked:
    """What an address asks for.

    Attributes:
        choice: as it can be used; with the usual period when the days in the address cannot be.
        since, until: the days as they were typed.
        asked: whether the form was sent at all.
        problem: a sentence for the person when the days cannot be used.
    """

    choice: Choice
    since: str
    until: str
    asked: bool
    problem: str = field(default="", repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not self.choice.parts and not self.choice.steps


def read(given: QueryDict) -> Asked:
    """Read an address. What it does not know (an old address, a writing that is gone) it lets be."""
    today = timezone.localdate()
    usual = Period(first_day(PERIOD, today) or today, today)
    since, until = given.get("since", usual.since.isoformat()), given.get("until", usual.until.isoformat())
    period, problem = usual, ""
    try:
        period = Period(past_day(since), past_day(until))
    except WrongDay as wrong:
        problem = str(wrong)
    except ValueError:
        problem = _("De eerste dag ligt na de laatste. Draai ze om, of kies een andere dag.")
    parts = frozenset(part for part in PARTS if part not in BY_STEP and part in given.getlist("part"))
    talk = given.get("talk", "")
    choice = Choice(
        period=period,
        parts=parts,
        steps=frozenset(step for one in given.getlist("step") if (step := _step(one)) is not None),
        words=given.get("words") == "with",
        figures=given.get("figures") == "1",
        talk=talk if talk in TALKS else TALKS[0],
    )
    return Asked(choice, since, until, bool(given), problem)


def step_mark(record_id: int, step: str) -> str:
    """One step of one writing, as it stands in an address."""
    return f"{_IDS.to_url(record_id)}.{step}"


def _step(mark: str) -> tuple[int, str] | None:
    record, _dot, step = mark.partition(".")
    try:
        return (_IDS.to_python(record), step) if len(record) == len(_IDS.to_url(0)) else None
    except ValueError:
        return None


def query(choice: Choice) -> str:
    """The same choice as an address has it, beginning with a question mark."""
    told: list[tuple[str, str]] = [
        ("since", choice.period.since.isoformat()),
        ("until", choice.period.until.isoformat()),
    ]
    told += [("part", part) for part in PARTS if part in choice.parts]
    told += sorted(("step", step_mark(*step)) for step in choice.steps)
    told += [("words", "with" if choice.words else "without"), ("talk", choice.talk)]
    if choice.figures:
        told.append(("figures", "1"))
    return "?" + urlencode(told)
