"""What a backup holds, where it may go, what of it goes again; and that it is one moment while people write."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.project import backup_format as form
from tegenwind.project import tables
from tests.attacks.test_kill import Storm, number
from tests.project.houses import House, everything, manifest_of
from tests.server import Visitor


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def make(**settings: str) -> House:
        made.append(House(tmp_path / f"house{len(made)}", **settings))
        return made[-1]

    yield make
    for one in made:
        one.stop()


class TestWhatItHolds:
    def test_every_row_that_is_kept_and_only_that(self, house: Callable[..., House]) -> None:
        one = house().fill("Anne", "Bram")
        data, keys = one.backup()

        told = manifest_of(data)
        held = {table["model"]: table["rows"] for table in told["tables"]}  # type: ignore[attr-defined]
        assert held["accounts.person"] == held["accounts.vault"] == 2
        assert held["vault.sealedrecord"] == one.sql("SELECT COUNT(*) FROM vault_sealedrecord")[0][0]
        assert one.sql("SELECT COUNT(*) FROM accounts_unlockedsession")[0][0] == 2
        assert held["mfa.authenticator"] == held["accounts.inboxletter"] == 2
        assert not {"accounts.unlockedsession", "accounts.sealedsession", "sharing.share"} & set(held)
        assert not any(form.encode(b"shared")["bytes"].encode() in content for content in everything(data).values())
        assert {name.split("/")[1] for name in told["files"] if name.startswith("packs/")} == {  # type: ignore[attr-defined]
            path.name for path in (one.data / "packs").iterdir() if path.is_dir()
        }
        names = [name for name, _key in form.rows(keys / "keys.jsonl")]
        assert sorted(map(str, names)) == sorted(path.name for path in one.keys.iterdir() if path.name[0] != ".")
        assert "house" in names and len(names) == 3

    def test_nobody_but_its_owner_reaches_it(self, house: Callable[..., House]) -> None:
        for backup in house().fill("Anne").backup():
            for path in (backup, *backup.rglob("*")):
                assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path

    def test_the_data_says_nothing_of_the_keys_and_the_keys_nothing_of_the_data(
        self, house: Callable[..., House]
    ) -> None:
        one = house().fill("Anne")
        data, keys = one.backup()
        secrets = [path.read_bytes() for path in one.keys.iterdir() if path.is_file() and path.name[0] != "."]
        assert len(secrets) == 2
        for content in everything(data).values():
            for secret in secrets:
                assert secret not in content and form.encode(secret)["bytes"].encode() not in content
        assert not any(b"Anne" in content for content in everything(keys).values())

    @pytest.mark.django_db
    def test_each_table_of_the_database_is_in_it_or_left_out_for_a_reason(self) -> None:
        kept = {model._meta.db_table for model in tables.kept(apps)}
        out = {
            m._meta.db_table for m in apps.get_models(include_auto_created=True) if tables.left_out(m._meta.label_lower)
        }
        assert set(connection.introspection.table_names()) == kept | out | {"django_migrations"}
        assert not kept & out and all(tables.LEFT_OUT.values())

    def test_each_table_stands_after_those_it_refers_to(self) -> None:
        labels = [model._meta.label_lower for model in tables.kept(apps)]
        for model in tables.kept(apps):
            for _field, target in tables.references(model):
                assert labels.index(target) <= labels.index(model._meta.label_lower)


class TestValues:
    @given(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.text()
        | st.binary()
        | st.dates()
        | st.times()
        | st.timedeltas()
        | st.uuids()
        | st.decimals(allow_nan=False, allow_infinity=False)
        | st.datetimes(timezones=st.just(UTC))
    )
    def test_a_value_comes_back_as_it_was(self, value: object) -> None:
        there = form.decode(json.loads(json.dumps(form.encode(value))))
        assert there == value and type(there) is type(value)

    def test_what_json_has_no_type_for_is_told(self) -> None:
        moment = datetime(2026, 11, 22, 8, 15, tzinfo=timezone(timedelta(hours=1)))
        for value, tag in (
            (memoryview(b"\0"), "bytes"),
            (moment, "datetime"),
            (date(2026, 11, 22), "date"),
            (time(8, 15), "time"),
            (Decimal("0.10"), "decimal"),
            (UUID(int=1), "uuid"),
        ):
            assert list(form.encode(value)) == [tag]

    def test_a_type_that_it_does_not_know_is_not_guessed(self) -> None:
        with pytest.raises(TypeError):
            form.encode(object())
        with pytest.raises(ValueError, match="unknown type"):
            form.decode({"shape": 1})


class TestWhereItMayGo:
    @pytest.mark.parametrize(
        ("to", "keys_to", "what"),
        [
            ("backups", "backups", "neither is inside the other"),
            ("backups", "backups/keys", "neither is inside the other"),
            ("key-backups/data", "key-backups", "neither is inside the other"),
            ("link", "backups", "neither is inside the other"),
            ("data", "key-backups", "inside TEGENWIND_DATA"),
            ("data/static", "key-backups", "inside TEGENWIND_DATA"),
            ("backups", "data/packs", "inside TEGENWIND_DATA"),
            ("backups", "keys", "inside TEGENWIND_KEYS"),
            ("gone", "key-backups", "there is no such folder"),
            ("backups", "gone", "there is no such folder"),
        ],
    )
    def test_anywhere_else_it_refuses_and_writes_nothing(
        self, house: Callable[..., House], to: str, keys_to: str, what: str
    ) -> None:
        one = house()
        for name in ("backups/keys", "key-backups/data", "data/static", "data/packs", "keys"):
            (one.house / name).mkdir(parents=True, exist_ok=True)
        (one.house / "link").symlink_to(one.to)
        (one.data / "db.sqlite3").touch()
        (one.data / "secret-key").write_text("s" * 60)
        before = everything(one.house)

        status, told, wrong = one.told("backup", "--to", one.house / to, "--keys-to", one.house / keys_to)

        assert (status, told) == (2, "") and what in wrong
        assert everything(one.house) == before

    def test_without_a_database_there_is_nothing_to_back_up(self, house: Callable[..., House]) -> None:
        one = house()
        status, _told, wrong = one.told("backup", "--to", one.to, "--keys-to", one.keys_to)
        assert status == 2 and "there is no database here yet" in wrong
        assert one.is_bare() and not [*one.to.iterdir(), *one.keys_to.iterdir()]

    def test_with_the_keys_of_another_database_it_refuses(self, house: Callable[..., House]) -> None:
        one = house().fill("Anne")
        for path in one.keys.iterdir():
            path.unlink()
        status, _told, wrong = one.told("backup", "--to", one.to, "--keys-to", one.keys_to)
        assert status == 2 and "no key for any account" in wrong
        assert not [*one.to.iterdir(), *one.keys_to.iterdir()]


class TestWhatGoesAgain:
    def test_keys_go_within_seven_days_and_nothing_else_does(self, house: Callable[..., House]) -> None:
        one = house().fill("Anne")
        first_data, first = one.backup()

        now = datetime.now(UTC)

        def aged(days: float) -> Path:
            when = now - timedelta(days=days)
            return first.with_name(f"tegenwind-keys-{when:%Y%m%dT%H%M%SZ}-0123abcd")

        old, young = aged(6.1), aged(5.9)
        for copy in (old, young):
            copy.mkdir()
            for file in first.iterdir():
                (copy / file.name).write_bytes(file.read_bytes())
        killed = one.keys_to / f".{aged(9).name}.part"
        killed.mkdir()
        (killed / "keys.jsonl").write_text("[1,{}]")
        mine = one.keys_to / "tegenwind-keys-mine"
        mine.mkdir()
        (mine / "manifest.json").write_text("{}")
        elsewhere = one.house / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "manifest.json").write_text("{}")
        aged(30).symlink_to(elsewhere)

        _data, second = one.backup()

        there = {path.name for path in one.keys_to.iterdir()}
        assert there == {first.name, second.name, young.name, mine.name, aged(30).name}
        assert (mine / "manifest.json").exists() and (elsewhere / "manifest.json").exists()
        assert first_data.is_dir()

    def test_of_the_data_as_many_stay_as_asked(self, house: Callable[..., House]) -> None:
        one = house().fill("Anne")
        first, _keys = one.backup()
        older = [first.with_name(f"tegenwind-data-2026010{n}T000000Z-0123abcd") for n in (1, 2)]
        for path in older:
            path.mkdir()
            (path / "manifest.json").write_text("{}")
        (one.to / "photos").mkdir()

        second, _keys = one.backup("--keep", "2")

        assert {path.name for path in one.to.iterdir()} == {first.name, second.name, "photos"}

    @pytest.mark.parametrize("given", ["0", "-1", "many", "1.5"])
    def test_keeping_none_or_some_is_refused(self, house: Callable[..., House], given: str) -> None:
        one = house()
        status, _told, wrong = one.told("backup", "--to", one.to, "--keys-to", one.keys_to, f"--keep={given}")
        assert status == 2 and "allowed is a whole number from 1" in wrong


KILLED = """
import os, signal, sys
from pathlib import Path
from tegenwind.project import backup, cli
at, seen, real = {at}, 0, os.{call}
def killing(*args, **kwargs):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
os.{call} = killing
sys.exit(cli.main(["backup", "--to", {to!r}, "--keys-to", {keys_to!r}]))
"""


def test_one_that_is_killed_leaves_nothing_that_looks_whole(house: Callable[..., House]) -> None:
    one = house().fill("Anne")
    # At the first file, between two, before the manifests, and between the keys' name and the data's.
    for call, at in (("fsync", 1), ("fsync", 4), ("fsync", 40), ("rename", 1), ("rename", 2)):
        done = one.python(KILLED.format(call=call, at=at, to=str(one.to), keys_to=str(one.keys_to)))
        assert done.returncode == -9, (call, at, done.stderr)
        assert form.found_in(one.to, form.DATA) == [], (call, at)
    assert len(form.found_in(one.keys_to, form.KEYS)) == 1, "keys without data: they go by themselves"

    data, _keys = one.backup()

    assert [path for _when, path in form.found_in(one.to, form.DATA)] == [data]
    assert form.checked(data, form.DATA, "--from")
    assert not [path for folder in (one.to, one.keys_to) for path in folder.iterdir() if path.name[0] == "."]


#: Reads, lets somebody join and write in a connection of its own, and reads on.
MEANWHILE = """
import threading
from tegenwind.accounts.models import Vault
from tegenwind.project import backup
from tegenwind.vault.models import SealedRecord
def join():
    person = Person(username="Dora")
    person.set_password(PASSPHRASE)
    vault.put(accounts.join(person), kind="note", body={}, head={})
