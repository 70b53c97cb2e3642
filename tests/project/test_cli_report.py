"""``tegenwind report`` as real processes: what it writes, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.packs import making
from tests.project.running import EXAMPLES, HEADER, python, run


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "antwoorden.csv"
    file.write_text(HEADER + 'ja-maar,4,3,"Dan wacht ik tot ik mag.",\nblijven-zitten,3,,,\n', encoding="utf-8")
    return file


class TestReport:
    def report(self, answers: Path, *more: str, cwd: Path, out: str = "uit.json") -> dict[str, Any]:
        done = run("report", "--pack", "weerstand", "--answers", answers, *more, "--out", out, cwd=cwd)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}\n", "")
        made: dict[str, Any] = json.loads((cwd / out).read_text(encoding="utf-8"))
        return made

    def test_json_has_exactly_the_keys_that_are_promised(self, answers: Path, tmp_path: Path) -> None:
        made = self.report(answers, "--earlier", str(answers), cwd=tmp_path)

        assert list(made) == [
            "pack",
            "version",
            "digest",
            "language",
            "themes",
            "development_points",
            "changes",
            "conversation",
        ]
        assert (made["pack"], made["language"]) == ("weerstand", "nl")
        theme = made["themes"][0]
        assert set(theme) == {"id", "title", "statements", "answered", "of"}
        assert (theme["id"], theme["answered"], theme["of"]) == ("weerstand:stroef", 2, 4)
        assert set(theme["statements"][0]) == {"id", "recognition", "charge", "position", "words"}
        assert theme["statements"][1] == {
            "id": "weerstand:ja-maar",
            "recognition": 4,
            "charge": 3,
            "position": "stevige wind",
            "words": "Dan wacht ik tot ik mag.",
        }
        assert theme["statements"][0] == {
            "id": "weerstand:harder-werken",
            "recognition": None,
            "charge": None,
            "position": None,
            "words": "",
        }
        (point,) = made["development_points"]
        assert set(point) == {"statement", "route", "reason"}
        assert (point["statement"], point["route"]) == ("weerstand:ja-maar", "weerstand:blijven-als-het-schuurt")
        assert {change["kind"] for change in made["changes"]} == {"same"}
        assert set(made["changes"][0]) == {"statement", "earlier", "now", "kind"}
        assert made["conversation"]

    def test_all_kinds_of_change_out_of_the_example_of_before_and_after(self, tmp_path: Path) -> None:
        name = "neighbourhood-team-deventer"
        made = self.report(
            EXAMPLES / f"{name}-after.csv", "--earlier", str(EXAMPLES / f"{name}-before.csv"), cwd=tmp_path
        )
        kinds = [change["kind"] for change in made["changes"]]

        assert set(kinds) == {"moved", "charge-moved", "same", "same-place-other-meaning", "new"}
        assert kinds.count("same-place-other-meaning") == 1
        assert kinds.count("new") == 1

    @pytest.mark.parametrize(("ending", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-1.7")])
    def test_html_and_pdf(self, answers: Path, tmp_path: Path, ending: str, start: bytes) -> None:
        out = tmp_path / f"uit.{ending}"
        done = run("report", "--pack", "weerstand", "--answers", answers, "--out", out, cwd=tmp_path)

        assert (done.returncode, done.stderr) == (0, "")
        assert out.read_bytes()[: len(start)].lower() == start.lower()
        assert len(out.read_bytes()) < 150 * 1024

    def test_what_was_written_is_for_its_owner_alone(self, answers: Path, tmp_path: Path) -> None:
        self.report(answers, cwd=tmp_path)

        assert (tmp_path / "uit.json").stat().st_mode & 0o777 == 0o600
        assert sorted(path.name for path in tmp_path.iterdir()) == ["antwoorden.csv", "uit.json"]

    def test_in_english(self, answers: Path, tmp_path: Path) -> None:
        made = self.report(answers, "--language", "en", cwd=tmp_path)

        assert made["language"] == "en"
        assert made["themes"][0]["title"] == "When it grates"

    def test_with_a_pack_of_ones_own(self, tmp_path: Path) -> None:
        making.whole(tmp_path / "heel")
        (tmp_path / "in.csv").write_text("statement,recognition\nheel:eerste-stelling,2\n")

        done = run("report", "--pack", "heel", "--answers", "in.csv", "--out", "uit.json", cwd=tmp_path)

        assert done.returncode == 0
        assert json.loads((tmp_path / "uit.json").read_text())["themes"][0]["answered"] == 1

    def test_everything_wrong_is_told_at_once_by_file_and_line_and_nothing_is_written(self, tmp_path: Path) -> None:
        now, then = tmp_path / "nu.csv", tmp_path / "toen.csv"
        now.write_bytes(HEADER.encode() + b"ja-nee,9,,,\nja-maar,4,,caf\xe9,anders\n")
        then.write_text("statement,recognition,punten\nja-maar,,3\n")

        done = run(
            "report",
            "--pack",
            "weerstand",
            "--answers",
            "nu.csv",
            "--earlier",
            "toen.csv",
            "--out",
            "uit.txt",
            cwd=tmp_path,
        )

        assert (done.returncode, done.stdout) == (2, "")
        lines = done.stderr.splitlines()
        assert lines[0] == "--out uit.txt: allowed is a file that ends in .json, .html, .pdf"
        assert lines[1].startswith(
            "nu.csv:2: statement is 'ja-nee', allowed in pack weerstand are: harder-werken, ja-maar,"
        )
        assert lines[2:] == [
            "nu.csv:2: recognition is '9', allowed are 1, 2, 3, 4, 5",
            "nu.csv:3: byte 0xe9 at position 15 is not UTF-8, allowed is text in UTF-8",
            "nu.csv:3: meaning is 'anders', allowed is 'other' or nothing",
            "toen.csv:1: the column 'punten' is not known, allowed are statement, recognition, charge, words, meaning",
            "toen.csv:2: recognition is empty, allowed are 1, 2, 3, 4, 5; leave the line out to leave the statement open",
        ]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["nu.csv", "toen.csv"]

    @pytest.mark.parametrize("ending", ["json", "html", "pdf"])
    def test_a_report_that_is_there_is_left_alone_when_something_is_wrong(self, tmp_path: Path, ending: str) -> None:
        (tmp_path / "in.csv").write_text(HEADER + "ja-maar,9,,,\n")
        out = tmp_path / f"uit.{ending}"
        out.write_bytes(b"van vorige week")

        done = run("report", "--pack", "weerstand", "--answers", "in.csv", "--out", out, cwd=tmp_path)

        assert done.returncode == 2
        assert out.read_bytes() == b"van vorige week"

    def test_a_report_that_is_there_is_written_over_when_all_is_well(self, answers: Path, tmp_path: Path) -> None:
        (tmp_path / "uit.json").write_text("van vorige week")

        assert self.report(answers, cwd=tmp_path)["pack"] == "weerstand"

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (
                ("--pack", "storm"),
                "--pack storm: there is no such pack, allowed are aansluiten, basisbehoeften, klein-verzet, twee-benen, verbinding, "
                "weerstand, zes-zuilen, or the folder",
            ),
            (("--pack", "steun"), "--pack steun: a team answers this pack without names, allowed is a pack of another"),
            (("--answers", "weg.csv"), "weg.csv: No such file or directory, allowed is a CSV file that can be read"),
            (("--answers", "."), ".: Is a directory, allowed is a CSV file that can be read"),
            (("--earlier", "weg.csv"), "weg.csv: No such file or directory, allowed is a CSV file that can be read"),
            (("--out", "uit"), "--out uit: allowed is a file that ends in .json, .html, .pdf"),
            (("--out", "weg/uit.json"), "--out weg/uit.json: there is no folder weg, allowed is a file in a folder"),
            (("--out", "map.json"), "--out map.json: this is a folder, allowed is a file"),
            (("--language", "fr"), "argument --language: invalid choice: 'fr' (choose from 'nl', 'en')"),
        ],
    )
    def test_what_is_wrong_with_the_command_is_told(
        self, answers: Path, tmp_path: Path, arguments: tuple[str, str], told: str
    ) -> None:
        (tmp_path / "map.json").mkdir()
        options = {"--pack": "weerstand", "--answers": answers.name, "--out": "uit.json"}
        options[arguments[0]] = arguments[1]

        done = run("report", *(part for option in options.items() for part in option), cwd=tmp_path)

        assert done.returncode == 2
        assert told in done.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == ["antwoorden.csv", "map.json"]

    def test_a_broken_pack_of_ones_own_tells_its_mistakes(self, answers: Path, tmp_path: Path) -> None:
        making.broken("version", tmp_path)

        done = run("report", "--pack", "version", "--answers", answers, "--out", "uit.json", cwd=tmp_path)

        assert done.returncode == 2
        assert done.stderr.splitlines() == [f"version/{line}" for line in making.expected("version")]
        assert not (tmp_path / "uit.json").exists()

    @pytest.mark.parametrize("ending", ["json", "html", "pdf"])
    def test_no_django_no_database_and_no_connection_is_needed(
        self, answers: Path, tmp_path: Path, ending: str
    ) -> None:
        code = (
            "import socket, sys\n"
            "def refused(*_): raise AssertionError('a connection')\n"
            "socket.socket.connect = refused\n"
            "from tegenwind.project.cli import main\n"
            "status = main(['report', '--pack', 'weerstand', '--answers', sys.argv[1], '--out', sys.argv[2]])\n"
            "assert status == 0, status\n"
            "loaded = sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'allauth', 'sqlite3'))\n"
            "assert not loaded, loaded\n"
        )

        done = python(code, answers, tmp_path / f"uit.{ending}", cwd=tmp_path)

        assert done.returncode == 0, done.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == ["antwoorden.csv", f"uit.{ending}"]


class TestExamples:
    FILES = sorted(EXAMPLES.glob("*.csv"))

    def test_there_are_enough_and_each_is_told_of(self) -> None:
        told = (EXAMPLES / "README.md").read_text(encoding="utf-8")

        assert len(self.FILES) >= 5
        assert [file.name for file in self.FILES if file.name not in told] == []

    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_each_gives_a_report_with_proposals(self, file: Path, tmp_path: Path) -> None:
        english = "dublin" in file.stem
        pack, language = ("verbinding", "en") if english else ("weerstand", "nl")

        done = run(
            "report", "--pack", pack, "--language", language, "--answers", file, "--out", "uit.json", cwd=tmp_path
        )

        assert (done.returncode, done.stderr) == (0, "")
        made = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
        assert len(made["development_points"]) == 3
        assert file.read_text(encoding="utf-8").splitlines()[0] == HEADER.strip()

    def test_one_of_them_left_half_of_it_open(self, tmp_path: Path) -> None:
        run(
            "report",
            *("--pack", "weerstand", "--answers", EXAMPLES / "half-open-kortrijk.csv", "--out", "uit.json"),
            cwd=tmp_path,
        )
        themes = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))["themes"]

        assert sum(theme["answered"] for theme in themes) * 2 == sum(theme["of"] for theme in themes)
