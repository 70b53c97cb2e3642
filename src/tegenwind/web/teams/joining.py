"""Taking the place an invitation offers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def invited(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
