"""One case for intervision, stripped: the moments and parts that the person chose, without the nickname and without days (B6).

Pure: a case, moments, a choice and a language go in; the whole document comes out. Page and PDF only lay it out. Nothing of it is
kept. That the nickname is gone does not make a story anonymous, and the document says so.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from tegenwind.packs import Guide, Pack
from tegenwind.packs.model import Role
from tegenwind.practice import contact
from tegenwind.practice.balance import place_word
from tegenwind.practice.balance_talk import Phase, instruction, talk_word
from tegenwind.practice.case import Case
from tegenwind.practice.case_names import card_lines, client_name, what_name
from tegenwind.practice.contact import Reading
from tegenwind.practice.moment import Moment
from tegenwind.practice.retelling import Line
from tegenwind.wording import Language, Wording, wording

Part = Literal["own", "place", "solution", "protection", "lenses", "attunement", "repair"]
#: The parts of a moment, in the order they are offered and told.
PARTS: Final[tuple[Part, ...]] = get_args(Part)
#: The guides that parts are named after.
ROLES: Final[tuple[Role, ...]] = ("case", "solution", "protection", "lenses", "attunement", "repair")
#: Longest question to the others, in characters.
QUESTION_MAX: Final = 500
#: What may stand before a nickname and goes with it.
ARTICLES: Final = ("de", "het", "een", "'t", "’t", "the", "a", "an")


@dataclass(frozen=True)
class Choice:
    """What the person chose: parts of moments (the id of the moment, and the part), the context of the case, a question."""

    picks: frozenset[tuple[int, Part]] = frozenset()
    context: bool = False
    question: str = field(default="", repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.picks or self.context or self.question.strip())


@dataclass(frozen=True)
class Told:
    """A moment with the version of the pack it was begun with, and its guides by role."""

    id: int
    moment: Moment = field(repr=False)
    pack: Pack = field(repr=False)
    guides: Mapping[Role, Guide] = field(repr=False)


@dataclass(frozen=True)
class Section:
    """The question, the context or a moment. ``moment`` is its id; ``name`` is ``question``, ``context`` or ``moment``."""

    name: Literal["question", "context", "moment"]
    title: str
    blocks: tuple[Line, ...]
    moment: int | None = None


@dataclass(frozen=True)
class Labels:
    """The fixed words around it."""

    kicker: str
    title: str
    intro: str
    line: str
    states: tuple[str, ...]
    yours: str
    page: str
    source: str
    conversation: str


@dataclass(frozen=True)
class Document:
    """The whole document. ``made_on`` stands in the file and not on the paper."""

    language: Language
    made_on: datetime.date
    labels: Labels
    sections: tuple[Section, ...]
    conversation: tuple[Phase, ...]
    sources: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The same for the same words: so that what goes is what was looked at."""
        words = [[section.title, *(f"{line.look} {line.text}" for line in section.blocks)] for section in self.sections]
        return hashlib.sha256(repr((self.language, words)).encode()).hexdigest()[:32]


def part_title(part: Part, told: Told, w: Wording) -> str:
    """What a part of a moment is called."""
    if part == "own":
        return w.t("Mijn woorden bij het moment")
    if part == "place":
        return w.t("Waar ik stond, tussen afstand en nabijheid")
    return told.guides[part].title[w.language]


def parts_of(told: Told, w: Wording) -> tuple[Part, ...]:
    """The parts of a moment where something stands, in their order."""
    return tuple(part for part in PARTS if next(_TELLERS[part](told, w), None) is not None)


def build(case: Case, moments: Sequence[Told], choice: Choice, language: Language, made_on: datetime.date) -> Document:
    """Make the document. Of the moments only what was chosen goes in, the oldest first; the nickname is out of every text."""
    w = wording(language)
    word = client_name(case.client_word, w)
    bare = stripper(case.nickname, w.t("de {word}", word=word))
    sections: list[Section] = []
    if question := choice.question.strip():
        sections.append(Section("question", w.t("Mijn vraag"), (Line("own", bare(question)),)))
    if choice.context and case.context:
        sections.append(Section("context", w.t("Waar ik voor kom"), (Line("own", bare(case.context)),)))
    chosen = [one for one in moments if any(key == one.id for key, _part in choice.picks)]
    for one in sorted(chosen, key=lambda one: (one.moment.on, one.id)):
        lines = [
            Line(line.look, bare(line.text)) if line.look == "own" else line
            for part in PARTS
            if (one.id, part) in choice.picks
            for line in _TELLERS[part](one, w)
        ]
        if lines:
            first = not any(section.name == "moment" for section in sections)
            what = what_name(one.moment.what, w).lower()
            title = w.t("Eerst: {what}", what=what) if first else w.t("Later: {what}", what=what)
            sections.append(Section("moment", title, tuple(lines), one.id))
    sources = dict.fromkeys(source.line for one in chosen for source in one.pack.sources)
    return Document(language, made_on, _labels(word, w), tuple(sections), instruction("intervision", w), tuple(sources))


