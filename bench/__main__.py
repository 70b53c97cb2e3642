"""``python -m bench [NAME ...]``: measure, print a table, and keep every figure with its command in ``bench/results.md``."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import (
    backup,
    check_in,
    cold,
    evenwicht,
    guard,
    half_year,
    keys,
    many,
    pdf,
    publishing,
    rotation,
    sign_in,
    taking,
    waves,
    weight,
)
from bench.measures import Figure, Measure, machine

RESULTS = Path(__file__).parent / "results.md"
MEASURES = [
    Measure(
        "check-in",
        "A completed check-in, in process",
        check_in.in_process,
        "CPU (`process_time`) of the WSGI application alone; 60 rounds after 5 to warm up, the sides in turn.",
    ),
    Measure(
        "served",
        "A completed check-in, through gunicorn",
        check_in.served,
        "CPU of all processes of the server (`/proc`), 80 check-ins of 80 people in turns of ten, two workers with four threads each.",
    ),
    Measure(
        "many",
        "Ten years of records",
        many.pages,
        "CPU of the WSGI application; 60 rounds, both people in turn. Each has as many check-ins as routes.",
    ),
    Measure(
        "evenwicht",
        "Half a year of looks at the balance",
        evenwicht.pages,
        "CPU of the WSGI application; 60 rounds, both people in turn: one without a look, one with half a year of them.",
    ),
    Measure(
        "half-year",
        "Half a year on two legs",
        half_year.pages,
        "CPU of the WSGI application; 40 rounds, both people in turn: one who has just joined, one with all that a helper of `tegenwind demo` kept.",
    ),
    Measure(
        "contributions",
        "Contributions to a wave",
        waves.contributions,
        "CPU (`process_time`) in one process; 30 rounds of ten after 3 to warm up, the sides in turn; 720 members in 40 teams.",
    ),
    Measure("pdf", "The report as PDF", pdf.report, "CPU of all threads, 30 rounds once warm."),
    Measure("weight", "First visit to the check-in page", weight.visit, "Bytes over the wire in a fresh Chromium."),
    Measure("gzip", "Compressing pages", weight.compression, "CPU of Django's GZipMiddleware, 35 rounds."),
    Measure(
        "taking",
        "Taking 5,000 records along, and bringing them in",
        taking.both,
        "CPU (`process_time`) of one process that does every step in turn; memory is its most until then (`ru_maxrss`).",
    ),
    Measure(
        "guard",
        "The guard: what it finds",
        guard.found,
        "`tests/guard/`: a mark counts when it has the kind and lies where it has to, at least in part.",
    ),
    Measure(
        "guard-cost", "The guard: what it costs", guard.cost, "CPU (`process_time`), 20 rounds after one to warm up."
    ),
    Measure(
        "publishing",
        "Publishing a wave of a large organisation",
        publishing.growth,
        "CPU (`process_time`) of `measure.publish`, five waves one after the other, each beside all before it; 40 questions, one in"
        " twenty people gone, come or moved between two waves; 5 rounds, both sizes in turn, each in a process of its own"
        " (`VmHWM`, the wave itself in it).",
    ),
    Measure("keys", "Keys", keys.derivation, "CPU, 8 rounds."),
    Measure("sign-in", "Signing in", sign_in.one, "CPU of the WSGI application, 12 rounds."),
    Measure(
        "thirty",
        "Thirty sign-ins at once",
        sign_in.at_once,
        "A real server, two workers with four threads each; each process held to 512 MiB of memory of its own (RLIMIT_DATA).",
    ),
    Measure("rotation", "A new key for 5,000 records", rotation.new_key, "CPU, 5 rounds, each onto a key of its own."),
    Measure(
        "backup",
        "Backup and restore",
        backup.whole,
        "CPU of the command, its start in it (`wait4`); the third column is its memory. Ten people, records of about 1 KB.",
    ),
    Measure("cold", "From a clone to the first page", cold.start, "Wall time of `git clone` and `make run`."),
]


def main(names: Sequence[str]) -> int:
    """Measure what is named, or all; 2 when a name is not known."""
    known = {measure.name: measure for measure in MEASURES}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"{', '.join(unknown)}: there is no such measure, allowed are {', '.join(known)}", file=sys.stderr)
        return 2
    for measure in [known[name] for name in names] or MEASURES:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="tegenwind-bench-") as folder:
            figures = list(measure.run(Path(folder)))
        section = _section(measure, figures)
        print(f"{section}\n({time.monotonic() - began:.0f} s)\n", flush=True)
        _keep(measure, section)
    return 0


def _section(measure: Measure, figures: Sequence[Figure]) -> str:
    kind = ", ".join(f"{value} {name}" if name == "cores" else f"{name} {value}" for name, value in machine().items())
    lines = [
        f"## {measure.title}",
        "",
        f"`python -m bench {measure.name}` · {measure.how} · {kind}",
        "",
        "| what | figure | half of the rounds | asked |",
        "|---|---|---|---|",
    ]
    lines += [f"| {figure.what} | {figure.value} | {figure.spread} | {figure.aim} |" for figure in figures]
    return "\n".join(lines)


def _keep(measure: Measure, section: str) -> None:
    """Put the section in the place of an earlier one; the others stay as they were."""
    kept: dict[str, str] = {}
    if RESULTS.exists():
        for part in RESULTS.read_text(encoding="utf-8").split("\n## ")[1:]:
            kept[part.split("\n", 1)[0]] = f"## {part.rstrip()}"
    kept[measure.title] = section
    head = (
        "# Figures\n\nMade by `make bench` (`python -m bench`, or one by its name). CPU time unless it says otherwise, the"
        " median of many rounds; the third column says between which values half of them lay. The machine was shared"
        " with other work: ratios, of sides that ran in turns, say more than milliseconds. `bench/floor.py` says what"
        " the floors are.\n"
    )
    order = [one.title for one in MEASURES if one.title in kept]
    RESULTS.write_text(head + "\n" + "\n\n".join(kept[title] for title in order) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
