"""The power goes at every single write of an act: ``python -m tests.attacks.killing FOLDER ACT [PROTECTION]``.

The act runs in a child that kills itself (SIGKILL) at its first write, then at its second, and so on until it comes to its
end; each time from the same beginning. A write is a statement to the database that is no SELECT, a commit, and everything
the key store does to files; the kill comes before it, which is after the one before. After each kill another child looks, with the
secrets of the person, at what is left. Prints a JSON line for each: where it was killed, and what is left, or what is wrong.

With a PROTECTION named, that one is taken away first (`tests.attacks.protections`): then something has to be wrong.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: An act has fewer writes than this; a harness that goes on and on is one that is broken.
FAR = 1_000


@dataclass(frozen=True)
class Act:
    """``prepare`` is what went before, ``run`` what is cut off, ``look`` what must hold afterwards; it says what is left.

    What these tell each other lies in files beside the data folder, which the program knows nothing of."""

    prepare: Callable[[Path], None]
    run: Callable[[Path], None]
    look: Callable[[Path], str]


class Counter:
    """Kills this process at its n-th write."""

    def __init__(self, target: int, note: Path) -> None:
        self.target, self.note, self.count = target, note, 0

    def __call__(self, where: str) -> None:
        self.count += 1
        if self.count == self.target:
            self.note.write_text(where)
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, done: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self(f"before {name}")
            return done(*given, **named)

        return counted

    def watch(self) -> None:
        """From here on every write counts."""
        from django.db import connection
        from django.db.backends.base.base import BaseDatabaseWrapper

        def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            word = " ".join(sql.split()[:3])
            if word.upper().startswith("SELECT"):
                return execute(sql, params, many, context)
            return self.around(word, execute)(sql, params, many, context)

        connection.execute_wrappers.append(statement)
        BaseDatabaseWrapper._commit = self.around("COMMIT", BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
        for name in ("fsync", "link", "rename", "replace", "unlink"):
            setattr(os, name, self.around(name, getattr(os, name)))
        opening = os.open

        def open_counted(path: Any, flags: int, *more: Any, **named: Any) -> int:
            if not flags & os.O_EXCL:
                return opening(path, flags, *more, **named)
            found: int = self.around("create", opening)(path, flags, *more, **named)
            return found

        os.open = open_counted


class Beginning:
    """The data folder, and the database, as they were before the act; put back as often as needed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept = folder / "data", folder / "beginning"
        url = os.environ.get("TEGENWIND_DATABASE_URL", "")
        self.base = urlsplit(url) if url else None

    def keep(self) -> None:
        from django.db import connections

        connections.close_all()
        shutil.copytree(self.folder, self.kept)
        self._copy_database("{name}", "{name}_beginning")

    def put_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        self._copy_database("{name}_beginning", "{name}")

    def forget(self) -> None:
        self._sql("DROP DATABASE IF EXISTS {name}_beginning WITH (FORCE)")

    def _copy_database(self, of: str, to: str) -> None:
        self._sql(
            # Who was killed is still counted as being there for a moment.
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{of}'",
            f"DROP DATABASE IF EXISTS {to} WITH (FORCE)",
            f"CREATE DATABASE {to} TEMPLATE {of}",
        )

    def _sql(self, *statements: str) -> None:
        if self.base is None:
            return
        import psycopg

        name = self.base.path.strip("/")
        with psycopg.connect(self.base._replace(path="/postgres").geturl(), autocommit=True) as connection:
            for one in statements:
                connection.execute(one.format(name=name).encode())


def child(work: Callable[[], str]) -> tuple[int, str]:
    """Does this in a child; returns its exit code (-9: killed), and what it said or what went wrong."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reading)
            os.write(writing, work().encode()[:30_000])
            code = 0
        except BaseException:  # noqa: BLE001 - told to the parent
            os.write(writing, traceback.format_exc().encode()[-30_000:])
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    _pid, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), said


def at_every_write(folder: Path, act: Act) -> Iterator[tuple[str, bool, str]]:
    """Where it was killed, whether all is well, and what is left; last of all with the act done to its end."""
    beginning, note = Beginning(folder), folder / "killed-at"

    def prepare() -> str:
        act.prepare(folder)
        return ""

    code, said = child(prepare)
    assert code == 0, said
    beginning.keep()
    _read_the_packs(folder / "data" / "packs")
    try:
        for target in range(1, FAR):
            beginning.put_back()
            note.unlink(missing_ok=True)

            def run(target: int = target) -> str:
                Counter(target, note).watch()
                act.run(folder)
                return ""

            code, said = child(run)
            assert code in (0, -signal.SIGKILL), said
            looked, left = child(lambda: act.look(folder))
            yield note.read_text() if code else "the end", looked == 0, left
            if code == 0:
                return
        raise AssertionError("it never comes to its end")
    finally:
        beginning.forget()


def _read_the_packs(store: Path) -> None:
    """Once, for all children: two of each kill would read them again."""
    from tegenwind.packs.schema import is_digest
    from tegenwind.packs.store import kept

    for home in store.glob("*"):
        if is_digest(home.name):
            kept(store, home.name)


@contextmanager
def made_known(folder: Path) -> Iterator[None]:
    """Django with the cheapest derivation, and a database of this run."""
    os.environ |= {"TEGENWIND_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"}
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    settings.TEGENWIND_ARGON2 = (64, 1, 1)
    # A pool has threads, which no child inherits.
    connections.settings["default"].get("OPTIONS", {}).pop("pool", None)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    yield


def main(folder: Path, name: str, protection: str = "") -> int:
    from tests.attacks import protections
    from tests.attacks.killed_acts import acts

    with made_known(folder):
        # What every child would import for itself, some hundred times over.
        for module in ("tegenwind.web.urls", "tegenwind.portability.actions_import", "tests.portability.moving"):
            importlib.import_module(module)
        if protection:
            protections.take_away(protection)
        for where, well, left in at_every_write(folder, acts()[name]):
            with suppress(BrokenPipeError):
                print(json.dumps([where, well, left]), flush=True)
            if protection and not well:
                break  # It is shown.
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
