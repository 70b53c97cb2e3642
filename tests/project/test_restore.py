"""Back from a backup, onto a clean machine: everything or nothing, and nothing is ever written over."""

from __future__ import annotations

import functools
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tegenwind.project import backup_format as form
from tests.project.houses import House, digests, everything
from tests.project.test_backup import house

__all__ = ["house"]


class Made:
    """A house with two people, and its backups; copies of them to damage."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder / "first").fill("Xandra", "Bram")
        self.data, self.keys = self.house.backup()
        self.folder = folder

    @functools.cached_property
    def steps(self) -> list[str]:
        """The steps that a whole restore takes (see KILLED)."""
        status, steps = steps_of(House(self.folder / "counted"), self, 0)
        assert status == 0
        return steps

    def copy(self, to: Path) -> tuple[Path, Path]:
        data, keys = to / self.data.name, to / self.keys.name
        shutil.copytree(self.data, data)
        shutil.copytree(self.keys, keys)
        return data, keys


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("made"))


def sealed_again(backup: Path, **changes: object) -> None:
    """A backup whose manifest says something else, and whose digests are right again."""
    path = backup / "manifest.json"
    told = {**json.loads(path.read_text()), **changes}
    told["digest"] = form._digest(told)
    path.write_text(json.dumps(told))


class TestOnACleanMachine:
    def test_everything_is_there_and_the_passphrase_opens_it(self, made: Made, house: Callable[..., House]) -> None:
        clean = house()

        status, told, wrong = clean.restore(made.data, made.keys)

        assert (status, wrong) == (0, "")
        assert "restored: 2 accounts" in told and "has to be erased again" in told
        assert clean.kept() == digests(made.data)
        assert everything(clean.keys) == {
            name: key for name, key in everything(made.house.keys).items() if name[0] != "."
        }
        assert clean.opens("Xandra") == clean.opens("Bram") == 12
        assert clean.sql("PRAGMA integrity_check") == [("ok",)]
        assert clean.sql("SELECT COUNT(*) FROM accounts_unlockedsession") == [(0,)]
        assert not clean.sql("SELECT name FROM sqlite_master WHERE name = 'tegenwind_restore'")
        for path in (clean.data, clean.keys, *clean.data.rglob("*"), *clean.keys.iterdir()):
            assert path.stat().st_mode & 0o077 == 0, path

    def test_a_machine_on_which_it_was_served_once_is_clean_too(self, made: Made, house: Callable[..., House]) -> None:
        clean = house().start()
        clean.stop()
        assert clean.restore(made.data, made.keys)[0] == 0
        assert clean.opens("Xandra") == 12

    def test_where_only_the_database_was_lost_the_key_store_stays_as_it_is(
        self, made: Made, house: Callable[..., House]
    ) -> None:
        left = house()
        shutil.copytree(made.house.keys, left.keys)
        before = everything(left.keys)
        status, _told, wrong = left.restore(made.data, left.keys)
        assert (status, wrong) == (0, "")
        assert everything(left.keys) == before and left.opens("Bram") == 12

    def test_a_new_version_reads_what_an_older_one_made(self, house: Callable[..., House]) -> None:
        """Made by today's program from a database that it has not brought up to date yet."""
        old = house()
        done = old.python(
            "from django.core.management import call_command\n"
            "from django.db import connection\n"
            "call_command('migrate', 'vault', '0001', verbosity=0)\n"
            "call_command('migrate', 'accounts', '0001', verbosity=0)\n"
            "with connection.cursor() as cursor:\n"
            '    cursor.execute("INSERT INTO accounts_person (id, username, name_key, password, email, language, is_active,'
            " is_staff) VALUES (7, 'Cor', 'cor', '!', '', 'nl', 1, 0)\")\n"
            "key_store().create(7, bytes(32)); key_store().settle(7)\n"
        )
        assert done.returncode == 0, done.stderr
        data, keys = old.backup()
        assert json.loads((data / "manifest.json").read_text())["migrations"]["accounts"] == ["0001_initial"]

        clean = house()
        status, _told, wrong = clean.restore(data, keys)

        assert (status, wrong) == (0, "")
        assert clean.sql("SELECT username, length(session_mark) > 0 FROM accounts_person") == [("Cor", 1)]
        done = clean.python(
            "from django.core.management import call_command; call_command('migrate', check_unapplied=True)"
        )
        assert done.returncode == 0, "tables brought up to date"


