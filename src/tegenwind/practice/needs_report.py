"""What a round along the five needs says (D3): per cell each question on a line of its own, and what was left open.

Pure: a pack, a round, perhaps an earlier one, and a language go in; every sentence comes out in that language. Nothing is
averaged or added up over cells, no cell gets a colour or a mark, and nothing here reads the person's words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from typing import Final

from tegenwind.packs.model import Cell, Line, NeedPart, Pack, Questions, World
from tegenwind.practice.needs import NeedAnswer, Needs
from tegenwind.practice.report import Model
from tegenwind.wording import Language, Wording, wording

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class NeedsLabels(Model):
    """The words of the picture and its table, in the language of the report."""

    title: str
    little: str
    much: str
    need: str
    open: str
    earlier: str
    worlds: tuple[str, ...]
    """The four worlds, in the order of the cells of a need."""


class QuestionLine(Model):
    """One question. ``letter`` names it in the picture; ``place`` (1, too little, to 5, too much) is empty when it was left open.

    ``then`` is where it was in the earlier round, and ``change`` that in a sentence; both only beside an earlier round.
    """

    id: str
    letter: str
    text: str
    place: int | None
    place_word: str
    words: str
    then: int | None = None
    change: str = ""

    @property
    def is_open(self) -> bool:
        """Whether neither a place nor a word was given."""
        return self.place is None and not self.words


class CellLine(Model):
    """One need in one world, with both ends of its line in words.

    ``sentence`` says what was given and what is open, ``told`` the same letter by letter: what the picture shows, for a table.
    """

    need: str
    world: World
    world_title: str
    little: str
    much: str
    questions: tuple[QuestionLine, ...]
    sentence: str
    told: str

    @property
    def is_open(self) -> bool:
        return all(question.is_open for question in self.questions)


class NeedLines(Model):
    """One need: its four cells, what they show in a sentence or a few, and in which worlds one looked."""

    need: str
    title: str
    route: str
    cells: tuple[CellLine, ...]
    sentence: str
    looked: str

    @property
    def is_open(self) -> bool:
        return all(cell.is_open for cell in self.cells)


class Recognised(Model):
    """A belief or an unwritten rule that the person recognised; a belief with the title of its need."""

    id: str
    text: str
    need_title: str = ""


class Told(Model):
    """A question about a compliment, with the person's words."""

    id: str
    text: str
    words: str


class AskingLines(Model):
    """What lies around asking: beliefs and rules with own words, compliments, and giving and receiving beside each other."""

    beliefs: tuple[Recognised, ...]
    beliefs_words: str
    rules: tuple[Recognised, ...]
    rules_words: str
    given: tuple[Told, ...]
    received: tuple[Told, ...]
    giving: str
    receiving: str

    @property
    def is_open(self) -> bool:
        return not any(self.model_dump().values())


class NeedsReport(Model):
    """A whole round. ``picture`` says in sentences what the picture of five by four shows."""

    pack: str
    pack_title: str
    version: str
    digest: str
    language: Language
    began_on: datetime.date
    closed_on: datetime.date | None
    earlier_on: datetime.date | None
    date_line: str
    labels: NeedsLabels
    needs: tuple[NeedLines, ...]
    picture: str
    asking: AskingLines
    sources: tuple[str, ...]


def build(pack: Pack, record: Needs, language: Language, earlier: Needs | None = None) -> NeedsReport:
    """Make the report of a round, beside an earlier one if given.

    Args:
        pack: the version of the pack that the round was begun with.
        record: the round, open or closed.
        language: the language of the report.
        earlier: an earlier round, perhaps of another version of the pack: questions are matched by id.

    Raises:
        ValueError: when the pack has no questions.
    """
    if pack.questions is None:
        raise ValueError("a pack without questions")
    w = wording(language)
    needs = tuple(_need(part, record, earlier, w) for part in pack.questions.needs)
    return NeedsReport(
        pack=pack.id,
        pack_title=pack.title[language],
        version=pack.version,
        digest=pack.digest,
        language=language,
        began_on=record.began_on,
        closed_on=record.closed_on,
        earlier_on=earlier.began_on if earlier else None,
        date_line=date_line(record.began_on, record.changed_on, w),
        labels=labels(w),
        needs=needs,
        picture=_picture(needs, w),
        asking=_asking(pack.questions, record, w),
        sources=tuple(source.line for source in pack.sources),
    )


