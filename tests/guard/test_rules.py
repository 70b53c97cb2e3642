"""The rule file itself: one for both engines, written the way both read it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from tegenwind import guard
from tegenwind.guard.rules import RULES, listed
from tegenwind.guard.text import fold
from tests.tools import guard_rules

RAW: dict[str, Any] = json.loads(guard_rules.RULES.read_text(encoding="utf-8"))


def test_the_browser_has_the_same_rules() -> None:
    assert guard_rules.BROWSER.read_text(encoding="utf-8") == guard_rules.made(), "python -m tests.tools.guard_rules"


def test_kinds_have_an_order_and_something_to_suggest() -> None:
    assert sorted(RAW["order"]) == sorted(guard.KINDS) == sorted(RAW["suggestions"])
    assert set(RAW["suggestions"].values()) <= set(guard.SUGGESTIONS)


@pytest.mark.parametrize("name", sorted(RAW["patterns"]))
class TestAPattern:
    def test_it_means_the_same_to_both_engines(self, name: str) -> None:
        # \w, \d, \s and \b mean other letters to each; $ stands before a last line end in one; flags and names are written otherwise.
        assert not re.search(
            r"(?<!\\)\$|\\[wWdDbBsSZAzpP](?!\])(?<!\\s\\S)|\(\?[Piasmux#]|[*+?}]\+|\(\?>",
            name_free(RAW["patterns"][name]),
        )

    def test_nothing_repeats_without_end(self, name: str) -> None:
        endless = re.findall(r"[*+]|\{\d+,\}", re.sub(r"\[[^\]]*\]|\\.", "x", RAW["patterns"][name]))

        # These two are only run over a whole text, or over a part that is bounded, from its beginning to its end.
        assert not endless or name in {"capital", "parts"}


def name_free(pattern: str) -> str:
    """A pattern without ``[\\s\\S]``, any sign at all, which is the one that both take alike."""
    return pattern.replace(r"[\s\S]", "")


class TestLists:
    def test_names_are_small_and_without_accents(self) -> None:
        for word in RULES.lexicon:
            assert word == fold(word) == word.lower()

    def test_no_first_name_is_in_two_lists(self) -> None:
        lists = [*RAW["first_names"].values(), *RAW["first_names_also"].values()]

        twice = [
            word for word, count in Counter(word for lines in lists for word in listed(lines)).items() if count > 1
        ]

        assert twice == []

    def test_there_are_names_of_many_origins(self) -> None:
        assert {
            "henk",
            "els",
            "jef",
            "emine",
            "fatima",
            "kwame",
            "oleksandr",
            "agnieszka",
            "zahra",
            "giulia",
            "siobhan",
        } <= RULES.lexicon.keys()
        assert all(len(listed(lines)) > 200 for lines in RAW["first_names"].values())

    def test_months_and_days_are_nobody(self) -> None:
        assert RULES.months.keys() & {word for word, standing in RULES.lexicon.items() if standing == "sure"} <= {"jan"}
        assert {"maandag", "monday"} <= RULES.words["not_person"]
