"""Taking along: an archive of everything, made a piece at a time and kept sealed until it is fetched."""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.portability import archive, incoming_packs, rules, work
from tegenwind.portability.work import Part, Standing, TakingAlong
from tegenwind.practice import case, tension, ties, versions
from tegenwind.practice.check_in import Whole
from tegenwind.report import book, book_pdf
from tegenwind.vault import actions, actions_bulk, queries
from tegenwind.vault.errors import NotFound, Unreadable
from tegenwind.wording import Language, wording


def begin(unlocked: Unlocked, language: Language, on: datetime.date) -> None:
    """Begin an archive of what there is now; an older one that was ready goes. Raises `Unreadable` for a damaged index."""
    with actions.alone(unlocked):
        work.drop(unlocked, TakingAlong)
        work.begin(unlocked, _listed(unlocked, language, on))


def stop(unlocked: Unlocked) -> None:
    """Take the archive away, ready or not."""
    work.drop(unlocked, TakingAlong)


def step(unlocked: Unlocked, store: Path) -> TakingAlong | None:
    """Work on for about a second, and say how far it is; None when nothing is under way.

    When something was written or erased meanwhile, it begins anew by itself, at most `AGAIN_MAX` times. Raises
    `vault.errors.Changed` when another step was kept in the same moment.
    """
    before = work.standing(unlocked, TakingAlong)
    if before is None:
        return None
    if before.state.stage == "records":
        after = _records(unlocked, before)
    elif before.state.stage == "book":
        after = _book(unlocked, before, store)
    else:
        return before.state
    return after


def _listed(
    unlocked: Unlocked, language: Language, on: datetime.date, left_out: dict[str, list[int]] | None = None
) -> TakingAlong:
    left_out = left_out or {}
    ids: dict[str, list[int]] = {}
    pinned: dict[str, list[tuple[int, str | None]]] = {}
    for kind in sorted(versions.KINDS):
        without = set(left_out.get(kind, ()))
        listed = [head.id for head in reversed(queries.all_heads(unlocked, kind)) if head.id not in without]
        if not listed:
            continue
        place = {record_id: index for index, record_id in enumerate(listed, start=1)}
        ids[kind] = listed
        pinned[kind] = [
            (place[head.id], head.pinned if isinstance(head.pinned, str) else None)
            for head in queries.pinned(unlocked, kind)
            if head.id in place
        ]
    return TakingAlong(
        language=language,
        on=on,
        ids=ids,
        pinned=pinned,
        left_out=left_out,
        seen=_seen(unlocked),
        stage="records" if ids else "ready",
    )


def _seen(unlocked: Unlocked) -> str:
    """A figure that changes with everything that is written or erased."""
    total = hashlib.sha256()
    for record_id, nonce in sorted(actions_bulk.state(unlocked, list(versions.KINDS)).items()):
        total.update(record_id.to_bytes(8, "big") + nonce)
    return total.hexdigest()


def _next(state: TakingAlong, most: int) -> Iterator[tuple[str, int, list[int]]]:
    """The next records to work on, at most so many: for each kind the place (from 0) of the first of them, and their ids."""
    skipped = 0
    for kind in sorted(state.ids):
        listed = state.ids[kind]
        start = max(state.done - skipped, 0)
        if (ids := listed[start : start + most]) and most:
            most -= len(ids)
            yield kind, start, ids
        skipped += len(listed)


def _records(unlocked: Unlocked, before: Standing[TakingAlong]) -> TakingAlong:
    state = before.state
    kind, start, ids = next(_next(state, rules.AT_ONCE))
    references = {
        other: {record_id: place for place, record_id in enumerate(listed, start=1)}
        for other, listed in state.ids.items()
    }
    items: list[str] = []
    digests, lost = set(state.digests), []
    for record_id, record in _opened(unlocked, kind, ids):
        if record is None:
            lost.append(record_id)
            continue
        carried = ties.travelling(kind, record)
        carried = ties.translated(kind, carried, lambda other, number: references.get(other, {}).get(number))
        items.append(archive.item(start + len(items) + 1, versions.write(carried)))
        if (digest := ties.digest_of(kind, record)) is not None:
            digests.add(digest)
    if lost:
        # References count without them: begin anew, and say at the end how many are not in it.
        return _anew(unlocked, before, {**state.left_out, kind: [*state.left_out.get(kind, []), *lost]})
    after = state.model_copy(update={"done": state.done + len(ids), "digests": sorted(digests)})
    if after.done == after.total:
        after = after.model_copy(update={"stage": "book", "done": 0})
    return _kept(unlocked, before, after, [(f"records/{kind}", ",".join(items).encode("utf-8"))])


