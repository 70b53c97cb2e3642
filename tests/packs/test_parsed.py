"""A version as it was read before: believed only when it is exactly what this program wrote about exactly these files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tegenwind import packs
from tegenwind.packs import parsed
from tegenwind.packs.store import install, kept
from tests.packs import making

Change = Callable[[Path], object]
SHIPPED = sorted((Path(__file__).resolve().parents[2] / "packs").iterdir())


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs"


@pytest.fixture
def pack(tmp_path: Path, store: Path) -> packs.Pack:
    folder = making.whole(tmp_path / "heel")
    making.dissent(folder)
    return install(folder, store)


def again(store: Path, digest: str) -> packs.Pack:
    """As a process reads it that has read nothing yet."""
    kept.cache_clear()
    return kept(store, digest)


def with_sums(file: Path, body: bytes) -> None:
    """Another content, with a first line that fits it."""
    first, _, _ = file.read_bytes().partition(b"\n")
    file.write_bytes(first.rsplit(b" ", 1)[0] + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def body_of(file: Path) -> bytes:
    return file.read_bytes().partition(b"\n")[2]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: str(folder.name))
def test_every_shipped_pack_comes_back_the_same(folder: Path, store: Path) -> None:
    pack = install(folder, store)

    assert parsed.recall(store, pack.digest) == pack


def test_what_was_read_is_used_again(pack: packs.Pack, store: Path) -> None:
    """Seen by what it says: the same pack with another title, whose sums are right."""
    file = parsed.place(store, pack.digest)
    other = json.loads(body_of(file)) | {"title": {"nl": "Anders", "en": "Otherwise"}}
    with_sums(file, json.dumps(other).encode())

    assert again(store, pack.digest).title == {"nl": "Anders", "en": "Otherwise"}


def test_a_version_that_was_kept_without_it_gets_it(pack: packs.Pack, store: Path) -> None:
    file = parsed.place(store, pack.digest)
    before = file.read_bytes()
    file.unlink()

    assert again(store, pack.digest) == pack
    assert file.read_bytes() == before


def _byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-len(content) // 3] ^= 1
    file.write_bytes(content)


def _first_line(old: bytes, new: bytes) -> Change:
    def change(file: Path) -> None:
        first, _, body = file.read_bytes().partition(b"\n")
        assert old in first
        file.write_bytes(first.replace(old, new, 1) + b"\n" + body)

    return change


def _another_reader(file: Path) -> None:
    first, _, body = file.read_bytes().partition(b"\n")
    parts = first.split(b" ")
    parts[2] = hashlib.sha256(parts[2]).hexdigest().encode()
    file.write_bytes(b" ".join(parts) + b"\n" + body)


def _another_version(file: Path) -> None:
    """A pack that is whole, but of another digest."""
    other = json.loads(body_of(file)) | {"digest": "0" * 64, "version": "9.9.9"}
    with_sums(file, json.dumps(other).encode())


def _half_a_pack(file: Path) -> None:
    head = {name: value for name, value in json.loads(body_of(file)).items() if name != "themes"}
    with_sums(file, json.dumps(head).encode())


def _link(file: Path) -> None:
    elsewhere = file.parent.parent / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize(
    "change",
    [
        _byte,
        _another_reader,
        _another_version,
        _half_a_pack,
        _link,
        _pipe,
        _first_line(b"-pack 1 ", b"-pack 2 "),
        lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"\x80\x04\x95 no text at all"),
        lambda file: with_sums(file, b"[]"),
        lambda file: with_sums(file, b"{" * 100_000),
        lambda file: with_sums(file, b" " * 33_000_000 + body_of(file)),
    ],
    ids=[
        *("byte", "reader", "version", "half pack", "link", "pipe", "format", "half", "empty", "foreign", "list"),
        *("deep", "huge"),
    ],
)
def test_what_is_not_ours_is_not_believed_and_written_anew(pack: packs.Pack, store: Path, change: Change) -> None:
    file = parsed.place(store, pack.digest)
    before = file.read_bytes()
    change(file)

    assert parsed.recall(store, pack.digest) is None
    assert again(store, pack.digest) == pack
    assert file.read_bytes() == before
    assert stat.S_ISREG(file.lstat().st_mode)


def test_a_change_in_what_reads_packs_makes_it_another_reader(pack: packs.Pack, store: Path, tmp_path: Path) -> None:
    """Also between two releases, when the number of the program stays what it was."""
    name = parsed.place(store, pack.digest).read_bytes().split(b" ")[2].decode()
    same, other = tmp_path / "same", tmp_path / "other"
    for room in (same, other):
        shutil.copytree(parsed.ROOM, room, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "rules.py").open("a") as rules:
        rules.write("# one more rule\n")

    assert parsed.reader(same) == name
    assert parsed.reader(other) != name


def test_a_changed_file_of_the_pack_is_refused_whatever_was_read_before(pack: packs.Pack, store: Path) -> None:
    file = store / pack.digest / "routes"
    text = next(file.rglob("nl.md"))
    text.write_text(text.read_text() + "\nNog een zin.\n")

    with pytest.raises(packs.BrokenPack):
        again(store, pack.digest)


def test_it_is_for_its_owner_only_and_nothing_is_left_beside_it(pack: packs.Pack, store: Path) -> None:
    file = parsed.place(store, pack.digest)

    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert {one.name for one in store.iterdir()} == {pack.digest}


def test_where_nothing_can_be_written_a_pack_is_read_all_the_same(pack: packs.Pack, store: Path) -> None:
    """A file stands where the folder should be: that stops whoever runs the tests, also one who may write everywhere."""
    place = parsed.place(store, pack.digest).parent
    for file in place.iterdir():
        file.unlink()
    place.rmdir()
    place.write_text("in the way")

    assert again(store, pack.digest) == pack
    assert place.read_text() == "in the way"


def test_a_folder_in_its_place_is_left_alone_and_no_draft_stays(pack: packs.Pack, store: Path) -> None:
    file = parsed.place(store, pack.digest)
    file.unlink()
    (file / "sub").mkdir(parents=True)

    assert again(store, pack.digest) == pack
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_pack_under_edit_is_always_read_from_its_files(tmp_path: Path, store: Path, pack: packs.Pack) -> None:
    """Another title is believed of the version in the store; never of the folder it came from."""
    file = parsed.place(store, pack.digest)
    with_sums(file, json.dumps(json.loads(body_of(file)) | {"title": {"nl": "Anders", "en": "x"}}).encode())

    assert packs.load(tmp_path / "heel").title == pack.title
    head = tmp_path / "heel" / "pack.yaml"
    head.write_text(head.read_text().replace("format: 1", "format: een"))
    assert packs.check(tmp_path / "heel")
