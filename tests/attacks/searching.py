"""Marks that stand nowhere else in the world, and a search for them in every file, in every form a text may take."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pypdf

FIRST = "zq"
#: How many signs of all marks are the same: the first two and eight more. Long enough to be known in base64, wherever it begins.
ALIKE = 10


class Marks:
    """Words that stand nowhere else in the world, so that finding one is proof. All of them begin alike."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        self._begin = f"{FIRST}{os.urandom(4).hex()}"

    def __call__(self, where: str) -> str:
        """A mark with signs that every way of writing things down writes differently: é, &, <, quotes and a line."""
        self.plain(where)
        return f"{self.made[where]} é&<'\"\n{self.made[where]}"

    def plain(self, where: str) -> str:
        self.made[where] = f"{self._begin}{os.urandom(3).hex()}"
        return self.made[where]


def forms(text: str) -> set[bytes]:
    """The ways in which a text may end up in a file."""
    whole = text.encode()
    found = {
        whole,
        whole.upper(),
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        text.encode("utf-32-le"),
        whole.hex().encode(),
        whole.hex().upper().encode(),
        quote(text).encode(),
        quote_plus(text).encode(),
        json.dumps(text)[1:-1].encode(),
        whole[::-1],
    }
    for before in range(3):
        # Base64 begins anew every three bytes; the outermost signs depend on what stands beside it.
        for coder in (base64.b64encode, base64.urlsafe_b64encode):
            coded = coder(b"\0" * before + whole + b"\0" * ((-before - len(whole)) % 3))
            found.add(coded[4 if before else 0 : -4])
    return {form for form in found if len(form) >= 8}


def files(house: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file in the house, and what is inside it when it is compressed."""
    for path in sorted(house.rglob("*")):
        if path.is_file() and not path.is_symlink():
            raw = path.read_bytes()
            yield path, raw
            for inside in _inside(raw):
                yield path, inside


def _inside(raw: bytes) -> Iterator[bytes]:
    """What a file holds that its own bytes do not show: packed, laid out on pages, or folded into lines."""
    if raw.startswith(b"\x1f\x8b"):
        yield gzip.decompress(raw)
    elif raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    elif raw.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(raw)).pages
        yield "".join("".join(page.extract_text().split()) for page in pages).encode()
    elif raw.startswith(b"BEGIN:VCALENDAR"):
        yield raw.replace(b"\r\n ", b"")


def hits(house: Path, texts: dict[str, str], but: Callable[[Path], bool] = lambda path: False) -> list[str]:
    """Where one of these texts stands, in whatever form.

    A file in which the beginning that all marks share stands in no form, holds no mark in any: hundreds need not be looked for.
    """
    marks = {where: text for where, text in texts.items() if text.startswith(FIRST) and len(text) > ALIKE}
    beginnings = {form for text in {mark[:ALIKE] for mark in marks.values()} for form in forms(text)}
    others = _wanted({where: text for where, text in texts.items() if where not in marks})
    wanted = others + _wanted(marks)
    return sorted(
        {
            f"{path.relative_to(house)}: {where}"
            for path, raw in files(house)
            if not but(path)
            for form, where in (wanted if any(form in raw for form in beginnings) else others)
            if form in raw
        }
    )


def _wanted(texts: dict[str, str]) -> list[tuple[bytes, str]]:
    return [(form, where) for where, text in texts.items() for form in forms(text)]
