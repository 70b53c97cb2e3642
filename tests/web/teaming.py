"""Organisations and teams through the pages: making them, inviting, joining; and the way along every page of them."""

from __future__ import annotations

import datetime
import html
import re
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from tegenwind.teams import actions, invitations
from tegenwind.teams.models import Invitation, Organisation, Role, Team
from tegenwind.web.ids import RecordIdConverter
from tests.web.people import Human, Nobody, at, main, text


def letters(number: int) -> str:
    """A number as it stands in forms."""
    return RecordIdConverter().to_url(number)


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def organisation_of(owner: Human) -> tuple[int]:
    """One that this person administers, hosts in and has a team in: what a row of the addresses is about."""
    there = actions.found("Wijkteams Oost", owner.person, "Ada van Oost")
    actions.give_role(there, owner.person, Role.What.HOST, shown="Ada van Oost")
    actions.take_in(there, owner.person, actions.new_team(there, "Jeugd"))
    return (there.pk,)


def invited_to(_owner: Human) -> tuple[str]:
    """An invitation to a team of somebody else's; its secret."""
    there = actions.found("Wijkteams West", Human.join("Westelijk").person, "Wim")
    return (invite(there, "member", actions.new_team(there, "Nacht")),)


def invite(there: Organisation, what: str, team: Team | None = None, days: int = 14) -> str:
    """The secret of a new invitation."""
    return invitations.make(there, Invitation.What(what), team, in_days(days), timezone.localdate())


def place() -> SimpleNamespace:
    """An organisation with two teams and one of each sort of person; another one; and who has nothing to do with either.

    Jeugd, with Nacht below it: `member` is in Nacht, `mate` too, `leader` leads Jeugd; `other` is in West, beside them.
    """
    names = ("member", "mate", "leader", "host", "administrator", "other", "elsewhere", "stranger")
    people = SimpleNamespace(**{name: Human.join(name.capitalize()) for name in names})
    there = actions.found("Wijkteams Oost", people.administrator.person, "Anna Beheer")
    jeugd, west = actions.new_team(there, "Jeugd"), actions.new_team(there, "West")
    nacht = actions.new_team(there, "Nacht", jeugd)
    for human, team in ((people.member, nacht), (people.mate, nacht), (people.other, west)):
        actions.take_in(there, human.person, team)
    actions.give_role(there, people.leader.person, Role.What.LEADER, jeugd, "Lotte Leiding")
    actions.give_role(there, people.host.person, Role.What.HOST, None, "Hans Gesprek")
    apart = actions.found("Elders", people.elsewhere.person, "Els Elders")
    people.there, people.apart = there, apart
    people.jeugd, people.nacht, people.west = jeugd, nacht, west
    return people


def link_on(answer: Any) -> str:
    """The path of the link that a page shows."""
    found = re.search(r'id="link">([^<]+)<', text(answer))
    assert found, main(answer)
    whole = html.unescape(found[1])
    return whole[whole.index("/teams/invited/") :]


def teams(noor: Human, other: Human) -> None:
    """Along every page of teams, with what goes wrong on the way; `other` is invited."""
    noor.get("me")
    noor.get("teams")
    noor.get("teams-new")
    noor.post("teams-new", name="", shown="")
    noor.post("teams-new", name="Q" * 130, shown="Q" * 70)
    assert noor.post("teams-new", name="Qorg", shown="Qnaam").status_code == 302
    there = Organisation.objects.get(name="Qorg")
    tree, invite_page, one = (at(f"teams-{name}", there.pk) for name in ("tree", "invite", "one"))
    noor.client.get(tree)
    noor.client.get(invite_page)
    for name in ("Qteam", "Qdeel", "", "Qteam"):
        noor.client.post(tree, {"do": "add", "add": name})
    top, part = (letters(Team.objects.get(name=name).pk) for name in ("Qteam", "Qdeel"))
    for asked in (f"?team={top}", f"?role={letters(there.roles.get().pk)}", ""):
        noor.client.get(tree + asked)
    for fields in (
        {"do": "move", "team": part, "under": top},
        {"do": "move", "team": top, "under": part},
        {"do": "rename", "team": part, "rename": ""},
        {"do": "anew", "team": part},
        {"do": "out", "team": part},
        {"do": "take", "role": letters(there.roles.get().pk)},
        {"do": "take", "role": letters(there.roles.get().pk), "sure": "1"},
        {"do": "organisation", "organisation": ""},
    ):
        noor.client.post(tree, fields)
    for fields in (
        {"what": "x", "until": "x"},
        {"what": "member", "until": "2020-01-01", "addresses": "x"},
        {"what": "host", "until": in_days(3).isoformat(), "addresses": "q@example.org\nr@example.org"},
        {
            "what": "member",
            "until": in_days(3).isoformat(),
            "addresses": "\n".join(f"q{n}@example.org" for n in range(51)),
        },
    ):
        noor.client.post(invite_page, fields)
    found = {}
    for what, team in (("member", part), ("member", top), ("leader", part), ("host", ""), ("administrator", "")):
        fields = {"what": what, "team": team, "until": in_days(3).isoformat()}
        found[what, team] = link_on(noor.client.post(invite_page, fields))
    noor.client.get(invite_page)
    _is_invited(other, found, part, top)
    noor.client.get(one)
    other.client.get(one)
    other.get("teams")
    for human in (noor, other):
        human.get("teams-leave", there.pk)
    noor.post("teams-leave", there.pk, do="leave")
    noor.post("teams-leave", there.pk, do="end")
    number = letters(Invitation.objects.filter(organisation=there)[0].pk)
    noor.client.post(invite_page, {"do": f"withdraw-{number}"})
    noor.client.post(tree, {"do": "out", "team": part, "sure": "1"})
    noor.client.post(tree, {"do": "out", "team": top, "sure": "1"})
    other.client.get(one)
    noor.post("teams-leave", there.pk, do="end", sure="1")


def _is_invited(other: Human, found: dict[tuple[str, str], str], part: str, top: str) -> None:
    passer = Nobody()
    passer.client = type(other.client)(**_language(other))
    for link in found.values():
        passer.client.get(link)
        other.client.get(link)
    passer.client.get("/teams/invited/x/")
    passer.client.get(f"/join/?next={found['member', part]}")
    other.client.post(found["member", part], {"do": "take"})
    for link in (found["member", part], found["member", top]):
        other.client.get(link)
    other.client.post(found["host", ""], {"do": "take", "shown": ""})
    for what in (("host", ""), ("leader", part)):
        other.client.post(found[what], {"do": "take", "shown": "Qx"})
        other.client.get(found[what])


def _language(human: Human) -> dict[str, Any]:
    """What a browser that speaks and notes as this one is made with; nothing for an ordinary one."""
    known = vars(human.client)
    return {name: known[name] for name in ("language", "book") if name in known}
