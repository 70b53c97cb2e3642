"""What a team agreed: who writes it down, what fits, what is looked back on."""

from __future__ import annotations

import datetime

import pytest

from tegenwind.teams import actions as teams
from tegenwind.waves import agreements, closing
from tegenwind.waves.agreements import Agreed
from tegenwind.waves.errors import NotAllowed, NotNow, WrongAgreement
from tegenwind.waves.models import AGREEMENT_MAX, Agreement, Wave
from tests.waves import making
from tests.waves.making import Made

pytestmark = pytest.mark.django_db

LATER = making.TODAY + datetime.timedelta(weeks=26)
TEAM = Agreed("Bij een besluit vraagt de voorzitter: wie ziet het anders?", "team")


def closed(made: Made, paths: list[str] | None = None, today: datetime.date = making.TODAY) -> Wave:
    mine = making.wave(made, paths, today=today)
    making.answered(mine, {path: making.answers(len(made.members[path])) for path in paths or made.members})
    return making.closed(mine, made)


@pytest.fixture
def made() -> Made:
    return making.organisation({"Noord": 6, "Zuid": 6}, leaders={"Noord": ["Kees"]})


def rows(mine: Wave) -> list[tuple[int, int, str, str, str]]:
    return list(
        Agreement.objects.filter(wave=mine)
        .order_by("number", "place")
        .values_list("number", "place", "words", "who", "came")
    )


def test_a_host_writes_down_what_a_group_agreed(made: Made) -> None:
    mine = closed(made)
    north = making.group(mine, "Noord").number

    agreements.write(mine, made.host, north, {1: TEAM, 3: Agreed("  We horen waarom.  ", "organisation")})

    assert rows(mine) == [(north, 1, TEAM.words, "team", ""), (north, 3, "We horen waarom.", "organisation", "")]
    assert agreements.of(mine, making.group(mine, "Zuid").number) == []
    agreements.write(mine, made.host, north, {1: Agreed(" ", "team")})
    assert [place for _number, place, *_rest in rows(mine)] == [3]


@pytest.mark.parametrize(
    ("place", "one", "rule"),
    [
        (0, TEAM, "place"),
        (4, TEAM, "place"),
        (2, Agreed("x" * (AGREEMENT_MAX + 1), "team"), "long"),
        (2, Agreed("Iets", ""), "who"),
        (2, Agreed("Iets", "Kees"), "who"),
    ],
)
def test_one_that_does_not_fit_keeps_all_out(place: int, one: Agreed, rule: str, made: Made) -> None:
    mine = closed(made)
    with pytest.raises(WrongAgreement) as wrong:
        agreements.write(mine, made.host, 0, {1: TEAM, place: one})
    assert (wrong.value.place, wrong.value.rule) == (place, rule)
    assert rows(mine) == []


def test_only_a_host_who_leads_none_of_it(made: Made) -> None:
    mine = closed(made)
    for person in (made.leaders["Kees"], made.members["Noord"][0], made.administrator):
        with pytest.raises(NotAllowed):
            agreements.write(mine, person, 0, {1: TEAM})
        with pytest.raises(NotAllowed):
            agreements.look_back(mine, person, 0, {1: "done"})
    assert rows(mine) == []


def test_only_where_something_was_published(made: Made) -> None:
    running, stopped = making.wave(made, ["Noord"]), making.wave(made, ["Zuid"])
    closing.stop(stopped, made.host)
    for mine in (running, stopped):
        with pytest.raises(NotNow):
            agreements.write(mine, made.host, 0, {1: TEAM})
    assert rows(running) == rows(stopped) == []


def test_of_a_group_that_is_there() -> None:
    made = making.organisation({"Noord": 6}, leaders={"Noord": ["A", "B", "C", "D", "E"]})
    mine = closed(made)
    leaders = making.group(mine, "leaders").number
    for number in (leaders, leaders + 1):
        with pytest.raises(LookupError):
            agreements.write(mine, made.host, number, {1: TEAM})


def test_what_came_of_it(made: Made) -> None:
    mine = closed(made)
    agreements.write(mine, made.host, 0, {1: TEAM, 2: Agreed("Iets", "leader")})

    agreements.look_back(mine, made.host, 0, {1: "partly", 3: "done"})

    assert [(place, came) for _number, place, _words, _who, came in rows(mine)] == [(1, "partly"), (2, "")]
    with pytest.raises(WrongAgreement):
        agreements.look_back(mine, made.host, 0, {1: "done", 2: "goed"})
    assert rows(mine)[0][4] == "partly"
    agreements.write(mine, made.host, 0, {1: Agreed(TEAM.words, "leader"), 2: Agreed("Iets anders", "leader")})
    assert rows(mine)[0][3:] == ("leader", "partly")
    agreements.write(mine, made.host, 0, {1: Agreed("Een nieuwe afspraak", "team")})
    assert rows(mine)[0][4] == "", "of other words it is not known yet what came of them"


def test_a_later_wave_looks_back_on_the_last_one_at_which_the_team_agreed_something(made: Made) -> None:
    first, second = closed(made), closed(made, today=LATER)
    third = closed(made, ["Noord"], today=LATER + datetime.timedelta(weeks=26))
    north = making.group(first, "Noord").number
    agreements.write(first, made.host, north, {1: TEAM})

    for mine in (second, third):
        then, number, found = agreements.before(mine, making.group(mine, "Noord")) or (None, None, [])
        assert (then, number, [one.words for one in found]) == (first, north, [TEAM.words])
    assert agreements.before(first, making.group(first, "Noord")) is None
    assert agreements.before(second, making.group(second, "Zuid")) is None
    assert agreements.before(second, making.group(second, "")) is None

    agreements.write(second, made.host, making.group(second, "Noord").number, {1: Agreed("Later", "leader")})
    then, _number, found = agreements.before(third, making.group(third, "Noord")) or (None, None, [])
    assert (then, [one.words for one in found]) == (second, ["Later"])


def test_the_whole_looks_back_on_the_whole_and_a_team_that_went_on_nothing(made: Made) -> None:
    first, second = closed(made), closed(made, today=LATER)
    agreements.write(first, made.host, 0, {1: TEAM})
    agreements.write(first, made.host, making.group(first, "Noord").number, {1: Agreed("Van Noord", "team")})

    then, number, _found = agreements.before(second, making.group(second, "")) or (None, None, [])
    assert (then, number) == (first, 0)
    third = closed(made, ["Noord"], today=LATER + datetime.timedelta(weeks=26))
    made.teams["West"], made.members["West"] = teams.new_team(made.organisation, "West"), []
    for _ in range(6):
        made.members["West"].append(making.someone())
        teams.take_in(made.organisation, made.members["West"][-1], made.teams["West"])
    fourth = closed(made, ["Noord", "West"], today=LATER + datetime.timedelta(weeks=52))
    assert (agreements.before(third, making.group(third, "")) or (None,))[0] == first, "Noord looks back on Noord"
    assert agreements.before(fourth, making.group(fourth, "")) is None, "other teams agreed on that"
    gone = making.group(second, "Noord")
    gone.team = None
    gone.save()
    assert agreements.before(second, gone) is None


def test_of_another_organisation_nothing() -> None:
    one, other = making.organisation({"Noord": 6, "Zuid": 6}), making.organisation({"Noord": 6, "Zuid": 6})
    theirs = closed(one)
    agreements.write(theirs, one.host, 0, {1: TEAM})
    mine = closed(other, today=LATER)
    assert agreements.before(mine, making.group(mine, "")) is None
    with pytest.raises(NotAllowed):
        agreements.write(theirs, other.host, 0, {1: TEAM})
