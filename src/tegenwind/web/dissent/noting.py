"""Even noteren: a tension in a few words, and what it may become later (C1)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def new(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def tension(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def become(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