def seen():
    return [model.objects.using(alias).count() for model in (Vault, SealedRecord)]
with backup._one_moment() as alias:
    people_before, (_vaults, records_before) = Person.objects.using(alias).count(), seen()
    other = threading.Thread(target=join)
    other.start()
    other.join(30)
    assert not other.is_alive(), "nobody waits for a backup"
    assert Person.objects.using(alias).count() == people_before
    vaults, records = seen()
    assert vaults == people_before and records == records_before
assert Person.objects.count() == people_before + 1
"""


def one_moment(one: House) -> None:
    done = one.fill("Els").python(MEANWHILE)
    assert done.returncode == 0, done.stderr


def test_what_is_written_meanwhile_is_not_in_it_and_waits_for_nothing(house: Callable[..., House]) -> None:
    one_moment(house())


#: Between the rows and the keys Anne is erased, and Dora joins.
BETWEEN = """
import sys
from tegenwind.project import backup, cli
real = backup._write_keys
def between(*given):
    accounts.erase_person(people.person_named("Anne"))
    dora = Person(username="Dora")
    dora.set_password(PASSPHRASE)
    accounts.join(dora)
    return real(*given)
backup._write_keys = between
sys.exit(cli.main(["backup", "--to", {to!r}, "--keys-to", {keys_to!r}]))
"""


def test_who_is_erased_while_it_runs_stays_erased(house: Callable[..., House]) -> None:
    one = house().fill("Anne", "Bram")
    done = one.python(BETWEEN.format(to=str(one.to), keys_to=str(one.keys_to)))
    assert done.returncode == 0, done.stderr
    assert "1 account without a key (erased)" in done.stdout
    ((_when, data),) = form.found_in(one.to, form.DATA)
    ((_when, keys),) = form.found_in(one.keys_to, form.KEYS)
    assert len(list(form.rows(keys / "keys.jsonl"))) == 2, "the server's own, and Bram's"
    clean = house()
    assert "left out: 1 account without a key" in clean.restore(data, keys)[1]
    assert [clean.opens(name) for name in ("Anne", "Bram", "Dora")] == [-1, 12, -1]


def storm(one: House, clean: Callable[[], House]) -> None:
    """Three people keep saving. What was answered with "kept" before a backup began is in it, and opens elsewhere."""
    one.start()
    names = ("Noor", "Anne", "Bram")
    address = "/check-ins/new/weerstand/"
    storms = []
    for name in names:
        visitor = Visitor(one)
        visitor.join(name)
        answered = threading.Semaphore(0)
        storms.append(Storm(visitor, address, lambda n: {"r-ja-maar": "4", "w-ja-maar": f"Stand {n}."}, 0, answered))
    for tab in storms:
        tab.start()
    backups = []
    for _backup in range(2):
        for tab in storms:
            for _answer in range(3):
                assert tab.answered.acquire(timeout=60)
        before = [tab.kept for tab in storms]
        made = one.backup()
        backups.append((before, [tab.next for tab in storms], made))
    one.kill()
    for tab in storms:
        tab.join(60)
        assert tab.refused == []

    for before, after, (data, keys) in backups:
        there = clean()
        status, told, wrong = there.restore(data, keys)
        assert (status, wrong) == (0, ""), wrong
        assert "restored: 3 accounts" in told
        there.start()
        for name, at_least, at_most in zip(names, before, after, strict=True):
            visitor = Visitor(there)
            assert visitor.sign_in(name).status == 302
            assert 0 < at_least <= number(visitor.typed(address, "w-ja-maar")) <= at_most
        there.stop()


def test_while_people_write_it_is_one_moment(house: Callable[..., House]) -> None:
    storm(house(), house)


@pytest.mark.postgresql
def test_on_postgresql_too(house: Callable[..., House]) -> None:
    url = os.environ.get("TEGENWIND_TEST_DATABASE_URL", "")
    if not url:
        return  # One run on SQLite, one on PostgreSQL: `TEGENWIND_TEST_DATABASE=postgresql make test`.
    import psycopg

    name = f"backup_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        one = house(TEGENWIND_DATABASE_URL=urlsplit(url)._replace(path=f"/{name}").geturl())
        storm(one, house)
        one_moment(one)
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
