"""Taking 5,000 records along and bringing them in: what each step costs, and how much memory it takes."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import pack40
from bench.measures import ROOT, Figure

COUNT = 5_000


def both(folder: Path) -> Iterator[Figure]:
    """In a process of its own, so that memory is that of the work alone."""
    pack40.write(folder)
    environment = os.environ | {
        "TEGENWIND_DATA": str(folder / "data"),
        "TEGENWIND_PACKS": str(folder / pack40.ID),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-W", "ignore", "-m", "bench.taking", str(COUNT)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    for what, value, aim in json.loads(done.stdout.splitlines()[-1]):
        yield Figure(what, value, "", aim)


def _measure(count: int) -> list[tuple[str, str, str]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tegenwind.project.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.conf import settings
    from django.utils import timezone

    from bench import records
    from tegenwind.accounts import actions
    from tegenwind.accounts.models import Person
    from tegenwind.portability import actions_export, actions_import, queries
    from tegenwind.project import serving
    from tegenwind.web import library

    serving.install_packs(settings.TEGENWIND)

    def joined(name: str) -> Any:
        person = Person(username=name)
        person.set_password("vier losse woorden hier")
        return actions.join(person)

    here, there = joined("Noor"), joined("Noor elders")
    records.keep_many(here, count // 2)  # As many routes as check-ins.
    store = library.store()
    figures: list[tuple[str, str, str]] = []

    def steps(what: str, step: Callable[[], Any]) -> None:
        spent: list[float] = []
        while True:
            began = time.process_time()
            state = step()
            spent.append(time.process_time() - began)
            if state is None or state.stage == "ready":
                break
        figures.append((f"{what}: steps", str(len(spent)), ""))
        figures.append((f"{what}: all steps, CPU", f"{sum(spent):.1f} s", ""))
        figures.append((f"{what}: the longest step, CPU", f"{max(spent):.2f} s", "about 1 s"))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        figures.append((f"{what}: most memory of the process so far", f"{most} MB", ""))

    actions_export.begin(here, "nl", timezone.localdate())
    steps(f"taking {count} along", lambda: actions_export.step(here, store))
    state = queries.taking_along(here)
    assert state is not None
    began = time.process_time()
    archive = b"".join(queries.archive_stream(here, state, store))
    figures.append(("fetching the archive, CPU", f"{time.process_time() - began:.1f} s", ""))
    figures.append(("the archive", f"{len(archive) / 1e6:.1f} MB", "at most 64 MB"))
    began = time.process_time()
    actions_import.begin(there, archive)
    figures.append(("taking it apart, CPU", f"{time.process_time() - began:.2f} s", "about 1 s"))
    steps(f"bringing {count} in", lambda: actions_import.step(there, store))
    return figures


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(int(sys.argv[1]))) + "\n")
