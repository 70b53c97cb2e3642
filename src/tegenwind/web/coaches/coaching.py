"""The card of a coach, and free moments: for the coach."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def card(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def moments(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
