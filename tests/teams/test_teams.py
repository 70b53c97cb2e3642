"""Who is near whom in an organisation."""

from __future__ import annotations

import itertools

import pytest

from tegenwind.teams import actions
from tegenwind.teams.models import Organisation, Role
from tegenwind.teams.queries import close_to
from tests.accounts.people import joined

pytestmark = pytest.mark.django_db

W = Role.What


@pytest.mark.parametrize(("mine", "theirs"), list(itertools.product(W, W)))
def test_who_hosts_leads_or_administers_where_i_am_is_near(mine: Role.What, theirs: Role.What) -> None:
    me, other, founder = joined("Noor")[0], joined("Sam")[0], joined("Kim")[0]
    there = actions.found("Wijkteam Noord", founder)
    actions.take_in(there, me, mine)
    actions.take_in(there, other, theirs)

    assert (other.pk in close_to(me)) == (theirs is not W.MEMBER)
    assert founder.pk in close_to(me)


def test_what_somebody_is_elsewhere_does_not_count() -> None:
    me, other = joined("Noor")[0], joined("Sam")[0]
    actions.found("De overkant", other)
    actions.found("Wijkteam", me)

    assert close_to(me) == {me.pk}
    assert close_to(joined("Kim")[0]) == frozenset()


def test_in_one_of_several_is_enough() -> None:
    me, other = joined("Noor")[0], joined("Sam")[0]
    for name in ("Een", "Twee"):
        actions.take_in(actions.found(name, joined(name)[0]), me)
    two = Organisation.objects.get(name="Twee")
    actions.take_in(two, other, W.HOST)
    actions.take_in(two, other)

    assert other.pk in close_to(me)
    actions.leave(two, other, W.HOST)
    assert other.pk not in close_to(me)
    assert Role.objects.filter(person=other, organisation=two).count() == 1


def test_being_taken_in_twice_is_once() -> None:
    me = joined("Noor")[0]
    there = actions.found("  Wijk   team ", me)
    for _ in range(2):
        actions.take_in(there, me, W.LEADER)

    assert there.name == "Wijk team"
    assert Role.objects.count() == 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_an_organisation_has_a_name(name: str) -> None:
    with pytest.raises(ValueError, match="1 to 120"):
        actions.found(name, joined("Noor")[0])
    assert not Organisation.objects.exists()


def test_an_organisation_without_anybody_goes() -> None:
    me, other = joined("Noor")[0], joined("Sam")[0]
    there, elsewhere = actions.found("Wijkteam", me), actions.found("Elders", me)
    actions.take_in(there, other)
    actions.take_in(elsewhere, other)

    actions.leave(there, me)
    assert Organisation.objects.count() == 2
    other.delete()
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Elders"]
    me.delete()
    assert not Organisation.objects.exists()
