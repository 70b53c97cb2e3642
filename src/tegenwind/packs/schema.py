"""What each YAML file of a pack may hold."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from tegenwind.packs.model import (
    Family,
    Group,
    Kind,
    Need,
    Purpose,
    Role,
    Scene,
    Sector,
    Setting,
    Stretch,
    Text,
    Tone,
    Touches,
    Way,
    With,
    World,
)

LANGUAGES = ("nl", "en")

ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
ID_MAX = 60
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=ID_MAX)]
VERSION_PATTERN = r"^[0-9]+\.[0-9]+\.[0-9]+$"
Version = Annotated[str, Field(pattern=VERSION_PATTERN)]

#: The patterns in words, for who reads a mistake.
FORMS = {
    ID_PATTERN: "allowed are a-z, 0-9 and - between them, beginning with a letter",
    VERSION_PATTERN: "allowed are three numbers with dots, such as 1.0.0",
}


def _without_html(text: str) -> str:
    if re.search(r"<[a-zA-Z/!?]", text):
        raise ValueError("raw HTML is not allowed, only text")
    return text


Plain = AfterValidator(_without_html)
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Plain]
Sentences = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600), Plain]
Year = Annotated[int, Field(ge=1800, le=2200)]


def is_id(name: str) -> bool:
    """Whether a name may be an id: a-z, 0-9 and - between them."""
    return len(name) <= ID_MAX and re.fullmatch(ID_PATTERN.strip("^$"), name) is not None


def is_digest(name: str) -> bool:
    """Whether a name may be a digest: the folder of a version in the store."""
    return re.fullmatch("[0-9a-f]{64}", name) is not None


class File(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=False)


class Both(File):
    """A text in Dutch and in English; a missing one is a missing translation."""

    nl: Sentences
    en: Sentences


def text_of(both: Both) -> Text:
    """A text as it is shown: lines and line breaks in a file mean nothing."""
    return {language: " ".join(getattr(both, language).split()) for language in LANGUAGES}


class SourceEntry(File):
    id: Id
    title: Line
    author: Line | None = None
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
    purpose: Purpose = "check-in"
    sources: Annotated[list[SourceEntry], Field(min_length=1)]


class StatementEntry(File):
    id: Id
    tone: Tone
    setting: Setting
    touches: Touches | None = None
    text: Both


class ThemeEntry(File):
    id: Id
    family: Family | None = None
    title: Both
    low: Both | None = None
    high: Both | None = None
    question: Both | None = None
    statements: Annotated[list[StatementEntry], Field(min_length=1)]


class StatementsFile(File):
    """``statements.yaml``"""

    themes: Annotated[list[ThemeEntry], Field(min_length=1)]


class LineEntry(File):
    id: Id
    text: Both


class CellEntry(File):
    world: World
    little: Both
    much: Both
    questions: Annotated[list[LineEntry], Field(min_length=3)]


class NeedEntry(File):
    need: Need
    title: Both
    route: Id
    cells: list[CellEntry]


class BeliefEntry(LineEntry):
    need: Need


class ComplimentEntry(LineEntry):
    way: Way


class QuestionsFile(File):
    """``questions.yaml``"""

    needs: list[NeedEntry]
    beliefs: Annotated[list[BeliefEntry], Field(min_length=1)]
    rules: Annotated[list[LineEntry], Field(min_length=1)]
    compliments: Annotated[list[ComplimentEntry], Field(min_length=1)]


class SpokenEntry(LineEntry):
    setting: Scene


class AvoidedEntry(LineEntry):
    why: Both


class ItemEntry(File):
    id: Id
    title: Both
    text: Both
    questions: Annotated[list[LineEntry], Field(min_length=3)]
    sentences: Annotated[list[SpokenEntry], Field(min_length=6)]
    avoid: list[AvoidedEntry] = []


class GroupEntry(File):
    group: Group
    items: Annotated[list[ItemEntry], Field(min_length=1)]


class ReadingsFile(File):
    """``readings.yaml``"""

    groups: list[GroupEntry]


class ExampleEntry(LineEntry):
    setting: Sector


class FormEntry(File):
    id: Id
    title: Both
    text: Both
    examples: Annotated[list[ExampleEntry], Field(min_length=1)]
    asks: Both


class StretchEntry(File):
    stretch: Stretch
    title: Both
    text: Both
    forms: Annotated[list[FormEntry], Field(min_length=1)]


class ValueEntry(File):
    id: Id
    title: Both
    text: Both


class ActsFile(File):
    """``acts.yaml``"""

    stretches: list[StretchEntry]
    values: Annotated[list[ValueEntry], Field(min_length=1)]


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
