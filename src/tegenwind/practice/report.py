"""The reflection report (reflectierapportage): what a check-in says, in positions and the person's own words.

Pure: a pack, a check-in, perhaps an earlier one, and a language go in; the whole report comes out, every sentence of it
in that language. Page, PDF and JSON only lay it out. There is no total and no average in it, and nothing in it reads the person's words.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tegenwind.packs.model import Pack, Statement
from tegenwind.practice.check_in import Answer, CheckIn
from tegenwind.practice.conversation import Block, conversation
from tegenwind.practice.report_labels import Labels, labels
from tegenwind.practice.scale import charge_line, charge_word, position_word, recognition_word
from tegenwind.wording import Language, Wording, wording

ChangeKind = Literal["moved", "charge-moved", "same", "same-place-other-meaning", "new"]

#: At most so many development points are proposed; the person may always choose any statement instead.
POINTS_MAX = 3


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Position(Model):
    """Where a statement stands: a recognition (1 to 5) with its words, and a charge (0 to 3) if one was given."""

    recognition: int
    recognition_word: str
    position: str
    charge: int | None
    charge_word: str | None
    charge_line: str | None
    words: str


class Change(Model):
    """What differs from the earlier check-in, and that in a sentence."""

    statement: str
    kind: ChangeKind
    sentence: str
    earlier: Position | None
    now: Position


class StatementLine(Model):
    """One statement in the report. ``letter`` names its kite in the picture; ``now`` is empty when it was left open."""

    id: str
    letter: str
    text: str
    recognition: int | None
    charge: int | None
    charge_word: str | None
    charge_line: str | None
    position: str | None
    words: str
    other_meaning: bool
    now: Position | None
    earlier: Position | None
    change: Change | None


class ThemeLine(Model):
    """A theme: its statements on one line. ``picture`` says in a sentence what the picture shows."""

    id: str
    title: str
    statements: tuple[StatementLine, ...]
    answered: int
    of: int
    left_open: str
    picture: str


class DevelopmentPoint(Model):
    """A proposal, with its reason in a sentence. Made for charge or own words, never for recognition alone (A2)."""

    statement: str
    text: str
    route: str
    route_title: str
    reason: str
    words: str


class Report(Model):
    pack: str
    pack_title: str
    version: str
    digest: str
    language: Language
    finished_on: datetime.date | None
    earlier_on: datetime.date | None
    date_line: str
    labels: Labels
    themes: tuple[ThemeLine, ...]
    answered: int
    of: int
    answered_line: str
    development_points: tuple[DevelopmentPoint, ...]
    changes: tuple[Change, ...]
    conversation: tuple[Block, ...]
    sources: tuple[str, ...]


def build(pack: Pack, check_in: CheckIn, language: Language, earlier: CheckIn | None = None) -> Report:
    """Make the report of a check-in, beside an earlier one of the same pack if given.

    Args:
        pack: the version of the pack that the check-in was answered with.
        check_in: the answers; drafts give a report as well.
        language: the language of the report.
        earlier: an earlier check-in of the same pack (perhaps of another version: statements are matched by id).
    """
    w = wording(language)
    changes: list[Change] = []
    themes: list[ThemeLine] = []
    for theme in pack.themes:
        lines: list[StatementLine] = []
        for index, statement in enumerate(theme.statements):
            line = _line(pack, statement, "abcdefghijklmnopqrstuvwxyz"[index % 26], check_in, earlier, w)
            lines.append(line)
            if line.change is not None:
                changes.append(line.change)
        answered = sum(1 for line in lines if line.now is not None)
        themes.append(
            ThemeLine(
                id=pack.full(theme.id),
                title=theme.title[language],
                statements=tuple(lines),
                answered=answered,
                of=len(lines),
                left_open=_left_open(len(lines) - answered, len(lines), w),
                picture=_picture(lines, w),
            )
        )
    answered, of = sum(theme.answered for theme in themes), sum(theme.of for theme in themes)
    points = development_points(pack, check_in, w)
    return Report(
        pack=pack.id,
        pack_title=pack.title[language],
        version=pack.version,
        digest=pack.digest,
        language=language,
        finished_on=check_in.finished_on,
        earlier_on=earlier.finished_on if earlier else None,
        date_line=_date_line(check_in, earlier, w),
        labels=labels(w),
        themes=tuple(themes),
        answered=answered,
        of=of,
        answered_line=_answered_line(answered, of, w),
        development_points=points,
        changes=tuple(changes),
        conversation=conversation(pack, check_in, points_of=[point.statement for point in points], w=w),
        sources=tuple(source.line for source in pack.sources),
    )


def then_and_now(pack: Pack, statement: Statement, then: Answer, now: Answer, language: Language) -> ThemeLine:
    """One statement on a line of its own, as it was and as it is: what a closing re-check shows (A6)."""
    w = wording(language)
    before = CheckIn(pack=pack.id, pack_version=pack.version, digest=pack.digest, answers={statement.id: then})
    after = before.model_copy(update={"answers": {statement.id: now}})
    line = _line(pack, statement, "a", after, before, w)
    return ThemeLine(
        id=pack.full(statement.id),
        title=statement.text[language],
        statements=(line,),
        answered=1 if line.now else 0,
        of=1,
        left_open="",
        picture=line.change.sentence if line.change else "",
    )


def development_points(pack: Pack, check_in: CheckIn, w: Wording) -> tuple[DevelopmentPoint, ...]:
    """At most three statements that may be worth a route: those the person gave charge or own words.

    The order is charge (much first), then own words, then the order of the pack. Recognition plays no part, and what the words say is
    not looked at. A second statement that leads to the same route only comes after the first of every other route.
    """
    if not pack.routes:
        return ()  # A pack for a team: its statements lead to a conversation.
    candidates: list[tuple[int, int, int, Statement, Answer]] = []
    for index, statement in enumerate(pack.statements):
        answer = check_in.answer(statement.id)
        if answer.charge or answer.words.strip():
            candidates.append((-(answer.charge or 0), 0 if answer.words.strip() else 1, index, statement, answer))
    candidates.sort(key=lambda entry: entry[:3])
    first: list[tuple[Statement, Answer]] = []
    rest: list[tuple[Statement, Answer]] = []
    seen: set[str] = set()
    for *_order, statement, answer in candidates:
        route = pack.route_for(statement.id).id
        (rest if route in seen else first).append((statement, answer))
        seen.add(route)
    return tuple(_point(pack, statement, answer, w) for statement, answer in (first + rest)[:POINTS_MAX])


def _point(pack: Pack, statement: Statement, answer: Answer, w: Wording) -> DevelopmentPoint:
    route = pack.route_for(statement.id)
    words = answer.words.strip()
    if answer.charge and words:
        reason = w.t("Je gaf hier {charge} aan, en je schreef er iets bij.", charge=charge_line(answer.charge, w))
    elif answer.charge:
        reason = w.t("Je gaf hier {charge} aan.", charge=charge_line(answer.charge, w))
    else:
        reason = w.t("Je schreef hier iets bij.")
    return DevelopmentPoint(
        statement=pack.full(statement.id),
        text=statement.text[w.language],
        route=pack.full(route.id),
        route_title=route.title[w.language],
        reason=reason,
        words=words,
    )


def _position(answer: Answer, w: Wording) -> Position | None:
    if answer.recognition is None:
        return None
    return Position(
        recognition=answer.recognition,
        recognition_word=recognition_word(answer.recognition, w),
        position=position_word(answer.recognition, w),
        charge=answer.charge,
        charge_word=None if answer.charge is None else charge_word(answer.charge, w),
        charge_line=None if answer.charge is None else charge_line(answer.charge, w),
        words=answer.words.strip(),
    )


def _line(
    pack: Pack, statement: Statement, letter: str, check_in: CheckIn, earlier: CheckIn | None, w: Wording
) -> StatementLine:
    answer = check_in.answer(statement.id)
    now = _position(answer, w)
    then = _position(earlier.answer(statement.id), w) if earlier else None
    change = _change(pack.full(statement.id), answer, now, then, w) if earlier and now else None
    return StatementLine(
        id=pack.full(statement.id),
        letter=letter,
        text=statement.text[w.language],
        recognition=answer.recognition,
        charge=answer.charge,
        charge_word=None if answer.charge is None else charge_word(answer.charge, w),
        charge_line=None if answer.charge is None else charge_line(answer.charge, w),
        position=now.position if now else None,
        words=answer.words.strip(),
        other_meaning=answer.other_meaning,
        now=now,
        earlier=then,
        change=change,
    )


def change_kind(now: Answer, then: Answer) -> ChangeKind:
    """What changed between two answers that both have a recognition (``then`` without one makes it new).

    Another meaning is only named when the person marked it; then it comes before a charge that moved, because it is the person's own word.
    """
    if then.recognition is None:
        return "new"
    if now.recognition != then.recognition:
        return "moved"
    if now.other_meaning:
        return "same-place-other-meaning"
    if now.charge is not None and then.charge is not None and now.charge != then.charge:
        return "charge-moved"
    return "same"


def _change(full: str, answer: Answer, now: Position, then: Position | None, w: Wording) -> Change:
    before = Answer(recognition=then.recognition, charge=then.charge) if then else Answer()
    kind = change_kind(answer, before)
    return Change(statement=full, kind=kind, sentence=change_sentence(kind, answer, before, w), earlier=then, now=now)


def change_sentence(kind: ChangeKind, now: Answer, then: Answer, w: Wording) -> str:
    """The change in a sentence that neither praises nor blames."""
    if kind == "new" or then.recognition is None or now.recognition is None:
        return w.t("Nieuw: eerder liet je deze open.")
    was, is_now = position_word(then.recognition, w), position_word(now.recognition, w)
    sentence = {
        "moved": w.t("Eerder {earlier}, nu {now}.", earlier=was, now=is_now),
        "charge-moved": w.t("Op dezelfde plek: {now}.", now=is_now),
        "same-place-other-meaning": w.t("Zelfde plek ({now}), andere betekenis: dat zei je zelf.", now=is_now),
        "same": w.t("Zelfde plek als eerder: {now}.", now=is_now),
    }[kind]
    if now.charge is not None and then.charge is not None and now.charge != then.charge:
        earlier, later = charge_line(then.charge, w), charge_line(now.charge, w)
        sentence += " " + w.t("Eerder {earlier}, nu {now}.", earlier=earlier, now=later)
    if kind == "moved" and now.other_meaning:
        sentence += " " + w.t("En het betekent nu iets anders voor je: dat zei je zelf.")
    return sentence


def _left_open(count: int, of: int, w: Wording) -> str:
    if count == 0:
        return ""
    if count == of:
        return w.t("Dit thema liet je open. Dat mag.")
    return w.n("Eén stelling liet je open. Dat mag.", "{count} stellingen liet je open. Dat mag.", count)


def _answered_line(answered: int, of: int, w: Wording) -> str:
    if answered == 0:
        return w.t("Je liet alle stellingen open. Dat mag: misschien was lezen genoeg.")
    if answered == of:
        return w.t("Je stond bij alle {of} stellingen stil.", of=of)
    return w.t(
        "Je stond bij {answered} van de {of} stellingen stil. Wat je openliet, mag openblijven.",
        answered=answered,
        of=of,
    )


def _picture(lines: list[StatementLine], w: Wording) -> str:
    """The picture in a sentence: which statements stand where, from calm to full in the wind."""
    stops: dict[int, list[str]] = {}
    for line in lines:
        if line.recognition is not None:
            stops.setdefault(line.recognition, []).append(line.letter)
    if not stops:
        return w.t("Er staat nog geen vlieger op deze lijn.")
    parts = [f"{position_word(stop, w)}: {w.join(letters)}" for stop, letters in sorted(stops.items())]
    return w.t("Op de lijn, van windstil naar vol in de wind: {parts}.", parts="; ".join(parts))


def _date_line(check_in: CheckIn, earlier: CheckIn | None, w: Wording) -> str:
    if check_in.finished_on is None:
        return ""
    if earlier and earlier.finished_on:
        return w.t("{now}, naast {earlier}", now=w.date(check_in.finished_on), earlier=w.date(earlier.finished_on))
    return w.date(check_in.finished_on)
