"""What is published of waves, through real rows, tickets, boxes and closing: what can be worked out from all of it together.

The arithmetic alone is attacked in `tests/measure`; here it is what an organisation really gets to see.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from tegenwind import measure
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import Person
from tegenwind.measure import Figure, Publication, family, groups_of, publication
from tegenwind.packs import load
from tegenwind.packs.model import Pack
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Organisation, Role, Team
from tegenwind.waves import closing, house, opening, redeeming
from tegenwind.waves.errors import NotNow, WrongPlan
from tegenwind.waves.models import RosterLine, Wave, WaveGroup
from tests.measure.making import Answered, answered, trees
from tests.measure.seeing import betrayed, between, few_contributions, small_atoms
from tests.packs import making as packs
from tests.waves import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boxes_in_memory")]

DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Three statements."""
    return load(packs.team(packs.whole(tmp_path_factory.mktemp("pack") / "klein")))


# Random organisations.


@dataclass
class Lived:
    """An organisation, what a test knows of it by itself, and each wave with all that was published of it."""

    draw: st.DataObject
    pack: Pack
    organisation: Organisation
    host: Person
    teams: dict[str, Team] = field(default_factory=dict)
    where: dict[int, str] = field(default_factory=dict)
    leads: set[int] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)
    waves: list[tuple[Answered, Publication]] = field(default_factory=list)
    day: datetime.date = making.TODAY

    def person(self) -> int:
        """Somebody new, by their place in `people`: numbers of accounts are others each time."""
        name = f"bewoner {len(self.people)}"
        self.people += Person.objects.bulk_create([Person(username=name, name_key=name)])
        return len(self.people) - 1

    def come(self, count: int) -> None:
        for _ in range(count):
            self.goes_to(self.person())

    def goes_to(self, one: int) -> None:
        self.where[one] = self.draw.draw(st.sampled_from(sorted(self.teams)))
        teams.take_in(self.organisation, self.people[one], self.teams[self.where[one]])

    def change(self) -> None:
        """Some go, one of them for good; some move; some come."""
        some = st.lists(st.sampled_from(sorted(self.where) or [0]), max_size=6, unique=True)
        for number, one in enumerate(sorted(set(self.draw.draw(some)) & set(self.where))):
            if number:
                teams.leave(self.organisation, self.people[one])
            else:
                Person.objects.get(pk=self.people[one].pk).delete()
            del self.where[one]
        for one in sorted(set(self.draw.draw(some)) & set(self.where)):
            self.goes_to(one)
        self.come(self.draw.draw(st.sampled_from([0, 1, 2, 5])))

    def wave(self) -> None:
        """A wave of some of the teams, if it can be; with whom and what is decided here, not read from its rows."""
        chosen = self.draw.draw(st.one_of(st.just(set(self.teams)), st.sets(st.sampled_from(sorted(self.teams)))))
        try:
            wave = opening.open_wave(
                self.host,
                self.organisation,
                self.pack,
                [self.teams[name].pk for name in chosen],
                self.day + 4 * DAY,
                self.day,
            )
        except WrongPlan as wrong:
            assert wrong.rule in ("no-teams", "few-members")
            return
        answers = self._answered(wave, {one for one, team in self.where.items() if team in chosen} - self.leads)
        closing.close(wave, self.host, self.pack, self.day + 5 * DAY)
        self.day += 7 * DAY
        wave.refresh_from_db()
        if wave.publication is None:
            return
        names = {group.number: group.name for group in WaveGroup.objects.filter(wave=wave)}
        above = {group.number: group.parent for group in WaveGroup.objects.filter(wave=wave)}
        whole = {one: self.where[one] for one in self.where if self.where[one] in chosen and one not in self.leads}
        own = {name: str(number) for number, name in names.items()}
        told = answered(
            {str(number): None if parent is None else str(parent) for number, parent in above.items()},
            {one: own[team] for one, team in whole.items()}
            | dict.fromkeys(self.leads if wave.leaders_together else (), own.get("", "")),
            answers,
            [measure.Question(one.id, one.theme) for one in self.pack.statements],
        )
        self.waves.append((told, Publication(groups_of(wave.publication), {})))

    def _answered(self, wave: Wave, members: set[int]) -> dict[int, Mapping[str, int]]:
        people = sorted(members | (self.leads if wave.leaders_together else set()))
        usual, quiet = self.draw.draw(st.integers(1, 5)), self.draw.draw(st.sampled_from([0, 0, 3]))
        chance = self.draw.draw(st.randoms(use_true_random=False))
        found: dict[int, Mapping[str, int]] = {}
        for one in people:
            line = RosterLine.objects.select_related("wave").get(wave=wave, member=self.people[one].pk)
            if quiet and chance.randint(0, quiet) == 0:
                continue
            sheet = {
                question.id: chance.choice([usual, chance.randint(1, 5)])
                for question in self.pack.statements
                if chance.randint(0, 9)
            }
            redeeming.redeem(wave.pk, redeeming.ticket(line, making.key_of(line.member)), sheet)
            found[one] = {name: place - 1 for name, place in sheet.items()}
        return found


