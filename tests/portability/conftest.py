"""A data folder with the packs of the program, and people with vaults of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.project import serving
from tegenwind.web import library
from tests.accounts.people import joined


@pytest.fixture(scope="session", autouse=True)
def _prepared() -> None:
    assert serving.install_packs(settings.TEGENWIND) == []


@pytest.fixture
def store() -> Path:
    return library.store()


@pytest.fixture
def pack() -> Pack:
    return library.pack("weerstand")


@pytest.fixture
def mine(db: None) -> Unlocked:
    return joined("Anne")[1]


@pytest.fixture
def elsewhere(db: None) -> Unlocked:
    """An account of the same person at another Tegenwind: an empty vault."""
    return joined("Anne elders")[1]
