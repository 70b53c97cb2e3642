"""Long work that can be left and gone on with: how far it is stands in the vault, sealed, and so does what is ready.

No job holds a key: every step is a request of the person. A step reads how far it is, works for about a second, and
writes what it made together with how far it is now, in one transaction. Of two steps in one moment one is kept.
"""

from __future__ import annotations

import base64
import datetime
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from tegenwind.accounts.fields import random_id
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault import actions, actions_bulk, queries
from tegenwind.vault.actions_bulk import Entry
from tegenwind.wording import Language

_SLOT: Final = "now"
_PIECE: Final = 4 * 1024 * 1024


class State(BaseModel):
    """How far a piece of work is; a record of the person like any other, but never taken along."""

    model_config = ConfigDict(extra="forbid")


class Part(State):
    """Something that is ready: what it is part of, and the sealed pieces it is kept in."""

    name: str
    pieces: list[int]
    first: int = 0
    count: int = 0


class TakingAlong(State):
    """Making an archive. `ids` lists the records of each kind in order of creation: the place of an id, from 1, is its
    reference. `done` counts records in this stage, over all kinds by name."""

    version: Literal[1] = 1
    stage: Literal["records", "book", "ready"] = "records"
    language: Language
    on: datetime.date
    ids: dict[str, list[int]]
    pinned: dict[str, list[tuple[int, str | None]]]
    left_out: dict[str, list[int]] = Field(default_factory=dict)
    digests: list[str] = Field(default_factory=list)
    parts: list[Part] = Field(default_factory=list)
    done: int = 0
    without_pdf: int = 0
    pdf_bytes: int = 0
    again: int = 0
    seen: str = ""

    @property
    def total(self) -> int:
        return sum(map(len, self.ids.values()))

    @property
    def missing(self) -> int:
        return sum(map(len, self.left_out.values()))


class BringingIn(State):
    """Taking in an archive. `parts` are runs of items, `packs` the versions that came along, by digest; `done` counts
    parts in this stage. `ids` are the records that no list shows yet; empty until everything was checked."""

    version: Literal[1] = 1
    stage: Literal["checking", "writing"] = "checking"
    counts: dict[str, int]
    pinned: dict[str, list[tuple[int, str | None]]]
    parts: list[Part]
    packs: dict[str, list[int]]
    used: list[str] = Field(default_factory=list)
    ids: dict[str, list[int]] = Field(default_factory=dict)
    done: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def records_done(self) -> int:
        return sum(part.count for part in self.parts[: self.done])


Kept = TypeVar("Kept", TakingAlong, BringingIn)

KINDS: Final[dict[type[State], str]] = {TakingAlong: "take-along", BringingIn: "bring-in"}
"""The kinds of this work. Their pieces are of the same kind with `.part` after it, and stand in no list."""


@dataclass(frozen=True)
class Standing(Generic[Kept]):
    """Work that is under way, as it was read."""

    id: int
    revision: int
    state: Kept = field(repr=False)


def standing(unlocked: Unlocked, of: type[Kept]) -> Standing[Kept] | None:
    """The work under way. Raises `vault.errors.Unreadable` when its bytes are damaged (`drop` takes it away)."""
    kind = KINDS[of]
    for head in queries.pinned(unlocked, kind):
        opened = queries.open_record(unlocked, kind, head.id)
        return Standing(opened.id, opened.revision, of.model_validate(opened.body))
    return None


def begin(unlocked: Unlocked, state: TakingAlong | BringingIn) -> None:
    """Raises `vault.errors.Changed` when such work is under way already."""
    _put(unlocked, state, None, 0)


def go_on(unlocked: Unlocked, before: Standing[Kept], state: Kept) -> None:
    """Raises `vault.errors.Changed` when another step was kept since `before` was read: nothing of this one is."""
    _put(unlocked, state, before.id, before.revision)


def _put(unlocked: Unlocked, state: State, record_id: int | None, revision: int) -> None:
    actions.put(
        unlocked,
        kind=KINDS[type(state)],
        body=state.model_dump(mode="json"),
        head={},
        record_id=record_id,
        pinned=_SLOT,
        expected_revision=revision,
    )


def keep(unlocked: Unlocked, of: type[State], data: bytes) -> list[int]:
    """Keeps something that is ready, sealed and in pieces; returns their ids."""
    entries = []
    for start in range(0, max(len(data), 1), _PIECE):
        packed = base64.b64encode(zlib.compress(data[start : start + _PIECE], 6)).decode("ascii")
        entries.append(Entry(random_id(), 0, {}, {"data": packed}))
    actions_bulk.put_unlisted(unlocked, f"{KINDS[of]}.part", entries)
    return [entry.id for entry in entries]


def pieces(unlocked: Unlocked, of: type[State], ids: list[int]) -> Iterator[bytes]:
    """What was kept, one piece at a time. Raises `vault.errors.NotFound`, `Unreadable`."""
    for one in ids:
        body: dict[str, Any] = queries.open_record(unlocked, f"{KINDS[of]}.part", one).body
        yield zlib.decompress(base64.b64decode(body["data"]))


def drop(unlocked: Unlocked, of: type[State]) -> None:
    """Takes the work and all its pieces away, readable or not."""
    with actions.alone(unlocked):
        actions_bulk.remove_all(unlocked, KINDS[of])
        actions_bulk.remove_all(unlocked, f"{KINDS[of]}.part")
