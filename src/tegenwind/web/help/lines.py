"""Whom to turn to now: read from the configuration file, with the date it was last checked."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(_Strict):
    nl: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def told(self, language: str) -> str:
        return self.en if language == "en" else self.nl


class Line(_Strict):
    """A line to call: ``country`` is NL, BE or both."""

    country: Literal["NL", "BE", "NL BE"]
    name: Both
    about: Both
    phone: Annotated[list[Annotated[str, Field(pattern=r"^[0-9+][0-9 -]*$")]], Field(min_length=1)]
    web: str = ""


class Help(_Strict):
    """The help page; ``checked_on`` is the day someone last held the numbers against the lines' own pages."""

    checked_on: datetime.date
    lines: Annotated[list[Line], Field(min_length=1)]
    people: list[Both]


class WrongHelp(Exception):
    """The file with help lines cannot be used; ``mistakes`` says what is wrong, line by line."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> Help:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Help.model_validate(content)
    except yaml.YAMLError as error:
        raise WrongHelp([f"{path}: this is not YAML ({getattr(error, 'problem', '')})"]) from error
    except ValidationError as error:
        raise WrongHelp(
            [f"{path}: {'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors(include_url=False)]
        ) from error


def read_help() -> Help:
    """The help page as configured. Raises :class:`WrongHelp`; the server refuses to start then."""
    path: Path = settings.TEGENWIND.help_file
    return _read(path, path.stat().st_mtime_ns)
