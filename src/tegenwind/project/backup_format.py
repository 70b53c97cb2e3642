"""What a backup looks like on disk: two kinds of folder, each whole or not there, each checked before it is used.

A *data backup* holds every row that is kept (one file of JSON lines per table) and the packs ever installed; a *key backup*
holds the secrets of the key store. Both say in ``manifest.json`` what they hold, with a SHA-256 of every file and one of the
manifest itself. No file of one says anything about the other but the mark in both names: ``tegenwind-data-WHEN-MARK`` and
``tegenwind-keys-WHEN-MARK`` were made together. The pages are docs/how-to/back-up.md and docs/decisions/0015-backup.md.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

DATA = "tegenwind-data"
KEYS = "tegenwind-keys"
VERSION = 1
MANIFEST = "manifest.json"
KEY_FILE = "keys.jsonl"

_NAME = re.compile(r"(?P<kind>tegenwind-(?:data|keys))-(?P<when>[0-9]{8}T[0-9]{6}Z)-[0-9a-f]{8}")
_DRAFT = re.compile(r"\.(?P<name>tegenwind-(?:data|keys)-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8})\.part")
_PART = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_WHEN = "%Y%m%dT%H%M%SZ"
_READ = 1024 * 1024


class Refused(Exception):
    """It cannot be done like this; ``mistakes`` holds a sentence for each thing that is wrong. Nothing was written."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = list(mistakes)


# --- values ---------------------------------------------------------------------------------------------------------