def lived(data: st.DataObject, pack: Pack) -> Lived:
    """Up to three waves; those who lead are five or more, or none."""
    host = making.someone()
    organisation = teams.found("De Oever", host)
    teams.give_role(organisation, host, Role.What.HOST)
    found = Lived(data, pack, organisation, host)
    for name, parent in data.draw(trees(most=5)).items():
        found.teams[name] = teams.new_team(organisation, name, found.teams.get(parent or ""))
    found.come(data.draw(st.integers(5, 24)))
    for _ in range(data.draw(st.sampled_from([0, 0, 0, 6]))):
        one = found.person()
        teams.give_role(organisation, found.people[one], Role.What.LEADER, found.teams["g0"], shown="Kees")
        found.leads.add(one)
    for _ in range(data.draw(st.integers(1, 3))):
        found.wave()
        found.change()
    return found


def comes_to_light(found: Lived) -> list[Any]:
    """All that can be worked out and may not be."""
    waves, told = [one for one, _what in found.waves], [what for _one, what in found.waves]
    return [
        *small_atoms(waves, told),
        *between(waves, told),
        *(few for one, what in found.waves for few in few_contributions(one, what)),
        *(few for one, what in found.waves for few in betrayed(one, what)),
    ]


def tried(data: st.DataObject, pack: Pack) -> list[Any]:
    """In a transaction of its own, which leaves nothing behind but boxes that are gone."""
    with transaction.atomic():
        found = comes_to_light(lived(data, pack))
        transaction.set_rollback(True)
    return found


@given(st.data())
@settings(max_examples=30, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_nothing_small_comes_to_light_from_all_that_is_published(small: Pack, data: st.DataObject) -> None:
    """Some 6 s of CPU: thirty organisations that join, move, leave and answer up to three waves."""
    assert tried(data, small) == []


#: A protection, and what stands in its place.
TAKEN_AWAY: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "parts": (family, "_parts", lambda wave, withheld: {}),
    "changes": (family, "_changed", lambda wave, earlier, withheld: None),
    "alike": (publication, "alike", lambda counts: False),
}


def without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*TAKEN_AWAY[name])


