"""A small act: choosing a form, weighing, rehearsing, and what came of it (C3)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def new(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def act(request: OpenRequest, record_id: int) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")


@opened
def step(request: OpenRequest, record_id: int, name: str) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
