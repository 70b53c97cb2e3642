"""Values: a quiet sorting, at most five for now, and the true yes (C5)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def values(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def sort(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def earlier(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
