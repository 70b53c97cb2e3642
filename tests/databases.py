"""Which tests a run on PostgreSQL does once more, and which say the same there as on SQLite.

A run on PostgreSQL comes beside one on SQLite that does every test. What meets no database in its own process, and whose programs
have SQLite files of their own (`tests.server` hands none of our settings on), would do the very same once more, statement for
statement; so it is left to the other run.

A test is done on PostgreSQL when pytest-django lets it reach the database (by a mark or a fixture; without either it is stopped
there), or when it carries the mark ``postgresql``: it starts programs on a PostgreSQL database of their own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final

import pytest

#: The PostgreSQL of this run; empty when it is one on SQLite (`tests.environment`).
URL: Final = "TEGENWIND_TEST_DATABASE_URL"
#: The mark of a test that starts programs there.
MARK: Final = "postgresql"
#: What pytest-django opens the database of this process with.
_OPENS: Final = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}


def meets(item: pytest.Item) -> bool:
    """Whether a test meets the database of the run."""
    marked = any(item.get_closest_marker(name) is not None for name in ("django_db", MARK))
    return marked or not _OPENS.isdisjoint(getattr(item, "fixturenames", ()))


def divided(items: Iterable[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests to do in this run, and those that the run on SQLite does for it too."""
    todo: list[pytest.Item] = []
    again: list[pytest.Item] = []
    for item in items:
        (todo if meets(item) or not os.environ.get(URL) else again).append(item)
    return todo, again
