"""What a team agreed, on its page: for a host to write and look back on, for everybody who sees the result to read."""

from __future__ import annotations

import datetime
import html
import re
from types import SimpleNamespace
from typing import Any

import pytest

from tegenwind.waves.models import AGREEMENT_MAX, Agreement
from tegenwind.web.guarding import SHOWN
from tests.waves import making
from tests.web import waving
from tests.web.people import Human, at, main, text, typed, words
from tests.web.test_guarded_everywhere import shown

pytestmark = pytest.mark.django_db

FIRST = "Bij een besluit vragen we: wie ziet het anders?"


def fields(answer: Any) -> dict[str, str]:
    """The last form of the page, as it stands there."""
    form = main(answer).rpartition("<form")[2]
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    found |= {name: typed(answer, name) for name in re.findall(r'<textarea[^>]* name="([^"]+)"', form)}
    found |= dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked', form))
    return {name: html.unescape(value) for name, value in found.items() if "csrf" not in name} | {"do": "write"}


def kept() -> list[tuple[int, str, str, str]]:
    return list(Agreement.objects.order_by("wave", "place").values_list("place", "words", "who", "came"))


@pytest.fixture
def team(people: SimpleNamespace) -> SimpleNamespace:
    """The owner hosts, the mate is in the team; one wave of it was published."""
    people.made = making.organisation({"Noord": 6}, host=people.owner.person, also={"Noord": [people.mate.person]})
    people.wave = waving.closed(people.made)
    people.where = (people.wave.pk, 0)
    return people


def test_a_host_writes_and_everybody_reads(team: SimpleNamespace) -> None:
    page = team.owner.get("wave-agreements", *team.where)
    assert "Iedereen in deze peiling ziet dit" in words(page)

    sent = team.owner.client.post(
        at("wave-agreements", *team.where), fields(page) | {"words-1": FIRST, "who-1": "organisation"}
    )

    assert sent.status_code == 302 and kept() == [(1, FIRST, "organisation", "")]
    read = team.mate.get("wave-agreements", *team.where)
    assert FIRST in words(read) and "Aan zet: de organisatie" in words(read) and "<textarea" not in main(read)
    assert "Wat er is afgesproken" in words(team.mate.get("wave-result", *team.where))


def test_nobody_else_writes(team: SimpleNamespace) -> None:
    answer = team.mate.post("wave-agreements", *team.where, **{"do": "write", "words-1": FIRST, "who-1": "team"})
    assert answer.status_code == 404 and kept() == []
    assert team.mate.post("wave-agreements", *team.where, **{"do": "back", "came-1": "done"}).status_code == 404


def test_without_saying_who_acts_nothing_is_kept_and_nothing_is_lost(team: SimpleNamespace) -> None:
    page = team.owner.get("wave-agreements", *team.where)
    said = {"words-1": FIRST, "who-1": "team", "words-3": "Iets zonder wie."}

    answer = team.owner.client.post(at("wave-agreements", *team.where), fields(page) | said)

    assert answer.status_code == 422 and kept() == []
    assert "Kies wie aan zet is." in words(answer) and words(answer).count("Kies wie aan zet is.") == 1
    again = fields(answer)
    assert (again["words-1"], again["who-1"], again["words-3"]) == (FIRST, "team", "Iets zonder wie.")
    assert team.owner.client.post(at("wave-agreements", *team.where), again | {"who-3": "leader"}).status_code == 302
    assert [one[:3] for one in kept()] == [(1, FIRST, "team"), (3, "Iets zonder wie.", "leader")]


def test_too_long(team: SimpleNamespace) -> None:
    page = team.owner.get("wave-agreements", *team.where)
    long = "x" * (AGREEMENT_MAX + 1)
    answer = team.owner.client.post(
        at("wave-agreements", *team.where), fields(page) | {"words-2": long, "who-2": "team"}
    )
    assert answer.status_code == 422 and kept() == [] and typed(answer, "words-2") == long
    assert f"er passen er {AGREEMENT_MAX}" in words(answer)


def test_the_guard_shows_a_name_once(team: SimpleNamespace) -> None:
    page = team.owner.get("wave-agreements", *team.where)
    assert 'id="guard"' in text(page)
    said = {"words-1": "Fatima belt het rooster.", "who-1": "team"}

    first = team.owner.client.post(at("wave-agreements", *team.where), fields(page) | said)

    assert first.status_code == 422 and kept() == []
    assert "‘Fatima’ lijkt op een naam" in words(first) and typed(first, "words-1") == said["words-1"]
    again = team.owner.client.post(at("wave-agreements", *team.where), fields(first) | {SHOWN: shown(first)})
    assert again.status_code == 302 and [one[1] for one in kept()] == [said["words-1"]]


