"""The chapter of the book with what somebody who leads wrote before a wave opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tegenwind.packs import Pack
from tegenwind.practice import expectation
from tegenwind.practice.expectation import Expectation
from tegenwind.report.book_blocks import Block, Teller
from tegenwind.wording import Wording

Told = tuple[str, str, Iterator[Block]]


def chapters(w: Wording) -> Mapping[str, str]:
    """What the chapter is called."""
    return {expectation.KIND: w.t("Wat je verwachtte van een peiling")}


def _expectation(record: Expectation, pack: Pack | None, _earlier: Any, w: Wording) -> Told:
    line = w.t("{organisation}, {day}", organisation=record.organisation, day=w.date(record.on))
    return record.title, line, _blocks(record, pack, w)


def _blocks(record: Expectation, pack: Pack | None, w: Wording) -> Iterator[Block]:
    agreed = w.t("Het team mocht dit zien, als ieder die leiding geeft dat goedvond.")
    yield Block("small", agreed if record.agreed else w.t("Het team mocht dit niet zien."))
    words = (w.t("niet"), w.t("nauwelijks"), w.t("enigszins"), w.t("grotendeels"), w.t("helemaal"))
    if record.answers:
        yield Block("heading", w.t("Hoe jij het ervoer"))
    for name, place in record.answers.items():
        statement = pack.statement(name) if pack else None
        yield Block("statement", statement.text[w.language] if statement else name)
        yield Block("text", words[place - 1])
    if record.estimates:
        yield Block("heading", w.t("Wat je van je team verwachtte"))
    themes = {theme.id: theme for theme in pack.themes} if pack else {}
    for name, place in record.estimates.items():
        theme = themes.get(name)
        yield Block("statement", theme.title[w.language] if theme else name)
        if theme and theme.low and theme.high:
            low, high = theme.low[w.language], theme.high[w.language]
            yield Block("text", w.t("Plek {place} van 5, van “{low}” naar “{high}”.", place=place, low=low, high=high))
        else:
            yield Block("text", w.t("Plek {place} van 5.", place=place))
    yield Block("small", w.t("Hiermee kan ieder die je dit geeft nagaan dat er niets aan veranderd is:"))
    yield Block("small", record.written)


TELLERS: Final[Mapping[str, Teller]] = {expectation.KIND: _expectation}
