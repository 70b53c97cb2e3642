"""The five needs (D3): a round that is open for as long as one likes, its pages, its picture, and the rounds before it.

Nothing is stored before the first answer. A new round closes the open one; that stays, and can be read.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.packs.model import NeedPart, Questions
from tegenwind.practice.needs import KIND, SLOT, Needs
from tegenwind.practice.needs_report import NeedsReport, build, date_line
from tegenwind.report.needs_picture import both_svgs, needs_table
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.needs import forms
from tegenwind.web.needs.forms import Posted
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import met_line, refused_answer, saved_answer, saved_line, told_answer
from tegenwind.web.shelf import Shelved

#: The sections of the guide that stand over the page about asking, in its order.
AROUND = ("beliefs", "rules", "compliments", "giving")


@dataclass(frozen=True)
class Round:
    """The pack of a round with its questions, and the round itself when there is one on the shelf."""

    pack: Pack
    questions: Questions
    kept: Shelved[Needs] | None

    @property
    def record(self) -> Needs:
        """What is kept, or a round in which nothing was given yet."""
        if self.kept is not None:
            return self.kept.record
        today = timezone.localdate()
        return Needs(
            pack=self.pack.id,
            pack_version=self.pack.version,
            digest=self.pack.digest,
            began_on=today,
            changed_on=today,
        )

    def need(self, name: str) -> NeedPart:
        """Raises ``Http404`` for a need that is none of the five."""
        part = self.questions.need(name)
        if part is None:
            raise Http404(name)
        return part


def _round(pack: Pack, kept: Shelved[Needs] | None) -> Round:
    if pack.questions is None:
        raise Http404
    return Round(pack, pack.questions, kept)


def _open_round(unlocked: Unlocked) -> Round:
    """The open round with the version it was begun with, or the version offered now and none."""
    for head in queries.pinned(unlocked, KIND):
        kept = shelf.take(unlocked, Needs, head.id)
        return _round(library.version(kept.record.digest), kept)
    return _round(library.for_purpose("needs"), None)


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """The picture of five by four, the ways in, and the rounds before this one."""
    if request.method == "POST":
        return _new_round(request)
    this, language = _open_round(request.unlocked), library.language()
    beside = _beside(request)
    report = build(this.pack, this.record, language, beside.record if beside else None)
    page = shelf.page_of(request, KIND)
    context = {
        "title": this.pack.title[language],
        "summary": this.pack.summary[language],
        "report": report,
        **(_pictures(report) if this.kept else {}),
        "id": this.kept.id if this.kept else None,
        "ref": RecordIdConverter().to_url(this.kept.id) if this.kept else "",
        "earlier": _earlier(page.heads),
        "beside": beside.id if beside else None,
        "page": page,
    }
    return render(request, "needs/overview.html", context)


def _pictures(report: NeedsReport) -> dict[str, str]:
    """The picture for a wide and for a narrow screen, its table, and what stands under it beside an earlier round."""
    wide, narrow = both_svgs(report)
    return {
        "wide": wide,
        "narrow": narrow,
        "table": needs_table(report),
        "then": report.labels.earlier if report.earlier_on else "",
    }


def _earlier(heads: list[queries.Head]) -> list[dict[str, Any]]:
    """The rounds that were closed, newest first."""
    w = library.words()
    return [
        {"id": head.id, "ref": RecordIdConverter().to_url(head.id), "days": date_line(*_days(head.data), w)}
        for head in heads
        if head.data["closed"]
    ]


def _days(head: dict[str, Any]) -> tuple[datetime.date, datetime.date]:
    return datetime.date.fromisoformat(head["began"]), datetime.date.fromisoformat(head["changed"])


def _beside(request: OpenRequest) -> Shelved[Needs] | None:
    """The earlier round that the address asks to lay beside this one; it has to be one of one's own."""
    asked = request.GET.get("beside", "")
    if not asked:
        return None
    try:
        return shelf.take(request.unlocked, Needs, RecordIdConverter().to_python(asked))
    except ValueError:
        raise Http404 from None


def _new_round(request: OpenRequest) -> HttpResponse:
    """Close the open round and keep it. The new one is there with its first answer.

    Only the round that the page was about: a second click finds it closed, and what was given since stays open.
    """
    with alone(request.unlocked):
        kept = _open_round(request.unlocked).kept
        if kept is not None and RecordIdConverter().to_url(kept.id) == request.POST.get("round"):
            closed = kept.record.model_copy(update={"closed_on": timezone.localdate()})
            shelf.keep(request.unlocked, closed, over=kept, pinned=False)
    return redirect("web:needs")


