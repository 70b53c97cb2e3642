"""Answering a wave: from the home page to the page that thanks, what comes in where, and what of it is nowhere."""

from __future__ import annotations

import io
import os
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext

from tegenwind.accounts.keystore import key_store
from tegenwind.portability import rotation
from tegenwind.project.nameless import Nameless
from tegenwind.vault import queries
from tegenwind.waves import house
from tegenwind.waves.models import RosterLine, Wave
from tegenwind.waves.queries import invitations
from tegenwind.web.waves import tickets
from tests.waves import making
from tests.web.people import Human, Nobody, at, main, text, words

pytestmark = pytest.mark.django_db
PACK = making.pack()
FIRST, SECOND = PACK.statements[0].id, PACK.statements[1].id


@pytest.fixture
def mine(owner: Human) -> Wave:
    """A wave that the owner is in, with six others."""
    return making.wave(making.organisation({"Noord": 6}, also={"Noord": [owner.person]}))


def ticket_of(human: Human, wave: Wave) -> str:
    """What stands in the form, by way of the home page."""
    human.get("home")
    found = re.search(r'name="ticket" value="([^"]+)"', text(human.get("wave-answer", wave.pk)))
    assert found
    return found[1]


def send(wave: Wave | int, ticket: str, language: str = "nl", **answers: str) -> Any:
    """Send answers as a browser without anything does."""
    fields = {f"a-{name.replace('_', '-')}": place for name, place in answers.items()}
    number = wave if isinstance(wave, int) else wave.pk
    return Client(enforce_csrf_checks=True).post(
        at("answer", number), {"ticket": ticket, "language": language} | fields
    )


def given(place: int = 3) -> dict[str, str]:
    return {one.id: str(place) for one in PACK.statements}


def counted(wave: Wave) -> int:
    return sum(tally.contributions for tally in house.box(wave.pk).tallies())


def test_the_home_page_invites_before_and_after(owner: Human, mine: Wave) -> None:
    before = main(owner.get("home"))
    assert "Peiling van De Oever" in words(owner.get("home")) and at("wave-answer", mine.pk) in before
    assert "Heb je al geantwoord, dan hoef je niets te doen" in before
    send(mine, ticket_of(owner, mine), **given())
    assert counted(mine) == 1
    assert main(owner.get("home")) == before


def test_who_is_not_in_it_is_not_invited(owner: Human, mine: Wave) -> None:
    other = Human.join("Sanne")
    assert "Peiling van" not in text(other.get("home"))
    assert other.get("wave-answer", mine.pk).status_code == 404
    assert queries.pinned(other.unlocked, tickets.KIND) == []


def test_a_reminder_reaches_everybody_in_it_in_the_same_words(owner: Human, mine: Wave) -> None:
    assert "herinnering" not in words(owner.get("home"))
    Wave.objects.filter(pk=mine.pk).update(reminded=1)
    assert "Iedereen in deze peiling krijgt deze herinnering." in words(owner.get("home"))


def test_a_ticket_is_made_on_the_home_page_and_nowhere_else(owner: Human, mine: Wave) -> None:
    line = RosterLine.objects.get(wave=mine, member=owner.person.pk)
    assert owner.get("wave-answer", mine.pk).headers["Location"] == at("home") and not line.issued
    first = ticket_of(owner, mine)
    line.refresh_from_db()
    assert line.issued and tickets.held(owner.unlocked) == {mine.pk: first}
    rows = owner.rows()
    assert ticket_of(owner.elsewhere(), mine) == first and owner.rows() == rows


def test_a_ticket_that_was_kept_and_not_written_down_as_issued_is_the_same(owner: Human, mine: Wave) -> None:
    first = ticket_of(owner, mine)
    RosterLine.objects.filter(wave=mine).update(issued=False)
    assert ticket_of(owner, mine) == first


def test_a_ticket_goes_at_a_later_visit_once_its_wave_is_over(owner: Human, mine: Wave) -> None:
    ticket_of(owner, mine)
    Wave.objects.filter(pk=mine.pk).update(state=Wave.State.STOPPED)
    assert tickets.held(owner.unlocked)
    assert "Peiling van" not in text(owner.get("home"))
    assert tickets.held(owner.unlocked) == {}
    assert owner.get("wave-answer", mine.pk).headers["Location"] == at("wave", mine.pk)