def stripper(nickname: str, instead: str) -> Callable[[str], str]:
    """A way to put something else where a nickname stands in a text, in whatever letters and with whatever article.

    At the beginning of a sentence it begins with a capital.
    """
    words = _composed(nickname).split()
    if len(words) > 1 and words[0].casefold() in ARTICLES:
        words = words[1:]
    articles = "|".join(map(re.escape, ARTICLES))
    core = r"\s+".join(map(re.escape, words))
    found = re.compile(rf"(?<!\w)(?:(?:{articles})\s+)?{core}(?!\w)", re.IGNORECASE)

    def put(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 8) : match.start()].rstrip(" \t\"'“‘(")
        begins = not before or before[-1] in ".!?…\n"
        return instead[:1].upper() + instead[1:] if begins else instead

    return lambda text: found.sub(put, _composed(text))


def _composed(text: str) -> str:
    """An accent typed apart is the same letter."""
    return unicodedata.normalize("NFC", text)


def _own(told: Told, w: Wording) -> Iterator[Line]:
    yield from _guided(told, "case", w)


def _guided(told: Told, role: Role, w: Wording) -> Iterator[Line]:
    """The words to the sections of a guide, in its order; those to a section that it has not, last."""
    titles = {f"{role}/{part.id}": part.title for part in told.guides[role].sections[w.language]}
    mine = {key: words for key, words in told.moment.words.items() if key.startswith(f"{role}/") and words.strip()}
    for key in (*(key for key in titles if key in mine), *(key for key in mine if key not in titles)):
        yield Line("heading", titles.get(key, told.guides[role].title[w.language]))
        yield Line("own", mine[key].strip())


def _place(told: Told, w: Wording) -> Iterator[Line]:
    if told.moment.place:
        yield Line("place", w.t("Ik stond {place}.", place=place_word(told.moment.place, w)))


def _reading(reading: Reading) -> Callable[[Told, Wording], Iterator[Line]]:
    def lines(told: Told, w: Wording) -> Iterator[Line]:
        for part in contact.told(told.moment, reading, told.pack, told.guides[reading], w):
            yield Line("heading", part.title)
            for one in part.told:
                yield Line("statement", one.title)
                if one.marks:
                    yield Line("small", w.join(one.marks))
                if one.words:
                    yield Line("own", one.words)
            for row in part.rows:
                yield Line("own", " · ".join(filter(None, (row.hindrance, row.scenario, row.who))))

    return lines


def _lenses(told: Told, w: Wording) -> Iterator[Line]:
    for title, words in (
        (told.guides["solution"].title[w.language], told.moment.lens_fit),
        (told.guides["protection"].title[w.language], told.moment.lens_guard),
        (contact.question(contact.ASK, w), told.moment.words.get(contact.ASK, "")),
    ):
        if words.strip():
            yield Line("heading", title)
            yield Line("own", words.strip())


def _attunement(told: Told, w: Wording) -> Iterator[Line]:
    card, guide = told.moment.attunement, told.guides["attunement"]
    if card.is_empty:
        return
    yield Line("heading", guide.title[w.language])
    for line in card_lines(card, guide, w):
        yield Line("small", line.title)
        yield Line("own" if line.own else "text", line.text)


def _repair(told: Told, w: Wording) -> Iterator[Line]:
    yield from _guided(told, "repair", w)


_TELLERS: Final[Mapping[Part, Callable[[Told, Wording], Iterator[Line]]]] = {
    "own": _own,
    "place": _place,
    "solution": _reading("solution"),
    "protection": _reading("protection"),
    "lenses": _lenses,
    "attunement": _attunement,
    "repair": _repair,
}


def _labels(word: str, w: Wording) -> Labels:
    return Labels(
        kicker=w.t("Praktijk"),
        title=w.t("Een casus voor intervisie"),
        intro=w.t(
            "Dit gaat over mij in een contact. Het is een greep uit wat ik daarover opschreef, om samen bij stil te staan."
        ),
        line=w.t("Zonder bijnaam en zonder dagen"),
        states=(
            w.t("Je maakte dit zelf, en koos zelf wat erin staat. De rest bleef waar het was."),
            w.t(
                "De bijnaam is eruit: er staat “de {word}”. Dat maakt een verhaal niet anoniem: wie de mensen kent, herkent ze aan "
                "een detail. Je beroepsgeheim geldt ook aan deze tafel.",
                word=word,
            ),
            w.t(
                "Wie het kan lezen: jij, en wie jij het geeft. Het bestand is niet verzegeld. Bewaar het waar alleen jij bij kunt."
            ),
            w.t("Het is bedoeld om van te leren. Het is geen dossier, en het zegt niets over wie de ander is."),
        ),
        yours=w.t("Dit is van jou. Jij kiest wie het leest."),
        page=w.t("bladzijde"),
        source=w.t("Waar de gedachten vandaan komen"),
        conversation=w.t("Hiermee naar {talk}", talk=talk_word("intervision", w).lower()),
    )