def _opened(unlocked: Unlocked, kind: str, ids: list[int]) -> Iterator[tuple[int, Whole | None]]:
    """The records with these ids in today's shape; None for one that does not open or is gone."""
    _version, model = versions.KINDS[kind]
    found = {one.id: one.body for one in queries.open_many(unlocked, kind, ids).records}
    for record_id in ids:
        body, record = found.get(record_id), None
        if body is not None:
            try:
                record = versions.read(model, kind, body)
            except (versions.FromTheFuture, ValueError):
                record = None
        yield record_id, record


def _book(unlocked: Unlocked, before: Standing[TakingAlong], store: Path) -> TakingAlong:
    state = before.state
    w = wording(state.language)
    until = time.monotonic() + rules.SECONDS / 2  # The other half is for the PDF.
    made: list[tuple[str, bytes]] = []
    told: list[book.Entry] = []
    done = 0
    for kind, start, ids in _next(state, rules.VOLUME):
        entries = []
        for number, (_id, record) in enumerate(_opened(unlocked, kind, ids), start=start + 1):
            if time.monotonic() > until and done:
                break
            done += 1
            if record is not None:
                pack = _pack(store, kind, record)
                entries.append(book.entry(kind, number, record, pack, _earlier(unlocked, kind, record), w))
        if entries:
            made.append((f"book/{kind}", book.entries_html(entries, w).encode("utf-8")))
            told += entries
    paper = _volume(state, told) if told else b""
    if paper:
        made.append(("volume", paper))
    after = state.model_copy(
        update={
            "done": state.done + done,
            "without_pdf": state.without_pdf + bool(told and not paper),
            "pdf_bytes": state.pdf_bytes + len(paper),
        }
    )
    if after.done == after.total:
        if _seen(unlocked) != state.seen and state.again < rules.AGAIN_MAX:
            return _anew(unlocked, before, {})
        after = after.model_copy(update={"stage": "ready"})
    return _kept(unlocked, before, after, made)


def _volume(state: TakingAlong, entries: list[book.Entry]) -> bytes:
    """These entries on paper; nothing when that cannot be made, or there is so much paper already."""
    if state.pdf_bytes > rules.PDF_MAX:
        return b""
    try:
        return book_pdf.volume(entries, wording(state.language), state.on)
    except book_pdf.PdfError:
        return b""


def _pack(store: Path, kind: str, record: Whole) -> Pack | None:
    digest = ties.digest_of(kind, record)
    return incoming_packs.known(store, digest) if digest is not None else None


def _earlier(unlocked: Unlocked, kind: str, record: Whole) -> Whole | None:
    """The record that this one is laid beside (one of its own kind, the case of a moment, the tension that something began
    with), if it is still there and opens."""
    for name, other in ties.TIES[kind].records.items():
        if other in (kind, case.KIND, tension.KIND) and getattr(record, name) is not None:
            _version, model = versions.KINDS[other]
            try:
                return versions.read(model, other, queries.open_record(unlocked, other, getattr(record, name)).body)
            except (NotFound, Unreadable, versions.FromTheFuture):
                return None
    return None


def _kept(
    unlocked: Unlocked, before: Standing[TakingAlong], after: TakingAlong, made: list[tuple[str, bytes]]
) -> TakingAlong:
    with actions.alone(unlocked):
        parts = [Part(name=name, pieces=work.keep(unlocked, TakingAlong, data)) for name, data in made]
        after = after.model_copy(update={"parts": [*after.parts, *parts]})
        work.go_on(unlocked, before, after)
    return after


def _anew(unlocked: Unlocked, before: Standing[TakingAlong], left_out: dict[str, list[int]]) -> TakingAlong:
    state = before.state
    with actions.alone(unlocked):
        fresh = _listed(unlocked, state.language, state.on, left_out)
        fresh = fresh.model_copy(update={"again": state.again + (not left_out)})
        work.go_on(unlocked, before, state)  # Refuses a step that came second.
        work.drop(unlocked, TakingAlong)
        work.begin(unlocked, fresh)
    return fresh
