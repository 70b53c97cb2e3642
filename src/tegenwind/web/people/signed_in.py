"""Where this person is signed in, and signing out elsewhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from tegenwind.accounts import signed_in, slots
from tegenwind.accounts.middleware import start_unlocked
from tegenwind.web.opening import OpenRequest, opened


@opened
def everywhere(request: OpenRequest) -> HttpResponse:
    """Each browser, in words."""
    context = {
        "browsers": signed_in.everywhere(request, request.unlocked, request.user),
        "several_places": len(slots.places_of(request.user)) > 1,
    }
    return render(request, "people/signed_in.html", context)


@opened
def end(request: OpenRequest, letter_id: int) -> HttpResponse:
    """Sign one browser out. One that is signed out already, or somebody else's, is left as it is."""
    signed_in.end(request.unlocked, letter_id)
    return redirect("web:signed-in")


@opened
def end_elsewhere(request: OpenRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    signed_in.end_elsewhere(request, request.unlocked, request.user)
    start_unlocked(request, request.unlocked)
    return redirect("web:signed-in")
