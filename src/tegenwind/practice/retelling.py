"""What was kept in Evenwicht, told back in lines: the report and the book of everything lay out the same.

Each function tells one record, or nothing where nothing was kept. How much is told is in :class:`How`; what is told is never
more than the record holds, in the order its pages have it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from tegenwind.packs import Pack
from tegenwind.packs.model import FAMILIES
from tegenwind.practice import balance_names as names
from tegenwind.practice import needs_report
from tegenwind.practice.balance import Balance, place_word, weight_word
from tegenwind.practice.intention import Intention, ended_word, who_word
from tegenwind.practice.needs import Needs
from tegenwind.practice.needs_report import NeedsReport
from tegenwind.practice.self_care import LEVELS, Item, SelfCare, item_line
from tegenwind.practice.signals import Signals
from tegenwind.practice.support import Support, arrived_line
from tegenwind.practice.writing import History, Omnipotence, OmnipotenceStep
from tegenwind.wording import Wording

#: ``own`` is what the person wrote, ``statement`` a sentence of a pack, ``small`` what is said beside it.
Look = Literal["piece", "heading", "statement", "place", "own", "text", "small"]


@dataclass(frozen=True)
class Line:
    """A line of what is told. ``piece`` begins a record in a report, ``heading`` a part of one."""

    look: Look
    text: str


@dataclass(frozen=True)
class How:
    """How a record is told.

    Attributes:
        words: with the person's own words. Nicknames, names and intentions are own words too.
        figures: with the figure behind each word of a place or a weight, in square brackets.
        whole: all there is, for the book. A report leaves out what only its owner needs: sentences marked as not there now,
            how somebody can be reached, reminders, and which practice an intention came from.
    """

    words: bool = True
    figures: bool = False
    whole: bool = False

    def figure(self, word: str, value: int) -> str:
        """A word, with its figure for who asked for figures."""
        return f"{word} [{value}]" if self.figures and word else word

    def own(self, words: str) -> Iterator[Line]:
        """What the person wrote, if it may come along."""
        if self.words and words.strip():
            yield Line("own", words.strip())

    def under(self, heading: str, words: str) -> Iterator[Line]:
        """The same under a heading of its own."""
        if self.words and words.strip():
            yield Line("heading", heading)
            yield Line("own", words.strip())


WHOLE = How(whole=True)


def balance(record: Balance, how: How, w: Wording) -> Iterator[Line]:
    """One look at the balance, in sentences."""
    if record.place:
        place = how.figure(place_word(record.place, w), record.place)
        yield Line("place", w.t("Je stond {place}.", place=place))
    for weight, sentence in (
        (record.doing, w.t("Gewicht op je doe-been: {weight}.")),
        (record.meaning, w.t("Gewicht op je betekenis-been: {weight}.")),
    ):
        if weight:
            yield Line("text", sentence.format(weight=how.figure(weight_word(weight, w), weight)))
    yield from how.own(record.words)


def signals(record: Signals, pack: Pack | None, how: How, w: Wording) -> Iterator[Line]:
    """The marked sentences by family, what speaks, both questions, and the roles."""
    told: set[str] = set()
    for family in FAMILIES if pack else ():
        theirs = [one for theme in cast(Pack, pack).themes if theme.family == family for one in theme.statements]
        shown = [one for one in theirs if record.noticed(one.id) or (how.whole and one.id in record.marks)]
        told |= {one.id for one in shown}
        if shown:
            yield Line("heading", names.family_name(family, w))
        for one in shown:
            yield from _signal(record, one.id, one.text[w.language], w)
    for statement in dict.fromkeys((*record.marks, *record.speaks)) if how.whole else ():
        # Without the pack, or no longer in it: the mark is theirs all the same.
        if statement not in told:
            yield from _signal(record, statement, statement, w)
    yield from how.under(w.t("Wat hierin zou iedereen raken?"), record.anybody)
    yield from how.under(w.t("Wat raakt juist jou?"), record.mine)
    if record.roles:
        yield Line("heading", w.t("Rollen die je herkende"))
        yield Line("text", w.join(names.role_name(role, w) for role in record.roles))
        yield from how.own(record.roles_words)
    else:
        yield from how.under(w.t("Bij de rollen"), record.roles_words)


def _signal(record: Signals, statement: str, text: str, w: Wording) -> Iterator[Line]:
    mark = record.marks.get(statement)
    said = [names.mark_word(mark, w)] if mark else []
    if statement in record.speaks:
        said.append(w.t("deze zin spreekt, zei je"))
    yield Line("statement", text)
    yield Line("small", " · ".join(said))


def needs(record: Needs, told: NeedsReport | None, how: How, w: Wording) -> Iterator[Line]:
    """The questions that were answered, by need and world, and what lies around asking. ``told`` is None without the pack."""
    known: set[str] = set()
    beliefs: tuple[str, ...] = record.beliefs
    rules: tuple[str, ...] = record.rules
    if told is not None:
        for need in told.needs:
            yield from need_lines(need, how, w)
        asking = told.asking
        beliefs, rules = tuple(one.text for one in asking.beliefs), tuple(one.text for one in asking.rules)
        known = {one.id for need in told.needs for cell in need.cells for one in cell.questions}
        known |= {one.id for one in (*asking.beliefs, *asking.rules)}
        if how.whole:
            beliefs += tuple(name for name in record.beliefs if name not in known)
            rules += tuple(name for name in record.rules if name not in known)
    for name, answer in record.answers.items() if how.whole or told is None else ():
        # Without the pack, or no longer in it: what was given is theirs all the same.
        if name not in known and not answer.is_empty:
            yield Line("statement", name)
            yield from _answer(answer.place, answer.words, how, w)
    yield from _recognised(w.t("Wat me tegenhoudt om te vragen"), beliefs, record.beliefs_words, how)
    yield from _recognised(w.t("Ongeschreven regels"), rules, record.rules_words, how)
    yield from _compliments(record, told, how, w)
    yield from how.under(w.t("Wat ik geef"), record.giving)
    yield from how.under(w.t("Wat ik krijg"), record.receiving)


def _compliments(record: Needs, told: NeedsReport | None, how: How, w: Wording) -> Iterator[Line]:
    questions = {one.id: one.text for one in (*told.asking.given, *told.asking.received)} if told else {}
    order = [*questions, *(name for name in record.compliments if name not in questions)]
    written = [name for name in order if record.compliments.get(name, "").strip()]
    if how.words and written:
        yield Line("heading", w.t("Complimenten"))
        for name in written:
            yield Line("statement", questions.get(name, name))
            yield from how.own(record.compliments[name])


def need_lines(need: needs_report.NeedLines, how: How, w: Wording) -> Iterator[Line]:
    """One need: each answered question with its place and words."""
    for cell in need.cells:
        answered = [one for one in cell.questions if one.place is not None or (how.words and one.words)]
        if not answered:
            continue
        yield Line("heading", f"{need.title} · {cell.world_title}")
        if any(one.place is not None for one in answered):
            yield Line("small", w.t("Te weinig: {little} Te veel: {much}", little=cell.little, much=cell.much))
        for one in answered:
            yield Line("statement", f"{one.letter}. {one.text}")
            yield from _answer(one.place, one.words, how, w)


def _answer(place: int | None, words: str, how: How, w: Wording) -> Iterator[Line]:
    if place is not None:
        yield Line("place", how.figure(needs_report.place_word(place, w), place))
    yield from how.own(words)


def _recognised(heading: str, sentences: Collection[str], words: str, how: How) -> Iterator[Line]:
    if sentences or (how.words and words.strip()):
        yield Line("heading", heading)
    for sentence in sentences:
        yield Line("statement", sentence)
    yield from how.own(words)


def writing(
    record: Omnipotence | History, how: How, w: Wording, *, steps: Collection[str] | None = None
) -> Iterator[Line]:
    """What was written, step under step; only these ``steps`` if any are given. Without words: that something was written."""
    if isinstance(record, History) and record.company and how.whole:
        yield Line("heading", names.history_step("company", w))
        yield Line("text", names.company_word(record.company, w))
    for step in record.STEPS:
        words = record.texts.get(step, "").strip()
        if not words or (steps is not None and step not in steps):
            continue
        yield Line("heading", step_name(record, step, w))
        yield Line("own", words) if how.words else Line("small", w.t("Hier schreef je iets."))


def step_name(record: Omnipotence | History, step: str, w: Wording) -> str:
    """What a step of a writing is called."""
    if isinstance(record, Omnipotence) and step in get_args(OmnipotenceStep):
        return names.omnipotence_step(cast(OmnipotenceStep, step), w)
    return names.history_step(step, w)  # type: ignore[arg-type]


def self_care(record: SelfCare, how: How, w: Wording) -> Iterator[Line]:
    """The plan in A, B and C; what weighs and what carries after each other, and never subtracted."""
    for level in LEVELS:
        words = record.level(level)
        if how.words and not words.is_empty:
            yield Line("heading", names.level_name(level, w))
            for title, text in ((w.t("Aandacht"), words.attention), (w.t("Acceptatie"), words.acceptance)):
                if text.strip():
                    yield Line("small", title)
                    yield from how.own(text)
    yield from _side(w.t("Wat weegt"), record.weighs, how, w)
    yield from _side(w.t("Wat draagt"), record.carries, how, w)
    yield from how.under(w.t("Verbinding"), record.connection)
    yield from how.under(w.t("Uitspreken"), record.communication)


def _side(heading: str, items: Collection[Item], how: How, w: Wording) -> Iterator[Line]:
    lines: list[Line] = []
    for item in items:
        lines += how.own(item.words)
        said = item_line(item, w)
        if item.weight and how.figures:
            said = f"{said} [{item.weight}]"
        if said:
            lines.append(Line("small" if how.words else "text", said))
    if lines:
        yield Line("heading", heading)
        yield from lines


def intention(record: Intention, how: How, w: Wording) -> Iterator[Line]:
    """An intention, who acts, and each time it was looked at."""
    yield from how.own(record.words)
    yield Line("place", w.t("Wie doet: {who}.", who=who_word(record.who, w)))
    if how.whole and record.came_from:
        yield Line("small", w.t("kwam uit: {practice}", practice=names.from_name(record.came_from, w)))
    if record.look_on and how.whole:
        day = w.date(record.look_on)
        yield Line("small", w.t("nog eens kijken op {day}", day=day))
        if record.remind:
            yield Line("small", w.t("met een regel op Vandaag vanaf die dag"))
    for look in record.looks:
        yield Line("small", w.t("nog eens gekeken op {day}", day=w.date(look.on)))
        yield from how.own(look.words)
    if record.ended:
        ended = ended_word(record.ended, w)
        on = record.ended_on
        yield Line("small", w.t("{ended} op {day}", ended=ended, day=w.date(on)) if on else ended)
    yield from how.under(w.t("De tekst voor op tafel"), record.table)


def support(record: Support, how: How, w: Wording) -> Iterator[Line]:
    """One thing on the map: who, for what and when, and whether it arrived as support."""
    if not record.there:
        yield Line("place", w.t("Dit mis je."))
    for label, words in (
        (w.t("van wie"), record.from_whom),
        (w.t("waarvoor"), record.for_what),
        (w.t("wanneer"), record.when),
        (w.t("hoe je die bereikt"), record.reach if how.whole else ""),
    ):
        if how.words and words.strip():
            yield Line("small", label)
            yield Line("own", words.strip())
    if record.last_on:
        yield Line("text", w.t("De laatste keer was op {day}.", day=w.date(record.last_on)))
    if record.arrived:
        yield Line("text", arrived_line(record.arrived, w))
    yield from how.own(record.arrived_words)
