"""``tegenwind guard``: what in a text may identify a person, and where."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

MARKED = 1
WRONG = 2
LARGEST = 20 * 1024 * 1024
"""The most bytes of a text; a year of notes is a hundredth of it."""


class Unreadable(Exception):
    """A text that cannot be looked at; the message names the place and what is allowed."""


def add_to(commands: Any) -> None:
    """Add ``guard`` to the command line."""
    parser = commands.add_parser("guard", help="tell where a text holds what may identify a person")
    parser.add_argument("--json", action="store_true", help="one JSON object per mark, each on a line of its own")
    parser.add_argument("file", metavar="FILE", help="a text in UTF-8, or - for what comes in")
    parser.set_defaults(run=_guard)


def _guard(options: argparse.Namespace) -> int:
    from tegenwind import guard

    name = "standard input" if options.file == "-" else options.file
    try:
        marks = guard.find(_read(options.file, name))
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return WRONG
    for mark in marks:
        if options.json:
            one = {"line": mark.line, "column": mark.column, "length": mark.length, "kind": mark.kind}
            print(json.dumps(one))
        else:
            # The words themselves are left out: an output ends up in logs.
            characters = "1 character" if mark.length == 1 else f"{mark.length} characters"
            print(f"{name}:{mark.line}:{mark.column}: {mark.kind}, {characters}")
    return MARKED if marks else 0


def _read(file: str, name: str) -> str:
    """The text of a file, line ends and all; a byte order mark is no part of it."""
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this cannot be read"
        raise Unreadable(f"{name}: {reason}, allowed is a file with text in UTF-8") from None
    if len(raw) > LARGEST:
        raise Unreadable(f"{name}: this is too large, allowed are at most {LARGEST // 1024 // 1024} MB")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line = 1 + before.count("\n") + before.replace("\r\n", "").count("\r")
        column = len(before) - max(before.rfind("\n"), before.rfind("\r"))
        byte = f"0x{raw[error.start]:02x}"
        raise Unreadable(f"{name}:{line}:{column}: byte {byte} is not UTF-8, allowed is text in UTF-8") from None
