"""A new case: a nickname is enough (B1).

While somebody types, the page keeps itself as every other page does: it may be closed at any word. A case that was only kept in
that way carries ``DRAFT`` before the key of its page. The form finds it there and makes it whole; "rather not" takes it away.
"""

from __future__ import annotations

import secrets
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability.actions_erase import erase_record
from tegenwind.practice.case import KIND, Case, ClientWord
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.cases import finding, forms, moments
from tegenwind.web.cases.nicknames import suggestions
from tegenwind.web.cases.views import PREPARE, form_context
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import met_line, refused_answer, saved_answer, unkept_text
from tegenwind.web.shelf import Shelved

#: Before the key of the page, in a case that this page kept by itself and that nobody sent yet.
DRAFT: Final = "draft~"
_KEY_MAX: Final = 40 - len(DRAFT)


@opened
def new(request: OpenRequest) -> HttpResponse:
    """The form of a new case; the rest has an answer already. With ``do=prepare`` on to the first moment at once."""
    heads = finding.cases(request.unlocked)
    key = request.POST.get("key", "")[:_KEY_MAX] or secrets.token_urlsafe(12)
    blank = forms.blank(last_word(heads), key)
    if request.method != "POST":
        return _page(request, blank, None, heads)
    with alone(request.unlocked):
        draft = _draft(request.unlocked, key)
        do = request.POST.get("do", "")
        if do == "not":
            return _rather_not(request, draft)
        kept = draft.record if draft else blank
        others = [head for head in heads if draft is None or head.id != draft.id]
        posted = forms.read(request.POST, kept, [head.data["nickname"] for head in others])
        if is_autosave(request):
            return _autosaved(request.unlocked, kept, draft, posted, key)
        # Of two clicks the second finds what the first one made; another nickname after a step back is another case.
        same = shelf.made_with(request.unlocked, KIND, key, nickname=posted.asked)
        if do == "others" or (same is None and posted.problems):
            if draft:  # What fits is kept on, so that the page can say what it began with.
                draft = _keep(request.unlocked, posted.made(kept), draft, DRAFT + key)
            return _page(request, draft.record if draft else kept, posted, others, anew=do == "others")
        case_id = same.id if same else _keep(request.unlocked, posted.made(kept), draft, key).id
        if do == PREPARE:
            return redirect("web:moment", case_id, moments.begin(request.unlocked, case_id, "prepared", key))
    return redirect("web:case", case_id)


def _draft(unlocked: Unlocked, key: str) -> Shelved[Case] | None:
    """What the page with this key kept by itself."""
    head = shelf.made_with(unlocked, KIND, DRAFT + key)
    return shelf.take(unlocked, Case, head.id) if head else None


def _keep(unlocked: Unlocked, record: Case, draft: Shelved[Case] | None, key: str) -> Shelved[Case]:
    return shelf.keep(unlocked, record.model_copy(update={"key": key}), over=draft, pinned=True)


def _rather_not(request: OpenRequest, draft: Shelved[Case] | None) -> HttpResponse:
    """Nothing stays of what the page kept by itself; a case that was gone on with elsewhere does."""
    if draft and not finding.moments_of(request.unlocked, draft.id):
        erase_record(request.unlocked, KIND, draft.id)
    return redirect("web:home" if PREPARE in request.GET else "web:cases")


def _autosaved(
    unlocked: Unlocked, kept: Case, draft: Shelved[Case] | None, posted: forms.Posted, key: str
) -> HttpResponse:
    """Keep what fits. Without a nickname there is no case yet."""
    sent_already = draft is None and shelf.made_with(unlocked, KIND, key)
    if not sent_already and (draft or "nickname" not in posted.problems):
        record = posted.made(kept)
        if draft is None or record != draft.record:
            _keep(unlocked, record, draft, DRAFT + key)
    if posted.problems and not sent_already:
        return refused_answer(list(posted.problems.values()))
    return saved_answer(met_line([posted.context] if posted.context.met else []))


def last_word(heads: list[queries.Head]) -> ClientWord:
    """The word for client of the case that was begun last."""
    newest = max(heads, key=lambda head: str(head.data["began"]), default=None)
    return newest.data["word"] if newest else "client"


def _page(
    request: OpenRequest,
    kept: Case,
    posted: forms.Posted | None,
    heads: list[queries.Head],
    *,
    anew: bool = False,
) -> HttpResponse:
    """The page, the first nickname chosen already.

    Args:
        heads: the other cases, whose nicknames are not suggested.
        anew: other nicknames were asked for.
    """
    asked = posted.typed["suggestion"] if posted and not anew else ""
    offered = suggestions(library.language(), [head.data["nickname"] for head in heads], asked)
    context = form_context(kept, posted) | {
        "suggestions": [(one, one) for one in offered],
        "suggestion": asked if posted and not anew else next(iter(offered), ""),
        "prepare": PREPARE in request.GET,
        "key": kept.key.removeprefix(DRAFT),
    }
    if not kept.key.startswith(DRAFT):
        context["context"] = unkept_text(posted.context if posted else None)
    if anew:
        context["problems"] = {}
    return render(request, "cases/new.html", context, status=422 if context["problems"] else 200)
