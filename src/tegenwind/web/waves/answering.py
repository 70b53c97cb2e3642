"""The page to answer on, and what takes the answers in.

The page is made for who has a ticket. Its policy (`sandbox`) makes it a stranger to this place: what its form sends carries no
cookie. What takes the answers in knows nothing of who sent them (`project.nameless`), writes to nothing but the box of the wave,
and says the same whether a ticket was counted, was spent before, is forged, is of another wave, or came too late.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind import sealing
from tegenwind.packs.model import Pack
from tegenwind.waves import house, redeeming
from tegenwind.waves.errors import BoxLost, WrongAnswers
from tegenwind.waves.models import Wave
from tegenwind.waves.queries import Invited, invitations, wave_for
from tegenwind.web import library
from tegenwind.web.bodies import takes
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.waves import promise, sheet, tickets
from tegenwind.web.waves.sheet import Filled

#: Bytes. A form with a hundred statements is a tenth of this.
LARGEST: Final = 64 * 1024
_EMPTY: Final = Filled({}, {})


@opened
@sensitive_variables()
def answer(request: OpenRequest, wave_id: int) -> HttpResponse:
    """All statements on one page, for who has a ticket."""
    invited = next((one for one in invitations(request.user) if one.wave.pk == wave_id), None)
    if invited is None:
        if wave_for(request.user, wave_id) is None:
            raise Http404
        return redirect("web:wave", wave_id)
    if invited.leads:
        return redirect("web:wave-expect", wave_id)
    ticket = tickets.held(request.unlocked).get(wave_id)
    if ticket is None:
        # The home page makes it. Where it was made already, it lies in another vault of this person.
        made = not invited.waits or house.key_of(wave_id) is None
        return _without(request, invited) if made else redirect("web:home")
    wave = invited.wave
    return _form(request, wave, library.version(wave.digest), ticket, _EMPTY)


def _without(request: OpenRequest, invited: Invited) -> HttpResponse:
    """Why there is no ticket: it lies in another vault of this person, or the key of the wave is away."""
    wave = invited.wave
    context = {"title": library.version(wave.digest).title[library.language()], "wave": wave, "away": invited.waits}
    return render(request, "waves/no_ticket.html", context, status=503 if invited.waits else 200)


@csrf_exempt
@takes(LARGEST)
@sensitive_post_parameters()
@sensitive_variables()
def redeem(request: HttpRequest, wave_id: int) -> HttpResponse:
    """Takes answers in. No vault, no session, no cookie, no write to the database; what was filled in is in the answer at most."""
    language = request.POST.get("language", "")
    with translation.override(language if language in ("nl", "en") else "nl"):
        return _redeemed(request, wave_id, request.POST.get("ticket", ""))


@sensitive_variables()
def _redeemed(request: HttpRequest, wave_id: int, ticket: str) -> HttpResponse:
    wave = Wave.objects.filter(pk=wave_id).select_related("organisation").first()
    if wave is None:
        return _alone(request, "waves/thanks.html", {})
    pack = library.version(wave.digest)
    # Looked at before the ticket, and by what is sent alone: who sends nonsense learns nothing of a ticket by it.
    filled = sheet.read(request.POST, pack, estimates=_of_leaders(wave, ticket))
    if filled.is_empty or not filled.fits:
        return _form(request, wave, pack, ticket, filled, "nothing" if filled.fits else "foreign")
    try:
        redeeming.redeem(wave_id, ticket, filled.counted)
    except BoxLost:
        return _form(request, wave, pack, ticket, filled, "lost")
    except WrongAnswers:
        return _form(request, wave, pack, ticket, filled, "foreign")
    return _alone(request, "waves/thanks.html", {})


def _of_leaders(wave: Wave, ticket: str) -> bool:
    """Whether a ticket says that it is of the group of those who lead; it may be forged."""
    if not wave.leaders_together:
        return False
    try:
        return sealing.parse_ticket(ticket).group == redeeming.leaders_group(wave)
    except sealing.SealingError:
        return False


_STATUS: Final = {"": 200, "nothing": 422, "foreign": 422, "lost": 503}


@sensitive_variables()
def _form(request: HttpRequest, wave: Wave, pack: Pack, ticket: str, filled: Filled, problem: str = "") -> HttpResponse:
    language = library.language()
    context = {
        "wave": wave,
        "organisation": wave.organisation.name,
        "title": pack.title[language],
        "minutes": pack.minutes,
        "language": language,
        "ticket": ticket,
        "themes": sheet.themes(pack, filled, language),
        "estimates": _of_leaders(wave, ticket),
        "promise": promise.of_wave(wave),
        "short": promise.short_of(wave),
        "places": places(),
        "stops": stops(),
        "problem": problem,
    }
    return _alone(request, "waves/answer.html", context, _STATUS[problem])


def places() -> list[tuple[int, str]]:
    """The five words of the scale."""
    return list(enumerate((_("niet"), _("nauwelijks"), _("enigszins"), _("grotendeels"), _("helemaal")), 1))


def stops() -> list[tuple[int, str]]:
    """Five places between the two ends of a line."""
    first, more, between = _("helemaal het eerste"), _("meer het eerste"), _("ertussenin")
    return list(enumerate((first, more, between, _("meer het laatste"), _("helemaal het laatste")), 1))


def _alone(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page by itself: a browser sends nothing of this place along from it, and nothing about it is logged."""
    response = render(request, template, context, status=status)
    response._csp_update = {"sandbox": ["allow-forms"]}  # type: ignore[attr-defined]
    # A browser shows no page that is a stranger to its own place and closes others out as well.
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Language"] = library.language()
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
