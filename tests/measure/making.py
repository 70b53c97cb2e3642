"""Made-up organisations that answer waves: trees of teams, people who come, go and move, and answers that are never kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tegenwind.measure import Group, Question, Thresholds, Wave
from tegenwind.measure.wave import POINTS

QUESTIONS = (Question("a", "t"), Question("b", "t"), Question("c", "u"))


@dataclass(frozen=True)
class Answered:
    """A wave, and beside it what nobody may find out: who answered what."""

    wave: Wave
    answers: Mapping[int, Mapping[str, int]]


def answered(
    parents: Mapping[str, str | None],
    teams: Mapping[int, str],
    answers: Mapping[int, Mapping[str, int]],
    questions: Sequence[Question] = QUESTIONS,
    thresholds: Thresholds | None = None,
) -> Answered:
    """Count the answers as a box would. ``answers`` is person to question to place, from 0."""
    groups = []
    for name, parent in parents.items():
        members = frozenset(person for person, team in teams.items() if team == name)
        counts = {}
        for question in questions:
            tally = [0] * POINTS
            for person in members:
                place = answers.get(person, {}).get(question.id)
                if place is not None:
                    tally[place] += 1
            counts[question.id] = tuple(tally)
        groups.append(Group(name, parent, members, sum(person in answers for person in members), counts))
    return Answered(Wave(tuple(groups), tuple(questions), thresholds or Thresholds()), answers)


@st.composite
def trees(draw: st.DrawFn, most: int = 7) -> dict[str, str | None]:
    """Groups by name, each with the one it is a part of; the first is the whole."""
    count = draw(st.integers(1, most))
    return {f"g{n}": None if n == 0 else f"g{draw(st.integers(0, n - 1))}" for n in range(count)}


@st.composite
def histories(draw: st.DrawFn, most_waves: int = 4, most_people: int = 60) -> list[Answered]:
    """Waves one after the other: some people come, some go, some move, and the tree itself may change."""
    tree = draw(trees())
    names = list(tree)
    teams = {person: draw(st.sampled_from(names)) for person in range(draw(st.integers(0, most_people)))}
    waves = []
    for _wave in range(draw(st.integers(1, most_waves))):
        usual = draw(st.integers(0, POINTS - 1))
        places = st.one_of(st.just(usual), st.integers(0, POINTS - 1), st.none())
        quiet = draw(st.sampled_from([0, 0, 1, 4]))
        answers = {}
        for person in teams:
            if quiet and draw(st.integers(0, quiet)) == 0:
                continue
            given = {question.id: draw(places) for question in QUESTIONS}
            answers[person] = {name: place for name, place in given.items() if place is not None}
        waves.append(answered(tree, dict(teams), answers))
        for person in draw(st.lists(st.sampled_from(sorted(teams) or [0]), max_size=8, unique=True)):
            teams.pop(person, None)
        first = max(teams, default=0) + 100
        for person in range(first, first + draw(st.sampled_from([0, 0, 1, 2, 5, 9]))):
            teams[person] = draw(st.sampled_from(names))
        if draw(st.booleans()):
            for person in draw(st.lists(st.sampled_from(sorted(teams) or [0]), max_size=6, unique=True)):
                if person in teams:
                    teams[person] = draw(st.sampled_from(names))
        if draw(st.integers(0, 4)) == 0:
            tree = draw(trees())
            names = list(tree)
            teams = {person: team if team in tree else draw(st.sampled_from(names)) for person, team in teams.items()}
    return waves