def test_a_damaged_ticket_stands_in_the_way_of_nothing(owner: Human, mine: Wave) -> None:
    from tegenwind.vault.models import SealedRecord

    ticket_of(owner, mine)
    mine_too = making.wave(making.organisation({"Zuid": 6}, also={"Zuid": [owner.person]}, name="De Dijk"))
    SealedRecord.objects.filter(vault__owner=owner.person).update(body=os.urandom(300))
    owner.get("home")
    assert owner.get("home").status_code == 200 and "De Dijk" in text(owner.get("home"))
    assert mine_too.pk in tickets.held(owner.unlocked)


def test_a_ticket_is_in_no_archive_and_no_list(owner: Human, mine: Wave) -> None:
    found = ticket_of(owner, mine)
    for page in ("take-along", "erase", "reflection", "me"):
        assert found not in text(owner.get(page)) and tickets.KIND not in text(owner.get(page))


def test_who_began_an_empty_place_since_is_told_where_the_ticket_is(owner: Human, mine: Wave) -> None:
    ticket_of(owner, mine)
    queries_before = tickets.held(owner.unlocked)
    assert queries_before
    from tegenwind.vault import actions_bulk

    actions_bulk.remove_all(owner.unlocked, tickets.KIND)
    page = owner.get("wave-answer", mine.pk)
    assert page.status_code == 200 and "ligt in een andere plek van jou" in words(page)
    assert tickets.held(owner.unlocked) == {}


def test_who_cannot_get_a_ticket_is_told(owner: Human, mine: Wave) -> None:
    key_store().forget_wave_key(mine.pk)
    assert owner.get("home").status_code == 200
    page = owner.get("wave-answer", mine.pk)
    assert page.status_code == 503 and "kan nu niet gemaakt worden" in words(page)
    assert RosterLine.objects.get(wave=mine, member=owner.person.pk).issued is False


def test_the_page_is_a_stranger_to_its_own_place(owner: Human, mine: Wave) -> None:
    ticket_of(owner, mine)
    form = owner.get("wave-answer", mine.pk)
    thanks = send(mine, ticket_of(owner, mine), **given())
    wrong = send(mine, ticket_of(owner, mine))
    for page in (form, thanks, wrong):
        assert "sandbox allow-forms" in page.headers["Content-Security-Policy"].split("; ")
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
        assert "no-store" in page.headers["Cache-Control"] and not page.cookies
        assert "<script" not in text(page) and "csrfmiddlewaretoken" not in text(page)
        assert "Noor" not in text(page) and 'name="written-by"' not in text(page)
    assert text(form).count("<form") == 1
    assert all(one.text["nl"] in words(form) for one in PACK.statements)
    assert "worden geteld en niet bewaard" in words(form)


@pytest.fixture
def foreign(owner: Human) -> str:
    """A ticket of another wave."""
    other = making.wave(making.organisation({"Zuid": 7}, name="De Dijk"))
    return making.tickets(other, 0)[0]


def test_counted_spent_forged_foreign_and_late_look_alike(owner: Human, mine: Wave, foreign: str) -> None:
    ticket = ticket_of(owner, mine)
    forged = ticket[:-6] + ("AAAAAA" if not ticket.endswith("AAAAAA") else "BBBBBB")
    pages = [send(mine, one, **given()) for one in (ticket, ticket, forged, foreign, ticket[:40], "", "é" * 90)]
    pages.append(send(4711, ticket, **given()))  # A wave that never was.
    assert counted(mine) == 1
    Wave.objects.filter(pk=mine.pk).update(state=Wave.State.STOPPED)
    pages.append(send(mine, ticket, **given()))
    assert {one.status_code for one in pages} == {200}
    assert len({one.content for one in pages}) == 1
    assert len({str(sorted(one.headers.items())) for one in pages}) == 1


def test_who_sends_nonsense_learns_nothing_of_a_ticket(owner: Human, mine: Wave, foreign: str) -> None:
    """What does not fit is said by what was sent alone; the pages differ in the ticket that came back."""
    ticket = ticket_of(owner, mine)
    for fields in ({}, {FIRST: "6"}, {FIRST: "x"}, {"er-niet": "3"}, {FIRST: "3", "er-niet": "3"}):
        pages = [(one, send(mine, one, **fields)) for one in (ticket, foreign, "qqqq")]
        assert {page.status_code for _ticket, page in pages} == {422}
        assert len({text(page).replace(one, "") for one, page in pages}) == 1
    assert counted(mine) == 0
    estimate = {f"e-{PACK.themes[0].id}": "3", f"a-{FIRST}": "3"}
    for one in (ticket, foreign, "qqqq"):
        fields = {"ticket": one, "language": "nl"} | estimate
        assert Client().post(at("answer", mine.pk), fields).status_code == 422
    assert counted(mine) == 0


