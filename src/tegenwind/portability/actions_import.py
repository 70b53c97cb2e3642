"""Bringing in: an archive that was taken along elsewhere, into a vault in which nothing stands yet.

It is taken apart and kept sealed at once; then checked to its last record; only then written, unseen; and shown in one
moment at the end. Stopping, a mistake in the archive or a power cut at any time leaves all of it or nothing.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tegenwind.accounts.fields import random_id
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.portability import archive, checking, incoming_packs, refusals, rules, splitting, work
from tegenwind.portability.work import BringingIn, Part, Standing
from tegenwind.portability.zips import Incoming
from tegenwind.practice import ties, versions
from tegenwind.vault import actions, actions_bulk, queries
from tegenwind.vault.actions_bulk import Entry
from tegenwind.vault.errors import Changed, Unreadable


def begin(unlocked: Unlocked, data: bytes) -> None:
    """Take an archive apart and keep it sealed; nothing of it is shown yet.

    Raises `Refused` for what is no sound archive, `NotEmpty` when something stands in the vault, `Busy` when one is on
    its way in. Nothing is kept then.
    """
    _wants_room(unlocked)
    incoming = Incoming(data)
    found = splitting.split(incoming.read(archive.JSON_NAME, rules.JSON_MAX))
    packs = {
        digest: incoming_packs.packed(incoming, digest, files)
        for digest, files in sorted(incoming_packs.named(incoming).items())
    }
    with actions.alone(unlocked):
        _wants_room(unlocked)
        state = BringingIn(
            counts=found.counts,
            pinned=found.pinned,
            parts=[
                Part(
                    name=run.kind,
                    pieces=work.keep(unlocked, BringingIn, run.text.encode("utf-8", "surrogatepass")),
                    first=run.first,
                    count=run.count,
                )
                for run in found.runs
                if run.count
            ],
            packs={digest: work.keep(unlocked, BringingIn, small) for digest, small in packs.items()},
        )
        try:
            work.begin(unlocked, state)
        except Changed:
            raise refusals.Busy from None


def stop(unlocked: Unlocked) -> None:
    """Take away everything that came of the archive that is on its way in."""
    with actions.alone(unlocked):
        for kind, ids in _laid_down(unlocked).items():
            actions_bulk.remove_unlisted(unlocked, kind, ids)
            # They stand in a list only when the index was made anew meanwhile, after damage.
            if {head.id for head in queries.all_heads(unlocked, kind)} & set(ids):
                actions.rebuild_index(unlocked, kind)
        work.drop(unlocked, BringingIn)


def _laid_down(unlocked: Unlocked) -> dict[str, list[int]]:
    """The records that came of the archive. When the note of them is damaged: every one that opens and that no list shows."""
    try:
        before = work.standing(unlocked, BringingIn)
    except Unreadable:
        found: dict[str, list[int]] = {}
        for kind in versions.KINDS:
            listed = {head.id for head in queries.all_heads(unlocked, kind)}
            found[kind] = [one.id for one in queries.open_many(unlocked, kind).records if one.id not in listed]
        return found
    return before.state.ids if before is not None else {}


def step(unlocked: Unlocked, store: Path) -> BringingIn | None:
    """Work on for about a second, and say how far it is; None when all is in, or nothing is under way.

    Raises `Refused` for a mistake in the archive, after taking everything of it away; `NotEmpty` when the person wrote
    something meanwhile (all stays as it is: they can erase that, or stop); `vault.errors.Changed` when another step was
    kept in the same moment.
    """
    before = work.standing(unlocked, BringingIn)
    if before is None:
        return None
    if before.state.stage == "checking":
        try:
            return _check(unlocked, before, store)
        except refusals.Refused:
            stop(unlocked)
            raise
    if before.state.done < len(before.state.parts):
        return _write(unlocked, before)
    _show(unlocked, before, store)
    return None


def _wants_room(unlocked: Unlocked) -> None:
    if work.standing(unlocked, BringingIn) is not None:
        raise refusals.Busy
    if any(one.total for one in queries.overviews(unlocked, versions.KINDS).values()):
        raise refusals.NotEmpty


def _items(unlocked: Unlocked, part: Part) -> list[Any]:
    return splitting.load(b"".join(work.pieces(unlocked, BringingIn, part.pieces)).decode("utf-8", "surrogatepass"))


def _small(unlocked: Unlocked, state: BringingIn, digest: str) -> bytes:
    return b"".join(work.pieces(unlocked, BringingIn, state.packs[digest]))


def _check(unlocked: Unlocked, before: Standing[BringingIn], store: Path) -> BringingIn:
    state, until = before.state, time.monotonic() + rules.SECONDS
    used: set[str] = set(state.used)

    def find(digest: str) -> Pack | None:
        used.add(digest)
        if (pack := incoming_packs.known(store, digest)) is not None:
            return pack
        return incoming_packs.checked(store, digest, _small(unlocked, state, digest)) if digest in state.packs else None

    done = state.done
    for part in state.parts[done:]:
        for number, item in enumerate(_items(unlocked, part), start=part.first):
            checking.record(part.name, number, item, state.counts, find)
        done += 1
        if time.monotonic() > until or part.count == rules.AT_ONCE:
            break
    after = state.model_copy(update={"done": done, "used": sorted(used)})
    if done == len(state.parts):
        if any(digest in state.packs for digest in used if not incoming_packs.known(store, digest)):
            _wants_room_for_packs(store)
        ids = {kind: [random_id() for _one in range(count)] for kind, count in state.counts.items()}
        after = after.model_copy(update={"stage": "writing", "done": 0, "ids": ids})
    work.go_on(unlocked, before, after)
    return after


def _wants_room_for_packs(store: Path) -> None:
    if not incoming_packs.room(store):
        raise refusals.Refused(
            _("Hier is geen plaats meer voor nog een versie van een lijst met stellingen. Vraag het de beheerder.")
        )


def _write(unlocked: Unlocked, before: Standing[BringingIn]) -> BringingIn:
    """One run of records, unseen. What stands in it was checked; it is sealed, so nobody changed it since."""
    state = before.state
    part = state.parts[state.done]
    kind, listed = part.name, state.ids[part.name]
    _version, model = versions.KINDS[kind]
    slots: dict[int, bool | str] = {reference: True if slot is None else slot for reference, slot in state.pinned[kind]}
    entries = []
    for number, item in enumerate(_items(unlocked, part), start=part.first):
        read = ties.travelling(kind, versions.read(model, kind, item["body"]))
        record = ties.translated(kind, read, lambda other, reference: state.ids[other][reference - 1])
        head: dict[str, Any] = record.head()
        entries.append(Entry(listed[number - 1], number - 1, head, versions.write(record), slots.get(number, False)))
    after = state.model_copy(update={"done": state.done + 1})
    with actions.alone(unlocked):
        work.go_on(unlocked, before, after)
        actions_bulk.put_unlisted(unlocked, kind, entries)
    return after


def _show(unlocked: Unlocked, before: Standing[BringingIn], store: Path) -> None:
    """All in one moment: the lists are made, and the work is done."""
    state = before.state
    for digest in state.used:
        if incoming_packs.known(store, digest) is None:
            incoming_packs.install_checked(store, digest, _small(unlocked, state, digest))
    with actions.alone(unlocked):
        work.go_on(unlocked, before, state)  # Refuses a step that came second.
        ours = {kind: set(ids) for kind, ids in state.ids.items()}
        for kind in versions.KINDS:
            if any(head.id not in ours.get(kind, ()) for head in queries.all_heads(unlocked, kind)):
                raise refusals.NotEmpty
        for kind, ids in state.ids.items():
            pins = [ids[reference - 1] for reference, _slot in state.pinned[kind]]
            actions.rebuild_index(unlocked, kind, pinned_in=pins)
        work.drop(unlocked, BringingIn)
