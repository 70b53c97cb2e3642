"""Values: a quiet sorting, at most five for now, and the true yes (C5).

A sorting that is under way is one record in a slot; called enough, it stays as it is. One may begin again beside it, from
nothing or from what lay there last.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.practice.values import KIND, SLOT, Values
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.dissent import sorting_steps as steps
from tegenwind.web.dissent.sorting_steps import Posted, Step
from tegenwind.web.dissent.values_now import newest, values_now
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import met_line, refused_answer, saved_answer, saved_line
from tegenwind.web.shelf import Shelved


@opened
def values(request: OpenRequest) -> HttpResponse:
    """What one names for now, with the sentences and the true yes; the way to lay anew, and to every earlier sorting."""
    unlocked = request.unlocked
    if request.method == "POST":
        with alone(unlocked):
            _begin_from_last(unlocked, request.POST.get("key", ""))
        return redirect(Step("hand", 0).url)
    draft, page = _draft(unlocked), shelf.page_of(request, KIND)
    head = newest(queries.all_heads(unlocked, KIND))
    now = shelf.take(unlocked, Values, head.id) if head else None
    guide = library.guide("sorting")
    w = library.words()
    context = {
        "guide": guide.id,
        "intro": guide.intro[library.language()],
        "change": guide.section(library.language(), "change"),
        "now": _told(now) if now else None,
        "draft": draft,
        "going_on": steps.step_at("", library.version(draft.record.digest), draft.record).url if draft else "",
        "earlier": [
            {"id": one.id, "on": w.date(datetime.date.fromisoformat(one.data["settled"]))}
            for one in page.heads
            if one.data["settled"] and (head is None or one.id != head.id)
        ],
        "page": page,
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "dissent/values.html", context)


def _told(mine: Shelved[Values]) -> dict[str, Any]:
    """A sorting for a page."""
    record, pack = mine.record, library.version(mine.record.digest)
    return {
        "id": mine.id,
        "on": library.words().date(record.settled_on or record.began_on),
        "named": steps.named_rows(record, pack),
        "true_yes": record.true_yes,
        "piles": steps.pile_rows(record, pack),
    }


@opened
def earlier(request: OpenRequest, record_id: int) -> HttpResponse:
    """One sorting that was called enough, as it was then."""
    mine = shelf.take(request.unlocked, Values, record_id)
    if mine.record.settled_on is None:
        return redirect("web:values-sort")
    now, _named = values_now(request.unlocked)
    return render(request, "dissent/values_earlier.html", {"told": _told(mine), "is_now": now == mine.id})


def _draft(unlocked: Unlocked) -> Shelved[Values] | None:
    """The sorting that is under way."""
    head = next((head for head in queries.pinned(unlocked, KIND) if head.pinned == SLOT), None)
    return shelf.take(unlocked, Values, head.id) if head else None


def _begin_from_last(unlocked: Unlocked, key: str) -> None:
    """A sorting in which everything lies as it does now. To be called in ``alone``; one that is under way stays."""
    head = newest(queries.all_heads(unlocked, KIND))
    if head is None or _draft(unlocked) is not None:
        return
    last = shelf.take(unlocked, Values, head.id).record
    pack = library.for_purpose("dissent")
    known = {*steps.ids_of(pack), *(one.id for one in last.own)}
    if not set(last.laid) <= known:  # A newer pack without one of these words would take it off the table.
        pack = library.version(last.digest)
    key = key[:40] or secrets.token_urlsafe(12)
    shelf.keep(unlocked, last.anew(timezone.localdate(), key, pack.id, pack.digest), pinned=SLOT)


@opened
def sort(request: OpenRequest) -> HttpResponse:
    """One step of a sorting. Everything may be passed over, and one may stop at any word."""
    if request.method != "POST":
        mine = _draft(request.unlocked)
        pack = _pack(mine)
        step = steps.step_at(request.GET.get("at", ""), pack, mine.record if mine else None)
        return _page(request, step, pack, mine, mine.record.key if mine else secrets.token_urlsafe(12))
    key = request.POST.get("key", "")[:40] or secrets.token_urlsafe(12)
    with alone(request.unlocked):
        mine = _of_this_page(request.unlocked, key)
        pack = _pack(mine)
        kept = mine.record if mine else _blank(pack, key)
        step = steps.step_at(request.GET.get("at", ""), pack, kept)
        posted = steps.read(request.POST, step, pack, kept)
        done = posted.record
        do = "" if is_autosave(request) else request.POST.get("do", "")
        settles = do == "settle" and not posted.problems and not posted.met
        if settles and done.settled_on is None:
            done = done.settled(timezone.localdate(), steps.ids_of(pack))
        if done != kept:
            under_way = done.settled_on is None
            mine = shelf.keep(request.unlocked, done, over=mine, pinned=SLOT if under_way else False)
    if is_autosave(request):
        return refused_answer(list(posted.problems)) if posted.problems else saved_answer(met_line(posted.met))
    if posted.problems or posted.met:
        return _page(request, step, pack, mine, key, posted)
    if settles:
        return redirect("web:values")
    return _on(request, do, step, pack, mine, key, posted)


def _on(
    request: OpenRequest, do: str, step: Step, pack: Pack, mine: Shelved[Values] | None, key: str, posted: Posted
) -> HttpResponse:
    """Where the button leads that was pressed."""
    record = mine.record if mine else None
    if do == "stop":
        return redirect("web:home")
    if do in ("next", "skip") or do.startswith(steps.LAY):
        return redirect(steps.after(step, pack, record).url)
    if do == "previous":
        return redirect(steps.before(step, pack, record).url)
    if do == "name":
        return redirect(Step("name").url)
    if do == "one" and step.kind == "hand":
        return redirect(Step("one", value=steps.first_open(step, pack, record)).url)
    if do == "hand" and step.kind == "one":
        return redirect(Step("hand", steps.ids_of(pack).index(step.value) // steps.HAND).url)
    return _page(request, step, pack, mine, key, posted)


def _pack(mine: Shelved[Values] | None) -> Pack:
    return library.version(mine.record.digest) if mine else library.for_purpose("dissent")


def _blank(pack: Pack, key: str) -> Values:
    return Values(pack=pack.id, digest=pack.digest, began_on=timezone.localdate(), key=key)


def _of_this_page(unlocked: Unlocked, key: str) -> Shelved[Values] | None:
    """What a page with this key keeps its form in: also one that was called enough since, so that no word of it is lost."""
    draft = _draft(unlocked)
    if draft is not None and draft.record.key == key:
        return draft
    same = shelf.made_with(unlocked, KIND, key)
    return shelf.take(unlocked, Values, same.id) if same else draft


def _page(
    request: OpenRequest,
    step: Step,
    pack: Pack,
    mine: Shelved[Values] | None,
    key: str,
    posted: Posted | None = None,
) -> HttpResponse:
    record = mine.record if mine else _blank(pack, key)
    language, guide = library.language(), pack.guide("sorting") or library.guide("sorting")
    told = {"hand": "look", "one": "look", "own": "look", "name": "name", "words": "name", "yes": "true-yes"}[step.kind]
    kept = _("Bewaard.") if mine else "on"
    section = guide.section(language, told)
    first, _blank_line, rest = section.markdown.partition("\n\n")
    problems = list(dict.fromkeys(posted.problems)) if posted else []
    at_fields = {one.problem for one in posted.texts.values()} if posted else set()
    context = {
        **steps.context(step, pack, record, posted),
        "step": step,
        "told": section,
        "told_first": first,
        "told_rest": rest,
        "intro": guide.intro[language],
        "first": step.kind == "hand" and step.number == 0,
        "begin": Step("hand", 0).url,
        "key": key,
        "problems": problems,
        "above": [one for one in problems if one not in at_fields],
        "notice": met_line(posted.met) if posted else "",
        "saved": saved_line() if posted and not problems else kept,
        "any_yes": bool(record.on_pile("yes", steps.ids_of(pack))),
    }
    return render(request, "dissent/sort.html", context, status=422 if problems else 200)
