"""Who may prepare and host a wave: a host there who leads none of its teams. Nobody else sees that it can be done, or changes a byte."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.teams import actions as teams
from tegenwind.teams.models import Membership, Organisation, Role, Team
from tegenwind.waves.models import Agreement, Leading, MailWish, RosterLine, Wave, WaveGroup
from tests.waves import making
from tests.web.hosting import chosen, hidden, post, state
from tests.web.people import Human, Nobody, at, text

pytestmark = pytest.mark.django_db

#: What each gets: the page to prepare a wave, and the page of one that runs.
SEES = {
    "host": (200, 200),
    "other_host": (200, 200),
    "leading_host": (200, 403),
    "member": (404, 404),
    "leader": (404, 404),
    "administrator": (404, 404),
    "other_team": (404, 404),
    "staff": (404, 404),
    "elsewhere": (404, 404),
}
DOES: tuple[dict[str, Any], ...] = (
    {"do": "remind", "reminded": "0"},
    {"do": "extend", "day": (making.TODAY + datetime.timedelta(days=30)).isoformat()},
    {"do": "stop"},
    {"do": "close"},
)


def everything() -> tuple[Any, ...]:
    """Every row of organisations and waves."""
    models = (Organisation, Team, Membership, Role, Wave, WaveGroup, RosterLine, Leading, MailWish, Agreement)
    return tuple(list(model._default_manager.order_by("pk").values()) for model in models)


@pytest.fixture
def here(owner: Human) -> SimpleNamespace:
    """A wave of Noord with Dag below it, after its day, so that everything can be done; Zuid is not in it."""
    people = SimpleNamespace(**{name: Human.join(name) for name in SEES}, nobody=Nobody())
    made = making.organisation(
        {"Noord": 6, "Noord/Dag": 6, "Zuid": 6},
        host=people.host.person,
        administrator=people.administrator.person,
        also={"Noord/Dag": [people.member.person], "Zuid": [people.other_team.person]},
        led_by={"Noord": {"Lotte": people.leader.person}},
    )
    for name in ("other_host", "leading_host"):
        teams.give_role(made.organisation, getattr(people, name).person, Role.What.HOST, shown=name)
    teams.give_role(made.organisation, people.leading_host.person, Role.What.LEADER, made.teams["Noord/Dag"], "L")
    apart = making.organisation({"Elders": 6}, host=people.elsewhere.person, name="Elders")
    teams.give_role(apart.organisation, people.elsewhere.person, Role.What.ADMINISTRATOR)
    staff = people.staff.person
    staff.is_staff = True
    staff.save()
    people.wave = making.wave(made, ("Noord", "Noord/Dag"), today=timezone.localdate() - datetime.timedelta(days=22))
    people.made = made
    return people


@pytest.mark.parametrize("who", SEES)
def test_who_sees_what(who: str, here: SimpleNamespace) -> None:
    one: Human = getattr(here, who)
    found = (one.get("wave-new", here.made.organisation.pk), one.get("wave-host", here.wave.pk))
    assert tuple(answer.status_code for answer in found) == SEES[who]
    for answer in found:
        if answer.status_code == 404:
            assert "Uitspreken" not in text(answer) and "De Oever" not in text(answer)
    for ask in ("stop", "close"):
        assert one.get("wave-host", here.wave.pk, query=f"?ask={ask}").status_code == SEES[who][1]


@pytest.mark.parametrize("who", [name for name, (_new, host) in SEES.items() if host != 200])
def test_nobody_else_changes_a_wave(who: str, here: SimpleNamespace) -> None:
    one: Human = getattr(here, who)
    before = everything()
    for fields in DOES:
        for headers in ({}, {"X-Autosave": "1"}):
            answer = one.client.post(at("wave-host", here.wave.pk), fields, headers=headers)
            assert answer.status_code == SEES[who][1]
    assert everything() == before


@pytest.mark.parametrize("who", [name for name in SEES if name not in ("host", "other_host")])
def test_nobody_else_opens_one(who: str, here: SimpleNamespace) -> None:
    one: Human = getattr(here, who)
    fields = hidden(post(here.host, here.made, **chosen(here.made, "Noord", "Noord/Dag", pack="steun"), do="preview"))
    before = everything()
    for do in ("preview", "open"):
        assert post(one, here.made, **(fields | {"do": do})).status_code == (403 if who == "leading_host" else 404)
    assert everything() == before
    assert (
        post(here.other_host, here.made, **(fields | {"do": "open"})).status_code == 409
    )  # Under another name: seen first.


def test_who_is_signed_in_nowhere_is_led_to_signing_in(here: SimpleNamespace) -> None:
    before = everything()
    for name, number in (("wave-new", here.made.organisation.pk), ("wave-host", here.wave.pk)):
        assert here.nobody.get(name, number).headers["Location"].startswith("/sign-in/")
        assert here.nobody.client.post(at(name, number), {"do": "stop"}).status_code == 401
    assert everything() == before


def test_a_role_that_was_laid_down_gives_nothing_any_more(here: SimpleNamespace) -> None:
    Role.objects.filter(person=here.host.person).delete()
    assert here.host.get("wave-host", here.wave.pk).status_code == 404
    assert here.host.client.post(at("wave-host", here.wave.pk), {"do": "stop"}).status_code == 404
    assert state(here.wave) == "open"
    assert here.other_host.client.post(at("wave-host", here.wave.pk), {"do": "stop"}).status_code == 302


def test_each_organisation_has_its_own_hosts(here: SimpleNamespace) -> None:
    """A host of elsewhere cannot take a team of here into a wave of theirs."""
    theirs = Organisation.objects.get(name="Elders")
    fields = chosen(here.made, "Noord", pack="steun")
    answer = here.elsewhere.client.post(at("wave-new", theirs.pk), fields | {"do": "preview"})
    assert answer.status_code == 422 and "Noord" not in text(answer)
