"""What a report costs as PDF, once warm, and how large it is."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

from bench import pack40
from bench.journey import answers
from bench.measures import ROOT, Figure, milliseconds
from tegenwind.practice.report import Report

ROUNDS = 30


def report(folder: Path) -> Iterator[Figure]:
    """The report of forty answers, alone and beside an earlier one, and those of the examples."""
    from tegenwind import packs
    from tegenwind.practice import report as practice_report
    from tegenwind.practice.answers_csv import WrongAnswers, read_answers
    from tegenwind.practice.check_in import Answer, CheckIn
    from tegenwind.report.pdf import report_pdf

    pack = packs.load(pack40.write(folder))
    given = {
        key: Answer(
            recognition=int(answers()[f"r-{key}"]),
            charge=int(answers()[f"c-{key}"] or 0),
            words=answers()[f"w-{key}"],
        )
        for key in pack40.statement_ids()
    }
    done = datetime.date(2026, 11, 1)
    now = CheckIn(pack=pack.id, pack_version=pack.version, digest=pack.digest, finished_on=done, answers=given)
    moved = {key: answer.model_copy(update={"recognition": 3, "charge": 0}) for key, answer in given.items()}
    reports = {
        "forty statements": practice_report.build(pack, now, "nl"),
        "forty statements beside an earlier time": practice_report.build(
            pack, now, "nl", now.model_copy(update={"answers": moved})
        ),
    }
    for file in sorted((ROOT / "examples").glob("*.csv")):
        for home in sorted((ROOT / "packs").iterdir()):
            known = packs.load(home)
            try:
                reports[f"example {file.stem}"] = practice_report.build(
                    known, read_answers(file.read_bytes(), known), "nl"
                )
            except WrongAnswers:  # It was filled in for another pack.
                continue
    for name, made in reports.items():
        sizes, spent = [], []
        for number in range(ROUNDS + 1):
            # Every time other words: typst remembers what it laid out before.
            fresh = _with_words(made, f"Ronde {number} van {name}.")
            before = time.process_time_ns()
            sizes.append(len(report_pdf(fresh)))
            spent.append(time.process_time_ns() - before)
        value, spread = milliseconds(spent[1:])
        yield Figure(f"PDF of {name}", value, spread, "at most 60 ms")
        yield Figure("— the first time", f"{spent[0] / 1e6:.0f} ms")
        yield Figure("— size", f"{max(sizes) / 1024:.1f} KB", "", "at most 150 KB")


def _with_words(report: Report, words: str) -> Report:
    """The same report with these words put before everything the person wrote."""
    themes = tuple(
        theme.model_copy(
            update={
                "statements": tuple(
                    line.model_copy(update={"words": f"{words} {line.words}"}) if line.words else line
                    for line in theme.statements
                )
            }
        )
        for theme in report.themes
    )
    return report.model_copy(update={"themes": themes})
