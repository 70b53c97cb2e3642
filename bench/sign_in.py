"""Signing in: what one costs, thirty at once in little memory, and what an open vault adds to every request after that."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.client import Browser, Http
from bench.journey import PASSPHRASE, join
from bench.measures import Figure, Side, cpu_seconds, family, memory_mb, milliseconds
from bench.server import Server

AT_ONCE, PEOPLE, LIMIT = 30, 6, 512 * 1024 * 1024


def one(folder: Path) -> Iterator[Figure]:
    """In process; the derivation at its real cost."""
    with Side("ours", folder) as side:
        spent = [side.ask("sign_in") for _round in range(13)][1:]
        session = [side.ask("unlocked_session") for _round in range(13)][1:]
    yield Figure("signing in", *milliseconds(spent), "about a quarter of a second, the derivation")
    yield Figure("what the unlocked session adds to a request", *milliseconds(session), "at most 1 ms")


def at_once(folder: Path) -> Iterator[Figure]:
    """A real server of two workers with four threads each, every process held to 512 MiB of memory of its own."""
    with Server("ours", folder, memory=LIMIT) as server:
        for number in range(PEOPLE):
            join(Browser(Http(server.port)), f"Anne {number}")
        quiet, before = memory_mb(server.process.pid), cpu_seconds(server.process.pid)
        processes = set(family(server.process.pid))
        statuses: list[int] = []
        start = threading.Barrier(AT_ONCE + 1, timeout=120)

        def sign_in(number: int) -> None:
            browser = Browser(Http(server.port))
            form = browser.get("/sign-in/")
            start.wait()
            sent = {**form.hidden(), "login": f"Anne {number % PEOPLE}", "password": PASSPHRASE}
            statuses.append(browser.post("/sign-in/", sent).status)

        threads = [threading.Thread(target=sign_in, args=(number,)) for number in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        start.wait()
        began, most = time.monotonic(), quiet
        while any(thread.is_alive() for thread in threads):
            most = max(most, memory_mb(server.process.pid))
            time.sleep(0.02)
        took = time.monotonic() - began
        alive = processes == set(family(server.process.pid)) and server.process.poll() is None
        spent = cpu_seconds(server.process.pid) - before
    answered = sum(status == 302 for status in statuses)
    yield Figure(f"{AT_ONCE} at once: signed in", f"{answered}", "", f"{AT_ONCE}")
    yield Figure("every process still the same", "yes" if alive else "no", "", "yes")
    yield Figure("until the last was answered (wall)", f"{took:.1f} s")
    yield Figure("CPU of the server", f"{spent:.1f} s")
    yield Figure("memory before (PSS of all its processes)", f"{quiet:.0f} MB")
    yield Figure("memory at most", f"{most:.0f} MB", "", "at most two derivations of 64 MB more")
