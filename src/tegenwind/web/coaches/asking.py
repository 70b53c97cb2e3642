"""Asking a coach for a first conversation: what one tells, a look at exactly what goes, and then it goes, once."""

from __future__ import annotations

import re
import secrets
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from tegenwind.coaching import conversations, queries
from tegenwind.coaching.errors import AlreadyAsked, MomentGone, NotAdult, NotOffered, TooMany, Unreachable
from tegenwind.coaching.mail import can_mail
from tegenwind.coaching.models import Card
from tegenwind.practice.intake import KIND
from tegenwind.web import shelf
from tegenwind.web.coaches import choosing, forms
from tegenwind.web.coaches.forms import Filled, Wish
from tegenwind.web.coaches.offering import offered, running_with, told
from tegenwind.web.coaches.wording import place_words, when
from tegenwind.web.guarding import notice
from tegenwind.web.opening import OpenRequest, opened

_KEY: Final = re.compile(r"[0-9A-Za-z_-]{20,40}")


@opened
@sensitive_variables()
def ask(request: OpenRequest, record_id: int) -> HttpResponse:
    """The form, the preview, and sending. What is sent is what the preview showed, never something else."""
    do = request.POST.get("do", "")
    key = request.POST.get("key", "")
    if not _KEY.fullmatch(key):
        key = secrets.token_urlsafe(16)
    if do == "send" and (sent := _sent_before(request, key)) is not None:
        return redirect("web:intake", sent)
    card = offered(request, record_id)
    if request.method != "POST":
        return _form(request, card, forms.begin(), key)
    filled = forms.read(request.POST, queries.free_moments(card), card.wheres)
    if do == "change" or filled.wish is None:
        return _form(request, card, filled, key, told_wrong=do != "change")
    if do != "send" or request.POST.get("seen") != filled.wish.digest:
        return _preview(request, card, filled, filled.wish, key)
    return _send(request, card, filled, filled.wish, key)


def _sent_before(request: OpenRequest, key: str) -> int | None:
    """The conversation that this very preview began, when it is sent a second time."""
    head = shelf.made_with(request.unlocked, KIND, key, side="person")
    return head.id if head else None


@sensitive_variables()
def _send(request: OpenRequest, card: Card, filled: Filled, wish: Wish, key: str) -> HttpResponse:
    try:
        made = conversations.ask(
            request.user,
            request.unlocked,
            card.pk,
            own=wish.own,
            moments=wish.moments,
            where=wish.where,
            words=wish.words,
            adult=bool(filled.typed["adult"]),
            mail=wish.mail and can_mail(request.user),
            key=key,
        )
    except AlreadyAsked as known:
        return redirect("web:intake", known.record_id)
    except (MomentGone, NotAdult, NotOffered, TooMany, Unreachable) as why:
        return _form(request, card, filled, key, not_sent=_why_not(why))
    return redirect("web:intake", made)


def _why_not(why: Exception) -> str:
    """Why nothing was sent, and what one can do."""
    if isinstance(why, MomentGone):
        return forms.gone_line()
    if isinstance(why, TooMany):
        return _(
            "Er staan al {most} vragen van je open. Wacht op een antwoord, of zeg er een af. Dan kan deze erbij."
        ).format(most=why.most)
    if isinstance(why, Unreachable) and why.what == "full":
        return _(
            "Bij deze coach ligt nu te veel op een antwoord te wachten. Probeer het later, of vraag iemand anders."
        )
    return _("Deze coach is hier nu niet te bereiken. Je kunt iemand anders vragen.")


def _form(
    request: OpenRequest,
    card: Card,
    filled: Filled,
    key: str,
    *,
    told_wrong: bool = True,
    not_sent: str = "",
) -> HttpResponse:
    places = place_words("person")
    problems = filled.problems if told_wrong else {}
    context = {
        "card": told(card),
        "typed": filled.typed,
        "problems": problems,
        "not_sent": not_sent,
        "free": choosing.options(queries.free_moments(card), filled.chosen.moments),
        "wheres": [*((one, places[one]) for one in card.wheres), ("", _("maakt mij niet uit"))],
        "can_mail": can_mail(request.user),
        "running": running_with(request.unlocked, card.pk),
        "key": key,
    }
    status = 409 if not_sent else 422 if problems else 200
    return render(request, "coaches/ask.html", context, status=status)


def _preview(request: OpenRequest, card: Card, filled: Filled, wish: Wish, key: str) -> HttpResponse:
    carried = [(name, value) for name, value in filled.typed.items() if value]
    carried += [("moment", choosing.value_of(one)) for one in wish.moments]
    context: dict[str, Any] = {
        "card": told(card),
        "wish": wish,
        "moments": [when(one) for one in wish.moments],
        "where": place_words("coach")[wish.where] if wish.where else "",
        "mail": wish.mail and can_mail(request.user),
        "noticed": notice([wish.words]),
        "carried": carried,
        "key": key,
    }
    return render(request, "coaches/ask_preview.html", context)
