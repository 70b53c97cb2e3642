"""`tegenwind.json` taken apart record by record, so that never more than one record is opened up in memory.

Only the outer form is looked at here: which kinds, which items, which pins. What stands in an item is for `checking`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from tegenwind.portability import refusals, rules
from tegenwind.practice.versions import KINDS

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_WINDOW: Final = 8 * 1024


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _no_number(_text: str) -> Any:
    raise ValueError("not a number")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


@dataclass(frozen=True)
class Run:
    """Items of one kind that stand after each other, as JSON: `text` is a list of `count` of them, the first being number
    `first` (from 1) of its kind."""

    kind: str
    first: int
    count: int
    text: str = field(repr=False)


@dataclass
class Split:
    """An archive's records in runs, the pins of each kind, and how many items there are of it."""

    runs: list[Run] = field(default_factory=list)
    pinned: dict[str, list[tuple[int, str | None]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def split(data: bytes) -> Split:
    """Raises `Refused`, with the place."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusals.at("1", _("Hier hoort tekst in UTF-8.")) from None
    reader = _Reader(text)
    found, seen, form = Split(), False, None
    for name in reader.members():
        if name == "format":
            form = reader.value(name)
        elif name == "records":
            seen = True
            for kind in reader.members(name):
                _kind(reader, kind, found)
        elif name in ("made", "packs"):
            reader.value(name)
        else:
            raise refusals.at(refusals.place(name), _("Deze naam kennen we hier niet."))
    reader.end()
    if isinstance(form, int) and not isinstance(form, bool) and form > rules.FORMAT:
        raise refusals.newer()
    if form != rules.FORMAT or isinstance(form, bool) or not seen:
        raise refusals.no_archive()
    return found


def load(run: str) -> list[Any]:
    """The items of a run, opened up."""
    items: list[Any] = _DECODER.decode(run)
    return items


def _kind(reader: _Reader, kind: str, found: Split) -> None:
    if kind not in KINDS:
        raise refusals.newer()
    pinned: list[tuple[int, str | None]] | None = None
    for name in reader.members("records", kind):
        if name == "items":
            for first, count, text in reader.runs("records", kind):
                found.runs.append(Run(kind, first, count, text))
                found.counts[kind] = first + count - 1
                if sum(found.counts.values()) > rules.RECORDS_MAX:
                    raise refusals.too_much(_("het aantal stukken"), sum(found.counts.values()), rules.RECORDS_MAX)
        elif name == "pinned":
            pinned = _pins(reader.value("records", kind, name, most=rules.RECORD_MAX), kind)
        else:
            raise refusals.at(refusals.place("records", kind, name), _("Deze naam kennen we hier niet."))
    if pinned is None or found.counts.get(kind) is None:
        raise refusals.at(refusals.place("records", kind), _("Hier horen items en pinned te staan."))
    if any(reference > found.counts[kind] for reference, _slot in pinned):
        raise refusals.at(refusals.place("records", kind, "pinned"), _("Dit verwijst naar iets wat er niet is."))
    found.pinned[kind] = pinned


def _pins(value: Any, kind: str) -> list[tuple[int, str | None]]:
    pins: list[tuple[int, str | None]] = []
    where = refusals.place("records", kind, "pinned")
    for one in value if isinstance(value, list) else [None]:
        reference, slot = (one["ref"], one["slot"]) if isinstance(one, dict) and set(one) == {"ref", "slot"} else (0, 0)
        if type(reference) is not int or reference < 1 or not (slot is None or isinstance(slot, str)):
            raise refusals.at(where, _("Dit heeft niet de vorm die in tegenwind.schema.json staat."))
        if slot is not None and not 0 < len(slot) <= rules.SLOT_MAX:
            raise refusals.at(where, _("Hier passen hoogstens {most} tekens.").format(most=rules.SLOT_MAX))
        pins.append((reference, slot))
    slots = [slot for _reference, slot in pins if slot is not None]
    if len(slots) != len(set(slots)) or len(pins) != len({reference for reference, _slot in pins}):
        raise refusals.at(where, _("Hier staat iets dubbel."))
    return pins


class _Reader:
    """Goes through JSON from front to back."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def _next(self) -> str:
        self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches nothing, too
        return self._text[self._at : self._at + 1]

    def _take(self, sign: str, *path: str | int) -> None:
        if self._next() != sign:
            line = self._text.count("\n", 0, self._at) + 1
            where = refusals.place(*path) if path else _("regel {line}").format(line=line)
            raise refusals.at(where, _("Dit is geen JSON zoals Tegenwind die schrijft."))
        self._at += 1

    def members(self, *path: str | int) -> Iterator[str]:
        """The names of an object; each time the value has to be read before the next is asked for."""
        self._take("{", *path)
        if self._next() == "}":
            self._at += 1
            return
        seen: set[str] = set()
        while True:
            if self._next() != '"':
                self._take('"', *path)
            name = self.value(*path, most=1024)
            if name in seen:
                raise refusals.at(refusals.place(*path, name), _("Hier staat iets dubbel."))
            seen.add(name)
            self._take(":", *path, name)
            yield name
            if self._next() != ",":
                self._take("}", *path)
                return
            self._at += 1

    def runs(self, *path: str | int) -> Iterator[tuple[int, int, str]]:
        """The items of a list in runs: number of the first, how many, and their text as a list."""
        self._take("[", *path)
        if self._next() == "]":
            self._at += 1
            yield 1, 0, "[]"
            return
        first = count = 1
        begin = self._at
        while True:
            self._next()
            self.value(*path, first + count - 1, most=rules.RECORD_MAX)
            end = self._at
            following = self._next()
            if following != "," or count == rules.AT_ONCE or end - begin > 2 * rules.RECORD_MAX:
                yield first, count, f"[{self._text[begin:end]}]"
                first, count = first + count, 0
            if following != ",":
                self._take("]", *path)
                return
            self._at += 1
            if not count:
                self._next()
                begin = self._at
            count += 1

    def value(self, *path: str | int, most: int = 64 * 1024) -> Any:
        """The next value, of at most so many characters."""
        self._next()
        window = _WINDOW
        while True:
            window = min(window, most)
            try:
                value, length = _DECODER.raw_decode(self._text[self._at : self._at + window])
            except RecursionError:
                raise self._too_deep(path) from None
            except ValueError:
                if window < most and self._at + window < len(self._text):
                    window *= 8
                    continue
                if self._at + window < len(self._text) and most == rules.RECORD_MAX:
                    raise refusals.at(
                        refusals.place(*path), _("Hier passen hoogstens {most} tekens.").format(most=most)
                    ) from None
                raise refusals.at(refusals.place(*path), _("Dit is geen JSON zoals Tegenwind die schrijft.")) from None
            # A figure that ends with the window may go on after it.
            if length == window and window < most and not isinstance(value, dict | list | str):
                window *= 8
                continue
            if _depth(value) > rules.DEPTH_MAX:
                raise self._too_deep(path)
            self._at += length
            return value

    def _too_deep(self, path: tuple[str | int, ...]) -> refusals.Refused:
        return refusals.at(refusals.place(*path), _("Dit gaat dieper dan {most} lagen.").format(most=rules.DEPTH_MAX))

    def end(self) -> None:
        if self._next():
            raise refusals.no_archive()


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        if depth > rules.DEPTH_MAX:
            break
        level = [part for one in level for part in (one.values() if isinstance(one, dict) else one)]
    return depth
