"""Inviting: links for a team that nobody counts, links for a role that work once, and what is kept of them."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tegenwind.accounts.models import Person
from tegenwind.teams import actions, invitations, rules
from tegenwind.teams.errors import LastAdministrator, NotThere, TeamsError, WrongInvitation, WrongTree
from tegenwind.teams.models import Invitation, Membership, Organisation, Role, Team
from tests.accounts.people import joined
from tests.coaching.test_at_once import at_once

TODAY = datetime.date(2026, 3, 10)
LAST = TODAY + datetime.timedelta(days=14)
W = Invitation.What


def someone(name: str) -> Person:
    return joined(name)[0]


def place() -> tuple[Organisation, Team]:
    there = actions.found("Wijkteams", someone("Kim"), "Kim van kwaliteit")
    return there, actions.new_team(there, "Oost")


def made(there: Organisation, what: Invitation.What, team: Team | None = None) -> str:
    return invitations.make(there, what, team if rules.goes_with_team(what) else None, LAST, TODAY)


def every_row() -> dict[str, list[Any]]:
    """Every row of every table, but for the people themselves."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in apps.get_models()}


@pytest.mark.django_db
class TestForATeam:
    def test_everybody_who_has_it_can_use_it_and_it_stays_as_it_was(self) -> None:
        there, team = place()
        secret = made(there, W.MEMBER, team)
        people = [someone(f"Lid {number}") for number in range(3)]
        before = every_row()
        for person in people:
            assert invitations.accept(person, secret, TODAY) == there
            invitations.accept(person, secret, TODAY)  # Twice is once.

        after = every_row()
        assert {label for label in after if after[label] != before[label]} == {"teams.Membership"}
        assert {one.person for one in Membership.objects.filter(team=team)} == set(people)

    def test_who_was_in_another_team_moves(self) -> None:
        there, team = place()
        me = someone("Noor")
        actions.take_in(there, me, actions.new_team(there, "West"))
        invitations.accept(me, made(there, W.MEMBER, team), TODAY)
        assert Membership.objects.get(person=me).team == team

    def test_of_the_secret_only_a_hash_is_kept(self) -> None:
        there, team = place()
        secret = made(there, W.MEMBER, team)
        kept = Invitation.objects.get()
        assert bytes(kept.secret) == hashlib.sha256(secret.encode()).digest()
        assert secret not in repr(every_row()) and len(secret) == 43
        assert made(there, W.MEMBER, team) != secret

    def test_its_links_end_when_the_team_begins_anew_and_those_of_others_do_not(self) -> None:
        there, team = place()
        old, elsewhere = made(there, W.MEMBER, team), made(there, W.MEMBER, actions.new_team(there, "West"))
        leads = made(there, W.LEADER, team)
        actions.begin_anew(there, team.pk)
        with pytest.raises(NotThere):
            invitations.accept(someone("Noor"), old, TODAY)
        for secret in (elsewhere, leads):
            invitations.find(secret, TODAY)


@pytest.mark.django_db
class TestForARole:
    @pytest.mark.parametrize("what", [W.HOST, W.LEADER, W.ADMINISTRATOR])
    def test_it_works_once_and_is_gone(self, what: Invitation.What) -> None:
        there, team = place()
        secret = made(there, what, team)
        me = someone("Noor")
        invitations.accept(me, secret, TODAY, "  Noor   van Oost ")
        given = Role.objects.get(person=me)
        assert (given.what, given.name) == (what.value, "Noor van Oost")
        assert given.team == (team if what is W.LEADER else None)
        assert not Invitation.objects.exists() and not Membership.objects.exists()
        with pytest.raises(NotThere):
            invitations.accept(someone("Sam"), secret, TODAY, "Sam")
        assert not Role.objects.filter(name="Sam").exists()

    @pytest.mark.parametrize("shown", ["", "  ", "x" * 61])
    def test_without_a_name_nothing_happens(self, shown: str) -> None:
        there, team = place()
        secret = made(there, W.HOST, team)
        with pytest.raises(ValueError):
            invitations.accept(someone("Noor"), secret, TODAY, shown)
        assert Role.objects.count() == 1 and Invitation.objects.count() == 1


