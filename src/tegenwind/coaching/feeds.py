"""Fetching a calendar that lies elsewhere, for a coach who asked for it: never because somebody looks at a card.

The address is somebody's input, and this server stands where it may reach what others cannot. So: https only, port 443, no redirects, no
proxy; every address that the name has must be a public one, and it is the looked-up address that is connected to, so that a
name cannot mean something else a moment later. 256 KB and five seconds in all.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from tegenwind.coaching.calendars import LARGEST
from tegenwind.coaching.errors import NotFetched

SECONDS: Final = 5.0
LONGEST: Final = 1000
"""Characters in an address."""
_PORT: Final = 443
_CHUNK: Final = 16 * 1024

MayConnect = Callable[[str, int], bool]
"""Whether this server may connect to an IP address and a port."""


def public(address: str, port: int) -> bool:
    """Only the ordinary port, at an address that anybody on the internet can reach: not this machine, not its network, and none of
    the forms in which such an address can hide in IPv6."""
    found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # 6to4, Teredo, NAT64 and mapped addresses lead to an IPv4 address that is written in them.
        hidden = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if hidden or found in ipaddress.ip_network("64:ff9b::/96") or found in ipaddress.ip_network("::/96"):
            return False
    return port == _PORT and found.is_global and not found.is_multicast and not found.is_reserved


def normal(address: str) -> str:
    """An address as it is kept. Calendar programs write ``webcal:`` for the same thing. Raises `NotFetched` (``address``)."""
    address = address.strip()
    scheme, _is, rest = address.partition("://")
    if scheme.lower() in ("webcal", "webcals"):
        address = f"https://{rest}"
    _taken_apart(address)
    return address


def _taken_apart(address: str) -> tuple[str, int, str]:
    """Host, port and what is asked for there. Raises `NotFetched` (``address``)."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or _PORT
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise NotFetched("address") from None
    printable = address.isascii() and address.isprintable() and " " not in parts.path + parts.query
    if parts.scheme != "https" or not ascii_host or not printable or len(address) > LONGEST:
        raise NotFetched("address")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("address")
    return ascii_host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class _Connection(http.client.HTTPSConnection):
    """Connects to the address that was looked at, and asks the certificate for the name."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds, context=context)
        self._address, self._tls = address, context
        self.raw: socket.socket | None = None

    def connect(self) -> None:
        self.raw = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self.raw = self._tls.wrap_socket(self.raw, server_hostname=self.host)


def fetch(
    address: str,
    *,
    may_connect: MayConnect = public,
    context: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> bytes:
    """What lies at an address, at most 256 KB.

    Args:
        may_connect: the rule for where this server may go; another one where a test has its own server.
        context: whose certificates are believed; those of the system.
        seconds: for all of it together.

    Raises:
        NotFetched: ``address``, ``port``, ``not-found``, ``inside``, ``no-answer``, ``moved``, ``status`` or ``too-large``.
    """
    host, port, path = _taken_apart(address)
    until = time.monotonic() + seconds
    if may_connect is public and port != _PORT:
        raise NotFetched("port")
    found = _looked_up(host, port, seconds)
    if not all(may_connect(one, port) for one in found):
        raise NotFetched("inside")
    connection = _Connection(host, port, found[0], context or ssl.create_default_context(), seconds)

    def stop() -> None:
        # A server that sends one byte a second keeps each single waiting short: this ends it all the same.
        if (raw := connection.raw) is not None:
            with suppress(OSError):
                raw.shutdown(socket.SHUT_RDWR)

    alarm = threading.Timer(max(until - time.monotonic(), 0.01), stop)
    alarm.daemon = True
    alarm.start()
    try:
        headers = {"Accept": "text/calendar", "Accept-Encoding": "identity", "User-Agent": "Tegenwind"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if 300 <= answer.status < 400:
            raise NotFetched("moved", status=answer.status)
        if answer.status != http.HTTPStatus.OK:
            raise NotFetched("status", status=answer.status)
        data = bytearray()
        while part := answer.read(_CHUNK):
            data += part
            if len(data) > LARGEST:
                raise NotFetched("too-large")
        if time.monotonic() >= until:
            raise NotFetched("no-answer")
        return bytes(data)
    except (OSError, http.client.HTTPException, ValueError):
        raise NotFetched("no-answer") from None
    finally:
        alarm.cancel()
        connection.close()


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a name; asking for them has no limit of its own, so it happens beside. Raises `NotFetched`."""
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            for _family, _kind, _protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(str(place[0]))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not found:
        raise NotFetched("no-answer" if asking.is_alive() else "not-found")
    return found
