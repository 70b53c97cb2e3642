"""Marks that stand nowhere else in the world, and a search for them in every file, in every form a text may take."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pypdf

#: By how many bytes a form is looked for first.
_START = 3


class Marks:
    """Words that stand nowhere else in the world, so that finding one is proof."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}

    def __call__(self, where: str) -> str:
        """A mark with signs that every way of writing things down writes differently: é, &, <, quotes and a line."""
        self.made[where] = f"zq{os.urandom(6).hex()}"
        return f"{self.made[where]} é&<'\"\n{self.made[where]}"

    def plain(self, where: str) -> str:
        self.made[where] = f"zq{os.urandom(6).hex()}"
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


def finder(wanted: Iterable[bytes]) -> Callable[[bytes], set[bytes]]:
    """Which of these stand in some bytes, in one pass however many they are: where one begins is looked for its rest.

    Each is at least three bytes long, and there is at least one.
    """
    starting: dict[bytes, set[bytes]] = {}
    for form in wanted:
        starting.setdefault(form[:_START], set()).add(form)
    # First byte, to second byte, to third bytes; second bytes with the same third ones are looked for as one.
    tree: dict[int, dict[int, set[int]]] = {}
    for first, second, third in starting:
        tree.setdefault(first, {}).setdefault(second, set()).add(third)
    branches = []
    for first, seconds in sorted(tree.items()):
        same: dict[frozenset[int], set[int]] = {}
        for second, thirds in seconds.items():
            same.setdefault(frozenset(thirds), set()).add(second)
        rest = b"|".join(_one_of(some) + _one_of(thirds) for thirds, some in same.items())
        branches.append(_one_of({first}) + b"(?=" + rest + b")")
    pattern = re.compile(b"|".join(branches), re.DOTALL)

    def find(raw: bytes) -> set[bytes]:
        found: set[bytes] = set()
        for match in pattern.finditer(raw):
            at = match.start()
            found.update(form for form in starting[raw[at : at + _START]] if raw.startswith(form, at))
        return found

    return find


def _one_of(values: Iterable[int]) -> bytes:
    return b"[" + b"".join(b"\\x%02x" % value for value in sorted(values)) + b"]"


def hits(house: Path, texts: dict[str, str], but: Callable[[Path], bool] = lambda path: False) -> list[str]:
    """Where one of these texts stands, in whatever form."""
    wanted: dict[bytes, list[str]] = {}
    for where, text in texts.items():
        for form in forms(text):
            wanted.setdefault(form, []).append(where)
    find = finder(wanted)
    return sorted(
        {
            f"{path.relative_to(house)}: {where}"
            for path, raw in files(house)
            if not but(path)
            for form in find(raw)
            for where in wanted[form]
        }
    )
