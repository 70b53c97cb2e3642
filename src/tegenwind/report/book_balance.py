"""The chapters of the book with what was kept in Evenwicht: told as the report tells it (:mod:`tegenwind.practice.retelling`), and whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tegenwind.packs import Pack
from tegenwind.practice import balance, intention, needs, needs_report, retelling, self_care, signals, support, writing
from tegenwind.practice.balance import Balance, about_line
from tegenwind.practice.balance_names import form_name
from tegenwind.practice.intention import Intention
from tegenwind.practice.needs import Needs
from tegenwind.practice.retelling import WHOLE, Line
from tegenwind.practice.self_care import SelfCare
from tegenwind.practice.signals import Signals
from tegenwind.practice.support import Support
from tegenwind.practice.writing import History, Omnipotence
from tegenwind.report.book_blocks import Block, Teller
from tegenwind.wording import Wording

Told = tuple[str, str, Iterator[Block]]


def chapters(w: Wording) -> Mapping[str, str]:
    """What the chapters are called, by kind."""
    return {
        balance.KIND: w.t("Evenwicht"),
        signals.KIND: w.t("Signalen"),
        needs.KIND: w.t("Vijf behoeften"),
        writing.OMNIPOTENCE: w.t("Almacht en onmacht"),
        writing.HISTORY: w.t("Je eigen verhaal"),
        self_care.KIND: w.t("Zorg voor jezelf"),
        intention.KIND: w.t("Voornemens"),
        support.KIND: w.t("Wie draagt mee"),
    }


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    for line in lines:
        yield Block("heading" if line.look == "piece" else line.look, line.text)


def _balance(record: Balance, _pack: Any, _earlier: Any, w: Wording) -> Told:
    return about_line(record, w), "", _blocks(retelling.balance(record, WHOLE, w))


def _signals(record: Signals, pack: Pack | None, _earlier: Any, w: Wording) -> Told:
    period = w.t("{since} tot en met {until}", since=w.date(record.since), until=w.date(record.until))
    line = (
        w.t("nog niet afgerond")
        if record.finished_on is None
        else w.t("afgerond op {day}", day=w.date(record.finished_on))
    )
    return period, line, _blocks(retelling.signals(record, pack, WHOLE, w))


def _needs(record: Needs, pack: Pack | None, _earlier: Any, w: Wording) -> Told:
    told = needs_report.build(pack, record, w.language) if pack and pack.questions else None
    title = needs_report.date_line(record.began_on, record.changed_on, w)
    line = w.t("gesloten op {day}", day=w.date(record.closed_on)) if record.closed_on else ""
    return title, line, _blocks(retelling.needs(record, told, WHOLE, w))


def _writing(record: Omnipotence | History, _pack: Any, _earlier: Any, w: Wording) -> Told:
    line = ""
    if record.changed_on != record.on:
        line = w.t("het laatst veranderd op {day}", day=w.date(record.changed_on))
    return w.date(record.on), line, _blocks(retelling.writing(record, WHOLE, w))


def _self_care(record: SelfCare, _pack: Any, _earlier: Any, w: Wording) -> Told:
    title = needs_report.date_line(record.began_on, record.changed_on, w)
    line = w.t("gesloten op {day}", day=w.date(record.closed_on)) if record.closed_on else ""
    return title, line, _blocks(retelling.self_care(record, WHOLE, w))


def _intention(record: Intention, _pack: Any, _earlier: Any, w: Wording) -> Told:
    return w.t("Begonnen op {day}", day=w.date(record.began_on)), "", _blocks(retelling.intention(record, WHOLE, w))


def _support(record: Support, _pack: Any, _earlier: Any, w: Wording) -> Told:
    return form_name(record.form, w), "", _blocks(retelling.support(record, WHOLE, w))


TELLERS: Final[Mapping[str, Teller]] = {
    balance.KIND: _balance,
    signals.KIND: _signals,
    needs.KIND: _needs,
    writing.OMNIPOTENCE: _writing,
    writing.HISTORY: _writing,
    self_care.KIND: _self_care,
    intention.KIND: _intention,
    support.KIND: _support,
}
