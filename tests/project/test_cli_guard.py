"""``tegenwind guard``: what it says, what it leaves out, and how it ends."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest

from tegenwind.project import cli, cli_guard
from tests.project.running import COMMAND

Capture = pytest.CaptureFixture[str]


def written(folder: Path, raw: bytes | str) -> Path:
    file = folder / "notes.txt"
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode("utf-8"))
    return file


class TestMarks:
    def test_nothing_marked_ends_with_0_and_says_nothing(self, tmp_path: Path, capsys: Capture) -> None:
        assert cli.main(["guard", str(written(tmp_path, "Ik ging te snel.\n"))]) == 0
        assert capsys.readouterr() == ("", "")

    def test_each_mark_is_a_json_object_on_a_line_of_its_own(self, tmp_path: Path, capsys: Capture) -> None:
        file = written(tmp_path, "Te snel.\r\n😀 Mevrouw Jansen belt 06-12345678.\r\n")

        assert cli.main(["guard", "--json", str(file)]) == 1

        out, err = capsys.readouterr()
        assert [json.loads(line) for line in out.splitlines()] == [
            {"line": 2, "column": 11, "length": 6, "kind": "name"},
            {"line": 2, "column": 23, "length": 11, "kind": "phone"},
        ]
        assert err == ""

    def test_for_people_it_tells_the_place_and_not_the_words(self, tmp_path: Path, capsys: Capture) -> None:
        file = written(tmp_path, "Fatima belde.\n")

        assert cli.main(["guard", str(file)]) == 1

        assert capsys.readouterr().out == f"{file}:1:1: name, 6 characters\n"

    def test_what_comes_in(self, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("bij Zoë thuis".encode())))

        assert cli.main(["guard", "-", "--json"]) == 1
        assert json.loads(capsys.readouterr().out) == {"line": 1, "column": 5, "length": 3, "kind": "name"}

    def test_a_byte_order_mark_is_no_character(self, tmp_path: Path, capsys: Capture) -> None:
        file = written(tmp_path, b"\xef\xbb\xbfFatima")

        assert cli.main(["guard", "--json", str(file)]) == 1
        assert json.loads(capsys.readouterr().out)["column"] == 1

    def test_an_empty_file(self, tmp_path: Path) -> None:
        assert cli.main(["guard", str(written(tmp_path, ""))]) == 0

    def test_the_file_stays_as_it_was(self, tmp_path: Path) -> None:
        file = written(tmp_path, "Fatima\r\nJansen\r")

        cli.main(["guard", str(file)])

        assert file.read_bytes() == b"Fatima\r\nJansen\r"


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("raw", "place"),
        [(b"\xff", "1:1"), (b"een\ntw\xe9\xe9", "2:3"), (b"a\r\nb\rc\xff", "3:2"), ("é".encode() + b"\xc3", "1:2")],
    )
    def test_what_is_not_utf8_is_told_with_its_place(
        self, raw: bytes, place: str, tmp_path: Path, capsys: Capture
    ) -> None:
        file = written(tmp_path, raw)

        assert cli.main(["guard", str(file)]) == 2

        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"{file}:{place}: byte 0x")
        assert err.endswith("is not UTF-8, allowed is text in UTF-8\n")

    @pytest.mark.parametrize("name", ["not-there.txt", "."])
    def test_a_file_that_is_not_there_or_is_none(self, name: str, tmp_path: Path, capsys: Capture) -> None:
        assert cli.main(["guard", "--json", str(tmp_path / name)]) == 2

        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(str(tmp_path / name)) and "allowed is a file with text in UTF-8" in err

    def test_a_text_that_is_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
        monkeypatch.setattr(cli_guard, "LARGEST", 1024 * 1024)

        assert cli.main(["guard", str(written(tmp_path, b"a" * (1024 * 1024 + 1)))]) == 2
        assert "at most 1 MB" in capsys.readouterr().err

    def test_without_a_file_it_shows_how(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(["guard"])

        assert ended.value.code == 2
        assert capsys.readouterr().err.startswith("usage: tegenwind guard")


class TestAReaderWhoLeaves:
    """``tegenwind guard notes.txt | head -1``: whoever asks for the status gets the one of the whole text."""

    @pytest.mark.parametrize("lines", [3, 20_000])
    def test_the_command_ends_as_it_would_have(self, lines: int, tmp_path: Path) -> None:
        file = written(tmp_path, "mevrouw Jansen\n" * lines)
        with subprocess.Popen(
            [COMMAND, "guard", file], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
        ) as command:
            assert command.stdout is not None and command.stderr is not None
            if lines > 3:
                assert command.stdout.readline()
            command.stdout.close()
            said = command.stderr.read()

        assert (command.returncode, said) == (1, "")