def test_of_two_windows_nothing_is_undone(team: SimpleNamespace) -> None:
    one, other = (fields(team.owner.get("wave-agreements", *team.where)) for _ in range(2))
    place = at("wave-agreements", *team.where)
    assert team.owner.client.post(place, one | {"words-1": FIRST, "who-1": "leader"}).status_code == 302

    answer = team.owner.client.post(
        place, other | {"words-1": "Iets anders.", "words-2": "Twee.", "who-1": "team", "who-2": "team"}
    )

    assert answer.status_code == 200 and "In een ander venster schreef je hier ook iets." in words(answer)
    assert kept()[0][1] == f"{FIRST}\n\n· · ·\n\nIets anders." and kept()[1][1] == "Twee."
    # What a window did not touch stays what another made of it.
    stale = other | {"words-2": "Twee.", "was-words-2": fields(answer)["was-words-2"], "was-who-2": "", "who-2": ""}
    assert team.owner.client.post(place, stale).status_code == 302
    assert kept()[1] == (2, "Twee.", "team", "")


def test_an_agreement_without_words_is_taken_away(team: SimpleNamespace) -> None:
    place = at("wave-agreements", *team.where)
    page = team.owner.get("wave-agreements", *team.where)
    team.owner.client.post(place, fields(page) | {"words-1": FIRST, "who-1": "team"})
    page = team.owner.get("wave-agreements", *team.where)
    assert team.owner.client.post(place, fields(page) | {"words-1": ""}).status_code == 302
    assert kept() == []


class TestLookingBack:
    @pytest.fixture
    def later(self, team: SimpleNamespace) -> SimpleNamespace:
        """The team agreed two things, and then had another wave."""
        Agreement.objects.create(wave=team.wave, number=0, place=1, words=FIRST, who="team")
        Agreement.objects.create(
            wave=team.wave, number=0, place=2, words="Wie er over gaat, legt het uit.", who="organisation"
        )
        team.later = waving.closed(team.made, making.TODAY + datetime.timedelta(weeks=26))
        team.now = (team.later.pk, 0)
        return team

    def test_what_came_of_it(self, later: SimpleNamespace) -> None:
        page = later.owner.get("wave-agreements", *later.now)
        assert FIRST in words(page) and "Wat werd het?" in words(page)

        answer = later.owner.post("wave-agreements", *later.now, **{"do": "back", "came-1": "partly", "came-2": ""})

        assert answer.status_code == 302 and [one[3] for one in kept()] == ["partly", ""]
        read = words(later.mate.get("wave-agreements", *later.now))
        assert (
            "Aan zet: het team · voor een deel" in read and "Aan zet: de organisatie · nog niet op teruggekeken" in read
        )
        assert "voor een deel" in words(later.mate.get("wave-agreements", *later.where))

    def test_what_a_window_did_not_touch_stays(self, later: SimpleNamespace) -> None:
        stale = {"do": "back", "came-1": "", "was-came-1": "", "came-2": "done", "was-came-2": ""}
        later.owner.post("wave-agreements", *later.now, **{"do": "back", "came-1": "not", "was-came-1": ""})

        assert later.owner.post("wave-agreements", *later.now, **stale).status_code == 302
        assert [one[3] for one in kept()] == ["not", "done"]

    def test_what_cannot_come_of_it(self, later: SimpleNamespace) -> None:
        answer = later.owner.post("wave-agreements", *later.now, **{"do": "back", "came-1": "done", "came-2": "goed"})
        assert answer.status_code == 404 and [one[3] for one in kept()] == ["", ""]

    def test_nothing_to_look_back_on(self, later: SimpleNamespace) -> None:
        assert "Van de vorige keer" not in words(later.owner.get("wave-agreements", *later.where))
        assert later.owner.post("wave-agreements", *later.where, **{"do": "back", "came-1": "done"}).status_code == 404


def test_it_is_not_there_for_who_may_not_see_the_group(team: SimpleNamespace, join: Any) -> None:
    stranger: Human = join("Vreemd")
    for fields_ in ({"do": "write", "words-1": FIRST, "who-1": "team"}, {"do": "back"}):
        assert stranger.post("wave-agreements", *team.where, **fields_).status_code == 404
    assert stranger.get("wave-agreements", *team.where).status_code == 404
    assert team.owner.get("wave-agreements", team.wave.pk, 1).status_code == 404
    assert kept() == []
