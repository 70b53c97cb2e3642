"""Who may host, and on which days what can be done: every combination."""

from __future__ import annotations

import datetime
import itertools

import pytest

from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves import closing, rules
from tegenwind.waves.models import Leading, RosterLine, Wave, WaveGroup
from tests.waves import making

DAY = datetime.date(2026, 9, 7)
#: A tree: Noord with Dag and Nacht below it, and Oost beside it. The wave is of Dag and Oost.
TREE = ("Noord", "Noord/Dag", "Noord/Nacht", "Oost")
CHOSEN = ("Noord/Dag", "Oost")


@pytest.mark.parametrize(
    ("is_host", "leads", "led_then"),
    list(itertools.product((True, False), ((), ("own",), ("other",), ("own", "other")), (True, False))),
)
def test_a_host_who_leads_none_of_it_and_did_not_when_it_opened(
    is_host: bool, leads: tuple[str, ...], led_then: bool
) -> None:
    number = {"own": 1, "other": 2}
    allowed = rules.may_host(is_host=is_host, led=[number[one] for one in leads], teams=[1, 3], leads_in_wave=led_then)
    assert allowed == (is_host and "own" not in leads and not led_then)


@pytest.mark.django_db
@pytest.mark.parametrize("leads", [None, *TREE])
@pytest.mark.parametrize("led_then", [None, *TREE])
@pytest.mark.parametrize("is_host", [True, False])
def test_in_a_tree_it_is_their_team_or_one_above_it(leads: str | None, led_then: str | None, is_host: bool) -> None:
    """Whoever leads a team of the wave, or one above it, now or when it opened; one below or beside it does not matter."""
    made = making.organisation(dict.fromkeys(TREE, 3))
    one = making.someone()
    if led_then:
        teams.give_role(made.organisation, one, Role.What.LEADER, made.teams[led_then])
    wave = making.wave(made, CHOSEN)
    Role.objects.filter(person=one).delete()
    if leads:
        teams.give_role(made.organisation, one, Role.What.LEADER, made.teams[leads])
    if is_host:
        teams.give_role(made.organisation, one, Role.What.HOST)

    above = {"Noord", "Noord/Dag", "Oost"}
    assert closing.may_host(one, wave) == (is_host and leads not in above and led_then not in above)


def test_its_day_is_three_days_to_eight_weeks_ahead() -> None:
    for days in range(-2, 60):
        assert rules.day_fits(DAY + datetime.timedelta(days=days), DAY) == (3 <= days <= 56)


def test_the_day_moves_once_and_only_ahead() -> None:
    """Days are counted from the day it closes on."""
    for moved, today, day in itertools.product((True, False), range(-3, 4), range(-20, 21)):
        found = rules.may_extend(
            extended=moved,
            closes_on=DAY,
            today=DAY + datetime.timedelta(days=today),
            day=DAY + datetime.timedelta(days=day),
        )
        late = "past" if day <= max(0, today) else "too-long" if day > 14 else ""
        assert found == ("extended" if moved else late)


@pytest.mark.parametrize("days", range(-3, 4))
def test_it_closes_only_after_its_day(days: int) -> None:
    assert rules.may_close(DAY, DAY + datetime.timedelta(days=days)) == (days > 0)


def test_reminding_has_an_end() -> None:
    assert [rules.may_remind(count) for count in range(4)] == [True, True, False, False]


@pytest.mark.django_db
class TestErasing:
    """Whoever erases their place is in no row by name, and the wave goes on as it was for everybody else."""

    def test_who_hosted_and_who_answered(self) -> None:
        made = making.organisation({"Noord": 6})
        wave = making.wave(made)
        making.answered(wave, {"Noord": making.answers(6)})
        gone = made.members["Noord"][0].pk
        made.members["Noord"][0].delete()
        other = making.someone()
        teams.give_role(made.organisation, other, Role.What.HOST, shown="Berend")
        made.host.delete()
        made.host = other
        making.closed(wave, made)
        wave.refresh_from_db()

        assert (wave.state, wave.host, wave.host_name, wave.hosted_by) == (
            "published",
            None,
            "",
            "Een gespreksleider",
        )
        assert RosterLine.objects.filter(member=gone).exists()
        assert making.published(wave)["0"].contributions == (5, 9)

    def test_who_leads_in_an_open_wave_takes_what_would_be_shown_along(self) -> None:
        made = making.organisation({"Noord": 6}, {"Noord": ["Kees", "Mia"]})
        wave = making.wave(made)
        for name in ("Kees", "Mia"):
            making.wrote(wave, made.leaders[name], agreed=True)
        kees = made.leaders["Kees"].pk
        made.leaders["Kees"].delete()
        side = Leading.objects.get(member=kees)
        assert (side.name, bytes(side.sealed), side.agreed) == ("", b"", None)
        making.answered(wave, {"Noord": making.answers(6)})
        making.closed(wave, made)
        wave.refresh_from_db()
        assert wave.state == "published" and wave.publication is not None and wave.publication["leaders"] is None

    def test_who_leads_in_a_published_wave_is_not_in_it_any_more(self) -> None:
        made = making.organisation({"Noord": 6}, {"Noord": ["Kees", "Mia"]})
        wave = making.wave(made)
        for place, name in enumerate(("Kees", "Mia"), start=2):
            making.wrote(wave, made.leaders[name], agreed=True, place=place)
        making.answered(wave, {"Noord": making.answers(6)})
        making.closed(wave, made)
        wave.refresh_from_db()
        assert wave.publication is not None
        before, groups = wave.publication["leaders"], wave.publication["groups"]
        made.leaders["Kees"].delete()
        wave.refresh_from_db()
        assert wave.publication is not None
        assert wave.publication["leaders"] == [one for one in before if one["name"] == "Mia"]
        assert wave.publication["groups"] == groups and "Kees" not in str(Wave.objects.values())
        made.leaders["Mia"].delete()
        wave.refresh_from_db()
        assert wave.publication is not None and wave.publication["leaders"] is None
        assert set(Leading.objects.values_list("name", flat=True)) == {""}
        assert WaveGroup.objects.count() == 1
