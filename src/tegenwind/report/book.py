"""A readable book of everything a person kept: an entry for every record, as HTML here and on paper in `book_pdf`.

An entry is made of blocks that both lay out, so that the two say the same. A kind of record that has no teller of its own
is told field by field: nothing is left out because this module does not know it yet.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tegenwind.packs import Pack
from tegenwind.practice import check_in, report, route_walk, share, slow_down, spoken
from tegenwind.practice.check_in import Answer, CheckIn, Record
from tegenwind.practice.report import ThemeLine
from tegenwind.practice.report_labels import labels
from tegenwind.practice.route_walk import RouteWalk
from tegenwind.practice.scale import charge_line, position_word
from tegenwind.practice.share import Share
from tegenwind.practice.slow_down import SlowDown, Step
from tegenwind.practice.spoken import Spoken
from tegenwind.report import book_balance, book_cases, book_dissent, book_expectation, book_intake
from tegenwind.report.book_blocks import Block, Teller
from tegenwind.report.html import FONTS
from tegenwind.report.layout import environment
from tegenwind.report.picture import picture_svg
from tegenwind.wording import Wording

__all__ = ["Block", "Entry", "entry"]


@dataclass(frozen=True)
class Entry:
    """One record, told. `anchor` is unique in the book; `chapter` is what its kind is called."""

    anchor: str
    chapter: str
    title: str
    line: str
    blocks: tuple[Block, ...]


def entry(kind: str, number: int, record: Record, pack: Pack | None, earlier: Record | None, w: Wording) -> Entry:
    """A record as an entry.

    Args:
        kind: its kind.
        number: its place among the records of its kind, from 1.
        record: the record.
        pack: the version of the pack it belongs to; None when it belongs to none, or that version is not to be had.
        earlier: the record that it is to be laid beside: an earlier one of its kind, the case of a moment, the tension that a
            circle or an act began with.
        w: the words of the person's language.
    """
    teller: Teller = TELLERS.get(kind, _field_by_field)
    title, line, blocks = teller(record, pack, earlier, w)
    return Entry(f"{kind}-{number}", chapter(kind, w), title, line, tuple(blocks))


def chapter(kind: str, w: Wording) -> str:
    """What the chapter with the records of a kind is called."""
    return {
        check_in.KIND: w.t("Reflecties"),
        route_walk.KIND: w.t("Ontwikkelroutes"),
        slow_down.KIND: w.t("Vertragen"),
        share.KIND: w.t("Wat je liet lezen"),
        spoken.KIND: w.t("Met iemand gesproken"),
        **book_balance.chapters(w),
        **book_cases.chapters(w),
        **book_dissent.chapters(w),
        **book_intake.chapters(w),
        **book_expectation.chapters(w),
    }.get(kind, kind)


def title(w: Wording) -> str:
    return w.t("Alles wat je in Tegenwind bewaarde")


def _check_in(
    record: CheckIn, pack: Pack | None, earlier: CheckIn | None, w: Wording
) -> tuple[str, str, Iterator[Block]]:
    name = pack.title[w.language] if pack else record.pack
    if record.finished_on is not None:
        line = w.date(record.finished_on)
    elif record.started_on is not None:
        line = w.t("begonnen op {day}, nog niet afgerond", day=w.date(record.started_on))
    else:
        line = w.t("nog niet afgerond")
    return name, line, _check_in_blocks(record, pack, earlier, w)


def _check_in_blocks(record: CheckIn, pack: Pack | None, earlier: CheckIn | None, w: Wording) -> Iterator[Block]:
    told: set[str] = set()
    themes = report.build(pack, record, w.language, earlier).themes if pack else ()
    for theme in themes:
        lines = [line for line in theme.statements if not record.answer(_local(line.id)).is_empty]
        if not lines:
            continue
        yield Block("heading", theme.title, theme if any(line.now for line in lines) else None)
        for line in lines:
            told.add(_local(line.id))
            yield Block("statement", f"{line.letter}. {line.text}")
            yield from _answer(record.answer(_local(line.id)), w, change=line.change.sentence if line.change else "")
            yield from _reply(record.replies.get(_local(line.id)), w)
        if theme.left_open:
            yield Block("small", theme.left_open)
    for statement, answer in record.answers.items():
        # Without the pack, or no longer in it: the words are theirs all the same.
        if statement not in told and not answer.is_empty:
            yield Block("statement", statement)
            yield from _answer(answer, w)
            yield from _reply(record.replies.get(statement), w)


def _local(full: str) -> str:
    return full.rpartition(":")[2]


def _answer(answer: Answer, w: Wording, *, change: str = "") -> Iterator[Block]:
    place = position_word(answer.recognition, w) if answer.recognition is not None else labels(w).open
    if answer.charge is not None:
        place += f" · {charge_line(answer.charge, w)}"
    yield Block("place", place)
    if answer.words.strip():
        yield Block("own", answer.words.strip())
    if change:
        yield Block("small", change)
    elif answer.other_meaning:
        yield Block("small", w.t("En het betekent nu iets anders voor je: dat zei je zelf."))


def _reply(reply: str | None, w: Wording) -> Iterator[Block]:
    if reply == "yes":
        yield Block("small", w.t("Hier ging je mee verder."))
    elif reply == "team":
        yield Block("small", w.t("Dit hoort bij je team of organisatie, zei je."))
    elif reply == "nothing":
        yield Block("small", w.t("Nu niets, zei je."))


def _route(record: RouteWalk, pack: Pack | None, _earlier: Any, w: Wording) -> tuple[str, str, Iterator[Block]]:
    route = pack.route(record.route) if pack else None
    line = w.t("begonnen op {day}", day=w.date(record.began_on))
    if record.closed_on is not None:
        line += " · " + w.t("afgerond op {day}", day=w.date(record.closed_on))
    elif record.paused:
        line += " · " + w.t("deze route rust")
    return route.title[w.language] if route else record.route, line, _route_blocks(record, pack, w)


def _route_blocks(record: RouteWalk, pack: Pack | None, w: Wording) -> Iterator[Block]:
    statement = pack.statement(record.statement) if pack else None
    yield Block("statement", statement.text[w.language] if statement else record.statement)
    for name, answer, day in (
        (w.t("Toen je hem koos"), record.began_with, None),
        (w.t("Aan het begin"), record.before, record.before_on),
        (w.t("Aan het eind"), record.after, None),
    ):
        if not answer.is_empty:
            yield Block("heading", f"{name}, {w.date(day)}" if day else name)
            yield from _answer(answer, w)
    route = pack.route(record.route) if pack else None
    known = [activity.id for activity in route.activities] if route else []
    for name in [*known, *(other for other in record.done if other not in known)]:
        done = record.done.get(name)
        if done is None or done.is_empty:
            continue
        activity = route.activity(name) if route else None
        yield Block("heading", activity.prose[w.language].title if activity else name)
        if done.on is not None:
            yield Block("small", w.t("gedaan op {day}", day=w.date(done.on)))
        if done.note.strip():
            yield Block("own", done.note.strip())


def _slow_down(record: SlowDown, _pack: Any, _earlier: Any, w: Wording) -> tuple[str, str, Iterator[Block]]:
    ways = {
        "emotion": w.t("emotie"),
        "thinking": w.t("denken"),
        "perfectionism": w.t("perfectionisme"),
        "avoidance": w.t("vermijden"),
        "overwhelm": w.t("overspoeld raken"),
        "distraction": w.t("afleiding"),
    }
    line = w.t("hoe het zich liet zien: {ways}", ways=w.join(ways[way] for way in record.ways)) if record.ways else ""
    return w.date(record.on), line, _slow_down_blocks(record, w)


def _slow_down_blocks(record: SlowDown, w: Wording) -> Iterator[Block]:
    steps: dict[Step, str] = {
        "notice": w.t("Merken"),
        "name": w.t("Benoemen"),
        "feel": w.t("Voelen"),
        "beneath": w.t("Wat eronder ligt"),
        "company": w.t("Gezelschap of hulp"),
        "back": w.t("Terug naar hier en nu"),
    }
    choices = {
        "with-someone": w.t("Ja, met iemand erbij"),
        "not-now": w.t("Niet nu"),
        "now": w.t("Ja, even, in mijn eentje"),
    }
    for step, name in steps.items():
        words = record.words.get(step, "").strip()
        choice = choices[record.choice] if step == "feel" and record.choice else ""
        if words or choice:
            yield Block("heading", name)
        if choice:
            yield Block("text", choice)
        if words:
            yield Block("own", words)


def _share(record: Share, _pack: Any, _earlier: Any, w: Wording) -> tuple[str, str, Iterator[Block]]:
    line = w.t("gedeeld met {name} op {day}", name=record.for_name, day=w.date(record.made_on))
    return record.title, line, _share_blocks(record, w)


def _share_blocks(record: Share, w: Wording) -> Iterator[Block]:
    yield Block("small", w.t("te openen tot en met {day}", day=w.date(record.until)))
    if record.closed_on is not None:
        yield Block("small", w.t("door jou gesloten op {day}", day=w.date(record.closed_on)))
    if record.words.strip():
        yield Block("own", record.words.strip())
    for reply in record.answers:
        yield Block("heading", w.t("Antwoord van {name}, {day}", name=record.for_name, day=w.date(reply.on)))
        yield Block("own", reply.words.strip())


def _spoken(record: Spoken, _pack: Any, _earlier: Any, w: Wording) -> tuple[str, str, Iterator[Block]]:
    whom = {
        "colleague": w.t("een collega"),
        "intervision": w.t("intervisie"),
        "supervision": w.t("supervisie"),
        "coach": w.t("een coach"),
        "leader": w.t("een leidinggevende"),
        "confidant": w.t("een vertrouwenspersoon"),
        "company-doctor": w.t("een bedrijfsarts of arbeidsarts"),
        "gp": w.t("een huisarts"),
        "friend": w.t("een vriend of naaste"),
        "other": w.t("iemand anders"),
    }[record.with_whom]
    return w.date(record.on), w.t("gesprek: {whom}", whom=whom), iter(())


TELLERS: Final[Mapping[str, Teller]] = {
    check_in.KIND: _check_in,
    route_walk.KIND: _route,
    slow_down.KIND: _slow_down,
    share.KIND: _share,
    spoken.KIND: _spoken,
    **book_balance.TELLERS,
    **book_cases.TELLERS,
    **book_dissent.TELLERS,
    **book_intake.TELLERS,
    **book_expectation.TELLERS,
}


def _field_by_field(record: Record, _pack: Any, _earlier: Any, w: Wording) -> tuple[str, str, Iterator[Block]]:
    return "", "", _fields(record.model_dump(mode="json", exclude={"version"}))


def _fields(value: Any, name: str = "") -> Iterator[Block]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _fields(part, f"{name} › {key}" if name else str(key))
    elif isinstance(value, list):
        for part in value:
            yield from _fields(part, name)
    elif value not in (None, "", False):
        yield Block("small", name)
        yield Block("own" if isinstance(value, str) else "text", str(value))


# The book as HTML, in pieces, so that no more of it than one piece is ever in memory.

CHAPTER_END: Final = "</section>\n"


def head_html(w: Wording, on: datetime.date, kinds: Sequence[str]) -> str:
    """The beginning, with the names of the chapters."""
    chapters = [{"id": kind, "title": chapter(kind, w)} for kind in kinds]
    return _render(
        "book_head.html",
        w,
        on=w.date(on),
        chapters=chapters,
        fonts=FONTS,
        intro=w.t(
            "Dit is van jou. Wie dit bestand heeft, kan het lezen: het is niet meer verzegeld. Bewaar het waar alleen jij "
            "bij kunt."
        ),
        nothing=w.t("Er stond nog niets in je plek."),
        contents=w.t("Inhoud"),
    )


def chapter_html(kind: str, w: Wording) -> str:
    return _render("book_chapter.html", w, id=kind, title=chapter(kind, w))


def entries_html(entries: Sequence[Entry], w: Wording) -> str:
    """Entries of one chapter."""

    def drawn(theme: ThemeLine, anchor: str) -> str:
        return picture_svg(theme.model_copy(update={"id": f"{anchor}-{theme.id}"}), labels(w))

    return _render("book_entries.html", w, entries=entries, drawn=drawn)


def foot_html(w: Wording) -> str:
    return _render("book_foot.html", w, unvalidated=labels(w).unvalidated)


def _render(template: str, w: Wording, **values: Any) -> str:
    values = {"title": title(w)} | values
    return environment().get_template(template).render(language=w.language, **values)


def readme(w: Wording, on: datetime.date, missing: int, without_pdf: int) -> str:
    """What stands in the text file on top of the archive."""
    lines = [
        title(w),
        w.date(on),
        "",
        w.t("Wie dit bestand heeft, kan alles lezen: het is niet meer verzegeld. Bewaar het waar alleen jij bij kunt."),
        "",
        w.t("Het boek (html en pdf) is om te lezen."),
        w.t(
            "tegenwind.json is om mee te nemen naar een andere Tegenwind: kies daar Jouw plek, Binnenhalen, en dan dit hele "
            "zip-bestand. De vorm staat in tegenwind.schema.json."
        ),
        w.t("In packs staan de lijsten met stellingen waarmee je begon."),
    ]
    if missing:
        lines += [
            "",
            w.n(
                "Eén stuk kon niet worden geopend en zit er niet in.",
                "{count} stukken konden niet worden geopend en zitten er niet in.",
                missing,
            ),
        ]
    if without_pdf:
        lines += ["", w.t("Een deel van het boek kon geen pdf worden. In het html-bestand staat alles.")]
    return "\r\n".join(lines) + "\r\n"
