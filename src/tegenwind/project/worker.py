"""The server's process, with answers of our own to what is no request at all.

gunicorn refuses broken requests before Django sees them. Its own page repeats what was sent and carries none of the
headers that every other answer has; its log line names the address.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from django.conf import settings
from gunicorn.http import errors
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

_HEADERS: Final = (
    ("Connection", "close"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_SAID: Final = "{status} {reason}\nDit kon niet gelezen worden. Er is niets veranderd.\nThis could not be read. Nothing has changed.\n"


class Worker(ThreadWorker):  # type: ignore[misc]
    """gthread, with a plain refusal for what cannot be read as a request."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        status, reason = _status(exc)
        if status == 500:
            logging.getLogger("tegenwind").error("server failed", exc_info=exc)
        try:
            write_nonblock(client, refusal(status, reason))
        except OSError:
            self.log.debug("Failed to send error message.")


def _status(error: BaseException) -> tuple[int, str]:
    if isinstance(error, errors.LimitRequestLine):
        return 414, "URI Too Long"
    if isinstance(error, errors.LimitRequestHeaders):
        return 431, "Request Header Fields Too Large"
    if isinstance(error, errors.UnsupportedTransferCoding):
        return 501, "Not Implemented"
    if isinstance(error, errors.ExpectationFailed):
        return 417, "Expectation Failed"
    if isinstance(error, (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)):
        return 500, "Internal Server Error"  # Ours, not the visitor's.
    if isinstance(error, errors.ParseException):
        return 400, "Bad Request"
    return 500, "Internal Server Error"


def refusal(status: int, reason: str) -> bytes:
    """A whole HTTP/1.1 answer that says no more than that."""
    said = _SAID.format(status=status, reason=reason).encode()
    headers = [*_HEADERS, ("Content-Length", str(len(said)))]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status} {reason}\r\n{head}\r\n".encode("latin-1") + said
