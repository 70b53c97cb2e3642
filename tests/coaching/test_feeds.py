"""Fetching a calendar from elsewhere: only from outside, only over https, not for long, and not much."""

from __future__ import annotations

import functools
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tegenwind.coaching import actions, calendars, feeds, queries
from tegenwind.coaching.errors import NotFetched, NotPermitted, NotReadable
from tegenwind.coaching.models import Card, FreeMoment
from tests.accounts.people import joined
from tests.coaching.elsewhere import Elsewhere, elsewhere
from tests.coaching.making import card_of, coach, in_days


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Elsewhere]:
    with elsewhere(tmp_path) as one:
        yield one


def fetched(place: Elsewhere, path: str = "/vrij.ics", seconds: float = 5) -> bytes:
    return feeds.fetch(place.at(path), may_connect=place.here_too, context=place.trusting, seconds=seconds)


def why(place: Elsewhere, seconds: float = 5) -> tuple[str, int | None]:
    with pytest.raises(NotFetched) as refused:
        fetched(place, seconds=seconds)
    return refused.value.why, refused.value.status


class TestWhatIsFetched:
    def test_what_lies_there_and_no_word_of_who_asks(self, place: Elsewhere) -> None:
        place.body = b"BEGIN:VCALENDAR"
        assert fetched(place, "/prive/abc?token=1") == b"BEGIN:VCALENDAR"
        ((path, headers),) = place.asked
        assert path == "/prive/abc?token=1"
        assert set(headers) == {"Host", "Accept", "Accept-Encoding", "User-Agent"}
        assert headers["User-Agent"] == "Tegenwind"

    def test_a_redirect_is_not_followed(self, place: Elsewhere) -> None:
        place.status, place.headers = 302, {"Location": place.at("/elders")}
        assert why(place) == ("moved", 302)
        assert len(place.asked) == 1

    def test_another_answer_is_told(self, place: Elsewhere) -> None:
        for status in (401, 404, 500, 204):
            place.status = status
            assert why(place) == ("status", status)

    def test_not_more_than_there_may_be(self, place: Elsewhere) -> None:
        place.body = b"x" * calendars.LARGEST
        assert len(fetched(place)) == calendars.LARGEST
        place.body += b"x"
        assert why(place) == ("too-large", None)

    @pytest.mark.parametrize("part", [b"HTTP/1.1 200 OK\r\n\r\nBEG", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HT"])
    def test_not_longer_than_there_may_be(self, place: Elsewhere, part: bytes) -> None:
        """A byte now and then keeps each single wait short: in the middle of the status, the headers or the text."""

        def drips(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(part)
            now_and_then, until = threading.Event(), time.monotonic() + 10
            while time.monotonic() < until and not now_and_then.wait(0.05):
                handler.wfile.write(b"x")
                handler.wfile.flush()

        place.instead = drips
        began = time.monotonic()
        assert why(place, seconds=0.5) == ("no-answer", None)
        assert time.monotonic() - began < 3

    def test_a_certificate_that_nobody_vouches_for(self, place: Elsewhere) -> None:
        place.trusting = ssl.create_default_context()
        assert why(place) == ("no-answer", None)
        assert place.asked == []

    def test_a_certificate_for_another_name(self, tmp_path: Path) -> None:
        with elsewhere(tmp_path, "agenda.example") as place:
            assert why(place) == ("no-answer", None)
            assert place.asked == []

    def test_nobody_answers(self, place: Elsewhere) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            place.port = taken.getsockname()[1]
            assert why(place) == ("no-answer", None)


class TestWhereItMayGo:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
            "255.255.255.255", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
            "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::7f00:1",
            "2001:db8::1",
        ],
    )  # fmt: skip
    def test_not_inside(self, address: str) -> None:
        assert not feeds.public(address, 443)

    @pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111"])
    def test_outside_at_the_ordinary_port(self, address: str) -> None:
        assert feeds.public(address, 443)
        assert not feeds.public(address, 80) and not feeds.public(address, 6379)

    def test_this_machine_is_not_asked_without_the_rule_of_a_test(self, place: Elsewhere) -> None:
        for host in ("localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "127.1"):
            with pytest.raises(NotFetched) as refused:
                feeds.fetch(f"https://{host}/", context=place.trusting)
            assert refused.value.why in ("inside", "not-found"), host
        with pytest.raises(NotFetched) as refused:
            feeds.fetch(place.at(), context=place.trusting)
        assert refused.value.why == "port"
        assert place.asked == []

    def test_a_name_with_one_address_inside_is_not_asked(
        self, place: Elsewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def both(host: str, port: int, **_more: object) -> list[tuple[object, ...]]:
            return [(0, 0, 0, "", (address, port)) for address in ("93.184.216.34", "127.0.0.1")]

        monkeypatch.setattr(socket, "getaddrinfo", both)
        with pytest.raises(NotFetched) as refused:
            feeds.fetch("https://agenda.example/vrij.ics")
        assert refused.value.why == "inside"

    def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
        self, place: Elsewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name that means something else the second time it is looked up gets nowhere: it is looked up once."""
        looked: list[str] = []
        real = socket.getaddrinfo

        def turns(host: str, port: int, *arguments: object, **more: object) -> object:
            looked.append(host)
            return real(host, port, *arguments, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", turns)
        place.body = b"x"
        assert fetched(place) == b"x"
        assert [host for host in looked if host == "localhost"] == ["localhost"]

    @pytest.mark.parametrize(
        "address",
        [
            "http://agenda.example/vrij.ics", "file:///etc/passwd", "ftp://agenda.example/", "agenda.example/vrij.ics", "https://",
            "https://noor:geheim@agenda.example/", "https://agenda.example:abc/", "https://agenda.example/a b", "", "https:///x",
            "https://agenda.example/\r\nX: y", "https://[::1/", "https://agenda.example/" + "x" * 1000, "gopher://x",
        ],
    )  # fmt: skip
    def test_an_address_of_another_form(self, address: str) -> None:
        for look in (feeds.normal, feeds.fetch):
            with pytest.raises(NotFetched) as refused:
                look(address)
            assert refused.value.why == "address"

    def test_webcal_is_the_same_thing(self) -> None:
        assert feeds.normal(" webcal://agenda.example/vrij.ics ") == "https://agenda.example/vrij.ics"

    def test_a_name_that_nobody_has(self) -> None:
        with pytest.raises(NotFetched) as refused:
            feeds.fetch("https://agenda.invalid/vrij.ics")
        assert refused.value.why == "not-found"


def file(*days: int) -> bytes:
    parts = [
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:{in_days(day):%Y%m%dT%H%M%SZ}\r\nDURATION:PT30M\r\nSUMMARY:Therapie Joost\r\nEND:VEVENT\r\n"
        for day in days
    ]
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(parts) + "END:VCALENDAR\r\n").encode()


@pytest.mark.django_db
class TestTheCoach:
    @pytest.fixture(autouse=True)
    def _may_ask_here(self, place: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
        here = functools.partial(feeds.fetch, may_connect=place.here_too, context=place.trusting)
        monkeypatch.setattr(feeds, "fetch", here)

    def starts(self) -> list[int]:
        """Of the moments from a calendar: how many days from now."""
        rows = FreeMoment.objects.filter(source=FreeMoment.Source.CALENDAR).order_by("start")
        return [(row.start.date() - in_days(0).date()).days for row in rows]

    def test_gives_an_address_once_and_it_is_asked_when_they_say_so(self, place: Elsewhere) -> None:
        mira, _ = coach()
        place.body = file(2, 4)
        assert len(actions.set_feed(mira, place.at()).moments) == 2
        assert self.starts() == [2, 4]
        assert queries.feed_address(card_of(mira)) == place.at()

        noor, _ = joined("Noor")
        for card in queries.offered_to(noor):
            queries.free_moments(queries.card(noor, card.pk))
        assert len(place.asked) == 1  # Nobody elsewhere hears that somebody looked.

        place.body = file(6)
        actions.fetch_again(mira)
        assert self.starts() == [6]
        assert len(queries.typed_moments(card_of(mira))) == 2
        actions.drop_feed(mira)
        assert self.starts() == [] and queries.feed_address(card_of(mira)) == ""
        with pytest.raises(NotFetched):
            actions.fetch_again(mira)

    def test_the_address_and_the_titles_stand_nowhere_in_clear(self, place: Elsewhere) -> None:
        mira, _ = coach()
        place.body = file(2)
        actions.set_feed(mira, place.at("/prive-3f9c/basic.ics"))
        row = repr([list(Card.objects.values_list()), list(FreeMoment.objects.values_list())])
        assert b"prive-3f9c" not in bytes(card_of(mira).feed) and "Joost" not in row and "prive" not in row

    @pytest.mark.parametrize(("status", "body"), [(500, b""), (200, b"<html>"), (200, b"x" * 300_000)])
    def test_what_goes_wrong_leaves_all_as_it_was(self, place: Elsewhere, status: int, body: bytes) -> None:
        mira, _ = coach()
        place.body = file(2)
        actions.set_feed(mira, place.at())
        place.status, place.body = status, body
        with pytest.raises(NotFetched):
            actions.fetch_again(mira)
        with pytest.raises(NotFetched):
            actions.set_feed(mira, place.at("/ander.ics"))
        with pytest.raises(NotReadable):
            actions.read_file(mira, b"geen agenda")
        assert self.starts() == [2] and queries.feed_address(card_of(mira)) == place.at()

    def test_a_file_takes_the_place_of_an_address(self, place: Elsewhere) -> None:
        mira, _ = coach()
        place.body = file(2)
        actions.set_feed(mira, place.at())
        actions.read_file(mira, file(3, 5))
        assert self.starts() == [3, 5] and queries.feed_address(card_of(mira)) == ""

    def test_all_at_once_for_a_timer(self, place: Elsewhere) -> None:
        place.body = file(2)
        mira, _ = coach("Mira")
        actions.set_feed(mira, place.at())
        kim, _ = coach("Kim")
        actions.set_feed(kim, place.at("/kim.ics"))
        gone, _ = coach("Lin")
        actions.set_feed(gone, place.at("/lin.ics"))
        actions.withdraw(gone)
        coach("Zonder")
        place.asked.clear()

        assert actions.fetch_all() == (2, [])
        assert [path for path, _headers in place.asked] == ["/kim.ics", "/vrij.ics"]
        place.status = 404
        done, failed = actions.fetch_all()
        assert done == 0 and [(name, problem.why, problem.status) for name, problem in failed] == [
            ("Kim", "status", 404),
            ("Mira", "status", 404),
        ]

    def test_pressing_again_and_again_does_not_knock_again_and_again(self, place: Elsewhere) -> None:
        mira, _ = coach("Mira")
        place.body = file(2)
        most, _seconds = actions.FETCHES
        actions.set_feed(mira, place.at())
        for _ in range(most - 1):
            actions.fetch_again(mira)
        for again in (actions.fetch_again, lambda person: actions.set_feed(person, place.at("/ander.ics"))):
            with pytest.raises(NotFetched) as refused:
                again(mira)
            assert refused.value.why == "too-often"
        assert len(place.asked) == most and self.starts() == [2]
        # Another coach, and the timer of who runs the place, are not kept from it.
        actions.set_feed(coach("Kim")[0], place.at("/kim.ics"))
        assert actions.fetch_all() == (2, [])

    def test_who_may_not_coach_fetches_nothing(self, place: Elsewhere) -> None:
        noor, _ = joined("Noor")
        with pytest.raises(NotPermitted):
            actions.set_feed(noor, place.at())
        assert place.asked == []
