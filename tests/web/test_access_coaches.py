"""A request to a coach: nobody but who asked and who was asked ever sees that it is there, or changes a byte of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tegenwind.accounts.models import InboxLetter
from tegenwind.coaching.models import Card, FreeMoment
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tests.web.asking_coach import WORDS, ask, coach, do, free, newest
from tests.web.people import Human, Nobody, at, text

pytestmark = pytest.mark.django_db

ASK = {"own": "Walvis", "adult": "1", "words": "Van een ander.", "do": "send"}
INTAKE: tuple[dict[str, Any], ...] = (
    {"do": "confirm", "moment": "20990101T1000Z-30"},
    {"do": "send", "words": "Van een ander."},
    {"do": "end", "ending": "Van een ander."},
    {"do": "anders"},
)
CARD = {"name": "Van een ander", "about": "Van een ander.", "do": "publish"}


def everything() -> tuple[Any, ...]:
    """All that could change: letters, cards and moments. Records are each person's own rows."""
    letters = sorted((row.pk, bytes(row.sealed)) for row in InboxLetter.objects.all())
    cards = list(Card.objects.order_by("pk").values())
    return letters, cards, list(FreeMoment.objects.order_by("pk").values())


def answers(client: Client, name: str, args: tuple[object, ...], *forms: dict[str, Any]) -> list[Any]:
    """What an address answers when it is looked at, posted, and posted by a script."""
    place = at(name, *args)
    found = [client.get(place)]
    for fields in forms:
        found += [client.post(place, fields), client.post(place, fields, headers={"X-Autosave": "1"})]
    return found


@pytest.fixture
def parties(people: SimpleNamespace) -> SimpleNamespace:
    """The owner asked a coach, who agreed to a moment. Beside them: another coach, who runs the place, who administers the organisation
    that owner and coach are in too, and somebody who has nothing to do with it."""
    people.coach, people.other_coach = Human.join("Mira"), Human.join("Bas")
    people.staff, people.admin = Human.join("Beheer"), Human.join("Directie")
    people.card, _other = coach(people.coach), coach(people.other_coach)
    staff = people.staff.person
    staff.is_staff = True
    staff.save()
    organisation = teams.found(name="Oost", person=people.admin.person)
    teams.take_in(organisation, people.owner.person)
    people.asked = ask(people.owner, people.card, free())
    people.came = newest(people.coach)
    assert do(people.coach, people.came, "send", words="Kan het ook later?").status_code == 302
    return people


OTHERS = ("mate", "other_coach", "staff", "admin")


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_or_changes_a_request(who: str, parties: SimpleNamespace) -> None:
    other: Human = getattr(parties, who)
    before = everything(), parties.owner.rows(), parties.coach.rows()
    for record in (parties.asked, parties.came):
        found = answers(other.client, "intake", (record,), *INTAKE)
        found += answers(other.client, "intake-calendar", (record,))
        assert {one.status_code for one in found} == {404}
        for one in found:
            assert not any(said in text(one) for said in (WORDS, "Zeehond", "Kan het ook later?", "Mira"))
        assert other.get("erase-one", "intake", record).status_code == 404
        assert other.post("erase-one", "intake", record).status_code == 404
    for name in ("intakes", "home", "me", "coaches"):
        assert not any(said in text(other.get(name)) for said in (WORDS, "Zeehond", "Kan het ook later?"))
    assert "Er ligt iets over een eerste gesprek" not in text(other.get("home"))
    assert (everything(), parties.owner.rows(), parties.coach.rows()) == before and other.rows() == []


def test_each_side_has_only_its_own_half(parties: SimpleNamespace) -> None:
    """The number of the record of the other is no number of one's own."""
    owner, asked_of = parties.owner, parties.coach
    owner.get("intakes")
    before = everything(), owner.rows(), asked_of.rows()
    for human, theirs in ((owner, parties.came), (asked_of, parties.asked)):
        found = answers(human.client, "intake", (theirs,), *INTAKE) + answers(
            human.client, "intake-calendar", (theirs,)
        )
        assert {one.status_code for one in found} == {404}
    assert (everything(), owner.rows(), asked_of.rows()) == before
    assert owner.get("intake", parties.asked).status_code == asked_of.get("intake", parties.came).status_code == 200


