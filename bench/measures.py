"""Figures with their spread, sides that take turns, and processes whose CPU and memory are read from the kernel."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Figure:
    """One line of the table. ``aim`` is what issue and design ask for, in words; empty where nothing is asked."""

    what: str
    value: str
    spread: str = ""
    aim: str = ""


@dataclass(frozen=True)
class Measure:
    """Something that can be measured by name."""

    name: str
    title: str
    run: Callable[[Path], Iterable[Figure]]
    how: str


def milliseconds(nanoseconds: Sequence[int]) -> tuple[str, str]:
    """The median in milliseconds, and between which values half of all rounds lay."""
    values = sorted(value / 1e6 for value in nanoseconds)
    low, _middle, high = statistics.quantiles(values, n=4)
    return f"{statistics.median(values):.2f} ms", f"{low:.2f}-{high:.2f}"


def ratio(ours: Sequence[int], theirs: Sequence[int]) -> tuple[str, str]:
    """Median to median, and between which values half of the ratios of one round lay (rounds ran in turns)."""
    pairs = sorted(mine / other for mine, other in zip(ours, theirs, strict=True))
    low, _middle, high = statistics.quantiles(pairs, n=4)
    return f"{statistics.median(ours) / statistics.median(theirs):.2f}", f"{low:.2f}-{high:.2f}"


class Side:
    """A process of its own (``bench/side.py``) that does what it is asked, so that sides take turns on one machine."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bench.side", kind, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        self._line()

    def __enter__(self) -> Side:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(30)

    def ask(self, name: str, **arguments: Any) -> Any:
        """The answer to a request."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([name, arguments]) + "\n")
        self.process.stdin.flush()
        return self._line()

    def _line(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the side stopped; its message stands above")
        return json.loads(line)


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the program's settings, and with the given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEGENWIND_") and name != "PORT"}
    return kept | more


def family(pid: int) -> list[int]:
    """A process and all that came out of it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def cpu_seconds(pid: int) -> float:
    """CPU time, user and system, of a process and all that came out of it (``/proc``; in steps of 10 ms)."""
    ticks = 0
    for one in family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """The proportional share (PSS) of memory of a process and all that came out of it, in megabytes."""
    kilobytes = 0
    for one in family(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def machine() -> Mapping[str, str]:
    """What kind of machine this is; not which one."""
    import django

    return {
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "Django": django.get_version(),
    }
