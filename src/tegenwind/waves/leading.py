"""Who leads where fewer than k do: first whether it may be shown, then what they expect, bound before anything opens.

What they write is kept in their own vault by who calls; here is only what binds them to it, and, if they agreed to being
shown, a copy under the key of the wave, which nobody opens before closing unless they hold that key.
"""

from __future__ import annotations

import secrets

from django.db import transaction

from tegenwind import sealing
from tegenwind.accounts.models import Person
from tegenwind.waves import house
from tegenwind.waves.closing import commitment_of, sealed_for
from tegenwind.waves.errors import BoxLost, NotAllowed, NotNow
from tegenwind.waves.models import Leading, Wave


def _side(wave: Wave, person: Person) -> Leading:
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    side = Leading.objects.filter(wave=held, member=person.pk).first()
    if side is None or held.leaders_together:
        raise NotAllowed
    if not held.is_open or side.commitment:
        raise NotNow("closed")
    return side


@transaction.atomic
def decide(wave: Wave, person: Person, *, agreed: bool) -> None:
    """Whether what this person writes may be shown. Can be changed until they wrote it. Raises `NotAllowed`; `NotNow` closed."""
    side = _side(wave, person)
    side.agreed = agreed
    side.save(update_fields=["agreed"])


@transaction.atomic
def commit(wave: Wave, person: Person, written: str, *, agreed: bool | None = None) -> Leading:
    """Binds this person to what they wrote, for good: canonical JSON of ``answers`` and ``estimates`` (id to place, 1 to 5) and
    ``number``, 32 random bytes as hexadecimals, so that nobody finds the answers by trying.

    Args:
        agreed: what they saw themselves to have chosen; another window may have chosen otherwise since.

    Raises:
        NotAllowed: does not lead here, or leads in a group of k or more.
        NotNow: closed (or bound already), changed (they chose otherwise), or undecided: whether it may be shown comes first.
        BoxLost: the key of the wave is not there.
    """
    side = _side(wave, person)
    if side.agreed is None:
        raise NotNow("undecided")
    if agreed is not None and agreed != side.agreed:
        raise NotNow("changed")
    key = house.key_of(wave.pk)
    if key is None:
        raise BoxLost
    side.commitment = commitment_of(written)
    if side.agreed:
        side.sealed = sealing.seal_for_house(written, key, sealed_for(side), secrets.token_bytes)
    side.save(update_fields=["commitment", "sealed"])
    return side
