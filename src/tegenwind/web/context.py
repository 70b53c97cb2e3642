"""What every template knows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tegenwind import __version__
from tegenwind.web.back import here
from tegenwind.web.dissent.noting import noted

#: Where the addresses begin of what Evenwicht leads to.
_OF_BALANCE = (
    "/balance/",
    "/signals/",
    "/needs/",
    "/omnipotence/",
    "/history/",
    "/self-care/",
    "/intentions/",
    "/support/",
)


def house(request: HttpRequest) -> dict[str, Any]:
    """Navigation (only what exists, and only when it can be opened) and the address of the source code."""
    context: dict[str, Any] = {
        "version": __version__,
        "source_url": settings.TEGENWIND_SOURCE_URL,
        "made_up": settings.TEGENWIND_DEMO,
        "sends_mail": settings.TEGENWIND.mail is not None,
        "organisation": settings.TEGENWIND.oidc,
    }
    if getattr(request, "unlocked", None) is not None:
        places = [
            (reverse("web:home"), _("Vandaag"), ("/",)),
            (reverse("web:reflection"), _("Reflectie"), ("/check-ins/", "/routes/")),
            (reverse("web:balance"), _("Evenwicht"), _OF_BALANCE),
            (reverse("web:cases"), _("Praktijk"), ("/cases/", "/dissent/", "/coaches/", "/conversations/", "/coach/")),
        ]
        note = reverse("web:tension-new")
        if request.path != note:
            context |= {"note_from": f"{note}?{urlencode({'from': here(request)})}", "noted": noted(request)}
        context["navigation"] = [
            {
                "url": url,
                "label": label,
                "current": any(request.path.startswith(p) if p != "/" else request.path == "/" for p in paths),
            }
            for url, label, paths in places
        ]
    return context
