"""Everything somebody is in, and one organisation: what it is, who does what there, and leaving it."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tegenwind.teams import actions, queries, rules
from tegenwind.teams.errors import LastAdministrator, NotThere
from tegenwind.teams.queries import Standing
from tegenwind.waves import queries as waves
from tegenwind.web.ids import number
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.teams import forms, wording

_ROLE: Final = "role-"


def stands(request: OpenRequest, organisation_id: int) -> Standing:
    """How who asks stands in an organisation. Raises ``Http404`` for who is not in it: it is not there for them."""
    found = queries.standing(request.user, organisation_id)
    if found is None:
        raise Http404
    return found


def told(mine: Standing) -> dict[str, Any]:
    """How I stand in an organisation, in words."""
    return {
        "id": mine.organisation.pk,
        "name": mine.organisation.name,
        "member": mine.member,
        "team": mine.team.name if mine.team else "",
        "roles": [wording.role_told(role) | {"does": wording.does_words(role.what)} for role in mine.roles],
        "tends": mine.tends,
        "hosts": mine.hosts,
    }


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """Every organisation I am in."""
    return render(request, "teams/teams.html", {"mine": [told(one) for one in queries.standings(request.user)]})


@opened
def new(request: OpenRequest) -> HttpResponse:
    """Begin an organisation: its name, and the name others will know me by."""
    if request.method != "POST":
        return _new(request, forms.Line(""), forms.Line(""))
    name, shown = forms.read_name(request.POST, "name"), forms.read_shown(request.POST)
    if name.problem or shown.problem:
        return _new(request, name, shown)
    made = actions.found(name.text, request.user, shown.text)
    return redirect("web:teams-tree", made.pk)


def _new(request: OpenRequest, name: forms.Line, shown: forms.Line) -> HttpResponse:
    status = 422 if name.problem or shown.problem else 200
    return render(request, "teams/new.html", {"name": name, "shown": shown}, status=status)


@opened
def one(request: OpenRequest, organisation_id: int) -> HttpResponse:
    """An organisation as I see it: my own team and those above it, who does what, and its waves."""
    mine = stands(request, organisation_id)
    organisation = mine.organisation
    roles = queries.roles_of(organisation)
    branches = queries.tree(organisation, roles)
    context = {
        "mine": told(mine),
        "teams": [
            wording.branch_told(one) for one in queries.with_above(mine.team.pk if mine.team else None, branches)
        ],
        "hosts": [role.name for role in roles if role.what == rules.HOST],
        "leaders": [wording.role_told(role) for role in roles if role.what == rules.LEADER],
        "administrators": [role.name for role in roles if role.what == rules.ADMINISTRATOR],
        "waves": [wording.wave_told(wave) for wave in waves.waves_of(request.user, organisation)],
    }
    return render(request, "teams/one.html", context)


@opened
def leave(request: OpenRequest, organisation_id: int) -> HttpResponse:
    """Leaving, laying a role down, or ending the organisation where I am the last who administers it."""
    mine = stands(request, organisation_id)
    if request.method != "POST":
        return _leave(request, mine)
    do = request.POST.get("do", "")
    try:
        if do == "leave":
            actions.leave(mine.organisation, request.user)
            return redirect("web:teams")
        if do.startswith(_ROLE):
            role_id = number(do.removeprefix(_ROLE))
            if role_id not in {role.pk for role in mine.roles}:
                raise Http404
            actions.take_role(mine.organisation, role_id or 0)
            left = queries.standing(request.user, organisation_id)
            return redirect("web:teams-one", organisation_id) if left else redirect("web:teams")
        if do == "end" and mine.tends:
            return _end(request, mine)
    except LastAdministrator:
        return _leave(request, mine, _("Er is verder niemand die dit beheert. Er is niets veranderd."), 409)
    except NotThere:
        raise Http404 from None
    raise Http404


def _end(request: OpenRequest, mine: Standing) -> HttpResponse:
    if not request.POST.get("sure"):
        return _leave(request, mine, _("Zet eerst een vinkje. Er is niets veranderd."), 422)
    if waves.running(mine.organisation):
        return _leave(request, mine, _("Er loopt nog een peiling. Laat een gespreksleider die eerst sluiten."), 409)
    actions.end(mine.organisation)
    return redirect("web:teams")


def _leave(request: OpenRequest, mine: Standing, problem: str = "", status: int = 200) -> HttpResponse:
    administrators = len(
        {role.person_id for role in queries.roles_of(mine.organisation) if role.what == rules.ADMINISTRATOR}
    )
    context = {"mine": told(mine), "last": not rules.may_leave(mine.what, administrators), "problem": problem}
    return render(request, "teams/leave.html", context, status=status)
