"""The signals of too far, too near and too much (D2, D5): mark them for a period, and look at what was marked."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack, Theme
from tegenwind.packs.model import FAMILIES
from tegenwind.practice.balance_names import family_name, mark_word
from tegenwind.practice.signals import KIND, PERIOD, ROLES, WORDS_MAX, Signals
from tegenwind.vault import errors, queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import (
    Written,
    met_line,
    read_text,
    refused_answer,
    saved_answer,
    saved_line,
    shown_text,
    told_answer,
)
from tegenwind.web.shelf import Shelved
from tegenwind.web.signals import forms

#: The slot of the look that is not finished yet.
SLOT = "look"
#: Each family of sentences has the quality it is the other side of.
QUALITIES = {"distance": "distance", "nearness": "nearness"}


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """What this is, the look that was begun, and the earlier ones."""
    pack, draft = _begin(request.unlocked)
    page = shelf.page_of(request, KIND)
    earlier = [{"id": head.id, "period": _period(head.data)} for head in page.heads if head.data["finished"]]
    context = {
        "title": pack.title[library.language()],
        "summary": pack.summary[library.language()],
        "theme": _where(pack, draft),
        "draft": draft,
        "earlier": earlier,
        "page": page,
    }
    return render(request, "signals/overview.html", context)


def _period(head: dict[str, Any]) -> str:
    w = library.words()
    since, until = (datetime.date.fromisoformat(head[name]) for name in ("since", "until"))
    return _("{since} tot en met {until}").format(since=w.date(since), until=w.date(until))


def _begin(unlocked: Unlocked) -> tuple[Pack, Shelved[Signals] | None]:
    """The look that is not finished with the version it was begun with, or the version offered now and none."""
    for head in queries.pinned(unlocked, KIND):
        draft = shelf.take(unlocked, Signals, head.id)
        return library.version(draft.record.digest), draft
    return library.for_purpose("signals"), None


def _where(pack: Pack, draft: Shelved[Signals] | None) -> str:
    """The theme where one was: the last one with a mark in it, else the first."""
    marks = draft.record.marks if draft else {}
    marked = [theme.id for theme in pack.themes if any(one.id in marks for one in theme.statements)]
    return marked[-1] if marked else pack.themes[0].id


def _finished_with(unlocked: Unlocked, key: str) -> int | None:
    same = shelf.made_with(unlocked, KIND, key)
    return same.id if same and same.data["finished"] else None


@opened
def mark(request: OpenRequest, theme_id: str) -> HttpResponse:
    """The sentences of one theme; everything may be left open, and one may stop at any of them."""
    pack, draft = _begin(request.unlocked)
    theme = next((one for one in pack.themes if one.id == theme_id), None)
    if theme is None:
        raise Http404
    key = draft.record.key if draft else secrets.token_urlsafe(12)
    if request.method != "POST":
        return _mark_page(request, pack, theme, draft, key)
    key = request.POST.get("key", "")[:40] or key
    if draft is None and (finished := _finished_with(request.unlocked, key)) is not None:
        return _after_the_end(request, theme, finished)
    return _marked(request, pack, theme, draft, key)


def _after_the_end(request: OpenRequest, theme: Theme, finished: int) -> HttpResponse:
    """A form of a look that was finished: a second click on the last button, an autosave that came after it, or another window.

    What was marked there stays as it was looked at, so another window is told that its marks are not kept any more.
    """
    if not is_autosave(request):
        return redirect("web:signals-look", finished)
    record = shelf.take(request.unlocked, Signals, finished).record
    if forms.read_marks(request.POST, theme, record).marks == record.marks:
        return saved_answer()
    return told_answer(_("Dit is al afgerond. Wat je hier nog aankruist, wordt niet meer bewaard."))


def _marked(request: OpenRequest, pack: Pack, theme: Theme, draft: Shelved[Signals] | None, key: str) -> HttpResponse:
    today = timezone.localdate()
    record = (
        draft.record
        if draft
        else Signals(
            pack=pack.id,
            pack_version=pack.version,
            digest=pack.digest,
            since=today - PERIOD,
            until=today,
            key=key,
        )
    )
    posted = forms.read_marks(request.POST, theme, record)
    if posted.problems:
        if is_autosave(request):
            return refused_answer(posted.problems)
        return _mark_page(request, pack, theme, draft, key, posted=posted)
    do = "save" if is_autosave(request) else request.POST.get("do", "save")
    record = record.model_copy(update={"since": posted.since, "until": posted.until, "marks": posted.marks})
    if do == "finish":
        return _finish(request, pack, theme, draft, record)
    if draft or posted.marks:
        draft = shelf.keep(request.unlocked, record, over=draft, pinned=SLOT)
    if is_autosave(request):
        return saved_answer()
    if do == "stop":
        return redirect("web:home")
    order = [one.id for one in pack.themes]
    if do in ("next", "previous"):
        place = order.index(theme.id) + (1 if do == "next" else -1)
        return redirect("web:signals-mark", order[max(0, min(place, len(order) - 1))])
    return _mark_page(request, pack, theme, draft, key, saved=True)


def _finish(
    request: OpenRequest, pack: Pack, theme: Theme, draft: Shelved[Signals] | None, record: Signals
) -> HttpResponse:
    if not record.marks:
        return _mark_page(request, pack, theme, draft, record.key, nothing_yet=True)
    finished = record.model_copy(update={"finished_on": timezone.localdate()})
    if draft is not None:
        kept = shelf.keep(request.unlocked, finished, over=draft, pinned=False)
        return redirect("web:signals-look", kept.id)
    with alone(request.unlocked):
        if (same := _finished_with(request.unlocked, record.key)) is not None:
            return redirect("web:signals-look", same)
        _pack, begun = _begin(request.unlocked)
        if begun is not None:
            raise errors.Changed(begun.id, begun.revision, {})  # An autosave came first: once more, on top of that.
        return redirect("web:signals-look", shelf.keep(request.unlocked, finished, pinned=False).id)


def _mark_page(
    request: OpenRequest,
    pack: Pack,
    theme: Theme,
    draft: Shelved[Signals] | None,
    key: str,
    *,
    posted: forms.Posted | None = None,
    saved: bool = False,
    nothing_yet: bool = False,
) -> HttpResponse:
    language, today = library.language(), timezone.localdate()
    marks = posted.marks if posted else (draft.record.marks if draft else {})
    since, until = (draft.record.since, draft.record.until) if draft else (today - PERIOD, today)
    order = [one.id for one in pack.themes]
    context = {
        "title": theme.title[language],
        "pack_title": pack.title[language],
        "theme": theme,
        "family": family_name(theme.family or "touched", library.words()),
        "since": posted.typed_since if posted else since.isoformat(),
        "until": posted.typed_until if posted else until.isoformat(),
        "rows": forms.rows(theme, marks, library.words()),
        "key": key,
        "first": order[0] == theme.id,
        "last": order[-1] == theme.id,
        "problems": posted.problems if posted else [],
        "nothing_yet": nothing_yet,
        "saved": saved_line() if saved else (_("Bewaard.") if draft else "on"),
    }
    wrong = bool(posted and posted.problems) or nothing_yet
    return render(request, "signals/mark.html", context, status=422 if wrong else 200)


@opened
def look(request: OpenRequest, record_id: int) -> HttpResponse:
    """What was marked, beside both qualities; the person says what speaks, and whose reaction it is."""
    mine = shelf.take(request.unlocked, Signals, record_id)
    if mine.record.finished_on is None:
        return redirect("web:signals")
    pack = library.version(mine.record.digest)
    written: dict[str, Written] = {}
    saved = False
    if request.method == "POST":
        record = mine.record
        speaks = forms.read_speaks(request.POST, pack, record)
        written = {
            name: read_text(request.POST, name, getattr(record, name), WORDS_MAX) for name in ("anybody", "mine")
        }
        update = {"speaks": speaks} | {name: one.text for name, one in written.items()}
        mine = shelf.keep(request.unlocked, record.model_copy(update=update), over=mine)
        problems = [one.problem for one in written.values() if one.problem]
        met = [one for one in written.values() if one.met]
        if is_autosave(request):
            return refused_answer(problems) if problems else saved_answer(met_line(met))
        if not problems and not met and request.POST.get("do") == "roles":
            return redirect("web:signals-roles", record_id)
        saved = not problems
    return _look_page(request, pack, mine, written, saved=saved)


def _look_page(
    request: OpenRequest, pack: Pack, mine: Shelved[Signals], written: dict[str, Written], *, saved: bool
) -> HttpResponse:
    language, record = library.language(), mine.record
    guide = library.guide("two-legs")
    w = library.words()
    families = []
    for family in FAMILIES:
        rows = [
            {
                "id": one.id,
                "text": one.text[language],
                "mark": mark_word(record.marks[one.id], w),
                "speaks": one.id in record.speaks,
            }
            for theme in pack.themes
            if theme.family == family
            for one in theme.statements
            if record.noticed(one.id)
        ]
        quality = None
        if family in QUALITIES:
            section = guide.section(language, QUALITIES[family])
            first, _blank, rest = section.markdown.partition("\n\n")
            quality = {"title": section.title, "first": first, "rest": rest}
        families.append({"id": family, "title": family_name(family, w), "rows": rows, "quality": quality})
    spoken = [one for one in pack.statements if one.id in record.speaks]
    route = pack.route_for(spoken[0].id) if spoken else None
    problem = any(one.problem for one in written.values())
    context = {
        "id": mine.id,
        "period": _period(record.head()),
        "families": families,
        "noticed": any(record.noticed(name) for name in record.marks),
        "anybody": guide.section(language, "anybody"),
        "particular": guide.section(language, "mine"),
        "anybody_words": shown_text(written.get("anybody"), record.anybody),
        "mine_words": shown_text(written.get("mine"), record.mine),
        "notice": met_line([one for one in written.values() if one.met]),
        "saved": saved_line() if saved else _("Bewaard."),
        "route": {
            "title": route.title[language],
            "url": reverse("web:route-about", args=[pack.id, route.id]),
            "statement": spoken[0].text[language],
        }
        if route
        else None,
        "roles": [library.guide("roles").section(language, name).title for name in record.roles],
    }
    return render(request, "signals/look.html", context, status=422 if problem else 200)


@opened
def roles(request: OpenRequest, record_id: int) -> HttpResponse:
    """The roles one can be drawn into, as a mirror one may recognise; and room for what one wants to do with it."""
    mine = shelf.take(request.unlocked, Signals, record_id)
    if mine.record.finished_on is None:
        return redirect("web:signals")
    written: Written | None = None
    saved = False
    if request.method == "POST":
        record = mine.record
        written = read_text(request.POST, "roles_words", record.roles_words, WORDS_MAX)
        chosen = set(request.POST.getlist("role"))
        update = {"roles": tuple(name for name in ROLES if name in chosen), "roles_words": written.text}
        mine = shelf.keep(request.unlocked, record.model_copy(update=update), over=mine)
        if is_autosave(request):
            return refused_answer([written.problem]) if written.problem else saved_answer(met_line(_met(written)))
        if not written.problem and not written.met and request.POST.get("do") == "look":
            return redirect("web:signals-look", record_id)
        saved = not written.problem
    language = library.language()
    guide = library.guide("roles")
    shown = []
    for name in ROLES:
        section = guide.section(language, name)
        scene, _blank, rest = section.markdown.partition("\n\n")
        shown.append(
            {"id": name, "title": section.title, "scene": scene, "rest": rest, "on": name in mine.record.roles}
        )
    context = {
        "id": record_id,
        "title": guide.title[language],
        "intro": guide.intro[language],
        "roles": shown,
        "words": shown_text(written, mine.record.roles_words),
        "notice": met_line(_met(written)),
        "saved": saved_line() if saved else _("Bewaard."),
    }
    return render(request, "signals/roles.html", context, status=422 if written and written.problem else 200)


def _met(written: Written | None) -> list[Written]:
    return [written] if written and written.met else []
