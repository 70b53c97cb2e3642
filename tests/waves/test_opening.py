"""Opening a wave freezes who, what and how many; what cannot be opened says which rule, and leaves nothing."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from tegenwind import measure
from tegenwind.accounts.keystore import key_store
from tegenwind.packs import load
from tegenwind.project.config import read
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves import house, opening
from tegenwind.waves.errors import NotAllowed, WrongPlan
from tegenwind.waves.models import Leading, RosterLine, Wave, WaveGroup
from tests.packs import making as packs
from tests.project.test_config import wrong
from tests.waves import making
from tests.waves.making import TODAY, WEEKS

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def tree() -> making.Made:
    return making.organisation({"Noord": 3, "Noord/Dag": 8, "Noord/Nacht": 2, "Zuid": 6}, {"Noord": ["Kees"]})


def frozen(wave: Wave) -> list[tuple[str, int | None, int]]:
    """The groups with the name of the one above and how many are in it itself."""
    groups = list(WaveGroup.objects.filter(wave=wave).order_by("number"))
    return [(one.name, one.parent, RosterLine.objects.filter(wave=wave, number=one.number).count()) for one in groups]


def test_who_is_in_which_team_at_that_moment_is_frozen() -> None:
    made = tree()
    wave = making.wave(made)
    before = frozen(wave)
    assert before == [("De Oever", None, 0), ("Noord", 0, 3), ("Dag", 1, 8), ("Nacht", 1, 2), ("Zuid", 0, 6)]

    # Whatever comes after: somebody goes, somebody comes, somebody moves, a team gets another name and place.
    teams.leave(made.organisation, made.members["Zuid"][0])
    teams.take_in(made.organisation, making.someone(), made.teams["Zuid"])
    teams.take_in(made.organisation, made.members["Noord/Dag"][0], made.teams["Zuid"])
    teams.give_role(made.organisation, made.members["Zuid"][1], Role.What.LEADER, made.teams["Zuid"])
    made.teams["Noord/Dag"].name, made.teams["Noord/Dag"].parent = "Anders", made.teams["Zuid"]
    made.teams["Noord/Dag"].save()
    made.members["Zuid"][2].delete()

    assert frozen(wave) == before
    assert {one.member for one in RosterLine.objects.filter(wave=wave, number=4)} >= {made.members["Zuid"][1].pk}
    assert [one.name for one in Leading.objects.filter(wave=wave)] == ["Kees"]


def test_the_box_knows_groups_and_questions_and_nobody() -> None:
    made = tree()
    wave = making.wave(made)

    tallies = house.box(wave.pk).tallies()

    assert [one.contributions for one in tallies] == [0] * 5
    assert set(tallies[0].counts) == {one.id for one in making.pack().statements}
    assert len(key_store().wave_key(wave.pk) or b"") == 32
    raw = house.box(wave.pk).path.read_bytes()
    for person in [*made.members["Zuid"], made.leaders["Kees"], made.host]:
        assert person.pk.to_bytes(8, "big") not in raw and str(person.pk).encode() not in raw


@pytest.mark.parametrize(("smallest", "expected"), [(5, (5, 10, 20)), (8, (8, 10, 20)), (30, (30, 30, 30))])
def test_the_smallest_group_of_this_place_goes_for_a_wave(
    smallest: int, expected: tuple[int, int, int], settings: Any
) -> None:
    settings.TEGENWIND = dataclasses.replace(settings.TEGENWIND, smallest_group=smallest)
    limits = house.thresholds()
    assert (limits.k, limits.tenths, limits.percents) == expected


def test_the_smallest_group_of_a_place_goes_up_only() -> None:
    name = "TEGENWIND_SMALLEST_GROUP"
    assert [read({name: value}).smallest_group for value in ("5", "50")] == [5, 50]
    assert all(len(wrong(**{name: value})) == 1 for value in ("4", "51", "vijf"))
    assert read({}).smallest_group == 5


def test_thresholds_and_the_version_of_the_pack_are_kept_with_it() -> None:
    wave = making.wave(tree(), thresholds=measure.Thresholds(6, 12, 30))
    assert (wave.k, wave.tenths, wave.percents, wave.digest) == (6, 12, 30, making.pack().digest)
    assert (wave.opened_on, wave.closes_on, wave.host_name, wave.state) == (TODAY, TODAY + WEEKS, "Hanne", "open")


def test_who_leads_is_no_member_of_the_team() -> None:
    made = making.organisation({"Zuid": 6}, {"Zuid": ["Kees"]})
    teams.take_in(made.organisation, made.leaders["Kees"], made.teams["Zuid"])

    wave = making.wave(made)

    assert not RosterLine.objects.filter(wave=wave, member=made.leaders["Kees"].pk).exists()
    (side,) = Leading.objects.filter(wave=wave)
    assert (side.member, side.leads, side.agreed, bytes(side.commitment)) == (made.leaders["Kees"].pk, [0], None, b"")


@pytest.mark.parametrize(("leaders", "together"), [(4, False), (5, True)])
def test_leaders_are_a_group_of_their_own_from_k_on(leaders: int, together: bool) -> None:
    made = making.organisation({"Zuid": 6}, {"Zuid": [f"Kees {n}" for n in range(leaders)]})

    wave = making.wave(made)

    assert wave.leaders_together is together
    assert (WaveGroup.objects.filter(wave=wave, what=WaveGroup.What.LEADERS).count() == 1) is together
    asked = house.box(wave.pk).tallies()[0].counts
    assert (f"{measure.ESTIMATE}{making.pack().themes[0].id}" in asked) is together


def test_teams_that_were_not_chosen_are_in_nothing() -> None:
    made = tree()
    wave = making.wave(made, ["Noord/Dag", "Noord"])
    assert frozen(wave) == [("Noord", None, 3), ("Dag", 0, 8)]
    above = making.wave(made, ["Noord/Nacht", "Zuid"])
    assert frozen(above) == [("De Oever", None, 0), ("Nacht", 0, 2), ("Zuid", 0, 6)]


def refused(made: making.Made, rule: str, **named: object) -> None:
    given: dict[str, object] = {
        "host": made.host,
        "organisation": made.organisation,
        "pack": making.pack(),
        "teams": [made.teams["Zuid"].pk],
        "closes_on": TODAY + WEEKS,
        "today": TODAY,
    }
    before = (set(Wave.objects.values_list("pk", flat=True)), house.every())
    with pytest.raises(WrongPlan) as raised:
        opening.open_wave(**(given | named))  # type: ignore[arg-type]
    assert raised.value.rule == rule
    assert (set(Wave.objects.values_list("pk", flat=True)), house.every()) == before


def test_every_rule_by_which_it_cannot_be_opened(tmp_path: Path) -> None:
    made, elsewhere = tree(), making.organisation({"Ver": 9})
    refused(made, "no-teams", teams=[])
    refused(made, "no-teams", teams=[made.teams["Zuid"].pk, elsewhere.teams["Ver"].pk])
    refused(made, "few-members", teams=[made.teams["Noord/Nacht"].pk])
    refused(made, "few-members", thresholds=measure.Thresholds(7))
    refused(made, "statements", pack=load(packs.whole(tmp_path / "klein")))
    for day in (TODAY - DAY, TODAY, TODAY + 2 * DAY, TODAY + datetime.timedelta(weeks=8, days=1)):
        refused(made, "days", closes_on=day)
    making.wave(made, ["Zuid"])
    refused(made, "running")
    assert making.wave(made, ["Noord/Dag"]).is_open
    assert making.wave(made, ["Zuid"], name="steun").is_open


@pytest.mark.parametrize("days", [3, 56])
def test_the_first_and_the_last_day_it_can_have(days: int) -> None:
    made = tree()
    chosen = [made.teams["Zuid"].pk]
    assert (
        opening.open_wave(made.host, made.organisation, making.pack(), chosen, TODAY + days * DAY, TODAY).closes_on
        == TODAY + days * DAY
    )


@pytest.mark.parametrize("where", ["Noord", "Noord/Dag", "Noord/Nacht"])
def test_who_leads_a_team_or_one_above_it_cannot_host_it(where: str) -> None:
    """Leading a part that is not in the wave leaves it free."""
    made = tree()
    teams.give_role(made.organisation, made.host, Role.What.LEADER, made.teams[where])
    if where == "Noord/Nacht":
        assert making.wave(made, ["Noord/Dag"]).is_open
        return
    with pytest.raises(NotAllowed):
        making.wave(made, ["Noord/Dag"])
    assert making.wave(made, ["Zuid"]).is_open


def test_who_is_no_host_there_cannot_open_one() -> None:
    made, elsewhere = tree(), making.organisation({"Ver": 9})
    for person in (made.administrator, made.leaders["Kees"], made.members["Zuid"][0], elsewhere.host):
        with pytest.raises(NotAllowed):
            opening.open_wave(person, made.organisation, making.pack(), [made.teams["Zuid"].pk], TODAY + WEEKS, TODAY)
    assert not Wave.objects.exists()


def test_what_fails_halfway_leaves_neither_key_nor_box(monkeypatch: pytest.MonkeyPatch) -> None:
    made, before = tree(), house.every()

    def full(*_given: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(opening, "_written", full)
    with pytest.raises(OSError, match="no space"):
        making.wave(made)
    assert house.every() == before and not Wave.objects.exists()
