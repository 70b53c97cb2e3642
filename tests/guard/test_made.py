"""Numbers and addresses by the hundred, in all the ways they are written."""

from __future__ import annotations

import pytest

from tegenwind import guard
from tests.guard.making import MAKERS, made

COUNT = 400


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_nearly_all_are_found(kind: str) -> None:
    sentences = list(made(kind, COUNT))

    missed = [
        (text[start:end], text)
        for text, start, end in sentences
        if not any(mark.kind == kind and mark.start < end and start < mark.end for mark in guard.find(text))
    ]

    assert len(missed) <= 0.01 * len(sentences), missed[:20]


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_and_from_the_first_character_to_the_last(kind: str) -> None:
    sentences = list(made(kind, COUNT))

    wrong = [
        (text[start:end], [text[mark.start : mark.end] for mark in guard.find(text)])
        for text, start, end in sentences
        if [(mark.start, mark.end) for mark in guard.find(text)] != [(start, end)]
    ]

    assert len(wrong) <= 0.03 * len(sentences), wrong[:20]
