"""Real servers on a free port: ours as ``tegenwind serve`` starts it, and the floor."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from bench import pack40
from bench.measures import ROOT, environment


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, path: str, process: subprocess.Popen[bytes], seconds: float = 300) -> float:
    """Seconds until this address answers with 200 or 404 (the floor has no such page)."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with {process.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path, headers={"Host": f"localhost:{port}"})
            if connection.getresponse().status in (200, 404):
                return time.monotonic() - began
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the server does not answer")


class Server:
    """A server for as long as the ``with`` lasts."""

    def __init__(self, kind: str, folder: Path, *, memory: int = 0) -> None:
        """`memory` limits what each of its processes may write to (RLIMIT_DATA), in bytes, and has it served with the settings
        of every day, derivations at their full cost; 0 leaves all that be."""
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        if kind == "floor":
            command = [sys.executable, "-m", "bench.floor_serve", str(self.port)]
            settings = environment(BENCH_FLOOR=str(folder))
        else:
            if not (folder / pack40.ID).is_dir():
                pack40.write(folder)
            command = [sys.executable, "-m", "tegenwind.project.cli", "serve"]
            settings = environment(
                PORT=str(self.port),
                TEGENWIND_DATA=str(folder / "data"),
                TEGENWIND_PACKS=str(folder / pack40.ID),
                DJANGO_SETTINGS_MODULE="bench.ours_settings",
                PYTHONPATH=str(ROOT),
            )
        if memory:
            limit = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[1]),) * 2)"
            settings["DJANGO_SETTINGS_MODULE"] = "tegenwind.project.settings"
            command = [sys.executable, "-c", f"{limit}; os.execv(sys.argv[2], sys.argv[2:])", str(memory), *command]
        self.process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)

    def __enter__(self) -> Server:
        wait_for(self.port, "/health/", self.process)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stop(self.process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that was started here."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(30)
