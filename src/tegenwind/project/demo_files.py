"""The made-up helpers of ``tegenwind demo``: a file each in ``examples/helpers``, held against kinds and packs.

The entries have the very fields of the records (``docs/reference/records.md``), with days counted back from today in the
place of dates; what the program fills in by itself is not in them. Every mistake is told with its place, as in a pack.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from tegenwind.packs import Mistake, Pack
from tegenwind.packs.files import Path_, Yaml, read_yaml, validate
from tegenwind.packs.mistakes import Found
from tegenwind.packs.model import Acts, Group, Purpose
from tegenwind.practice import (
    act,
    case,
    check_in,
    circle,
    contact,
    expectation,
    intake,
    moment,
    needs,
    route_walk,
    season,
    share,
    signals,
    ties,
    values,
    versions,
)
from tegenwind.practice.check_in import Record, Whole

#: How far back a day may lie; and how far ahead the one on which an intention is looked at again, and the last one of a case.
BACK: Final = 400
AHEAD: Final[Mapping[str, int]] = {"look_on": 60, "expires_on": case.LONGEST.days}
#: What the program fills in.
_FILLED_IN: Final = frozenset({"version", "pack_version", "digest", "key", "id"})
#: Kinds that belong to the one pack of a purpose, which the file need not name.
_PURPOSE: Final[Mapping[str, Purpose]] = {
    signals.KIND: "signals",
    needs.KIND: "needs",
    moment.KIND: "cases",
    **dict.fromkeys((circle.KIND, act.KIND, values.KIND), "dissent"),
}
#: In the order in which they are kept: what another record names comes before it. What was given to read, and a conversation
#: with a coach, have an address and keys of their own, and are not examples.
KINDS: Final = tuple(kind for kind in versions.KINDS if kind not in (share.KIND, intake.KIND, expectation.KIND))


class WrongHelpers(Exception):
    """The files cannot be used; ``mistakes`` holds all that is wrong with them."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = list(mistakes)


@dataclass(frozen=True)
class Helper:
    """Somebody made up. ``kept`` is kind and record, in the order in which they are kept.

    A record that names another one does so by its number among those of its kind, from 1: ids come with keeping.
    """

    name: str
    language: Literal["nl", "en"]
    who: str
    kept: tuple[tuple[str, Whole], ...]


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=2, max_length=60)]
    language: Literal["nl", "en"]
    who: Annotated[str, Field(min_length=1, max_length=200)]


def read(folder: Path, packs: Sequence[Pack], today: datetime.date) -> list[Helper]:
    """Every helper in a folder, in the order of the files.

    Args:
        packs: those that are offered, in that order.
        today: the day that all others are counted from.

    Raises:
        WrongHelpers: with every mistake in every file.
    """
    files = sorted(folder.glob("*.yaml"))
    mistakes: list[Mistake] = []
    helpers: list[Helper] = []
    for file in files:
        found = Found()
        helper = _helper(file, packs, today, found)
        mistakes += found.sorted()
        if helper is not None:
            helpers.append(helper)
    wrong = [str(mistake) for mistake in mistakes]
    if not files:
        wrong.append(f"{folder}: there is no helper here, allowed is a folder with a YAML file for each")
    if wrong:
        raise WrongHelpers(wrong)
    return helpers


def _helper(file: Path, packs: Sequence[Pack], today: datetime.date, found: Found) -> Helper | None:
    yaml = read_yaml(file, found)
    entries = validate(yaml, _file(), found) if yaml else None
    if yaml is None or entries is None:
        return None
    kept: list[tuple[str, Whole]] = []
    for kind in KINDS:
        for index, entry in enumerate(getattr(entries, _field(kind))):
            pack = _pack(kind, entry, packs)
            if ties.TIES[kind].pack and pack is None:
                allowed = f"allowed are {', '.join(one.id for one in packs)}"
                found.add(file, yaml.place(kind, index, "pack"), "there is no such pack here", allowed)
                continue
            record = _record(kind, entry, pack, today)
            for path, what, allowed in _misfits(kind, record, pack, [one for one, _record in kept]):
                found.add(file, yaml.place(kind, index, *path), what, allowed)
            kept.append((kind, record))
    _one_in_a_place(yaml, kept, found)
    head = _Head.model_validate({name: getattr(entries, name) for name in _Head.model_fields})
    return Helper(head.name, head.language, head.who, tuple(kept))


