"""One case to intervision: choose moments and parts, see exactly what goes, and take it along on paper or as a PDF (B6).

Everything travels in the form and nothing of it is kept: no choice, no question, no file. What the guard marks is shown in the
text as it will stand on the paper, before it goes; the person decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from tegenwind import guard
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import intervision, moment, versions
from tegenwind.practice.intervision import PARTS, QUESTION_MAX, Choice, Document, Part, Section, Told
from tegenwind.practice.moment import Moment
from tegenwind.practice.retelling import Line
from tegenwind.report.intervision_pdf import intervision_pdf
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.balance_report.views import unreadable_line
from tegenwind.web.cases.finding import guide_of, moments_of, pack_of, take_case
from tegenwind.web.cases.wording import client_word, what_words
from tegenwind.web.guarding import KINDS, SUGGESTIONS
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import Written, read_text, unkept_text

_IDS = RecordIdConverter()


@dataclass(frozen=True)
class Asked:
    """What the form asks for. ``seen`` is the fingerprint of what was looked at."""

    choice: Choice
    question: Written = field(repr=False)
    seen: str

    @property
    def may_go(self) -> bool:
        """Whether there is something that can be shown."""
        return not self.choice.is_empty and not self.question.problem


@opened
def bring(request: OpenRequest, record_id: int) -> HttpResponse:
    """The choice on top, and under it what goes; ``do=pdf`` gives the file, only of what was looked at."""
    case = take_case(request.unlocked, record_id).record
    moments, unreadable = _moments(request.unlocked, record_id)
    offered = {one.id: intervision.parts_of(one, library.words()) for one in moments}
    asked = _read(request, offered) if request.method == "POST" else None
    made: Document | None = None
    if asked is not None and asked.may_go:
        made = intervision.build(case, moments, asked.choice, library.language(), timezone.localdate())
        if request.POST.get("do") == "pdf" and asked.seen == made.fingerprint:
            return _file(made)
    context: dict[str, Any] = {
        "id": record_id,
        "nickname": case.nickname,
        "client": client_word(case),
        "url": reverse("web:case-intervision", args=[record_id]),
        "case_context": case.context,
        "context_on": bool(asked and asked.choice.context),
        "moments": _offer(moments, offered, asked),
        "question": unkept_text(asked.question if asked else None),
        "asked": asked is not None and not asked.question.problem,
        "changed": bool(made and request.POST.get("do") == "pdf"),
        "unreadable": unreadable_line(unreadable),
        "document": made,
    }
    if asked is not None and made is not None:
        context |= _preview(made, asked, record_id)
    return render(request, "cases/intervision.html", context, status=422 if asked and asked.question.problem else 200)


def _moments(unlocked: Unlocked, case_id: int) -> tuple[list[Told], int]:
    """The moments of a case, the newest first, and how many could not be opened."""
    ids = [head.id for head in moments_of(unlocked, case_id)]
    if not ids:
        return [], 0
    many = queries.open_many(unlocked, moment.KIND, ids)
    unreadable, found = len(many.unreadable), {}
    for one in many.records:
        try:
            found[one.id] = _told(one.id, versions.read(Moment, moment.KIND, one.body))
        except (versions.FromTheFuture, ValidationError):
            unreadable += 1
    return [found[one_id] for one_id in ids if one_id in found], unreadable


def _told(record_id: int, record: Moment) -> Told:
    return Told(record_id, record, pack_of(record), {role: guide_of(record, role) for role in intervision.ROLES})


def _read(request: HttpRequest, offered: Mapping[int, Sequence[Part]]) -> Asked:
    """The form; what is not there (an old page, a moment that is gone) it lets be."""
    posted = request.POST
    marks = set(posted.getlist("pick"))
    picks = frozenset((key, part) for key, parts in offered.items() for part in parts if _mark(key, part) in marks)
    question = read_text(posted, "question", "", QUESTION_MAX)
    choice = Choice(picks, posted.get("context") == "1", question.text)
    return Asked(choice, question, posted.get("seen", ""))


def _mark(record_id: int, part: Part) -> str:
    return f"{_IDS.to_url(record_id)}.{part}"


def _offer(moments: Sequence[Told], offered: Mapping[int, Sequence[Part]], asked: Asked | None) -> list[dict[str, Any]]:
    """The moments where something stands, each with its parts to tick; folded out where something is ticked."""
    w, whats = library.words(), what_words()
    picks = asked.choice.picks if asked else frozenset()
    rows: list[dict[str, Any]] = []
    for one in moments:
        parts = [
            {"mark": _mark(one.id, part), "title": intervision.part_title(part, one, w), "on": (one.id, part) in picks}
            for part in PARTS
            if part in offered[one.id]
        ]
        if parts:
            title = f"{whats[one.moment.what]} · {w.date(one.moment.on)}"
            rows.append({"title": title, "parts": parts, "open": not rows or any(part["on"] for part in parts)})
    return rows


def _file(made: Document) -> HttpResponse:
    word = _("intervisie")
    response = HttpResponse(intervision_pdf(made), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{word}-{made.made_on.isoformat()}.pdf"'
    return response


def _preview(made: Document, asked: Asked, case_id: int) -> dict[str, Any]:
    """Everything as it will stand on the paper, with what is marked in it."""
    sections, notices = [], []
    for section in made.sections:
        blocks = []
        for block in section.blocks:
            pieces = _pieces(block)
            blocks.append({"look": block.look, "text": block.text, "pieces": pieces})
            notices += [_notice(mark, text, section, case_id) for text, mark in pieces if mark is not None]
        sections.append({"title": section.title, "blocks": blocks})
    return {
        "sections": sections,
        "notices": notices,
        "picks": [_mark(key, part) for key, part in sorted(asked.choice.picks)],
        "seen": made.fingerprint,
    }


def _pieces(block: Line) -> list[tuple[str, guard.Mark | None]]:
    """A text of the person in pieces, those that are marked with their mark. What is from a pack is no concern of the guard."""
    if block.look != "own":
        return []
    pieces: list[tuple[str, guard.Mark | None]] = []
    at = 0
    for mark in guard.find(block.text):
        pieces += [(block.text[at : mark.start], None), (block.text[mark.start : mark.end], mark)]
        at = mark.end
    return [piece for piece in (*pieces, (block.text[at:], None)) if piece[0]]


def _notice(mark: guard.Mark, text: str, section: Section, case_id: int) -> dict[str, str]:
    """What was marked, what it looks like, what could stand there, and the page to change it on."""
    places = {
        "question": "#question",
        "context": reverse("web:case-edit", args=[case_id]),
        "moment": reverse("web:moment", args=[case_id, section.moment or 0]),
    }
    line = _("‘{text}’ lijkt op {kind}; {suggestion}.").format(
        text=text, kind=KINDS[mark.kind], suggestion=SUGGESTIONS[mark.suggestion]
    )
    return {"line": line, "where": section.title, "url": places[section.name]}
