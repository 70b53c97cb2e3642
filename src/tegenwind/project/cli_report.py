"""``tegenwind report``: from a file of answers to a report, without server or database."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tegenwind import packs
from tegenwind.practice import report as practice_report
from tegenwind.practice.answers_csv import SIZE_MAX, WrongAnswers, read_answers
from tegenwind.practice.check_in import CheckIn
from tegenwind.project import config
from tegenwind.project.cli_pack import folders
from tegenwind.wording import LANGUAGES

FORMATS = (".json", ".html", ".pdf")


def add_to(commands: Any) -> None:
    """Add ``report`` to the command line."""
    parser = commands.add_parser("report", help="make a reflection report out of a file of answers")
    parser.add_argument("--pack", required=True, metavar="ID", help="the id of a pack, or the folder of one")
    parser.add_argument(
        "--answers",
        required=True,
        type=Path,
        metavar="FILE.csv",
        help="columns: statement,recognition,charge,words,meaning",
    )
    parser.add_argument("--earlier", type=Path, metavar="FILE.csv", help="an earlier file of answers, to lay beside it")
    parser.add_argument("--language", choices=LANGUAGES, default="nl")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=f"ends in {', '.join(FORMATS)}")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    wrong: list[str] = []
    if options.out.suffix not in FORMATS:
        wrong.append(f"--out {options.out}: allowed is a file that ends in {', '.join(FORMATS)}")
    elif not options.out.absolute().parent.is_dir():
        wrong.append(
            f"--out {options.out}: there is no folder {options.out.parent}, allowed is a file in a folder that exists"
        )
    elif options.out.is_dir():
        wrong.append(f"--out {options.out}: this is a folder, allowed is a file")
    pack = _pack(options.pack, wrong)
    check_ins: list[CheckIn | None] = []
    if pack is not None:
        check_ins = [_answers(path, pack, wrong) for path in (options.answers, options.earlier) if path is not None]
    if wrong or pack is None or not check_ins or check_ins[0] is None:
        print("\n".join(wrong), file=sys.stderr)
        return 2
    earlier = check_ins[1] if len(check_ins) > 1 else None
    report = practice_report.build(pack, check_ins[0], options.language, earlier)
    try:
        _write(options.out, _made(report, options.out.suffix))
    except OSError as error:
        print(f"--out {options.out}: {error.strerror}, allowed is a file that can be written", file=sys.stderr)
        return 2
    print(options.out)
    return 0


def _made(report: practice_report.Report, suffix: str) -> bytes:
    if suffix == ".pdf":
        from tegenwind.report.pdf import report_pdf

        return report_pdf(report)
    if suffix == ".html":
        from tegenwind.report.html import document_html

        return document_html(report).encode()
    from tegenwind.report.json import report_json

    return (json.dumps(report_json(report), indent=2, ensure_ascii=False) + "\n").encode()


def _pack(name: str, wrong: list[str]) -> packs.Pack | None:
    if (Path(name) / "pack.yaml").is_file():
        found = [Path(name)]
    else:
        try:
            known = folders()
        except config.WrongSettings as error:
            wrong += error.mistakes
            return None
        found = [folder for folder in known if folder.name == name]
        if not found:
            every = ", ".join(sorted(folder.name for folder in known if not _for_a_team(folder)))
            wrong.append(f"--pack {name}: there is no such pack, allowed are {every}, or the folder of a pack")
            return None
    try:
        pack = packs.load(found[0])
    except packs.BrokenPack as broken:
        wrong += [str(mistake) for mistake in broken.mistakes]
        return None
    if pack.purpose == "team":
        wrong.append(f"--pack {name}: a team answers this pack without names, allowed is a pack of another purpose")
        return None
    return pack


def _for_a_team(folder: Path) -> bool:
    try:
        return packs.load(folder).purpose == "team"
    except packs.BrokenPack:
        return False  # Whoever names it is told what is wrong with it.


def _answers(path: Path, pack: packs.Pack, wrong: list[str]) -> CheckIn | None:
    try:
        with path.open("rb") as handle:
            raw = handle.read(SIZE_MAX + 1)
    except OSError as error:
        wrong.append(f"{path}: {error.strerror}, allowed is a CSV file that can be read")
        return None
    try:
        return read_answers(raw, pack)
    except WrongAnswers as mistakes:
        wrong += [f"{path}:{mistake.line}: {mistake.what}, {mistake.allowed}" for mistake in mistakes.mistakes]
        return None


def _write(path: Path, content: bytes) -> None:
    """Write beside the place and move it there, so that a stop halfway leaves no half report."""
    handle, draft = tempfile.mkstemp(prefix=".report-", dir=path.absolute().parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).chmod(0o600)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
