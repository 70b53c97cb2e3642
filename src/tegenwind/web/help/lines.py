"""Whom to turn to, for oneself, with a concern about somebody else, and when something serious is wrong at work: read from the
configuration, with the days of the checks."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

#: A number as people write it.
Phone = Annotated[str, Field(pattern=r"^[0-9+][0-9 -]*$")]


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
    phone: Annotated[list[Phone], Field(min_length=1)]
    web: str = ""


class ConcernLine(Line):
    """A line where a professional can talk over a concern about somebody's safety.

    ``checked_on`` is the day someone last held it against ``source``, the address where it stands.
    """

    checked_on: datetime.date
    source: Annotated[str, Field(min_length=1)]


class Protocol(_Strict):
    """What the own organisation agreed on for such a concern: what it is called, where it stands, who knows it."""

    name: Both
    about: Both
    phone: list[Phone] = []
    web: str = ""


#: What a place is for, in the order of the page: in one's own house, advice from outside, an inspectorate, the police.
PlaceKind = Literal["house", "advice", "inspection", "police"]


class SeriousPlace(_Strict):
    """A place to turn to when something serious is wrong at work: by telephone, by its website, or both.

    A place in the own house may have neither (``about`` then says where to find it). ``checked_on`` and ``source`` as for
    :class:`ConcernLine`.
    """

    country: Literal["NL", "BE", "NL BE"]
    kind: PlaceKind
    name: Both
    about: Both
    phone: list[Phone] = []
    web: str = ""
    checked_on: datetime.date
    source: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.kind != "house" and not self.phone and not self.web:
            raise ValueError(
                "a place that is not in the own house needs a number under `phone` or a website under `web`"
            )
        return self


class Help(_Strict):
    """The pages about whom to turn to; ``checked_on`` is the day someone last held the numbers of ``lines`` against the lines' own pages.

    ``concern`` and ``protocol`` are for the page about somebody's safety, ``serious`` for the page about what is seriously wrong
    at work; a file from before such a page has none.
    """

    checked_on: datetime.date
    lines: Annotated[list[Line], Field(min_length=1)]
    people: list[Both]
    concern: list[ConcernLine] = []
    protocol: list[Protocol] = []
    serious: list[SeriousPlace] = []


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
