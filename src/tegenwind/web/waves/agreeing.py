"""What a team agreed, who acts, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def agreements(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
