"""The chapters of the book with what was kept in small dissent: tensions, circles, acts with what rippled on, values, seasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tegenwind.packs import Pack
from tegenwind.practice import act, circle, dissent_names, season, tension, values
from tegenwind.practice.act import WEIGHED, Act
from tegenwind.practice.circle import QUESTIONS, Circle
from tegenwind.practice.season import Season
from tegenwind.practice.tension import Tension
from tegenwind.practice.values import PILES, OwnValue, Values
from tegenwind.report.book_blocks import Block, Teller
from tegenwind.wording import Wording

Told = tuple[str, str, Iterator[Block]]


def chapters(w: Wording) -> Mapping[str, str]:
    """What the chapters are called, by kind."""
    return {
        tension.KIND: w.t("Spanningen"),
        circle.KIND: w.t("Cirkels"),
        act.KIND: w.t("Kleine daden"),
        values.KIND: w.t("Waarden"),
        season.KIND: w.t("Terugblik op een seizoen"),
    }


def _own(words: str, heading: str = "") -> Iterator[Block]:
    """What the person wrote, under a heading if it has one; nothing where nothing stands."""
    if words.strip():
        if heading:
            yield Block("heading", heading)
        yield Block("own", words.strip())


def _row(names: Iterable[str]) -> str:
    return " · ".join(names)


def _tension(record: Tension, _pack: Any, _earlier: Any, w: Wording) -> Told:
    return w.date(record.on), "", _tension_blocks(record, w)


def _tension_blocks(record: Tension, w: Wording) -> Iterator[Block]:
    yield from _own(record.words)
    if record.spots:
        spots = w.join(dissent_names.spot_name(one, w) for one in record.spots)
        yield Block("text", w.t("Gevoeld: {spots}.", spots=spots))
    if record.strength:
        strength = dissent_names.strength_name(record.strength, w)
        yield Block("text", w.t("Hoe sterk: {strength}.", strength=strength))
    if record.became:
        yield Block("small", dissent_names.became_line(record.became, w))


def _began_with(whose: Tension | None, w: Wording) -> Iterator[Block]:
    """The tension that it began with, by its day and its words."""
    if whose is not None:
        yield Block("small", w.t("Het begon met een spanning op {day}.", day=w.date(whose.on)))
        yield from _own(whose.words)


def _named(chosen: Iterable[str], own: tuple[OwnValue, ...], pack: Pack | None, w: Wording) -> Iterator[Block]:
    """The values that it was linked to: of the pack, and one's own words for some."""
    ids = [*chosen, *(one.id for one in own if one.id not in chosen)]
    if ids:
        yield Block("heading", w.t("Wat hier telde"))
        yield Block("text", _row(dissent_names.value_name(one, own, pack, w) for one in ids))


def _circle(record: Circle, pack: Pack | None, whose: Tension | None, w: Wording) -> Told:
    line = ""
    if record.changed_on != record.began_on:
        line = w.t("het laatst veranderd op {day}", day=w.date(record.changed_on))
    return w.date(record.began_on), line, _circle_blocks(record, pack, whose, w)


def _circle_blocks(record: Circle, pack: Pack | None, whose: Tension | None, w: Wording) -> Iterator[Block]:
    yield from _began_with(whose, w)
    guide = pack.guide("circle") if pack else None
    for question in QUESTIONS:
        yield from _own(record.words.get(question, ""), dissent_names.question_title(question, guide, w))
    yield from _named(record.values, record.own, pack, w)


def _act(record: Act, pack: Pack | None, whose: Tension | None, w: Wording) -> Told:
    form = pack.acts.form(record.form) if pack and pack.acts and record.form else None
    title = record.own.strip() or (form.title[w.language] if form else record.form) or w.t("Nog geen vorm")
    line = w.t("begonnen op {day}", day=w.date(record.began_on))
    return title, w.date(record.on) if record.on else line, _act_blocks(record, pack, whose, w)


def _act_blocks(record: Act, pack: Pack | None, whose: Tension | None, w: Wording) -> Iterator[Block]:
    if record.form and record.own.strip():
        form = pack.acts.form(record.form) if pack and pack.acts else None
        yield Block("statement", form.title[w.language] if form else record.form)
    yield from _began_with(whose, w)
    guide = pack.guide("choose") if pack else None
    for weighed in WEIGHED:
        yield from _own(record.words.get(weighed, ""), dissent_names.weighed_title(weighed, guide, w))
    yield from _named(record.values, record.own_values, pack, w)
    if record.choice:
        yield Block("place", dissent_names.choice_line(record.choice, w))
    if record.belongs:
        yield Block("place", dissent_names.belongs_line(record.belongs, w))
    if record.chose_on and (record.choice or record.belongs):
        yield Block("small", w.date(record.chose_on))
    yield from _own(record.did, w.t("Wat je deed"))
    yield from _own(record.happened, w.t("Wat er gebeurde"))
    if record.ripples:
        yield Block("heading", w.t("Wat er daarna bewoog"))
    for ripple in record.ripples:
        yield Block("small", w.date(ripple.on))
        yield from _own(ripple.words)


def _values(record: Values, pack: Pack | None, _earlier: Any, w: Wording) -> Told:
    began = w.t("begonnen op {day}", day=w.date(record.began_on))
    if record.settled_on is None:
        return w.date(record.began_on), w.t("nog niet afgerond"), _values_blocks(record, pack, w)
    return w.date(record.settled_on), began, _values_blocks(record, pack, w)


def _values_blocks(record: Values, pack: Pack | None, w: Wording) -> Iterator[Block]:
    def name(value: str) -> str:
        return dissent_names.value_name(value, record.own, pack, w)

    if record.chosen:
        yield Block("heading", w.t("Wat je koos"))
    for value in record.chosen:
        yield Block("statement", name(value))
        yield from _own(record.sentences.get(value, ""))
    yield from _own(record.true_yes, w.t("Je ware ja"))
    known = (
        {one.id for one in record.own} | {one.id for one in pack.acts.values}
        if pack and pack.acts
        else set(record.laid)
    )
    for pile in PILES:
        # What lies there of a value that was taken off the table says nothing to anybody.
        lying = [value for value, where in record.laid.items() if where == pile and value in known]
        if lying:
            yield Block("heading", dissent_names.pile_name(pile, w))
            yield Block("text", _row(name(value) for value in lying))
    loose = [one for one in record.own if one.id not in record.laid and one.id not in record.chosen]
    if loose:
        yield Block("heading", w.t("Eigen woorden op tafel"))
        yield Block("text", _row(one.words for one in loose))
    for value, words in record.sentences.items():
        # Of a value that was chosen before another took its place: the words are theirs all the same.
        if value not in record.chosen and words.strip():
            yield Block("statement", name(value))
            yield from _own(words)


def _season(record: Season, _pack: Any, _earlier: Any, w: Wording) -> Told:
    line = w.t("het laatst veranderd op {day}", day=w.date(record.changed_on))
    return dissent_names.season_name(record.season, w), line, _own(record.words)


TELLERS: Final[Mapping[str, Teller]] = {
    tension.KIND: _tension,
    circle.KIND: _circle,
    act.KIND: _act,
    values.KIND: _values,
    season.KIND: _season,
}
