"""The coaches one can ask, and their cards."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def coaches(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def coach(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
