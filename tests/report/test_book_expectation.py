"""What somebody who leads bound before a wave, in the book of everything they kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tegenwind import packs
from tegenwind.packs import Pack
from tegenwind.practice import versions
from tegenwind.practice.expectation import KIND, Expectation
from tegenwind.report import book
from tegenwind.wording import Language, wording

ROOT = Path(__file__).parents[2]
PACK = packs.load(ROOT / "packs" / "uitspreken")


def kept() -> Expectation:
    body = json.loads((ROOT / "tests" / "practice" / "kept" / "expectation-1.json").read_text(encoding="utf-8"))
    return versions.read(Expectation, KIND, body)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("pack", [PACK, None], ids=["with its pack", "without"])
def test_everything_of_it_is_told(language: Language, pack: Pack | None) -> None:
    record = kept()
    entry = book.entry(KIND, 1, record, pack, None, wording(language))
    said = [block.text for block in entry.blocks]
    assert entry.title == "Uitspreken" and "De Oever" in entry.line and record.written in said
    for name in record.answers:
        statement = PACK.statement(name)
        assert statement and (statement.text[language] if pack else name) in said
    for theme in PACK.themes[:2]:
        assert (theme.title[language] if pack else theme.id) in said
        assert pack is None or any((theme.low or {})[language] in one for one in said)


def test_what_may_not_be_shown_says_so() -> None:
    entry = book.entry(KIND, 1, kept().model_copy(update={"agreed": False}), PACK, None, wording("nl"))
    assert entry.blocks[0].text == "Het team mocht dit niet zien."
