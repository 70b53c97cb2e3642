"""Zip files: written as a stream without a file to write to, and read with a bound on everything."""

from __future__ import annotations

import datetime
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from tegenwind.portability import archive, refusals, rules

_END: Final = struct.Struct("<4s4H2LH")
_PLAIN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class _Sink:
    """What a zip is written to: gives up what came in since it was last asked."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def stream(files: Iterable[tuple[str, Iterable[bytes]]], on: datetime.date) -> Iterator[bytes]:
    """A zip of these files (name and content, in pieces), piece by piece. Holds one piece at a time, and no file."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[call-overload]  # a stream is enough
        for name, content in files:
            entry = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            with made.open(entry, "w", force_zip64=False) as member:
                for piece in content:
                    member.write(piece)
                    if taken := sink.taken():
                        yield taken
    yield sink.taken()


class Incoming:
    """An archive that came in, of which nothing is believed. Every method raises `Refused`."""

    def __init__(self, data: bytes) -> None:
        _contents_are_bounded(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, EOFError):
            raise refusals.no_archive() from None
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            name = member.filename
            if name in self._members or not _is_sane(member):
                raise refusals.Refused(
                    _("In het archief zit een bestand dat er niet hoort: {place}.").format(place=refusals.place(name))
                )
            self._members[name] = member

    def names(self, folder: str = "") -> list[str]:
        """The files whose name begins so."""
        return [name for name in self._members if name.startswith(folder) and not name.endswith("/")]

    def read(self, name: str, most: int) -> bytes:
        """The content of a file of at most `most` bytes; one that is not there makes this no archive of ours."""
        member = self._members.get(name)
        if member is None:
            raise refusals.no_archive()
        if member.file_size > most:
            raise refusals.too_much(refusals.place(name), member.file_size, most)
        try:
            with self._zip.open(member) as content:
                # What the list of contents says of the size may be a lie.
                data = content.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
            raise refusals.Refused(
                _("Het archief is beschadigd bij {place}. Haal het nog eens op, of neem een andere kopie.").format(
                    place=refusals.place(name)
                )
            ) from None
        if len(data) > most:
            raise refusals.too_much(refusals.place(name), len(data), most)
        return data


def _contents_are_bounded(data: bytes) -> None:
    """Looks at the end of the file before anything is made of its list of contents."""
    if len(data) > rules.UPLOAD_MAX:
        raise refusals.too_much(archive.JSON_NAME, len(data), rules.UPLOAD_MAX)
    if len(data) < _END.size or data[-_END.size :][:4] != b"PK\5\6":
        raise refusals.no_archive()
    _sign, disk, other_disk, here, total, size, _start, comment = _END.unpack(data[-_END.size :])
    # A zip64 record would stand just before, and would be believed over this one.
    if comment or disk or other_disk or here != total or data[-_END.size - 20 :][:4] == b"PK\6\7":
        raise refusals.no_archive()
    if total > rules.MEMBERS_MAX or size > rules.CONTENTS_MAX:
        raise refusals.too_much(_("het aantal bestanden in het archief"), total, rules.MEMBERS_MAX)


def _is_sane(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    mode = member.external_attr >> 16
    return (
        0 < len(name) <= 200
        and name.isprintable()
        and not name.startswith("/")
        and not set(name) & set('\\:*?"<>|')
        and not {"", ".", ".."} & set(name.removesuffix("/").split("/"))
        and not member.flag_bits & 0x1  # encrypted
        and member.compress_type in _PLAIN
        and (stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR))
    )
