"""``tegenwind pack check | list | new`` as real processes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tegenwind.project import cli
from tests.packs import making
from tests.project.running import ROOT, run

SHIPPED = sorted(folder.name for folder in (ROOT / "packs").iterdir())


class TestPackCheck:
    def test_the_shipped_packs_pass(self, tmp_path: Path) -> None:
        done = run("pack", "check", *sorted((ROOT / "packs").iterdir()), cwd=tmp_path)

        assert (done.returncode, done.stdout, done.stderr) == (0, f"{len(SHIPPED)} packs: no mistakes\n", "")

    def test_one_pack(self, tmp_path: Path) -> None:
        making.whole(tmp_path / "heel")

        assert run("pack", "check", "heel", cwd=tmp_path).stdout == "1 pack: no mistakes\n"

    def test_every_mistake_stands_on_stdout_with_the_path_as_it_was_given(self, tmp_path: Path) -> None:
        making.broken("everything", tmp_path)

        done = run("pack", "check", "everything", cwd=tmp_path)

        assert done.returncode == 2
        assert done.stdout.splitlines() == [f"everything/{line}" for line in making.expected("everything")]
        assert done.stderr == ""

    def test_several_paths_of_which_one_is_broken(self, tmp_path: Path) -> None:
        making.whole(tmp_path / "heel")
        making.broken("version", tmp_path)
        making.broken("no-routes", tmp_path)

        done = run("pack", "check", "heel", "version", "no-routes", cwd=tmp_path)

        assert done.returncode == 2
        assert done.stdout.splitlines() == [
            *(f"version/{line}" for line in making.expected("version")),
            *(f"no-routes/{line}" for line in making.expected("no-routes")),
        ]

    def test_a_folder_with_packs(self, tmp_path: Path) -> None:
        making.whole(tmp_path / "alle" / "heel")
        making.broken("version", tmp_path / "alle")

        done = run("pack", "check", "alle", cwd=tmp_path)

        assert done.returncode == 2
        assert done.stdout.splitlines() == [f"alle/version/{line}" for line in making.expected("version")]

    def test_a_pack_from_inside_its_own_folder(self, tmp_path: Path) -> None:
        folder = making.whole(tmp_path / "heel")

        assert run("pack", "check", ".", cwd=folder).returncode == 0

    def test_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        done = run("pack", "check", "weg", cwd=tmp_path)

        assert done.returncode == 2
        assert done.stdout == (
            "weg:1:1: there is no such folder, allowed is the folder of a pack, with pack.yaml in it\n"
        )

    def test_a_file_name_that_the_terminal_cannot_show_is_no_reason_to_stop(self, tmp_path: Path) -> None:
        folder = making.whole(tmp_path / "heel")
        (folder / "é.txt").write_text("x")
        Path(os.fsdecode(os.fsencode(folder) + b"/z\xe9.txt")).write_bytes(b"x")

        done = run("pack", "check", "heel", cwd=tmp_path, PYTHONIOENCODING="ascii")

        assert done.returncode == 2
        assert [line.split(":")[0] for line in done.stdout.splitlines()] == [r"heel/z\udce9.txt", r"heel/\xe9.txt"]


class TestPackList:
    def listed(self, *arguments: str | Path, cwd: Path) -> list[dict[str, Any]]:
        done = run("pack", "list", "--json", *arguments, cwd=cwd)
        assert done.returncode == 0, done.stderr
        packs: list[dict[str, Any]] = json.loads(done.stdout)
        return packs

    def test_as_json_in_the_shape_that_is_promised(self, tmp_path: Path) -> None:
        making.whole(tmp_path / "heel")

        assert self.listed("heel", cwd=tmp_path) == [
            {
                "id": "heel",
                "version": "0.1.0",
                "digest": self.listed("heel", cwd=tmp_path)[0]["digest"],
                "languages": ["nl", "en"],
                "themes": ["heel:thema"],
                "statements": ["heel:eerste-stelling"],
                "routes": [
                    {
                        "id": "heel:eerste-route",
                        "activities": [
                            "re-check",
                            "talk",
                            "pair",
                            "read",
                            "watch",
                            "write",
                            "try",
                            "slow-down",
                            "close",
                        ],
                    }
                ],
                "items": {"guides": 1},
            }
        ]

    def test_without_a_path_the_packs_of_the_program(self, tmp_path: Path) -> None:
        listed = {pack["id"]: pack for pack in self.listed(cwd=tmp_path)}

        assert sorted(listed) == SHIPPED
        assert len(listed["weerstand"]["statements"]) >= 16
        assert all(statement.startswith("weerstand:") for statement in listed["weerstand"]["statements"])

    def test_packs_of_ones_own_beside_them(self, tmp_path: Path) -> None:
        making.whole(tmp_path / "eigen" / "heel")

        done = run("pack", "list", "--json", cwd=tmp_path, TEGENWIND_PACKS=str(tmp_path / "eigen"))

        assert [pack["id"] for pack in json.loads(done.stdout)] == [*SHIPPED, "heel"]

    def test_in_words(self, tmp_path: Path) -> None:
        making.whole(tmp_path / "heel")

        done = run("pack", "list", "heel", cwd=tmp_path)

        assert done.stdout.splitlines() == [
            "heel 0.1.0 · Titel van dit pakket · nl en",
            "  1 statements in 1 themes, 1 routes, 1 guides",
        ]

    def test_a_folder_without_packs_lists_none(self, tmp_path: Path) -> None:
        assert self.listed(tmp_path, cwd=tmp_path) == []

    def test_broken_packs_and_folders_that_are_not_there_are_all_told(self, tmp_path: Path) -> None:
        making.broken("version", tmp_path)
        making.broken("no-routes", tmp_path)

        done = run("pack", "list", "--json", "version", "weg", "no-routes", cwd=tmp_path)

        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines() == [
            "weg: there is no such folder, allowed is a folder",
            *(f"version/{line}" for line in making.expected("version")),
            *(f"no-routes/{line}" for line in making.expected("no-routes")),
        ]

    def test_a_wrong_setting_is_told(self, tmp_path: Path) -> None:
        done = run("pack", "list", cwd=tmp_path, TEGENWIND_PACKS="/weg")

        assert done.returncode == 2
        assert "TEGENWIND_PACKS names '/weg': allowed are folders that exist." in done.stderr


class TestPackNew:
    def test_a_new_pack_passes_the_check(self, tmp_path: Path) -> None:
        made = run("pack", "new", "mijn-pak", cwd=tmp_path)

        assert made.returncode == 0
        assert "tegenwind pack check mijn-pak" in made.stdout
        assert run("pack", "check", "mijn-pak", cwd=tmp_path).stdout == "1 pack: no mistakes\n"
        assert json.loads(run("pack", "list", "--json", "mijn-pak", cwd=tmp_path).stdout)[0]["id"] == "mijn-pak"

    def test_in_a_folder_that_is_not_there_yet(self, tmp_path: Path) -> None:
        assert run("pack", "new", "a/b/pak", cwd=tmp_path).returncode == 0
        assert (tmp_path / "a" / "b" / "pak" / "pack.yaml").is_file()

    @pytest.mark.parametrize("name", ["Mijn pak", "mijn_pak", "-pak-", "pak\n", "1pak", "é", ".", "..", "p" * 61])
    def test_a_name_that_is_no_id_is_refused_and_nothing_is_made(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)

        assert cli.main(["pack", "new", "--", name]) == 2
        assert "is not an id, allowed are a-z, 0-9 and - between them" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    def test_what_is_there_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "pak").mkdir()
        (tmp_path / "bestand").write_text("x")

        for name in ("pak", "bestand", "bestand/pak"):
            done = run("pack", "new", name, cwd=tmp_path)
            assert done.returncode == 2
            assert done.stderr.startswith(f"{name}: ")
            assert "allowed is a folder" in done.stderr
        assert list((tmp_path / "pak").iterdir()) == []
        assert (tmp_path / "bestand").read_text() == "x"
