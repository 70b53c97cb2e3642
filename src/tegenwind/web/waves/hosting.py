"""For hosts: preparing and opening a wave, reminding, extending, stopping, closing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def new(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def host(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
