"""The page to answer on, and what takes the answers in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def answer(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def redeem(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
