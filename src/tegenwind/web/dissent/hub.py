"""Klein verzet: where one is, and every way on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.web.opening import OpenRequest, opened


@opened
def hub(request: OpenRequest) -> HttpResponse:
    """To be written."""
    return render(request, "today/nothing.html")
