"""Between the practice and the vault: typed records in, sealed bytes out, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import Http404

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import versions
from tegenwind.practice.check_in import Whole
from tegenwind.vault import actions, errors, queries
from tegenwind.web.opening import OpenRequest

Kept = TypeVar("Kept", bound=Whole)
_KINDS: dict[type[Whole], str] = {model: kind for kind, (_version, model) in versions.KINDS.items()}


@dataclass(frozen=True)
class Shelved(Generic[Kept]):
    """A record with its id and its revision (which counts its savings, from 1)."""

    id: int
    revision: int
    record: Kept


def page_of(request: OpenRequest, kind: str) -> queries.HeadPage:
    """The page of a list that the address asks for, the newest when it asks for none. Raises ``Http404``."""
    number = request.GET.get("page", "")
    try:
        return queries.heads(request.unlocked, kind, page=int(number) if number.isdecimal() else None)
    except errors.NotFound:
        raise Http404 from None


def take(unlocked: Unlocked, model: type[Kept], record_id: int) -> Shelved[Kept]:
    """One record of the person. Raises ``Http404`` for one that is not there, or is somebody else's."""
    kind = _KINDS[model]
    try:
        opened = queries.open_record(unlocked, kind, record_id)
    except errors.NotFound:
        raise Http404 from None
    return Shelved(opened.id, opened.revision, versions.read(model, kind, opened.body))


def keep(
    unlocked: Unlocked,
    record: Kept,
    *,
    over: Shelved[Kept] | None = None,
    pinned: bool | str | None = None,
) -> Shelved[Kept]:
    """Keep a record; durable when this returns.

    Args:
        over: what this was made out of, and replaces; a new record is made without it.
        pinned: a name for a slot that holds one record (a draft of a pack), ``True`` to keep its head at hand, ``False`` to let go.

    Raises:
        Changed: when it was saved (or the slot was taken) since ``over`` was read; nothing is kept then. The page is made
            again on what is kept now (:mod:`tegenwind.web.mending`), so that of two savings in one moment neither is lost.
    """
    stored = actions.put(
        unlocked,
        kind=_KINDS[type(record)],
        body=versions.write(record),
        head=record.head(),
        record_id=over.id if over else None,
        pinned=pinned,
        expected_revision=over.revision if over else 0,
    )
    return Shelved(stored.id, stored.revision, record)


def made_with(unlocked: Unlocked, kind: str, key: str, **alike: object) -> queries.Head | None:
    """What was made from the page that carried this key, among the newest of its kind; nothing for a page without one.

    Args:
        alike: what else its head has to say, where one page can make more than one.
    """
    if not key:
        return None
    wanted = {"key": key, **alike}
    heads = queries.heads(unlocked, kind).heads
    return next((head for head in heads if all(head.data.get(name) == value for name, value in wanted.items())), None)


def keep_once(unlocked: Unlocked, record: Kept, *, pinned: bool | str | None = None) -> int:
    """Keep a new record that carries the key of its page; returns its id.

    Of two clicks in one moment the second finds what the first one made: nobody else writes in this vault meanwhile.
    """
    head = record.head()
    with actions.alone(unlocked):
        same = made_with(unlocked, _KINDS[type(record)], str(head["key"]))
        return same.id if same else keep(unlocked, record, pinned=pinned).id