def test_who_is_not_signed_in_sees_nothing_and_changes_nothing(parties: SimpleNamespace) -> None:
    outsider: Nobody = parties.outsider
    before = everything(), parties.owner.rows(), parties.coach.rows()
    for name, args, forms in (
        ("coaches", (), ()),
        ("coach", (parties.card.pk,), ()),
        ("coach-ask", (parties.card.pk,), (ASK,)),
        ("intakes", (), ()),
        ("intake", (parties.asked,), INTAKE),
        ("intake-calendar", (parties.asked,), ()),
        ("coach-card", (), (CARD,)),
        ("coach-moments", (), ({"do": "drop"},)),
    ):
        for one in answers(outsider.client, name, args, *forms):
            if one.status_code != 405:
                assert one.status_code == 401 or one.headers["Location"].startswith("/sign-in/"), name
            assert "Zeehond" not in text(one) and WORDS not in text(one) and "Mira" not in text(one)
    assert (everything(), parties.owner.rows(), parties.coach.rows()) == before


@pytest.mark.parametrize("who", ["owner", "mate", "staff", "admin"])
def test_only_who_was_permitted_has_a_card(who: str, parties: SimpleNamespace) -> None:
    human: Human = getattr(parties, who)
    before = everything()
    found = answers(human.client, "coach-card", (), CARD, {"do": "look"}, {"do": "hide"})
    found += answers(
        human.client, "coach-moments", (), *({"do": one} for one in ("add", "file", "feed", "again", "drop"))
    )
    assert {one.status_code for one in found} == {404} and everything() == before
    assert "/coach/" not in text(human.get("me"))


def test_a_coach_changes_only_their_own_moments(parties: SimpleNamespace) -> None:
    from tegenwind.web.ids import RecordIdConverter

    theirs = FreeMoment.objects.filter(card=parties.card).values_list("pk", flat=True)
    before = everything()
    for number in theirs:
        parties.other_coach.post("coach-moments", do=f"remove-{RecordIdConverter().to_url(number)}")
    assert everything() == before


@pytest.mark.parametrize("role", [Role.What.HOST, Role.What.LEADER, Role.What.ADMINISTRATOR])
def test_a_coach_who_is_close_is_not_there_at_all(role: Role.What, people: SimpleNamespace) -> None:
    owner, asked_of = people.owner, Human.join("Mira")
    card = coach(asked_of)
    organisation = teams.found(name="Oost", person=Human.join("Directie").person)
    teams.take_in(organisation, owner.person)
    assert owner.get("coach", card.pk).status_code == 200
    led = teams.new_team(organisation, "Noord") if role is Role.What.LEADER else None
    teams.give_role(organisation, asked_of.person, role, led)
    before = everything(), owner.rows()

    found = answers(owner.client, "coach", (card.pk,)) + answers(owner.client, "coach-ask", (card.pk,), ASK)

    assert {one.status_code for one in found} == {404}
    # The same answer as for a card that never was: it tells nothing.
    assert owner.get("coach", 1234567).status_code == 404
    page = text(owner.get("coaches"))
    assert "Mira" not in page and "Hier staat nog niemand" in page
    assert (everything(), owner.rows()) == before


def test_one_does_not_ask_oneself(people: SimpleNamespace) -> None:
    card = coach(people.owner)
    found = answers(people.owner.client, "coach", (card.pk,)) + answers(
        people.owner.client, "coach-ask", (card.pk,), ASK
    )
    assert {one.status_code for one in found} == {404}


def test_a_card_that_is_hidden_or_withdrawn_is_not_there(people: SimpleNamespace) -> None:
    from tegenwind.coaching import actions

    asked_of = Human.join("Mira")
    card = coach(asked_of)
    asked_of.post("coach-card", do="hide")
    assert {one.status_code for one in answers(people.owner.client, "coach-ask", (card.pk,), ASK)} == {404}
    actions.publish(asked_of.person)
    assert people.owner.get("coach", card.pk).status_code == 200
    actions.withdraw(asked_of.person)
    assert people.owner.get("coach", card.pk).status_code == 404
    assert asked_of.get("coach-card").status_code == 404
