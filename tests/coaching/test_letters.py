"""Letters of a conversation, however they come, and the moment in both calendars."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.accounts import inbox
from tegenwind.accounts.models import InboxLetter
from tegenwind.coaching import conversations
from tegenwind.coaching.errors import AlreadyAsked
from tegenwind.practice.intake import Moment
from tests.coaching.making import Two, asked, everything, in_days, key, record, records

pytestmark = pytest.mark.django_db


class TestLetters:
    def test_they_may_come_late_twice_and_in_another_order(self, two: Two) -> None:
        two.ask(moments=())
        moment = Moment(start=in_days(9), minutes=30)
        conversations.send(two.mira, two.coachs, two.there, what="said", words="Dag", key=key())
        conversations.send(two.mira, two.coachs, two.there, what="proposed", moments=(moment,), key=key())
        bodies = [letter.body or {} for letter in inbox.read(two.hers)]
        for body in (*bodies, *reversed(bodies)):
            inbox.write(two.hers.vault_id, "intake", body)
        assert conversations.collect(two.hers) == 2
        assert [event.what for event in record(two.hers, two.here).story] == ["asked", "said", "proposed"]
        assert two.states == ("proposed", "proposed")

    @pytest.mark.parametrize("token", ["0" * 32, "", None, 7])
    def test_one_with_another_token_changes_nothing(self, two: Two, token: Any) -> None:
        two.ask()
        conversations.send(two.mira, two.coachs, two.there, what="declined", key=key())
        (letter,) = inbox.read(two.hers)
        inbox.remove(two.hers, letter.id)
        inbox.write(two.hers.vault_id, "intake", (letter.body or {}) | {"token": token})
        assert conversations.collect(two.hers) == 0
        assert record(two.hers, two.here).stands.state == "asked"
        assert not InboxLetter.objects.exists()

    def test_one_that_pretends_to_be_ones_own_changes_nothing(self, two: Two) -> None:
        two.ask()
        mine = record(two.hers, two.here)
        event = mine.events[0].model_copy(update={"key": key(), "n": 5, "what": "cancelled"})
        inbox.write(two.hers.vault_id, "intake", {"v": 1, "token": mine.token, "event": event.model_dump(mode="json")})
        assert conversations.collect(two.hers) == 0
        assert two.states == ("asked", "asked")

    @pytest.mark.parametrize("change", [{"adult": False}, {"extra": 1}, {"v": 2}, {"event": {}}, {"own": "x" * 61}])
    def test_a_first_letter_that_is_not_as_we_write_them_makes_nothing(self, two: Two, change: dict[str, Any]) -> None:
        asked(two.noor, two.hers, two.mira)
        (letter,) = inbox.read(two.coachs)
        inbox.remove(two.coachs, letter.id)
        inbox.write(two.coachs.vault_id, "intake", (letter.body or {}) | change)
        assert conversations.collect(two.coachs) == 0
        assert records(two.coachs) == []

    def test_letters_of_another_kind_and_damaged_ones_stay(self, two: Two) -> None:
        inbox.write(two.coachs.vault_id, "answer", {"share": 1, "words": "Mooi"})
        damaged = InboxLetter.objects.create(vault_id=two.coachs.vault_id, sealed=b"\x01kapot")
        two.ask()
        left = {letter.id: letter.kind for letter in inbox.read(two.coachs)}
        assert len(left) == 2 and left[damaged.pk] == "" and "answer" in left.values()

    def test_a_letter_and_its_event_are_kept_together(self, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
        """Broken off in the middle: the letters are all still there, and next time they come in whole."""
        asked(two.noor, two.hers, two.mira)
        before = everything()

        def breaks(*_arguments: Any) -> None:
            raise RuntimeError

        with monkeypatch.context() as broken:
            broken.setattr(inbox, "remove", breaks)
            with pytest.raises(RuntimeError):
                conversations.collect(two.coachs)
        assert everything() == before
        assert conversations.collect(two.coachs) == 1


class TestCalendarFile:
    def test_both_get_the_moment_and_no_name(self, two: Two) -> None:
        two.ask()
        assert conversations.calendar_file(record(two.hers, two.here), "Gesprek") is None
        two.mira_does("confirmed", moments=(Moment(start=in_days(3), minutes=30),), words="Tot dan, Zeehond.")
        files = [
            conversations.calendar_file(record(two.hers, two.here), "Gesprek"),
            conversations.calendar_file(record(two.coachs, two.there), "Gesprek"),
        ]
        uids = set()
        for file in files:
            assert file is not None
            assert f"DTSTART:{in_days(3):%Y%m%dT%H%M%SZ}\r\n" in file
            assert f"DTEND:{in_days(3) + datetime.timedelta(minutes=30):%Y%m%dT%H%M%SZ}\r\n" in file
            assert "SUMMARY:Gesprek\r\n" in file
            for never in ("Mira", "Zeehond", "Noor", "Tot dan", record(two.hers, two.here).token):
                assert never not in file
            uids.add(next(line for line in file.split("\r\n") if line.startswith("UID:")))
        assert len(uids) == 2
        assert conversations.calendar_file(record(two.hers, two.here), "Gesprek") == files[0]

    def test_a_moment_that_is_over_stands_in_nobodys_way(self, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
        two.ask()
        two.mira_does("confirmed", moments=(Moment(start=in_days(3), minutes=30),))
        with pytest.raises(AlreadyAsked):
            asked(two.noor, two.hers, two.mira, moments=())
        later = timezone.now() + datetime.timedelta(days=4)
        monkeypatch.setattr(timezone, "now", lambda: later)
        asked(two.noor, two.hers, two.mira, moments=())
