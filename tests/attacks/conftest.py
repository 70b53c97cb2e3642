"""Servers that are stopped whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.server import Server
from tests.web.conftest import _prepared, join, owner, people  # noqa: F401 - the same people as on the pages


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Make a server in a house of its own; give settings to change something about it."""
    made: list[Server] = []

    def make(**settings: str) -> Server:
        one = Server(tmp_path / f"house{len(made)}", settings)
        made.append(one)
        return one

    yield make
    for one in made:
        one.stop()
