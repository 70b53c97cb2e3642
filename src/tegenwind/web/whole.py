"""Addresses of ours for use elsewhere: in a mail, at an organisation."""

from __future__ import annotations

from django.conf import settings


def whole(path: str) -> str:
    """The whole address of a path: from `TEGENWIND_URL`, never from what a request says of itself."""
    return f"{settings.TEGENWIND.url}{path}"
