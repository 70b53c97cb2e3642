"""For who got a link: open it, read it, write back. No account, no cookie, nothing kept of who it was.

The page is the same whether there is anything behind its number or not. Looking at it (which mail scanners do) shows nothing
and counts nothing; only a form with the right proof does. With JavaScript the key stays in the receiver's browser, which
shows a proof and opens the sealed bytes itself. Without it the link is pasted into the form, the server opens the snapshot
for this one answer, and keeps neither.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind import sealing
from tegenwind.accounts.errors import InboxFull, NoInbox
from tegenwind.practice.meeting import clean
from tegenwind.practice.share import ANSWER_MAX
from tegenwind.sharing import actions
from tegenwind.sharing.errors import NoMoreAnswers, NotOpen
from tegenwind.web import guarding
from tegenwind.web.saving import too_long
from tegenwind.web.sharing import contents

P = ParamSpec("P")
_PROOF_BYTES = 32


def _for_receivers(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """In the language the link asks for, telling no other site where one was, and without a token of a form.

    Nothing here acts for who is signed in: a form needs the proof, and who has that needs nothing else.
    """

    @csrf_exempt
    @wraps(view)
    @sensitive_post_parameters()
    def received(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asked = request.GET.get("in")
        language = asked if asked in ("nl", "en") else request.LANGUAGE_CODE
        with translation.override(language), guarding.looking(request, autosave=False):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Cache-Control"] = "no-store"
        return response

    return received


def _page(request: HttpRequest, share_id: int, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"share_id": share_id, "most": ANSWER_MAX, "shown": guarding.shown_value()}
    return render(request, "sharing/shared.html", context, status=status)


@_for_receivers
@sensitive_variables()
def shared(request: HttpRequest, share_id: int) -> HttpResponse:
    """The page a link leads to; posted, the way to open it without JavaScript."""
    if request.method != "POST":
        return _page(request, share_id)
    try:
        key = sealing.parse_share_key(request.POST.get("key", ""))
    except sealing.SealingError:
        return _page(request, share_id, 422, wrong=True)
    proof = sealing.share_proof(key)
    try:
        found = _opened(request, share_id, proof)
        read = contents.read(sealing.open_share(found.sealed, key, share_id=share_id))
    except _TooOften:
        return _page(request, share_id, 429, too_often=True)
    except NotOpen:
        return _page(request, share_id, 404, gone=True)
    except (sealing.SealingError, ValueError):
        return _page(request, share_id, 409, damaged=True)
    return _page(request, share_id, read=read, proof=_text(proof) if read.answer and found.answers_left else "")


@_for_receivers
def shared_open(request: HttpRequest, share_id: int) -> HttpResponse:
    """The sealed bytes, for who shows the proof: ``{"sealed": base64, "answers_left": 3}``; else 404 and nothing more."""
    try:
        found = _opened(request, share_id, _proof(request))
    except _TooOften:
        return JsonResponse({}, status=429)
    except NotOpen:
        return JsonResponse({}, status=404)
    sealed = base64.b64encode(found.sealed).decode("ascii")
    return JsonResponse({"sealed": sealed, "answers_left": found.answers_left})


@_for_receivers
@sensitive_variables()
def shared_answer(request: HttpRequest, share_id: int) -> HttpResponse:
    """Write back: sealed for the owner. From the page's script the answer is JSON; what was typed never goes missing.

    What the guard marks in it is shown once before it is sent, as in any other form.
    """
    words, left, sent = clean(request.POST.get("words", "")), 0, False
    if not words:
        status, line = 422, _("Er staat nog niets. Eén zin is genoeg.")
    elif len(words) > ANSWER_MAX:
        status, line = 422, too_long(len(words), ANSWER_MAX)
    elif marked := guarding.look_at("words", words):
        status, line = 422, marked
    else:
        try:
            left = actions.answer(share_id, _proof(request), words)
            status, line, sent = 200, _sent(left), True
        except NotOpen:
            status, line = 404, _("Deze link is intussen gesloten. Je antwoord is niet verstuurd; het staat hier nog.")
        except NoMoreAnswers:
            status, line = 409, _("Er zijn al drie antwoorden gegeven. Dit is niet verstuurd; het staat hier nog.")
        except (NoInbox, InboxFull):
            status, line = 409, _("Je antwoord kan nu niet bezorgd worden. Het is niet verstuurd; het staat hier nog.")
    if "application/json" in request.headers.get("Accept", ""):
        told = {"message": line, "sent": sent, "answers_left": left, "shown": guarding.shown_value()}
        return JsonResponse(told, status=status)
    again = request.POST.get("proof", "") if status == 422 or (sent and left) else ""
    return _page(
        request, share_id, status, answered=True, line=line, sent=sent, proof=again, words="" if sent else words
    )


def _sent(left: int) -> str:
    if not left:
        return _("Verstuurd. Alleen wie dit met je deelde, kan het lezen.")
    return ngettext(
        "Verstuurd. Alleen wie dit met je deelde, kan het lezen. Je kunt nog één keer schrijven.",
        "Verstuurd. Alleen wie dit met je deelde, kan het lezen. Je kunt nog %(count)s keer schrijven.",
        left,
    ) % {"count": left}


class _TooOften(Exception):
    """Opened more often than anybody reads."""


def _opened(request: HttpRequest, share_id: int, proof: bytes) -> actions.Snapshot:
    """Counted by share and only once the proof was right: no address is looked at, and who has no link uses nothing up."""
    found = actions.open_with(share_id, proof)
    if not ratelimit.consume(request, action="share", key=str(share_id)):
        raise _TooOften
    return found


def _proof(request: HttpRequest) -> bytes:
    """The proof that was posted. Raises ``NotOpen`` for what cannot be one."""
    text = request.POST.get("proof", "")
    try:
        proof = base64.b64decode(text + "=", altchars=b"-_", validate=True) if text.isascii() else b""
    except (binascii.Error, ValueError):
        raise NotOpen from None
    if len(proof) != _PROOF_BYTES:
        raise NotOpen
    return proof


def _text(proof: bytes) -> str:
    return base64.urlsafe_b64encode(proof).decode("ascii").rstrip("=")