def encode(value: Any) -> Any:
    """A value of a column as JSON that says its own type where JSON has none for it.

    Raises:
        TypeError: for a type that no column of ours holds; then this function has to learn it first.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"microseconds": value // timedelta(microseconds=1)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, UUID):
        return {"uuid": value.hex}
    raise TypeError(f"a backup knows no {type(value).__name__}")


_DECODE: dict[str, Callable[[Any], Any]] = {
    "bytes": lambda given: base64.b64decode(given, validate=True),
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "microseconds": lambda given: timedelta(microseconds=given),
    "decimal": Decimal,
    "uuid": UUID,
    "json": lambda given: given,
}


def decode(value: Any) -> Any:
    """The value that :func:`encode` was given (a ``json`` value comes back as it stands). Raises ``ValueError``."""
    if not isinstance(value, dict):
        return value
    if len(value) != 1 or (tag := next(iter(value))) not in _DECODE:
        raise ValueError("a value of an unknown type")
    return _DECODE[tag](value[tag])


# --- writing --------------------------------------------------------------------------------------------------------


def sync_folder(folder: Path) -> None:
    """What was made, renamed or removed in this folder outlives a power cut once this returns."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Draft:
    """A backup being written, under a name that nothing takes for a backup, until `publish`."""

    def __init__(self, place: Path, kind: str, made_at: datetime, mark: str) -> None:
        self.kind, self.made_at = kind, made_at
        self.place, self.name = place, f"{kind}-{made_at.strftime(_WHEN)}-{mark}"
        self.folder = place / f".{self.name}.part"
        self.folder.mkdir(mode=0o700)
        self._files: dict[str, dict[str, Any]] = {}

    @contextlib.contextmanager
    def file(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """A file to write into, piece by piece; on disk and in the list when this ends.

        Raises:
            Refused: for a name that reading would refuse.
        """
        if not _is_inside(name):
            raise Refused(
                f"{name!r}: a file with such a name cannot be in a backup, allowed are a-z, A-Z, 0-9, . _ and -"
            )
        path = self.folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:

            def write(piece: bytes) -> None:
                nonlocal size
                handle.write(piece)
                digest.update(piece)
                size += len(piece)

            yield write
            handle.flush()
            os.fsync(handle.fileno())
        self._files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def finish(self, content: dict[str, Any]) -> None:
        """Write the manifest, last; after this everything is on disk."""
        manifest = {
            "kind": self.kind,
            "version": VERSION,
            "made_at": self.made_at.isoformat(),
            **content,
            "files": dict(sorted(self._files.items())),
        }
        manifest["digest"] = _digest(manifest)
        with self.file(MANIFEST) as write:
            write(json.dumps(manifest, indent=1, ensure_ascii=False).encode() + b"\n")
        for folder in (self.folder, *(path for path in self.folder.rglob("*") if path.is_dir())):
            sync_folder(folder)

    def publish(self) -> Path:
        """Give it its name. Only now is there a backup."""
        target = self.place / self.name
        self.folder.rename(target)
        sync_folder(self.place)
        return target

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _digest(manifest: dict[str, Any]) -> str:
    told = {name: value for name, value in manifest.items() if name != "digest"}
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


# --- reading --------------------------------------------------------------------------------------------------------


def checked(folder: Path, kind: str, option: str) -> dict[str, Any]:
    """The manifest of a backup, after everything it lists was found as it was written.

    Raises:
        Refused: when this is no backup of this kind, one of a newer version, or a damaged one.
    """
    manifest = _manifest(folder, kind, option)
    wrong = []
    for name, told in manifest["files"].items():
        try:
            with (folder / name).open("rb") as handle:
                digest = hashlib.sha256()
                size = 0
                while piece := handle.read(_READ):
                    digest.update(piece)
                    size += len(piece)
        except OSError as error:
            wrong.append(f"{folder / name}: {error.strerror}, allowed is the file that was written")
            continue
        if (size, digest.hexdigest()) != (told["bytes"], told["sha256"]):
            wrong.append(f"{folder / name}: this file is damaged, allowed is the file that was written")
    if wrong:
        raise Refused(*wrong)
    return manifest


def _manifest(folder: Path, kind: str, option: str) -> dict[str, Any]:
    place, allowed = f"{option} {folder}", f"allowed is a folder {kind}-WHEN-MARK that tegenwind backup made"
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        found, version = manifest["kind"], manifest["version"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(f"{place}: there is no backup here, or its {MANIFEST} cannot be read; {allowed}") from None
    if found != kind:
        raise Refused(f"{place}: this is no {kind} backup, {allowed}")
    if not isinstance(version, int) or version > VERSION:
        raise Refused(
            f"{place}: a newer Tegenwind made this backup (format {version}), allowed is a backup of format {VERSION} "
            "or older: restore it with the Tegenwind that made it, or a newer one"
        )
    if manifest.get("digest") != _digest(manifest):
        raise Refused(f"{folder / MANIFEST}: this file is damaged, allowed is the file that was written")
    if not all(_is_inside(name) for name in manifest["files"]):
        raise Refused(f"{folder / MANIFEST}: it names a file outside the backup, {allowed}")
    result: dict[str, Any] = manifest
    return result


def _is_inside(name: str) -> bool:
    """Whether this is the plain name of a file in a backup, that leads nowhere else."""
    return all(_PART.fullmatch(part) for part in name.split("/"))


def made_at(manifest: dict[str, Any]) -> datetime:
    """When this backup was made (UTC)."""
    return datetime.fromisoformat(manifest["made_at"]).astimezone(UTC)


def found_in(place: Path, kind: str) -> list[tuple[datetime, Path]]:
    """The backups of a kind in a folder, oldest first, by the moment in their names.

    Only folders that carry both the name and a manifest; a link to a folder is none.
    """
    found = []
    for path in place.iterdir():
        name = _NAME.fullmatch(path.name)
        if name and name["kind"] == kind and not path.is_symlink() and (path / MANIFEST).is_file():
            found.append((_moment(path.name), path))
    return sorted(found)


def broken_off_in(place: Path, kind: str) -> list[tuple[datetime, Path]]:
    """What a killed run left in a folder: drafts that never got their name."""
    return sorted(
        (_moment(draft["name"]), path)
        for path in place.iterdir()
        if (draft := _DRAFT.fullmatch(path.name)) and draft["name"].startswith(kind) and not path.is_symlink()
    )


def _moment(name: str) -> datetime:
    return datetime.strptime(name.split("-")[2], _WHEN).replace(tzinfo=UTC)


def rows(path: Path) -> Iterator[list[Any]]:
    """The rows of a table or of the key file, one by one, as JSON."""
    with path.open("rb") as handle:
        for line in handle:
            yield json.loads(line)
