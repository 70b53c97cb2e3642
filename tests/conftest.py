"""What every test shares: a cheap key derivation (the real one is measured in bench/), and a fresh rate limit."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache

from tests import databases

# How long an example takes depends on the machine: timing never fails a test.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

settings.TEGENWIND_ARGON2 = (64, 1, 1)


@pytest.fixture(autouse=True)
def _no_rate_limit_from_another_test() -> Iterator[None]:
    cache.clear()
    yield


def pytest_collection_finish() -> None:
    """All modules and tests are there now and stay: nothing among them can be thrown away, so nothing is looked for there again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL what says the same as on SQLite is left to the run on SQLite."""
    items[:], again = databases.divided(items)
    if again:
        config.hook.pytest_deselected(items=again)
