"""Taking the place an invitation offers. Who holds the link sees what it is for, signed in or not; only they know that they looked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts import queries as accounts
from tegenwind.teams import invitations, queries, rules
from tegenwind.teams.errors import NotThere
from tegenwind.teams.models import Invitation
from tegenwind.web import library
from tegenwind.web.opening import OpenRequest, has_recovery, opened
from tegenwind.web.teams import forms, wording


@sensitive_variables()
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """What the invitation is, and taking it. Who is not in yet is led back here from signing in or from making a place."""
    try:
        found = invitations.find(secret, timezone.localdate())
    except NotThere:
        return render(request, "teams/ended.html", status=404)
    if request.method in ("GET", "HEAD") and not request.user.is_authenticated:
        back = urlencode({"next": request.path})
        ways = {way: f"{reverse(f'web:{way}')}?{back}" for way in ("join", "sign-in")}
        return render(request, "teams/invited.html", _told(found) | {"join": ways["join"], "sign_in": ways["sign-in"]})
    if accounts.unlocked_of(request) is not None and not has_recovery(request):
        return HttpResponseRedirect(f"{reverse('web:recovery-code')}?{urlencode({'next': request.path})}")
    return _taking(request, secret)


@opened
@sensitive_variables()
def _taking(request: OpenRequest, secret: str) -> HttpResponse:
    today = timezone.localdate()
    try:
        found = invitations.find(secret, today)
    except NotThere:
        return render(request, "teams/ended.html", status=404)
    shown = forms.Line("")
    if request.method == "POST":
        if request.POST.get("do") != "take":
            raise Http404
        if rules.works_once(found.what):
            shown = forms.read_shown(request.POST)
        if not shown.problem:
            try:
                there = invitations.accept(request.user, secret, today, shown.text)
            except NotThere:  # Somebody else took it meanwhile.
                return render(request, "teams/ended.html", status=404)
            return redirect("web:teams-one", there.pk)
    mine = queries.standing(request.user, found.organisation_id)
    roles = queries.roles_of(found.organisation)
    known = next((role.name for role in mine.roles), "") if mine else ""
    context = _told(found) | {
        "signed_in": True,
        "inside": mine is not None and mine.member,
        "same": mine is not None and mine.member and mine.team == found.team,
        "from_team": mine.team.name if mine and mine.team and mine.team != found.team else "",
        "hosts": [role.name for role in roles if role.what == rules.HOST],
        "leaders": [wording.role_told(role) for role in roles if role.what == rules.LEADER],
        "administrators": [role.name for role in roles if role.what == rules.ADMINISTRATOR],
        "shown": shown if request.method == "POST" else forms.Line(known),
    }
    return render(request, "teams/invited.html", context, status=422 if shown.problem else 200)


def _told(found: Invitation) -> dict[str, Any]:
    """What an invitation is for, to whoever holds the link."""
    return {
        "organisation": found.organisation.name,
        "team": found.team.name if found.team else "",
        "role": wording.what_words(found.what) if rules.works_once(found.what) else "",
        "does": wording.does_words(found.what),
        "until": library.words().weekday(found.ends_on),
    }
