"""Which groups of a wave can be seen beside each other: the family that is published.

What is published are sums over groups that are parts of each other or have nobody in common. Whoever lays them side by side can
work out those of what is left of a group beside its published parts. So every such rest has to hold nobody, or at least k people
and k contributions. What may be seen beside earlier waves is decided in :mod:`tegenwind.measure.between`.

A group is only ever taken out, never added: then rests grow together, and none gets smaller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tegenwind.measure.between import Lowest, betraying
from tegenwind.measure.rules import Rule
from tegenwind.measure.wave import Wave


def visible(wave: Wave, earlier: Sequence[Lowest]) -> tuple[frozenset[str], dict[str, Rule]]:
    """The groups of which something may be seen, and why the others may not."""
    withheld = _small(wave)
    withheld |= _parts(wave, withheld)
    _changed(wave, earlier, withheld)
    return frozenset(group.id for group in wave.groups if group.id not in withheld), withheld


def lowest(wave: Wave, withheld: Mapping[str, Rule]) -> dict[int, str]:
    """For everybody who is in a group that can be seen: the lowest of these."""
    found: dict[int, str] = {}
    place: dict[str, str | None] = {}
    for group in wave.downwards:
        above = place[group.parent] if group.parent is not None else None
        here = place[group.id] = above if group.id in withheld else group.id
        if here is not None:
            found.update(dict.fromkeys(group.members, here))
    return found


def _small(wave: Wave) -> dict[str, Rule]:
    k = wave.thresholds.k
    members: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    found: dict[str, Rule] = {}
    for group in wave.upwards():
        members[group.id] += len(group.members)
        answers[group.id] += group.contributions
        if group.parent is not None:
            members[group.parent] += members[group.id]
            answers[group.parent] += answers[group.id]
        if members[group.id] < k:
            found[group.id] = "few-members"
        elif answers[group.id] < k:
            found[group.id] = "few-answers"
    return found


def _parts(wave: Wave, withheld: Mapping[str, Rule]) -> dict[str, Rule]:
    """Groups that, beside the parts that can be seen, would show the rest."""
    k = wave.thresholds.k
    found: dict[str, Rule] = {}
    rest: dict[str, tuple[int, int]] = {}
    for group in wave.upwards():
        members, answers = len(group.members), group.contributions
        for part in wave.parts[group.id]:
            more = rest[part.id]
            members, answers = members + more[0], answers + more[1]
        rest[group.id] = members, answers
        if group.id in withheld:
            continue
        if 0 < members < k or 0 < answers < k:
            found[group.id] = "part"
        else:
            rest[group.id] = 0, 0
    return found


def _changed(wave: Wave, earlier: Sequence[Lowest], withheld: dict[str, Rule]) -> None:
    """Take out groups until no small number of people who came, went or moved comes to light."""
    depth = {group.id: number for number, group in enumerate(wave.downwards)}
    while True:
        now = lowest(wave, withheld)
        out = {max(names, key=depth.__getitem__) for one in earlier for names in betraying(one, now, wave.thresholds.k)}
        if not out:
            return
        withheld.update(dict.fromkeys(out, "changed"))
