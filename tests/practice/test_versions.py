"""What was kept is read for ever: ``kept/<kind>-<version>.json`` holds a record of every version there has been."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tegenwind.practice import versions
from tegenwind.practice.versions import KINDS, UPCASTERS, FromTheFuture

KEPT = Path(__file__).parent / "kept"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_version_of_a_kind_is_still_read(kind: str) -> None:
    today, model = KINDS[kind]
    for version in range(1, today + 1):
        body = json.loads((KEPT / f"{kind}-{version}.json").read_text(encoding="utf-8"))
        assert body["version"] == version

        record = versions.read(model, kind, body)

        assert versions.write(record)["version"] == today


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_kept_today_loses_nothing_on_the_way(kind: str) -> None:
    today, model = KINDS[kind]
    body = json.loads((KEPT / f"{kind}-{today}.json").read_text(encoding="utf-8"))

    written = versions.write(versions.read(model, kind, body))

    assert {name: written[name] for name in body} == body
    assert versions.write(versions.read(model, kind, written)) == written


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_there_is_a_step_from_each_version_to_the_next(kind: str) -> None:
    today, _model = KINDS[kind]

    assert [version for version in range(1, today) if (kind, version) not in UPCASTERS] == []


def test_a_record_of_a_newer_program_is_refused_and_left_as_it_is() -> None:
    today, model = KINDS["check-in"]
    body = {"version": today + 1, "words": "geheim"}

    with pytest.raises(FromTheFuture) as refused:
        versions.read(model, "check-in", body)
    assert str(refused.value) == f"check-in {today + 1}"
    assert body == {"version": today + 1, "words": "geheim"}
