"""What may be seen of a wave."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def wave(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def result(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def talk(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def listen(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
