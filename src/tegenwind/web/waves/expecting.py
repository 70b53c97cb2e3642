"""For who leads where fewer than k do: what they experience and expect, before anything opens.

First they choose whether their team may see it, then they fill in, read it over, and bind it. What they wrote lies in their own
vault; the wave gets what binds them to it. Both come to be in one transaction, so that there never is one without the other.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tegenwind.packs.model import Pack
from tegenwind.practice.expectation import KIND, Expectation, canonical
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.vault.errors import NotFound
from tegenwind.waves import leading
from tegenwind.waves.errors import BoxLost, NotNow
from tegenwind.waves.models import Leading, Wave
from tegenwind.waves.queries import wave_for
from tegenwind.web import library, shelf
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.waves import promise, sheet
from tegenwind.web.waves.answering import places, stops
from tegenwind.web.waves.sheet import Filled

#: Whether the team may see it, as it is posted.
_CHOICES: Final = {"yes": True, "no": False}


@opened
def expect(request: OpenRequest, wave_id: int) -> HttpResponse:
    """Choose, fill in, read over, bind; after that, what was bound."""
    wave = wave_for(request.user, wave_id)
    if wave is None:
        raise Http404
    side = Leading.objects.filter(wave=wave, member=request.user.pk).first()
    if side is None:
        return redirect("web:wave", wave_id)
    if wave.leaders_together:
        return redirect("web:wave-answer", wave_id)
    if side.commitment:
        return _bound(request, wave, side)
    if not wave.is_open:
        return redirect("web:wave", wave_id)
    if request.method == "POST":
        return _posted(request, wave, side)
    if side.agreed is None or "choose" in request.GET:
        return _page(request, wave, side, "waves/expect_choose.html")
    return _fill_in(request, wave, side, Filled({}, {}))


def _posted(request: OpenRequest, wave: Wave, side: Leading) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "choose":
        return _choose(request, wave, side)
    pack = library.version(wave.digest)
    filled = sheet.read(request.POST, pack, estimates=True)
    if side.agreed is None:
        return _page(request, wave, side, "waves/expect_choose.html", 422, missing=True)
    if do == "change":
        return _fill_in(request, wave, side, filled)
    if filled.is_empty or not filled.fits:
        return _fill_in(request, wave, side, filled, "nothing" if filled.fits else "foreign")
    return _bind(request, wave, side, pack, filled) if do == "bind" else _look(request, wave, side, filled)


def _choose(request: OpenRequest, wave: Wave, side: Leading) -> HttpResponse:
    agreed = _CHOICES.get(request.POST.get("agreed", ""))
    if agreed is None:
        return _page(request, wave, side, "waves/expect_choose.html", 422, missing=True)
    with suppress(NotNow):  # Bound or closed meanwhile: the page says which.
        leading.decide(wave, request.user, agreed=agreed)
    return redirect("web:wave-expect", wave.pk)


def _bind(request: OpenRequest, wave: Wave, side: Leading, pack: Pack, filled: Filled) -> HttpResponse:
    written = canonical(filled.answers, filled.estimates, secrets.token_bytes(32))
    try:
        with alone(request.unlocked):
            bound = leading.commit(wave, request.user, written, agreed=_CHOICES.get(request.POST.get("agreed", "")))
            shelf.keep(request.unlocked, _record(wave, pack, filled, bool(bound.agreed), written))
    except NotNow as why:
        if why.rule == "changed":
            side.refresh_from_db()
            return _look(request, wave, side, filled, 409)
        return redirect("web:wave-expect", wave.pk)  # Another window was first: the page shows what it bound.
    except BoxLost:
        return _look(request, wave, side, filled, 503)
    return redirect("web:wave-expect", wave.pk)


def _record(wave: Wave, pack: Pack, filled: Filled, agreed: bool, written: str) -> Expectation:
    return Expectation(
        wave=RecordIdConverter().to_url(wave.pk),
        title=pack.title[library.language()],
        organisation=wave.organisation.name,
        pack=pack.id,
        digest=pack.digest,
        on=timezone.localdate(),
        agreed=agreed,
        answers=dict(filled.answers),
        estimates=dict(filled.estimates),
        written=written,
    )


def _bound(request: OpenRequest, wave: Wave, side: Leading) -> HttpResponse:
    """What was bound, as it lies in this vault; it may lie in another one, or be erased."""
    found = mine(request, wave)
    filled = Filled(found.record.answers, found.record.estimates) if found else Filled({}, {})
    return _page(request, wave, side, "waves/expected.html", filled=filled, found=found)


def mine(request: OpenRequest, wave: Wave) -> shelf.Shelved[Expectation] | None:
    """What this person bound in this wave (3 queries at most)."""
    letters = RecordIdConverter().to_url(wave.pk)
    for head in queries.all_heads(request.unlocked, KIND):
        if head.data["wave"] == letters:
            try:
                return shelf.take(request.unlocked, Expectation, head.id)
            except (Http404, NotFound):  # Erased in this very moment.
                return None
    return None


def _fill_in(request: OpenRequest, wave: Wave, side: Leading, filled: Filled, problem: str = "") -> HttpResponse:
    status = 422 if problem else 200
    return _page(request, wave, side, "waves/expect.html", status, filled=filled, problem=problem)


def _look(request: OpenRequest, wave: Wave, side: Leading, filled: Filled, status: int = 200) -> HttpResponse:
    return _page(request, wave, side, "waves/expect_look.html", status, filled=filled)


def _page(
    request: OpenRequest,
    wave: Wave,
    side: Leading,
    template: str,
    status: int = 200,
    filled: Filled | None = None,
    **more: Any,
) -> HttpResponse:
    pack = library.version(wave.digest)
    language = library.language()
    context = {
        "wave": wave,
        "organisation": wave.organisation.name,
        "title": pack.title[language],
        "minutes": pack.minutes,
        "until": library.words().date(wave.closes_on),
        "agreed": side.agreed,
        "themes": sheet.themes(pack, filled or Filled({}, {}), language),
        "places": places(),
        "stops": stops(),
        "promise": promise.of_wave(wave),
        "failed": status == 503,
        "changed": status == 409,
    }
    return render(request, template, context | more, status=status)
