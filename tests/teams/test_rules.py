"""Who may do what: every combination of roles, and the days of an invitation."""

from __future__ import annotations

import datetime
import itertools

import pytest

from tegenwind.teams import rules
from tegenwind.teams.models import Invitation, Role

TODAY = datetime.date(2026, 3, 10)
ROLES = (rules.HOST, rules.LEADER, rules.ADMINISTRATOR)


def combinations() -> list[tuple[bool, frozenset[str]]]:
    """Every way to stand in an organisation: in a team or not, with every set of roles."""
    sets = [frozenset(some) for size in range(4) for some in itertools.combinations(ROLES, size)]
    return list(itertools.product((False, True), sets))


#: Who is in it or not, with which roles: may see, may tend, may leave as the last of one administrator, and of two.
TRUTH = {
    (False, frozenset()): (False, False, True, True),
    (False, frozenset({"host"})): (True, False, True, True),
    (False, frozenset({"leader"})): (True, False, True, True),
    (False, frozenset({"administrator"})): (True, True, False, True),
    (False, frozenset({"host", "leader"})): (True, False, True, True),
    (False, frozenset({"host", "administrator"})): (True, True, False, True),
    (False, frozenset({"leader", "administrator"})): (True, True, False, True),
    (False, frozenset(ROLES)): (True, True, False, True),
    (True, frozenset()): (True, False, True, True),
    (True, frozenset({"host"})): (True, False, True, True),
    (True, frozenset({"leader"})): (True, False, True, True),
    (True, frozenset({"administrator"})): (True, True, False, True),
    (True, frozenset({"host", "leader"})): (True, False, True, True),
    (True, frozenset({"host", "administrator"})): (True, True, False, True),
    (True, frozenset({"leader", "administrator"})): (True, True, False, True),
    (True, frozenset(ROLES)): (True, True, False, True),
}


@pytest.mark.parametrize(
    ("member", "roles"), combinations(), ids=lambda one: str(one and sorted(one)) if one is not True else "in"
)
def test_who_may_do_what(member: bool, roles: frozenset[str]) -> None:
    found = (
        rules.may_see(member=member, roles=roles),
        rules.may_tend(roles),
        rules.may_leave(roles, administrators=1),
        rules.may_leave(roles, administrators=2),
    )
    assert found == TRUTH[member, roles]


@pytest.mark.parametrize("what", ROLES)
@pytest.mark.parametrize("administrators", [1, 2, 7])
def test_only_the_last_one_who_administers_cannot_lay_it_down(what: str, administrators: int) -> None:
    assert rules.may_lay_down(what, administrators) == (what != "administrator" or administrators > 1)


@pytest.mark.parametrize(
    ("what", "team", "once"),
    [("member", True, False), ("leader", True, True), ("host", False, True), ("administrator", False, True)],
)
def test_what_an_invitation_is_for(what: str, team: bool, once: bool) -> None:
    assert (rules.goes_with_team(what), rules.works_once(what)) == (team, once)


def test_the_words_of_the_rules_are_those_of_the_tables() -> None:
    assert set(Role.What.values) == set(ROLES)
    assert set(Invitation.What.values) == {*ROLES, rules.MEMBER}


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, False), (1, True), (14, True), (30, True), (31, False)])
def test_how_long_an_invitation_can_be_good(days: int, fits: bool) -> None:
    assert rules.day_fits(TODAY + datetime.timedelta(days), TODAY) is fits


@pytest.mark.parametrize(("days", "good"), [(-1, False), (0, True), (1, True)])
def test_its_last_day_counts(days: int, good: bool) -> None:
    assert rules.good(TODAY + datetime.timedelta(days), TODAY) is good


@pytest.mark.parametrize(
    ("team", "under", "ring"),
    [
        (1, None, False),
        (1, 1, True),
        (1, 2, True),
        (1, 3, True),
        (1, 4, False),
        (2, 1, False),
        (3, 4, False),
        (4, 3, False),
    ],
)
def test_a_ring(team: int, under: int | None, ring: bool) -> None:
    above = {1: None, 2: 1, 3: 2, 4: None}
    assert rules.rings(team, under, above) is ring


def test_a_tree_that_is_a_ring_already_ends() -> None:
    assert rules.rings(9, 1, {1: 2, 2: 1, 9: None}) is False
