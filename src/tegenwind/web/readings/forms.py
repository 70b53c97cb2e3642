"""From posted forms to a moment: what was marked, what was written, and hindrances with scenarios beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tegenwind.packs.model import Group, Item
from tegenwind.practice.contact import SCENES, Step
from tegenwind.practice.moment import SCENARIOS_MAX, SHORT_MAX, WORDS_MAX, Moment, Scenario
from tegenwind.web.saving import Written, read_text

#: Names of fields, in the form that the script sends only the changed ones of: words, one tick, and that the tick was there.
WORDS, HERE = "w-", "c-"
#: Which marks an item of a group can have: the field of the moment, and what the name of its tick begins with.
MARKS: Final[Mapping[Group, tuple[tuple[str, str], ...]]] = {
    "moves": (("tried", "m-"),),
    "reasons": (("guessed", "m-"), ("heard", "r-")),
    "ways": (("tried", "m-"),),
    "protections": (("protects", "m-"),),
}
#: The columns of a row: a hindrance, a scenario, and who or what is needed.
COLUMNS: Final = ("hindrance", "scenario", "who")
#: What a button that changes the setting says.
SETTING = "setting-"


@dataclass
class Posted:
    """What came of a form.

    Attributes:
        record: the moment with everything that fits.
        words: what came of each text, by the name of its field.
    """

    record: Moment = field(repr=False)
    words: dict[str, Written] = field(default_factory=dict, repr=False)

    @property
    def problems(self) -> list[str]:
        """Sentences for the person; what they are about was not kept, all else was."""
        return list(dict.fromkeys(one.problem for one in self.words.values() if one.problem))

    @property
    def met(self) -> list[Written]:
        """The texts where something of another window stands now too."""
        return [one for one in self.words.values() if one.met]


def name_of(place: str) -> str:
    """The name of the field for a place to write: without a stroke, which no id may have."""
    return WORDS + place.rpartition("/")[2]


def cell(column: str, row: int) -> str:
    """The name of the field for one text of a row, counted from 0."""
    return f"{WORDS}{column}-{row}"


def read(posted: Mapping[str, str], step: Step, items: Iterable[Item], moment: Moment) -> Posted:
    """The form of one step; whatever was not on the form stays as it was."""
    items = tuple(items)
    result, texts = Posted(moment), dict(moment.words)
    for key in (*step.places, *(item.id for item in items)):
        written = result.words[name_of(key)] = read_text(posted, name_of(key), texts.get(key, ""), WORDS_MAX)
        texts[key] = written.text
    update: dict[str, object] = {"words": {key: words for key, words in texts.items() if words}}
    if step.group:
        for name, mark in MARKS[step.group]:
            update[name] = _marked(posted, mark, items, getattr(moment, name))
    if step.rows:
        update["scenarios"] = _rows(posted, moment, result.words)
    if (setting := posted.get("do", "").removeprefix(SETTING)) in SCENES:
        update["setting"] = setting
    result.record = moment.model_copy(update=update)
    return result


def _marked(posted: Mapping[str, str], mark: str, items: tuple[Item, ...], kept: tuple[str, ...]) -> tuple[str, ...]:
    """The marks of one sort: of these items in the order of the pack, after those of items that stand elsewhere."""
    chosen = set(kept)
    for item in items:
        if HERE + item.id in posted:
            (chosen.add if mark + item.id in posted else chosen.discard)(item.id)
    here = {item.id for item in items}
    return (*(one for one in kept if one not in here), *(item.id for item in items if item.id in chosen))


def _rows(posted: Mapping[str, str], moment: Moment, words: dict[str, Written]) -> tuple[Scenario, ...]:
    """All rows, each at its own place, so that another window writes in the same one; empty ones at the end fall away."""
    rows = []
    for number in range(SCENARIOS_MAX):
        kept = moment.scenarios[number] if number < len(moment.scenarios) else Scenario()
        texts = {}
        for column in COLUMNS:
            name = cell(column, number)
            written = words[name] = read_text(posted, name, getattr(kept, column), SHORT_MAX)
            texts[column] = written.text
        rows.append(Scenario(**texts))
    while rows and rows[-1].is_empty:
        rows.pop()
    return tuple(rows)
