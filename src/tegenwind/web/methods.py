"""How an address may be asked. Each one in ``urls.py`` says it; anything else is answered with 405 and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def look(view: View) -> View:
    """A page to look at: GET and HEAD."""
    return _only(view, "GET", "HEAD")


def form(view: View) -> View:
    """A page that can be filled in: GET, HEAD and POST."""
    return _only(view, "GET", "HEAD", "POST")


def act(view: View) -> View:
    """Something to do, that no link and no bookmark may set off: POST."""
    return _only(view, "POST")


def _only(view: View, *allowed: str) -> View:
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in allowed:
            return view(request, *args, **kwargs)
        response = render(request, "problems/bad_request.html", status=405)
        response.headers["Allow"] = ", ".join(allowed)
        return response

    return asked
