"""Everything somebody is in, and one organisation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def overview(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def new(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def one(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def leave(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
