"""The tickets of a person: made on the home page, and kept in their vault until the wave is over.

Only the home page makes them, and for whoever comes there, whatever for: that there is one says nothing of answering. The ticket
lies in the vault and the place is marked as issued in one transaction; made again for the same vault it is the same.

The record is none of the practice: it stands in no list, travels in no archive, and says nothing that a person wrote. Under a new
key of the vault it moves along as it is. It is never written because somebody answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault import actions, actions_bulk, queries
from tegenwind.vault.errors import Unreadable
from tegenwind.waves import redeeming
from tegenwind.waves.errors import BoxLost, NotNow
from tegenwind.waves.queries import Invited, invitations

KIND: Final = "wave-tickets"
_SLOT: Final = "now"

Tickets = dict[int, str]
"""By the number of the wave."""


def held(unlocked: Unlocked) -> Tickets:
    """The tickets in this vault (1 query). Raises `vault.errors.Unreadable` for a damaged index."""
    return _of(queries.pinned(unlocked, KIND))


def _of(heads: Sequence[queries.Head]) -> Tickets:
    return {int(wave): ticket for head in heads for wave, ticket in head.data["tickets"].items()}


def bring(person: Person, unlocked: Unlocked, invited: Sequence[Invited], kept: Sequence[queries.Head]) -> None:
    """Every place that waits gets its ticket, and those of waves that are over go. No query when there is nothing to do.

    Args:
        invited: the open waves this person is in.
        kept: the pinned heads of `KIND`, as they were read with those of other kinds.

    Raises:
        Unreadable: a damaged index.
    """
    if not any(one.waits for one in invited) and _of(kept).keys() <= _going_on(invited):
        return
    with actions.alone(unlocked):
        before, going_on = held(unlocked), _going_on(invitations(person))
        now = {wave: ticket for wave, ticket in before.items() if wave in going_on}
        for line in redeeming.to_issue(person):
            try:
                now.setdefault(line.wave_id, redeeming.ticket(line, unlocked.uk))
            except (NotNow, BoxLost):
                continue  # It closed meanwhile, or its key is away: a host hears of that.
            redeeming.issued(line)
        if now != before:
            _put(unlocked, now)


def _going_on(invited: Sequence[Invited]) -> set[int]:
    return {one.wave.pk for one in invited if not one.leads}


def _put(unlocked: Unlocked, now: Tickets) -> None:
    body = {"tickets": {str(wave): ticket for wave, ticket in sorted(now.items())}}
    try:
        actions.put(unlocked, kind=KIND, body=body, head=body, pinned=_SLOT)
    except Unreadable as damage:
        if damage.index:
            raise
        # Its bytes are damaged; what it held stood in the index as well.
        actions_bulk.remove_all(unlocked, KIND)
        actions.put(unlocked, kind=KIND, body=body, head=body, pinned=_SLOT)
