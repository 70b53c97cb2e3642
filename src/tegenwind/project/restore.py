"""Putting a backup back, into an empty place and nowhere else.

Everything is checked before anything is written. Then, in an order that a power cut at any moment leaves whole:

1. a mark in the database (a table of its own): from here on the server does not start, and only a second run goes on;
2. the tables, as they were when the backup was made;
3. the keys, so that no account is ever without its key;
4. every row, in one transaction that also says in the mark that it is done;
5. the packs, then the tables as this version has them, then a last look; and the mark goes.

An account whose key is not in the key backup is left out: its key was destroyed, and so it stays.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tegenwind.project import backup_format as form
from tegenwind.project import loading, tables
from tegenwind.project.backup_format import Refused
from tegenwind.project.config import Config
from tegenwind.project.loading import MARK

#: What to do about one that was broken off.
FINISH_IT: Final = "Run the same tegenwind restore again: it goes on where it was."
_KEY_NAME: Final = re.compile(r"[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Restored:
    """What was put back. `without_key` counts the accounts that were left out for want of a key."""

    made_at: datetime
    accounts: int
    rows: int
    without_key: int


@dataclass(frozen=True)
class Keys:
    """The keys to restore with: those of a key backup or of a key store. `house` is the server's own, None without one."""

    made_at: datetime
    people: dict[int, bytes]
    house: bytes | None
    in_force: bool

    def __repr__(self) -> str:
        return f"Keys({len(self.people)} people)"


def restore(settings: Config, data: Path, keys_from: Path, leave_out: bool = False) -> Restored:
    """Put a data backup back with the keys that belong to it, or finish what an earlier run of this began.

    Raises:
        Refused: when anything is wrong with the backups, or the place is not empty. Nothing was written then.
    """
    manifest = form.checked(data, form.DATA, "--from")
    keys = read_keys(settings, keys_from)
    people = _people(data, manifest)
    _match(data, manifest, keys_from, keys, people, leave_out)
    _refuse_other_keys(settings, keys)
    _set_up()
    from django.db.migrations.loader import MigrationLoader

    last = tables.last_of(MigrationLoader(None), manifest["migrations"], f"--from {data}")
    begun = _begun(settings)
    if begun not in (None, manifest["digest"]):
        raise Refused(
            "TEGENWIND_DATABASE_URL: a restore of another backup was broken off here, allowed is that backup, or an empty place"
        )
    if begun is None:
        _refuse_unless_empty(settings, manifest)
    return _put_back(settings, data, manifest, keys, last, len(people), begun is not None)


def is_unfinished() -> bool:
    """Whether a restore was broken off in the database at hand (it has to be set up: `django.setup`)."""
    from django.db import connection

    return MARK in connection.introspection.table_names()


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegenwind.project.settings")
    os.umask(0o077)
    import django

    django.setup()


# --- before anything is written -------------------------------------------------------------------------------------


def read_keys(settings: Config, folder: Path) -> Keys:
    """The keys in a key backup, or in a key store (the one in force too: when only the database was lost).

    Raises:
        Refused: when there are none, or a backup is damaged.
    """
    if (folder / form.MANIFEST).exists():
        manifest = form.checked(folder, form.KEYS, "--keys-from")
        found = {str(name): form.decode(key) for name, key in form.rows(folder / form.KEY_FILE)}
        return _keys(folder, found, form.made_at(manifest), in_force=False)
    try:
        files = [path for path in folder.iterdir() if _is_key(path.name)]
        found = {path.name.removesuffix(".new"): path.read_bytes() for path in sorted(files, reverse=True)}
    except OSError as error:
        raise Refused(
            f"--keys-from {folder}: {error.strerror}, allowed is a key backup or a key store. Without the keys nothing in "
            "the data can ever be opened"
        ) from None
    if not found:
        raise Refused(
            f"--keys-from {folder}: there are no keys here, allowed is a key backup (tegenwind-keys-WHEN-MARK) or a key "
            "store. Without the keys nothing in the data can ever be opened"
        )
    return _keys(folder, found, datetime.now(UTC), in_force=folder.resolve() == settings.keys.resolve())


def _is_key(name: str) -> bool:
    return name == "house" or _KEY_NAME.fullmatch(name.removesuffix(".new")) is not None


def _keys(folder: Path, found: dict[str, Any], made_at: datetime, in_force: bool) -> Keys:
    damaged = sorted(name for name, key in found.items() if not isinstance(key, bytes) or len(key) != 32)
    if damaged:
        raise Refused(f"--keys-from {folder}: the keys {', '.join(damaged)} are damaged, allowed are keys of 32 bytes")
    house = found.pop("house", None)
    return Keys(made_at, {int(name): key for name, key in found.items()}, house, in_force)


def _table(manifest: dict[str, Any], label: str) -> dict[str, Any]:
    found: dict[str, Any] = next(table for table in manifest["tables"] if table["model"] == label)
    return found


def _people(data: Path, manifest: dict[str, Any]) -> set[int]:
    table = _table(manifest, "accounts.person")
    at = table["fields"].index("id")
    return {row[at] for row in form.rows(data / table["file"])}


def _match(
    data: Path, manifest: dict[str, Any], keys_from: Path, keys: Keys, people: set[int], leave_out: bool
) -> None:
    missing = len(people - set(keys.people))
    if people and missing == len(people):
        raise Refused(
            f"--keys-from {keys_from}: it holds no key for any of the {len(people)} accounts in {data}, allowed is the key "
            "backup that was made with it, or a later one"
        )
    if missing and keys.made_at < form.made_at(manifest) and not leave_out:
        raise Refused(
            f"--keys-from {keys_from}: it is older than the data, and holds no key for {missing} of {len(people)} accounts "
            "(they may be newer than it). Allowed is the key backup that was made with the data, or a later one; or "
            "--leave-out, to restore without these accounts"
        )


