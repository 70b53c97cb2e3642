"""The command line, as people run it: how it begins and ends."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.project.running import COMMAND, python, run


class TestTheCommandItself:
    def test_it_tells_its_version(self, tmp_path: Path) -> None:
        from tegenwind import __version__

        done = run("--version", cwd=tmp_path)

        assert (done.returncode, done.stdout) == (0, f"tegenwind {__version__}\n")

    def test_help_names_what_it_can_do(self, tmp_path: Path) -> None:
        done = run("--help", cwd=tmp_path)

        assert done.returncode == 0
        assert all(word in done.stdout for word in ("serve", "check", "report", "pack"))

    @pytest.mark.parametrize("arguments", [(), ("waai",), ("pack",), ("pack", "check"), ("report",), ("pack", "new")])
    def test_a_command_that_is_not_whole_ends_with_2_and_shows_how(
        self, arguments: tuple[str, ...], tmp_path: Path
    ) -> None:
        done = run(*arguments, cwd=tmp_path)

        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith("usage: tegenwind")

    def test_nothing_is_written_where_it_runs(self, tmp_path: Path) -> None:
        run("pack", "list", cwd=tmp_path)

        assert list(tmp_path.iterdir()) == []


def test_the_pure_rooms_can_be_used_where_there_is_no_django(tmp_path: Path) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        "class Forbidden:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('django', 'allauth', 'django_cotton', 'csp', 'whitenoise'):\n"
        "            raise ImportError(f'{name} is asked for')\n"
        "sys.meta_path.insert(0, Forbidden())\n"
        "names = []\n"
        "for room in ('wording', 'packs', 'practice', 'sealing', 'report', 'guard'):\n"
        "    package = importlib.import_module(f'tegenwind.{room}')\n"
        "    names.append(package.__name__)\n"
        "    for found in pkgutil.walk_packages(package.__path__, f'{package.__name__}.'):\n"
        "        names.append(importlib.import_module(found.name).__name__)\n"
        "print(len(names))\n"
    )

    done = python(code, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 25


def test_a_reader_that_stops_reading_is_no_reason_to_complain(tmp_path: Path) -> None:
    with subprocess.Popen(
        [COMMAND, "pack", "list", "--json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
