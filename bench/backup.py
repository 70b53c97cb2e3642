"""What a backup and a restore cost, and that neither takes more memory for more records."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.project.houses import House

from bench.measures import Figure

SIZES = (5_000, 50_000)
_MORE = """
import os
from tegenwind.accounts.models import Vault
from tegenwind.vault.models import SealedRecord
vaults = list(Vault.objects.values_list("pk", flat=True))
for _hundred in range({count} // 100):
    SealedRecord.objects.bulk_create(
        SealedRecord(
            vault_id=vaults[n % len(vaults)], tag=os.urandom(16), wrapped_key=os.urandom(61), body=os.urandom(1100)
        )
        for n in range(100)
    )
"""


def whole(folder: Path) -> Iterable[Figure]:
    """A house of ten people with some thousand records of about 1 KB, and a larger one: there and back."""
    for count in SIZES:
        one, clean = House(folder / f"{count}"), House(folder / f"{count}-clean")
        one.fill(*(f"P{n}" for n in range(10)))
        done = one.python(_MORE.format(count=count))
        assert done.returncode == 0, done.stderr
        cost = _cost(one, "backup", "--to", str(one.to), "--keys-to", str(one.keys_to))
        (data,), (keys,) = one.to.iterdir(), one.keys_to.iterdir()
        size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
        yield Figure(f"backup, {count} records, {size / 1e6:.0f} MB", *cost)
        yield Figure(
            f"restore, {count} records", *_cost(clean, "restore", "--from", str(data), "--keys-from", str(keys))
        )


def _cost(house: House, *arguments: str) -> tuple[str, str]:
    command = [sys.executable, "-m", "tegenwind.project.cli", *arguments]
    process = subprocess.Popen(command, env=house.environment, cwd=house.house / "here", stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return f"{usage.ru_utime + usage.ru_stime:.1f} s", f"{usage.ru_maxrss / 1024:.0f} MiB at most"
