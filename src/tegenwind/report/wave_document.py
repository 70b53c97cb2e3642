"""What may be seen of one group of a wave as a document for the team: pure, the same for whoever may look at it.

It is made of a publication (`tegenwind.measure.publish`) and of what stood still when the wave opened; nothing in it says who asked
for it, or when.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tegenwind.measure import ESTIMATE, Figure, GroupPublication, Rule, groups_of
from tegenwind.packs.model import Pack, Statement, Theme
from tegenwind.report.wave_sides import Mark, Side, sides_of
from tegenwind.report.wave_words import band_words, not_that, shares_words, statement_words, theme_words, why
from tegenwind.wording import Language, Wording, wording

#: The role of the guide that a team looks at its result with, and what of it goes on paper.
CONVERSATION: Final = "conversation"
ROUNDS: Final = "rounds"
_STRONG: Final = re.compile(r"^\*\*(?P<title>[^*]+?)\.?\*\*\s*(?P<text>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Facts:
    """A wave as it was frozen, and which group of it this is about.

    Attributes:
        group: its id in the publication.
        leaders: the id of the group of those who lead, where they are one; it stands beside the whole only.
        whole: whether this group is the whole of the wave.
        team: whether it is a team, with what lies below it, and not all teams together.
    """

    organisation: str
    name: str
    group: str
    host: str
    opened_on: datetime.date
    closes_on: datetime.date
    k: int
    tenths: int
    percents: int
    whole: bool
    team: bool
    leaders: str | None = None


@dataclass(frozen=True)
class StatementLine:
    """A statement: in words where its answers lie, how they lie spread where that may be seen, or why it is withheld."""

    id: str
    text: str
    words: str
    shares: tuple[int, ...] | None = None
    spread: str = ""
    withheld: str = ""


@dataclass(frozen=True)
class ThemeLine:
    """A theme: both ends of its line, what lies on it, what that says, its statements, and a question to begin with."""

    id: str
    title: str
    low: str
    high: str
    marks: tuple[Mark, ...]
    sentences: tuple[str, ...]
    withheld: str
    apart: bool
    statements: tuple[StatementLine, ...]
    question: str

    @property
    def picture(self) -> str:
        """What the picture shows, for who does not see it."""
        return " ".join(self.sentences)


@dataclass(frozen=True)
class Withheld:
    """A rule that withheld something here: why, what that does not mean."""

    why: str
    not_that: str


@dataclass(frozen=True)
class Round:
    """A part of the conversation: what it is called, with its minutes, and what one does."""

    title: str
    text: str


@dataclass(frozen=True)
class WaveDocument:
    """All of it. `who` is what the group is called beside its mark; `band` is empty where it is withheld, and `closed` says why."""

    language: Language
    pack_title: str
    facts: Facts
    who: str
    period: str
    asked: tuple[str, ...]
    band: str
    closed: Withheld | None
    themes: tuple[ThemeLine, ...]
    leaders: str
    withheld: tuple[Withheld, ...]
    guide: str
    rounds: tuple[Round, ...]
    sources: tuple[str, ...]
    version: str

    @property
    def signs(self) -> tuple[str, ...]:
        """The sorts of marks that stand on its lines."""
        return tuple(dict.fromkeys(mark.sort for theme in self.themes for mark in theme.marks))

    @property
    def apart(self) -> bool:
        """Whether expectation and experience lie apart anywhere."""
        return any(theme.apart for theme in self.themes)


def build(facts: Facts, pack: Pack, publication: Mapping[str, Any], language: Language) -> WaveDocument:
    """The document of a group. Raises `KeyError` for a group that is not in the publication."""
    w = wording(language)
    groups = groups_of(publication)
    group = groups[facts.group]
    sides = sides_of(publication, pack, facts.group, facts.leaders if facts.whole else None, w)
    themes: tuple[ThemeLine, ...] = ()
    if group.withheld is None:
        themes = tuple(_theme(theme, group, sides, facts, w) for theme in pack.themes)
    return WaveDocument(
        language=language,
        pack_title=pack.title[language],
        facts=facts,
        who=who_answered(facts, w),
        period=w.t(
            "Antwoorden kon van {start} tot en met {end}.", start=w.date(facts.opened_on), end=w.date(facts.closes_on)
        ),
        asked=asked(facts, pack, w),
        band="" if group.contributions is None else band_words(group.contributions, w),
        closed=None if group.withheld is None else _withheld(group.withheld, facts, w),
        themes=themes,
        leaders="" if sides or group.withheld is not None else w.t("Van wie leiding geeft is hier niets te zien."),
        withheld=tuple(_withheld(rule, facts, w) for rule in rules_in(group)),
        guide=_guide_title(pack, language),
        rounds=_rounds(pack, language),
        sources=tuple(source.line for source in pack.sources),
        version=f"{pack.title[language]} ({pack.id} {pack.version})",
    )


def asked(facts: Facts, pack: Pack, w: Wording) -> tuple[str, ...]:
    """What was asked of everybody, and what was promised before anybody answered."""
    return (
        w.n(
            "Er was {count} stelling uit “{pack}”: hoeveel herken je hiervan, in dit team?",
            "Er waren {count} stellingen uit “{pack}”: hoeveel herken je hiervan, in dit team?",
            len(pack.statements),
            pack=pack.title[w.language],
        ),
        w.t(
            "Gespreksleider was {host}. Wie een gesprek leidt, geeft geen leiding aan een team dat meedoet.",
            host=facts.host,
        ),
        w.t(
            "Wie van de teamleden wat antwoordde, is nergens bewaard. Er is alleen geteld, en de telling is daarna vernietigd."
        ),
        w.t(
            "Een groep is te zien vanaf {k} mensen en {k} bijdragen. Vanaf {tenths} antwoorden zie je hoe ze verdeeld zijn.",
            k=facts.k,
            tenths=facts.tenths,
        ),
        w.t("Iedereen kon het op hetzelfde moment zien."),
    )


def who_answered(facts: Facts, w: Wording) -> str:
    """What the group is called beside its mark."""
    return w.t("het team") if facts.team else w.t("iedereen samen")


def rules_in(group: GroupPublication) -> tuple[Rule, ...]:
    """The rules that withheld something of this group, each once; of estimates of those who lead nothing."""
    found: dict[Rule, None] = {}
    if group.withheld is not None:
        return (group.withheld,)
    for name, theme in group.themes.items():
        if theme.withheld is not None and not name.startswith(ESTIMATE):
            found[theme.withheld] = None
    for name, one in group.questions.items():
        if not isinstance(one, Figure) and not name.startswith(ESTIMATE):
            found[one] = None
    return tuple(found)


def _withheld(rule: Rule, facts: Facts, w: Wording) -> Withheld:
    return Withheld(why(rule, facts.k, w), not_that(rule, w))


def _theme(theme: Theme, group: GroupPublication, sides: Sequence[Side], facts: Facts, w: Wording) -> ThemeLine:
    low, high = _text(theme.low, w), _text(theme.high, w)
    shown = group.themes.get(theme.id)
    place = None if shown is None else shown.place
    marks: list[Mark] = []
    sentences: list[str] = []
    if place is not None:
        where = theme_words(place, low, high, w)
        marks.append(Mark("team", who_answered(facts, w), place))
        sentences.append(
            w.t("Het team staat {where}.", where=where)
            if facts.team
            else w.t("Iedereen samen staat {where}.", where=where)
        )
    apart = False
    for side in sides:
        for mark in side.marks(theme.id):
            marks.append(mark)
            sentences.append(side.sentence(mark, theme_words(mark.place, low, high, w), w))
        apart = apart or side.is_apart(theme.id, place)
    if apart:
        sentences.append(
            w.t("Verwachting en ervaring liggen hier uit elkaar. Wie leiding geeft, luistert dan eerst en vraagt door.")
        )
    rule = shown.withheld if shown is not None else None
    return ThemeLine(
        id=theme.id,
        title=theme.title[w.language],
        low=low,
        high=high,
        marks=tuple(marks),
        sentences=tuple(sentences),
        withheld="" if rule is None else why(rule, facts.k, w),
        apart=apart,
        statements=tuple(_statement(one, group, facts, w) for one in theme.statements),
        question=_text(theme.question, w),
    )


def _statement(statement: Statement, group: GroupPublication, facts: Facts, w: Wording) -> StatementLine:
    line = StatementLine(statement.id, statement.text[w.language], "")
    one = group.questions[statement.id]
    if not isinstance(one, Figure):
        return replace(line, withheld=why(one, facts.k, w))
    spread = "" if one.shares is None else shares_words(one.shares, w)
    return replace(line, words=statement_words(one.place, w), shares=one.shares, spread=spread)


def _text(text: Mapping[str, str] | None, w: Wording) -> str:
    return "" if text is None else text[w.language]


def _guide_title(pack: Pack, language: Language) -> str:
    guide = pack.guide(CONVERSATION)
    return "" if guide is None else guide.title[language]


def _rounds(pack: Pack, language: Language) -> tuple[Round, ...]:
    guide = pack.guide(CONVERSATION)
    if guide is None:
        return ()
    found = []
    for item in guide.section(language, ROUNDS).items:
        match = _STRONG.match(item)
        found.append(Round("", item) if match is None else Round(match["title"], match["text"]))
    return tuple(found)
