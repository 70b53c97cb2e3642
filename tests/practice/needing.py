"""A small pack of needs and rounds along it, made in code: five needs, four worlds, three questions in each cell."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from tegenwind.packs import Pack
from tegenwind.packs.model import NEEDS, WORLDS, Belief, Cell, Compliment, Line, NeedPart, Questions
from tegenwind.practice.needs import NeedAnswer, Needs
from tests.practice.making import pack

DAY = datetime.date(2026, 11, 22)
TITLES = {
    "place": "Plaats",
    "nourishment": "Voeding",
    "support": "Steun",
    "protection": "Bescherming",
    "limits": "Grenzen",
}


def _text(line: str) -> dict[str, str]:
    return {"nl": line, "en": f"{line} (en)"}


QUESTIONS = Questions(
    needs=tuple(
        NeedPart(
            need=need,
            title={"nl": TITLES[need], "en": need.title()},
            route="r1",
            cells=tuple(
                Cell(
                    need=need,
                    world=world,
                    little=_text(f"Weinig {need} {world}."),
                    much=_text(f"Veel {need} {world}."),
                    questions=tuple(
                        Line(id=f"{need}-{world}-{n}", text=_text(f"Vraag {n} over {need} {world}?")) for n in "abc"
                    ),
                )
                for world in WORLDS
            ),
        )
        for need in NEEDS
    ),
    beliefs=tuple(Belief(id=f"b{n}", text=_text(f"Gedachte {n}."), need=need) for n, need in enumerate(NEEDS)),
    rules=(Line(id="r-een", text=_text("Regel een.")), Line(id="r-twee", text=_text("Regel twee."))),
    compliments=(
        Compliment(id="c-gegeven", text=_text("Aan wie?"), way="given"),
        Compliment(id="c-gekregen", text=_text("Van wie?"), way="received"),
    ),
)
PACK: Pack = pack().model_copy(update={"purpose": "needs", "questions": QUESTIONS})
IDS = [one.id for cell in QUESTIONS.cells for one in cell.questions]


def needs(answers: dict[str, NeedAnswer] | None = None, **more: Any) -> Needs:
    """A round with these answers."""
    return Needs(
        pack=PACK.id,
        pack_version=PACK.version,
        digest=PACK.digest,
        began_on=DAY,
        changed_on=DAY,
        answers=answers or {},
        **more,
    )


def places(**given: int) -> Needs:
    """A round with these places; ``support_team_a`` is the question ``support-team-a``."""
    return needs({name.replace("_", "-"): NeedAnswer(place=place) for name, place in given.items()})


answers = st.builds(
    NeedAnswer, place=st.none() | st.integers(1, 5), words=st.sampled_from(["", "", "  ", "Een zin <b>van mij</b>."])
)
rounds = st.dictionaries(st.sampled_from(IDS), answers, max_size=60).map(needs)
