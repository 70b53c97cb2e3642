"""The real program as processes of its own, in a house that a test can search, and visitors who come over HTTP."""

from __future__ import annotations

import atexit
import html
import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

PASSPHRASE = "paars water loopt omhoog"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_GROUP = re.compile(r"<li>([0-9A-Z]{4,5})</li>")
_STARTS_WITHIN = 60
#: What every data folder holds after the first start, the same in each: static files, and packs also as they were read. The first
#: server of this process gathers and checks them; the next ones find them there, as a server does that was started before.
_EVERYWHERE = ("static", "packs", "parsed")
_gathered: list[Path] = []


def _begin_with_what_is_everywhere(data: Path) -> None:
    data.mkdir(mode=0o700, parents=True)
    for name in _EVERYWHERE:
        shutil.copytree(_gathered[0] / name, data / name)


def _remember_what_is_everywhere(data: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="tegenwind-everywhere-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in _EVERYWHERE:
        shutil.copytree(data / name, folder / name)
    _gathered.append(folder)


class Server:
    """``tegenwind serve`` with a data folder, a HOME and a place for temporary files of its own."""

    #: The command that serves.
    serves = "serve"

    def __init__(self, house: Path, settings: Mapping[str, str] | None = None) -> None:
        self.house, self.data = house, house / "data"
        self.said = house / "said"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        for name in ("home", "tmp", "here"):
            (house / name).mkdir(parents=True, exist_ok=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TEGENWIND_", "DJANGO_", "PYTEST_", "COV_"))
        }
        self.environment = kept | {
            "PORT": str(self.port),
            "TEGENWIND_DATA": str(self.data),
            "HOME": str(house / "home"),
            "TMPDIR": str(house / "tmp"),
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            **(settings or {}),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run ``tegenwind`` with these arguments in the same house."""
        return subprocess.run(
            [sys.executable, "-m", "tegenwind.project.cli", *arguments],
            env=self.environment,
            cwd=self.house / "here",
            capture_output=True,
            check=False,
            timeout=120,
        )

    def start(self) -> Server:
        first = not self.data.exists()
        if first and _gathered:
            _begin_with_what_is_everywhere(self.data)
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tegenwind.project.cli", self.serves],
                env=self.environment,
                cwd=self.house / "here",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        until = time.monotonic() + _STARTS_WITHIN
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the program does not serve:\n{self.said.read_text()}")
            time.sleep(0.03)  # There is nothing to wait on before it listens.
        if first and not _gathered and all((self.data / name).is_dir() for name in _EVERYWHERE):
            _remember_what_is_everywhere(self.data)
        return self

    def _answers(self) -> bool:
        try:
            return Visitor(self).get("/health/").status in (200, 400)  # 400: it goes by another name.
        except OSError:
            return False

    def kill(self) -> None:
        """As when the power goes: all its processes at once, and no goodbye."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """As with Ctrl+C."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
            self.process = None
        except subprocess.TimeoutExpired:
            self.kill()

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """One statement in its database, from outside."""
        connection = sqlite3.connect(self.data / "db.sqlite3", timeout=10)
        try:
            with connection:
                return list(connection.execute(statement, values))
        finally:
            connection.close()


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")


class Visitor:
    """A browser without windows: cookies, forms and their tokens."""

    def __init__(self, server: Server, host: str = "", headers: Mapping[str, str] | None = None) -> None:
        self.server, self.host = server, host or f"localhost:{server.port}"
        self.headers = dict(headers or {})
        self.cookies: dict[str, str] = {}
        self.set_cookies: dict[str, str] = {}

    def ask(
        self, method: str, address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        told = {"Host": self.host, **self.headers, **(headers or {})}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, address, body, told)
            raw = connection.getresponse()
            answer = Answer(raw.status, raw.headers, raw.read())
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._keep(line)
        return answer

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            self.set_cookies[name] = line
            if morsel["max-age"] == "0" or not morsel.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(self, address: str, fields: Mapping[str, str | list[str]], autosave: bool = False) -> Answer:
        """Post a form as the page's script does: with the token of the cookie."""
        if self._token_name not in self.cookies:
            self.get("/join/")
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.cookies.get(self._token_name, ""),
        }
        if self.headers.get("X-Forwarded-Proto") == "https":
            headers["Referer"] = f"https://{self.host}/"
        if autosave:
            headers["X-Autosave"] = "1"
        return self.ask("POST", address, urlencode(fields, doseq=True).encode(), headers)

    @property
    def _token_name(self) -> str:
        return next((name for name in self.cookies if name.endswith("csrftoken")), "csrftoken")

    def join(self, name: str, passphrase: str = PASSPHRASE) -> str:
        """A place of one's own; returns the recovery code."""
        answer = self.post("/join/", {"username": name, "password1": passphrase})
        assert answer.status == 302, answer.text
        groups = _GROUP.findall(self.post("/join/recovery-code/", {"make": "1"}).text)
        assert self.post("/join/recovery-code/", {"last": groups[-1]}).status == 302
        return "-".join(groups)

    def sign_in(self, name: str, passphrase: str = PASSPHRASE) -> Answer:
        return self.post("/sign-in/", {"login": name, "password": passphrase})

    def typed(self, address: str, name: str) -> str:
        """What stands in a field for words on this page."""
        found = re.search(
            rf'<textarea[^>]* name="{re.escape(name)}"[^>]*>\n?(.*?)</textarea>', self.get(address).text, re.DOTALL
        )
        assert found, (address, name)
        return html.unescape(found[1])
