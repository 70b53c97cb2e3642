"""Organisations, the tree of their teams, places and roles; and who is near whom."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tegenwind.accounts.models import Person
from tegenwind.teams import actions, queries
from tegenwind.teams.errors import LastAdministrator, NotThere, WrongTree
from tegenwind.teams.models import Membership, Organisation, Role, Team
from tegenwind.teams.queries import close_to
from tests.accounts.people import joined

pytestmark = pytest.mark.django_db

W = Role.What


def someone(name: str) -> Person:
    return joined(name)[0]


def role(there: Organisation, person: Person, what: Role.What, team: Team | None = None) -> Role:
    """A role; who leads, leads this team or a new one."""
    if what is W.LEADER and team is None:
        team = actions.new_team(there, f"Team {there.teams.count()}")
    return actions.give_role(there, person, what, team)


class TestNear:
    @pytest.mark.parametrize(("mine", "theirs"), list(itertools.product([None, *W], [None, *W])))
    def test_who_hosts_leads_or_administers_where_i_am(self, mine: Role.What | None, theirs: Role.What | None) -> None:
        me, other, founder = someone("Noor"), someone("Sam"), someone("Kim")
        there = actions.found("Wijkteam Noord", founder)
        for person, what in ((me, mine), (other, theirs)):
            if what is None:
                actions.take_in(there, person)
            else:
                role(there, person, what)

        assert (other.pk in close_to(me)) == (theirs is not None)
        assert founder.pk in close_to(me)

    def test_what_somebody_is_elsewhere_does_not_count(self) -> None:
        me, other = someone("Noor"), someone("Sam")
        actions.found("De overkant", other)
        actions.found("Wijkteam", me)

        assert close_to(me) == {me.pk}
        assert close_to(someone("Kim")) == frozenset()

    def test_in_one_of_several_is_enough(self) -> None:
        me, other = someone("Noor"), someone("Sam")
        one, two = (actions.found(name, someone(name)) for name in ("Een", "Twee"))
        for there in (one, two):
            actions.take_in(there, me)
        hosts = actions.give_role(two, other, W.HOST)
        actions.take_in(two, other)

        assert other.pk in close_to(me)
        actions.take_role(two, hosts.pk)
        assert other.pk not in close_to(me)
        assert Membership.objects.filter(person=other, organisation=two).count() == 1


class TestFounding:
    @pytest.mark.parametrize("name", ["", "   ", "x" * 121])
    def test_an_organisation_has_a_name(self, name: str) -> None:
        with pytest.raises(ValueError, match="1 to 120"):
            actions.found(name, someone("Noor"))
        assert not Organisation.objects.exists()

    def test_being_taken_in_or_given_a_role_twice_is_once(self) -> None:
        me = someone("Noor")
        there = actions.found("  Wijk   team ", me)
        team = actions.new_team(there, "Oost")
        for shown in ("N", "Noor van Oost"):
            actions.take_in(there, me, team)
            actions.give_role(there, me, W.LEADER, team, shown)

        assert there.name == "Wijk team"
        assert Role.objects.count() == 2 and Membership.objects.count() == 1
        assert Role.objects.get(what=W.LEADER).name == "Noor van Oost"

    def test_one_team_at_most_and_none_of_another_organisation(self) -> None:
        me = someone("Noor")
        there, elsewhere = actions.found("Hier", me), actions.found("Elders", me)
        one, two = actions.new_team(there, "Een"), actions.new_team(there, "Twee")
        for team in (one, two):
            actions.take_in(there, me, team)
        assert Membership.objects.get(organisation=there).team == two
        for do in (
            lambda: actions.take_in(elsewhere, me, one),
            lambda: actions.give_role(elsewhere, me, W.LEADER, one),
            lambda: actions.new_team(elsewhere, "Drie", one),
            lambda: actions.give_role(there, me, W.HOST, one),
            lambda: actions.give_role(there, me, W.LEADER),
        ):
            with pytest.raises(ValueError):
                do()


class TestGoing:
    def test_an_organisation_without_anybody_goes_with_its_tree(self) -> None:
        me, other = someone("Noor"), someone("Sam")
        there, elsewhere = actions.found("Wijkteam", me), actions.found("Elders", me)
        actions.new_team(there, "Onder", actions.new_team(there, "Boven"))
        for one in (there, elsewhere):
            actions.take_in(one, other)
        role(there, other, W.ADMINISTRATOR)

        actions.leave(there, me)
        assert Organisation.objects.count() == 2
        other.delete()
        assert list(Organisation.objects.values_list("name", flat=True)) == ["Elders"]
        me.delete()
        assert not Organisation.objects.exists() and not Team.objects.exists()

    @pytest.mark.parametrize("others", [0, 1, 6])
    def test_the_last_administrator_names_another_first_whoever_else_is_in(self, others: int) -> None:
        """Also when nobody is: else leaving would tell whether somebody accepted."""
        me = someone("Noor")
        there = actions.found("Wijkteam", me)
        mine = Role.objects.get(person=me)
        for number in range(others):
            actions.take_in(there, someone(f"Lid {number}"))

        with pytest.raises(LastAdministrator):
            actions.leave(there, me)
        with pytest.raises(LastAdministrator):
            actions.take_role(there, mine.pk)
        assert Role.objects.filter(person=me).count() == 1
        next_one = role(there, someone("Sam"), W.ADMINISTRATOR)
        actions.leave(there, me)
        assert list(Role.objects.all()) == [next_one]

    def test_ending_it_takes_everything_of_it_and_nothing_else(self) -> None:
        me, other = someone("Noor"), someone("Sam")
        there, elsewhere = actions.found("Wijkteam", me), actions.found("Elders", other)
        actions.take_in(there, other, actions.new_team(there, "Onder", actions.new_team(there, "Boven")))
        actions.end(there)
        assert list(Organisation.objects.all()) == [elsewhere]
        assert not Team.objects.exists() and not Membership.objects.exists() and Role.objects.count() == 1
        with pytest.raises(NotThere):
            actions.end(there)

    def test_who_erases_their_place_goes_out_of_everything(self) -> None:
        me, founder = someone("Noor"), someone("Kim")
        there = actions.found("Wijkteam", founder)
        actions.take_in(there, me, actions.new_team(there, "Oost"))
        role(there, me, W.HOST)
        me.delete()
        assert not Membership.objects.exists() and Role.objects.get().person == founder


class TestTree:
    def made(self) -> tuple[Organisation, dict[str, Team]]:
        """Oost with Jeugd and Volwassenen, and Jeugd with Nacht; beside it West."""
        there = actions.found("Wijkteams", someone("Kim"))
        teams = {"Oost": actions.new_team(there, "Oost"), "West": actions.new_team(there, "West")}
        for name, above in (("Jeugd", "Oost"), ("Volwassenen", "Oost"), ("Nacht", "Jeugd")):
            teams[name] = actions.new_team(there, name, teams[above])
        return there, teams

    def shape(self, there: Organisation) -> list[tuple[str, int, int]]:
        return [(one.team.name, one.depth, one.people) for one in queries.tree(there)]

    def test_each_team_is_followed_by_its_parts_and_counts_them(self) -> None:
        there, teams = self.made()
        for number, team in enumerate(("Nacht", "Nacht", "Volwassenen", "Oost")):
            actions.take_in(there, someone(f"Lid {number}"), teams[team])
        actions.take_in(there, someone("Geen team"))
        assert self.shape(there) == [
            ("Oost", 0, 4),
            ("Jeugd", 1, 2),
            ("Nacht", 2, 2),
            ("Volwassenen", 1, 1),
            ("West", 0, 0),
        ]
        line = queries.with_above(teams["Nacht"].pk, queries.tree(there))
        assert [one.team.name for one in line] == ["Oost", "Jeugd", "Nacht"]
        assert queries.with_above(None, queries.tree(there)) == []

    @pytest.mark.parametrize("under", ["Oost", "Jeugd", "Nacht"])
    def test_no_team_is_part_of_itself(self, under: str) -> None:
        there, teams = self.made()
        before = self.shape(there)
        with pytest.raises(WrongTree, match="ring"):
            actions.move_team(there, teams["Oost"].pk, teams[under].pk)
        assert self.shape(there) == before

    def test_a_team_moves_with_its_parts(self) -> None:
        there, teams = self.made()
        actions.move_team(there, teams["Jeugd"].pk, teams["West"].pk)
        assert [name for name, _d, _p in self.shape(there)] == ["Oost", "Volwassenen", "West", "Jeugd", "Nacht"]
        actions.move_team(there, teams["Nacht"].pk, None)
        assert ("Nacht", 0, 0) in self.shape(there)

    def test_two_of_one_name_beside_each_other_are_refused(self) -> None:
        there, teams = self.made()
        actions.new_team(there, "Jeugd", teams["West"])  # Elsewhere it can.
        for do in (
            lambda: actions.new_team(there, "jeugd", teams["Oost"]),
            lambda: actions.rename_team(there, teams["Volwassenen"].pk, "JEUGD"),
            lambda: actions.move_team(there, teams["Jeugd"].pk, teams["West"].pk),
        ):
            with pytest.raises(WrongTree, match="name"):
                do()
        actions.rename_team(there, teams["Jeugd"].pk, "jeugd")  # Its own name in other letters.

    def test_who_was_in_a_team_that_goes_is_in_the_one_above(self) -> None:
        there, teams = self.made()
        me, leads = someone("Noor"), someone("Sam")
        actions.take_in(there, me, teams["Jeugd"])
        role(there, leads, W.LEADER, teams["Jeugd"])
        actions.take_out_team(there, teams["Jeugd"].pk)
        assert self.shape(there) == [("Oost", 0, 1), ("Nacht", 1, 0), ("Volwassenen", 1, 0), ("West", 0, 0)]
        assert not Role.objects.filter(person=leads).exists()
        actions.take_out_team(there, teams["Oost"].pk)
        assert Membership.objects.get(person=me).team is None

    def test_beginning_anew_leaves_parts_and_roles_alone(self) -> None:
        there, teams = self.made()
        me, below, leads = someone("Noor"), someone("Sam"), someone("Mo")
        actions.take_in(there, me, teams["Jeugd"])
        actions.take_in(there, below, teams["Nacht"])
        actions.take_in(there, leads, teams["Jeugd"])
        role(there, leads, W.LEADER, teams["Jeugd"])
        actions.begin_anew(there, teams["Jeugd"].pk)
        assert list(Membership.objects.all()) == [Membership.objects.get(person=below)]
        assert Role.objects.filter(person=leads).exists()
        assert queries.standings(me) == []

    def test_what_is_of_another_organisation_is_not_there(self) -> None:
        there, teams = self.made()
        elsewhere = actions.found("Elders", someone("Mo"))
        theirs = Role.objects.get(organisation=there)
        dos: list[Any] = [
            lambda: actions.rename_team(elsewhere, teams["Oost"].pk, "Van ons"),
            lambda: actions.move_team(elsewhere, teams["Oost"].pk, None),
            lambda: actions.take_out_team(elsewhere, teams["Oost"].pk),
            lambda: actions.begin_anew(elsewhere, teams["Oost"].pk),
            lambda: actions.take_role(elsewhere, theirs.pk),
            lambda: actions.move_team(there, teams["Oost"].pk, 12345),
        ]
        before = self.shape(there)
        for do in dos:
            with pytest.raises(NotThere):
                do()
        assert self.shape(there) == before and Role.objects.count() == 2


def test_no_row_of_a_team_has_a_moment_in_it() -> None:
    from django.apps import apps
    from django.db import models

    dated = {
        f"{model.__name__}.{one.name}"
        for model in apps.get_app_config("teams").get_models()
        for one in model._meta.get_fields()
        if isinstance(one, models.DateField | models.TimeField)
    }
    assert dated == {"Invitation.ends_on"}
