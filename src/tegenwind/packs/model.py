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
Role = Literal[
    "slow-down",
    "two-legs",
    "roles",
    "omnipotence",
    "history",
    "self-care",
    "support",
    "needs",
    "case",
    "solution",
    "protection",
    "lenses",
    "attunement",
    "repair",
    "concern",
    "circle",
    "choose",
    "sorting",
    "serious",
    "conversation",
    "listening",
]
Purpose = Literal["check-in", "signals", "needs", "cases", "dissent", "team"]
Family = Literal["distance", "nearness", "touched"]
FAMILIES: tuple[Family, ...] = get_args(Family)
Touches = Literal["trust", "safety", "intimacy", "control", "autonomy", "meaning"]
TOUCHES: tuple[Touches, ...] = get_args(Touches)
Need = Literal["place", "nourishment", "support", "protection", "limits"]
NEEDS: tuple[Need, ...] = get_args(Need)
World = Literal["clients", "self", "team", "organisation"]
WORLDS: tuple[World, ...] = get_args(World)
Way = Literal["given", "received"]
Group = Literal["moves", "reasons", "ways", "protections"]
GROUPS: tuple[Group, ...] = get_args(Group)
Scene = Literal["neighbourhood", "youth", "nursing", "therapy", "team"]
Stretch = Literal["inside", "quiet", "beside", "asking", "saying", "openly"]
STRETCHES: tuple[Stretch, ...] = get_args(Stretch)
Sector = Literal["care", "youth", "social", "education"]
SECTORS: tuple[Sector, ...] = get_args(Sector)


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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
    touches: Touches | None = None
    """What a signal of being touched too much touches (D5): only in a pack of signals."""


class Theme(Frozen):
    """Statements that belong together; in a pack of signals ``family`` says which of the three they are (D2, D5).

    In a pack for a team (E1) they are of one tone, so that the theme has a place on a line: at ``low`` nobody recognises them, at
    ``high`` everybody does. ``question`` is what a team can begin to talk with.
    """

    id: str
    title: Text
    statements: tuple[Statement, ...]
    family: Family | None = None
    low: Text | None = None
    high: Text | None = None
    question: Text | None = None

    @property
    def tone(self) -> Tone | None:
        """The one tone of all its statements; none when there are both."""
        tones = {statement.tone for statement in self.statements}
        return tones.pop() if len(tones) == 1 else None


class Line(Frozen):
    """A sentence or question with an id of its own."""

    id: str
    text: Text


class Cell(Frozen):
    """One need in one world (D3): its questions, and in words both ends of the line between too little and too much."""

    need: Need
    world: World
    little: Text
    much: Text
    questions: tuple[Line, ...]


class NeedPart(Frozen):
    """One of the five basic needs, with its cells and the route that goes with it."""

    need: Need
    title: Text
    route: str
    cells: tuple[Cell, ...]

    def cell(self, world: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.world == world), None)


class Belief(Line):
    """Something that keeps a person from asking, as a sentence one may recognise."""

    need: Need


class Compliment(Line):
    """A question about a compliment, given or received."""

    way: Way


class Questions(Frozen):
    """The questions about the five needs, and what lies around asking: a pack of needs has them."""

    needs: tuple[NeedPart, ...]
    beliefs: tuple[Belief, ...]
    rules: tuple[Line, ...]
    compliments: tuple[Compliment, ...]

    def need(self, need: str) -> NeedPart | None:
        return next((part for part in self.needs if part.need == need), None)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for part in self.needs for cell in part.cells)

    def place_of(self, question_id: str) -> Cell | None:
        """The cell of a question."""
        for cell in self.cells:
            if any(question.id == question_id for question in cell.questions):
                return cell
        return None


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


class Spoken(Line):
    """A sentence to try in the contact, with the sort of place it is heard in."""

    setting: Scene


class Avoided(Line):
    """A sentence that closes the door, and why."""

    why: Text


class Item(Frozen):
    """Something one may see or do in a contact (B2, B3): a move, a reason, a way to move along, or what may be protected.

    ``questions`` are for oneself, ``sentences`` for the contact.
    """

    id: str
    title: Text
    text: Text
    questions: tuple[Line, ...]
    sentences: tuple[Spoken, ...]
    avoid: tuple[Avoided, ...]


class Readings(Frozen):
    """The items of both readings of a contact, by group: a pack of cases has them."""

    groups: dict[Group, tuple[Item, ...]]

    def item(self, item_id: str) -> Item | None:
        return next((item for items in self.groups.values() for item in items if item.id == item_id), None)


class Example(Line):
    """What a colleague says or does, in one of the sectors people work in."""

    sector: Sector


class Form(Frozen):
    """One way to do something with a tension (C3), with an example from each sector and a question to oneself."""

    id: str
    title: Text
    text: Text
    examples: tuple[Example, ...]
    asks: Text


class StretchPart(Frozen):
    """A piece of the line from silent to active, with the forms that lie there."""

    stretch: Stretch
    title: Text
    text: Text
    forms: tuple[Form, ...]


class Value(Frozen):
    """Something one may stand for, with a sentence in which a helper recognises it in a working day (C5)."""

    id: str
    title: Text
    text: Text


class Acts(Frozen):
    """The line from silent to active with its forms, and values to choose from: a pack of small dissent has them."""

    stretches: tuple[StretchPart, ...]
    values: tuple[Value, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms, from silent to active."""
        return tuple(form for part in self.stretches for form in part.forms)

    def form(self, form_id: str) -> Form | None:
        return next((form for form in self.forms if form.id == form_id), None)

    def value(self, value_id: str) -> Value | None:
        return next((value for value in self.values if value.id == value_id), None)


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
    purpose: Purpose = "check-in"
    questions: Questions | None = None
    readings: Readings | None = None
    acts: Acts | None = None

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
        """The one route that a statement leads to. Raises ``LookupError`` in a pack for a team, which has no routes."""
        for route in self.routes:
            if statement_id in route.statements:
                return route
        raise LookupError(statement_id)

    def guide(self, role: Role) -> Guide | None:
        """The first guide with a role."""
        return next((guide for guide in self.guides if guide.role == role), None)

    def source(self, source_id: str) -> Source:
        return next(source for source in self.sources if source.id == source_id)

    def full(self, item: str) -> str:
        """The global id of an item: ``pack:item``."""
        return f"{self.id}:{item}"

    def local(self, full: str) -> str:
        """The id inside this pack of a global or local id."""
        return full.removeprefix(f"{self.id}:")

    @property
    def _by_id(self) -> dict[str, Statement]:  # Kept on the instance: a pack never changes once loaded.
        found: dict[str, Statement] | None = self.__dict__.get("_statements_by_id")
        if found is None:
            found = {statement.id: statement for statement in self.statements}
            self.__dict__["_statements_by_id"] = found
        return found