@pytest.mark.django_db
class TestItsDays:
    def test_its_last_day_counts_and_the_next_does_not(self) -> None:
        there, team = place()
        secret = made(there, W.MEMBER, team)
        me = someone("Noor")
        invitations.accept(me, secret, LAST)
        day_after = LAST + datetime.timedelta(days=1)
        for do in (
            lambda: invitations.find(secret, day_after),
            lambda: invitations.accept(someone("Sam"), secret, day_after),
        ):
            with pytest.raises(NotThere):
                do()
        assert list(invitations.open_of(there, LAST)) and not invitations.open_of(there, day_after)
        assert (invitations.sweep(LAST), invitations.sweep(day_after)) == (0, 1)
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("days", [-1, 0, 31, 400])
    def test_a_day_that_does_not_fit(self, days: int) -> None:
        there, team = place()
        with pytest.raises(WrongInvitation, match="day"):
            invitations.make(there, W.MEMBER, team, TODAY + datetime.timedelta(days), TODAY)
        assert not Invitation.objects.exists()

    def test_a_team_too_many_or_too_few(self) -> None:
        there, team = place()
        for what, given in ((W.MEMBER, None), (W.LEADER, None), (W.HOST, team), (W.ADMINISTRATOR, team)):
            with pytest.raises(WrongInvitation, match="team"):
                invitations.make(there, what, given, LAST, TODAY)
        with pytest.raises(NotThere):
            invitations.make(actions.found("Elders", someone("Mo")), W.MEMBER, team, LAST, TODAY)
        assert not Invitation.objects.exists()

    def test_so_many_and_no_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rules, "MOST_INVITATIONS", 2)
        there, team = place()
        for _ in range(2):
            made(there, W.MEMBER, team)
        with pytest.raises(WrongInvitation, match="many"):
            made(there, W.MEMBER, team)
        invitations.make(there, W.MEMBER, team, LAST + datetime.timedelta(5), LAST + datetime.timedelta(1))


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "x", "x" * 43, "x" * 44, "é" * 43, "x" * 42 + "\0", "../" * 14 + "x"])
def test_a_link_that_was_never_made(secret: str) -> None:
    with pytest.raises(NotThere):
        invitations.find(secret, TODAY)


@pytest.mark.django_db
def test_withdrawn_is_gone_and_only_by_its_own_organisation() -> None:
    there, team = place()
    elsewhere = actions.found("Elders", someone("Mo"))
    secret = made(there, W.MEMBER, team)
    number = Invitation.objects.get().pk
    with pytest.raises(NotThere):
        invitations.withdraw(elsewhere, number)
    invitations.find(secret, TODAY)
    invitations.withdraw(there, number)
    for do in (lambda: invitations.find(secret, TODAY), lambda: invitations.withdraw(there, number)):
        with pytest.raises(NotThere):
            do()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_of_many_takes_a_role(self) -> None:
        there, team = place()
        secret = made(there, W.HOST, team)
        people = [someone(f"Lid {number}") for number in range(4)]
        ended = at_once(*(lambda one=one: invitations.accept(one, secret, TODAY, one.username) for one in people))
        assert ended.count(there) == 1
        assert [one for one in ended if one != there] and all(
            isinstance(one, NotThere) for one in ended if one != there
        )
        assert Role.objects.filter(what=W.HOST).count() == 1

    def test_everybody_takes_a_place_and_one_who_presses_twice_has_one(self) -> None:
        there, team = place()
        secret = made(there, W.MEMBER, team)
        me, other = someone("Noor"), someone("Sam")
        ended = at_once(*(lambda one=one: invitations.accept(one, secret, TODAY) for one in (me, me, other, other)))
        assert ended == [there] * 4
        assert Membership.objects.filter(team=team).count() == 2

    def test_two_found_and_each_has_their_own(self) -> None:
        people = [someone("Noor"), someone("Sam")]
        at_once(*(lambda one=one: actions.found("Wijkteam", one) for one in people))
        assert Organisation.objects.count() == 2
        assert {role.person for role in Role.objects.all()} == set(people)

    def test_of_two_administrators_who_both_go_one_stays(self) -> None:
        there, _team = place()
        kim, sam = Person.objects.get(username="Kim"), someone("Sam")
        actions.give_role(there, sam, Role.What.ADMINISTRATOR)
        ended = at_once(lambda: actions.leave(there, kim), lambda: actions.leave(there, sam))
        assert sorted(type(one).__name__ for one in ended) == ["LastAdministrator", "NoneType"]
        assert Role.objects.filter(what=W.ADMINISTRATOR).count() == 1

    def test_two_teams_that_move_under_each_other_make_no_ring(self) -> None:
        there, one = place()
        two = actions.new_team(there, "West")
        ended = at_once(
            lambda: actions.move_team(there, one.pk, two.pk), lambda: actions.move_team(there, two.pk, one.pk)
        )
        assert sorted(type(each).__name__ for each in ended) == ["NoneType", "WrongTree"]
        assert Team.objects.filter(parent=None).count() == 1


def test_no_mistake_names_anybody() -> None:
    mistakes = (NotThere(), LastAdministrator(), WrongTree("name"), WrongInvitation("day"))
    assert all(isinstance(one, TeamsError) and "Oost" not in str(one) for one in mistakes)


@pytest.mark.django_db
def test_no_row_keeps_the_order_in_which_people_came() -> None:
    """Numbers are drawn at random: sorted by them, places stand in no order of time."""
    there, team = place()
    secret = made(there, W.MEMBER, team)
    for number in range(12):
        invitations.accept(someone(f"Lid {number:02}"), secret, TODAY)
    came = list(Membership.objects.order_by("person__username").values_list("pk", flat=True))
    # In order by chance: once in 12! = 479 million runs.
    assert came != sorted(came)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM teams_membership ORDER BY rowid")
            assert [row[0] for row in cursor.fetchall()] == sorted(came)
