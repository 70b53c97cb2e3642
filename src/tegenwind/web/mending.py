"""When a record moved on meanwhile, when its bytes are damaged, and when a newer version wrote it.

``@mended`` stands around every page that opens records:

* saved elsewhere in the same moment (another tab, two clicks): the page does its work again, on what is kept now. A view
  reads, changes and writes in one go, so doing it again adds to what the other one kept and loses nothing;
* a damaged page of the index: the index is made anew from the records, and the page is made again;
* a record that cannot be read: a page that says so. Everything else goes on working.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tegenwind.accounts import queries
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import versions
from tegenwind.vault import errors
from tegenwind.vault.actions import rebuild_index
from tegenwind.web.waves import tickets

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

#: Of the savings that meet, one succeeds each time round; this many at once in one vault is no person any more.
_AT_MOST = 40


def mended(view: View[P]) -> View[P]:
    """A page that opens records (see the module)."""

    @wraps(view)
    def tried(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        rebuilt = False
        for _time in range(_AT_MOST):
            try:
                return view(request, *args, **kwargs)
            except errors.Unreadable as damage:
                unlocked = queries.unlocked_of(request)
                if not damage.index or rebuilt or unlocked is None:
                    return _unreadable(request, newer=False)
                rebuild(unlocked)
                rebuilt = True
            except versions.FromTheFuture:
                return _unreadable(request, newer=True)
            except (errors.Changed, errors.NotFound):
                continue
        return view(request, *args, **kwargs)

    return tried


def rebuild(unlocked: Unlocked) -> None:
    """The index of every kind made anew. What cannot be read keeps its bytes and is no longer in a list."""
    for kind in (*versions.KINDS, tickets.KIND):
        rebuild_index(unlocked, kind)


def set_aside(request: HttpRequest) -> HttpResponse:
    """Take what cannot be read out of the lists, at the person's own word, so that it stands in the way of nothing."""
    unlocked = queries.unlocked_of(request)
    if unlocked is not None:
        rebuild(unlocked)
    return redirect("web:home")


def _unreadable(request: HttpRequest, *, newer: bool) -> HttpResponse:
    if request.headers.get("X-Autosave") == "1":
        return JsonResponse({"message": _("Nog niet bewaard: wat er stond, is niet te openen.")}, status=409)
    return render(request, "problems/unreadable.html", {"newer": newer}, status=409)
