"""Asking a coach for a first conversation: what is seen goes, once, and nothing else; then answering, for both sides."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.accounts import inbox
from tegenwind.accounts.models import InboxLetter
from tegenwind.coaching import actions
from tegenwind.coaching.models import FreeMoment
from tegenwind.practice.intake import KIND, Intake
from tegenwind.vault import queries
from tegenwind.web.coaches.choosing import value_of
from tests.coaching import making
from tests.outside import Post, body, with_mail
from tests.web.asking_coach import WORDS, ask, coach, do, free, hidden, newest, preview, record
from tests.web.people import Human, at, text, words
from tests.web.test_guarded_everywhere import shown
from tests.web.test_mail import settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(owner: Human) -> SimpleNamespace:
    """Somebody, and a coach whom they can ask."""
    asked_of = Human.join("Mira")
    return SimpleNamespace(owner=owner, coach=asked_of, card=coach(asked_of))


def letters_of(human: Human) -> list[dict[str, Any]]:
    """What lies in the inbox of this person about conversations, opened as only they can."""
    return [one.body or {} for one in inbox.read(human.unlocked) if one.kind == KIND]


class TestTheList:
    def test_nobody_there_is_said_kindly_with_somewhere_else_to_go(self, owner: Human) -> None:
        page = owner.get("coaches")
        assert "Hier staat nog niemand" in words(page) and at("support") in text(page) and at("help-now") in text(page)

    def test_a_card_says_who_pays_and_what_they_learn(self, both: SimpleNamespace) -> None:
        listed, card = words(both.owner.get("coaches")), words(both.owner.get("coach", both.card.pk))
        assert "Het eerste gesprek kost niets." in listed and "Twintig jaar" not in listed
        for said in (
            "Twintig jaar jeugdhulp",
            "Niemand hoort dat je er was.",
            "Je organisatie ziet niets",
            "Nederlands",
        ):
            assert said in card

    def test_free_moments_stand_on_the_clock_of_the_reader(self, both: SimpleNamespace) -> None:
        local = timezone.localtime(free().start)
        assert f"{local:%H:%M} tot " in words(both.owner.get("coach", both.card.pk))
        assert f"{local.hour:02}:00" != f"{free().start.hour:02}:00"  # The Netherlands are never in UTC.

    def test_looking_leaves_nothing(self, both: SimpleNamespace) -> None:
        before = both.owner.rows(), both.coach.rows(), InboxLetter.objects.count()
        for name, args in (("coaches", ()), ("coach", (both.card.pk,)), ("coach-ask", (both.card.pk,))):
            both.owner.get(name, *args)
        assert (both.owner.rows(), both.coach.rows(), InboxLetter.objects.count()) == before

    def test_many_cards_can_be_chosen_from_by_place_and_language(self, owner: Human) -> None:
        assert "Laat zien" not in words(owner.get("coaches"))
        for number in range(7):
            making.coach(f"Coach {number}", name=f"Coach {number}", practice=number == 3, languages="Nederlands")
        making.coach("Coach 9", name="Coach 9", practice=True, languages="Turks, Nederlands")

        def names(query: str) -> list[str]:
            page = words(owner.get("coaches", query=query))
            return [f"Coach {number}" for number in range(10) if f"Coach {number}" in page]

        assert len(names("")) == 8 and "Laat zien" in words(owner.get("coaches"))
        assert names("?where=practice") == ["Coach 3", "Coach 9"]
        assert names("?language=turks") == ["Coach 9"]
        assert names("?where=home") == [] and "Zo is er nu niemand" in words(owner.get("coaches", query="?where=home"))


class TestAsking:
    def test_what_the_preview_shows_is_what_goes(self, both: SimpleNamespace) -> None:
        seen = preview(both.owner, both.card, free())
        assert all(said in words(seen) for said in ("Zeehond", WORDS, "Online", "18 jaar of ouder, zegt wie vraagt"))
        assert letters_of(both.coach) == [] and both.owner.rows() == []

        sent = both.owner.client.post(at("coach-ask", both.card.pk), hidden(seen) | {"do": "send"})

        assert sent.status_code == 302
        (letter,) = letters_of(both.coach)
        event = letter["event"]
        assert (letter["own"], event["words"], event["where"]) == ("Zeehond", WORDS, "online")
        assert len(event["moments"]) == 1 and letter["adult"] is True and letter["mail"] is False
        assert "Noor" not in json.dumps(letter)

    def test_sent_without_a_preview_or_changed_since_it_is_shown_first(self, both: SimpleNamespace) -> None:
        place = at("coach-ask", both.card.pk)
        straight = both.owner.client.post(place, {"own": "Zeehond", "adult": "1", "do": "send"})
        carried = hidden(preview(both.owner, both.card, free()))
        changed = both.owner.client.post(place, carried | {"words": "Iets anders.", "do": "send"})
        for one in (straight, changed):
            assert one.status_code == 200 and "Dit krijgt de coach te lezen" in words(one)
        assert "Iets anders." in words(changed) and letters_of(both.coach) == [] and both.owner.rows() == []

    def test_two_clicks_are_one_request(self, both: SimpleNamespace) -> None:
        carried = hidden(preview(both.owner, both.card, free())) | {"do": "send"}
        places = {both.owner.client.post(at("coach-ask", both.card.pk), carried).headers["Location"] for _ in range(3)}
        assert len(places) == 1 and len(letters_of(both.coach)) == 1
        # Also when the card has gone since the first click.
        actions.hide(both.coach.person)
        assert both.owner.client.post(at("coach-ask", both.card.pk), carried).headers["Location"] in places

    def test_a_name_and_being_an_adult_are_all_that_is_needed(self, both: SimpleNamespace) -> None:
        refused = preview(both.owner, both.card, own=" ", adult="")
        assert refused.status_code == 422 and WORDS in text(refused)
        assert "Kies hoe je genoemd wilt worden" in words(refused) and "18 jaar of ouder" in words(refused)
        asked = record(both.owner, ask(both.owner, both.card, words="", where=""))
        assert asked.stands.state == "asked" and asked.stands.offer == () and asked.stands.where is None

    @pytest.mark.parametrize(
        "wish",
        [{"own": "x" * 61}, {"words": "x" * 1001}],
    )
    def test_too_long_keeps_what_was_typed(self, wish: dict[str, str], both: SimpleNamespace) -> None:
        refused = preview(both.owner, both.card, **wish)
        assert refused.status_code == 422 and next(iter(wish.values())) in text(refused)

    def test_no_name_is_filled_in_beforehand(self, both: SimpleNamespace) -> None:
        assert 'name="own" value=""' in text(both.owner.get("coach-ask", both.card.pk))

    def test_going_back_keeps_everything(self, both: SimpleNamespace) -> None:
        carried = hidden(preview(both.owner, both.card, free()))
        back = both.owner.client.post(at("coach-ask", both.card.pk), carried | {"do": "change"})
        assert back.status_code == 200 and WORDS in text(back)
        assert f'value="{value_of(free())}" checked' in text(back) and 'value="Zeehond"' in text(back)

    def test_a_moment_that_went_meanwhile(self, both: SimpleNamespace) -> None:
        carried = hidden(preview(both.owner, both.card, free()))
        FreeMoment.objects.filter(start=free().start).delete()
        gone = both.owner.client.post(at("coach-ask", both.card.pk), carried | {"do": "send"})
        assert gone.status_code == 422 and "niet meer vrij" in words(gone) and WORDS in text(gone)
        assert letters_of(both.coach) == [] and both.owner.rows() == []

    def test_what_is_marked_stands_above_the_preview_and_the_person_decides(self, both: SimpleNamespace) -> None:
        seen = preview(both.owner, both.card, words="Toen belde Fatima.")
        assert "‘Fatima’ lijkt op een naam" in words(seen) and "<mark>Fatima</mark>" in text(seen)
        both.owner.client.post(at("coach-ask", both.card.pk), hidden(seen) | {"do": "send"})
        assert [one["event"]["words"] for one in letters_of(both.coach)] == ["Toen belde Fatima."]

    def test_a_second_request_leads_to_the_one_that_is_open(self, both: SimpleNamespace) -> None:
        first = ask(both.owner, both.card)
        assert at("intake", first) in text(both.owner.get("coach", both.card.pk))
        assert ask(both.owner, both.card, words="Nog eens.") == first
        do(both.owner, first, "end")
        assert ask(both.owner, both.card, words="Nog eens.") != first

    def test_too_many_at_once_and_a_full_inbox_say_so_and_keep_nothing(
        self, both: SimpleNamespace, monkeypatch: Any
    ) -> None:
        for number in range(5):
            person, _unlocked = making.coach(f"Coach {number}")
            making.asked(both.owner.person, both.owner.unlocked, person)
        carried = hidden(preview(both.owner, both.card)) | {"do": "send"}
        sixth = both.owner.client.post(at("coach-ask", both.card.pk), carried)
        assert sixth.status_code == 409 and "Er staan al 5 vragen" in words(sixth) and WORDS in text(sixth)
        other = Human.join("Sam")
        monkeypatch.setattr(inbox, "MOST_LETTERS", 0)
        full = other.client.post(at("coach-ask", both.card.pk), hidden(preview(other, both.card)) | {"do": "send"})
        assert full.status_code == 409 and "te veel op een antwoord te wachten" in words(full)
        assert other.rows() == [] and letters_of(both.coach) == []

    def test_a_session_that_ended_loses_no_word(self, both: SimpleNamespace) -> None:
        carried = hidden(preview(both.owner, both.card, free())) | {"do": "send"}
        both.owner.lock()
        shut = both.owner.client.post(at("coach-ask", both.card.pk), carried)
        assert shut.status_code == 401 and WORDS in text(shut)
        again = hidden(shut) | {"unlock-passphrase": both.owner.passphrase}
        assert both.owner.client.post(at("coach-ask", both.card.pk), again).status_code == 302
        assert len(letters_of(both.coach)) == 1


class TestAnswering:
    def test_from_asking_to_a_moment_that_stands_for_both(self, both: SimpleNamespace) -> None:
        asked = ask(both.owner, both.card, free())
        assert "Er is nog geen antwoord" in words(both.owner.get("intake", asked))
        assert "Er ligt iets over een eerste gesprek" in words(both.coach.get("home"))
        came = newest(both.coach)
        assert "er ligt iets voor je" in words(both.coach.get("intakes"))
        page = both.coach.get("intake", came)
        assert "Zeehond vraagt een eerste gesprek." in words(page) and WORDS in words(page)
        assert "er ligt iets voor je" not in words(both.coach.get("intakes"))
        assert "Er ligt iets" not in words(both.coach.get("home"))

        offered = do(both.coach, came, "send", moment=value_of(free(5)), words="Liever vrijdag.", where="online")
        assert offered.status_code == 302
        assert "Er ligt iets over een eerste gesprek" in words(both.owner.get("home"))
        seen = words(both.owner.get("intake", asked))
        assert "stelt een moment voor" in seen and "Liever vrijdag." in seen

        assert do(both.owner, asked, "confirm", moment=value_of(free(5))).status_code == 302
        for human, number in ((both.owner, asked), (both.coach, came)):
            assert "Jullie spreken elkaar" in words(human.get("intake", number))
            assert record(human, number).stands.agreed == free(5)

    def test_the_file_for_a_calendar_says_when_and_nothing_else(self, both: SimpleNamespace) -> None:
        asked = ask(both.owner, both.card, free())
        assert both.owner.get("intake-calendar", asked).status_code == 404
        came = newest(both.coach)
        do(both.coach, came, "confirm", moment=value_of(free()))
        for human, number in ((both.owner, asked), (both.coach, came)):
            human.get("intake", number)
            file = human.get("intake-calendar", number)
            told = text(file)
            assert file.headers["Content-Type"].startswith("text/calendar")
            assert f"DTSTART:{free().start:%Y%m%dT%H%M%SZ}" in told and f"DTEND:{free().end:%Y%m%dT%H%M%SZ}" in told
            for said in ("Mira", "Zeehond", "Noor", "coach", WORDS, record(human, number).token):
                assert said.casefold() not in told.casefold()

    def test_a_press_twice_is_one_event_and_other_words_from_the_same_page_are_kept(
        self, both: SimpleNamespace
    ) -> None:
        asked = ask(both.owner, both.card)
        fields = hidden(both.owner.get("intake", asked)) | {"do": "send"}
        for said in ("Eerst dit.", "Eerst dit.", "En dit."):
            both.owner.client.post(at("intake", asked), {"key": fields["key"], "do": "send", "words": said})
        assert [one.words for one in record(both.owner, asked).story][1:] == ["Eerst dit.", "En dit."]

    def test_the_other_was_quicker(self, both: SimpleNamespace) -> None:
        """What cannot follow any more is not kept; the page says how it stands, and what was typed is there."""
        asked = ask(both.owner, both.card, free())
        came = newest(both.coach)
        fields = {"key": "k" * 20, "do": "confirm", "moment": value_of(free())}
        do(both.owner, asked, "end")
        late = both.coach.client.post(at("intake", came), fields)
        assert late.status_code == 409 and "Zeehond zegde dit gesprek af." in words(late)
        assert "Er is niets verstuurd" in words(late)
        wrote = both.coach.client.post(
            at("intake", came), {"key": "k" * 20, "do": "send", "words": "Jammer, tot later."}
        )
        assert wrote.status_code == 409 and record(both.coach, came).stands.state == "cancelled"

    def test_declining_and_calling_off(self, both: SimpleNamespace) -> None:
        asked = ask(both.owner, both.card, free())
        came = newest(both.coach)
        assert "Nee zeggen mag" in words(both.coach.get("intake", came))
        assert do(both.coach, came, "end", ending="Mijn agenda zit vol.").status_code == 302
        page = words(both.owner.get("intake", asked))
        assert "kan dit gesprek niet doen" in page and "Mijn agenda zit vol." in page and "Vraag iemand anders" in page
        again = ask(both.owner, both.card, free())
        assert do(both.owner, again, "end").status_code == 302
        assert "Je zegde dit gesprek af." in words(both.owner.get("intake", again))
        assert "zegde dit gesprek af" in words(both.coach.get("intake", newest(both.coach)))

    def test_what_is_marked_comes_back_once_with_everything_typed(self, both: SimpleNamespace) -> None:
        asked = ask(both.owner, both.card)
        fields = {"key": "k" * 20, "do": "send", "words": "Bel 06-12345678.", "day-1": "2020-01-01"}
        first = both.owner.client.post(at("intake", asked), fields | {"day-1": ""})
        assert first.status_code == 422 and "lijkt op een telefoonnummer" in words(first)
        assert len(record(both.owner, asked).events) == 1
        from tegenwind.web.guarding import SHOWN

        both.owner.client.post(at("intake", asked), fields | {"day-1": "", SHOWN: shown(first)})
        assert record(both.owner, asked).story[-1].words == "Bel 06-12345678."

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"day-1": "2020-01-01", "time-1": "10:00"}, "al geweest"),
            ({"day-1": "2020-01-01"}, "een dag en een uur"),
            ({"day-1": "zaterdag", "time-1": "laat"}, "een dag en een uur"),
            ({"day-1": "9999-12-31", "time-1": "23:59"}, "half jaar weg"),
            ({"day-1": "0001-01-01", "time-1": "00:00"}, "al geweest"),
            ({}, "Kies een moment"),
        ],
    )
    def test_a_moment_that_cannot_be(self, typed: dict[str, str], said: str, both: SimpleNamespace) -> None:
        asked = ask(both.owner, both.card)
        answer = both.owner.client.post(at("intake", asked), {"key": "k" * 20, "do": "send", **typed})
        assert answer.status_code == 422 and said in words(answer)
        assert all(f'value="{value}"' in text(answer) for value in typed.values())
        assert len(record(both.owner, asked).events) == 1

    def test_a_typed_moment_is_meant_on_the_clock_here(self, both: SimpleNamespace) -> None:
        ask(both.owner, both.card)
        came = newest(both.coach)
        day = timezone.localdate() + datetime.timedelta(days=9)
        fields = {"day-1": day.isoformat(), "time-1": "10:30", "minutes-1": "45"}
        assert do(both.coach, came, "send", **fields).status_code == 302
        (moment,) = record(both.coach, came).stands.offer
        assert timezone.localtime(moment.start).strftime("%H:%M") == "10:30" and moment.minutes == 45

    def test_more_than_six_moments_are_too_many(self, both: SimpleNamespace) -> None:
        ask(both.owner, both.card)
        came = newest(both.coach)
        many = [f"20990101T{hour:02}00Z-30" for hour in range(7)]
        answer = do(both.coach, came, "send", moment=many)
        assert answer.status_code == 422 and "hooguit zes" in words(answer)

    def test_a_coach_who_is_not_permitted_any_more_leaves_the_record_and_a_way_to_end(
        self, both: SimpleNamespace
    ) -> None:
        asked = ask(both.owner, both.card, free())
        actions.withdraw(both.coach.person)
        page = both.owner.get("intake", asked)
        assert "niet meer vragen" in words(page) and 'value="send"' not in text(page) and WORDS in words(page)
        assert do(both.owner, asked, "send", words="Hallo?").status_code == 409
        assert len(record(both.owner, asked).events) == 1
        assert do(both.owner, asked, "end").status_code == 302

    def test_a_conversation_that_was_had(self, both: SimpleNamespace) -> None:
        asked = ask(both.owner, both.card, free())
        do(both.coach, newest(both.coach), "confirm", moment=value_of(free()), where="online")
        both.owner.get("intakes")
        kept = record(both.owner, asked)
        past = kept.model_dump_json().replace(f"{free().start:%Y-%m-%d}", "2026-01-05")
        _put(both.owner, asked, Intake.model_validate_json(past))
        page = both.owner.get("intake", asked)
        assert "Jullie spraken af op" in words(page) and at("spoken") in text(page) and "calendar.ics" not in text(page)
        assert at("coach-ask", both.card.pk) in text(both.owner.get("coach", both.card.pk))

    def test_what_no_page_asks_is_not_there(self, both: SimpleNamespace) -> None:
        asked = ask(both.owner, both.card)
        assert both.owner.post("intake", asked, do="anders").status_code == 404


def _put(human: Human, number: int, kept: Intake) -> None:
    from tegenwind.web import shelf

    shelf.keep(human.unlocked, kept, over=shelf.take(human.unlocked, Intake, number))


class TestMail:
    @pytest.fixture
    def post(self, settings: Any) -> Iterator[Post]:
        server = Post().start()
        with_mail(settings, server)
        yield server
        server.stop()

    def test_a_mail_says_that_something_lies_there_and_nothing_else(self, both: SimpleNamespace, post: Post) -> None:
        _has_address(both.coach, "mira@example.org")
        assert 'name="mail"' not in text(both.owner.get("coach-ask", both.card.pk))
        _has_address(both.owner, "noor@example.org")
        assert 'name="mail"' in text(both.owner.get("coach-ask", both.card.pk))
        asked = ask(both.owner, both.card, free(), mail="1")
        to_coach = post.next()
        do(both.coach, newest(both.coach), "confirm", moment=value_of(free()))
        to_owner = post.next()
        assert (to_coach["X-Rcpt"], to_owner["X-Rcpt"]) == ("mira@example.org", "noor@example.org")
        for one in (to_coach, to_owner):
            whole = f"{one['Subject']} {body(one)}".casefold()
            for said in ("zeehond", "noor", "mira", "coach", "gesprek", WORDS.casefold()):
                assert said not in whole, said
        assert record(both.owner, asked).stands.state == "asked"  # Nothing was taken in before it was looked at.

    def test_who_did_not_ask_for_a_mail_gets_none(self, both: SimpleNamespace, post: Post) -> None:
        _has_address(both.owner, "noor@example.org")
        ask(both.owner, both.card, free())
        do(both.coach, newest(both.coach), "confirm", moment=value_of(free()))
        settled()
        assert post.nothing_more()


def _has_address(human: Human, address: str) -> None:
    person = human.person
    person.email = address
    person.save()


def test_heads_say_what_the_list_says(owner: Human) -> None:
    """Each way a conversation can stand has words of its own in the list, for both sides."""
    from tegenwind.web.coaches.wording import state_words

    said = {
        (side, state, by): state_words({"side": side, "state": state, "by": by, "start": None, "minutes": None})
        for side in ("person", "coach")
        for state in ("asked", "proposed", "declined", "cancelled")
        for by in ("person", "coach")
    }
    assert all(said.values()) and queries.all_heads(owner.unlocked, KIND) == []
