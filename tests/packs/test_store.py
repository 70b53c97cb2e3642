"""The store: every version ever installed, by its digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tegenwind import packs
from tegenwind.packs.store import install, kept
from tests.packs import making


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return making.whole(tmp_path / "heel")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs"


def test_a_pack_is_kept_by_its_digest_and_read_back_the_same(folder: Path, store: Path) -> None:
    pack = install(folder, store)

    assert [home.name for home in store.iterdir()] == [pack.digest]
    assert kept(store, pack.digest) == pack == packs.load(folder)


def test_forms_and_values_are_read_back_the_same(folder: Path, store: Path) -> None:
    making.dissent(folder)
    pack = install(folder, store)

    again = kept(store, pack.digest)
    assert again == pack and again.acts is not None
    assert [form.id for form in again.acts.forms][:2] == ["inside-een", "quiet-een"]
    assert again.acts.values[0].title == {"nl": "Rust", "en": "Calm"}


def test_only_the_owner_may_look_into_the_store(folder: Path, store: Path) -> None:
    install(folder, store)

    assert store.stat().st_mode & 0o777 == 0o700


def test_installing_twice_keeps_one(folder: Path, store: Path) -> None:
    first = install(folder, store)
    place = store / first.digest / "pack.yaml"
    before = place.stat()

    assert install(folder, store) == first
    assert len(list(store.iterdir())) == 1
    assert place.stat().st_mtime_ns == before.st_mtime_ns


def test_a_newer_version_takes_nothing_away(folder: Path, store: Path) -> None:
    older = install(folder, store)
    file = folder / "pack.yaml"
    file.write_text(file.read_text().replace("version: 0.1.0", "version: 0.2.0"))

    newer = install(folder, store)

    assert {home.name for home in store.iterdir()} == {older.digest, newer.digest}
    assert kept(store, older.digest).version == "0.1.0"
    assert kept(store, newer.digest).version == "0.2.0"


def test_hidden_files_are_not_kept(folder: Path, store: Path) -> None:
    (folder / ".geheim").write_text("x")
    pack = install(folder, store)

    assert not (store / pack.digest / ".geheim").exists()


def test_a_broken_pack_is_refused_and_nothing_is_kept(tmp_path: Path, store: Path) -> None:
    with pytest.raises(packs.BrokenPack):
        install(making.broken("everything", tmp_path), store)

    assert not store.exists()


def test_what_an_interrupted_installation_left_does_no_harm(folder: Path, store: Path) -> None:
    half = store / ".coming-abc123"
    half.mkdir(parents=True)
    (half / "pack.yaml").write_text("format: 1\n")

    pack = install(folder, store)

    assert kept(store, pack.digest) == pack
    assert (half / "pack.yaml").exists()


def test_a_copy_that_fails_leaves_nothing_behind(folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tegenwind.packs.store.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        install(folder, store)
    assert list(store.iterdir()) == []
    monkeypatch.undo()

    assert kept(store, install(folder, store).digest).id == "heel"


def test_a_version_that_was_installed_in_the_same_moment_is_as_good(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Path.is_dir
    home = store / packs.digest(folder)
    asked: list[Path] = []

    def not_yet(path: Path) -> bool:
        """The other process puts its copy there after this one has looked, and before it moves its own."""
        if path == home and not asked:
            asked.append(path)
            home.mkdir(parents=True)
            (home / "pack.yaml").write_bytes(b"theirs")
            return False
        return there(path)

    monkeypatch.setattr(Path, "is_dir", not_yet)
    pack = install(folder, store)

    assert [path.name for path in store.iterdir()] == [pack.digest]
    assert (home / "pack.yaml").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    "name",
    ["../heel", "..", "", ".", "/etc", "a" * 63, "A" * 64, "é" * 64, "g" * 64, "a" * 64, ".coming-abc", "a" * 4000],
)
def test_a_digest_that_is_none_or_was_never_installed_is_not_found(folder: Path, store: Path, name: str) -> None:
    install(folder, store)

    with pytest.raises(FileNotFoundError):
        kept(store, name)


@pytest.mark.parametrize("change", ["version: 0.1.1", "version: een"])
def test_a_version_that_was_changed_by_hand_is_refused(folder: Path, store: Path, change: str) -> None:
    digest = install(folder, store).digest
    file = store / digest / "pack.yaml"
    file.write_text(file.read_text().replace("version: 0.1.0", change))

    with pytest.raises(packs.BrokenPack):
        kept(store, digest)
