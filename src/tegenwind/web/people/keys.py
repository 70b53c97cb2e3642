"""What opens one's place: every key slot of the vault, in words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.accounts import factors, slots
from tegenwind.accounts.models import KeySlot
from tegenwind.web.opening import OpenRequest, opened


@opened
def keys(request: OpenRequest) -> HttpResponse:
    """Each way to open what is open now, and the passkeys that only sign in."""
    here = slots.slots_of(request.unlocked.vault_id)
    kinds = {slot.kind for slot in here}
    marks = {slot.credential for slot in here if slot.kind == KeySlot.Kind.PASSKEY}
    mine = factors.passkeys_of(request.user)
    places = slots.places_of(request.user)
    context = {
        "passphrase": KeySlot.Kind.PASSPHRASE in kinds,
        "diary": not request.user.has_usable_password(),
        "by_today": any(place.by_today for place in places if place.id == request.unlocked.vault_id),
        "several_places": len(places) > 1,
        "recovery": KeySlot.Kind.RECOVERY in kinds,
        "opening": [key for key in mine if slots.credential_mark(key.credential_id) in marks],
        "signing_in": [key for key in mine if slots.credential_mark(key.credential_id) not in marks],
    }
    return render(request, "people/keys.html", context)
