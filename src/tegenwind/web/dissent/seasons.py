"""Adding up by value and season, without counting (C4)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def seasons(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def season(request: OpenRequest, season: str) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