@pytest.mark.parametrize("name", ["changes", "alike"])
def test_without_a_protection_something_does(name: str, small: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    without(name, monkeypatch)
    few = settings(
        max_examples=400,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    find(st.data(), lambda data: bool(tried(data, small)), settings=few)


# Attacks by name.


def of(wave: Wave) -> dict[str, Any]:
    """By name of the group, what was published."""
    wave.refresh_from_db()
    told = groups_of(wave.publication or {})
    return {group.name: told[str(group.number)] for group in WaveGroup.objects.filter(wave=wave)}


def a_team_without_a_part_of_it() -> bool:
    made = making.organisation({"Noord": 3, "Noord/Dag": 9})
    wave = making.answered(making.wave(made), {"Noord": making.answers(3), "Noord/Dag": making.answers(9)})
    told = of(making.closed(wave, made))
    return all(one.withheld is None for one in told.values())


def somebody_who_left_between_two_waves() -> bool:
    made = making.organisation({"Noord": 9})
    seen = []
    for number in (9, 8):
        day = making.TODAY + (9 - number) * 40 * DAY
        wave = making.answered(making.wave(made, today=day), {"Noord": making.answers(number)})
        seen.append(of(making.closed(wave, made))["Noord"].withheld)
        teams.leave(made.organisation, made.members["Noord"][0])
    return seen == [None, None]


def everybody_says_the_same() -> bool:
    made = making.organisation({"Noord": 9})
    wave = making.answered(making.wave(made), {"Noord": making.alike(9, 5)})
    told = of(making.closed(wave, made))["Noord"]
    return any(isinstance(one, Figure) for one in told.questions.values())


@pytest.mark.parametrize(
    ("attack", "protection"),
    [
        (a_team_without_a_part_of_it, "parts"),
        (somebody_who_left_between_two_waves, "changes"),
        (everybody_says_the_same, "alike"),
    ],
)
def test_by_name(attack: Callable[[], bool], protection: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not attack()
    without(protection, monkeypatch)
    assert attack()


def _sums(figure: Figure, answers: int) -> list[int]:
    """What eight answers may add up to, for who sees this figure."""
    mean = [total / answers for total in range(answers, 5 * answers + 1)]
    if figure.mean is not None:
        return [round(one * answers) for one in mean if abs(one - figure.mean) < 0.05 + 1e-9]
    return [round(one * answers) for one in mean if abs(one - figure.place) <= 0.25 + 1e-9]


@pytest.mark.parametrize("finer", [False, True])
def test_a_figure_is_not_rounded_back_to_the_sum_of_its_answers(finer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a mean to one decimal the sum of eight answers is known: then who knows seven of them knows the eighth."""
    figure = publication.figure
    if finer:
        monkeypatch.setattr(publication, "figure", lambda counts, _level: figure(counts, "percents"))
    made = making.organisation({"Noord": 8})
    wave = making.answered(making.wave(made), {"Noord": making.answers(8)})
    told = of(making.closed(wave, made))["Noord"]
    found = [_sums(one, 8) for one in told.questions.values() if isinstance(one, Figure)]
    assert found
    if finer:
        assert all(len(one) == 1 for one in found)
    else:
        assert min(map(len, found)) >= 4


@pytest.mark.parametrize("kept", [False, True])
def test_an_answer_that_comes_late_is_not_seen_by_laying_two_results_side_by_side(
    kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``kept``: were the box still there and the wave open again, there would be two results with one answer between them."""
    made = making.organisation({"Noord": 9})
    wave = making.answered(making.wave(made), {"Noord": making.answers(8)})
    late = making.tickets(wave, 0)[8]
    box = house.box(wave.pk).path.read_bytes()
    key = key_store().wave_key(wave.pk) or b""
    first = making.closed(wave, made).publication
    sheet = {one.id: 5 for one in making.pack().statements}
    if kept:
        Wave.objects.filter(pk=wave.pk).update(state=Wave.State.OPEN)
        house.box(wave.pk).path.write_bytes(box)
        key_store().keep_wave_key(wave.pk, key)
        redeeming.redeem(wave.pk, late, sheet)
        assert making.closed(wave, made).publication != first
        return
    redeeming.redeem(wave.pk, late, sheet)
    with pytest.raises(NotNow):
        making.closed(wave, made)
    wave.refresh_from_db()
    assert wave.publication == first


def test_nobody_is_in_two_groups() -> None:
    """In two teams one after the other: one place in a wave. Whoever writes a second one is stopped by the table, and by `publish`."""
    made = making.organisation({"Noord": 6, "Zuid": 6})
    one = made.members["Noord"][0]
    teams.take_in(made.organisation, one, made.teams["Zuid"])
    wave = making.wave(made)
    (line,) = RosterLine.objects.filter(wave=wave, member=one.pk)
    assert line.number == making.group(wave, "Zuid").number
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterLine.objects.create(wave=wave, member=one.pk, number=1)
    group = measure.Group("a", None, frozenset(range(6)), 0, {})
    with pytest.raises(measure.WrongWave):
        measure.Wave((group, measure.Group("b", None, frozenset(range(5, 12)), 0, {})), ())


@pytest.mark.parametrize("agreed", [False, True])
def test_of_a_single_leader_nothing_is_told_unless_they_agreed(agreed: bool) -> None:
    made = making.organisation({"Noord": 9}, {"Noord": ["Kees"]})
    wave = making.answered(making.wave(made), {"Noord": making.answers(9)})
    making.wrote(wave, made.leaders["Kees"], agreed=agreed, place=1, estimate=5)
    without_them = of(making.closed(wave, made))
    told = (wave.publication or Wave.objects.get(pk=wave.pk).publication or {})["leaders"]
    assert (told is not None) is agreed
    assert set(without_them) == {"Noord"}