def labels(w: Wording) -> NeedsLabels:
    """The words of the picture."""
    return NeedsLabels(
        title=w.t("De vijf behoeften, in vier werelden"),
        little=w.t("te weinig"),
        much=w.t("te veel"),
        need=w.t("behoefte"),
        open=w.t("open"),
        earlier=w.t("Een open ring is waar het eerder stond."),
        worlds=tuple(world_word(world, w) for world in ("clients", "self", "team", "organisation")),
    )


def place_word(place: int, w: Wording) -> str:
    """A place (1 to 5) in words."""
    return _place_words(w)[place]


@cache
def _place_words(w: Wording) -> dict[int, str]:
    return {1: w.t("te weinig"), 2: w.t("wat weinig"), 3: w.t("genoeg"), 4: w.t("wat veel"), 5: w.t("te veel")}


def world_word(world: World, w: Wording) -> str:
    """A world as the heading over its questions."""
    return _world_words(w)[world]


@cache
def _world_words(w: Wording) -> dict[World, str]:
    return {
        "clients": w.t("Met cliënten"),
        "self": w.t("Voor mezelf"),
        "team": w.t("In mijn team"),
        "organisation": w.t("In mijn organisatie"),
    }


def date_line(began: datetime.date, changed: datetime.date, w: Wording) -> str:
    """When a round was written in, from the first day to the last."""
    if began == changed:
        return w.date(began)
    return w.t("{since} tot en met {until}", since=w.date(began), until=w.date(changed))


def _need(part: NeedPart, record: Needs, earlier: Needs | None, w: Wording) -> NeedLines:
    cells = tuple(_cell(part, cell, record, earlier, w) for cell in part.cells)
    title = part.title[w.language]
    still = [cell.world_title.lower() for cell in cells if cell.is_open]
    seen = [cell.world_title.lower() for cell in cells if not cell.is_open]
    looked = w.t("Hier gaf je iets aan: {worlds}.", worlds=w.join(seen)) if seen else ""
    if len(still) == len(cells):
        sentence = w.t("Bij {need} is alles nog open.", need=title.lower())
    else:
        said = [cell.sentence for cell in cells if not cell.is_open]
        if still:
            said.append(w.t("Nog helemaal open bij {need}: {worlds}.", need=title.lower(), worlds=w.join(still)))
        sentence = " ".join(said)
    return NeedLines(need=part.need, title=title, route=part.route, cells=cells, sentence=sentence, looked=looked)


def _cell(part: NeedPart, cell: Cell, record: Needs, earlier: Needs | None, w: Wording) -> CellLine:
    lines = tuple(
        _question(question, _LETTERS[index % 26], record, earlier, w) for index, question in enumerate(cell.questions)
    )
    world = world_word(cell.world, w)
    return CellLine(
        need=cell.need,
        world=cell.world,
        world_title=world,
        little=cell.little[w.language],
        much=cell.much[w.language],
        questions=lines,
        sentence=_cell_sentence(part.title[w.language].lower(), world.lower(), lines, w),
        told="; ".join(_told(line, w) for line in lines),
    )


def _told(line: QuestionLine, w: Wording) -> str:
    """A question by its letter: where it stands, and where it stood when that was elsewhere."""
    now = line.place_word or (w.t("alleen woorden") if line.words else w.t("open"))
    if line.then is None or line.then == line.place:
        return f"{line.letter} {now}"
    earlier = w.t("eerder {earlier}", earlier=place_word(line.then, w))
    return f"{line.letter} {now} ({earlier})"


