"""Starting the server: what everybody needs is in memory before the first visitor comes, and no pack is read twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server import Server, Visitor


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """One that was started before."""
    one = Server(tmp_path / "house")
    one.start().stop()
    return one


def _parsed(server: Server) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in (server.data / "parsed").iterdir()}


def test_packs_are_read_once_before_the_first_visitor_and_by_all_processes(server: Server) -> None:
    before = _parsed(server)
    server.start()
    try:
        assert before and _parsed(server) == before, "read anew, so written anew"

        # Once it serves it no longer needs the files: without them each process still shows a pack.
        for name in ("packs", "parsed"):
            for place in (server.data / name).iterdir():
                if place.name != "offered.json":
                    place.rename(server.house / place.name)
        visitor = Visitor(server)
        visitor.join("Noor")
        shown = [visitor.get("/check-ins/new/weerstand/") for _ in range(6)]  # More than there are processes.
        assert [one.status for one in shown] == [200] * 6
    finally:
        server.stop()
