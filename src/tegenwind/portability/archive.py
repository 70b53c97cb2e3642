"""The archive: what its files are called, and `tegenwind.json` in its one canonical form.

Canonical means: UTF-8, names sorted by code point, no space between, no sign escaped that need not be. Two exports of the
same records differ in nothing but `made`. The format is described in docs/reference/archive-format.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from tegenwind import __version__
from tegenwind.portability import rules
from tegenwind.wording import Language

JSON_NAME: Final = "tegenwind.json"
SCHEMA_NAME: Final = "tegenwind.schema.json"
PACKS: Final = "packs/"

Pin = tuple[int, str | None]
"""A pinned record: its reference, and the name of its slot (None for a pin without a name)."""


def dumps(value: Any) -> str:
    """Canonical JSON. Raises `ValueError` for what JSON does not know."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def item(reference: int, body: dict[str, Any]) -> str:
    """One record of the archive. References count from 1 in order of creation, for each kind apart."""
    return dumps({"body": body, "ref": reference})


def opening(made_on: str, packs: Sequence[dict[str, str]]) -> str:
    """The beginning of `tegenwind.json`, up to its records."""
    head = dumps({"format": rules.FORMAT, "made": {"by": f"Tegenwind {__version__}", "on": made_on}, "packs": packs})
    return head[:-1] + ',"records":{'


def records(kind: str, pieces: Iterable[str], pins: Sequence[Pin], *, first: bool) -> Iterator[str]:
    """The records of one kind: `pieces` are runs of items, each joined with commas. Kinds come sorted by name."""
    yield ("" if first else ",") + dumps(kind) + ':{"items":['
    for index, piece in enumerate(pieces):
        yield ("," if index else "") + piece
    pinned = [{"ref": reference, "slot": slot} for reference, slot in pins]
    yield '],"pinned":' + dumps(pinned) + "}"


CLOSING: Final = "}}"


def names(language: Language) -> dict[str, str]:
    """What the files that people read are called."""
    if language == "en":
        return {"readme": "read-me.txt", "book": "book"}
    return {"readme": "lees-mij.txt", "book": "boek"}
