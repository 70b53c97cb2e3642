"""For hosts: preparing and opening a wave, reminding, extending, stopping, closing.

What a host chooses goes along in the form, and nothing of it is kept before the wave opens. No page here says how many
answered, or who.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.packs.model import Pack
from tegenwind.teams.models import Organisation, Role
from tegenwind.teams.queries import has_role
from tegenwind.waves import house, opening, queries, rules
from tegenwind.waves.errors import NotAllowed, WrongPlan
from tegenwind.waves.models import Wave, WaveGroup
from tegenwind.waves.opening import Plan
from tegenwind.web import library
from tegenwind.web.ids import RecordIdConverter, number
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.waves import promise, running, telling

#: How long a wave is open when the host says nothing else.
USUAL: Final = datetime.timedelta(weeks=3)
#: What goes along from the form to the preview, besides the teams.
FIELDS: Final = ("pack", "day")


@dataclass
class _Filled:
    """What was chosen, as it was posted, and what is wrong with it (by field, sentences for the host)."""

    pack: str = ""
    day: str = ""
    teams: tuple[int, ...] = ()
    problems: dict[str, str] = field(default_factory=dict)
    notice: str = ""


@opened
def new(request: OpenRequest, organisation_id: int) -> HttpResponse:
    """Choosing what, whom and until when; then all of it as it would be; then opening it."""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None or not has_role(request.user, organisation, Role.What.HOST):
        raise Http404
    if request.method != "POST":
        return _choosing(request, organisation, _begin(organisation))
    filled = _read(request.POST)
    do = request.POST.get("do", "")
    if do == "change":
        return _choosing(request, organisation, filled)
    if do not in ("preview", "open"):
        raise Http404
    return _tried(request, organisation, filled, opens=do == "open")


def packs() -> list[Pack]:
    """The packs a team can answer."""
    return [one for one in library.offered() if one.purpose == "team"]


def _begin(organisation: Organisation) -> _Filled:
    teams = organisation.teams.order_by("pk").values_list("pk", flat=True)
    day = timezone.localdate() + USUAL
    return _Filled(day=day.isoformat(), teams=tuple(teams) if len(teams) == 1 else ())


def _read(posted: QueryDict) -> _Filled:
    chosen = [found for one in posted.getlist("team") if (found := number(one)) is not None]
    return _Filled(posted.get("pack", ""), posted.get("day", "").strip(), tuple(dict.fromkeys(chosen)))


def _tried(
    request: OpenRequest, organisation: Organisation, filled: _Filled, *, opens: bool, changed: bool = False
) -> HttpResponse:
    chosen = next((one for one in packs() if one.id == filled.pack), None)
    if chosen is None:
        filled.problems["pack"] = _("Kies waar de peiling over gaat.")
    if not filled.teams:
        filled.problems["teams"] = _("Kies minstens één team.")
    day = _day(filled.day)
    if day is None:
        filled.problems["day"] = _wrong_day()
    if chosen is None or day is None or filled.problems:
        return _choosing(request, organisation, filled)
    today = timezone.localdate()
    try:
        if opens:
            seen = request.POST.get("seen", "")
            made = opening.open_wave(request.user, organisation, chosen, filled.teams, day, today, seen=seen)
            return redirect("web:wave-host", made.pk)
        plan = opening.plan(request.user, organisation, chosen, filled.teams, day, today)
        return _preview(request, plan, filled, changed=changed)
    except NotAllowed:
        return not_you(request, organisation, filled.teams)
    except WrongPlan as wrong:
        if wrong.rule == "changed":
            return _tried(request, organisation, filled, opens=False, changed=True)
        if wrong.rule == "running" and opens and (mine := _just_opened(request, organisation, chosen, filled, day)):
            return redirect("web:wave-host", mine.pk)
        place, said = _wrong_plan(wrong.rule, organisation, chosen, filled.teams)
        filled.problems[place] = said
        return _choosing(request, organisation, filled)


def _just_opened(
    request: OpenRequest, organisation: Organisation, pack: Pack, filled: _Filled, day: datetime.date
) -> Wave | None:
    """The wave that another click on the same button opened."""
    for wave in Wave.objects.filter(
        organisation=organisation, host=request.user, state=Wave.State.OPEN, digest=pack.digest, closes_on=day
    ):
        teams = wave.groups.exclude(team=None).values_list("team_id", flat=True)
        if set(teams) == set(filled.teams):
            return wave
    return None


def _day(typed: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        return None


def _wrong_day() -> str:
    today, w = timezone.localdate(), library.words()
    return _("Kies een dag van {first} tot en met {last}.").format(
        first=w.date(today + rules.SHORTEST), last=w.date(today + rules.LONGEST)
    )


def _wrong_plan(rule: str, organisation: Organisation, pack: Pack, chosen: Iterable[int]) -> tuple[str, str]:
    """The field, and a sentence."""
    if rule == "days":
        return "day", _wrong_day()
    if rule == "few-members":
        said = _(
            "In deze teams zitten samen minder dan {k} mensen, als je wie leiding geeft niet meetelt. Dan zou er niets te lezen zijn. "
            "Kies er een team bij."
        )
        return "teams", said.format(k=house.thresholds().k)
    if rule == "running":
        running_in = WaveGroup.objects.filter(
            wave__organisation=organisation,
            wave__state__in=Wave.RUNNING,
            wave__pack=pack.id,
            team_id__in=list(chosen),
        )
        names = library.words().join(dict.fromkeys(running_in.order_by("name").values_list("name", flat=True)))
        said = _("Er loopt al een peiling met deze stellingen in: {teams}. Die gaat eerst dicht, of kies andere teams.")
        return "teams", said.format(teams=names)
    if rule == "statements":
        return "pack", _("Kies waar de peiling over gaat.")
    return "teams", _("Kies minstens één team van deze organisatie.")


def _choosing(request: OpenRequest, organisation: Organisation, filled: _Filled) -> HttpResponse:
    language, today = library.language(), timezone.localdate()
    context: dict[str, Any] = {
        "organisation": organisation,
        "packs": [_told(one, language) | {"chosen": one.id == filled.pack} for one in packs()],
        "teams": telling.tree(organisation, filled.teams, house.thresholds().k),
        "k": house.thresholds().k,
        "day": filled.day,
        "first": (today + rules.SHORTEST).isoformat(),
        "last": (today + rules.LONGEST).isoformat(),
        "problems": filled.problems,
    }
    return render(request, "waves/new.html", context, status=422 if filled.problems else 200)


def _told(pack: Pack, language: str) -> dict[str, Any]:
    return {
        "id": pack.id,
        "title": pack.title[language],
        "summary": pack.summary[language],
        "minutes": pack.minutes,
        "count": len(pack.statements),
    }


def _preview(request: OpenRequest, plan: Plan, filled: _Filled, *, changed: bool = False) -> HttpResponse:
    language, w = library.language(), library.words()
    context: dict[str, Any] = {
        "organisation": plan.organisation,
        "pack": _told(plan.pack, language),
        "themes": telling.themes(plan.pack, language),
        "promise": promise.of_plan(plan),
        "groups": telling.planned(plan),
        "leaders": w.join(dict.fromkeys(one.name for one in plan.leaders)),
        "few": len(plan.leaders) and not plan.leaders_together,
        "together": plan.leaders_together,
        "limits": plan.thresholds,
        "withheld": telling.withheld(plan.thresholds.k),
        "until": w.weekday(plan.closes_on),
        "carried": _carried(filled),
        "seen": plan.seen,
        "changed": changed,
    }
    return render(request, "waves/preview.html", context, status=409 if changed else 200)


def _carried(filled: _Filled) -> list[tuple[str, str]]:
    to_url = RecordIdConverter().to_url
    return [("pack", filled.pack), ("day", filled.day), *(("team", to_url(one)) for one in filled.teams)]


def not_you(
    request: OpenRequest, organisation: Organisation, teams: Iterable[int], wave: Wave | None = None
) -> HttpResponse:
    """Why this host cannot host these teams, and who can."""
    others = queries.could_host(organisation, tuple(teams), wave)
    context = {
        "organisation": organisation,
        "others": library.words().join(one.name for one in others),
    }
    return render(request, "waves/not_you.html", context, status=403)


@opened
def host(request: OpenRequest, wave_id: int) -> HttpResponse:
    """A wave for who hosts it: what runs, and what can be done with it."""
    wave = Wave.objects.filter(pk=wave_id).select_related("organisation").first()
    if wave is None or not has_role(request.user, wave.organisation, Role.What.HOST):
        raise Http404
    teams = [team for team in wave.groups.values_list("team_id", flat=True) if team is not None]
    try:
        if request.method == "POST":
            return _did(request, wave)
        running.look(request.user, wave)
    except NotAllowed:
        return not_you(request, wave.organisation, teams, wave)
    return running.page(request, wave, ask=request.GET.get("ask", ""))


def _did(request: OpenRequest, wave: Wave) -> HttpResponse:
    posted: Mapping[str, str] = request.POST
    trouble = running.do(request.user, wave, posted.get("do", ""), posted)
    if trouble is not None:
        return running.page(request, wave, trouble=trouble)
    wave.refresh_from_db()
    return redirect("web:wave-host" if wave.is_open else "web:wave", wave.pk)
