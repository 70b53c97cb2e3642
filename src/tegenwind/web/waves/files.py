"""What may be seen of a wave as a file: PDF, CSV, JSON."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def team_pdf(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def page_pdf(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def table(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def data(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