class TestForgetting:
    """What an old backup still holds of who was erased."""

    def test_with_todays_keys_it_is_left_out(self, house: Callable[..., House]) -> None:
        one = house().fill("Xandra", "Bram")
        data, _old_keys = one.backup()
        one.erase("Xandra")
        clean = house()

        status, told, _wrong = clean.restore(data, one.keys)

        assert status == 0
        assert "left out: 1 account without a key" in told
        assert (clean.opens("Xandra"), clean.opens("Bram")) == (-1, 12)
        assert b"Xandra" not in b"".join(everything(clean.data).values())
        assert clean.sql("SELECT COUNT(*) FROM accounts_vault") == [(1,)]
        later = one.backup()[1]
        assert house().restore(data, later)[1].count("left out: 1 account") == 1

    def test_with_the_keys_of_that_time_it_comes_back_and_that_is_said(self, house: Callable[..., House]) -> None:
        """For as long as that key backup is kept: 7 days at most. docs/privacy/attackers.md says so."""
        one = house().fill("Xandra")
        data, keys = one.backup()
        one.erase("Xandra")
        clean = house()

        status, told, _wrong = clean.restore(data, keys)

        assert status == 0 and "who was erased since has to be erased again" in told
        assert clean.opens("Xandra") == 12


def refused(house: House, data: Path, keys: Path, what: str, *more: str) -> None:
    """Exit status 2, with these words, and neither database nor keys were made."""
    status, told, wrong = house.restore(data, keys, *more)
    assert (status, told) == (2, ""), wrong
    assert what in wrong, wrong
    assert house.is_bare()


class TestWithoutTheRightKeys:
    def test_without_a_key_store_it_refuses(self, made: Made, house: Callable[..., House], tmp_path: Path) -> None:
        refused(house(), made.data, tmp_path / "gone", "No such file or directory")
        (tmp_path / "empty").mkdir()
        refused(house(), made.data, tmp_path / "empty", "there are no keys here")
        refused(house(), made.data, made.data, "this is no tegenwind-keys backup")
        status, _told, wrong = house().told("restore", "--from", made.data)
        assert status == 2 and "--keys-from" in wrong

    def test_with_keys_of_other_people_it_refuses(self, made: Made, house: Callable[..., House]) -> None:
        _data, others = house().fill("Cor").backup()
        refused(house(), made.data, others, "no key for any of the 2 accounts")

    def test_with_a_damaged_key_it_refuses(self, made: Made, house: Callable[..., House], tmp_path: Path) -> None:
        store = tmp_path / "store"
        shutil.copytree(made.house.keys, store)
        next(path for path in store.iterdir() if path.name.isdigit()).write_bytes(b"short")
        refused(house(), made.data, store, "are damaged")

    def test_with_older_keys_newer_accounts_are_left_out_only_when_asked(
        self, house: Callable[..., House], tmp_path: Path
    ) -> None:
        one = house().fill("Xandra")
        keys = one.backup()[1].rename(tmp_path / "older")
        sealed_again(keys, made_at=(datetime.now(UTC) - timedelta(days=3)).isoformat())
        data, _keys = one.fill("Bram").backup()

        refused(house(), data, keys, "it is older than the data, and holds no key for 1 of 2 accounts")
        clean = house()
        assert clean.restore(data, keys, "--leave-out")[0] == 0
        assert (clean.opens("Xandra"), clean.opens("Bram")) == (12, -1)


