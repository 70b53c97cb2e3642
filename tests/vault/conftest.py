"""SQLite in a file, as in the program: one in memory has other locks, and no journal to look into.

Set while tests are collected, so before pytest-django makes the test database.
"""

from pathlib import Path

from django.conf import settings
from django.db import connections

_made = connections["default"].settings_dict
if "sqlite" in _made["ENGINE"] and not _made["TEST"].get("NAME"):
    _made["TEST"]["NAME"] = str(Path(settings.TEGENWIND.data) / "test.sqlite3")
