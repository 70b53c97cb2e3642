"""What one derivation of a key from a passphrase costs."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measures import Figure, milliseconds


def derivation(_folder: Path) -> Iterator[Figure]:
    """Peppered Argon2id at the cost in force."""
    from tegenwind.sealing import DEFAULT_COST, derive

    spent = []
    for _number in range(9):
        before = time.process_time_ns()
        derive(
            "vier losse woorden hier", pepper=secrets.token_bytes(32), salt=secrets.token_bytes(16), cost=DEFAULT_COST
        )
        spent.append(time.process_time_ns() - before)
    said = f"Argon2id, {DEFAULT_COST.memory_kib // 1024} MB, {DEFAULT_COST.passes} passes"
    yield Figure(f"one derivation ({said})", *milliseconds(spent[1:]), "about a quarter of a second")