class TestWithABackupThatIsNotWhole:
    def test_with_any_file_damaged_it_refuses(self, made: Made, house: Callable[..., House], tmp_path: Path) -> None:
        files = [name for name in everything(made.data) if "packs/" not in name] + ["manifest.json"]
        pack = next(name for name in everything(made.data) if "packs/" in name)
        for at, (folder, name) in enumerate(
            [*((0, name) for name in [*files, pack]), (1, "manifest.json"), (1, "keys.jsonl")]
        ):
            both = made.copy(tmp_path / str(at))
            broken = both[folder] / name
            raw = bytearray(broken.read_bytes() or b" ")
            raw[len(raw) // 2] ^= 0x01
            broken.write_bytes(raw)
            with pytest.raises(form.Refused, match=r"damaged|cannot be read"):
                form.checked(both[folder], (form.DATA, form.KEYS)[folder], "--from")
        refused(house(), *both, "this file is damaged")

    def test_with_a_file_missing_or_cut_short_it_refuses(
        self, made: Made, house: Callable[..., House], tmp_path: Path
    ) -> None:
        data, keys = made.copy(tmp_path / "one")
        (data / "tables" / "vault.sealedrecord.jsonl").unlink()
        refused(house(), data, keys, "No such file or directory")
        data, keys = made.copy(tmp_path / "two")
        table = data / "tables" / "vault.sealedrecord.jsonl"
        table.write_bytes(b"".join(table.read_bytes().splitlines(keepends=True)[:-1]))
        refused(house(), data, keys, "this file is damaged")

    def test_of_a_newer_program_it_refuses(self, made: Made, house: Callable[..., House], tmp_path: Path) -> None:
        data, keys = made.copy(tmp_path / "one")
        sealed_again(data, version=form.VERSION + 1)
        refused(house(), data, keys, "a newer Tegenwind made this backup")
        data, keys = made.copy(tmp_path / "two")
        migrations = json.loads((data / "manifest.json").read_text())["migrations"]
        sealed_again(data, migrations={**migrations, "accounts": [*migrations["accounts"], "0999_later"]})
        refused(house(), data, keys, "does not know (accounts 0999_later)")

    def test_a_file_outside_the_backup_is_not_touched(
        self, made: Made, house: Callable[..., House], tmp_path: Path
    ) -> None:
        data, keys = made.copy(tmp_path)
        files = json.loads((data / "manifest.json").read_text())["files"]
        sealed_again(data, files={**files, "packs/../../outside": {"sha256": "", "bytes": 0}})
        refused(house(), data, keys, "it names a file outside the backup")

    def test_a_draft_is_no_backup(self, made: Made, house: Callable[..., House], tmp_path: Path) -> None:
        data, keys = made.copy(tmp_path)
        (data / "manifest.json").unlink()
        refused(house(), data, keys, "there is no backup here")


class TestWhereThereIsSomething:
    def test_a_database_with_accounts_stays_as_it_is(self, made: Made, house: Callable[..., House]) -> None:
        full = house().fill("Cor")
        keys = full.keys.rename(full.house / "keys-elsewhere")
        before = full.sql("SELECT * FROM accounts_person")

        status, told, wrong = full.restore(made.data, made.keys)

        assert (status, told) == (2, "")
        assert "there are 1 accounts in this database" in wrong and "Nothing was overwritten" in wrong
        assert full.sql("SELECT * FROM accounts_person") == before
        assert not [path for path in full.keys.iterdir() if path.name[0] != "."]
        keys.rename(full.keys.with_name("keys-back"))

    def test_a_key_store_with_keys_stays_as_it_is(self, made: Made, house: Callable[..., House]) -> None:
        full = house()
        full.keys.mkdir()
        (full.keys / "12345").write_bytes(bytes(32))

        status, told, wrong = full.restore(made.data, made.keys)

        assert (status, told) == (2, "") and "there are keys here already" in wrong
        assert everything(full.keys) == {"12345": bytes(32)} and not (full.data / "db.sqlite3").exists()

    def test_one_of_whose_keys_was_changed_stays_as_it_is(self, made: Made, house: Callable[..., House]) -> None:
        full = house()
        shutil.copytree(made.house.keys, full.keys)
        changed = next(path for path in full.keys.iterdir() if path.name.isdigit())
        changed.write_bytes(bytes(32))
        before = everything(full.keys)

        assert full.restore(made.data, made.keys)[0] == 2
        assert everything(full.keys) == before


#: Ends its own process with SIGKILL at the n-th thing it does to a disk: statements that write, files synced, links.
KILLED = """
import os, signal, sys
import django.db.backends.utils as utils
from tegenwind.project import cli
at, seen = {at}, []
def step(kind, real, counts=lambda *args: True):
    def stepping(*args, **kwargs):
        if counts(*args):
            seen.append(kind)
            if len(seen) == at:
                os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return stepping
os.fsync, os.link = step("file", os.fsync), step("key", os.link)
writes = lambda _self, sql, *_more: not sql.lstrip().upper().startswith(("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE"))
utils.CursorWrapper._execute = step("statement", utils.CursorWrapper._execute, writes)
utils.CursorWrapper._executemany = step("rows", utils.CursorWrapper._executemany)
status = cli.main(["restore", "--from", {data!r}, "--keys-from", {keys!r}])
print("steps", *seen, file=sys.stderr)
sys.exit(status)
"""


def steps_of(house: House, made: Made, at: int) -> tuple[int, list[str]]:
    """Run a restore that is killed at a step (0: never); its exit status, and of which kinds its steps were."""
    done = house.python(KILLED.format(at=at, data=str(made.data), keys=str(made.keys)))
    return done.returncode, done.stderr.rsplit("steps ")[-1].split() if done.returncode == 0 else []


def test_killed_at_any_step_a_second_run_completes_it(made: Made, house: Callable[..., House]) -> None:
    steps = made.steps
    of = {kind: [at for at, one in enumerate(steps, 1) if one == kind] for kind in ("statement", "key", "rows", "file")}
    assert len(of["rows"]) > 4 and len(of["key"]) == 2
    # The mark, the tables, the first and the last key, the second and the last rows and what comes after, a pack, the end.
    moments = [1, 2, of["statement"][30], *of["key"], of["rows"][1], of["rows"][-1], of["rows"][-1] + 1]
    moments += [of["file"][-20], len(steps) - 1, len(steps)]
    whole = digests(made.data)
    for at in moments:
        one = house()
        assert steps_of(one, made, at)[0] == -9, at
        begun = not one.is_bare() and one.sql("SELECT name FROM sqlite_master WHERE name = 'tegenwind_restore'")
        if begun:
            rows = one.sql("SELECT rows_done FROM tegenwind_restore")
            there = one.sql("SELECT name FROM sqlite_master WHERE name = 'accounts_person'")
            people = one.sql("SELECT COUNT(*) FROM accounts_person")[0][0] if there else 0
            assert people == (2 if rows and rows[0][0] is not None else 0), at
        status, _told, wrong = one.restore(made.data, made.keys)
        assert (status, wrong) == (0, ""), (at, wrong)
        assert one.kept() == whole, at


def test_while_it_is_not_finished_nothing_else_begins(made: Made, house: Callable[..., House]) -> None:
    one, other = house(), house().fill("Cor")
    assert steps_of(one, made, len(made.steps) - 2)[0] == -9

    for command in (["serve"], ["backup", "--to", one.to, "--keys-to", one.keys_to]):
        status, _told, wrong = one.told(*command)
        assert status == 2 and "Run the same tegenwind restore again" in wrong
    data, _keys = other.backup()
    status, _told, wrong = one.restore(data, other.keys)
    assert status == 2 and ("of another backup" in wrong or "keys here already" in wrong)
    assert one.restore(made.data, made.keys)[0] == 0 and one.opens("Xandra") == 12


@pytest.mark.postgresql
def test_from_sqlite_to_postgresql_and_back(made: Made, house: Callable[..., House]) -> None:
    url = os.environ.get("TEGENWIND_TEST_DATABASE_URL", "")
    if not url:
        return  # One run on SQLite, one on PostgreSQL: `TEGENWIND_TEST_DATABASE=postgresql make test`.
    import psycopg

    name = f"restore_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        there = house(TEGENWIND_DATABASE_URL=urlsplit(url)._replace(path=f"/{name}").geturl())
        status, _told, wrong = there.restore(made.data, made.keys)
        assert (status, wrong) == (0, "")
        assert there.opens("Xandra") == 12
        status, _told, wrong = there.restore(made.data, made.keys)
        assert status == 2 and "there are 2 accounts" in wrong
        data, keys = there.backup()
        assert digests(data) == digests(made.data)
        # What PostgreSQL counts by itself goes on after the highest number that was restored.
        done = there.python("from django.contrib.auth.models import Group; print(Group.objects.create(name='x').pk)")
        assert done.returncode == 0, done.stderr
        back = house()
        assert back.restore(data, keys)[0] == 0
        assert back.kept() == digests(made.data) and back.opens("Bram") == 12
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
