"""Changing a case, and saying goodbye to it: prolong it, keep a sentence about oneself, or let it go now."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability.actions_erase import erase_record
from tegenwind.practice import balance
from tegenwind.practice.case import KIND, SENTENCE_MAX, USUAL, Case, Farewell
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.pendulum import case_of
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.cases import finding, forms
from tegenwind.web.cases.views import form_context
from tegenwind.web.days import WrongDay
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, unkept_text
from tegenwind.web.shelf import Shelved


@opened
def edit(request: OpenRequest, record_id: int) -> HttpResponse:
    """Change the nickname, the context, the word for client or the last day."""
    mine = finding.take_case(request.unlocked, record_id)
    posted: forms.Posted | None = None
    notice = ""
    if request.method == "POST":
        used = [head.data["nickname"] for head in finding.cases(request.unlocked) if head.id != record_id]
        posted = forms.read(request.POST, mine.record, used)
        record = posted.on(mine.record)
        if record != mine.record:
            mine = shelf.keep(request.unlocked, record, over=mine)
        notice = met_line([posted.context] if posted.context.met else [])
        if is_autosave(request):
            return refused_answer(list(posted.problems.values())) if posted.problems else saved_answer(notice)
        if not posted.problems and not notice:
            return redirect("web:case", record_id)
    context = form_context(mine.record, posted) | {
        "id": record_id,
        "kept_nickname": mine.record.nickname,
        "notice": notice,
        "was": {
            "nickname": fingerprint(mine.record.nickname),
            "client_word": fingerprint(mine.record.client_word),
            "until": fingerprint(mine.record.expires_on.isoformat()),
        },
    }
    return render(request, "cases/edit.html", context, status=422 if context["problems"] else 200)


@dataclass(frozen=True)
class Parting:
    """The sentence that is to stay. ``mentions`` when the nickname stands in it and the person did not say that it may."""

    written: Written = field(repr=False)
    mentions: bool

    @property
    def problem(self) -> str:
        if self.mentions:
            return _("In je zin staat de bijnaam nog. Haal de ander eruit en kijk wat er over is.")
        return self.written.problem


@opened
def goodbye(request: OpenRequest, record_id: int) -> HttpResponse:
    """Before a case goes: a later day, a sentence about oneself, or letting go at once."""
    if request.method != "POST":
        return _page(request, finding.take_case(request.unlocked, record_id))
    # Whoever prolongs it, or keeps a sentence, just after its time on a page that stood open, finds it while it is still there.
    mine = shelf.take(request.unlocked, Case, record_id)
    do = request.POST.get("do", "")
    if do == "longer":  # One press, on Vandaag or above the list.
        until = max(mine.record.expires_on, timezone.localdate() + USUAL)
        shelf.keep(request.unlocked, mine.record.prolonged(until), over=mine)
        return redirect("web:cases" if request.POST.get("from") == "cases" else "web:home")
    if do == "prolong":
        try:
            until = forms.last_day(request.POST.get("until", ""))
        except WrongDay as wrong:
            return _page(request, mine, until=request.POST.get("until", ""), wrong_day=str(wrong))
        mine = shelf.keep(request.unlocked, mine.record.prolonged(until), over=mine)
        # A sentence that was typed meanwhile is shown once more; nobody said yet that it is to be kept.
        return _page(request, mine) if request.POST.get("sentence") else redirect("web:case", record_id)
    parting = _read_sentence(request, mine.record)
    if parting.problem:
        return _page(request, mine, parting=parting)
    if do == "let-go":
        _let_go(request.unlocked, record_id, parting.written.text, request.POST.get("key", "")[:40])
        return redirect(f"{reverse('web:cases')}?gone=1")
    if not parting.written.text:
        return _page(request, mine, no_sentence=True)
    with alone(request.unlocked):
        _keep_sentence(request.unlocked, parting.written.text, request.POST.get("key", "")[:40])
    return redirect(f"{reverse('web:case-goodbye', args=[record_id])}?kept=1")


def _read_sentence(request: OpenRequest, record: Case) -> Parting:
    written = read_text(request.POST, "sentence", "", SENTENCE_MAX)
    mentions = case_of(record.nickname) in case_of(written.text) and not request.POST.get("sure")
    return Parting(written, mentions)


def _let_go(unlocked: Unlocked, record_id: int, sentence: str, key: str) -> None:
    """Keep the sentence, if there is one, and let the case go with all its moments: both, or neither."""
    with alone(unlocked):
        if sentence:
            _keep_sentence(unlocked, sentence, key)
        erase_record(unlocked, KIND, record_id)


def _keep_sentence(unlocked: Unlocked, sentence: str, key: str) -> None:
    """Of two clicks in one moment the second finds what the first one kept. Another sentence from the same page, after a step
    back, is another sentence. Nothing in it leads back to the case."""
    own = f"{(key or secrets.token_urlsafe(12))[:31]}~{fingerprint(sentence)}"[:40]
    shelf.keep_once(unlocked, Farewell(on=timezone.localdate(), words=sentence, key=own))


def _looks(unlocked: Unlocked, record: Case) -> bool:
    """Whether the nickname stands in Evenwicht too: what is there is no part of the case, and does not go with it."""
    looks = queries.all_heads(unlocked, balance.KIND)
    return any(case_of(str(head.data["nickname"])) == case_of(record.nickname) for head in looks)


def _page(
    request: OpenRequest,
    mine: Shelved[Case],
    *,
    until: str = "",
    wrong_day: str = "",
    parting: Parting | None = None,
    no_sentence: bool = False,
) -> HttpResponse:
    today, w = timezone.localdate(), library.words()
    first, last = forms.last_days()
    sentence = unkept_text(parting.written if parting else None)
    if parting:
        sentence["problem"] = parting.problem
    elif no_sentence:
        sentence["problem"] = _("Schrijf eerst je zin. Zonder zin mag ook: dan blijft er niets.")
    elif request.method == "POST":
        sentence["text"] = request.POST.get("sentence", "")
    context = {
        "id": mine.id,
        "nickname": mine.record.nickname,
        "last": w.date(mine.record.term.last_day(today)),
        "section": library.guide("case").section(library.language(), "goodbye"),
        "until": until or (today + USUAL).isoformat(),
        "first": first.isoformat(),
        "furthest": last.isoformat(),
        "wrong_day": wrong_day,
        "sentence": sentence,
        "mentions": bool(parting and parting.mentions),
        "kept": "kept" in request.GET,
        "looks": _looks(request.unlocked, mine.record),
        "key": request.POST.get("key", "")[:40] or secrets.token_urlsafe(12),
    }
    wrong = bool(wrong_day or sentence["problem"])
    return render(request, "cases/goodbye.html", context, status=422 if wrong else 200)