def _question(question: Line, letter: str, record: Needs, earlier: Needs | None, w: Wording) -> QuestionLine:
    answer = record.answer(question.id)
    then = earlier.answer(question.id) if earlier else NeedAnswer()
    return QuestionLine(
        id=question.id,
        letter=letter,
        text=question.text[w.language],
        place=answer.place,
        place_word="" if answer.place is None else place_word(answer.place, w),
        words=answer.words.strip(),
        then=then.place,
        change=_change(answer.place, then.place, w) if earlier else "",
    )


def _change(now: int | None, then: int | None, w: Wording) -> str:
    """The change in a sentence that neither praises nor blames; nothing where there is nothing to lay beside each other."""
    if now is None:
        return "" if then is None else w.t("Eerder {earlier}, nu open.", earlier=place_word(then, w))
    if then is None:
        return w.t("Nieuw: eerder liet je deze open.")
    if now == then:
        return w.t("Zelfde plek als eerder: {now}.", now=place_word(now, w))
    return w.t("Eerder {earlier}, nu {now}.", earlier=place_word(then, w), now=place_word(now, w))


def _cell_sentence(need: str, world: str, lines: tuple[QuestionLine, ...], w: Wording) -> str:
    """*Bij steun in mijn team: a en b dicht bij te weinig, d op genoeg; c is open.* By their letters: nothing is counted."""
    only_words = [line.letter for line in lines if line.place is None and line.words]
    still = [line.letter for line in lines if line.is_open]
    if len(still) == len(lines):
        return w.t("Bij {need} {world} is alles nog open.", need=need, world=world)
    told = []
    if stands := list(_stands(lines, w)):
        told.append(", ".join(stands))
    if only_words:
        one, many = w.t("{letters} heeft alleen woorden"), w.t("{letters} hebben alleen woorden")
        told.append((many if only_words[1:] else one).format(letters=w.join(only_words)))
    if still:
        one, many = w.t("{letters} is open"), w.t("{letters} zijn open")
        told.append((many if still[1:] else one).format(letters=w.join(still)))
    return w.t("Bij {need} {world}: {what}.", need=need, world=world, what="; ".join(told))


def _stands(lines: tuple[QuestionLine, ...], w: Wording) -> Iterator[str]:
    """The letters of each part of the line where one stands, from too little to too much."""
    for places, where in (
        ((1, 2), w.t("{letters} dicht bij te weinig")),
        ((3,), w.t("{letters} op genoeg")),
        ((4, 5), w.t("{letters} dicht bij te veel")),
    ):
        if there := [line.letter for line in lines if line.place in places]:
            yield where.format(letters=w.join(there))


def _picture(needs: tuple[NeedLines, ...], w: Wording) -> str:
    """Where one looked and where one did not yet; the places themselves stand with each need."""
    seen = [need.title.lower() for need in needs if not need.is_open]
    still = [need.title.lower() for need in needs if need.is_open]
    if not seen:
        return w.t("Alles is nog open. Dat mag.")
    if not still:
        return w.t("Bij alle vijf de behoeften gaf je iets aan.")
    return w.t("Je gaf iets aan bij {seen}. Nog open: {still}.", seen=w.join(seen), still=w.join(still))


def _asking(questions: Questions, record: Needs, w: Wording) -> AskingLines:
    titles = {part.need: part.title[w.language] for part in questions.needs}
    told = {
        way: tuple(
            Told(id=one.id, text=one.text[w.language], words=words)
            for one in questions.compliments
            if one.way == way and (words := record.compliments.get(one.id, "").strip())
        )
        for way in ("given", "received")
    }
    return AskingLines(
        beliefs=tuple(
            Recognised(id=one.id, text=one.text[w.language], need_title=titles[one.need])
            for one in questions.beliefs
            if one.id in record.beliefs
        ),
        beliefs_words=record.beliefs_words.strip(),
        rules=tuple(
            Recognised(id=one.id, text=one.text[w.language]) for one in questions.rules if one.id in record.rules
        ),
        rules_words=record.rules_words.strip(),
        given=told["given"],
        received=told["received"],
        giving=record.giving.strip(),
        receiving=record.receiving.strip(),
    )
