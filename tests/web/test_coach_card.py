"""The card of a coach and the moments that are free, as the coach keeps them; and what stays as it was when something is wrong."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tegenwind.coaching import actions, feeds, queries
from tegenwind.coaching.errors import NotFetched, NotReadable
from tegenwind.coaching.models import Card, FreeMoment
from tegenwind.web.coaches import reading
from tegenwind.web.ids import RecordIdConverter
from tests.coaching.making import CARD
from tests.web.asking_coach import coach
from tests.web.people import Human, at, text, typed, words
from tests.web.test_guarded_everywhere import shown

pytestmark = pytest.mark.django_db

FIELDS = {name: value for name, value in CARD.items() if isinstance(value, str)} | {"online": "1", "practice": "1"}


@pytest.fixture
def mira(owner: Human) -> Human:
    """Somebody who may coach here, with nothing on the card yet."""
    actions.permit(owner.person)
    return owner


def kept(human: Human) -> dict[str, Any]:
    return dict(Card.objects.filter(person=human.person).values()[0])


class TestTheCard:
    def test_from_empty_to_what_others_see(self, mira: Human) -> None:
        other = Human.join("Sam")
        assert "Om je kaart te laten zien, is nog nodig: je naam" in words(mira.get("coach-card"))
        assert mira.post("coach-card", do="save", **FIELDS).status_code == 302
        assert CARD["about"] in words(mira.get("coach-card")) and CARD["about"] not in text(other.get("coaches"))
        assert mira.post("coach-card", do="publish", **FIELDS).status_code == 302
        assert CARD["name"] in words(other.get("coaches"))
        assert mira.post("coach-card", do="hide").status_code == 302
        assert CARD["name"] not in words(other.get("coaches")) and CARD["about"] in words(mira.get("coach-card"))

    def test_looking_how_it_becomes_keeps_nothing(self, mira: Human) -> None:
        before = kept(mira)
        page = mira.post("coach-card", do="look", **(FIELDS | {"learns": "Alleen dat er een gesprek was."}))
        preview = words(page).partition("Zo wordt je kaart")[2]
        assert page.status_code == 200 and "Alleen dat er een gesprek was." in preview and "nog niet bewaard" in preview
        assert kept(mira) == before

    @pytest.mark.parametrize("missing", ["name", "about", "audience", "languages", "pays", "learns", "region"])
    def test_what_is_missing_is_named_and_nothing_is_shown(self, missing: str, mira: Human) -> None:
        page = mira.post("coach-card", do="publish", **(FIELDS | {missing: " "}))
        assert page.status_code == 422 and "ontbreekt nog" in words(page)
        assert kept(mira)["published"] is False
        assert all(f"{value}" in text(page) for name, value in FIELDS.items() if name != missing)

    def test_a_published_card_stays_whole(self, owner: Human) -> None:
        coach(owner)
        before = kept(owner)
        page = owner.post("coach-card", do="save", **(FIELDS | {"pays": "", "about": "Iets nieuws."}))
        assert page.status_code == 422 and "wie betaalt" in words(page) and typed(page, "about") == "Iets nieuws."
        assert kept(owner) == before

    @pytest.mark.parametrize(("name", "most"), [("name", 60), ("about", 1200), ("pays", 400)])
    def test_too_long_is_said_at_the_field(self, name: str, most: int, mira: Human) -> None:
        page = mira.post("coach-card", do="save", **(FIELDS | {name: "x" * (most + 1)}))
        assert page.status_code == 422 and f"er passen er {most}" in words(page) and kept(mira)["name"] == ""

    @pytest.mark.parametrize("name", ["about", "audience", "pays", "learns"])
    def test_what_is_marked_comes_back_once(self, name: str, mira: Human) -> None:
        fields = FIELDS | {name: "Bel 06-12345678."}
        first = mira.post("coach-card", do="save", **fields)
        assert first.status_code == 422 and "lijkt op een telefoonnummer" in words(first)
        assert typed(first, name) == "Bel 06-12345678." and kept(mira)[name] == ""
        again = mira.client.post(at("coach-card"), fields | {"do": "save", "looked-at": shown(first)})
        assert again.status_code == 302 and kept(mira)[name] == "Bel 06-12345678."

    def test_what_is_written_on_it_is_text(self, owner: Human) -> None:
        card = coach(owner, about="<b>Ik</b> & jij", name="Mira <i>")
        page = text(Human.join("Sam").get("coach", card.pk))
        assert "&lt;b&gt;Ik&lt;/b&gt; &amp; jij" in page and "Mira &lt;i&gt;" in page


def moment_in(days: int) -> dict[str, str]:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return {"day-1": day.isoformat(), "time-1": "14:00", "minutes-1": "45", "do": "add"}


def calendar(*events: str) -> bytes:
    begin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Agenda//NL\r\n"
    return (begin + "".join(events) + "END:VCALENDAR\r\n").encode()


def event(days: int, *, whole_day: bool = False, hours: int = 1) -> str:
    day = timezone.now() + datetime.timedelta(days=days)
    when = (
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\n"
        if whole_day
        else f"DTSTART:{day:%Y%m%d}T090000Z\r\nDTEND:{day:%Y%m%d}T{9 + hours:02}0000Z\r\n"
    )
    stamp = f"UID:{days}-{hours}@agenda\r\nDTSTAMP:20260101T000000Z\r\n"
    return f"BEGIN:VEVENT\r\n{stamp}{when}SUMMARY:Zeehond komt langs\r\nEND:VEVENT\r\n"


def upload(human: Human, data: bytes) -> Any:
    return human.client.post(at("coach-moments"), {"do": "file", "calendar": SimpleUploadedFile("vrij.ics", data)})


class TestMoments:
    def test_typed_and_taken_away(self, mira: Human) -> None:
        assert mira.client.post(at("coach-moments"), moment_in(4)).status_code == 302
        (one,) = FreeMoment.objects.all()
        assert timezone.localtime(one.start).strftime("%H:%M") == "14:00" and one.minutes == 45
        assert "14:00 tot 14:45" in words(mira.get("coach-moments"))
        assert mira.post("coach-moments", do=f"remove-{RecordIdConverter().to_url(one.pk)}").status_code == 302
        assert not FreeMoment.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [{"day-1": ""}, {"day-1": "2020-01-01"}, {"time-1": "25:00"}, {"minutes-1": "5"}, {"minutes-1": "veel"}],
    )
    def test_a_moment_that_cannot_be_is_not_there(self, wrong: dict[str, str], mira: Human) -> None:
        page = mira.client.post(at("coach-moments"), moment_in(4) | wrong)
        assert page.status_code == 422 and "Er is niets bij gekomen" in words(page) and not FreeMoment.objects.exists()

    @pytest.mark.parametrize("odd", ["remove-", "remove-zzzzzzzzzzzzz", "remove-ABC", "anders", ""])
    def test_what_no_page_asks_is_not_there(self, odd: str, mira: Human) -> None:
        assert mira.post("coach-moments", do=odd).status_code == 404

    def test_a_file_says_what_was_found_and_where_the_rest_is(self, mira: Human) -> None:
        page = upload(mira, calendar(event(4), event(5, whole_day=True), event(6, hours=5), event(-3)))
        said = words(page)
        assert page.status_code == 200 and "Er staat nu 1 vrij moment uit je agenda." in said
        assert "Regel 11: deze afspraak duurt de hele dag" in said and "duurt langer dan 3 uur" in said
        assert "Wat al voorbij is" in said and "Zeehond" not in text(page)
        assert FreeMoment.objects.count() == 1

    def test_a_file_that_is_no_calendar_changes_nothing(self, mira: Human) -> None:
        upload(mira, calendar(event(4)))
        for wrong, said in (
            (b"geen agenda", "geen agendabestand"),
            (b"x" * (256 * 1024 + 1), "te groot"),
        ):
            page = upload(mira, wrong)
            assert page.status_code == 422 and said in words(page) and FreeMoment.objects.count() == 1
        assert "Kies eerst een bestand" in words(mira.post("coach-moments", do="file"))

    def test_an_address_that_cannot_be_used_keeps_what_was_there(self, mira: Human) -> None:
        upload(mira, calendar(event(4)))
        for address in ("http://example.org/vrij.ics", "https://10.0.0.1/vrij.ics", "https://x:y@example.org/", ""):
            page = mira.post("coach-moments", do="feed", feed=address)
            assert page.status_code == 422 and "De agenda is niet opgehaald" in words(page), address
            assert f'value="{address}"' in text(page)
        assert FreeMoment.objects.count() == 1 and queries.feed_address(Card.objects.get()) == ""

    def test_only_the_coach_sets_off_a_fetch(self, mira: Human, monkeypatch: Any) -> None:
        """Who looks at a card is not told to whoever keeps the calendar."""
        fetched: list[str] = []

        def fetch(address: str) -> bytes:
            fetched.append(address)
            return calendar(event(4), event(8))

        monkeypatch.setattr(feeds, "fetch", fetch)
        mira.post("coach-card", do="publish", **FIELDS)
        page = mira.post("coach-moments", do="feed", feed="webcal://agenda.example/geheim")
        assert "Er staan nu 2 vrije momenten uit je agenda." in words(page) and len(fetched) == 1
        card, sam = Card.objects.get(), Human.join("Sam")
        for name, args in (("coaches", ()), ("coach", (card.pk,)), ("coach-ask", (card.pk,))):
            assert "geheim" not in text(sam.get(name, *args))
        mira.get("coach-moments")
        assert len(fetched) == 1
        mira.post("coach-moments", do="again")
        assert len(fetched) == 2
        mira.post("coach-moments", do="drop")
        assert not FreeMoment.objects.exists() and queries.feed_address(Card.objects.get()) == ""


def test_every_reason_has_words_that_a_coach_understands() -> None:
    unreadable = ("too-large", "not-calendar", "too-many", "rule")
    fetching = ("address", "port", "not-found", "inside", "no-answer", "moved", "status")
    said = {why: reading.not_readable(NotReadable(why, 3)) for why in unreadable}
    said |= {why: reading.not_fetched(NotFetched(why, status=404)) for why in fetching}
    assert len(set(said.values())) == len(said) and "antwoord 404" in said["status"]
    # What comes out of a calendar that was fetched says the same as a file would.
    assert all(reading.not_fetched(NotFetched(why, line=3)) == said[why] for why in unreadable)
    assert all("regel 3" in said[why] for why in unreadable)
