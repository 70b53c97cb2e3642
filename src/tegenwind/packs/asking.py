"""Reading ``questions.yaml``: the questions about the five basic needs, and what lies around asking (D3)."""

from __future__ import annotations

from pathlib import Path

from tegenwind.packs.checks import Ids
from tegenwind.packs.files import Yaml, read_yaml, validate
from tegenwind.packs.mistakes import Found
from tegenwind.packs.model import NEEDS, WORLDS, Belief, Cell, Compliment, Line, NeedPart, Purpose, Questions
from tegenwind.packs.schema import QuestionsFile, text_of

NAME = "questions.yaml"


def read_questions(folder: Path, purpose: Purpose | None, ids: Ids, found: Found) -> Questions | None:
    """The questions of a pack of needs; None for any other pack, and after telling what is wrong."""
    file = folder / NAME
    if purpose != "needs":
        if purpose is not None and file.exists():
            found.add(
                file, (1, 1), "this file stands here", "allowed are questions in a pack with purpose 'needs' only"
            )
        return None
    yaml = read_yaml(file, found)
    questions = validate(yaml, QuestionsFile, found) if yaml else None
    if yaml is None or questions is None:
        return None
    _each_once(yaml, questions, found)
    _ids(yaml, questions, ids)
    _routes_are_there(folder, yaml, questions, found)
    return Questions(
        needs=tuple(
            NeedPart(
                need=part.need,
                title=text_of(part.title),
                route=part.route,
                cells=tuple(
                    Cell(
                        need=part.need,
                        world=cell.world,
                        little=text_of(cell.little),
                        much=text_of(cell.much),
                        questions=tuple(Line(id=one.id, text=text_of(one.text)) for one in cell.questions),
                    )
                    for cell in part.cells
                ),
            )
            for part in questions.needs
        ),
        beliefs=tuple(Belief(id=one.id, text=text_of(one.text), need=one.need) for one in questions.beliefs),
        rules=tuple(Line(id=one.id, text=text_of(one.text)) for one in questions.rules),
        compliments=tuple(Compliment(id=one.id, text=text_of(one.text), way=one.way) for one in questions.compliments),
    )


def _each_once(yaml: Yaml, questions: QuestionsFile, found: Found) -> None:
    """Five needs of four worlds each: the picture of five by four has no other cells."""
    named = [part.need for part in questions.needs]
    if named != list(NEEDS):
        found.add(
            yaml.file,
            yaml.place("needs"),
            f"the needs are {', '.join(named) or 'none'}",
            f"allowed are, once each and in this order: {', '.join(NEEDS)}",
        )
    for index, part in enumerate(questions.needs):
        worlds = [cell.world for cell in part.cells]
        if worlds != list(WORLDS):
            found.add(
                yaml.file,
                yaml.place("needs", index, "cells"),
                f"the worlds of {part.need!r} are {', '.join(worlds) or 'none'}",
                f"allowed are, once each and in this order: {', '.join(WORLDS)}",
            )


def _ids(yaml: Yaml, questions: QuestionsFile, ids: Ids) -> None:
    for n, part in enumerate(questions.needs):
        for c, cell in enumerate(part.cells):
            for q, question in enumerate(cell.questions):
                ids.add(question.id, yaml.file, yaml.place("needs", n, "cells", c, "questions", q, "id"))
    for name in ("beliefs", "rules", "compliments"):
        for index, one in enumerate(getattr(questions, name)):
            ids.add(one.id, yaml.file, yaml.place(name, index, "id"))


def _routes_are_there(folder: Path, yaml: Yaml, questions: QuestionsFile, found: Found) -> None:
    routes = sorted(home.name for home in (folder / "routes").glob("*") if home.is_dir())
    for index, part in enumerate(questions.needs):
        if part.route not in routes:
            found.add(
                yaml.file,
                yaml.place("needs", index, "route"),
                f"the route {part.route!r} is not in this pack",
                f"allowed are: {', '.join(routes) or 'none'}",
            )
