"""Where a form goes on to."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest) -> str:
    """Where to go on to: an address of our own, else the home page."""
    return safe(request.POST.get("next") or request.GET.get("next") or "")


def asked_next(request: HttpRequest) -> str:
    """As `safe_next`, but nothing where nothing was asked, or only the home page."""
    found = safe_next(request)
    return "" if found == reverse("web:home") else found


def safe(address: str) -> str:
    """This address when it is one of our own, else that of the home page."""
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/"):
        return address
    return reverse("web:home")
