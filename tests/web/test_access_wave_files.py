"""The files of a wave: who may look at the page of a group gets them, the same for everybody; for others they are not there."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace
from typing import Any, Final

import pypdf
import pytest

from tegenwind.measure import Figure
from tegenwind.waves import agreements, closing
from tegenwind.waves.agreements import Agreed
from tegenwind.waves.models import RosterLine, Wave
from tests.waves import making
from tests.web.people import Human, Nobody

pytestmark = pytest.mark.django_db

FILES: Final = ("wave-pdf", "wave-csv", "wave-json")
WHOLE, NORTH, SOUTH = 0, 1, 2
#: Which groups of the wave each of them may see.
MAY: Final = {
    "owner": {WHOLE, NORTH},
    "mate": {WHOLE, SOUTH},
    "leader": {WHOLE, NORTH},
    "host": {WHOLE, NORTH, SOUTH},
    "administrator": {WHOLE},
    "stranger": set[int](),
    "outsider": set[int](),
}
ASKED: Final = "Wie het rooster maakt, komt een nacht kijken."


@pytest.fixture
def parties(people: SimpleNamespace) -> SimpleNamespace:
    """A closed wave of two teams: the owner is in one, the mate in the other; beside them who leads, hosts, administers, and somebody
    who does all of that in another organisation."""
    people.leader, people.host = Human.join("Kees"), Human.join("Hanne")
    people.administrator, people.stranger = Human.join("Ans"), Human.join("Vreemd")
    people.made = making.organisation(
        {"Noord": 12, "Zuid": 7},
        host=people.host.person,
        administrator=people.administrator.person,
        also={"Noord": [people.owner.person], "Zuid": [people.mate.person]},
        led_by={"Noord": {"Kees": people.leader.person}},
    )
    elsewhere = people.stranger.person
    making.organisation({"Ver": 6}, host=elsewhere, administrator=elsewhere, also={"Ver": [elsewhere]}, name="Elders")
    people.wave = making.wave(people.made)
    making.wrote(people.wave, people.leader.person, agreed=True)
    making.answered(people.wave, {"Noord": making.answers(12), "Zuid": making.answers(8, seed=2)})
    making.closed(people.wave, people.made)
    agreed = {1: Agreed(ASKED, "organisation"), 2: Agreed("Wij beginnen met een rondje.", "team")}
    agreements.write(people.wave, people.host.person, NORTH, agreed)
    return people


def everything() -> list[Any]:
    return [list(Wave.objects.order_by("pk").values()), list(RosterLine.objects.order_by("pk").values())]


@pytest.mark.parametrize("who", MAY)
def test_who_may_get_them(who: str, parties: SimpleNamespace) -> None:
    one: Nobody = getattr(parties, who)
    before = everything()
    away = 302 if who == "outsider" else 404
    for name in FILES:
        for number in (WHOLE, NORTH, SOUTH, 3, 99):
            expected = 200 if number in MAY[who] else away
            assert one.get(name, parties.wave.pk, number).status_code == expected, (name, number)
            assert one.post(name, parties.wave.pk, number).status_code == 405
    assert one.get("wave-page-pdf", parties.wave.pk).status_code == (200 if WHOLE in MAY[who] else away)
    assert everything() == before


def test_a_file_is_the_same_for_everybody_who_may_see_the_group(parties: SimpleNamespace) -> None:
    for name in FILES:
        for number in (WHOLE, NORTH, SOUTH):
            got = [getattr(parties, who).get(name, parties.wave.pk, number) for who in MAY if number in MAY[who]]
            assert len({answer.content for answer in got}) == 1
            assert len({answer.headers["Content-Disposition"] for answer in got}) == 1
    page = [getattr(parties, who).get("wave-page-pdf", parties.wave.pk).content for who in MAY if MAY[who]]
    assert len(set(page)) == 1


def test_nobody_is_in_them_but_who_hosts_and_who_leads_and_agreed(parties: SimpleNamespace) -> None:
    host = parties.host
    for number in (WHOLE, NORTH, SOUTH):
        for name in ("wave-csv", "wave-json"):
            told = host.get(name, parties.wave.pk, number).content.decode()
            assert not [one for one in ("Noor", "Sam", "Ans", "mens ") if one in told.replace("Noord", "")]
            assert ("Kees" in told) == (number == NORTH)


def test_json_is_what_was_published_of_the_group(parties: SimpleNamespace) -> None:
    published = making.published(parties.wave)[str(NORTH)]
    told = json.loads(parties.owner.get("wave-json", parties.wave.pk, NORTH).content)
    shown = {name for name, one in published.questions.items() if isinstance(one, Figure)}
    assert {name for name, one in told["members"]["questions"].items() if "place" in one} == shown
    assert told["members"]["contributions"] == [10, 14]


def test_csv_is_known_as_utf8_by_a_spreadsheet(parties: SimpleNamespace) -> None:
    answer = parties.owner.get("wave-csv", parties.wave.pk, NORTH)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith("\ufefforganisation,group,".encode())


def test_what_teams_ask_of_the_organisation_stands_on_its_page_without_the_team(parties: SimpleNamespace) -> None:
    page = _text(parties.administrator.get("wave-page-pdf", parties.wave.pk).content)
    assert ASKED.replace(" ", "") in page
    assert "rondje" not in page and "Noord" not in page


def test_nothing_is_there_before_a_result_and_without_one(parties: SimpleNamespace) -> None:
    made = parties.made
    running = making.wave(made, ["Noord"], name="steun")
    stopped = making.wave(made, ["Zuid"], name="steun")
    closing.stop(stopped, parties.host.person)
    for wave in (running, stopped):
        for name in FILES:
            assert parties.host.get(name, wave.pk, 0).status_code == 404
        assert parties.host.get("wave-page-pdf", wave.pk).status_code == 404


def test_the_group_of_those_who_lead_has_no_files_of_its_own(parties: SimpleNamespace) -> None:
    made = making.organisation({"Een": 8}, {"Een": ["A", "B", "C", "D", "E"]}, name="Vijf", host=parties.host.person)
    wave = making.wave(made)
    sheets: dict[str | int, Any] = {"Een": making.answers(8), "leaders": making.answers(5, estimates=True)}
    making.closed(making.answered(wave, sheets), made)
    own = making.group(wave, "leaders").number
    for name in FILES:
        assert parties.host.get(name, wave.pk, 0).status_code == 200
        assert parties.host.get(name, wave.pk, own).status_code == 404


def _text(data: bytes) -> str:
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())
