"""What somebody can work out who has everything that was ever published, and who belonged to which group in each wave.

Written apart from the program: it knows sets of people and sums, and neither trees nor rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from tegenwind.measure import Figure, Publication, Wave, publish
from tegenwind.measure.rules import LEVELS, Level, alike
from tests.measure.making import Answered


def everybody(wave: Wave, name: str) -> frozenset[int]:
    """All who belong to a group or to one below it."""
    found: set[int] = set()
    for group in wave.groups:
        above: str | None = group.id
        while above is not None and above != name:
            above = next(one.parent for one in wave.groups if one.id == above)
        if above == name:
            found |= group.members
    return frozenset(found)


def atoms(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """People who are in exactly the same of these sets, and in at least one."""
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(sets):
        for person in one:
            inside[person].append(number)
    found: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for person, numbers in inside.items():
        found[tuple(numbers)].add(person)
    return [frozenset(one) for one in found.values()]


def published(waves: list[Answered]) -> list[Publication]:
    """Every wave published in its turn, each beside those before it."""
    found: list[Publication] = []
    for one in waves:
        found.append(publish(one.wave, [before.lowest for before in found]))
    return found


def shown(wave: Wave, publication: Publication) -> dict[str, frozenset[int]]:
    """The groups of which anything was published, with everybody in them."""
    return {name: everybody(wave, name) for name, one in publication.groups.items() if one.withheld is None}


def small_atoms(waves: list[Answered], publications: list[Publication]) -> list[frozenset[int]]:
    """Groups of people that come to light beside everything published of one wave, and are too small."""
    return [
        atom
        for one, publication in zip(waves, publications, strict=True)
        for atom in atoms(shown(one.wave, publication).values())
        if len(atom) < one.wave.thresholds.k
    ]


def between(waves: list[Answered], publications: list[Publication]) -> list[frozenset[int]]:
    """People who came, went or moved, fewer than k, found by laying any atoms of one wave beside any of another one.

    Only for small families: every choice of atoms is tried.
    """
    found = []
    parted = [atoms(shown(one.wave, what).values()) for one, what in zip(waves, publications, strict=True)]
    for first, second in combinations(parted, 2):
        for some in _choices(first):
            for others in _choices(second):
                left = some ^ others
                if 0 < len(left) < waves[0].wave.thresholds.k:
                    found.append(left)
    return found


def _choices(parts: list[frozenset[int]]) -> list[frozenset[int]]:
    return [frozenset().union(*some) for count in range(1, len(parts) + 1) for some in combinations(parts, count)]


def level_of(figure: Figure) -> Level:
    return "percents" if figure.mean is not None else "tenths" if figure.shares is not None else "place"


def betrayed(one: Answered, publication: Publication) -> list[tuple[str, Level, Counter[int]]]:
    """Answers of one wave that can be worked out more finely than may be shown of so few, or of people so much alike."""
    found = []
    people = shown(one.wave, publication)
    for question in one.wave.questions:
        figures = {name: publication.groups[name].questions[question.id] for name in people}
        for number, level in enumerate(LEVELS):
            fine = [
                people[name]
                for name, figure in figures.items()
                if isinstance(figure, Figure) and LEVELS.index(level_of(figure)) >= number
            ]
            # Each set on its own, and what the others leave of it.
            for group in [*fine, *atoms(fine)]:
                answers = Counter(one.answers[p][question.id] for p in group if question.id in one.answers.get(p, {}))
                if not answers:
                    continue
                counts = tuple(answers.get(place, 0) for place in range(5))
                if sum(counts) < one.wave.thresholds.least(level) or alike(counts):
                    found.append((question.id, level, answers))
    return found


def few_contributions(one: Answered, publication: Publication) -> list[frozenset[int]]:
    """Atoms of one wave from which some, but too few, contributed."""
    k = one.wave.thresholds.k
    return [
        atom
        for atom in atoms(shown(one.wave, publication).values())
        if 0 < sum(person in one.answers for person in atom) < k
    ]
