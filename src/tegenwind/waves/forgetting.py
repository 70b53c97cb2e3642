"""What goes from waves when somebody erases their place: every name, and what they let be seen as one who leads.

Their number stays in rosters and leads nowhere: without it the next wave could not be held against this one, and what was
published could be used to work out a few of the others.
"""

from __future__ import annotations

from django.db import transaction

from tegenwind.waves.models import Leading, Wave


@transaction.atomic
def forget(member: int) -> None:
    """Takes the names of this person out of every wave. What they answered in a group cannot be found, and stays counted.

    In a wave that is open, nothing of those who lead will be shown; in one that was published, what this person let be seen
    is gone from it, and nothing else changes.
    """
    Wave.objects.filter(host_id=member).update(host=None, host_name="")
    for side in Leading.objects.filter(member=member):
        wave = Wave.objects.select_for_update().get(pk=side.wave_id)
        shown = (wave.publication or {}).get("leaders")
        if wave.publication is not None and shown:
            left = [one for one in shown if (one["name"], one["leads"]) != (side.name, side.leads)]
            wave.publication = wave.publication | {"leaders": left or None}
            wave.save(update_fields=["publication"])
        side.name, side.sealed = "", b""
        if not wave.publication:
            side.agreed = None
        side.save(update_fields=["name", "sealed", "agreed"])
