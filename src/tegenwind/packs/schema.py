"""What each YAML file of a pack may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tegenwind.packs.model import Kind, Role, Setting, Tone, With

LANGUAGES = ("nl", "en")

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Version = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Year = Annotated[int, Field(ge=1800, le=2200)]


class File(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=False)


class Both(File):
    """A text in Dutch and in English; a missing one is a missing translation."""

    nl: Annotated[str, Field(min_length=1, max_length=600)]
    en: Annotated[str, Field(min_length=1, max_length=600)]


class SourceEntry(File):
    id: Id
    title: Line
    author: str = ""
    year: Year | None = None


class PackFile(File):
    """``pack.yaml``"""

    format: Literal["1"]
    id: Id
    version: Version
    languages: list[Literal["nl", "en"]]
    title: Both
    summary: Both
    minutes: Annotated[int, Field(ge=1, le=90)]
    licence: Line
    sources: Annotated[list[SourceEntry], Field(min_length=1)]


class StatementEntry(File):
    id: Id
    tone: Tone
    setting: Setting
    text: Both


class ThemeEntry(File):
    id: Id
    title: Both
    statements: Annotated[list[StatementEntry], Field(min_length=1)]


class StatementsFile(File):
    """``statements.yaml``"""

    themes: Annotated[list[ThemeEntry], Field(min_length=1)]


class FilmEntry(File):
    title: Line
    maker: Line
    year: Year | None = None
    where: Both


class ActivityEntry(File):
    id: Id
    kind: Kind
    minutes: Annotated[int, Field(ge=1, le=90)]
    with_: Annotated[With, Field(alias="with")]
    source: Id | None = None
    film: FilmEntry | None = None


class RouteFile(File):
    """``routes/<id>/route.yaml``"""

    id: Id
    sources: Annotated[list[Id], Field(min_length=1)]
    statements: list[Id]
    activities: list[ActivityEntry]


class GuideFile(File):
    """``guides/<id>/guide.yaml``"""

    id: Id
    role: Role | None = None
    sources: Annotated[list[Id], Field(min_length=1)]
