"""The report as JSON: exactly the keys that others may build on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tegenwind.report.json import report_json
from tests.report.goldens import same_as_golden
from tests.report.support import report, with_words


@pytest.mark.parametrize("language", ["nl", "en"])
def test_golden(language: str) -> None:
    text = json.dumps(report_json(report(language)), ensure_ascii=False, indent=1) + "\n"  # type: ignore[arg-type]
    same_as_golden(Path(__file__).parent / "golden" / f"report-{language}.json", text)


def test_keys() -> None:
    data = report_json(report())
    assert list(data) == [
        "pack", "version", "digest", "language", "themes", "development_points", "changes", "conversation",
    ]  # fmt: skip
    assert set(data["themes"][0]) == {"id", "title", "statements", "answered", "of"}
    assert set(data["themes"][0]["statements"][0]) == {"id", "recognition", "charge", "position", "words"}
    assert set(data["development_points"][0]) == {"statement", "route", "reason"}
    assert set(data["changes"][0]) == {"statement", "earlier", "now", "kind"}
    assert set(data["changes"][0]["now"]) == {"recognition", "charge", "position", "words"}
    assert all(set(block) == {"title", "text", "items"} for block in data["conversation"])


def test_a_statement_left_open_earlier_is_new() -> None:
    change = next(one for one in report_json(report())["changes"] if one["statement"] == "proef:vraag")
    assert change["kind"] == "new" and change["earlier"] is None


def test_left_open_is_null_and_nothing_changed_without_an_earlier_one() -> None:
    data = report_json(with_words("a"))
    assert data["changes"] == []
    assert data["themes"][1]["statements"][0] == {
        "id": "proef:knik", "recognition": None, "charge": None, "position": None, "words": "",
    }  # fmt: skip