def test_what_was_filled_in_stands_there_when_it_cannot_be_counted(owner: Human, mine: Wave) -> None:
    ticket = ticket_of(owner, mine)
    chosen = f'name="a-{FIRST}" value="4" checked'
    wrong = send(mine, ticket, **{FIRST: "4", SECOND: "9"})
    assert wrong.status_code == 422 and chosen in text(wrong)

    box = house.box(mine.pk).path
    box.rename(box.with_suffix(".away"))
    lost = send(mine, ticket, **{FIRST: "4"})
    assert lost.status_code == 503 and chosen in text(lost) and "Er is niets geteld" in words(lost)
    box.with_suffix(".away").rename(box)
    assert send(mine, ticket, **{FIRST: "4"}).status_code == 200 and counted(mine) == 1

    key_store().forget_wave_key(mine.pk)
    assert send(mine, ticket, **{FIRST: "4"}).status_code == 503


def test_two_windows_are_one_contribution(owner: Human, mine: Wave) -> None:
    ticket = ticket_of(owner, mine)
    send(mine, ticket, **given(2))
    send(mine, ticket_of(owner.elsewhere(), mine), **given(5))
    (tally, *_rest) = house.box(mine.pk).tallies()
    assert tally.contributions == 1 and tally.counts[FIRST] == (0, 1, 0, 0, 0)


def test_the_language_is_the_one_of_the_form(owner: Human, mine: Wave) -> None:
    ticket = ticket_of(owner, mine)
    for language, said in (("en", "en"), ("nl", "nl"), ("xx", "nl"), ("", "nl")):
        page = send(mine, ticket, language, **given())
        assert f'<html lang="{said}"' in text(page) and page.headers["Content-Language"] == said


def test_taking_answers_in_reads_no_person_and_writes_nothing(owner: Human, mine: Wave) -> None:
    """Also for who comes with all their cookies, by the way that the server takes."""
    ticket = ticket_of(owner, mine)
    rows, everything = owner.rows(), _fingerprint()
    with CaptureQueriesContext(connection) as asked:
        answer = by_the_server(owner.client, at("answer", mine.pk), ticket=ticket, **{f"a-{FIRST}": "3"})
    assert answer.status_code == 200 and not answer.cookies and counted(mine) == 1
    said = [one["sql"] for one in asked]
    assert said and all(one.startswith("SELECT") for one in said)
    wanted = ("waves_wave", "waves_wavegroup", "teams_organisation", "waves_leading")
    assert {table for one in said for table in re.findall(r'(?:FROM|JOIN) "?(\w+)', one)} <= set(wanted)
    assert owner.rows() == rows and _fingerprint() == everything


def by_the_server(client: Client, path: str, **fields: str) -> Any:
    """Post with every cookie of this browser, through what stands before Django in the real server."""
    handler = ClientHandler(enforce_csrf_checks=True)
    environ = RequestFactory().post(path, fields).environ
    environ["HTTP_COOKIE"] = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    assert "tegenwind_key=" in environ["HTTP_COOKIE"]
    found: list[Any] = []

    def program(stripped: dict[str, Any], _start: Any) -> list[bytes]:
        found.append(handler(stripped))
        return []

    Nameless(program)(environ, None)
    return found[0]


def _fingerprint() -> list[Any]:
    """Every row of every table, with the transaction that wrote it where the database tells."""
    found: list[Any] = []
    hidden = ", xmin::text, ctid::text" if connection.vendor == "postgresql" else ", rowid"
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT *{hidden} FROM "{table}" ORDER BY 1')
            found.append((table, cursor.fetchall()))
    return found


def test_a_body_that_is_too_large_is_refused(owner: Human, mine: Wave) -> None:
    answer = Client().post(at("answer", mine.pk), {"ticket": "a" * 70_000})
    assert answer.status_code == 413
    assert Client().get(at("answer", mine.pk)).status_code == 405


