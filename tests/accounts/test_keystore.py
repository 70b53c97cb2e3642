"""The key store and the gate before slow derivations."""

import os
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from tegenwind.accounts.derivation import AT_ONCE, turn
from tegenwind.accounts.errors import KeyStoreError, KeyStoreMissing
from tegenwind.accounts.keystore import FileKeyStore

PEPPER = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> FileKeyStore:
    return FileKeyStore(tmp_path / "keys")


def test_a_pepper_is_kept_for_its_person_only(store: FileKeyStore) -> None:
    store.create(5, PEPPER)
    assert store.get(5) == PEPPER
    store.settle(5)
    assert store.get(5) == PEPPER
    with pytest.raises(KeyStoreMissing, match="account 6"):
        store.get(6)


def test_only_the_owner_of_the_program_reads_it(store: FileKeyStore) -> None:
    store.create(5, PEPPER)
    store.settle(5)
    assert store.folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in store.folder.iterdir()] == ["5"]
    assert (store.folder / "5").stat().st_mode & 0o777 == 0o600


def test_a_pepper_is_never_overwritten(store: FileKeyStore) -> None:
    store.create(5, PEPPER)
    with pytest.raises(KeyStoreError):
        store.create(5, bytes(32))
    store.settle(5)
    with pytest.raises(KeyStoreError):
        store.create(5, bytes(32))
    assert store.get(5) == PEPPER
    assert [path.name for path in store.folder.iterdir()] == ["5"]


def test_a_damaged_pepper_is_said_and_not_used(store: FileKeyStore) -> None:
    store.create(5, PEPPER)
    (store.folder / "5.new").write_bytes(PEPPER[:20])
    with pytest.raises(KeyStoreError, match="damaged"):
        store.get(5)


def test_what_is_deleted_is_gone(store: FileKeyStore) -> None:
    store.create(5, PEPPER)
    store.delete(5)
    store.delete(5)
    with pytest.raises(KeyStoreMissing):
        store.get(5)


def test_only_peppers_without_a_settled_account_wait(store: FileKeyStore) -> None:
    store.create(5, PEPPER)
    store.create(6, PEPPER)
    store.settle(6)
    os.utime(store.folder / "5.new", (0, 0))
    store.create(7, PEPPER)
    assert list(store.waiting(3600)) == [5]


def test_two_derivations_at_once_and_no_more(tmp_path: Path) -> None:
    counting, most = threading.Lock(), []
    active = 0
    pair = threading.Barrier(AT_ONCE, timeout=30)  # Broken when two never stand inside together.

    def derive_something() -> None:
        nonlocal active
        with turn(tmp_path):
            with counting:
                active += 1
                most.append(active)
            pair.wait()
            with counting:
                active -= 1
            pair.wait()

    threads = [threading.Thread(target=derive_something) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not pair.broken
    assert len(most) == 10 and max(most) == AT_ONCE


@pytest.mark.parametrize("ends", range(AT_ONCE))
def test_whichever_turn_ends_the_next_one_begins(tmp_path: Path, ends: int) -> None:
    with ExitStack() as rest:
        turns = [ExitStack() for _turn in range(AT_ONCE)]
        for one in turns:
            one.enter_context(turn(tmp_path))
            rest.push(one)
        begun = [threading.Event() for _next in range(3)]

        def derive_something(place: int) -> None:
            with turn(tmp_path):
                begun[place].set()

        threads = [threading.Thread(target=derive_something, args=(place,)) for place in range(3)]
        for thread in threads:
            thread.start()
        assert not any(one.is_set() for one in begun)
        turns[ends].close()
        assert all(one.wait(30) for one in begun)
    for thread in threads:
        thread.join(30)
