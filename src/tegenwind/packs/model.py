"""What a pack holds once it has been read and found without mistakes."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Text = dict[str, str]
"""A text per language code."""

Kind = Literal["re-check", "talk", "pair", "read", "watch", "write", "try", "slow-down", "close"]
KINDS: tuple[Kind, ...] = get_args(Kind)
With = Literal["alone", "someone", "pair"]
Tone = Literal["chafes", "carries"]
Setting = Literal["contact", "meeting", "phone", "corridor", "desk", "break", "road", "home"]
Role = Literal["slow-down"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Frozen):
    """Where the ideas come from. The words in a pack are its own; the source is named."""

    id: str
    title: str
    author: str = ""
    year: int | None = None

    @property
    def line(self) -> str:
        """The source in one line: *Title (Author, 2007)*."""
        inside = ", ".join(part for part in (self.author, str(self.year or "")) if part)
        return f"{self.title} ({inside})" if inside else self.title


class Statement(Frozen):
    """A statement (stelling): one person, one situation, one thing that happens.

    ``tone`` says whether it names something that chafes or something that carries. The two are never reversed into each
    other or averaged; it only chooses the questions to talk it over with.
    """

    id: str
    theme: str
    tone: Tone
    setting: Setting
    text: Text


class Theme(Frozen):
    id: str
    title: Text
    statements: tuple[Statement, ...]


class Part(Frozen):
    """A named part of an activity or a section of a guide: a title, Markdown, and the items of its first list."""

    id: str
    title: str
    markdown: str
    items: tuple[str, ...] = ()


class Prose(Frozen):
    """One language of an activity: the title, what it is for in a sentence, the text and its parts."""

    title: str
    aim: str
    markdown: str
    parts: tuple[Part, ...] = ()

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.id == name), None)


class Film(Frozen):
    """Something to watch. Never embedded: title, maker, and in words where to look for it."""

    title: str
    maker: str
    year: int | None = None
    where: Text


class Activity(Frozen):
    id: str
    kind: Kind
    minutes: int = Field(ge=1, le=90)
    with_: With = Field(alias="with")
    source: str | None = None
    film: Film | None = None
    prose: dict[str, Prose]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Route(Frozen):
    """A development route (ontwikkelroute): what a person may do with a development point, in any order."""

    id: str
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    title: Text
    intro: Text
    activities: tuple[Activity, ...]

    def activity(self, activity_id: str) -> Activity | None:
        return next((activity for activity in self.activities if activity.id == activity_id), None)


class Guide(Frozen):
    """A text in sections that stands beside the routes; ``role`` says where the program opens it."""

    id: str
    role: Role | None = None
    sources: tuple[str, ...]
    title: Text
    intro: Text
    sections: dict[str, tuple[Part, ...]]

    def section(self, language: str, name: str) -> Part:
        return next(part for part in self.sections[language] if part.id == name)


class Pack(Frozen):
    """Everything of one version of a pack. ``digest`` is the SHA-256 over its files and names this version for ever."""

    format: int
    id: str
    version: str
    digest: str
    languages: tuple[str, ...]
    title: Text
    summary: Text
    minutes: int
    licence: str
    sources: tuple[Source, ...]
    themes: tuple[Theme, ...]
    routes: tuple[Route, ...]
    guides: tuple[Guide, ...]

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pack) and other.digest == self.digest

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in the order of the pack."""
        return tuple(statement for theme in self.themes for statement in theme.statements)

    def statement(self, statement_id: str) -> Statement | None:
        return self._by_id.get(statement_id)

    def route(self, route_id: str) -> Route | None:
        return next((route for route in self.routes if route.id == route_id), None)

    def route_for(self, statement_id: str) -> Route:
        """The route that a statement leads to; every statement of a checked pack has exactly one."""
        return next(route for route in self.routes if statement_id in route.statements)

    def source(self, source_id: str) -> Source:
        return next(source for source in self.sources if source.id == source_id)

    def full(self, item: str) -> str:
        """The global id of an item: ``pack:item``."""
        return f"{self.id}:{item}"

    def local(self, full: str) -> str:
        """The id inside this pack of a global or local id."""
        return full.removeprefix(f"{self.id}:")

    @property
    def _by_id(self) -> dict[str, Statement]:
        # Kept on the instance: a pack never changes once loaded.
        found: dict[str, Statement] | None = self.__dict__.get("_statements_by_id")
        if found is None:
            found = {statement.id: statement for statement in self.statements}
            self.__dict__["_statements_by_id"] = found
        return found
