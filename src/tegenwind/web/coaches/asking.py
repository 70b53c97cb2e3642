"""Asking for a moment, and what comes of it, for both sides."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def ask(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def intakes(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def intake(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def calendar(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
