"""For who leads where fewer than k do: what they expect, before anything opens."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def expect(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
