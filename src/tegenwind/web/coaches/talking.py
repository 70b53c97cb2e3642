"""A first conversation that was asked for, for both sides: how it stands, and what one can do (C7).

Opening a page takes in the letters that wait. What cannot follow any more (the other was quicker) changes nothing: the page says so
and shows how it stands now.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from tegenwind.coaching import conversations, queries
from tegenwind.coaching.errors import NotOffered, NotPermitted, Unreachable
from tegenwind.practice.intake import KIND, WHERES, WORDS_MAX, Full, Intake, Moment, NotNow, What, Where, may
from tegenwind.vault import queries as vault
from tegenwind.web import shelf
from tegenwind.web.coaches import choosing, wording
from tegenwind.web.coaches.choosing import Chosen
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import Written, read_text, unkept_text
from tegenwind.web.shelf import Shelved


@opened
def intakes(request: OpenRequest) -> HttpResponse:
    """What one asked; and for a coach what was asked of them."""
    conversations.collect(request.unlocked)
    heads = vault.all_heads(request.unlocked, KIND)
    rows = [
        {
            "id": head.id,
            "other": head.data["other"],
            "side": head.data["side"],
            "state": wording.state_words(head.data),
            "new": head.data["new"],
        }
        for head in heads
    ]
    context = {
        "asked": [row for row in rows if row["side"] == "person"],
        "came": [row for row in rows if row["side"] == "coach"],
        "coaches": queries.own_card(request.user) is not None,
    }
    return render(request, "coaches/intakes.html", context)


@opened
@sensitive_variables()
def intake(request: OpenRequest, record_id: int) -> HttpResponse:
    """One of them."""
    conversations.collect(request.unlocked)
    mine = shelf.take(request.unlocked, Intake, record_id)
    if request.method == "POST":
        return _did(request, mine)
    answer = _page(request, mine, _Tried())
    if mine.record.unread:
        conversations.looked_at(request.unlocked, record_id)
    return answer


@dataclass
class _Tried:
    """What was filled in and is not sent: as it was typed, and why not."""

    chosen: Chosen = field(default_factory=Chosen)
    words: Written | None = field(default=None, repr=False)
    ending: Written | None = field(default=None, repr=False)
    where: str = ""
    problem: str = ""
    moved: str = ""

    @property
    def status(self) -> int:
        marked = any(one and one.problem for one in (self.words, self.ending))
        return 409 if self.moved else 422 if self.problem or self.chosen.problem or marked else 200


@sensitive_variables()
def _did(request: OpenRequest, mine: Shelved[Intake]) -> HttpResponse:
    do, posted = request.POST.get("do", ""), request.POST
    if do == "confirm":
        return _confirm(request, mine)
    if do == "send":
        return _send_on(request, mine)
    if do == "end":
        ending = read_text(posted, "ending", "", WORDS_MAX)
        tried = _Tried(ending=ending)
        if ending.problem:
            return _page(request, mine, tried)
        can = may(mine.record.stands, mine.record.side)
        what: What = "declined" if "declined" in can else "cancelled"
        return _through(request, mine, what, tried, words=ending.text)
    raise Http404


def _confirm(request: OpenRequest, mine: Shelved[Intake]) -> HttpResponse:
    """One of the moments that the other offered is good."""
    picked = choosing.moment_of(request.POST.get("moment", ""))
    tried = _Tried(where=request.POST.get("where", ""))
    if picked is None:
        tried.problem = _("Kies eerst een van de momenten.")
        return _page(request, mine, tried)
    return _through(request, mine, "confirmed", tried, moments=(picked,), where=_where(request.POST))


def _send_on(request: OpenRequest, mine: Shelved[Intake]) -> HttpResponse:
    """Other moments, a few words, or both."""
    tried = _Tried(
        chosen=choosing.read(request.POST, request.POST.getlist("moment")),
        words=read_text(request.POST, "words", "", WORDS_MAX),
        where=request.POST.get("where", ""),
    )
    words = tried.words
    if words is None or words.problem or tried.chosen.problem:
        return _page(request, mine, tried)
    moments = tried.chosen.moments
    if not moments and not words.text:
        tried.problem = _("Kies een moment, typ er een, of schrijf een paar woorden.")
        return _page(request, mine, tried)
    where = _where(request.POST) if moments else None
    return _through(
        request, mine, "proposed" if moments else "said", tried, moments=moments, where=where, words=words.text
    )


@sensitive_variables()
def _through(
    request: OpenRequest,
    mine: Shelved[Intake],
    what: What,
    tried: _Tried,
    *,
    moments: tuple[Moment, ...] = (),
    where: Where | None = None,
    words: str = "",
) -> HttpResponse:
    """Send it; or show why it did not go, with everything typed still there."""
    key = _key(request.POST, what, moments, where, words)
    try:
        conversations.send(
            request.user, request.unlocked, mine.id, what=what, moments=moments, where=where, words=words, key=key
        )
    except NotNow:
        tried.moved = _("Er is intussen iets veranderd. Hierboven staat hoe het nu is. Er is niets verstuurd.")
    except Full:
        tried.moved = _("Er past in dit gesprek niets meer bij. Spreek de rest af als je elkaar ziet, of zeg af.")
    except Unreachable as why:
        if why.what == "full":
            tried.moved = _(
                "Bij de ander ligt nu te veel te wachten. Er is niets verstuurd; probeer het later nog eens."
            )
        else:
            tried.moved = _("De ander is hier niet meer te bereiken. Er is niets verstuurd. Afsluiten kan wel.")
    except (NotOffered, NotPermitted):
        tried.moved = _("Hier iets afspreken kan met deze coach niet meer. Er is niets verstuurd. Afsluiten kan wel.")
    else:
        return redirect("web:intake", mine.id)
    return _page(request, shelf.take(request.unlocked, Intake, mine.id), tried)


def _key(posted: QueryDict, what: What, moments: tuple[Moment, ...], where: Where | None, words: str) -> str:
    """The key of what is sent: of its page and of what it says. Sent twice it is one event; other words from the same page, after
    a step back, are another one and are not lost."""
    page = posted.get("key", "") or secrets.token_urlsafe(16)
    said = json.dumps([page, what, [choosing.value_of(one) for one in moments], where, words])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _where(posted: QueryDict) -> Where | None:
    return next((one for one in WHERES if one == posted.get("where", "")), None)


def _page(request: OpenRequest, mine: Shelved[Intake], tried: _Tried) -> HttpResponse:
    record = mine.record
    stands, side = record.stands, record.side
    can = may(stands, side)
    goes_on = side == "coach" or queries.goes_on(request.user, record)
    says, means = wording.stands_words(record)
    places = wording.place_words(side)
    wheres, free = _offers(request, record)
    story = wording.story(record)
    context: dict[str, Any] = {
        "id": mine.id,
        "record": record,
        "says": says,
        "means": means,
        "agreed": stands.agreed is not None,
        "over": stands.is_over,
        "had": stands.agreed is not None and stands.agreed.end < timezone.now(),
        "mine": stands.by == side,
        "goes_on": goes_on,
        "offer": [(choosing.value_of(one), wording.when(one)) for one in stands.offer]
        if "confirmed" in can and goes_on
        else [],
        "can_write": goes_on and "said" in can,
        "declines": "declined" in can,
        "place_open": stands.where is None,
        "place": places[stands.where] if stands.where else "",
        "wheres": [*((one, places[one]) for one in wheres), ("", _("spreken we nog af"))],
        "where": tried.where or stands.where or "",
        "free": choosing.options(free, tried.chosen.moments),
        "rows": tried.chosen.rows,
        "lengths": choosing.lengths(),
        "wrong_moments": tried.chosen.problem,
        "words": unkept_text(tried.words),
        "ending": unkept_text(tried.ending),
        "problem": tried.problem,
        "moved": tried.moved,
        "story": story,
        # What the other wrote last stands beside what is asked of who reads it.
        "last_words": story[-1]["words"] if story and not story[-1]["mine"] else "",
        "key": request.POST.get("key") or secrets.token_urlsafe(16),
    }
    return render(request, "coaches/intake.html", context, status=tried.status)


def _offers(request: OpenRequest, record: Intake) -> tuple[tuple[Where, ...], list[Moment]]:
    """Where one can meet this coach, and the coach's free moments, for who proposes something."""
    if record.side == "coach":
        card = queries.own_card(request.user)
    else:
        try:
            card = queries.card(request.user, record.card) if record.card is not None else None
        except NotOffered:
            card = None
    if card is None:
        return WHERES, []
    offered = [*record.stands.offer, record.stands.agreed]
    return card.wheres or WHERES, [one for one in queries.free_moments(card) if one not in offered]


@opened
def calendar(request: OpenRequest, record_id: int) -> HttpResponse:
    """The moment that was agreed, for one's own calendar. It says that there is a conversation, and not with whom or about what."""
    record = shelf.take(request.unlocked, Intake, record_id).record
    text = conversations.calendar_file(record, _("Gesprek"))
    if text is None:
        raise Http404
    response = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="gesprek.ics"'
    return response