def slot(kind: str, record: Whole) -> str | None:
    """The name of the place that only one record of a kind may have while it is open; None when it has none."""
    body = record.model_dump()
    if kind == check_in.KIND:
        return None if body["finished_on"] else str(body["pack"])
    if kind == route_walk.KIND:
        return None if body["closed_on"] else f"{body['pack']}:{body['route']}:{body['statement']}"
    if kind == signals.KIND:
        return None if body["finished_on"] else "look"
    if kind == values.KIND:
        return None if body["settled_on"] else values.SLOT
    if kind == season.KIND:
        return str(body["season"])
    if "closed_on" in body:
        return None if body["closed_on"] else {"needs": needs.SLOT, "self-care": "plan"}[kind]
    return None


def _one_in_a_place(yaml: Yaml, kept: Sequence[tuple[str, Whole]], found: Found) -> None:
    """Tell of a second open draft, walk, look, round, plan or sorting, and of a second look back on one season."""
    seen: set[tuple[str, str]] = set()
    numbers = dict.fromkeys(KINDS, -1)
    for kind, record in kept:
        numbers[kind] += 1
        place = slot(kind, record)
        if place is None:
            continue
        if (kind, place) in seen:
            found.add(
                yaml.file, yaml.place(kind, numbers[kind]), f"a second {kind} is open here", "one at a time is allowed"
            )
        seen.add((kind, place))


# The schema of a file: that of the records, with days for dates and without what is filled in.


def _day(least: int, most: int) -> Any:
    def days(value: object) -> datetime.timedelta:
        try:
            number = int(str(value))
        except ValueError:
            number = most + 1
        if not least <= number <= most:
            raise ValueError(f"allowed is a whole number of days from today, {least} to {most}")
        return datetime.timedelta(days=number)

    return Annotated[datetime.timedelta, BeforeValidator(days)]


def _field(kind: str) -> str:
    return kind.replace("-", "_")


def _file() -> Any:
    kinds: dict[str, Any] = {
        _field(kind): (list[_entry(versions.KINDS[kind][1], kind)], Field(default_factory=list, alias=kind))  # type: ignore[misc]
        for kind in KINDS
    }
    return create_model("HelperFile", __base__=_Head, **kinds)


def _entry(model: type[Record], kind: str = "") -> Any:
    hidden = _FILLED_IN | ({"pack"} if kind in _PURPOSE else set())
    if model is values.OwnValue:  # The record around it names it.
        hidden -= {"id"}
    fields: dict[str, Any] = {
        name: (_annotation(name, field.annotation), _bare(field))
        for name, field in model.model_fields.items()
        if name not in hidden
    }
    if kind == season.KIND:  # The season of a day.
        fields["season"] = (_day(-BACK, 0), Field())
    return create_model(model.__name__, __config__=ConfigDict(extra="forbid"), **fields)


def _bare(field: FieldInfo) -> Any:
    """The default and the limits of a field; its annotation comes anew."""
    made_by = field.default_factory
    made = Field(default=field.default) if made_by is None else Field(default_factory=made_by)
    made.metadata = list(field.metadata)
    return made


def _annotation(name: str, annotation: Any) -> Any:
    if annotation is datetime.date:
        return _day(-BACK, AHEAD.get(name, 0))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _entry(annotation)
    origin, inside = get_origin(annotation), get_args(annotation)
    if not inside or origin is Literal:
        return annotation
    if origin is Annotated:
        return Annotated[(_annotation(name, inside[0]), *inside[1:])]
    changed = tuple(part if part is Ellipsis else _annotation(name, part) for part in inside)
    if origin in (Union, UnionType):
        return Union[changed]  # noqa: UP007 - made out of what is only known when it runs
    return origin[changed]


# From an entry to a record.


def _pack(kind: str, entry: Any, packs: Sequence[Pack]) -> Pack | None:
    if kind in _PURPOSE:
        return next((pack for pack in packs if pack.purpose == _PURPOSE[kind]), None)
    return next((pack for pack in packs if pack.id == getattr(entry, "pack", None)), None)


def _record(kind: str, entry: BaseModel, pack: Pack | None, today: datetime.date) -> Whole:
    model = versions.KINDS[kind][1]
    body: dict[str, Any] = _dated(entry.model_dump(), today)
    if pack is not None:
        known = {"pack": pack.id, "pack_version": pack.version, "digest": pack.digest}
        body |= {name: value for name, value in known.items() if name in model.model_fields}
    for side in ("weighs", "carries"):
        for number, item in enumerate(body.get(side, ())):
            item["id"] = f"{side}-{number}"
    for number, ripple in enumerate(body.get("ripples", ())):
        ripple["key"] = f"ripple-{number}"
    if kind == season.KIND:
        body["season"] = season.season_of(body["season"])
    return model.model_validate(body)


