"""Even noteren: a tension in a few words, from any page and back to it (C1).

While somebody types, the page keeps itself as that of a new case does (docs/decisions/0025): what was only kept in that way
carries ``DRAFT`` before the key of its page. Sending the form makes it whole; "rather not" takes it away.
"""

from __future__ import annotations

import secrets
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.queries import unlocked_of
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability.actions_erase import erase_record
from tegenwind.practice.tension import KIND, Tension
from tegenwind.practice.versions import FromTheFuture
from tegenwind.vault.actions import alone
from tegenwind.vault.errors import Unreadable
from tegenwind.web import shelf
from tegenwind.web.back import NOTED, own_path, with_noted
from tegenwind.web.dissent import feeling
from tegenwind.web.ids import RecordIdConverter, address, number
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import met_line, refused_answer, saved_answer
from tegenwind.web.shelf import Shelved

#: Before the key of the page, in a tension that this page kept by itself and that nobody sent yet.
DRAFT: Final = "draft~"
_KEY_MAX: Final = 40 - len(DRAFT)


@opened
def new(request: OpenRequest) -> HttpResponse:
    """The form: what happened, how strong, where. Kept, one is back where one was."""
    back = own_path(request.GET.get("from", ""))
    key = request.POST.get("key", "")[:_KEY_MAX] or secrets.token_urlsafe(12)
    if request.method != "POST":
        return _page(request, _blank(key), None, back)
    with alone(request.unlocked):
        sent, draft = _made(request.unlocked, key), _made(request.unlocked, DRAFT + key)
        if request.POST.get("do") == "not":
            if draft:
                erase_record(request.unlocked, KIND, draft.id)
            return redirect(back or "web:home")
        # Of two clicks the second finds what the first one made, and changes it where it says something else.
        mine = sent or draft
        kept = mine.record if mine else _blank(key)
        posted = feeling.read(request.POST, kept)
        record = posted.onto(kept)
        if is_autosave(request):
            return _autosaved(request.unlocked, posted, record, sent, draft)
        if posted.problems or record.is_empty:
            if not record.is_empty and not sent:  # What fits is kept on, so that the page can say what it began with.
                mine = _keep(request.unlocked, record, draft, DRAFT + key)
            return _page(request, mine.record if mine else kept, posted, back, empty=record.is_empty)
        record_id = _keep(request.unlocked, record, mine, key).id
    if back:
        return redirect(with_noted(back, RecordIdConverter().to_url(record_id)))
    return redirect(f"{address('web:tension', record_id)}?kept=1")


def _blank(key: str) -> Tension:
    return Tension(on=timezone.localdate(), key=DRAFT + key)


def _made(unlocked: Unlocked, key: str) -> Shelved[Tension] | None:
    """What was kept from the page with this key."""
    head = shelf.made_with(unlocked, KIND, key)
    return shelf.take(unlocked, Tension, head.id) if head else None


def _keep(unlocked: Unlocked, record: Tension, mine: Shelved[Tension] | None, key: str) -> Shelved[Tension]:
    record = record.model_copy(update={"key": key})
    return mine if mine and record == mine.record else shelf.keep(unlocked, record, over=mine)


def _autosaved(
    unlocked: Unlocked,
    posted: feeling.Posted,
    record: Tension,
    sent: Shelved[Tension] | None,
    draft: Shelved[Tension] | None,
) -> HttpResponse:
    """Keep what fits. A late saving changes nothing of what was sent already."""
    if sent:
        return saved_answer()
    if record.is_empty:
        if draft:  # All of it was taken away again.
            erase_record(unlocked, KIND, draft.id)
        if not posted.problems:
            return JsonResponse({"message": _("Er is niets van bewaard.") if draft else ""})
    else:
        _keep(unlocked, record, draft, draft.record.key if draft else record.key)
    if posted.problems:
        return refused_answer(list(posted.problems.values()))
    return saved_answer(met_line([posted.words] if posted.words.met else []))


def _page(
    request: OpenRequest, kept: Tension, posted: feeling.Posted | None, back: str, *, empty: bool = False
) -> HttpResponse:
    unkept = posted is not None and kept.is_empty
    context = feeling.context(kept, posted, unkept=unkept) | {
        "key": kept.key.removeprefix(DRAFT),
        "back": back,
        "empty": empty and not (posted and posted.problems),
    }
    return render(request, "dissent/note.html", context, status=422 if posted else 200)


def noted(request: HttpRequest) -> str:
    """The address of what was noted a moment ago from the page that is asked for; nothing where nothing was.

    It is looked up: the page says that it is kept only when it is.
    """
    unlocked, record_id = unlocked_of(request), number(request.GET.get(NOTED, ""))
    if unlocked is None or record_id is None:
        return ""
    try:
        shelf.take(unlocked, Tension, record_id)
    except (Http404, Unreadable, FromTheFuture):
        return ""
    return reverse("web:tension", args=[record_id])