def test_nothing_of_who_sends_reaches_the_program() -> None:
    seen: list[dict[str, Any]] = []

    def program(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(dict(environ))
        return []

    coming = {
        "REQUEST_METHOD": "POST",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": "tegenwind=1; tegenwind_key=2",
        "HTTP_AUTHORIZATION": "Basic x",
        "HTTP_X_FORWARDED_FOR": "10.0.0.7",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_USER_AGENT": "Mijn telefoon",
        "HTTP_REFERER": "http://localhost/?noor",
        "REMOTE_ADDR": "10.0.0.7",
        "REMOTE_PORT": "4711",
        "REMOTE_USER": "noor",
        "QUERY_STRING": "noor",
        "CONTENT_LENGTH": "3",
        "wsgi.input": io.BytesIO(b"a=1"),
    }
    for path in ("/answer/2az52c0wv0qam/", "/answers/", "/waves/2az52c0wv0qam/answer/"):
        Nameless(program)(coming | {"PATH_INFO": path}, None)
    answering, *others = seen
    assert set(answering) == {
        *(
            "REQUEST_METHOD",
            "HTTP_HOST",
            "HTTP_X_FORWARDED_PROTO",
            "REMOTE_ADDR",
            "CONTENT_LENGTH",
            "wsgi.input",
            "PATH_INFO",
        )
    }
    assert answering["REMOTE_ADDR"] == "0.0.0.0"
    assert all({**coming, "PATH_INFO": one["PATH_INFO"]} == one for one in others)
    from tegenwind.project.wsgi import application

    assert isinstance(application, Nameless) and at("answer", 1).startswith("/answer/")


def test_static_files_may_be_asked_for_by_a_stranger_and_pages_may_not(owner: Human) -> None:
    page = text(owner.get("home"))
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page)
    font = re.search(r'href="(/static/[^"]+\.woff2)"', page)
    assert sheet and font
    for one in (sheet[1], font[1]):
        got = Nobody().client.get(one)
        assert got.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert owner.get("home").headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_those_who_lead_as_a_group_also_say_what_they_expect(owner: Human) -> None:
    led = {"Noord": {"Noor": owner.person} | {f"Nog {n}": making.someone() for n in range(4)}}
    east = making.organisation({"Noord": 7}, led_by=led)
    wave = making.wave(east)
    assert wave.leaders_together
    ticket = ticket_of(owner, wave)
    form = owner.get("wave-answer", wave.pk)
    assert "Wat verwacht je van je team?" in words(form)
    theme = PACK.themes[0]
    assert theme.low and theme.low["nl"] in words(form)
    fields = {"ticket": ticket, "language": "nl", f"a-{FIRST}": "2", f"e-{theme.id}": "5"}
    assert Client().post(at("answer", wave.pk), fields).status_code == 200
    tally = house.box(wave.pk).tallies()[-1]
    assert tally.contributions == 1 and tally.counts[f"estimate:{theme.id}"] == (0, 0, 0, 0, 1)
    assert owner.get("wave-expect", wave.pk).headers["Location"] == at("wave-answer", wave.pk)


def test_nothing_is_said_in_the_logs(owner: Human, mine: Wave, caplog: pytest.LogCaptureFixture) -> None:
    ticket = ticket_of(owner, mine)
    key_store().forget_wave_key(mine.pk)
    caplog.clear()
    with caplog.at_level("DEBUG", logger="django.request"):
        assert send(mine, ticket, **given()).status_code == 503
        assert send(mine, ticket).status_code == 422
    assert [one for one in caplog.records if one.name.startswith("django.request")] == []


def test_a_ticket_moves_along_under_a_new_key_and_no_second_one_is_made(owner: Human, mine: Wave) -> None:
    before = ticket_of(owner, mine)
    old = owner.unlocked
    rotation.begin(owner.person, old, owner.passphrase)
    while (new := rotation.go_on(old)) is None:
        pass
    assert tickets.held(new) == {mine.pk: before}
    RosterLine.objects.filter(wave=mine).update(issued=False)
    tickets.bring(owner.person, new, invitations(owner.person), queries.pinned(new, tickets.KIND))
    assert tickets.held(new) == {mine.pk: before}
    assert not RosterLine.objects.filter(wave=mine, member=owner.person.pk, issued=False).exists()


def test_a_kill_between_the_ticket_and_the_note_of_it_leaves_neither(
    owner: Human, mine: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_any: Any, **_more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("tegenwind.web.waves.tickets._put", killed)
    with pytest.raises(RuntimeError):
        owner.get("home")
    assert not RosterLine.objects.filter(wave=mine, issued=True).exists() and tickets.held(owner.unlocked) == {}
    monkeypatch.undo()
    assert ticket_of(owner, mine)
