"""Back to the page somebody came from. Only pages of our own, so that no link of somebody else leads through us."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

#: In the address of the page somebody comes back to: what was noted meanwhile, so that the page can say that it is kept.
NOTED = "noted"


def own_path(address: str) -> str:
    """The address, when it is one of a page of ours; nothing for any other, and no part of it after a ``#``."""
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return ""
    parts = urlsplit(address)
    try:
        resolve(parts.path)
    except Resolver404:
        return ""
    return parts._replace(scheme="", netloc="", fragment="").geturl()


def here(request: HttpRequest) -> str:
    """The address of this page to come back to, without what it says of something that was noted."""
    return with_noted(request.get_full_path(), "")


def with_noted(address: str, noted: str) -> str:
    """An address of ours that says what was noted: by the letters of its id, or nothing."""
    parts = urlsplit(address)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != NOTED]
    if noted:
        query.append((NOTED, noted))
    return parts._replace(query=urlencode(query)).geturl()
