"""A database and a key store belong together: with the wrong key store the server says so and does not start."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from tegenwind.accounts import queries
from tegenwind.project import serving
from tests.accounts.people import joined

pytestmark = pytest.mark.django_db


def _take_away(person_id: int) -> None:
    (kept,) = [path for path in Path(settings.TEGENWIND.keys).iterdir() if path.stem == str(person_id)]
    kept.unlink()


def test_with_every_key_it_starts_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    joined("Anne")

    assert queries.without_key() == (1, 0)
    assert serving._has_its_keys(settings.TEGENWIND)
    assert capsys.readouterr().err == ""


def test_with_a_key_store_of_another_database_it_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Anne", "Bram"):
        _take_away(joined(name)[0].pk)

    assert not serving._has_its_keys(settings.TEGENWIND)
    told = capsys.readouterr().err
    assert told.startswith("TEGENWIND_KEYS is ") and "no key for 2 of 2 accounts" in told


def test_one_key_missing_is_told_and_the_others_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    joined("Anne")
    _take_away(joined("Bram")[0].pk)

    assert serving._has_its_keys(settings.TEGENWIND)
    assert "no key for 1 of 2 accounts" in capsys.readouterr().err
