"""Archives that nobody took along: refused with a sentence that names the place, and nothing of them is kept."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.portability import actions_import, refusals, rules, splitting, zips
from tegenwind.vault.models import SealedRecord
from tests.portability import moving
from tests.portability.moving import bring_in, take_along
from tests.portability.test_round_trip import filled

SECRET = "zqgeheimzq"


@pytest.fixture
def taken(mine: Unlocked, pack: Pack, store: Path) -> bytes:
    filled(mine, pack)
    return take_along(mine, store)


def refused(unlocked: Unlocked, data: bytes, store: Path) -> str:
    """What the person is told; after it nothing stands in the vault, and no pack was added."""
    known = sorted(path.name for path in store.iterdir())
    with pytest.raises(refusals.Refused) as told:
        bring_in(unlocked, data, store)
    assert SealedRecord.objects.filter(vault_id=unlocked.vault_id).count() == 0
    assert sorted(path.name for path in store.iterdir()) == known
    assert SECRET not in str(told.value) and SECRET not in told.value.sentence
    return told.value.sentence


def _item(read: dict[str, Any], kind: str, number: int = 0) -> Any:
    return read["records"][kind]["items"][number]


def _set(path: str, value: Any) -> Callable[[Any], None]:
    def change(read: Any) -> None:
        *way, last = path.split("/")
        for step in way:
            read = read[int(step) if step.isdecimal() else step]
        read[int(last) if last.isdecimal() else last] = value

    return change


BODY = "records/check-in/items/1/body"
CHANGES = {
    "a version still to come": (_set("format", 2), "nieuwere Tegenwind"),
    "a record still to come": (_set(f"{BODY}/version", 99), "nieuwere Tegenwind"),
    "a kind still to come": (_set("records/dream", {"items": [], "pinned": []}), "nieuwere Tegenwind"),
    "a version that is no figure": (_set(f"{BODY}/version", "1"), "check-in › 2 › body › version"),
    "no version of the archive": (lambda read: read.pop("format") and None, "geen archief"),
    "a version that only looks like one": (_set("format", True), "geen archief"),
    "a name of its own": (_set("more", 1), "more"),
    "a field of its own": (_set(f"{BODY}/mood", SECRET), "check-in › 2 › body › mood"),
    "too high": (_set(f"{BODY}/answers/ja-maar/recognition", 6), "answers › ja-maar › recognition"),
    "text for a figure": (_set(f"{BODY}/answers/ja-maar/charge", SECRET), "answers › ja-maar › charge"),
    "too long": (_set(f"{BODY}/answers/ja-maar/words", SECRET * 1000), "hoogstens 2000 tekens"),
    "no day": (_set(f"{BODY}/finished_on", SECRET), "jaar-maand-dag"),
    "half a sign": (_set(f"{BODY}/answers/ja-maar/words", "\ud800"), "check-in › 2"),
    "names nobody": (_set(f"{BODY}/earlier", 9), "check-in › 2 › body › earlier"),
    "names a number of the database": (_set(f"{BODY}/earlier", 2**62), "check-in › 2 › body › earlier"),
    "names nothing": (_set(f"{BODY}/earlier", 0), "check-in › 2 › body › earlier"),
    "another pack": (_set(f"{BODY}/pack", "../../x"), "check-in › 2 › body › pack"),
    "a version that is not there": (_set(f"{BODY}/digest", "f" * 64), "niet in het archief"),
    "a version that is a path": (_set(f"{BODY}/digest", "../../../etc"), "niet in het archief"),
    "a route that is not in the pack": (_set("records/route/items/0/body/route", "weg"), "route › 1 › body › route"),
    "an activity that is an address": (
        _set("records/slow-down/items/0/body/activity", "../../sign-out"),
        "slow-down › 1 › body › activity",
    ),
    "a reference out of order": (_set("records/check-in/items/1/ref", 1), "check-in › 2 › ref"),
    "an item that is none": (_set("records/check-in/items/1", [SECRET]), "check-in › 2"),
    "a body that is none": (_set(BODY, SECRET), "check-in › 2"),
    "items that are none": (_set("records/check-in/items", {"a": 1}), "check-in"),
    "a pin to nothing": (_set("records/check-in/pinned/0/ref", 7), "check-in › pinned"),
    "a pin that is none": (_set("records/check-in/pinned/0", SECRET), "check-in › pinned"),
    "two in one slot": (
        _set("records/route/pinned", [{"ref": 1, "slot": "a"}, {"ref": 2, "slot": "a"}]),
        "route › pinned",
    ),
    "a slot too long": (_set("records/route/pinned/0/slot", "a" * 201), "route › pinned"),
    "only items": (lambda read: read["records"]["route"].pop("pinned") and None, "route"),
    "no records": (lambda read: read.pop("records") and None, "geen archief"),
    "records that are a list": (_set("records", []), "records"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_archive_changed_by_hand(name: str, taken: bytes, elsewhere: Unlocked, store: Path) -> None:
    change, told = CHANGES[name]

    assert told in refused(elsewhere, moving.changed(taken, change), store)


def _json(taken: bytes, content: bytes) -> bytes:
    return moving.zipped(moving.members(taken) | {"tegenwind.json": content})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"' + SECRET.encode(),
        b"\xff\xfe",
        b'{"format":1,"records":{}} {}',
        b'{"format":1,"format":1,"records":{}}',
        b'{"format":1,"made":' + b"[" * 100_000 + b"]" * 100_000 + b',"records":{}}',
        b'{"format":NaN,"records":{}}',
        b'{"format":1' + b"0" * 5000 + b',"records":{}}',
        b'{"format":1,"records":{"check-in":{"items":[' + b"[" * 2000 + b"]" * 2000 + b'],"pinned":[]}}}',
        b'{"format":1,"records":{"check-in":{"items":[{"a":1,"a":2}],"pinned":[]}}}',
        b'{"format":1,"records":{"check-in":{"items":["' + b"a" * (rules.RECORD_MAX + 9) + b'"],"pinned":[]}}}',
        b'{"format":1,"records":{"check-in":{"items":[' + b"1," * 20_001 + b'1],"pinned":[]}}}',
        b'{"format":1,"records":{"check-in":{"items":[1 2],"pinned":[]}}}',
        b'{"format":1,"records":{"check-in":{"items":[1,],"pinned":[]}}}',
    ],
)
def test_json_that_is_none_of_ours(content: bytes, taken: bytes, elsewhere: Unlocked, store: Path) -> None:
    assert refused(elsewhere, _json(taken, content), store)


def test_json_written_in_another_way_is_fine(taken: bytes, elsewhere: Unlocked, store: Path) -> None:
    """Spaces, escapes and another order of names: another program may write it."""
    read = json.loads(moving.member(taken, "tegenwind.json"))
    loose = json.dumps(dict(reversed(read.items())), indent=4, ensure_ascii=True).encode("utf-8-sig")

    bring_in(elsewhere, _json(taken, loose), store)

    assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(taken)


def test_a_list_that_is_longer_than_one_run(store: Path) -> None:
    count = 2 * rules.AT_ONCE + 1
    items = b",".join(b'{"body":{"version":1},"ref":%d}' % number for number in range(1, count + 1))
    found = splitting.split(b'{"format":1,"records":{"spoken":{"items":[' + items + b'],"pinned":[]}}}')
    assert [(run.first, run.count) for run in found.runs] == [
        (1, rules.AT_ONCE),
        (rules.AT_ONCE + 1, rules.AT_ONCE),
        (count, 1),
    ]
    assert [one["ref"] for run in found.runs for one in splitting.load(run.text)] == list(range(1, count + 1))


def test_an_archive_without_its_json(taken: bytes, elsewhere: Unlocked, store: Path) -> None:
    files = moving.members(taken)
    del files["tegenwind.json"]

    assert "geen archief van Tegenwind" in refused(elsewhere, moving.zipped(files), store)


@pytest.mark.parametrize(
    "name",
    [
        "../tegenwind.json",
        "/etc/passwd",
        "packs/../../x",
        "C:\\x",
        "a\x00b",
        "packs/" + "0" * 64 + "/pack.yaml.exe",
        "packs/" + "0" * 64 + "/routes/../pack.yaml",
        "packs/x/pack.yaml",
        "a" * 201,
    ],
)
def test_a_name_that_leads_elsewhere(name: str, taken: bytes, elsewhere: Unlocked, store: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for known, content in moving.members(taken).items():
            target.writestr(known, content)
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        target.writestr(entry, b"x")

    if "\x00" in name:
        # What reads zip files cuts a name off there: it is "a" then, which is nothing to us.
        bring_in(elsewhere, made.getvalue(), store)
        return
    assert "dat er niet hoort" in refused(elsewhere, made.getvalue(), store)


def test_a_link_in_the_archive(taken: bytes, elsewhere: Unlocked, store: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for known, content in moving.members(taken).items():
            target.writestr(known, content)
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        target.writestr(entry, b"/etc/passwd")

    assert "dat er niet hoort" in refused(elsewhere, made.getvalue(), store)


def test_a_name_that_stands_twice(taken: bytes, elsewhere: Unlocked, store: Path) -> None:
    made = io.BytesIO(taken)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as target:
        target.writestr("tegenwind.json", b"{}")

    assert "dat er niet hoort" in refused(elsewhere, made.getvalue(), store)


class TestBombs:
    def test_one_that_says_how_large_it_is(self, elsewhere: Unlocked, store: Path) -> None:
        bomb = moving.zipped({"tegenwind.json": b" " * (rules.JSON_MAX + 1)})
        assert len(bomb) < 200_000
        tracemalloc.start()
        assert "Te veel" in refused(elsewhere, bomb, store)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 5 * 1024 * 1024

    def test_one_that_lies_about_it(self, elsewhere: Unlocked, store: Path) -> None:
        bomb = bytearray(moving.zipped({"tegenwind.json": b" " * (rules.JSON_MAX + 1)}))
        for sign, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
            struct.pack_into("<I", bomb, bomb.index(sign) + place, 1000)
        assert "beschadigd" in refused(elsewhere, bytes(bomb), store)

    def test_a_list_of_contents_without_end(self, elsewhere: Unlocked, store: Path) -> None:
        many = moving.zipped({f"{number}": b"" for number in range(rules.MEMBERS_MAX + 1)})
        assert "Te veel" in refused(elsewhere, many, store)

    def test_a_list_of_contents_that_says_it_is_short(self, elsewhere: Unlocked, store: Path) -> None:
        many = bytearray(moving.zipped({f"{number}": b"" for number in range(rules.MEMBERS_MAX + 1)}))
        struct.pack_into("<2H", many, len(many) - 14, 1, 1)
        assert refused(elsewhere, bytes(many), store)

    def test_a_second_list_of_contents(self, taken: bytes, elsewhere: Unlocked, store: Path) -> None:
        zip64 = taken[:-22] + b"PK\6\7" + bytes(16) + taken[-22:]
        assert "geen archief" in refused(elsewhere, zip64, store)

    def test_a_way_of_packing_that_is_not_ours(self, taken: bytes, elsewhere: Unlocked, store: Path) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as target:
            for known, content in moving.members(taken).items():
                target.writestr(known, content)
        assert "dat er niet hoort" in refused(elsewhere, made.getvalue(), store)

    def test_every_cut_and_a_flip_in_each_part(self, taken: bytes, elsewhere: Unlocked, store: Path) -> None:
        """Whatever happens to the bytes: a sentence, and never anything half."""
        step = max(len(taken) // 60, 1)
        for place in range(0, len(taken), step):
            flipped = bytearray(taken)
            flipped[place] ^= 0x55
            for odd in (taken[:place], bytes(flipped)):
                try:
                    incoming = zips.Incoming(odd)
                    splitting.split(incoming.read("tegenwind.json", rules.JSON_MAX))
                except refusals.Refused:
                    continue
        assert SealedRecord.objects.filter(vault_id=elsewhere.vault_id).count() == 0


class TestPacks:
    """The lists with statements that come along."""

    @pytest.fixture
    def foreign(self, mine: Unlocked, pack: Pack, store: Path, tmp_path: Path) -> tuple[bytes, str]:
        """An archive made with a version of a pack that this server does not have, and that version."""
        import shutil

        from tegenwind.packs.store import install

        folder = tmp_path / pack.id
        shutil.copytree(store / pack.digest, folder)
        (folder / "README.md").write_text("Van elders.\n", encoding="utf-8")
        other = install(folder, store)
        from tests.portability.test_round_trip import some

        check_in, _walk, _moment = some(other)
        moving.put(mine, check_in)
        data = take_along(mine, store)
        from tegenwind.packs.store import kept
        from tegenwind.portability import incoming_packs

        shutil.rmtree(store / other.digest)
        kept.cache_clear()
        incoming_packs._checked.clear()
        return data, other.digest

    def test_one_that_is_not_here_is_checked_and_kept_and_not_offered(
        self, foreign: tuple[bytes, str], elsewhere: Unlocked, store: Path
    ) -> None:
        from tegenwind.web import library

        data, digest = foreign
        offered = [one.digest for one in library.offered()]

        bring_in(elsewhere, data, store)

        assert library.version(digest).digest == digest
        assert [one.digest for one in library.offered()] == offered
        assert not [path for path in store.iterdir() if path.name.startswith(".coming")]
        assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(data)

    @pytest.mark.parametrize("purpose", ["check-in", "signals", "needs"])
    def test_every_file_of_each_sort_comes_along(
        self, purpose: str, mine: Unlocked, elsewhere: Unlocked, store: Path, tmp_path: Path
    ) -> None:
        import shutil

        from tegenwind.packs.store import install, kept
        from tegenwind.portability import incoming_packs
        from tegenwind.practice.needs import Needs
        from tests.packs import making

        folder = making.whole(tmp_path / f"heel-{purpose}")
        if purpose != "check-in":
            {"signals": making.signals, "needs": making.needs}[purpose](folder)
        (folder / "LICENSE").write_text("Vrij.\n")
        (folder / "README.md").write_text("Lees mij.\n")
        there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
        pack = install(folder, store)
        try:
            naming = Needs(
                pack=pack.id, pack_version=pack.version, digest=pack.digest, began_on=moving.ON, changed_on=moving.ON
            )
            moving.put(mine, naming)
            data = take_along(mine, store)
            shutil.rmtree(store / pack.digest)
            kept.cache_clear()
            incoming_packs._checked.clear()

            bring_in(elsewhere, data, store)

            home = store / pack.digest
            assert {file.relative_to(home).as_posix() for file in home.rglob("*") if file.is_file()} == there
        finally:
            shutil.rmtree(store / pack.digest, ignore_errors=True)

    def _without(self, store: Path, digest: str) -> None:
        assert not (store / digest).exists()
        assert not [path for path in store.iterdir() if path.name.startswith(".coming")]

    def test_one_whose_words_were_changed(self, foreign: tuple[bytes, str], elsewhere: Unlocked, store: Path) -> None:
        data, digest = foreign
        files = moving.members(data)
        files[f"packs/{digest}/README.md"] += b"Iets anders.\n"

        assert "veranderd" in refused(elsewhere, moving.zipped(files), store)
        self._without(store, digest)

    def test_one_that_is_broken(self, foreign: tuple[bytes, str], elsewhere: Unlocked, store: Path) -> None:
        data, digest = foreign
        files = moving.members(data)
        files[f"packs/{digest}/statements.yaml"] = b"themes: &a [*a]\n"

        assert "statements.yaml › 1" in refused(elsewhere, moving.zipped(files), store)
        self._without(store, digest)

    def test_one_that_was_left_out(self, foreign: tuple[bytes, str], elsewhere: Unlocked, store: Path) -> None:
        data, digest = foreign
        files = {name: content for name, content in moving.members(data).items() if digest not in name}

        assert "Vraag de beheerder" in refused(elsewhere, moving.zipped(files), store)

    def test_one_that_is_too_large(self, foreign: tuple[bytes, str], elsewhere: Unlocked, store: Path) -> None:
        data, digest = foreign
        files = moving.members(data)
        for number in range(20):
            files[f"packs/{digest}/guides/g{number}/nl.md"] = b" " * 500_000

        assert "Te veel" in refused(elsewhere, moving.zipped(files), store)

    def test_a_store_that_is_full(
        self, foreign: tuple[bytes, str], elsewhere: Unlocked, store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data, digest = foreign
        monkeypatch.setattr(rules, "STORE_MAX", 1)

        assert "geen plaats" in refused(elsewhere, data, store)
        self._without(store, digest)


def test_the_words_of_somebody_else_name_nothing_of_theirs(
    mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path
) -> None:
    """Who brings in what another one took along gets a copy: nothing in it leads to the records of that other."""
    filled(mine, pack)
    before = list(SealedRecord.objects.filter(vault_id=mine.vault_id).order_by("pk").values_list("pk", "body"))
    taken = take_along(mine, store)
    from tegenwind.portability import actions_erase, actions_export

    actions_export.stop(mine)
    bring_in(elsewhere, taken, store)
    actions_erase.erase_kind(elsewhere, "check-in")

    now = list(SealedRecord.objects.filter(vault_id=mine.vault_id).order_by("pk").values_list("pk", "body"))
    assert [(pk, bytes(body)) for pk, body in now] == [(pk, bytes(body)) for pk, body in before]


def test_into_a_vault_that_is_not_empty(taken: bytes, mine: Unlocked) -> None:
    before = moving.bodies(mine)
    with pytest.raises(refusals.NotEmpty):
        actions_import.begin(mine, taken)
    assert moving.bodies(mine) == before
