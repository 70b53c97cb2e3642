"""The real program as a process of its own, with a data folder that a test may look into and break."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

_STARTS_WITHIN = 60


class House:
    """``tegenwind serve`` on a free port of this machine. Start it again and it stands on the same folder and port."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "data"
        self.log = folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start serving; returns once it answers.

        Raises:
            RuntimeError: with what it said, when it stopped instead.
        """
        env = {name: value for name, value in os.environ.items() if not name.startswith("TEGENWIND_")}
        env |= {"PORT": str(self.port), "TEGENWIND_DATA": str(self.data)}
        # The settings of the tests are not those of the program.
        env.pop("DJANGO_SETTINGS_MODULE", None)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tegenwind.project.cli", "serve"],
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + _STARTS_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the program does not serve:\n{self.log.read_text()}")
            time.sleep(0.05)  # nothing to wait on before it listens

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def kill(self) -> None:
        """As when the power goes: every process of it at once, and no goodbye."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """As with Ctrl+C."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """One statement in its database, from outside."""
        connection = sqlite3.connect(self.data / "db.sqlite3", timeout=10)
        try:
            with connection:
                return list(connection.execute(statement))
        finally:
            connection.close()

    def lock_everybody(self) -> None:
        """Every open vault locks, as after half an hour of silence; everybody stays signed in."""
        self.sql("DELETE FROM accounts_unlockedsession")

    def sign_everybody_out(self) -> None:
        """Every session ends, and with it every open vault."""
        self.lock_everybody()
        self.sql("DELETE FROM accounts_sealedsession")

    def records(self) -> set[tuple[object, ...]]:
        """Every sealed record as it stands, to see that nothing was written."""
        return set(self.sql("SELECT * FROM vault_sealedrecord"))

    def complaints(self) -> list[str]:
        """What it logged that somebody would have to look at."""
        lines = self.log.read_text().splitlines()
        wrong = [line for line in lines if line.startswith(("ERROR", "CRITICAL")) or "Traceback" in line]
        return [line for line in wrong if "django.security.csrf" not in line]  # the older tabs of the tests
