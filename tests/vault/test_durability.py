"""Many at once, a kill in the middle, and what the files hold."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from tegenwind.vault import actions, queries
from tegenwind.vault.models import SealedRecord
from tests.accounts.people import joined


@pytest.mark.django_db(transaction=True)
def test_twenty_saves_at_once_into_one_slot_are_one_record() -> None:
    _, mine = joined()
    start = threading.Barrier(20, timeout=60)
    stored: list[actions.Stored] = []
    failed: list[BaseException] = []

    def save(n: int) -> None:
        try:
            start.wait()
            text = f"poging {n}"
            stored.append(
                actions.put(mine, kind="draft", body={"text": text}, head={"title": text}, pinned="weerstand")
            )
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failed
    assert len({one.id for one in stored}) == 1
    assert sorted(one.revision for one in stored) == list(range(1, 21))
    assert SealedRecord.objects.count() == 3  # The record, one page, the root.
    (pinned,) = queries.pinned(mine, "draft")
    opened = queries.open_record(mine, "draft", pinned.id)
    assert opened.revision == 20 and opened.body["text"] == pinned.data["title"]


@pytest.mark.django_db(transaction=True)
def test_new_records_at_once_all_get_a_head() -> None:
    _, mine = joined()
    start = threading.Barrier(8, timeout=60)

    def save(n: int) -> None:
        try:
            start.wait()
            for m in range(10):
                actions.put(mine, kind="entry", body={"n": n, "m": m}, head={"title": f"{n}.{m}"})
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    heads = queries.all_heads(mine, "entry")
    assert {head.data["title"] for head in heads} == {f"{n}.{m}" for n in range(8) for m in range(10)}
    assert queries.heads(mine, "entry").total == 80 == len(heads)
    assert {record.number for record in queries.open_many(mine, "entry").records} == set(range(80))


PROGRAM = """
import sys
from django.core.management import call_command
import django
django.setup()
if sys.argv[1] == "new":
    call_command("migrate", verbosity=0)
from tests.accounts.people import joined, PASSPHRASE
from tegenwind.accounts import actions as accounts, queries as people
from tegenwind.vault import actions, queries
if sys.argv[1] == "new":
    _, mine = joined("Annewies")
    print("ready", flush=True)
    for n in range(100000):
        words = f"zeldzaamwoord {n}"
        stored = actions.put(mine, kind="zeldzaamsoort", pinned="zeldzaamvak" if n % 3 == 0 else None,
            body={"text": words, "on": "2031-07-19"}, head={"zeldzaamkop": words, "number": n})
        print("saved", n, stored.id, stored.revision, flush=True)
else:
    person = people.person_named("annewies")
    mine = accounts.unlock_with_passphrase(person, PASSPHRASE)
    opened = queries.open_many(mine, "zeldzaamsoort")
    assert not opened.unreadable
    by_id = {record.id: record for record in opened.records}
    heads = queries.all_heads(mine, "zeldzaamsoort")
    assert [head.id for head in reversed(heads)] == [record.id for record in opened.records]
    assert all(head.data == by_id[head.id].head for head in heads)
    assert queries.heads(mine, "zeldzaamsoort").total == len(heads)
    (pinned,) = queries.pinned(mine, "zeldzaamsoort")
    assert pinned.data == by_id[pinned.id].head
    for record in opened.records:
        print("there", record.body["text"].split()[1], record.id, record.revision, flush=True)
    print("next", actions.put(mine, kind="zeldzaamsoort", body={}, head={}).revision, flush=True)
"""


def test_a_kill_in_the_middle_loses_nothing_that_was_called_saved_and_shows_nothing(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEGENWIND_")} | {
        "TEGENWIND_DATA": str(tmp_path / "data"),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen([*command, "new"], env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = []
        for line in writer.stdout:
            said.append(line.split())
            if len(said) == 140:
                os.kill(writer.pid, signal.SIGKILL)
                break
        said += [line.split() for line in writer.stdout.read().splitlines()]
    assert writer.returncode == -signal.SIGKILL
    last_saved: dict[str, tuple[int, int]] = {}
    for words in said[1:]:
        if words[0] == "saved" and len(words) == 4:
            last_saved[words[2]] = (int(words[3]), int(words[1]))

    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    for clear in (b"zeldzaam", b"2031-07"):
        assert clear not in kept
    assert b"Annewies" in kept  # The names of accounts are no secret; and the search does find things.

    reader = subprocess.run([*command, "again"], env=environment, capture_output=True, text=True, check=False)
    assert reader.returncode == 0, reader.stderr
    there = {
        record_id: (int(revision), int(n))
        for n, record_id, revision in re.findall(r"^there (\d+) (\d+) (\d+)$", reader.stdout, re.MULTILINE)
    }
    assert len(last_saved) > 80
    for record_id, saved in last_saved.items():
        assert there[record_id] >= saved
    assert "next 1" in reader.stdout


@pytest.mark.django_db
def test_the_row_number_is_the_random_id() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has row numbers")
    _, mine = joined()
    made = [actions.put(mine, kind="entry", body={}, head={}).id for _ in range(12)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM vault_sealedrecord")
        numbers = {rowid for (rowid,) in cursor.fetchall()}
    assert set(made) <= numbers
    assert made != sorted(made) and made != sorted(made, reverse=True)