@opened
def need(request: OpenRequest, need: str) -> HttpResponse:
    """The questions of one need, in all four worlds."""
    return _questions(request, need, None)


@opened
def need_world(request: OpenRequest, need: str, world: str) -> HttpResponse:
    """One world at a time."""
    return _questions(request, need, world)


def _questions(request: OpenRequest, name: str, world: str | None) -> HttpResponse:
    this = _open_round(request.unlocked)
    part = this.need(name)
    cells = [cell for cell in part.cells if world in (None, cell.world)]
    if not cells:
        raise Http404
    posted: Posted | None = None
    said = _Said()
    if request.method == "POST":
        this, posted, said = _keep(
            request, this, lambda fields, on: forms.read_answers(fields, on.need(name).cells, on.record)
        )
        if (answer := _answer(request, posted, said)) is not None:
            return answer
        if _all_well(posted, said) and (on := _on(this, part, world, request.POST.get("do", ""))):
            return redirect(on)
        part = this.need(name)
        cells = [cell for cell in part.cells if world in (None, cell.world)]
    return _questions_page(request, this, part, world, cells, posted, said)


def _on(this: Round, part: NeedPart, world: str | None, do: str) -> str | None:
    """Where one goes from the questions of a need; nowhere for what only keeps."""
    worlds = [cell.world for cell in part.cells]
    needs = [one.need for one in this.questions.needs]
    if do == "stop":
        return reverse("web:home")
    if do == "overview":
        return reverse("web:needs")
    if do == "all":
        return reverse("web:need", args=[part.need])
    if do == "one":
        return reverse("web:need-world", args=[part.need, worlds[0]])
    if do not in ("next", "previous"):
        return None
    step = 1 if do == "next" else -1
    if world is None:
        place = needs.index(part.need) + step
        return reverse("web:need", args=[needs[place]]) if 0 <= place < len(needs) else reverse("web:needs-asking")
    place = next(index for index, one in enumerate(worlds) if one == world) + step
    if 0 <= place < len(worlds):
        return reverse("web:need-world", args=[part.need, worlds[place]])
    return reverse("web:need", args=[part.need])


def _questions_page(
    request: OpenRequest,
    this: Round,
    part: NeedPart,
    world: str | None,
    cells: list[Any],
    posted: Posted | None,
    said: _Said,
) -> HttpResponse:
    language = library.language()
    needs = [one.need for one in this.questions.needs]
    after = this.questions.needs[needs.index(part.need) + 1 :][:1]
    section = library.guide("needs").section(language, part.need)
    scene, _blank, rest = section.markdown.partition("\n\n")
    worlds = [cell.world for cell in part.cells]
    context = {
        "title": part.title[language],
        "kicker": this.pack.title[language],
        "need": part.need,
        "world": world,
        "url": reverse("web:need-world", args=[part.need, world]) if world else reverse("web:need", args=[part.need]),
        "scene": scene,
        "rest": rest,
        "cells": forms.cell_rows(cells, this.record, posted),
        "first": world == worlds[0],
        "last": world == worlds[-1],
        "after": after[0].title[language] if after else "",
        "route": _route(this, part),
        **_form(this, posted, said),
    }
    return render(request, "needs/need.html", context, status=422 if posted and posted.problems else 200)


def _route(this: Round, part: NeedPart) -> dict[str, str] | None:
    """The route of a need as it is offered now; the round may have been begun with an older version."""
    try:
        pack = library.pack(this.pack.id)
    except Http404:
        return None
    route = pack.route(part.route)
    if route is None:
        return None
    return {
        "title": route.title[library.language()],
        "url": reverse("web:route-about", args=[pack.id, route.id]),
    }


