"""A check-in as a CSV file: ``statement,recognition,charge,words,meaning``.

For who answers without the server, and for the examples. Every mistake is told with its line; a file with one mistake
gives no answers at all.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from tegenwind.packs.model import Pack
from tegenwind.practice.check_in import WORDS_MAX, Answer, CheckIn

COLUMNS = ("statement", "recognition", "charge", "words", "meaning")
REQUIRED = ("statement", "recognition")

#: Largest file of answers, in bytes: far more than every statement with all the words it may have.
SIZE_MAX = 2 * 1024 * 1024


@dataclass(frozen=True)
class RowMistake:
    """A mistake in a CSV file; ``line`` counts from 1, the header being line 1."""

    line: int
    what: str
    allowed: str


class WrongAnswers(Exception):
    """The file cannot be used; ``mistakes`` holds all that is wrong with it."""

    def __init__(self, mistakes: list[RowMistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


def read_answers(raw: bytes, pack: Pack) -> CheckIn:
    """Read a file of answers to a pack.

    Args:
        raw: the bytes of the file, UTF-8 with or without a byte order mark, separated by commas or semicolons.
        pack: the pack the statements belong to; ids may be written whole (``pack:item``) or without the pack.

    Raises:
        WrongAnswers: with every mistake.
    """
    mistakes: list[RowMistake] = []
    text = _decode(raw, mistakes)
    answers = _rows(text, pack, mistakes) if text is not None else {}
    if mistakes:
        raise WrongAnswers(sorted(mistakes, key=lambda mistake: mistake.line))
    # A file of answers bears no date, so its report bears none either.
    return CheckIn(pack=pack.id, pack_version=pack.version, digest=pack.digest, answers=answers)


def _decode(raw: bytes, mistakes: list[RowMistake]) -> str | None:
    if len(raw) > SIZE_MAX:
        mistakes.append(RowMistake(1, f"the file is {len(raw):,} bytes", f"allowed are at most {SIZE_MAX:,}"))
        return None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if not raw.strip():
        mistakes.append(RowMistake(1, "the file is empty", f"the first line has to be {','.join(COLUMNS)}"))
        return None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        mistakes.append(RowMistake(1, "the file is UTF-16", "allowed is text in UTF-8"))
        return None
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            what = f"byte 0x{line[error.start]:02x} at position {error.start + 1} is not UTF-8"
            mistakes.append(RowMistake(number, what, "allowed is text in UTF-8"))
        if b"\0" in line:
            mistakes.append(RowMistake(number, "a zero byte stands here", "allowed is text in UTF-8"))
    # Read on with a mark in the place of each, so that what else is wrong is told as well.
    return raw.decode("utf-8", "replace").replace("\0", "\ufffd")


def _rows(text: str, pack: Pack, mistakes: list[RowMistake]) -> dict[str, Answer]:
    header_line = text.split("\n", 1)[0]
    delimiter = ";" if header_line.count(";") > header_line.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    answers: dict[str, Answer] = {}
    seen: dict[str, int] = {}
    header: list[str] | None = None
    line = 1
    try:
        for row in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = _header(start, row, mistakes)
                continue
            if len(row) > len(header):
                what = f"this line has {len(row)} fields"
                allowed = f"allowed are {len(header)}; words with a separator go in quotes"
                mistakes.append(RowMistake(start, what, allowed))
                continue
            given = (cell.strip().replace("\r\n", "\n") for cell in row)
            cells = dict(zip_longest(header, given, fillvalue=""))
            _row(start, cells, pack, answers, seen, mistakes)
    except csv.Error as error:
        # Told at the line where the row begins: a quote that does not close runs on to the end of the file.
        what = f"from here on this is not CSV ({error})"
        allowed = f"words of at most {WORDS_MAX} characters, and a quote that opens has to close"
        mistakes.append(RowMistake(line, what, allowed))
    if not answers and not mistakes:
        what = "there is no answer in this file"
        mistakes.append(RowMistake(1, what, "at least one line under the header has to be there"))
    return answers


def _header(line: int, row: list[str], mistakes: list[RowMistake]) -> list[str]:
    names = [name.strip().lower() for name in row]
    for name in names:
        if name not in COLUMNS:
            mistakes.append(RowMistake(line, f"the column {name!r} is not known", f"allowed are {', '.join(COLUMNS)}"))
        elif names.count(name) > 1:
            mistake = RowMistake(line, f"the column {name!r} stands here twice", "each column is allowed once")
            if mistake not in mistakes:
                mistakes.append(mistake)
    for name in REQUIRED:
        if name not in names:
            mistakes.append(
                RowMistake(line, f"the column {name!r} is missing", f"the columns are {', '.join(COLUMNS)}")
            )
    return names


def _row(
    line: int,
    cells: dict[str, str],
    pack: Pack,
    answers: dict[str, Answer],
    seen: dict[str, int],
    mistakes: list[RowMistake],
) -> None:
    def wrong(what: str, allowed: str) -> None:
        mistakes.append(RowMistake(line, what, allowed))

    # Without the column, which is told already, there is no statement to hold against the pack.
    name = pack.local(cells.get("statement", ""))
    if "statement" in cells:
        if pack.statement(name) is None:
            every = ", ".join(statement.id for statement in pack.statements)
            wrong(f"statement is {cells['statement']!r}", f"allowed in pack {pack.id} are: {every}")
        elif name in seen:
            wrong(f"statement {name!r} stands in line {seen[name]} too", "each statement is allowed once")
        seen.setdefault(name, line)
    recognition = _figure(cells, "recognition", 1, 5, wrong)
    if "recognition" in cells and not cells["recognition"]:
        wrong("recognition is empty", "allowed are 1, 2, 3, 4, 5; leave the line out to leave the statement open")
    charge = _figure(cells, "charge", 0, 3, wrong)
    words = cells.get("words", "")
    if len(words) > WORDS_MAX:
        wrong(f"words are {len(words)} characters", f"allowed are at most {WORDS_MAX}")
        words = ""
    meaning = cells.get("meaning", "")
    if meaning not in ("", "other"):
        wrong(f"meaning is {meaning!r}", "allowed is 'other' or nothing")
    answers[name] = Answer(recognition=recognition, charge=charge, words=words, other_meaning=meaning == "other")


def _figure(cells: dict[str, str], name: str, low: int, high: int, wrong: Callable[[str, str], None]) -> int | None:
    raw = cells.get(name, "")
    if not raw:
        return None
    allowed = [str(value) for value in range(low, high + 1)]
    if raw in allowed:
        return int(raw)
    wrong(f"{name} is {raw!r}", f"allowed are {', '.join(allowed)}{'' if name == 'recognition' else ' or nothing'}")
    return None
