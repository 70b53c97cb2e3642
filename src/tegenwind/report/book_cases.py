"""The chapters of the book with cases, their moments, and the sentences that stayed of those that went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tegenwind.packs import Guide, Pack
from tegenwind.practice import case, contact, moment
from tegenwind.practice.balance import place_word
from tegenwind.practice.case import Case, Farewell
from tegenwind.practice.case_names import card_lines, client_name, what_name
from tegenwind.practice.moment import Attunement, Moment
from tegenwind.report.book_blocks import Block, Teller
from tegenwind.wording import Wording

Told = tuple[str, str, Iterator[Block]]


def chapters(w: Wording) -> Mapping[str, str]:
    """What the chapters are called, by kind."""
    return {
        case.KIND: w.t("Casussen"),
        moment.KIND: w.t("Momenten van casussen"),
        case.FAREWELL: w.t("Wat bleef van een casus"),
    }


def _case(record: Case, _pack: Any, _earlier: Any, w: Wording) -> Told:
    line = w.t("begonnen op {day}", day=w.date(record.began_on))
    return record.nickname, line, _case_blocks(record, w)


def _case_blocks(record: Case, w: Wording) -> Iterator[Block]:
    yield Block("small", client_name(record.client_word, w))
    yield Block("small", w.t("blijft tot en met {day}", day=w.date(record.expires_on)))
    if record.context:
        yield Block("own", record.context)


def _farewell(record: Farewell, _pack: Any, _earlier: Any, w: Wording) -> Told:
    return w.date(record.on), "", iter((Block("own", record.words),))


def _moment(record: Moment, pack: Pack | None, whose: Case | None, w: Wording) -> Told:
    line = w.date(record.on)
    return what_name(record.what, w), f"{whose.nickname} · {line}" if whose else line, _moment_blocks(record, pack, w)


def _moment_blocks(record: Moment, pack: Pack | None, w: Wording) -> Iterator[Block]:
    if record.place:
        yield Block("text", w.t("Je stond {place}.", place=place_word(record.place, w)))
    told: set[str] = set()
    for reading in contact.READINGS:
        guide = pack.guide(reading) if pack else None
        if pack is not None and guide is not None:
            for part in contact.told(record, reading, pack, guide, w):
                yield from _part(part, w)
            for step in contact.STEPS[reading]:
                told |= {*step.places, *(item.id for item in contact.items(pack, step.group))}
    for key, words in record.words.items():
        # Also what no pack knows any more: the words are theirs all the same.
        if key not in told and words:
            yield Block("heading", _section(key, pack, w))
            yield Block("own", words)
    for title, words in (
        (w.t("Wat maakt de ene lezing zichtbaar?"), record.lens_fit),
        (w.t("Wat maakt de andere lezing zichtbaar?"), record.lens_guard),
    ):
        if words:
            yield Block("heading", title)
            yield Block("own", words)
    yield from _attunement(record.attunement, pack.guide("attunement") if pack else None, w)
    if pack is None:
        yield from _marks(record)


def _part(part: contact.Part, w: Wording) -> Iterator[Block]:
    yield Block("heading", part.title)
    for one in part.told:
        yield Block("statement", one.title)
        if one.marks:
            yield Block("text", w.join(one.marks))
        if one.words:
            yield Block("own", one.words)
    for row in part.rows:
        yield Block("own", " · ".join(filter(None, (row.hindrance, row.scenario, row.who))))


def _section(key: str, pack: Pack | None, w: Wording) -> str:
    """What a place to write is called: the title of its section, or its key where the pack is not to be had."""
    role, _stroke, name = key.partition("/")
    guide = next((one for one in pack.guides if one.role == role), None) if pack else None
    return next((part.title for part in guide.sections[w.language] if part.id == name), key) if guide else key


def _attunement(card: Attunement, guide: Guide | None, w: Wording) -> Iterator[Block]:
    if card.is_empty:
        return
    yield Block("heading", guide.title[w.language] if guide else w.t("Afstemmen"))
    for line in card_lines(card, guide, w):
        if line.title:
            yield Block("small", line.title)
        yield Block("own" if line.own else "text", line.text)


def _marks(record: Moment) -> Iterator[Block]:
    """Without the pack nobody knows what they are called."""
    for name in ("guessed", "heard", "tried", "protects"):
        if marked := getattr(record, name):
            yield Block("small", f"{name}: {', '.join(marked)}")
    for row in record.scenarios:
        if not row.is_empty:
            yield Block("own", " · ".join(filter(None, (row.hindrance, row.scenario, row.who))))


TELLERS: Final[Mapping[str, Teller]] = {case.KIND: _case, moment.KIND: _moment, case.FAREWELL: _farewell}
