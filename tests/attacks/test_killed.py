"""Old or new opens, never neither: each act that changes keys is killed at every one of its writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.postgresql

#: The act, what may be left of it, and how often it writes at least.
ACTS = {
    "joining": ({"nobody", "joined"}, 7),
    "a recovery code": ({"old", "new"}, 6),
    "a new passphrase": ({"old", "new"}, 6),
    "a new passphrase with the recovery code": ({"old", "new"}, 6),
    "a new diary passphrase": ({"old", "new"}, 4),
    "an empty place beside": ({"old", "new"}, 5),
    "a passkey": ({"old", "new"}, 3),
    "a new key": ({"old", "moving", "new"}, 30),
    "bringing in": ({"nothing", "under way", "all"}, 30),
    "erasing": ({"all", "nothing"}, 7),
    "opening a wave": ({"nothing", "open"}, 10),
    "closing a wave": ({"open", "closing", "published"}, 8),
}
#: The act that shows it, once a protection is taken away.
SHOWN_BY = {
    "a passphrase in one transaction": "a new passphrase",
    "a recovery code in one transaction": "a recovery code",
    "a new key in transactions": "a new key",
    "the pepper goes after the rows": "erasing",
    "the pepper of who goes waits": "erasing",
    "the pepper comes before the account": "joining",
    "the box comes before the wave": "opening a wave",
    "the box goes after the result": "closing a wave",
}


@dataclass(frozen=True)
class Kill:
    where: str
    well: bool
    left: str


@contextmanager
def environment(folder: Path) -> Iterator[dict[str, str]]:
    """A data folder of its own; under PostgreSQL a database of its own too."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEGENWIND_", "DJANGO_"))}
    kept["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    url = os.environ.get("TEGENWIND_TEST_DATABASE_URL", "")
    if not url:
        yield kept
        return
    import psycopg

    name = f"killed_{os.getpid()}_{abs(hash(folder)) % 10**8}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield kept | {"TEGENWIND_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def kills(folder: Path, *arguments: str) -> list[Kill]:
    with environment(folder) as told:
        done = subprocess.run(
            [sys.executable, "-m", "tests.attacks.killing", str(folder), *arguments],
            env=told,
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return [Kill(*json.loads(line)) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("act", ACTS)
def test_killed_at_every_write(act: str, tmp_path: Path) -> None:
    possible, writes = ACTS[act]
    found = kills(tmp_path, act)
    assert [f"{one.where}: {one.left}" for one in found if not one.well] == []
    assert len(found) >= writes, [one.where for one in found]
    # Killed early it is as it was, at the end it is done; and nothing in between but what may be.
    assert {one.left for one in found} == possible
    assert found[-1].where == "the end" and any("COMMIT" in one.where for one in found)


@pytest.mark.parametrize("protection", SHOWN_BY)
def test_without_its_protection_something_is_lost(protection: str, tmp_path: Path) -> None:
    found = kills(tmp_path, SHOWN_BY[protection], protection)
    assert any(not one.well for one in found)
