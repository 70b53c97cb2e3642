"""The key store: one secret per person (the pepper), kept outside the database.

A database, or a copy of it, is worth nothing to a thief without this store; and deleting one file here makes what that
person wrote unreadable in every backup of the database.
"""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction

from tegenwind.accounts.errors import KeyStoreError, KeyStoreMissing

PEPPER_BYTES = 32
HOUSE = "house"
"""The name of the file with the key of this server."""


class KeyStore(Protocol):
    """Keeps 32 bytes for each person. An interface, so that two web hosts can share one store."""

    def get(self, person_id: int) -> bytes:
        """The pepper. Raises `KeyStoreMissing`, or `KeyStoreError` when what is there is no pepper."""

    def create(self, person_id: int, pepper: bytes) -> None:
        """Keeps a new pepper, durable when this returns, and marked as waiting until `settle`.

        Raises `KeyStoreError` when there is one already.
        """

    def settle(self, person_id: int) -> None:
        """The account of this pepper now exists for good."""

    def unsettle(self, person_id: int) -> None:
        """The account of this pepper is about to go: it waits again until `settle` or `delete`, and works meanwhile."""

    def delete(self, person_id: int) -> None:
        """Forgets the pepper, durable when this returns. Nothing happens when there is none."""

    def waiting(self, older_than_seconds: float) -> Iterator[int]:
        """The people whose pepper has waited longer than this for its account."""

    def house_key(self) -> bytes:
        """The one key of this server, made when it is first asked for: 32 bytes for what must be read while nobody's
        vault is open, such as the seed of a second factor. Raises `KeyStoreError` when what is there is no key."""

    def keep_wave_key(self, wave_id: int, key: bytes) -> None:
        """Keeps the key of a wave, durable when this returns. Raises `KeyStoreError` when there is one already."""

    def wave_key(self, wave_id: int) -> bytes | None:
        """The key of a wave; None when it closed. Raises `KeyStoreError` when what is there is no key."""

    def forget_wave_key(self, wave_id: int) -> None:
        """Destroys it, durable when this returns. Nothing happens when there is none."""

    def wave_keys(self) -> list[int]:
        """The waves there is a key of."""


class FileKeyStore:
    """One file per person, named by number, mode 0600, in a folder of mode 0700.

    A new pepper is `NUMBER.new` until its account is committed, then `NUMBER`; and again while its account goes. So a kill
    between the two leaves either a pepper that still works or one for sweeping to look at, and sweeping never touches a
    settled one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        return f"FileKeyStore({str(self.folder)!r})"

    def _paths(self, person_id: int) -> tuple[Path, Path]:
        return self.folder / str(person_id), self.folder / f"{person_id}.new"

    def _sync_folder(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def get(self, person_id: int) -> bytes:
        settled, new = self._paths(person_id)
        for path in (settled, new, settled):  # The third look: it may be settled between the first two.
            try:
                pepper = path.read_bytes()
            except FileNotFoundError:
                continue
            if len(pepper) != PEPPER_BYTES:
                raise KeyStoreError(f"the key of account {person_id} is damaged: it should be {PEPPER_BYTES} bytes")
            return pepper
        raise KeyStoreMissing(person_id)

    def _write_once(self, path: Path, secret: bytes) -> None:
        """Raises `FileExistsError`; durable when it returns."""
        draft = self.folder / f".{path.stem}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(secret)
            handle.flush()
            os.fsync(handle.fileno())
        try:
            os.link(draft, path)  # Fails when it exists, where a rename would overwrite.
        finally:
            draft.unlink()
        self._sync_folder()

    def create(self, person_id: int, pepper: bytes) -> None:
        if len(pepper) != PEPPER_BYTES:
            raise KeyStoreError(f"a pepper is {PEPPER_BYTES} bytes")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        settled, new = self._paths(person_id)
        if settled.exists():
            raise KeyStoreError(f"account {person_id} has a key already")
        try:
            self._write_once(new, pepper)
        except FileExistsError:
            raise KeyStoreError(f"account {person_id} has a key already") from None

    def house_key(self) -> bytes:
        path = self.folder / HOUSE
        if not path.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):
                self._write_once(path, secrets.token_bytes(PEPPER_BYTES))
        key = path.read_bytes()
        if len(key) != PEPPER_BYTES:
            raise KeyStoreError(f"the key of this server is damaged: it should be {PEPPER_BYTES} bytes")
        return key

    def _wave_path(self, wave_id: int) -> Path:
        return self.folder / f"wave-{wave_id}"

    def keep_wave_key(self, wave_id: int, key: bytes) -> None:
        if len(key) != PEPPER_BYTES:
            raise KeyStoreError(f"the key of a wave is {PEPPER_BYTES} bytes")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._write_once(self._wave_path(wave_id), key)
        except FileExistsError:
            raise KeyStoreError(f"wave {wave_id} has a key already") from None

    def wave_key(self, wave_id: int) -> bytes | None:
        try:
            key = self._wave_path(wave_id).read_bytes()
        except FileNotFoundError:
            return None
        if len(key) != PEPPER_BYTES:
            raise KeyStoreError(f"the key of wave {wave_id} is damaged: it should be {PEPPER_BYTES} bytes")
        return key

    def forget_wave_key(self, wave_id: int) -> None:
        path = self._wave_path(wave_id)
        with suppress(FileNotFoundError):
            with path.open("r+b") as handle:
                handle.write(bytes(PEPPER_BYTES))
                handle.flush()
                os.fsync(handle.fileno())
            path.unlink()
            self._sync_folder()

    def wave_keys(self) -> list[int]:
        found = (path.name.removeprefix("wave-") for path in self.folder.glob("wave-*"))
        return [int(name) for name in found if name.isdecimal()]

    def settle(self, person_id: int) -> None:
        settled, new = self._paths(person_id)
        with suppress(FileNotFoundError):
            new.rename(settled)
            self._sync_folder()

    def unsettle(self, person_id: int) -> None:
        settled, new = self._paths(person_id)
        with suppress(FileNotFoundError):
            settled.rename(new)
            self._sync_folder()

    def delete(self, person_id: int) -> None:
        for path in self._paths(person_id):
            path.unlink(missing_ok=True)
        if self.folder.is_dir():
            self._sync_folder()

    def waiting(self, older_than_seconds: float) -> Iterator[int]:
        limit = time.time() - older_than_seconds
        for path in self.folder.glob("*.new"):
            with suppress(FileNotFoundError, ValueError):
                if path.stat().st_mtime <= limit:
                    yield int(path.stem)


@cache
def _store(folder: Path) -> FileKeyStore:
    return FileKeyStore(folder)


def key_store() -> KeyStore:
    """The key store in force (`settings.TEGENWIND.keys`)."""
    return _store(Path(settings.TEGENWIND.keys))


@contextmanager
def new_pepper(person_id: int, pepper: bytes) -> Iterator[None]:
    """Keeps a pepper around the writing of its account: durable before the row, gone again when the writing fails.

    When an enclosing transaction is rolled back later, whoever opened it calls `key_store().delete`; what a kill leaves
    is found by `actions.sweep_key_store`.
    """
    store = key_store()
    store.create(person_id, pepper)
    try:
        yield
    except BaseException:
        store.delete(person_id)
        raise
    transaction.on_commit(lambda: store.settle(person_id))
