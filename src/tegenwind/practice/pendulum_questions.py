"""What moves together, or differs for a while, as a question: *What was different in May?* Never as a cause, never as a finding.

The rule. A month counts when at least :data:`LOOKS` looks in it carry the same measure (the place, the weight on the doing leg,
the weight on the meaning leg). Of those the middle one is taken, a step that the person really chose (of an even number the
lower of the two in the middle). A month differs visibly in a measure when its middle is at least :data:`STEPS` steps to the
same side of that of the month before and of the month after; both have to be there, at most :data:`NEAR` months away. So
nothing is asked about a first or last month, and nothing about a change that stays: there is nothing around it to differ from.

At most :data:`MOST` months are asked about: those in which most measures differ, the later one first; they are told in the order of time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from statistics import median_low
from typing import Final, Literal, get_args

from tegenwind.wording import Wording

Measure = Literal["place", "doing", "meaning"]
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
#: How many looks a month needs, how many steps it has to differ, how far away its neighbours may be, how many questions.
LOOKS: Final = 3
STEPS: Final = 2
NEAR: Final = 2
MOST: Final = 2

Look = tuple[datetime.date, Mapping[Measure, int | None]]


def questions(looks: Iterable[Look], w: Wording) -> tuple[str, ...]:
    """What may be asked about these looks, whatever order they come in."""
    chosen: dict[Measure, dict[int, list[int]]] = {measure: {} for measure in MEASURES}
    for on, values in looks:
        for measure in MEASURES:
            if (value := values[measure]) is not None:
                chosen[measure].setdefault(_month(on), []).append(value)
    differing: dict[int, list[Measure]] = {}
    for measure in MEASURES:
        for month in _differing(chosen[measure]):
            differing.setdefault(month, []).append(measure)
    asked = sorted(differing, key=lambda month: (-len(differing[month]), -month))[:MOST]
    years = {month // 12 for months in chosen.values() for month in months}
    return tuple(_question(month, differing[month], len(years) > 1, w) for month in sorted(asked))


def _month(day: datetime.date) -> int:
    """Months in a row, over the years."""
    return day.year * 12 + day.month - 1


def _differing(by_month: Mapping[int, list[int]]) -> list[int]:
    middles = {month: median_low(values) for month, values in by_month.items() if len(values) >= LOOKS}
    found = []
    months = sorted(middles)
    for before, month, after in zip(months, months[1:], months[2:], strict=False):
        if month - before > NEAR or after - month > NEAR:
            continue
        steps = middles[month] - middles[before], middles[month] - middles[after]
        if min(steps) >= STEPS or max(steps) <= -STEPS:
            found.append(month)
    return found


def _question(month: int, measures: list[Measure], with_year: bool, w: Wording) -> str:
    first = datetime.date(month // 12, month % 12 + 1, 1)
    name = f"{w.month(first)} {first.year}" if with_year else w.month(first)
    words: dict[Measure, str] = {
        "place": w.t("je plek"),
        "doing": w.t("het gewicht op je doe-been"),
        "meaning": w.t("het gewicht op je betekenis-been"),
    }
    what = w.join(words[measure] for measure in measures)
    if len(measures) == 1:
        return w.t(
            "In {month} stond {what} anders dan in de maanden eromheen. Wat was er anders in {month}?",
            month=name,
            what=what,
        )
    return w.t(
        "In {month} stonden {what} anders dan in de maanden eromheen. Wat was er anders in {month}?",
        month=name,
        what=what,
    )