def _dated(value: Any, today: datetime.date) -> Any:
    if isinstance(value, datetime.timedelta):
        return today + value
    if isinstance(value, dict):
        return {name: _dated(part, today) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(part, today) for part in value]
    return value


# What only the packs, and the other entries, can tell.


def _misfits(kind: str, record: Whole, pack: Pack | None, before: Sequence[str]) -> Iterator[tuple[Path_, str, str]]:
    for name, other in ties.TIES[kind].records.items():
        number = getattr(record, name)
        if number is not None and not 1 <= number <= before.count(other):
            yield (name,), f"{name} is {number}", f"allowed is the number of a {other} that stands before, from 1"
    if pack is None:
        return
    for path, item, known in _named(kind, record, pack):
        if item not in known:
            yield path, f"{item!r} is not in the pack {pack.id}", f"allowed are {', '.join(known)}"


def _named(kind: str, record: Any, pack: Pack) -> Iterator[tuple[Path_, str, Sequence[str]]]:
    """Path, id and allowed ids of everything in a pack that a record names."""
    statements = [statement.id for statement in pack.statements]
    if kind == check_in.KIND:
        yield from ((("answers", one), one, statements) for one in record.answers)
        yield from ((("replies", one), one, statements) for one in record.replies)
    elif kind == signals.KIND:
        yield from ((("marks", one), one, statements) for one in record.marks)
        yield from ((("speaks", index), one, statements) for index, one in enumerate(record.speaks))
    elif kind == route_walk.KIND:
        route = pack.route(record.route)
        yield ("route",), record.route, [one.id for one in pack.routes]
        if route is not None:
            yield ("statement",), record.statement, route.statements
            yield from ((("done", one), one, [part.id for part in route.activities]) for one in record.done)
    elif kind == needs.KIND and (asked := pack.questions) is not None:
        questions = [question.id for cell in asked.cells for question in cell.questions]
        yield from ((("answers", one), one, questions) for one in record.answers)
        for name, lines in (("beliefs", asked.beliefs), ("rules", asked.rules)):
            known = [line.id for line in lines]
            yield from (((name, index), one, known) for index, one in enumerate(getattr(record, name)))
        compliments = [line.id for line in asked.compliments]
        yield from ((("compliments", one), one, compliments) for one in record.compliments)
    elif pack.acts is not None:
        yield from _of_dissent(kind, record, pack.acts)
    elif kind == moment.KIND:
        groups = {group: [item.id for item in contact.items(pack, group)] for group in get_args(Group)}
        found = {
            "guessed": ("reasons",),
            "heard": ("reasons",),
            "tried": ("moves", "ways"),
            "protects": ("protections",),
        }
        for name, theirs in found.items():
            known = [item for group in theirs for item in groups[group]]
            yield from (((name, index), one, known) for index, one in enumerate(getattr(record, name)))
        places = [*_places(pack), *(item for items in groups.values() for item in items)]
        yield from ((("words", one), one, places) for one in record.words)


def _of_dissent(kind: str, record: Any, acts: Acts) -> Iterator[tuple[Path_, str, Sequence[str]]]:
    known = [value.id for value in acts.values]
    if kind == act.KIND and record.form is not None:
        yield ("form",), record.form, [form.id for form in acts.forms]
    if kind in (act.KIND, circle.KIND):
        yield from ((("values", index), one, known) for index, one in enumerate(record.values))
    elif kind == values.KIND:
        known += [one.id for one in record.own]
        for name in ("laid", "sentences"):
            yield from (((name, one), one, known) for one in getattr(record, name))
        yield from ((("chosen", index), one, known) for index, one in enumerate(record.chosen))


def _places(pack: Pack) -> Iterator[str]:
    """Every place to write at a moment that is not at an item: those of both readings, and the sections of the other guides."""
    yield from (place for steps in contact.STEPS.values() for step in steps for place in step.places)
    yield contact.ASK
    for role in ("case", "repair"):
        if guide := pack.guide(role):
            yield from (f"{role}/{section.id}" for section in guide.sections[pack.languages[0]])
