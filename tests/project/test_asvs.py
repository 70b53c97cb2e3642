"""The map of security requirements: each is in it once, says honestly how it stands, and points to what is really there."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from tegenwind.project import config

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "docs" / "privacy" / "asvs.csv"

#: OWASP ASVS 5.0.0, levels 1 and 2, without the chapters on OAuth servers and WebRTC: how many ids there are, and SHA-256 of
#: all of them in order, a line for each. The texts are OWASP's and are not repeated here.
COUNT = 217
DIGEST = "2c25466d5015a6205320adc4a5ded05ebd305c541a210b718135992b24be2ec2"

STATUS = ("met", "not met", "not applicable")
KINDS = ("test", "setting", "code", "procedure")
NOT_MET_AT_MOST = 0.05


@dataclass(frozen=True)
class Requirement:
    id: str
    status: str
    by: str
    where: tuple[str, ...]
    note: str


def read(path: Path = MAP) -> list[Requirement]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert list(rows[0]) == ["id", "status", "by", "where", "note"]
    return [
        Requirement(
            row["id"],
            row["status"],
            row["by"],
            tuple(place.strip() for place in row["where"].split(" ; ") if place.strip()),
            row["note"],
        )
        for row in rows
    ]


def in_order(identifier: str) -> list[int]:
    return [int(part) for part in identifier.removeprefix("V").split(".")]


def absent(place: str) -> str:
    """What is wrong with a place that a row points to; empty when it is there.

    A place is a file, a file with ``::name`` (a function, class or name in it, a test in a class as ``::Class::name``), a page
    with ``#Heading``, or the name of a setting.
    """
    if "/" not in place and "." not in place:
        return "" if hasattr(settings, place) or place in config.SETTINGS else f"{place} is no setting"
    file, _, names = place.partition("::")
    file, _, heading = file.partition("#")
    path = ROOT / file
    if not path.is_file():
        return f"{file} is not there"
    if heading:
        there = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
        return "" if any(one.startswith(heading) for one in there) else f"{file} has no heading {heading!r}"
    nodes: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))] if names else []
    for name in filter(None, names.split("::")):
        nodes = [node for outer in nodes for node in ast.walk(outer) if name in _names(node)]
        if not nodes:
            return f"{file} has no {name}"
    return ""


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


REQUIREMENTS = read()


def test_every_requirement_is_there_once_and_no_other() -> None:
    ids = [one.id for one in REQUIREMENTS]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert ids == sorted(ids, key=in_order)
    assert len(ids) == COUNT
    assert hashlib.sha256("\n".join(ids).encode()).hexdigest() == DIGEST, "an id is missing, unknown or misspelled"


@pytest.mark.parametrize("one", REQUIREMENTS, ids=lambda one: one.id)
def test_each_says_how_it_stands_and_where_to_look(one: Requirement) -> None:
    assert one.status in STATUS
    assert [wrong for place in one.where if (wrong := absent(place))] == []
    if one.status == "met":
        assert one.where, "what is met is met by something"
        assert one.by in KINDS
    if one.status == "not met":
        assert one.note.startswith("because ") and len(one.note) > 40
    if one.status == "not applicable":
        assert len(one.note) > 15, "why not?"
    kinds: dict[str, tuple[str, ...]] = {"test": ("tests/",), "code": ("src/", "pyproject.toml")}
    if one.by in kinds and one.where:
        assert any(place.startswith(kinds[one.by]) for place in one.where), (
            "one place has to be of the kind that is named"
        )
    if one.by == "setting":
        assert any("/" not in place for place in one.where)


def test_a_place_that_is_not_there_is_noticed() -> None:
    for place in (
        "tests/nergens.py",
        "tests/project/test_asvs.py::nobody",
        "tests/project/test_asvs.py::Requirement::nobody",
        "docs/privacy/security.md#Nothing of the kind",
        "NOT_A_SETTING",
    ):
        assert absent(place), place
    for place in ("tests/project/test_asvs.py::Requirement::status", "docs/privacy/security.md#Logs", "DEBUG"):
        assert not absent(place), place


def test_the_figures_on_the_page_are_those_of_the_program() -> None:
    from tegenwind.accounts.inbox import MOST_LETTERS
    from tegenwind.accounts.middleware import IDLE_SECONDS, LONGEST_SECONDS
    from tegenwind.portability import rules
    from tegenwind.practice.answers_csv import SIZE_MAX
    from tegenwind.sealing.padding import MAX_BODY

    text = (MAP.parent / "security.md").read_text(encoding="utf-8")
    mebibyte = 1024 * 1024
    for told in (
        f"| a form | {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // mebibyte} MB, {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields, one file;",
        f"| a record | {MAX_BODY // mebibyte} MB |",
        f"| a file of answers on the command line | {SIZE_MAX // mebibyte} MB |",
        f"| letters in one inbox | {MOST_LETTERS};",
        f"a `.zip` of at most {rules.UPLOAD_MAX // mebibyte} MB; in it at most {rules.MEMBERS_MAX:,} files,"
        f" {rules.RECORDS_MAX:,} records and {rules.JSON_MAX // mebibyte} MB of JSON",
        f"after {IDLE_SECONDS // 60} minutes without use, and {LONGEST_SECONDS // 3600} hours",
        f"signed in for {settings.SESSION_COOKIE_AGE // 86400} days at most",
    ):
        assert told in text, told
    limits = settings.ACCOUNT_RATE_LIMITS
    assert (limits["login"], limits["login_failed"]) == ("480/m/ip", "10/m/key,300/5m/ip")
    assert (limits["second_step"], limits["signup"], limits["reset_password"]) == (
        "10/m/key,30/h/key",
        "60/m/ip",
        "60/m/ip,5/m/key",
    ), "docs/privacy/security.md tells these, under Guessing"


def test_few_are_not_met(capsys: pytest.CaptureFixture[str]) -> None:
    count = Counter(one.status for one in REQUIREMENTS)
    share = count["not met"] / COUNT
    with capsys.disabled():
        told = ", ".join(f"{count[status]} {status}" for status in STATUS)
        print(f"\nASVS 5.0.0 level 2: {told} of {COUNT}; not met: {share:.1%}")
    assert share <= NOT_MET_AT_MOST
