"""The made-up organisation of the demo: everything a wave can show, and every reason not to show it, is in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tegenwind.accounts.models import Person
from tegenwind.measure import RULES, Figure, GroupPublication, groups_of, is_apart, voices
from tegenwind.packs.model import Pack
from tegenwind.practice.expectation import KIND, Expectation
from tegenwind.project import demo_waves, serving
from tegenwind.teams.models import Organisation, Role, Team
from tegenwind.vault import queries
from tegenwind.waves import house
from tegenwind.waves.closing import commitment_of
from tegenwind.waves.models import Agreement, Leading, Wave, WaveGroup
from tegenwind.waves.queries import groups_for, invitations
from tegenwind.web import library
from tests.accounts.people import joined

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SimpleNamespace]:
    """The organisation, made once for three who joined, and only looked at after that; the waves by name."""
    assert serving.install_packs(settings.TEGENWIND) == []
    with django_db_blocker.unblock(), transaction.atomic():
        people = {name: joined(name) for name in (demo_waves.MEMBER, demo_waves.HOST, demo_waves.LEADER.name)}
        demo_waves.settle(people)
        first, one_team, later, running = Wave.objects.order_by("opened_on")
        yield SimpleNamespace(people=people, first=first, one_team=one_team, later=later, running=running)
        house.destroy(running.pk)
        transaction.set_rollback(True)


def published(wave: Wave) -> dict[str, GroupPublication]:
    """By the name of the group; those who lead are ``leaders``."""
    names = {str(group.number): group.name or str(group.what) for group in wave.groups.all()}
    return {names[number]: group for number, group in groups_of(wave.publication or {}).items()}


def rules_in(wave: Wave) -> Iterator[str]:
    for group in published(wave).values():
        found = [group.withheld, *(theme.withheld for theme in group.themes.values())]
        found += [one for one in group.questions.values() if not isinstance(one, Figure)]
        yield from (rule for rule in found if rule is not None)


def themes(pack: Pack) -> dict[str, list[str]]:
    return {theme.id: [one.id for one in theme.statements] for theme in pack.themes}


def test_nine_teams_and_three_waves_that_closed(made: SimpleNamespace) -> None:
    assert Organisation.objects.get().name == demo_waves.NAME and Team.objects.count() == 9
    closed = [made.first, made.one_team, made.later]
    assert [(one.pack, one.state) for one in closed] == [
        ("uitspreken", Wave.State.PUBLISHED),
        ("teambehoeften", Wave.State.PUBLISHED),
        ("uitspreken", Wave.State.PUBLISHED),
    ]
    assert (made.running.pack, made.running.is_open) == ("steun", True)
    today = timezone.localdate()
    assert all(one.closes_on < today for one in closed) and made.running.closes_on > today


def test_every_rule_and_every_level_occurs(made: SimpleNamespace) -> None:
    assert {rule for wave in (made.first, made.later) for rule in rules_in(wave)} == set(RULES)
    levels = set()
    for group in published(made.first).values():
        levels |= {
            (one.shares is not None, one.mean is not None)
            for one in group.questions.values()
            if isinstance(one, Figure)
        }
    assert levels == {(False, False), (True, False), (True, True)}


def test_who_leads_together_and_who_leads_alone_can_both_be_seen(made: SimpleNamespace) -> None:
    assert made.first.leaders_together and made.later.leaders_together
    assert published(made.first)["leaders"].withheld is None
    assert not made.one_team.leaders_together
    (side,) = Leading.objects.filter(wave=made.one_team)
    assert side.name == "Bas" and side.agreed
    assert [one["name"] for one in made.one_team.publication["leaders"]] == ["Bas"]


def test_expectation_and_experience_lie_apart_somewhere_and_together_somewhere(made: SimpleNamespace) -> None:
    for wave in (made.first, made.one_team):
        pack = library.version(wave.digest)
        together = wave.groups.filter(what=WaveGroup.What.LEADERS).first()
        found = voices(wave.publication, themes(pack), "0", None if together is None else str(together.number))
        whole = groups_of(wave.publication)["0"]
        apart = {
            theme: is_apart(whole.themes[theme].place, [one.estimates.get(theme) for one in found])
            for theme in themes(pack)
        }
        assert set(apart.values()) == {True, False}


def test_a_team_and_the_whole_can_be_seen_in_both_waves_of_the_same_statements(made: SimpleNamespace) -> None:
    for name in (demo_waves.NIGHT, demo_waves.NAME):
        then, now = published(made.first)[name], published(made.later)[name]
        assert then.withheld is None and now.withheld is None
        assert {name: one.place for name, one in then.themes.items()} != {
            name: one.place for name, one in now.themes.items()
        }


def test_it_can_be_clicked_from_three_sides(made: SimpleNamespace) -> None:
    member, host, leader = (
        made.people[name][0] for name in (demo_waves.MEMBER, demo_waves.HOST, demo_waves.LEADER.name)
    )

    def seen(person: Person) -> set[str]:
        return {group.name for group in groups_for(person, made.first)}

    assert seen(member) == {demo_waves.NIGHT, "Nacht en crisis", demo_waves.NAME}
    assert seen(leader) == {demo_waves.NIGHT, "Crisisdienst", "Nacht en crisis", demo_waves.NAME}
    assert len(seen(host)) == 10
    for person in (member, host, leader):
        assert [one.wave for one in invitations(person)] == [made.running]
    assert set(Role.objects.filter(person=leader).values_list("what", flat=True)) == {"leader", "administrator"}


def test_who_leads_alone_keeps_what_they_were_bound_to(made: SimpleNamespace) -> None:
    _person, unlocked = made.people[demo_waves.LEADER.name]
    (head,) = queries.all_heads(unlocked, KIND)
    kept = Expectation.model_validate(queries.open_record(unlocked, KIND, head.id).body)
    assert commitment_of(kept.written) == bytes(Leading.objects.get(wave=made.one_team).commitment)


def test_what_was_agreed_was_looked_back_on(made: SimpleNamespace) -> None:
    earlier = Agreement.objects.filter(wave=made.first).order_by("place")
    assert [one.came for one in earlier] == ["done", "partly", "not"]
    assert {one.who for one in earlier} == set(Agreement.Who.values)
    assert set(Agreement.objects.filter(wave=made.later).values_list("came", flat=True)) == {""}


def test_the_boxes_of_closed_waves_are_gone(made: SimpleNamespace) -> None:
    assert house.every() & set(Wave.objects.values_list("pk", flat=True)) == {made.running.pk}


def test_it_is_the_same_every_time_but_for_its_days(made: SimpleNamespace) -> None:
    """So that what is written about it stays true."""
    told = published(made.first)[demo_waves.NIGHT]
    assert {theme: one.place for theme, one in told.themes.items() if one.place} == {
        "iets-zeggen": 2.0,
        "wat-er-dan-gebeurt": 4.0,
        "vragen-en-twijfel": 2.5,
        "wie-beslist": 3.5,
    }
    assert made.first.opened_on == timezone.localdate() - datetime.timedelta(days=300)
