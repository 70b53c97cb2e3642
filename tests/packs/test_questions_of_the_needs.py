"""Every question of the source about the five needs has its place: docs/reference/questions-of-the-needs.md says which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tegenwind import packs
from tegenwind.packs.model import Questions

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\|\s*(\d+)\s*\|([^|]+)\|([^|]+)\|\s*$", re.MULTILINE)


@pytest.fixture(scope="module")
def rows() -> list[tuple[int, str, list[str]]]:
    page = (ROOT / "docs" / "reference" / "questions-of-the-needs.md").read_text(encoding="utf-8")
    return [
        (int(number), asked.strip(), [one.strip(" `") for one in ids.split(",")])
        for number, asked, ids in ROW.findall(page)
    ]


@pytest.fixture(scope="module")
def questions() -> Questions:
    found = packs.load(ROOT / "packs" / "basisbehoeften").questions
    assert found is not None
    return found


def test_the_numbers_have_no_gap(rows: list[tuple[int, str, list[str]]]) -> None:
    assert [number for number, _asked, _ids in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 60


def test_every_row_says_what_is_asked_and_where_it_is(rows: list[tuple[int, str, list[str]]]) -> None:
    assert [number for number, asked, ids in rows if not asked or not all(ids)] == []


def test_every_id_is_in_the_pack(rows: list[tuple[int, str, list[str]]], questions: Questions) -> None:
    known = {one.id for cell in questions.cells for one in cell.questions}
    known |= {one.id for group in (questions.beliefs, questions.rules, questions.compliments) for one in group}

    assert [(number, one) for number, _asked, ids in rows for one in ids if one not in known] == []


def test_no_row_of_the_table_was_passed_over(rows: list[tuple[int, str, list[str]]]) -> None:
    """A row that is written differently would not be held against anything."""
    page = (ROOT / "docs" / "reference" / "questions-of-the-needs.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("|") and not re.match(r"\|[\s|:-]+$|\| no\.", line)]
    assert len(lines) == len(rows)
