"""What may be seen of one group of a wave for a spreadsheet (tidy CSV) and for a program (JSON).

Both are made of the publication and hold nothing more than the page: `docs/reference/waves.md` says what each column and field is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tegenwind.measure import ESTIMATE, Figure, GroupPublication, Rule, groups_of
from tegenwind.packs.model import Pack
from tegenwind.practice.scale import RECOGNITIONS, recognition_word
from tegenwind.report.wave_document import Facts
from tegenwind.report.wave_sides import sides_of
from tegenwind.report.wave_words import why
from tegenwind.wording import Language, Wording, wording

#: The version of both, which goes up when a column or field comes to mean something else.
FORMAT: Final = 1
COLUMNS: Final = (
    "organisation",
    "group",
    "pack",
    "pack_version",
    "opened_on",
    "closes_on",
    "who",
    "theme",
    "theme_title",
    "statement",
    "text",
    "what",
    "value",
    "withheld",
    "meaning",
)
#: What a spreadsheet would take for a formula; such a cell gets an apostrophe in front.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Row:
    """One figure, or one thing that is withheld and by which rule."""

    who: str
    what: str
    value: str
    meaning: str
    withheld: Rule | None = None
    theme: str = ""
    statement: str = ""


def as_csv(facts: Facts, pack: Pack, publication: Mapping[str, Any], language: Language) -> str:
    """A row for each figure and for each thing withheld, with what it means beside it. Raises `KeyError` for no such group."""
    w = wording(language)
    themes = {theme.id: theme.title[language] for theme in pack.themes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(facts, pack, publication, w):
        statement = pack.statement(row.statement)
        cells = (
            facts.organisation,
            facts.name,
            pack.id,
            pack.version,
            facts.opened_on.isoformat(),
            facts.closes_on.isoformat(),
            row.who,
            row.theme,
            themes.get(row.theme, ""),
            row.statement,
            "" if statement is None else statement.text[language],
            row.what,
            row.value,
            row.withheld or "",
            row.meaning,
        )
        writer.writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def rows(facts: Facts, pack: Pack, publication: Mapping[str, Any], w: Wording) -> Iterator[Row]:
    """Every figure of a group and of those who lead beside it, and everything that is withheld of it. Beside a group of which
    nothing may be seen nobody stands."""
    groups = groups_of(publication)
    yield from _of_group(groups[facts.group], "members", facts, pack, w)
    if groups[facts.group].withheld is not None:
        return
    if facts.whole and facts.leaders is not None:
        yield from _of_group(groups[facts.leaders], "leaders", facts, pack, w)
        return
    for side in sides_of(publication, pack, facts.group, None, w):
        for theme in pack.themes:
            for mark in side.marks(theme.id):
                what = "estimate" if mark.sort == "estimate" else "place"
                yield Row(side.who, what, _figure(mark.place), _meaning(what, w), theme=theme.id)


def _of_group(group: GroupPublication, who: str, facts: Facts, pack: Pack, w: Wording) -> Iterator[Row]:
    if group.withheld is not None:
        yield Row(who, "group", "", why(group.withheld, facts.k, w), group.withheld)
        return
    low, high = group.contributions or (0, None)
    yield Row(who, "contributions-from", str(low), _meaning("contributions-from", w))
    yield Row(who, "contributions-to", "" if high is None else str(high), _meaning("contributions-to", w))
    for theme in pack.themes:
        shown = group.themes[theme.id]
        if shown.withheld is not None:
            yield Row(who, "place", "", why(shown.withheld, facts.k, w), shown.withheld, theme.id)
        elif shown.place is not None:
            yield Row(who, "place", _figure(shown.place), _meaning("place", w), theme=theme.id)
        for statement in theme.statements:
            yield from _of_question(group.questions[statement.id], who, theme.id, statement.id, facts, w)
        guess = group.questions.get(f"{ESTIMATE}{theme.id}")
        if guess is not None and who == "leaders":
            for row in _of_question(guess, who, theme.id, "", facts, w):
                yield _guessed(row, w)


def _of_question(one: Figure | Rule, who: str, theme: str, statement: str, facts: Facts, w: Wording) -> Iterator[Row]:
    if not isinstance(one, Figure):
        yield Row(who, "place", "", why(one, facts.k, w), one, theme, statement)
        return
    figures = {"place": _figure(one.place)}
    if one.mean is not None:
        figures["mean"] = f"{one.mean:.1f}"
    for value, share in zip(RECOGNITIONS, one.shares or (), strict=False):
        figures[f"share-{value}"] = str(share)
    for what, figure in figures.items():
        yield Row(who, what, figure, _meaning(what, w), theme=theme, statement=statement)


def _guessed(row: Row, w: Wording) -> Row:
    """The same figure, of what those who lead expected."""
    what = "estimate" if row.what == "place" else f"estimate-{row.what}"
    meaning = row.meaning if row.withheld else w.t("Wat wie leiding geeft verwachtte: {meaning}", meaning=row.meaning)
    return Row(row.who, what, row.value, meaning, row.withheld, row.theme, row.statement)


def _figure(place: float) -> str:
    return f"{place:g}"


def _meaning(what: str, w: Wording) -> str:
    """What a figure is, for the codebook beside it."""
    if what.startswith("share-"):
        word = recognition_word(int(what[-1]), w)
        return w.t("Hoeveel van de antwoorden “{word}” was, in procenten.", word=word)
    said = {
        "place": w.t("Waar de antwoorden liggen, van 1 (niet) tot 5 (helemaal), op een half punt."),
        "mean": w.t("Het gemiddelde van de antwoorden, van 1 (niet) tot 5 (helemaal)."),
        "estimate": w.t("Waar wie leiding geeft het team op de lijn van dit thema verwachtte, van 1 tot 5."),
        "contributions-from": w.t("Het kleinste aantal bijdragen dat het kunnen zijn."),
        "contributions-to": w.t("Het grootste aantal bijdragen dat het kunnen zijn; leeg: er is geen grens."),
    }
    return said[what]


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; signs in front of a real figure stay."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def as_json(facts: Facts, pack: Pack, publication: Mapping[str, Any], language: Language) -> str:
    """The group as `measure.as_data` says it, with titles and versions. Raises `KeyError` for no such group."""
    w = wording(language)
    groups = groups_of(publication)
    group = groups[facts.group]
    alone = group.withheld is not None
    beside = groups[facts.leaders] if facts.whole and facts.leaders is not None and not alone else None
    plain = {one["id"]: one for one in publication["groups"]}
    told: dict[str, Any] = {
        "format": FORMAT,
        "language": language,
        "organisation": facts.organisation,
        "group": facts.name,
        "opened_on": facts.opened_on.isoformat(),
        "closes_on": facts.closes_on.isoformat(),
        "thresholds": {"k": facts.k, "tenths": facts.tenths, "percents": facts.percents},
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest, "title": pack.title[language]},
        "themes": [
            {
                "id": theme.id,
                "title": theme.title[language],
                "low": (theme.low or {}).get(language, ""),
                "high": (theme.high or {}).get(language, ""),
                "statements": [{"id": one.id, "text": one.text[language]} for one in theme.statements],
            }
            for theme in pack.themes
        ],
        "rules": {rule: why(rule, facts.k, w) for rule in _rules(group, beside)},
        "members": _bare(plain[facts.group], estimates=False),
    }
    if beside is not None:
        told["leaders"] = _bare(plain[beside.id])
    sides = () if alone or beside is not None else sides_of(publication, pack, facts.group, None, w)
    told["shown_leaders"] = [
        {"name": side.who, "places": dict(side.voice.places), "estimates": dict(side.voice.estimates)} for side in sides
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _bare(group: Mapping[str, Any], *, estimates: bool = True) -> dict[str, Any]:
    """Without the number it had in this wave; and without estimates, which only those who lead were asked for."""
    bare = {name: value for name, value in group.items() if name != "id"}
    for part in ("questions", "themes"):
        if part in bare and not estimates:
            bare[part] = {name: one for name, one in bare[part].items() if not name.startswith(ESTIMATE)}
    return bare


def _rules(*groups: GroupPublication | None) -> list[Rule]:
    found: dict[Rule, None] = {}
    for group in groups:
        if group is None:
            continue
        every = [group.withheld, *(one for one in group.questions.values() if not isinstance(one, Figure))]
        every += [theme.withheld for theme in group.themes.values()]
        found |= dict.fromkeys(rule for rule in every if rule is not None)
    return list(found)
