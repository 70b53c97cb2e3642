"""How much may be sent to an address: as much as a long form by default, more only where a page says so.

What is larger is refused on the ``Content-Length`` that comes first, before a byte of it is read; the server then reads
away at most a little of the rest, into nothing, and closes. A body that does not say how long it is (chunked) is refused
as well: no browser sends a form that way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tegenwind.web.opening import is_autosave

View = TypeVar("View", bound=Callable[..., HttpResponse])

_MEBIBYTE = 1024 * 1024


def takes(largest: int) -> Callable[[View], View]:
    """Mark a view as one that takes a body of up to ``largest`` bytes: for a page with a file to send.

    Set ``request.upload_handlers`` in the view as well, and bound each file there: this is only the outer fence.
    """

    def mark(view: View) -> View:
        view.largest_body = largest  # type: ignore[attr-defined]
        return view

    return mark


class BoundedBodiesMiddleware:
    """Refuses what is too large for the view it is meant for. Comes before the CSRF middleware, which reads the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponse | None:
        largest: int = getattr(view, "largest_body", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return _refused(request, largest, status=411)
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return _refused(request, largest, status=411)
        return _refused(request, largest, status=413) if length > largest else None


def _refused(request: HttpRequest, largest: int, *, status: int) -> HttpResponse:
    allowed = number_format(largest / _MEBIBYTE, decimal_pos=0)
    if is_autosave(request):
        return JsonResponse(
            {"message": _("Nog niet bewaard: dit is te veel ineens (meer dan %(size)s MB).") % {"size": allowed}},
            status=status,
        )
    return render(request, "problems/too_large.html", {"size": allowed}, status=status)
