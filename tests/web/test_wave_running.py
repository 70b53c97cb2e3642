"""A wave that runs, for its host: reminding, moving the day, stopping, closing; with two hosts, and a clock that lies."""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing as shutting
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from tegenwind.accounts import mail
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves import house, reminding, rules
from tegenwind.waves.models import Wave
from tests.waves import making
from tests.waves.making import Made
from tests.web.hosting import do, ended, opened, state, today
from tests.web.people import Human, at, main, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_boxes_of_before")]


class TestHosting:
    @pytest.fixture
    def wave(self, hanne: Human, made: Made) -> Wave:
        return opened(hanne, made)

    def test_the_page_says_nothing_of_answers(self, hanne: Human, made: Made, wave: Wave) -> None:
        blank = re.compile(r'name="(csrfmiddlewaretoken|written-by)" value="[^"]*"|nonce="[^"]*"')
        before = blank.sub("", text(hanne.get("wave-host", wave.pk)))
        making.answered(wave, {"Noord": making.answers(6), "Zuid": making.answers(3)})

        assert blank.sub("", text(hanne.get("wave-host", wave.pk))) == before
        assert "Noord" in before and "Kees" not in before

    def test_everybody_is_reminded_twice_at_most_and_two_clicks_are_one(self, hanne: Human, wave: Wave) -> None:
        for count in range(rules.MOST_REMINDERS):
            for _click in range(2):
                assert do(hanne, wave, "remind", reminded=count).status_code == 302
            wave.refresh_from_db()
            assert wave.reminded == count + 1
        page = do(hanne, wave, "remind", reminded=rules.MOST_REMINDERS)
        assert page.status_code == 422 and "Vaker doen we niet" in words(page)
        assert 'value="remind"' not in main(page)

    @pytest.mark.parametrize("odd", ["", "-1", "x", "1e1", "²", "99999999999999999999"])
    def test_a_reminder_that_no_page_asked_for_is_none(self, odd: str, hanne: Human, wave: Wave) -> None:
        assert do(hanne, wave, "remind", reminded=odd).status_code == 302
        wave.refresh_from_db()
        assert wave.reminded == 0

    def test_the_day_moves_once_and_two_clicks_are_one(self, hanne: Human, wave: Wave) -> None:
        later = wave.closes_on + datetime.timedelta(days=14)
        for wrong in ("", "morgen", wave.closes_on.isoformat(), (later + datetime.timedelta(days=1)).isoformat()):
            page = do(hanne, wave, "extend", day=wrong)
            assert page.status_code == 422 and "Kies een dag van" in words(page) and f'value="{wrong}"' in main(page)
        for _click in range(2):
            assert do(hanne, wave, "extend", day=later.isoformat()).status_code == 302
        wave.refresh_from_db()
        assert (wave.closes_on, wave.extended) == (later, True)
        page = do(hanne, wave, "extend", day=(later + datetime.timedelta(days=1)).isoformat())
        assert page.status_code == 422 and "al eens opgeschoven" in words(page)

    def test_stopping_is_asked_first_and_leaves_nothing(self, hanne: Human, wave: Wave) -> None:
        page = hanne.get("wave-host", wave.pk, query="?ask=stop")
        assert "weggegooid zonder dat iemand ernaar kijkt" in words(page) and state(wave) == "open"
        for _click in range(2):
            done = do(hanne, wave, "stop")
            assert done.status_code == 302 and done.headers["Location"] == at("wave", wave.pk)
        assert state(wave) == "stopped" and wave.publication is None and not house.every()
        for late in ("remind", "extend"):
            assert do(hanne, wave, late, day=today().isoformat(), reminded="0").status_code == 422
        assert "Gestopt, zonder uitkomst" in words(hanne.get("wave-host", wave.pk))

    @pytest.mark.parametrize("days", [21, 1, 0])
    def test_before_its_day_has_been_it_does_not_close(self, days: int, hanne: Human, wave: Wave) -> None:
        wave.closes_on = today() + datetime.timedelta(days=days)
        wave.save()
        page = hanne.get("wave-host", wave.pk, query="?ask=close")
        assert "Klopt de datum" not in words(page)
        page = do(hanne, wave, "close")
        assert page.status_code == 422 and "kan pas na die dag" in words(page) and state(wave) == "open"

    def test_after_its_day_it_waits_for_a_word_and_closes_once(self, hanne: Human, made: Made, wave: Wave) -> None:
        making.answered(wave, {"Noord": making.answers(6), "Noord/Dag": making.answers(7, seed=2)})
        ended(wave)
        assert "tot je sluit, kan iedereen nog antwoorden" in words(hanne.get("wave-host", wave.pk))
        page = hanne.get("wave-host", wave.pk, query="?ask=close")
        assert "Klopt de datum van vandaag?" in words(page) and str(today().year) in words(page)
        assert state(wave) == "open"
        for _click in range(2):
            done = do(hanne, wave, "close")
            assert done.status_code == 302 and done.headers["Location"] == at("wave", wave.pk)
        assert state(wave) == "published" and making.published(wave)[str(making.group(wave, "Noord").number)].questions
        assert not house.every()

    def test_with_too_few_answers_there_is_no_result(self, hanne: Human, wave: Wave) -> None:
        making.answered(wave, {"Noord": making.answers(4)})
        do(hanne, ended(wave), "close")
        assert state(wave) == "few" and wave.publication is None
        assert "te weinig antwoorden" in words(hanne.get("wave-host", wave.pk))

    def test_closing_that_was_broken_off_goes_on(self, hanne: Human, wave: Wave) -> None:
        making.answered(wave, {"Noord": making.answers(6)})
        ended(wave).state = "closing"
        wave.save()
        page = hanne.get("wave-host", wave.pk)
        assert "Maak het sluiten af" in words(page) and 'value="remind"' not in main(page)
        assert do(hanne, wave, "close").status_code == 302 and state(wave) == "published"

    def test_a_box_that_somebody_else_holds_is_not_lost_by_closing(
        self, hanne: Human, wave: Wave, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        making.answered(wave, {"Noord": making.answers(6)})
        ended(wave)
        monkeypatch.setattr("tegenwind.waves.box.WAIT_SECONDS", 0.0)
        with shutting(sqlite3.connect(house.box(wave.pk).path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            page = do(hanne, wave, "close")
        assert page.status_code == 422 and "Er is niets verloren" in words(page)
        assert do(hanne, wave, "close").status_code == 302 and state(wave) == "published"

    @pytest.mark.parametrize("gone", ["box", "key", "broken key"])
    def test_a_wave_whose_tallies_are_gone_says_so_and_ends(self, gone: str, hanne: Human, wave: Wave) -> None:
        from django.conf import settings

        key = settings.TEGENWIND.keys / f"wave-{wave.pk}"
        if gone == "box":
            house.box(wave.pk).path.unlink()
        elif gone == "key":
            key.unlink()
        else:
            key.write_bytes(b"half")
        page = hanne.get("wave-host", wave.pk)
        assert page.status_code == 200 and "kan niemand meer zien of terughalen" in words(page)
        assert 'value="remind"' not in main(page) and state(wave) == "open"
        assert do(hanne, wave, "stop").status_code == 302
        assert state(wave) == "lost" and not house.every()
        assert "De telling was er niet meer" in words(hanne.get("wave-host", wave.pk))

    def test_what_no_page_asks_is_not_there(self, hanne: Human, wave: Wave) -> None:
        for odd in ("", "open", "reopen"):
            assert do(hanne, wave, odd).status_code == 404
        assert hanne.get("wave-host", 1).status_code == 404


class TestTwoHosts:
    @pytest.fixture
    def sam(self, made: Made, join: Callable[[str], Human]) -> Human:
        sam = join("Sam")
        teams.give_role(made.organisation, sam.person, Role.What.HOST, shown="Sam")
        return sam

    def test_another_host_goes_on_and_what_one_did_the_other_does_not_do_again(
        self, hanne: Human, sam: Human, made: Made
    ) -> None:
        wave = opened(hanne, made)
        do(hanne, wave, "remind", reminded=0)
        do(sam, wave, "remind", reminded=0)
        wave.refresh_from_db()
        assert wave.reminded == 1
        later = wave.closes_on + datetime.timedelta(days=3)
        do(sam, wave, "extend", day=later.isoformat())
        page = do(hanne, wave, "extend", day=(later + datetime.timedelta(days=1)).isoformat())
        assert page.status_code == 422 and state(wave) == "open" and wave.closes_on == later
        do(sam, wave, "stop")
        assert do(hanne, ended(wave), "close").headers["Location"] == at("wave", wave.pk)
        assert state(wave) == "stopped"

    @pytest.mark.parametrize("path", ["Noord", "Noord/Dag"])
    def test_a_host_who_became_a_leader_meanwhile_hands_it_over(
        self, path: str, hanne: Human, sam: Human, made: Made
    ) -> None:
        wave = opened(hanne, made)
        teams.give_role(made.organisation, hanne.person, Role.What.LEADER, made.teams[path], "Hanne")
        page = hanne.get("wave-host", wave.pk)
        assert page.status_code == 403 and "Wel kunnen: Sam." in words(page)
        for what in ("remind", "extend", "stop", "close"):
            refused = do(hanne, ended(wave), what, reminded="0", day=today().isoformat())
            assert refused.status_code == 403 and state(wave) == "open" and not wave.reminded
        assert do(sam, wave, "stop").status_code == 302 and state(wave) == "stopped"

    def test_who_led_when_it_opened_does_not_host_it_later(self, hanne: Human, sam: Human, made: Made) -> None:
        lead = teams.give_role(made.organisation, sam.person, Role.What.LEADER, made.teams["Zuid"], "Sam")
        wave = opened(hanne, made)
        lead.delete()
        page = sam.get("wave-host", wave.pk)
        assert page.status_code == 403 and "Wel kunnen: Hanne." in words(page)
        assert do(sam, wave, "stop").status_code == 403 and state(wave) == "open"


class TestClock:
    """A clock can lie: what ends a wave is its day and the word of a host, never the clock alone."""

    DAYS = (
        ("a year ahead", datetime.timedelta(days=366)),
        ("a day back", datetime.timedelta(days=-1)),
    )

    def look_everywhere(self, human: Human, made: Made, wave: Wave) -> None:
        """What happens by itself: pages that are looked at, and the start of the server."""
        from tegenwind.project import serving

        for page in ("wave-host", "wave"):
            human.get(page, wave.pk)
        human.get("home")
        human.get("teams-one", made.organisation.pk)
        serving._sweep()

    @pytest.mark.parametrize(("_name", "jump"), DAYS, ids=[name for name, _jump in DAYS])
    def test_nothing_closes_by_itself(
        self, _name: str, jump: datetime.timedelta, hanne: Human, made: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wave = opened(hanne, made)
        now = timezone.now() + jump
        monkeypatch.setattr(timezone, "now", lambda: now)
        human = hanne.elsewhere()
        self.look_everywhere(human, made, wave)
        assert state(wave) == "open" and house.is_there(wave.pk)
        asked = "Klopt de datum van vandaag?" in words(human.get("wave-host", wave.pk, query="?ask=close"))
        assert asked == (jump > datetime.timedelta(0)) and state(wave) == "open"

    @pytest.mark.parametrize(
        ("moment", "day", "closes"),
        [
            # Summer time begins on 28 March 2027 and ends on 31 October 2027, both at one o'clock in London.
            ("2027-03-27T22:59:59+00:00", "2027-03-27", False),
            ("2027-03-27T23:00:00+00:00", "2027-03-27", True),
            ("2027-03-28T21:59:59+00:00", "2027-03-28", False),
            ("2027-03-28T22:00:00+00:00", "2027-03-28", True),
            ("2027-10-30T22:00:00+00:00", "2027-10-31", False),
            ("2027-10-31T22:59:59+00:00", "2027-10-31", False),
            ("2027-10-31T23:00:00+00:00", "2027-10-31", True),
        ],
    )
    def test_its_day_is_over_at_midnight_here_also_when_the_clock_jumps(
        self, moment: str, day: str, closes: bool, hanne: Human, made: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wave = opened(hanne, made)
        Wave.objects.filter(pk=wave.pk).update(closes_on=day)
        now = datetime.datetime.fromisoformat(moment)
        monkeypatch.setattr(timezone, "now", lambda: now)
        from tegenwind.web.waves import running

        trouble = running.do(hanne.person, wave, "close", {})
        assert (trouble is None) == closes
        assert state(wave) == ("few" if closes else "open")


class TestMail:
    @pytest.fixture(autouse=True)
    def _sends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mail, "sends_mail", lambda: True)

    def sent(self) -> list[Any]:
        mail._postman.submit(lambda: None).result()
        while True:
            count = len(outbox.outbox)
            mail._postman.submit(lambda: None).result()
            if len(outbox.outbox) == count:
                return outbox.outbox

    def test_only_who_chose_it_gets_one_and_all_are_the_same(self, hanne: Human, made: Made) -> None:
        wave = opened(hanne, made)
        assert "Wie daar zelf voor koos, krijgt ook een mail." in words(hanne.get("wave-host", wave.pk))
        first, second, third, gone = made.members["Noord"][:4]
        leader, outside = made.leaders["Kees"], making.someone()
        for number, person in enumerate((first, second, third, gone, leader, outside)):
            person.email = f"mens{number}@voorbeeld.example"
            person.is_active = person != gone
            person.save()
        for person in (first, second, gone, leader, outside, made.members["Noord"][5]):
            reminding.wish_mail(person, True)
        do(hanne, wave, "remind", reminded=0)
        letters = self.sent()

        assert sorted(one.to[0] for one in letters) == [f"mens{number}@voorbeeld.example" for number in (0, 1, 4)]
        assert len({(one.subject, one.body) for one in letters}) == 1
        body = letters[0].subject + letters[0].body
        assert not any(word in body for word in ("Uitspreken", "Noord", "Oever", "Hanne", "mens"))
        assert "Heb je al geantwoord, dan hoef je niets te doen." in body

    def test_the_page_is_the_same_whoever_gets_one(self, hanne: Human, made: Made) -> None:
        wave = opened(hanne, made)
        blank = re.compile(r'name="(csrfmiddlewaretoken|written-by)" value="[^"]*"|nonce="[^"]*"')
        person = made.members["Noord"][0]
        person.email = "mens@voorbeeld.example"
        person.save()
        before = blank.sub("", text(hanne.get("wave-host", wave.pk)))
        reminding.wish_mail(person, True)
        assert blank.sub("", text(hanne.get("wave-host", wave.pk))) == before
        done = do(hanne, wave, "remind", reminded=0)
        assert done.content == b"" and len(self.sent()) == 1

    def test_the_wish_is_on_the_page_of_the_address_and_goes_with_it(self, hanne: Human) -> None:
        person = hanne.person
        assert hanne.post("mail", confirm="1", confirm__passphrase=hanne.passphrase).status_code == 302
        assert "wave_mail" not in main(hanne.get("mail"))
        mail.keep(person, "noor@voorbeeld.example")
        assert 'name="wave_mail"' in main(hanne.get("mail")) and not reminding.wants_mail(person)
        hanne.post("mail", do="waves", wave_mail="1")
        assert reminding.wants_mail(person) and 'name="wave_mail" value="1" checked' in main(hanne.get("mail"))
        hanne.post("mail", do="waves")
        assert not reminding.wants_mail(person)
        hanne.post("mail", do="waves", wave_mail="1")
        hanne.post("mail-remove")
        assert not reminding.wants_mail(person)
