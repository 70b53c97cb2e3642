"""Forgetting: one record, one practice, everything."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tegenwind.accounts import actions as accounts
from tegenwind.accounts import queries as people
from tegenwind.accounts.middleware import forget
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import actions_erase, incoming_packs, queries
from tegenwind.practice import ties, versions
from tegenwind.report import book
from tegenwind.sharing import actions as sharing
from tegenwind.vault import queries as vault
from tegenwind.vault.errors import NotFound, Unreadable
from tegenwind.web import library
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.keeping.words import pieces, practices
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.people.confirming import confirmed
from tegenwind.web.people.factors import SignedIn

_SHARE = "share"


@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """What can be erased: each practice of which there is something, and everything."""
    unlocked = people.unlocked_of(request)
    counts = queries.counts(unlocked) if unlocked is not None else {}
    listed = [(kind, one, pieces(counts[kind])) for kind, one in practices().items() if kind in counts]
    return render(request, "keeping/erase.html", {"listed": listed, "open": unlocked is not None})


@opened
def erase_practice(request: OpenRequest, kind: str) -> HttpResponse:
    """Erase all of one kind, after saying what that is."""
    practice = practices().get(kind)
    if practice is None:
        raise Http404
    if request.method == "POST":
        if kind == _SHARE:
            for head in vault.all_heads(request.unlocked, kind):
                _close(request.unlocked, head.data)
        actions_erase.erase_kind(request.unlocked, kind)
        return redirect("web:erase")
    count = queries.counts(request.unlocked).get(kind, 0)
    return render(request, "keeping/erase_practice.html", {"practice": practice, "count": pieces(count)})


@opened
def erase_one(request: OpenRequest, kind: str, record_id: int) -> HttpResponse:
    """Erase one record, after saying which one."""
    practice = practices().get(kind)
    if practice is None:
        raise Http404
    try:
        found = vault.open_record(request.unlocked, kind, record_id)
    except NotFound:
        raise Http404 from None
    except Unreadable:
        found = None
    if request.method == "POST":
        if kind == _SHARE and found is not None:
            _close(request.unlocked, found.head)
        try:
            actions_erase.erase_record(request.unlocked, kind, record_id)
        except NotFound:
            raise Http404 from None
        return redirect(practice.page)
    context = {"practice": practice, "named": _named(kind, found), "kind": kind, "page": practice.page}
    return render(request, "keeping/erase_one.html", context)


def _named(kind: str, found: vault.Opened | None) -> str:
    """What the record is called; empty when it does not open."""
    if found is None:
        return ""
    _version, model = versions.KINDS[kind]
    try:
        record = versions.read(model, kind, found.body)
    except (versions.FromTheFuture, ValueError):
        return ""
    digest = ties.digest_of(kind, record)
    pack = incoming_packs.known(library.store(), digest) if digest else None
    told = book.entry(kind, 1, record, pack, None, library.words())
    return " · ".join(part for part in (told.title, told.line) if part)


def _close(unlocked: Unlocked, head: dict[str, object]) -> None:
    """A link goes with the record of it: nobody opens it any more."""
    sharing.close(unlocked, RecordIdConverter().to_python(str(head["door"])))


@login_required
@confirmed
def erase_everything(request: SignedIn) -> HttpResponse:
    """Erase the account with all it keeps, also when nothing opens it any more. Asked once more who one is, just before."""
    if request.method != "POST":
        return render(request, "keeping/erase_everything.html")
    accounts.erase_person(request.user)
    forget(request)
    get_adapter().logout(request)
    answer = redirect("web:erased")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def erased(request: HttpRequest) -> HttpResponse:
    """Everything is gone."""
    return render(request, "keeping/erased.html")
