"""The packs that are shipped, by their path: whatever a wheel or a stand-in folder holds, these are the texts to judge."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tegenwind import packs
from tegenwind.packs import Activity, Line, Pack, Questions
from tegenwind.packs.model import Acts, Prose

#: What travels with the program.
PACKS = Path(__file__).resolve().parents[2] / "packs"
PILLARS = "zes-zuilen"
CHECK_INS = ("weerstand", "verbinding", PILLARS)
SIGNALS, NEEDS, CASES, DISSENT = "twee-benen", "basisbehoeften", "aansluiten", "klein-verzet"
SPEAKING, NEEDED, SUPPORT = TEAM = ("uitspreken", "teambehoeften", "steun")
#: What a person answers for themselves, and leads to routes.
PERSONAL = (*CHECK_INS, SIGNALS, NEEDS, CASES, DISSENT)
SHIPPED = (*PERSONAL, *TEAM)
LANGUAGES = ("nl", "en")


@cache
def pack(name: str) -> Pack:
    return packs.load(PACKS / name)


def everything() -> list[Pack]:
    """All of them, by name of their folder."""
    return [pack(folder.name) for folder in packs.find(PACKS)]


def asked(of: Pack) -> Questions:
    assert of.questions is not None
    return of.questions


def asking(of: Pack) -> Iterator[Line]:
    """Every question of a pack of needs: of each cell, and about compliments."""
    yield from (question for cell in asked(of).cells for question in cell.questions)
    yield from asked(of).compliments


def acted(of: Pack) -> Acts:
    assert of.acts is not None
    return of.acts


def activities(of: Pack) -> Iterator[Activity]:
    return (activity for route in of.routes for activity in route.activities)


def whole(prose: Prose) -> str:
    """All that a reader reads of an activity, its headings left out."""
    return "\n\n".join([prose.aim, prose.markdown, *(part.markdown for part in prose.parts)])


def texts(of: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Every text of a pack with the id it belongs to."""
    yield of.id, f"{of.title[language]}. {of.summary[language]}"
    for theme in of.themes:
        yield theme.id, theme.title[language]
        for name, told in (("low", theme.low), ("high", theme.high), ("question", theme.question)):
            if told is not None:
                yield f"{theme.id} {name}", told[language]
        yield from ((statement.id, statement.text[language]) for statement in theme.statements)
    for route in of.routes:
        yield route.id, f"{route.title[language]}. {route.intro[language]}"
        for activity in route.activities:
            prose = activity.prose[language]
            titles = [prose.title, *(part.title for part in prose.parts)]
            film = activity.film.where[language] if activity.film else ""
            yield activity.id, "\n".join([*titles, whole(prose), film])
    for guide in of.guides:
        yield guide.id, f"{guide.title[language]}. {guide.intro[language]}"
        for section in guide.sections[language]:
            yield f"{guide.id}#{section.id}", f"{section.title}. {section.markdown}"
    for items in of.readings.groups.values() if of.readings else ():
        for item in items:
            yield item.id, f"{item.title[language]}. {item.text[language]}"
            yield from ((line.id, line.text[language]) for line in (*item.questions, *item.sentences))
            yield from ((one.id, f"{one.text[language]} {one.why[language]}") for one in item.avoid)
    if of.acts is not None:
        yield from ((part.stretch, f"{part.title[language]}. {part.text[language]}") for part in of.acts.stretches)
        for form in of.acts.forms:
            yield form.id, f"{form.title[language]}. {form.text[language]} {form.asks[language]}"
            yield from ((example.id, example.text[language]) for example in form.examples)
        yield from ((value.id, f"{value.title[language]}. {value.text[language]}") for value in of.acts.values)
    if of.questions is None:
        return
    for part in of.questions.needs:
        yield part.need, part.title[language]
        for cell in part.cells:
            for name, end in (("little", cell.little), ("much", cell.much)):
                yield f"{cell.need} {cell.world} {name}", end[language]
    for line in (*asking(of), *of.questions.beliefs, *of.questions.rules):
        yield line.id, line.text[language]
