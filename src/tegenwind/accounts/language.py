"""The language a person chose, in the browser they use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def remember(response: HttpResponse, language: str) -> None:
    """Keep the chosen language in the browser, for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )


def bring_along(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """In a browser where nobody chose a language, the person's own; a choice that was made there stays."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember(response, language)
