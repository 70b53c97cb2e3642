"""The coaches one can ask, and their cards (C7).

Who hosts, leads or administers where the reader is, is not among them; which coaches that leaves is for
:mod:`tegenwind.coaching.queries` to say. Nobody is told who looks at a card.
"""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.coaching import queries
from tegenwind.coaching.errors import NotOffered
from tegenwind.coaching.models import Card
from tegenwind.practice.intake import ENDING, KIND, WHERES, Where
from tegenwind.vault import queries as vault
from tegenwind.web.coaches import choosing
from tegenwind.web.coaches.wording import place_words
from tegenwind.web.opening import OpenRequest, opened

#: With more cards than this one can choose by place and language.
FEW: Final = 6


@opened
def coaches(request: OpenRequest) -> HttpResponse:
    """Everybody one can ask, by name."""
    every = queries.offered_to(request.user)
    where, spoken = request.GET.get("where", ""), request.GET.get("language", "")
    shown = [card for card in every if _is_at(card, where) and _speaks(card, spoken)]
    languages = sorted({one.casefold(): one for card in every for one in card.language_list}.values(), key=str.casefold)
    places = place_words("person")
    context = {
        "cards": [told(card) for card in shown],
        "some": bool(every),
        "many": len(every) > FEW,
        "where": where,
        "wheres": [("", _("maakt niet uit")), *((one, places[one]) for one in WHERES)],
        "language": spoken,
        "languages": [("", _("maakt niet uit")), *((one.casefold(), one) for one in languages)],
        "asked_before": bool(vault.heads(request.unlocked, KIND).total),
    }
    return render(request, "coaches/coaches.html", context)


def _is_at(card: Card, where: str) -> bool:
    return where not in WHERES or where in card.wheres


def _speaks(card: Card, language: str) -> bool:
    return not language or language in {one.casefold() for one in card.language_list}


@opened
def coach(request: OpenRequest, record_id: int) -> HttpResponse:
    """A whole card, and the moments that are free."""
    card = offered(request, record_id)
    context = {
        "card": told(card),
        "free": choosing.options(queries.free_moments(card)),
        "running": running_with(request.unlocked, card.pk),
    }
    return render(request, "coaches/coach.html", context)


def offered(request: OpenRequest, card_id: int) -> Card:
    """A card that this person may ask. Raises ``Http404`` for any other: why it is not offered is not told."""
    try:
        return queries.card(request.user, card_id)
    except NotOffered:
        raise Http404 from None


def running_with(unlocked: Unlocked, card_id: int) -> int | None:
    """The conversation with this coach that is not over, if there is one: one that was had is over."""
    for head in vault.all_heads(unlocked, KIND):
        data = head.data
        had = data["start"] is not None and datetime.datetime.fromisoformat(data["start"]) < timezone.now()
        if (data["side"], data["card"]) == ("person", card_id) and data["state"] not in ENDING and not had:
            return head.id
    return None


def told(card: Card) -> dict[str, Any]:
    """A card as others see it."""
    names = place_words("person")
    wheres: list[Where] = [one for one in WHERES if one in card.wheres]
    return {
        "id": card.pk,
        "name": card.name,
        "about": card.about,
        "audience": card.audience,
        "wheres": ", ".join(names[one] for one in wheres),
        "region": card.region,
        "languages": card.languages,
        "pays": card.pays,
        "learns": card.learns,
    }
