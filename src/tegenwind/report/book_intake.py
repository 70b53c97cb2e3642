"""The chapter of the book with first conversations that were asked for: what each side said, and when it is or was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from tegenwind.practice import intake
from tegenwind.practice.intake import Event, Intake, Moment, Side, Where
from tegenwind.report.book_blocks import Block, Teller
from tegenwind.wording import Wording

#: The clock on which moments are told.
HERE: Final = ZoneInfo("Europe/Amsterdam")

Told = tuple[str, str, Iterator[Block]]


def chapters(w: Wording) -> Mapping[str, str]:
    """What the chapter is called."""
    return {intake.KIND: w.t("Gesprekken met een coach")}


def _when(moment: Moment, w: Wording) -> str:
    begin, end = moment.start.astimezone(HERE), moment.end.astimezone(HERE)
    hours = w.t("{begin} tot {end}", begin=f"{begin:%H:%M}", end=f"{end:%H:%M}")
    return f"{w.date(begin.date())}, {hours}"


def _where(where: Where, side: Side, w: Wording) -> str:
    if side == "coach":
        return {"online": w.t("online"), "home": w.t("bij de ander thuis"), "practice": w.t("in jouw praktijk")}[where]
    return {"online": w.t("online"), "home": w.t("bij jou thuis"), "practice": w.t("in de praktijk van de coach")}[
        where
    ]


def _mine(event: Event, w: Wording) -> str:
    return {
        "asked": w.t("Jij vroeg een gesprek."),
        "proposed": w.t("Jij stelde iets voor."),
        "confirmed": w.t("Jij koos dit moment."),
        "said": w.t("Jij schreef."),
        "declined": w.t("Jij zei nee."),
        "cancelled": w.t("Jij zegde af."),
    }[event.what]


def _theirs(event: Event, other: str, w: Wording) -> str:
    return {
        "asked": w.t("{other} vroeg een gesprek.", other=other),
        "proposed": w.t("{other} stelde iets voor.", other=other),
        "confirmed": w.t("{other} koos dit moment.", other=other),
        "said": w.t("{other} schreef.", other=other),
        "declined": w.t("{other} zei nee.", other=other),
        "cancelled": w.t("{other} zegde af.", other=other),
    }[event.what]


def _intake(record: Intake, _pack: Any, _earlier: Any, w: Wording) -> Told:
    agreed = record.stands.agreed
    return record.other or w.t("iemand"), _when(agreed, w) if agreed else "", _blocks(record, w)


def _blocks(record: Intake, w: Wording) -> Iterator[Block]:
    if record.own:
        yield Block("small", w.t("Jij heette hier: {name}.", name=record.own))
    for event in record.story:
        mine = event.who == record.side
        yield Block("heading", _mine(event, w) if mine else _theirs(event, record.other or w.t("Iemand"), w))
        yield Block("small", w.date(event.on))
        for moment in event.moments:
            yield Block("text", _when(moment, w))
        if event.where:
            yield Block("text", w.t("Waar: {where}.", where=_where(event.where, record.side, w)))
        if event.words.strip():
            yield Block("own", event.words.strip())


TELLERS: Final[Mapping[str, Teller]] = {intake.KIND: _intake}