def _refuse_other_keys(settings: Config, keys: Keys) -> None:
    """The key store may hold nothing, or, after a run that was broken off, keys of this very backup."""
    if keys.in_force or not settings.keys.is_dir():
        return
    known = {str(person): key for person, key in keys.people.items()} | {"house": keys.house}
    for path in settings.keys.iterdir():
        if _is_key(path.name) and known.get(path.name.removesuffix(".new")) != path.read_bytes():
            raise Refused(
                f"TEGENWIND_KEYS {settings.keys}: there are keys here already, allowed is an empty folder (or name this "
                "folder as --keys-from, when its keys belong to the data). Nothing was overwritten"
            )


def _begun(settings: Config) -> str | None:
    """The digest of the backup of which a restore was begun here; None when none was. Makes no database."""
    from django.db import connection

    if settings.is_sqlite and not Path(str(settings.database["NAME"])).exists():
        return None
    if not is_unfinished():
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT backup FROM {MARK}")  # noqa: S608 # nosec B608
        found = cursor.fetchone()
    # Killed between making the table and writing into it: nothing else was written either.
    return None if found is None else str(found[0])


def _refuse_unless_empty(settings: Config, manifest: dict[str, Any]) -> None:
    """No account in the database, no key in the key store; and the tables not further than those of the backup."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    if settings.is_sqlite and not Path(str(settings.database["NAME"])).exists():
        applied: set[tuple[str, str]] = set()
    else:
        applied = set(MigrationRecorder(connection).applied_migrations())
        if "accounts_person" in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute("SELECT COUNT(*) FROM accounts_person")
                (there,) = cursor.fetchone()
            if there:
                raise Refused(
                    f"TEGENWIND_DATABASE_URL: there are {there} accounts in this database, allowed is an empty one. "
                    "Nothing was overwritten"
                )
    ahead = applied - {(app, name) for app, names in manifest["migrations"].items() for name in names}
    if ahead:
        raise Refused(
            "TEGENWIND_DATABASE_URL: a newer version than that of the backup made tables here already, allowed is a database "
            "that was never served. (It holds no account: it can be removed.) Nothing was overwritten"
        )


# --- writing --------------------------------------------------------------------------------------------------------


def _put_back(
    settings: Config,
    data: Path,
    manifest: dict[str, Any],
    keys: Keys,
    last: list[tuple[str, str]],
    people: int,
    begun: bool,
) -> Restored:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if not begun:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {MARK} (backup varchar(64) PRIMARY KEY, rows_done integer)")
            cursor.execute(f"INSERT INTO {MARK} VALUES (%s, NULL)", [manifest["digest"]])  # noqa: S608 # nosec B608
    done = loading.rows_done()
    if done is None:
        executor = MigrationExecutor(connection)
        executor.migrate(last)
        apps = executor.loader.project_state(last).apps
        if not keys.in_force:
            _write_keys(settings, keys)
        done = loading.load(data, manifest, set(keys.people), apps)
    _write_packs(settings, data, manifest)
    call_command("migrate", verbosity=0, interactive=False)
    accounts = _look(settings)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {MARK}")
    connection.close()
    return Restored(min(form.made_at(manifest), keys.made_at), accounts, done, people - accounts)


def _write_keys(settings: Config, keys: Keys) -> None:
    from tegenwind.accounts.errors import KeyStoreMissing
    from tegenwind.accounts.keystore import HOUSE, key_store

    store = key_store()
    for person, key in sorted(keys.people.items()):
        try:
            store.get(person)  # An earlier run wrote it; that it is the same was seen before anything was written.
        except KeyStoreMissing:
            store.create(person, key)
        store.settle(person)
    if keys.house is not None and not (settings.keys / HOUSE).exists():
        settings.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(settings.keys / HOUSE, keys.house)


def _write_whole(path: Path, content: bytes) -> None:
    """On disk under its name, or not there at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _write(draft, content)
    draft.replace(path)
    form.sync_folder(path.parent)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _write_packs(settings: Config, data: Path, manifest: dict[str, Any]) -> None:
    """The versions that are not there yet, each made beside its place and moved there whole."""
    store = settings.data / "packs"
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in store.glob(".restoring-*"):
        shutil.rmtree(left)
    versions: dict[str, list[str]] = {}
    for name in manifest["files"]:
        if name.startswith("packs/"):
            versions.setdefault(name.split("/")[1], []).append(name)
    for version, names in versions.items():
        if (store / version).is_dir():
            continue
        draft = store / f".restoring-{version}"
        for name in names:
            target = draft / name.split("/", 2)[2]
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(target, (data / name).read_bytes())
        draft.rename(store / version)
    form.sync_folder(store)


def _look(settings: Config) -> int:
    """Hold what stands there now against the rules of the database and the key store; returns how many accounts there are."""
    from django.db import connection

    from tegenwind.accounts import queries

    connection.check_constraints()
    everyone, missing = queries.without_key()
    if missing:
        raise Refused(f"TEGENWIND_KEYS {settings.keys}: {missing} of {everyone} restored accounts have no key")
    if settings.is_sqlite:
        Path(str(settings.database["NAME"])).chmod(0o600)
    return everyone
