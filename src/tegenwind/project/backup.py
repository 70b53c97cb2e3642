"""Making a backup: one moment of the database row by row, the packs, and, apart from those, the keys that belong to it.

The database comes first and the key store after it. So every account in the backup has its key in it, unless it was
erased in between; and an account without a key is not restored (:mod:`tegenwind.project.restore`).
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tegenwind import __version__
from tegenwind.project import backup_format as form
from tegenwind.project import tables
from tegenwind.project.backup_format import Draft, Refused
from tegenwind.project.config import Config
from tegenwind.project.loading import MARK
from tegenwind.project.restore import FINISH_IT

if TYPE_CHECKING:
    from django.db.models import Model

#: A run removes key backups older than this. A day less than the seven that privacy.md allows, so that with a run every
#: day none ever gets older than seven.
KEYS_KEPT = timedelta(days=6)
#: In the data folder: when the last backup was made, and where. For `tegenwind doctor`.
STAMP = "last-backup.json"
_SNAPSHOT = "snapshot"
_AT_ONCE = 500


@dataclass(frozen=True)
class Made:
    """What one run made and removed. `without_key` counts accounts that were erased while it ran."""

    data: Path
    keys: Path
    accounts: int
    rows: int
    without_key: int
    removed: tuple[Path, ...]


def make(settings: Config, to: Path, keys_to: Path, keep: int | None = None) -> Made:
    """Make both backups, then remove old ones: key backups after `KEYS_KEPT`, data backups but the newest `keep`.

    Raises:
        Refused: when it cannot be done here, or another run is at it. Nothing that looks whole was written then.
        OSError: when writing failed. The same holds.
    """
    to, keys_to = to.resolve(), keys_to.resolve()
    wrong = places(settings, to, keys_to)
    if wrong:
        raise Refused(*wrong)
    # Two runs never write, or tidy up, in one folder at a time. The kernel lets go of a lock whose owner was killed.
    with _alone(to), _alone(keys_to):
        for place, kind in ((to, form.DATA), (keys_to, form.KEYS)):
            for _when, draft in form.broken_off_in(place, kind):
                shutil.rmtree(draft)
        made = _make(settings, to, keys_to)
        old = [path for when, path in form.found_in(keys_to, form.KEYS) if datetime.now(UTC) - when > KEYS_KEPT]
        for path in old:
            _forget_keys(path)
        if keep is not None:
            surplus = [path for _when, path in form.found_in(to, form.DATA)][:-keep]
            for path in surplus:
                shutil.rmtree(path)
            old += surplus
    return Made(**{**made.__dict__, "removed": tuple(old)})


def places(settings: Config, to: Path, keys_to: Path) -> list[str]:
    """What is wrong with where the backups should go, if anything. Both paths without links in them."""
    wrong = []
    folders = {"--to": to, "--keys-to": keys_to}
    for option, folder in folders.items():
        if not folder.is_dir():
            wrong.append(
                f"{option} {folder}: there is no such folder, allowed is a folder that exists (is a disk missing?)"
            )
        elif not os.access(folder, os.W_OK | os.X_OK):
            wrong.append(f"{option} {folder}: it cannot be written, allowed is a folder of one's own")
        for name, own in (("TEGENWIND_DATA", settings.data.resolve()), ("TEGENWIND_KEYS", settings.keys.resolve())):
            if folder.is_relative_to(own):
                wrong.append(f"{option} {folder}: it is inside {name}, allowed is a folder outside {own}")
    if to == keys_to or to.is_relative_to(keys_to) or keys_to.is_relative_to(to):
        wrong.append(
            f"--to {to} and --keys-to {keys_to}: who finds both finds the data with its keys, "
            "allowed are two folders of which neither is inside the other, best on two disks"
        )
    if settings.is_sqlite and not Path(str(settings.database["NAME"])).is_file():
        wrong.append(f"{settings.database['NAME']}: there is no database here yet, allowed is one that was served once")
    return wrong


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"{folder}: another backup is being written here, allowed is one at a time") from None
        yield
    finally:
        os.close(handle)


def _make(settings: Config, to: Path, keys_to: Path) -> Made:
    made_at, mark = datetime.now(UTC).replace(microsecond=0), secrets.token_hex(4)
    data = keys = None
    try:
        data = Draft(to, form.DATA, made_at, mark)
        people, rows = _write_data(settings, data)
        keys = Draft(keys_to, form.KEYS, made_at, mark)
        without = _write_keys(settings, keys, people)
        # The keys first: data that looks whole has its keys. Keys without data go in some days.
        keys_path = keys.publish()
        data_path = data.publish()
    except BaseException:
        for draft in (data, keys):
            if draft is not None:
                draft.discard()
        raise
    _stamp(settings, made_at, to, keys_to)
    return Made(data_path, keys_path, len(people), rows, without, ())


def _write_data(settings: Config, draft: Draft) -> tuple[list[int], int]:
    """Every kept row of one moment; returns the accounts in it, and how many rows there are."""
    from django.db import connections

    people: list[int] = []
    listed = []
    with _one_moment() as alias:
        applied, apps = tables.as_applied(alias)
        if MARK in connections[alias].introspection.table_names():
            raise Refused(f"TEGENWIND_DATABASE_URL: a restore into this database was broken off. {FINISH_IT}")
        for model in tables.kept(apps):
            label = model._meta.label_lower
            name = f"tables/{label}.jsonl"
            with draft.file(name) as write:
                count = _write_rows(model, alias, write, people if label == "accounts.person" else None)
            fields = [field.attname for field in model._meta.concrete_fields]
            listed.append({"model": label, "file": name, "fields": fields, "rows": count})
    for file in _packs(settings.data / "packs"):
        with draft.file(f"packs/{file.relative_to(settings.data / 'packs').as_posix()}") as write:
            write(file.read_bytes())
    draft.finish({"program": __version__, "migrations": applied, "tables": listed})
    return people, sum(int(str(table["rows"])) for table in listed)


def _write_rows(model: type[Model], alias: str, write: Callable[[bytes], None], people: list[int] | None) -> int:
    """The rows by their key, so that their order tells nothing of the order in which they were written."""
    from django.db.models import JSONField

    fields = model._meta.concrete_fields
    typed = [isinstance(field, JSONField) for field in fields]
    nullable = [field.null for field in fields]
    found = model._base_manager.using(alias).order_by("pk").values_list("pk", *(field.attname for field in fields))
    count = 0
    for key, *row in found.iterator(chunk_size=_AT_ONCE):
        line = [
            {"json": value} if is_json and not (value is None and may_be_null) else form.encode(value)
            for value, is_json, may_be_null in zip(row, typed, nullable, strict=True)
        ]
        write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        count += 1
        if people is not None:
            people.append(key)
    return count


@contextlib.contextmanager
def _one_moment() -> Iterator[str]:
    """A connection of its own that only reads, and sees the database as it is at its first question until it ends.

    It keeps nobody from writing: a read transaction of SQLite in WAL, REPEATABLE READ in PostgreSQL.
    """
    from django.db import connections, transaction

    default = connections.settings["default"]
    options = {name: value for name, value in default["OPTIONS"].items() if name != "pool"}
    sqlite = connections["default"].vendor == "sqlite"
    if sqlite:
        options |= {"transaction_mode": "DEFERRED", "init_command": "PRAGMA query_only=ON;"}
    connections.settings[_SNAPSHOT] = {**default, "OPTIONS": options}
    try:
        with transaction.atomic(using=_SNAPSHOT):
            if not sqlite:
                with connections[_SNAPSHOT].cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield _SNAPSHOT
    finally:
        connections[_SNAPSHOT].close()
        del connections[_SNAPSHOT], connections.settings[_SNAPSHOT]


def _packs(store: Path) -> Iterator[Path]:
    """The files of every version in the pack store; not what is only just coming in, nor the list of what is offered."""
    from tegenwind.packs.files import walk
    from tegenwind.packs.schema import is_digest

    if store.is_dir():
        for version in sorted(path for path in store.iterdir() if is_digest(path.name)):
            yield from walk(version)


def _write_keys(settings: Config, draft: Draft, people: list[int]) -> int:
    """The keys of these accounts, and the server's own; returns how many accounts have none (any more)."""
    from tegenwind.accounts.errors import KeyStoreError, KeyStoreMissing
    from tegenwind.accounts.keystore import HOUSE, key_store

    store, without, kept = key_store(), 0, 0
    with draft.file(form.KEY_FILE) as write:
        if (settings.keys / HOUSE).exists():
            write(_key_line(HOUSE, store.house_key()))
        for person in people:
            try:
                write(_key_line(person, store.get(person)))
                kept += 1
            except KeyStoreMissing:
                without += 1
            except KeyStoreError as damaged:
                raise Refused(
                    f"TEGENWIND_KEYS {settings.keys}: {damaged}. Allowed is a key store in which every key is whole: "
                    "put this one back from a key backup, or remove it when nobody has it any more"
                ) from None
    if people and not kept:
        raise Refused(
            f"TEGENWIND_KEYS {settings.keys}: it holds no key for any account, allowed is the key store of this database"
        )
    draft.finish({"program": __version__, "accounts": kept})
    return without


def _key_line(name: int | str, key: bytes) -> bytes:
    return json.dumps([name, form.encode(key)]).encode() + b"\n"


def _forget_keys(path: Path) -> None:
    """Remove a key backup: only the two files that belong in one. With anything else beside them the folder stays."""
    for name in (form.KEY_FILE, form.MANIFEST):
        (path / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.rmdir()
    form.sync_folder(path.parent)


def _stamp(settings: Config, made_at: datetime, to: Path, keys_to: Path) -> None:
    told = {"made_at": made_at.isoformat(), "to": str(to), "keys_to": str(keys_to)}
    draft = settings.data / f".{STAMP}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        json.dump(told, handle)
    draft.replace(settings.data / STAMP)


def last(settings: Config) -> dict[str, Any] | None:
    """What the last run left in the data folder; None when none was made here, or the stamp cannot be read."""
    try:
        told: dict[str, Any] = json.loads((settings.data / STAMP).read_bytes())
        told["made_at"] = datetime.fromisoformat(told["made_at"])
        return {**told, "to": Path(told["to"]), "keys_to": Path(told["keys_to"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None
