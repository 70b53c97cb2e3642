"""The parts of the report of Evenwicht, each as the blocks of its section."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from tegenwind.packs import Pack
from tegenwind.practice import needs_report, pendulum, retelling
from tegenwind.practice.balance import Balance, about_line, place_word, weight_word
from tegenwind.practice.balance_document import Block, Choice, Needed, Part, Swing, Table
from tegenwind.practice.balance_names import form_name
from tegenwind.practice.intention import Intention
from tegenwind.practice.needs import Needs
from tegenwind.practice.retelling import How, Line
from tegenwind.practice.self_care import SelfCare
from tegenwind.practice.signals import Signals
from tegenwind.practice.support import FORMS, Support
from tegenwind.practice.writing import History, Omnipotence
from tegenwind.wording import Wording

#: The longest time in one picture: more of it would not stay readable on a sheet of paper.
STRETCH: Final = datetime.timedelta(days=184)

Found = Sequence[tuple[int, Any]]
Teller = Callable[[Found, Choice, Mapping[str, Pack], Wording], Iterator[Block]]


def _balance(found: Found, choice: Choice, _packs: object, w: Wording) -> Iterator[Block]:
    if not found:
        return
    records: list[tuple[int, Balance]] = [
        (key, one if choice.words else one.model_copy(update={"nickname": "", "words": ""})) for key, one in found
    ]
    points = pendulum.read_points([(key, one.head()) for key, one in reversed(records)])
    whole = pendulum.pendulum(points, w)
    stretches = list(_stretches(points))
    yield Line("text", whole.sentence)
    for stretch in stretches:
        title = ""
        if len(stretches) > 1:
            title = w.t("{since} tot en met {until}", since=w.date(stretch[0].on), until=w.date(stretch[-1].on))
        yield Swing(title, pendulum.pendulum(stretch, w))
    for question in whole.questions:
        yield Line("place", question)
    yield _table(records, choice.how, w)
    written = [one for _key, one in sorted(records, key=lambda each: each[1].on) if one.words.strip()]
    if written:
        yield Line("heading", w.t("Wat je erbij schreef"))
    for one in written:
        yield Line("small", about_line(one, w))
        yield from choice.how.own(one.words)


def _stretches(points: Sequence[pendulum.Point]) -> Iterator[list[pendulum.Point]]:
    """The looks, oldest first, in times of at most half a year."""
    run: list[pendulum.Point] = []
    for point in points:
        if run and point.on - run[0].on > STRETCH:
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def _table(records: Sequence[tuple[int, Balance]], how: How, w: Wording) -> Table:
    words = pendulum.labels(w)
    week, contact = w.t("de week"), w.t("een contact")
    rows = []
    for _key, one in sorted(records, key=lambda each: each[1].on):
        rows.append(
            (
                w.date(one.on),
                week if one.about == "week" else one.nickname or contact,
                how.figure(place_word(one.place, w), one.place) if one.place else "",
                how.figure(weight_word(one.doing, w), one.doing) if one.doing else "",
                how.figure(weight_word(one.meaning, w), one.meaning) if one.meaning else "",
            )
        )
    columns = (words.day, words.about, words.place, words.doing_leg, words.meaning_leg)
    return Table(w.t("De keren dat je keek"), columns, tuple(rows))


def _signals(found: Found, choice: Choice, packs: Mapping[str, Pack], w: Wording) -> Iterator[Block]:
    record: Signals
    for _key, record in found:
        yield Line("piece", _days(record.since, record.until, w))
        lines = list(retelling.signals(record, packs.get(record.digest), choice.how, w))
        yield from lines or [Line("text", w.t("Je zag hier in die tijd niets van."))]


def _needs(found: Found, choice: Choice, packs: Mapping[str, Pack], w: Wording) -> Iterator[Block]:
    record: Needs
    for _key, record in found:
        yield Line("piece", needs_report.date_line(record.began_on, record.changed_on, w))
        pack = packs.get(record.digest)
        told = needs_report.build(pack, record, w.language) if pack and pack.questions else None
        if told is not None:
            yield Line("text", told.picture)
            yield Needed(told)
        yield from retelling.needs(record, told, choice.how, w)


def _writing(found: Found, choice: Choice, _packs: object, w: Wording) -> Iterator[Block]:
    record: Omnipotence | History
    for key, record in found:
        yield Line("piece", _days(record.on, record.changed_on, w))
        steps = [step for one, step in choice.steps if one == key]
        yield from retelling.writing(record, choice.how, w, steps=steps)


def _self_care(found: Found, choice: Choice, _packs: object, w: Wording) -> Iterator[Block]:
    record: SelfCare
    for _key, record in found:
        yield Line("piece", _days(record.began_on, record.changed_on, w))
        lines = list(retelling.self_care(record, choice.how, w))
        yield from lines or [_only_words(record.is_empty, w)]


def _intentions(found: Found, choice: Choice, _packs: object, w: Wording) -> Iterator[Block]:
    record: Intention
    for _key, record in sorted(found, key=lambda each: each[1].began_on):
        yield Line("piece", w.t("Begonnen op {day}", day=w.date(record.began_on)))
        yield from retelling.intention(record, choice.how, w)


def _support(found: Found, choice: Choice, _packs: object, w: Wording) -> Iterator[Block]:
    records: list[Support] = [one for _key, one in found]
    if records:
        told = w.t(
            "De kaart zoals ze nu is. Wanneer je er het laatst iets aan had, staat erbij als dat in deze periode was. "
            "Hoe je iemand bereikt, gaat niet mee."
        )
        yield Line("small", told)
    for form in FORMS:
        theirs = [one for one in records if one.form == form]
        if theirs:
            yield Line("piece", form_name(form, w))
        for one in sorted(theirs, key=lambda each: not each.there):
            lines = list(retelling.support(one, choice.how, w))
            yield from lines or [Line("text", w.t("Dit is er."))]


def _only_words(is_empty: bool, w: Wording) -> Line:
    if is_empty:
        return Line("text", w.t("Hier staat nog niets. Dat hoeft ook niet."))
    return Line("text", w.t("Hier schreef je iets. Zonder je eigen woorden blijft daar niets van over."))


def _days(first: datetime.date, last: datetime.date, w: Wording) -> str:
    if first == last:
        return w.date(first)
    return w.t("{since} tot en met {until}", since=w.date(first), until=w.date(last))


TELLERS: Final[Mapping[Part, Teller]] = {
    "balance": _balance,
    "signals": _signals,
    "needs": _needs,
    "omnipotence": _writing,
    "self-care": _self_care,
    "intentions": _intentions,
    "support": _support,
    "history": _writing,
}
