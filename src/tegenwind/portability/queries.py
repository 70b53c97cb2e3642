"""What may be asked about taking along: how far it is, and the archive itself as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs.files import walk
from tegenwind.portability import archive, incoming_packs, schema, work, zips
from tegenwind.portability.work import BringingIn, Part, TakingAlong
from tegenwind.practice import versions
from tegenwind.report import book
from tegenwind.vault import actions_bulk, queries
from tegenwind.wording import wording


def taking_along(unlocked: Unlocked) -> TakingAlong | None:
    """The archive that is being made or is ready. Raises `vault.errors.Unreadable`."""
    found = work.standing(unlocked, TakingAlong)
    return found.state if found else None


def bringing_in(unlocked: Unlocked) -> BringingIn | None:
    """The archive that is coming in. Raises `vault.errors.Unreadable`."""
    found = work.standing(unlocked, BringingIn)
    return found.state if found else None


def counts(unlocked: Unlocked) -> dict[str, int]:
    """How many records there are of each kind; a kind of which there is none is left out. 1 query."""
    found = queries.overviews(unlocked, versions.KINDS)
    return {kind: one.total for kind, one in found.items() if one.total}


def erased_since(unlocked: Unlocked, state: TakingAlong) -> bool:
    """Whether a record in the archive is not there any more: it was erased, and must not come back by this way."""
    there = actions_bulk.state(unlocked, list(versions.KINDS))
    return any(record_id not in there for listed in state.ids.values() for record_id in listed)


def archive_stream(unlocked: Unlocked, state: TakingAlong, store: Path) -> Iterator[bytes]:
    """The archive that is ready, as the bytes of a zip, a piece at a time. Nothing of it touches a disk unsealed."""
    return zips.stream(_files(unlocked, state, store), state.on)


def _files(unlocked: Unlocked, state: TakingAlong, store: Path) -> Iterator[tuple[str, Iterable[bytes]]]:
    names, w = archive.names(state.language), wording(state.language)
    volumes = [part for part in state.parts if part.name == "volume"]
    yield f"{names['readme']}", [book.readme(w, state.on, state.missing, state.without_pdf).encode("utf-8")]
    yield f"{names['book']}.html", _book(unlocked, state)
    for number, part in enumerate(volumes, start=1):
        name = f"{names['book']}.pdf" if len(volumes) == 1 else f"{names['book']}-{number:02}.pdf"
        yield name, work.pieces(unlocked, TakingAlong, part.pieces)
    yield archive.JSON_NAME, _json(unlocked, state, store)
    yield archive.SCHEMA_NAME, [schema.shipped()]
    for digest in state.digests:
        home = store / digest
        for file in walk(home) if incoming_packs.known(store, digest) else ():
            yield f"{archive.PACKS}{digest}/{file.relative_to(home).as_posix()}", [file.read_bytes()]


def _book(unlocked: Unlocked, state: TakingAlong) -> Iterator[bytes]:
    w = wording(state.language)
    chapters = list(dict.fromkeys(part.name for part in state.parts if part.name.startswith("book/")))
    kinds = [chapter.removeprefix("book/") for chapter in chapters]
    yield book.head_html(w, state.on, kinds).encode("utf-8")
    for kind in kinds:
        yield book.chapter_html(kind, w).encode("utf-8")
        for part in _parts(state, f"book/{kind}"):
            yield from work.pieces(unlocked, TakingAlong, part.pieces)
        yield book.CHAPTER_END.encode("utf-8")
    yield book.foot_html(w).encode("utf-8")


def _json(unlocked: Unlocked, state: TakingAlong, store: Path) -> Iterator[bytes]:
    found = [(digest, incoming_packs.known(store, digest)) for digest in state.digests]
    packs = [{"digest": digest, "id": pack.id, "version": pack.version} for digest, pack in found if pack]
    yield archive.opening(state.on.isoformat(), packs).encode("utf-8")
    for index, kind in enumerate(sorted(state.ids)):
        runs = (
            b"".join(work.pieces(unlocked, TakingAlong, part.pieces)).decode("utf-8")
            for part in _parts(state, f"records/{kind}")
        )
        for text in archive.records(kind, runs, state.pinned[kind], first=index == 0):
            yield text.encode("utf-8")
    yield archive.CLOSING.encode("utf-8")


def _parts(state: TakingAlong, name: str) -> list[Part]:
    return [part for part in state.parts if part.name == name]