@opened
def asking(request: OpenRequest) -> HttpResponse:
    """What lies around asking: beliefs, unwritten rules, compliments, and giving and receiving beside each other."""
    this = _open_round(request.unlocked)
    posted: Posted | None = None
    said = _Said()
    if request.method == "POST":
        this, posted, said = _keep(request, this, lambda fields, on: forms.read_asking(fields, on.questions, on.record))
        if (answer := _answer(request, posted, said)) is not None:
            return answer
        if _all_well(posted, said):
            if request.POST.get("do") == "overview":
                return redirect("web:needs")
            if request.POST.get("do") == "stop":
                return redirect("web:home")
    guide, language = library.guide("needs"), library.language()
    sections = {}
    for name in AROUND:
        section = guide.section(language, name)
        scene, _blank, rest = section.markdown.partition("\n\n")
        sections[name] = {"title": section.title, "scene": scene, "rest": rest}
    context = {
        "kicker": this.pack.title[language],
        "sections": sections,
        **forms.asking_rows(this.pack, this.questions, this.record, posted),
        **_form(this, posted, said),
    }
    return render(request, "needs/asking.html", context, status=422 if posted and posted.problems else 200)


@dataclass(frozen=True)
class _Said:
    """What there is to say about a form besides that it was kept: that its round was closed meanwhile.

    ``nothing_new``: all of it stood in that round already.
    """

    closed: str = ""
    nothing_new: bool = False

    @property
    def stay(self) -> bool:
        """Whether the person has to see this before going on."""
        return bool(self.closed) and not self.nothing_new


def _keep(
    request: OpenRequest, this: Round, read: Callable[[Mapping[str, str], Round], Posted]
) -> tuple[Round, Posted, _Said]:
    """Keep what was posted in the open round; the first answer makes one.

    A form of a round that was closed in another window mostly holds what that round has already: that is no answer to a new
    one. What is new in it goes into the open round or begins one, so that nothing is lost.
    """
    fields: Mapping[str, str] = request.POST.dict()
    key, said = fields.get("key", "")[:40], _Said()
    if (closed := _closed_with(request.unlocked, this, key)) is not None:
        fields, key = forms.news(fields, closed), secrets.token_urlsafe(12)
        if not fields:
            line = _("Deze ronde is afgesloten. Wat hier stond, is erin bewaard.")
            return this, Posted(), _Said(line, nothing_new=True)
        said = _Said(
            _(
                "Deze ronde sloot je in een ander venster af. "
                "Wat je hier daarna nog schreef, is bewaard in de ronde die nu open is."
            )
        )
    record = this.record
    posted = read(fields, this)
    changed = record.model_copy(update=posted.update)
    if changed == record:
        return this, posted, said
    if this.kept is None:
        changed = changed.model_copy(update={"key": key or secrets.token_urlsafe(12)})
    changed = changed.model_copy(update={"changed_on": timezone.localdate()})
    return _round(this.pack, shelf.keep(request.unlocked, changed, over=this.kept, pinned=SLOT)), posted, said


def _closed_with(unlocked: Unlocked, this: Round, key: str) -> Needs | None:
    """The closed round that the page with this key was about."""
    if not key or (this.kept is not None and this.kept.record.key == key):
        return None
    for head in queries.all_heads(unlocked, KIND):
        if head.data["key"] == key and head.data["closed"]:
            return shelf.take(unlocked, Needs, head.id).record
    return None


def _answer(request: OpenRequest, posted: Posted, said: _Said) -> HttpResponse | None:
    """What an autosave is told."""
    if not is_autosave(request):
        return None
    if posted.problems:
        return refused_answer(posted.problems)
    if said.nothing_new:
        return told_answer(said.closed)
    return saved_answer(said.closed or met_line(posted.met))


def _all_well(posted: Posted, said: _Said) -> bool:
    """Whether there is nothing to look at before going on."""
    return not posted.problems and not posted.met and not said.stay


def _form(this: Round, posted: Posted | None, said: _Said) -> dict[str, Any]:
    """What every form of a round says: what it belongs to, what did not fit, what met, and that it was kept."""
    problems = posted.problems if posted else []
    kept = posted is not None and not problems and not said.nothing_new
    return {
        "key": this.kept.record.key if this.kept else secrets.token_urlsafe(12),
        "problems": problems,
        "notice": met_line(posted.met) if posted else "",
        "closed": said.closed,
        "saved": saved_line() if kept and this.kept else (_("Bewaard.") if this.kept else "on"),
    }


@opened
def round_page(request: OpenRequest, record_id: int) -> HttpResponse:
    """One round, to be read: the open one as well."""
    kept = shelf.take(request.unlocked, Needs, record_id)
    pack, language = library.version(kept.record.digest), library.language()
    report = build(pack, kept.record, language)
    context = {
        "id": record_id,
        "title": pack.title[language],
        "report": report,
        "open": kept.record.closed_on is None,
        **_pictures(report),
    }
    return render(request, "needs/round.html", context)
