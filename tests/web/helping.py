"""A host's own file with lines and places, and what becomes of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from tegenwind.project import config, serving
from tegenwind.web.help.lines import WrongHelp, read_help


def own_help(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of this host, with a text, in force."""
    file = folder / "help.yaml"
    file.write_text(text)
    mine = config.read({"TEGENWIND_HELP": str(file), "TEGENWIND_DATA": str(settings.TEGENWIND.data)})
    monkeypatch.setattr(settings, "TEGENWIND", mine)
    return file


def refused(file: Path, text: str, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With this text in the file its mistake is named, with the place (or what is wrong with all of it), and nothing starts."""
    file.write_text(text)
    with pytest.raises(WrongHelp) as wrong:
        read_help()
    assert any(str(file) in mistake and f": {place}" in mistake for mistake in wrong.value.mistakes)
    assert serving._prepare(settings.TEGENWIND) is False
    assert place in capsys.readouterr().err
