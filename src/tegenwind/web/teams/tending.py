"""For who administers: the tree of teams, who has which role, and inviting.

Nothing here tells who is in a team, whether an invitation for one was taken, or by how many: only bands, and the names that
hosts, leaders and administrators gave.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from allauth.core import ratelimit
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind.accounts import mail
from tegenwind.teams import actions, invitations, queries, rules
from tegenwind.teams.errors import LastAdministrator, NotThere, WrongInvitation, WrongTree
from tegenwind.teams.models import Role, Team
from tegenwind.teams.queries import Branch, Standing
from tegenwind.web import library
from tegenwind.web.ids import number
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.teams import forms, wording
from tegenwind.web.teams.views import stands
from tegenwind.web.whole import whole

_WITHDRAW: Final = "withdraw-"


def _tends(request: OpenRequest, organisation_id: int) -> Standing:
    """As `stands`, for who administers. Raises ``Http404`` for everybody else."""
    mine = stands(request, organisation_id)
    if not mine.tends:
        raise Http404
    return mine


@opened
def tree(request: OpenRequest, organisation_id: int) -> HttpResponse:
    """All teams with bands, and one of them to change; all roles, and one of them to take back."""
    mine = _tends(request, organisation_id)
    if request.method == "POST":
        return _changed(request, mine)
    return _tree(request, mine)


def _changed(request: OpenRequest, mine: Standing) -> HttpResponse:
    try:
        wrong = _change(request, mine)
    except WrongTree as why:
        wrong = {request.POST.get("do", ""): _wrong_words(why)}
    except LastAdministrator:
        wrong = {"take": _("Er is verder niemand die dit beheert. Nodig eerst iemand anders uit als beheerder.")}
    except NotThere:
        raise Http404 from None
    if wrong:
        return _tree(request, mine, wrong)
    # Who took back their own role does not administer here any more.
    after = queries.standing(request.user, mine.organisation.pk)
    if after is None:
        return redirect("web:teams")
    return redirect("web:teams-tree" if after.tends else "web:teams-one", mine.organisation.pk)


def _wrong_words(why: WrongTree) -> str:
    if why.why == "ring":
        return _("Een team kan niet onder zichzelf staan, en niet onder een deel van zichzelf.")
    if why.why == "many":
        return _("Er staan al {most} teams. Meer kan hier niet.").format(most=rules.MOST_TEAMS)
    return forms.name_taken()


def _change(request: OpenRequest, mine: Standing) -> dict[str, str]:
    """Does what was asked; gives what is wrong, by what was asked, and then nothing was changed."""
    posted, organisation = request.POST, mine.organisation
    do, team_id = posted.get("do", ""), number(posted.get("team", ""))
    if do in ("add", "rename", "organisation"):
        name = forms.read_name(posted, do)
        if name.problem:
            return {do: name.problem}
        if do == "organisation":
            actions.rename(organisation, name.text)
        elif do == "rename":
            actions.rename_team(organisation, team_id or 0, name.text)
        else:
            actions.new_team(organisation, name.text, _parent(organisation.pk, posted.get("under", "")))
    elif do == "move":
        under = posted.get("under", "")
        actions.move_team(organisation, team_id or 0, (number(under) or 0) if under else None)
    elif do in ("out", "anew", "take"):
        if not posted.get("sure"):
            return {do: _("Zet eerst een vinkje. Er is niets veranderd.")}
        if do == "take":
            actions.take_role(organisation, number(posted.get("role", "")) or 0)
        else:
            (actions.take_out_team if do == "out" else actions.begin_anew)(organisation, team_id or 0)
    else:
        raise Http404
    return {}


def _parent(organisation_id: int, under: str) -> Team | None:
    """The team that was chosen to be above. Raises `NotThere` for one that is not (any more)."""
    if not under:
        return None
    found = Team.objects.filter(organisation=organisation_id, pk=number(under) or 0).first()
    if found is None:
        raise NotThere
    return found


def _tree(request: OpenRequest, mine: Standing, wrong: dict[str, str] | None = None) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    roles = queries.roles_of(mine.organisation)
    branches = queries.tree(mine.organisation, roles)
    context: dict[str, Any] = {
        "mine": {"id": mine.organisation.pk, "name": mine.organisation.name},
        "branches": [wording.branch_told(one) for one in branches],
        "options": wording.team_options(branches),
        "roles": [wording.role_told(role) for role in roles],
        "team": _team_to_change(branches, number(asked.get("team", ""))),
        "role": _role_to_take(roles, number(asked.get("role", ""))),
        "wrong": wrong or {},
        "typed": {name: asked.get(name, "") for name in ("add", "rename", "organisation", "under")},
    }
    return render(request, "teams/tree.html", context, status=422 if wrong else 200)


def _team_to_change(branches: list[Branch], team_id: int | None) -> dict[str, Any] | None:
    """The team whose forms stand open, and where it can go: not under itself, nor under a part of itself."""
    found = next((one for one in branches if one.team.pk == team_id), None)
    if found is None:
        return None
    above: dict[int, int | None] = {one.team.pk: one.team.parent_id for one in branches}
    inside = {wording.letters(one) for one in above if rules.rings(found.team.pk, one, above)}
    options = [(key, words) for key, words in wording.team_options(branches) if key not in inside]
    return wording.branch_told(found) | {"options": options, "parent": wording.letters(found.team.parent_id)}


def _role_to_take(roles: list[Role], role_id: int | None) -> dict[str, Any] | None:
    found = next((one for one in roles if one.pk == role_id), None)
    return wording.role_told(found) if found else None


@opened
@sensitive_post_parameters()
@sensitive_variables()
def invite(request: OpenRequest, organisation_id: int) -> HttpResponse:
    """Make a link and show it once, mail it as well if one likes; and the invitations that are open."""
    mine = _tends(request, organisation_id)
    today = timezone.localdate()
    options = wording.team_options(queries.tree(mine.organisation))
    if request.method != "POST":
        return _invite(request, mine, forms.begin(today, request.GET.get("team", "")), options)
    if (do := request.POST.get("do", "")).startswith(_WITHDRAW):
        with suppress(NotThere):  # It ended, or was used: it works no more, which is what was asked.
            invitations.withdraw(mine.organisation, number(do.removeprefix(_WITHDRAW)) or 0)
        return redirect("web:teams-invite", organisation_id)
    asked = forms.read_invitation(request.POST, [key for key, _words in options], today)
    if asked.letters and not mail.sends_mail():
        asked.problems["addresses"] = _("Hier wordt geen mail verstuurd. Geef de link zelf.")
    if not asked.problems and asked.letters and not ratelimit.consume(request, action="invite", user=request.user):
        asked.problems["addresses"] = _(
            "Vandaag ging er al vaak zo’n mail uit. Geef de link zelf, of wacht tot morgen."
        )
    if asked.problems or asked.day is None:
        return _invite(request, mine, asked, options)
    team = _parent(organisation_id, asked.team) if rules.goes_with_team(asked.what) else None
    try:
        secret = invitations.make(mine.organisation, asked.kind, team, asked.day, today)
    except WrongInvitation:  # Anything else was looked at above.
        asked.problems["what"] = _("Er staan al {most} uitnodigingen open. Trek er eerst een in.").format(
            most=rules.MOST_INVITATIONS
        )
        return _invite(request, mine, asked, options)
    except NotThere:
        raise Http404 from None
    link = whole(reverse("web:teams-invited", args=[secret]))
    mail.send_all_later([(*_letter(link), address) for address in asked.letters])
    context = {
        "mine": {"id": mine.organisation.pk, "name": mine.organisation.name},
        "what": wording.what_words(asked.what),
        "once": rules.works_once(asked.what),
        "team": team.name if team else "",
        "link": link,
        "until": library.words().weekday(asked.day),
        "mailed": len(asked.letters),
    }
    return render(request, "teams/link.html", context)


def _letter(link: str) -> tuple[str, str]:
    """The mail, word for word the same for everybody. Nothing in it was typed by anybody: it can carry no words of others."""
    text = _(
        "Iemand die in Tegenwind een organisatie beheert, nodigt je uit. Wie en waarvoor, lees je achter deze link:\n\n%(link)s\n\n"
        "Je beslist daar zelf. Neem je een plek in een team, dan krijgt niemand dat te zien. Verwacht je dit niet, vraag "
        "het dan eerst na op je werk, of gooi deze mail weg. Je adres is hier niet bewaard."
    ) % {"link": link}
    return _("Een uitnodiging"), text


def _invite(request: OpenRequest, mine: Standing, asked: forms.Asked, options: list[tuple[str, str]]) -> HttpResponse:
    rows = [
        {
            "letters": wording.letters(one.pk),
            "what": wording.what_words(one.what),
            "team": one.team.name if one.team else "",
            "until": library.words().weekday(one.ends_on),
        }
        for one in invitations.open_of(mine.organisation, timezone.localdate())
    ]
    context = {
        "mine": {"id": mine.organisation.pk, "name": mine.organisation.name},
        "asked": asked,
        "whats": [
            (one, wording.what_words(one)) for one in (rules.MEMBER, rules.LEADER, rules.HOST, rules.ADMINISTRATOR)
        ],
        "options": options,
        "open": rows,
        "can_mail": mail.sends_mail(),
        "first": (timezone.localdate() + rules.SOONEST).isoformat(),
        "last": (timezone.localdate() + rules.LONGEST).isoformat(),
    }
    return render(request, "teams/invite.html", context, status=422 if asked.problems else 200)
