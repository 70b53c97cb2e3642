"""The pages for when something is wrong: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _

from tegenwind.web.opening import carried, is_autosave
from tegenwind.web.saving import WAS

#: What is chosen in a form (a day, a word) is no longer than this, in characters.
LONGEST_CHOICE: Final = 12


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "problems/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "problems/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there. What was written for it (it went in another window, or its time was over) stands in the answer, to copy."""
    if is_autosave(request):
        return JsonResponse(
            {
                "message": _(
                    "Nog niet bewaard: wat hier stond, is er niet meer. Je tekst staat nog op deze bladzijde; kopieer hem."
                )
            },
            status=404,
        )
    return render(request, "problems/not_found.html", {"written": written(request.POST)}, status=404)


def written(posted: Mapping[str, str]) -> list[str]:
    """The texts in a posted form that somebody wrote, without what was only chosen: those in a place to write, of more than a
    word."""
    texts = [text.strip() for name, text in posted.items() if WAS + name in posted]
    return [text for text in texts if len(text) > LONGEST_CHOICE or " " in text]


def server_error(request: HttpRequest) -> HttpResponse:
    if is_autosave(request):
        return JsonResponse({"message": _("Nog niet bewaard; we proberen het zo weer.")}, status=500)
    return render(request, "problems/server_error.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: mostly one from before signing in again in another tab.

    Coming from our own pages (the browser says so, and a script cannot), what was typed is offered once more with a fresh token.
    Coming from anywhere else it is refused.
    """
    if is_autosave(request):
        return JsonResponse(
            {"message": _("Nog niet bewaard; we proberen het zo weer."), "csrf": get_token(request)}, status=503
        )
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin" or _same_origin(request)
    if ours and request.method == "POST":
        context: dict[str, Any] = {"action": request.get_full_path(), "carried": carried(request.POST)}
        return render(request, "problems/once_more.html", context, status=403)
    return render(request, "problems/forbidden.html", status=403)


def _same_origin(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host() and urlsplit(origin).scheme == request.scheme
