"""A new key for a whole vault, in resumable steps of about a second.

Whoever had the old key, and a copy of the database, reads nothing of what is written afterwards: every record is sealed
anew (`vault.moving`), every way in is new (`accounts.succession`). A step that was cut off is done again; the old vault
opens until the very last one, and goes in the same transaction in which the new one takes its place.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts import queries as people
from tegenwind.accounts import succession
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import versions
from tegenwind.vault import moving
from tegenwind.vault.errors import NotFound

SECONDS = 1.0
"""About so long one request moves records."""


class SomeDoNotOpen(Exception):
    """`count` rows cannot be opened, so they cannot be sealed anew: under a new key they never will be."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"{count} rows do not open")


@dataclass(frozen=True)
class Progress:
    """So many rows have moved, of so many."""

    moved: int
    total: int


@sensitive_variables()
def begin(
    person: Person,
    unlocked: Unlocked,
    passphrase: str,
    *,
    with_damaged: bool = False,
    kinds: Iterable[str] = tuple(versions.KINDS),
) -> Progress:
    """A new vault stands ready, and from now on nothing is written in the old one. Opens every row once.

    Raises `CannotUnlock` for a wrong passphrase, `SomeDoNotOpen` unless `with_damaged`; then nothing has changed.
    """
    proof = succession.prove(person, unlocked, passphrase)
    found = moving.survey(unlocked, kinds)
    if found.stuck and not with_damaged:
        raise SomeDoNotOpen(found.stuck)
    with transaction.atomic():
        new = succession.begin(unlocked, proof)
        moving.begin(new, found.total, kinds)
    return progress(unlocked)


def progress(unlocked: Unlocked) -> Progress:
    """How far it is. Raises `NotFound` when nothing moves out of this vault."""
    now = moving.course(_following(unlocked))
    return Progress(now.moved, max(now.total, now.moved))


def go_on(unlocked: Unlocked, *, seconds: float = SECONDS) -> Unlocked | None:
    """Moves records for about so long, one step at least. The opened new vault when that was the last; else None.

    Raises `NotFound` when nothing moves out of this vault, or when somebody else finished meanwhile.
    """
    new = _following(unlocked)
    until = time.monotonic() + seconds
    while moving.step(unlocked, new):
        if time.monotonic() >= until:
            return None
    with transaction.atomic():
        if moving.step(unlocked, new):
            return None  # Nothing can be written there any more; this only makes sure, under the same lock.
        moving.finish(unlocked, new)
        succession.finish(unlocked, new)
    return new


def _following(unlocked: Unlocked) -> Unlocked:
    new = people.follower(unlocked)
    if new is None:
        raise NotFound
    return new
