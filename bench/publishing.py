"""Deciding what of a wave may be seen: an organisation of ten thousand people beside one of a thousand."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bench.measures import ROOT, Figure, environment
from tegenwind.measure import POINTS, Group, Lowest, Question, Wave, publish

QUESTIONS, WAVES = 40, 5
#: People and teams: one in ten teams holds the others.
SMALL, LARGE = (1_000, 80), (10_000, 800)
ROUNDS = 5
#: Of the people of a wave: who answers, and who is gone or elsewhere at the next.
ANSWER, CHANGE = 0.8, 0.05


def growth(folder: Path) -> Iterator[Figure]:
    """Each organisation in a process of its own, in turns: CPU of publishing five waves, and the most memory it ever had."""
    del folder
    told: dict[tuple[int, int], list[dict[str, float]]] = {SMALL: [], LARGE: []}
    for _round in range(ROUNDS):
        for size in told:
            told[size].append(_elsewhere(*size))
    for (people, teams), rounds in told.items():
        every = sorted(one["cpu"] for one in rounds)
        last = sorted(one["last"] for one in rounds)
        what = f"{people} people in {teams} teams"
        yield Figure(f"{what}: {WAVES} waves", f"{every[ROUNDS // 2]:.2f} s", f"{every[1]:.2f}-{every[-2]:.2f} s")
        yield Figure("— of which the last one", f"{last[ROUNDS // 2]:.2f} s", f"{last[1]:.2f}-{last[-2]:.2f} s")
        yield Figure(
            "— groups that may be seen, in the first wave and in the last",
            f"{rounds[0]['first']:.0f}, {rounds[0]['seen']:.0f}",
        )
        yield Figure("— memory at most", f"{max(one['memory'] for one in rounds):.0f} MB")
    ratios = sorted(large["cpu"] / small["cpu"] for small, large in zip(told[SMALL], told[LARGE], strict=True))
    yield Figure(
        "ten times as many people",
        f"{ratios[ROUNDS // 2]:.1f} times the CPU",
        f"{ratios[1]:.1f}-{ratios[-2]:.1f}",
        "aim: linear, 10",
    )


def _elsewhere(people: int, teams: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.publishing", str(people), str(teams)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def waves(people: int, teams: int) -> Iterator[Wave]:
    """Waves of one organisation: people come, go and move between them. Always the same ones."""
    chance = random.Random(1)
    above = max(1, teams // 10)
    parents: dict[str, str | None] = {"all": None}
    parents |= {f"d{number}": "all" for number in range(above)}
    parents |= {f"t{number}": f"d{number % above}" for number in range(teams - above)}
    small = [name for name in parents if name.startswith("t")]
    where = {person: small[person % len(small)] for person in range(people)}
    new = count(people)
    for _wave in range(WAVES):
        inside: dict[str, set[int]] = {name: set() for name in parents}
        for person, team in where.items():
            inside[team].add(person)
        yield Wave(
            tuple(_group(name, parents[name], frozenset(members), chance) for name, members in inside.items()),
            tuple(Question(f"q{number}", f"theme{number // 8}") for number in range(QUESTIONS)),
        )
        for person in chance.sample(sorted(where), int(len(where) * CHANGE)):
            team = where.pop(person)
            if chance.random() < 0.5:
                where[person] = chance.choice(small)
            else:
                where[next(new)] = team


def _group(name: str, parent: str | None, members: frozenset[int], chance: random.Random) -> Group:
    answers = sum(chance.random() < ANSWER for _member in members)
    counts = {}
    for number in range(QUESTIONS):
        places = chance.choices(range(POINTS), k=answers)
        counts[f"q{number}"] = tuple(places.count(place) for place in range(POINTS))
    return Group(name, parent, members, answers, counts)


def main(people: int, teams: int) -> None:
    """Publish them one after the other, each beside all before it, and tell what it cost."""
    earlier: list[Lowest] = []
    spent, seen = [], []
    for wave in waves(people, teams):
        began = time.process_time()
        made = publish(wave, earlier)
        spent.append(time.process_time() - began)
        earlier.append(made.lowest)
        seen.append(sum(group.withheld is None for group in made.groups.values()))
    # Not `ru_maxrss`: that begins with what the process had that started this one.
    (most,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    memory = int(most) / 1024
    print(json.dumps({"cpu": sum(spent), "last": spent[-1], "first": seen[0], "seen": seen[-1], "memory": memory}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
