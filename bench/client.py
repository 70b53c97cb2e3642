"""A small browser: cookies, forms and redirects, over HTTP or straight into a WSGI application whose CPU time it counts."""

from __future__ import annotations

import gzip
import http.client
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Answer:
    """What came back. ``cpu`` is the CPU time of the server in nanoseconds, where it could be told apart."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = field(repr=False)
    cpu: int = 0

    @property
    def text(self) -> str:
        plain = gzip.decompress(self.body) if self.header("Content-Encoding") == "gzip" else self.body
        return plain.decode()

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page, such as the one against forged forms."""
        return {name: unescape(value) for name, value in _HIDDEN.findall(self.text)}


class Road(Protocol):
    """How a request reaches the server."""

    def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer: ...


class Wsgi:
    """Straight into the application, in this process."""

    def __init__(self, application: Any, port: int = 8000) -> None:
        self.application, self.port = application, port

    def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        path, _, query = target.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": str(self.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": headers.get("Content-Type", ""),
        }
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, fields: list[tuple[str, str]], _error: Any = None) -> None:
            started.append((status, fields))

        before = time.process_time_ns()
        result: Iterable[bytes] = self.application(environ, start)
        content = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        spent = time.process_time_ns() - before
        status, fields = started[0]
        return Answer(int(status[:3]), fields, content, spent)


class Http:
    """Over one kept-open connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("localhost", port, timeout=60)

    def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        try:
            return self._once(method, target, headers, body)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.connection.close()  # The server let go of a connection that was idle; a new one is opened by itself.
            return self._once(method, target, headers, body)

    def _once(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        self.connection.request(method, target, body or None, dict(headers))
        response = self.connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())


class Browser:
    """Requests of one person."""

    def __init__(self, road: Road, **headers: str) -> None:
        # As a browser asks, so that compressing is counted where it is done.
        asked = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
        self.road, self.headers, self.cookies = road, asked | headers, dict[str, str]()

    def get(self, target: str, **headers: str) -> Answer:
        return self._send("GET", target, headers, b"")

    def post(self, target: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Post a form. Redirects are not followed, so that each request can be counted."""
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._send("POST", target, headers, urlencode(fields).encode())

    def submit(self, target: str, fields: Mapping[str, str]) -> Answer:
        """Open the page with the form, post it there, and follow where it leads."""
        sent = self.post(target, {**self.get(target).hidden(), **fields})
        while sent.status in (301, 302, 303):
            target = urljoin(target, sent.header("Location"))
            sent = self.get(target)
        return sent

    def _send(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        given = {"Host": f"localhost:{getattr(self.road, 'port', '')}".rstrip(":"), **self.headers, **headers}
        if isinstance(self.road, Http):
            given["Host"] = f"localhost:{self.road.connection.port}"
        if self.cookies:
            given["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.road.send(method, target, given, body)
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
        return answer
