"""The card of a coach and the moments they are free: who may, what is needed, what is shown."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tegenwind.accounts.models import Person
from tegenwind.coaching import actions, queries
from tegenwind.coaching.errors import Incomplete, NotOffered, NotPermitted, TooMany, WrongMoment
from tegenwind.coaching.models import Card, FreeMoment
from tests.accounts.people import joined
from tests.coaching.making import CARD, card_of, coach, coaching, in_days

pytestmark = pytest.mark.django_db


class TestPermitting:
    def test_nobody_gives_it_to_themselves(self) -> None:
        noor, _ = joined("Noor")
        does: list[Callable[[], Any]] = [
            lambda: actions.save_card(noor, **CARD),
            lambda: actions.publish(noor),
            lambda: actions.hide(noor),
            lambda: actions.add_moment(noor, in_days(1), 30),
            lambda: actions.remove_moment(noor, 1),
            lambda: actions.read_file(noor, b""),
            lambda: actions.set_feed(noor, "https://agenda.example/"),
            lambda: actions.fetch_again(noor),
            lambda: actions.drop_feed(noor),
        ]
        for do in does:
            with pytest.raises(NotPermitted):
                do()
        assert queries.own_card(noor) is None and not Card.objects.exists()

    def test_who_is_permitted_has_an_empty_card_that_nobody_sees(self) -> None:
        noor, _ = joined("Noor")
        mira, _ = joined("Mira")
        assert actions.permit(mira) == actions.permit(mira)
        card = queries.own_card(mira)
        assert card is not None and not card.published and not card.is_complete
        assert queries.offered_to(noor) == []

    def test_withdrawn_is_hidden_at_once_and_what_it_said_stays_for_the_coach(self) -> None:
        mira, _ = coach()
        noor, _ = joined("Noor")
        assert actions.withdraw(mira) and not actions.withdraw(mira)
        assert queries.offered_to(noor) == [] and queries.own_card(mira) is None
        assert not FreeMoment.objects.exists()
        with pytest.raises(NotPermitted):
            actions.publish(mira)
        actions.permit(mira)
        card = queries.own_card(mira)
        assert card is not None and card.name == CARD["name"] and not card.published
        assert queries.offered_to(noor) == []

    def test_who_runs_the_place_does_not_coach_in_it(self) -> None:
        mira, _ = coach()
        Person.objects.filter(pk=mira.pk).update(is_staff=True)
        mira.refresh_from_db()
        assert queries.own_card(mira) is None
        for do in (lambda: actions.permit(mira), lambda: actions.publish(mira)):
            with pytest.raises(NotPermitted):
                do()


class TestTheCard:
    @pytest.mark.parametrize("empty", ["name", "about", "audience", "languages", "pays", "learns", "region"])
    def test_is_not_published_without_what_somebody_has_to_know(self, empty: str) -> None:
        mira, _ = coach()
        before = Card.objects.values().get()
        with pytest.raises(Incomplete) as refused:
            actions.save_card(mira, **(CARD | {empty: "  ", "about" if empty != "about" else "name": "Anders"}))
        assert refused.value.missing == (empty,)
        assert Card.objects.values().get() == before

        actions.hide(mira)
        actions.save_card(mira, **(CARD | {empty: ""}))
        with pytest.raises(Incomplete):
            actions.publish(mira)
        assert not card_of(mira).published

    def test_needs_a_place_and_a_region_only_where_one_goes(self) -> None:
        mira, _ = coach()
        with pytest.raises(Incomplete) as refused:
            actions.save_card(mira, **(CARD | {"online": False, "practice": False}))
        assert refused.value.missing == ("where",)
        saved = actions.save_card(mira, **(CARD | {"practice": False, "region": ""}))
        assert saved.wheres == ("online",) and saved.is_complete

    def test_is_kept_tidy_and_within_bounds(self) -> None:
        mira, _ = coach()
        saved = actions.save_card(
            mira, **(CARD | {"languages": " Nederlands ,, Engels,", "name": " Mira   van der Sluis "})
        )
        assert saved.language_list == ("Nederlands", "Engels") and saved.name == "Mira van der Sluis"
        for name, most in actions._LIMITS.items():
            with pytest.raises(ValueError, match=name):
                actions.save_card(mira, **(CARD | {name: "x" * (most + 1)}))

    def test_hidden_it_is_nowhere(self) -> None:
        mira, _ = coach()
        noor, _ = joined("Noor")
        number = queries.card(noor, card_of(mira).pk).pk
        actions.hide(mira)
        with pytest.raises(NotOffered):
            queries.card(noor, number)
        actions.publish(mira)
        assert queries.card(noor, number).pk == number

    def test_they_stand_by_name_and_cost_no_more_for_more(self) -> None:
        noor, _ = joined("Noor")
        for name in ("mira", "Anna", "Zoë"):
            coach(name, name=name)
        with CaptureQueriesContext(connection) as few:
            assert [card.name for card in queries.offered_to(noor)] == ["Anna", "mira", "Zoë"]
        coach("Bo", name="Bo")
        with CaptureQueriesContext(connection) as more:
            queries.offered_to(noor)
        assert len(few) == len(more) == 2


class TestMoments:
    def test_typed_in_and_taken_away(self) -> None:
        mira, _ = coach()
        made = actions.add_moment(mira, in_days(1), 45)
        assert [one.minutes for one in queries.free_moments(card_of(mira))] == [45, 30, 30]
        actions.add_moment(mira, in_days(1), 60)
        assert [one.minutes for one in queries.free_moments(card_of(mira))] == [60, 30, 30]
        other, _ = coach("Kim")
        actions.remove_moment(other, made.pk)
        assert FreeMoment.objects.filter(pk=made.pk).exists()
        actions.remove_moment(mira, made.pk)
        assert len(queries.typed_moments(card_of(mira))) == 2

    @pytest.mark.parametrize(
        ("days", "minutes", "why"), [(-1, 30, "past"), (200, 30, "far"), (1, 9, "length"), (1, 181, "length")]
    )
    def test_what_is_no_moment(self, days: int, minutes: int, why: str) -> None:
        mira, _ = coach()
        with pytest.raises(WrongMoment) as refused:
            actions.add_moment(mira, in_days(days), minutes)
        assert refused.value.why == why
        with pytest.raises(ValueError, match="zone"):
            actions.add_moment(mira, datetime.datetime(2030, 1, 1, 9), 30)  # noqa: DTZ001
        assert FreeMoment.objects.count() == 2

    def test_there_is_an_end_to_how_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        mira, _ = coach()
        monkeypatch.setattr(actions, "MOST_TYPED", 3)
        actions.add_moment(mira, in_days(8), 30)
        with pytest.raises(TooMany):
            actions.add_moment(mira, in_days(9), 30)
        actions.add_moment(mira, in_days(8), 45)

    def test_what_is_over_or_nearly_there_is_not_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        mira, _ = coach()
        now = timezone.now()
        first = min(one.start for one in queries.free_moments(card_of(mira)))
        monkeypatch.setattr(timezone, "now", lambda: first - datetime.timedelta(minutes=59))
        assert len(queries.free_moments(card_of(mira))) == 1
        assert len(queries.typed_moments(card_of(mira))) == 2
        monkeypatch.setattr(timezone, "now", lambda: now)
        assert len(queries.free_moments(card_of(mira))) == 2

    def test_of_two_that_begin_together_the_shorter_is_shown(self) -> None:
        mira, _ = coach()
        FreeMoment.objects.create(card=card_of(mira), start=in_days(3), minutes=90, source="calendar")
        FreeMoment.objects.create(card=card_of(mira), start=in_days(5), minutes=20, source="calendar")
        assert [one.minutes for one in queries.free_moments(card_of(mira))] == [30, 20]


def test_somebody_who_is_here_already_can_become_one() -> None:
    noor, _ = joined("Noor")
    coaching(noor, name="Noor")
    assert [card.name for card in queries.offered_to(joined("Sam")[0])] == ["Noor"]
