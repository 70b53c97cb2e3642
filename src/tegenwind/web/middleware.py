"""What every page needs: its language, and that no copy of it stays behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The language a person chose with the switch; else the one of this place.

    The browser's own list is left aside on purpose: many Dutch helpers work on English machines (docs/decisions/0006).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class CompressedPagesMiddleware(GZipMiddleware):
    """Pages are compressed when the person or one of our own pages asked for them, as the browser says.

    A page that another site led to goes as it is: who can make a browser ask again and again with words of their own in
    the address, and see the sizes pass by, learns nothing of what else stands on the page (BREACH). Django's random
    padding comes on top. Files are left alone: those of the pages are compressed beforehand, a PDF is so by itself.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        asked_by = request.headers.get("Sec-Fetch-Site")
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return (
            super().process_response(request, response) if is_page and asked_by in ("same-origin", "none") else response
        )


#: What a page of ours may ask of the browser: nothing but its own passkeys. Only names that browsers know, so that none complains.
PERMISSIONS: Final = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "otp-credentials",
        "payment",
        "picture-in-picture",
        "screen-wake-lock",
        "serial",
        "storage-access",
        "sync-xhr",
        "usb",
        "window-management",
        "xr-spatial-tracking",
    )
)


class HeadersMiddleware:
    """What every answer carries, be it a page, a file, a refusal or a fault; so it stands first of all.

    No page is kept by a browser or a proxy, unless it says so itself (static files do): nothing shows on Back after
    signing out. The policy for content is django-csp's, which stands beside it for the same reason. Static files may be asked for by
    a page of ours that is a stranger to its own place (the one to answer a wave on).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        whose = "cross-origin" if request.path.startswith(settings.STATIC_URL) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", whose)
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
