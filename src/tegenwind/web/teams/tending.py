"""For who administers: the tree of teams, roles, invitations."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from tegenwind.web.opening import OpenRequest, opened


@opened
def tree(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404


@opened
def invite(request: OpenRequest, **_where: Any) -> HttpResponse:
    raise Http404
