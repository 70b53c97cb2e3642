"""A first conversation, from asking to calling off, between two vaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tegenwind.accounts import inbox, succession
from tegenwind.accounts.actions import new_vault
from tegenwind.accounts.errors import InboxFull
from tegenwind.accounts.models import InboxLetter, Person, Vault
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.coaching import actions, conversations, queries
from tegenwind.coaching.errors import AlreadyAsked, MomentGone, NotAdult, NotOffered, TooMany, Unreachable
from tegenwind.coaching.models import Card, FreeMoment
from tegenwind.practice import versions
from tegenwind.practice.intake import KIND, Moment, NotNow
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.vault import actions as vault
from tegenwind.vault.errors import NotFound
from tegenwind.vault.models import SealedRecord
from tests.accounts.people import PASSPHRASE, joined
from tests.coaching.making import Two, asked, card_of, coach, everything, in_days, key, record, records

pytestmark = pytest.mark.django_db


class TestAsking:
    def test_the_coach_gets_what_was_told_and_nothing_else(self, two: Two) -> None:
        two.ask(mail=True)

        came = record(two.coachs, two.there)

        assert (came.side, came.other, came.own, came.card) == ("coach", "Zeehond", "", None)
        (event,) = came.events
        assert (event.what, event.where, event.words) == ("asked", "online", "Ik loop ergens tegenaan.")
        assert event.moments == (Moment(start=in_days(3), minutes=30),)
        # Numbers drawn at random, days and moments are left out: they may look like anything.
        told = came.model_copy(update={"token": "0" * 32, "address": "", "key": "", "unread": ()})
        kept = told.model_dump_json(exclude={"events": {"__all__": {"key", "on", "moments"}}})
        for never in ("Noor", str(two.noor.pk), str(two.hers.vault_id), "adult", "18"):
            assert never not in kept
        assert two.states == ("asked", "asked")
        assert inbox.read(two.coachs) == []

    def test_a_second_click_is_the_same_conversation(self, two: Two) -> None:
        same = key()
        first = asked(two.noor, two.hers, two.mira, key=same)
        assert asked(two.noor, two.hers, two.mira, key=same) == first
        assert conversations.collect(two.coachs) == 1
        assert len(records(two.hers)) == len(records(two.coachs)) == 1

    def test_one_open_conversation_with_one_coach(self, two: Two) -> None:
        two.ask()
        with pytest.raises(AlreadyAsked) as refused:
            asked(two.noor, two.hers, two.mira)
        assert refused.value.record_id == two.here
        two.noor_does("cancelled")
        assert asked(two.noor, two.hers, two.mira) != two.here

    def test_five_are_open_at_most(self, two: Two) -> None:
        for number in range(5):
            asked(two.noor, two.hers, coach(f"Coach {number}")[0])
        before = everything()
        with pytest.raises(TooMany):
            asked(two.noor, two.hers, two.mira)
        assert everything() == before

    def test_only_who_says_to_be_an_adult(self, two: Two) -> None:
        before = everything()
        with pytest.raises(NotAdult):
            asked(two.noor, two.hers, two.mira, adult=False)
        assert everything() == before

    def test_a_moment_that_is_not_free_any_more(self, two: Two) -> None:
        FreeMoment.objects.all().delete()
        before = everything()
        with pytest.raises(MomentGone):
            asked(two.noor, two.hers, two.mira)
        assert everything() == before
        asked(two.noor, two.hers, two.mira, moments=())

    @pytest.mark.parametrize("wish", [{"own": " "}, {"own": "x" * 61}, {"words": "x" * 1001}, {"where": "home"}])
    def test_what_cannot_be_asked(self, two: Two, wish: dict[str, Any]) -> None:
        before = everything()
        with pytest.raises(ValueError):
            asked(two.noor, two.hers, two.mira, **wish)
        assert everything() == before


class TestWhoIsNotOffered:
    def near(self, two: Two) -> None:
        there = teams.found("Wijkteam", two.mira)
        teams.take_in(there, two.noor)

    def hidden(self, two: Two) -> None:
        actions.hide(two.mira)

    def withdrawn(self, two: Two) -> None:
        actions.withdraw(two.mira)

    def runs(self, two: Two) -> None:
        Person.objects.filter(pk=two.mira.pk).update(is_staff=True)

    def closed(self, two: Two) -> None:
        Person.objects.filter(pk=two.mira.pk).update(is_active=False)

    @pytest.mark.parametrize("become", [near, hidden, withdrawn, runs, closed])
    def test_is_not_in_the_list_not_on_a_card_and_cannot_be_asked(
        self, two: Two, become: Callable[[Any, Two], None]
    ) -> None:
        assert [card.person_id for card in queries.offered_to(two.noor)] == [two.mira.pk]
        become(self, two)
        before = everything()

        assert queries.offered_to(two.noor) == []
        with pytest.raises(NotOffered):
            queries.card(two.noor, card_of(two.mira).pk)
        with pytest.raises(NotOffered):
            asked(two.noor, two.hers, two.mira)
        assert everything() == before

    def test_nobody_asks_themselves(self, two: Two) -> None:
        assert queries.offered_to(two.mira) == []
        with pytest.raises(NotOffered):
            asked(two.mira, two.coachs, two.mira)

    @pytest.mark.parametrize("become", [near, withdrawn, runs, closed])
    def test_nothing_is_arranged_with_them_any_more_and_calling_off_still_works(
        self, two: Two, become: Callable[[Any, Two], None]
    ) -> None:
        two.ask()
        two.mira_does("proposed", moments=(Moment(start=in_days(9), minutes=30),))
        become(self, two)
        before = everything()

        assert not queries.goes_on(two.noor, record(two.hers, two.here))
        with pytest.raises(NotOffered):
            two.noor_does("confirmed", moments=(Moment(start=in_days(9), minutes=30),))
        assert everything() == before
        two.noor_does("cancelled")
        assert two.states == ("cancelled", "cancelled")

    def test_a_hidden_card_does_not_end_what_is_under_way(self, two: Two) -> None:
        two.ask()
        actions.hide(two.mira)
        two.mira_does("proposed", moments=(Moment(start=in_days(9), minutes=30),))
        two.noor_does("confirmed", moments=(Moment(start=in_days(9), minutes=30),))
        assert two.states == ("confirmed", "confirmed")

    def test_the_coach_is_never_told_that_they_are_near(self, two: Two) -> None:
        """A refusal would say: this nickname is somebody in your own organisation."""
        two.ask()
        self.near(two)
        two.mira_does("confirmed", moments=(Moment(start=in_days(3), minutes=30),))
        assert two.states == ("confirmed", "confirmed")
        assert queries.goes_on(two.mira, record(two.coachs, two.there))

    def test_who_may_not_coach_any_more_can_only_call_off(self, two: Two) -> None:
        two.ask()
        actions.withdraw(two.mira)
        with pytest.raises(NotOffered):
            two.mira_does("said", words="Zullen we bellen?")
        two.mira_does("declined", words="Ik kan niet meer.")
        assert two.states == ("declined", "declined")


class TestAnswering:
    def test_propose_confirm_move_and_call_off(self, two: Two) -> None:
        two.ask(moments=())
        first, second = (Moment(start=in_days(day), minutes=45) for day in (7, 8))
        two.mira_does("proposed", moments=(first, second), words="Welke past?")
        stands = record(two.hers, two.here).stands
        assert (stands.state, stands.by, stands.offer) == ("proposed", "coach", (first, second))
        two.noor_does("confirmed", moments=(second,))
        for unlocked, number in ((two.hers, two.here), (two.coachs, two.there)):
            assert record(unlocked, number).stands.agreed == second
        two.mira_does("proposed", moments=(first,), words="Toch eerder?")
        assert record(two.hers, two.here).stands.agreed is None
        two.noor_does("said", words="Dat lukt niet.")
        two.noor_does("cancelled")
        assert two.states == ("cancelled", "cancelled")
        for what in ("said", "proposed", "confirmed", "cancelled"):
            with pytest.raises(NotNow):
                two.mira_does(what, words="Nog iets", moments=(first,))

    def test_what_came_is_new_until_it_was_looked_at(self, two: Two) -> None:
        two.ask()
        assert record(two.coachs, two.there).head()["new"]
        conversations.looked_at(two.coachs, two.there)
        assert not record(two.coachs, two.there).head()["new"]
        before = everything()
        conversations.looked_at(two.coachs, two.there)
        assert everything() == before
        conversations.send(two.mira, two.coachs, two.there, what="said", words="Dag", key=key())
        assert queries.letters_wait(two.hers) and not queries.letters_wait(two.coachs)
        assert conversations.collect(two.hers) == 1
        assert not queries.letters_wait(two.hers)
        assert record(two.hers, two.here).unread == (record(two.hers, two.here).story[-1].key,)

    def test_a_second_click_is_one_act(self, two: Two) -> None:
        two.ask()
        same = key()
        for _ in range(2):
            conversations.send(two.mira, two.coachs, two.there, what="said", words="Dag", key=same)
        assert InboxLetter.objects.filter(vault_id=two.hers.vault_id).count() == 1
        assert len(record(two.coachs, two.there).events) == 2

    def test_only_a_moment_that_was_offered_is_confirmed(self, two: Two) -> None:
        two.ask()
        before = everything()
        with pytest.raises(NotNow):
            two.mira_does("confirmed", moments=(Moment(start=in_days(4), minutes=30),))
        with pytest.raises(NotNow):
            two.noor_does("confirmed", moments=(Moment(start=in_days(3), minutes=30),))
        with pytest.raises(NotNow):
            two.noor_does("proposed")
        assert everything() == before

    def test_a_letter_that_came_meanwhile_counts_first(self, two: Two) -> None:
        two.ask()
        conversations.send(two.noor, two.hers, two.here, what="cancelled", key=key())
        with pytest.raises(NotNow):
            two.mira_does("confirmed", moments=(Moment(start=in_days(3), minutes=30),))
        assert two.states == ("cancelled", "cancelled")

    def test_a_conversation_of_somebody_else_is_not_there(self, two: Two) -> None:
        two.ask()
        sam, his = joined("Sam")
        kim, kims = coach("Kim")
        for person, unlocked in ((sam, his), (kim, kims), (two.noor, two.hers)):
            with pytest.raises(NotFound):
                conversations.send(person, unlocked, two.there, what="cancelled", key=key())
        assert two.states == ("asked", "asked")
        assert records(his) == records(kims) == []


class TestWhenTheOtherCannotBeReached:
    def test_a_full_inbox_keeps_nothing_on_either_side(self, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
        two.ask()
        monkeypatch.setattr(inbox, "MOST_LETTERS", 0)
        before = everything()
        for what in ("said", "cancelled"):
            with pytest.raises(Unreachable) as refused:
                conversations.send(two.noor, two.hers, two.here, what=what, words="Dag", key=key())
            assert refused.value.what == "full"
        with pytest.raises(Unreachable):
            asked(two.noor, two.hers, coach("Kim")[0])
        assert everything() == before
        with pytest.raises(InboxFull):
            inbox.write(two.coachs.vault_id, "x", {})

    def test_who_is_gone_is_said_and_calling_off_is_kept(self, two: Two) -> None:
        two.ask()
        two.noor.delete()
        before = everything()
        with pytest.raises(Unreachable) as refused:
            conversations.send(two.mira, two.coachs, two.there, what="said", words="Dag", key=key())
        assert refused.value.what == "gone" and everything() == before
        conversations.send(two.mira, two.coachs, two.there, what="declined", key=key())
        assert record(two.coachs, two.there).stands.state == "declined"

    def test_the_place_of_a_coach_goes_with_card_moments_and_letters(self, two: Two) -> None:
        here = asked(two.noor, two.hers, two.mira)
        two.mira.delete()
        assert not Card.objects.exists() and not FreeMoment.objects.exists() and not InboxLetter.objects.exists()
        assert record(two.hers, here).stands.state == "asked"
        assert not queries.goes_on(two.noor, record(two.hers, here))
        conversations.send(two.noor, two.hers, here, what="cancelled", key=key())

    def test_a_new_key_on_either_side_changes_nothing(self, two: Two) -> None:
        """Answers find the person, whatever vault they use now; letters that waited are read with the new key."""
        two.ask()
        conversations.send(two.mira, two.coachs, two.there, what="said", words="Dag", key=key())
        proof = succession.prove(two.noor, two.hers, PASSPHRASE)
        new = succession.begin(two.hers, proof)
        _move_records(two.hers, new)
        succession.finish(two.hers, new)
        two.hers = new
        assert conversations.collect(new) == 1
        two.here = records(new)[0][0]
        two.mira_does("proposed", moments=(Moment(start=in_days(9), minutes=30),))
        assert two.states == ("proposed", "proposed")

    def test_an_empty_place_beside_a_locked_one_gets_the_letters_and_passes_them_over(self, two: Two) -> None:
        two.ask()
        Vault.objects.filter(pk=two.hers.vault_id).update(is_current=False)
        fresh = new_vault(two.noor)
        conversations.send(two.mira, two.coachs, two.there, what="said", words="Dag", key=key())
        assert conversations.collect(fresh) == 0
        assert records(fresh) == [] and not InboxLetter.objects.exists()


def _move_records(old: Unlocked, new: Unlocked) -> None:
    """As `portability.rotation` does it, for the records of one kind."""
    for _number, one in records(old):
        vault.put(new, kind=KIND, body=versions.write(one), head=one.head())
    SealedRecord.objects.filter(vault_id=old.vault_id).delete()


def test_who_leads_only_elsewhere_is_offered(two: Two) -> None:
    teams.found("Elders", two.mira)
    there = teams.found("Wijkteam", joined("Kim")[0])
    teams.give_role(there, two.noor, Role.What.LEADER, teams.new_team(there, "Noord"))
    teams.take_in(there, two.mira)
    assert [card.person_id for card in queries.offered_to(two.noor)] == [two.mira.pk]
