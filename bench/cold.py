"""From a fresh clone to the first page: ``make run`` as a newcomer does it, a second start, and what it takes up."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measures import ROOT, Figure, cpu_seconds, environment, memory_mb
from bench.server import free_port, wait_for


def start(folder: Path) -> Iterator[Figure]:
    """Clones what is committed. Once with what the package installer keeps from earlier, once with nothing."""
    for name, caches in (("installer's cache filled", {}), ("no cache at all", _empty(folder))):
        clone = folder / name.replace(" ", "-").replace("'", "")
        began = time.monotonic()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        cloning = time.monotonic() - began
        first, _cpu, _memory, size = _run(clone, caches)
        yield Figure(f"clone to first 200, {name}", f"{first + cloning:.1f} s", "", "aim: under 30 s on two cores")
        second, cpu, memory, size = _run(clone, caches)
        yield Figure("— a second start", f"{second:.1f} s", "", "under 3 s")
        yield Figure("— CPU of that start", f"{cpu:.1f} s")
        yield Figure("— what it installs (.venv)", f"{size / 1e6:.0f} MB")
        yield Figure("— memory at rest, all processes", f"{memory:.0f} MB")


def _empty(folder: Path) -> dict[str, str]:
    return {"UV_CACHE_DIR": str(folder / "uv-cache"), "PIP_CACHE_DIR": str(folder / "pip-cache")}


def _run(clone: Path, caches: dict[str, str]) -> tuple[float, float, float, int]:
    """Seconds to the first 200, CPU seconds of what runs by then, memory in MB some seconds later, bytes of ``.venv``."""
    port = free_port()
    settings = environment(PORT=str(port), **caches)
    settings.pop("VIRTUAL_ENV", None)
    began = time.monotonic()
    made = subprocess.Popen(["make", "run"], cwd=clone, env=settings, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port, "/health/", made)
        seconds = time.monotonic() - began
        cpu = cpu_seconds(made.pid)
        time.sleep(3)
        memory = memory_mb(made.pid)
    finally:
        # A session of its own, so this ends make and what it started, and nothing else.
        os.killpg(made.pid, signal.SIGTERM)
        made.wait(30)
    size = sum(file.lstat().st_blocks * 512 for file in (clone / ".venv").rglob("*") if not file.is_symlink())
    return seconds, cpu, memory, size
