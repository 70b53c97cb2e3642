"""The one function that decides what of a wave may be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tegenwind.measure.between import Lowest
from tegenwind.measure.family import lowest, visible
from tegenwind.measure.rules import LEVELS, Level, Rule, alike, band
from tegenwind.measure.wave import FIRST, POINTS, Counts, Wave

_NONE: Counts = (0,) * POINTS


@dataclass(frozen=True)
class Figure:
    """One question in one group, as finely as it may be seen.

    Attributes:
        place: where the answers lie on the line, on average, to half a point; from 1 to 5.
        shares: how much of the answers chose each place of the scale, in percents, from 10 answers on.
        mean: the mean to one decimal, from 20 answers on.
    """

    place: float
    shares: tuple[int, ...] | None = None
    mean: float | None = None


@dataclass(frozen=True)
class Theme:
    """One theme in one group: where its questions that can be seen lie together, to half a point; or why that is withheld."""

    place: float | None
    withheld: Rule | None = None


@dataclass(frozen=True)
class GroupPublication:
    """What may be seen of one group; everything of it, or each figure apart, may be withheld.

    ``contributions`` is the band they lie in, both ends inclusive, the upper one open when None.
    """

    id: str
    withheld: Rule | None = None
    contributions: tuple[int, int | None] | None = None
    questions: Mapping[str, Figure | Rule] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)


@dataclass(frozen=True)
class Publication:
    """All of it; ``lowest`` is what the next waves have to be laid beside (see :mod:`tegenwind.measure.between`)."""

    groups: Mapping[str, GroupPublication]
    lowest: Lowest = field(repr=False)


def publish(wave: Wave, earlier: Sequence[Lowest] = ()) -> Publication:
    """What of a closed wave may be seen.

    Args:
        earlier: ``lowest`` of every publication there was of the same organisation, in any order.
    """
    seen, withheld = visible(wave, earlier)
    levels = {question.id: _levels(wave, question.id, seen) for question in wave.questions}
    sums = {question.id: _sums(wave, question.id) for question in wave.questions}
    contributions = _contributions(wave)
    groups: dict[str, GroupPublication] = {}
    for group in wave.groups:
        if group.id in withheld:
            groups[group.id] = GroupPublication(group.id, withheld=withheld[group.id])
            continue
        figures: dict[str, Figure | Rule] = {
            name: figure(sums[name][group.id], level[group.id]) if group.id in level else "alike"
            for name, level in levels.items()
        }
        groups[group.id] = GroupPublication(
            group.id,
            contributions=band(contributions[group.id]),
            questions=figures,
            themes=_themes(wave, figures, {name: sums[name][group.id] for name in sums}),
        )
    return Publication(groups, lowest(wave, withheld))


def figure(counts: Counts, level: Level) -> Figure:
    """The figure of a question at a level. Means count the places from 1; half points are rounded up."""
    total = sum(counts)
    points = sum(count * (FIRST + place) for place, count in enumerate(counts))
    place = (4 * points + total) // (2 * total) / 2
    if level == "place":
        return Figure(place)
    if level == "tenths":
        return Figure(place, shares=_shares(counts, 10))
    return Figure(place, shares=_shares(counts, 1), mean=(20 * points + total) // (2 * total) / 10)


def _shares(counts: Counts, step: int) -> tuple[int, ...]:
    """Percents in steps that add up to a hundred: each is rounded down, and what is left goes to the largest remainders."""
    total, steps = sum(counts), 100 // step
    found = [count * steps // total for count in counts]
    order = sorted(range(len(counts)), key=lambda place: (-(counts[place] * steps % total), place))
    for place in order[: steps - sum(found)]:
        found[place] += 1
    return tuple(one * step for one in found)


def _levels(wave: Wave, question: str, seen: frozenset[str]) -> dict[str, Level]:
    """How finely a question may be seen in each group; those in which it may not be seen at all are not in it.

    For each level: a group is shown at it when its own answers, and what is left of them beside its parts that are shown at it
    too, are enough and not too much alike; so nothing finer can be worked out for a part than may be shown of it.
    """
    found: dict[str, Level] = {}
    allowed = seen
    for level in LEVELS:
        least, shown = wave.thresholds.least(level), set[str]()
        rest: dict[str, Counts] = {}
        whole: dict[str, Counts] = {}
        for group in wave.upwards():
            own = group.counts.get(question, _NONE)
            left = _added(own, *(rest[part.id] for part in wave.parts[group.id]))
            whole[group.id] = _added(own, *(whole[part.id] for part in wave.parts[group.id]))
            enough = _enough(whole[group.id], least) and (not sum(left) or _enough(left, least))
            if group.id in allowed and enough:
                shown.add(group.id)
                left = _NONE
            rest[group.id] = left
        found.update(dict.fromkeys(shown, level))
        allowed = frozenset(shown)
    return found


def _enough(counts: Counts, least: int) -> bool:
    return sum(counts) >= least and not alike(counts)


def _added(first: Counts, *others: Counts) -> Counts:
    # Most groups have no parts.
    return tuple(map(sum, zip(first, *others, strict=True))) if others else first


def _sums(wave: Wave, question: str) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for group in wave.upwards():
        found[group.id] = _added(group.counts.get(question, _NONE), *(found[part.id] for part in wave.parts[group.id]))
    return found


def _contributions(wave: Wave) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in wave.upwards():
        found[group.id] = group.contributions + sum(found[part.id] for part in wave.parts[group.id])
    return found


def _themes(wave: Wave, figures: Mapping[str, Figure | Rule], sums: Mapping[str, Counts]) -> dict[str, Theme]:
    """Where a theme lies: its questions that can be seen, taken together. Only of themes of which at least half can be."""
    found: dict[str, Theme] = {}
    for theme in dict.fromkeys(question.theme for question in wave.questions):
        names = [question.id for question in wave.questions if question.theme == theme]
        shown = [name for name in names if isinstance(figures[name], Figure)]
        if 2 * len(shown) < len(names) or not shown:
            found[theme] = Theme(None, "few-questions")
        else:
            found[theme] = Theme(figure(_added(*(sums[name] for name in shown)), "place").place)
    return found
