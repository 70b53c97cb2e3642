"""Servers that are stopped whatever happens."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

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


@pytest.fixture
def boxes_in_memory(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Boxes and keys of waves on no disk, where there is such a place: each contribution waits for it otherwise, thousands of times."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else tmp_path))
    settings.TEGENWIND = replace(settings.TEGENWIND, data=folder, keys=folder / "keys")
    yield
    shutil.rmtree(folder)
