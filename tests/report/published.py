"""A wave of four made-up teams, published as the program does it: groups with 24, 12 and 7 contributions, and one that is too small."""

from __future__ import annotations

import datetime
from typing import Any, Final

from tegenwind import measure
from tegenwind.measure import ESTIMATE, Group, Question, Wave
from tegenwind.packs.model import Guide, Pack, Part
from tegenwind.report.wave_document import Facts, WaveDocument, build
from tegenwind.wording import Language
from tests.report import support

WHOLE, NORTH, YOUTH, NIGHT, SMALL, LEADERS = "0", "1", "2", "3", "4", "5"
NAMES: Final = {
    WHOLE: "Stichting De Oever",
    NORTH: "Wijkteam Noord",
    YOUTH: "Jeugd",
    NIGHT: "Nachtploeg",
    SMALL: "Crisisdienst",
}
ENDS: Final = {
    "stroef": (("het loopt vanzelf", "it runs by itself"), ("het schuurt", "it grates")),
    "stil": (("je blijft erbij", "you stay with it"), ("je gaat weg", "you go")),
    "hulp": (("je draagt het samen", "you carry it together"), ("je draagt het alleen", "you carry it alone")),
}
OPENED, CLOSED = datetime.date(2026, 11, 2), datetime.date(2026, 11, 23)
#: Of each group: from which number on its people are, how many, how many contributed, and how far up the line they are.
_GROUPS: Final = (
    (NORTH, 100, 26, 24, 1),
    (YOUTH, 200, 13, 12, 0),
    (NIGHT, 300, 8, 7, -1),
    (SMALL, 400, 4, 4, 0),
    (WHOLE, 500, 5, 5, 0),
)


def pack() -> Pack:
    """The made-up pack as one for teams."""
    plain = support.pack()
    themes = tuple(
        theme.model_copy(
            update={
                "low": dict(zip(("nl", "en"), ENDS[theme.id][0], strict=True)),
                "high": dict(zip(("nl", "en"), ENDS[theme.id][1], strict=True)),
                "question": {"nl": f"Wat helpt hier bij {theme.id}?", "en": f"What helps here with {theme.id}?"},
            }
        )
        for theme in plain.themes
    )
    rounds = {
        "nl": ("**Beginnen (5 minuten).** Lees de afspraak voor.", "**Eén zin (40 minuten).** Om de beurt."),
        "en": ("**Starting (5 minutes).** Read out what was agreed.", "**One sentence (40 minutes).** In turn."),
    }
    guide = Guide(
        id="samen",
        role="conversation",
        sources=("een",),
        title={"nl": "Samen kijken", "en": "Looking together"},
        intro={"nl": "-", "en": "-"},
        sections={name: (Part(id="rounds", title="-", markdown="-", items=items),) for name, items in rounds.items()},
    )
    return plain.model_copy(update={"purpose": "team", "themes": themes, "routes": (), "guides": (guide,)})


def publication(*, together: bool = False, shown: bool = True) -> dict[str, Any]:
    """What may be seen of it.

    Args:
        together: six people lead, as a group of their own.
        shown: the one who leads the night team, and the one that is too small, agreed to being shown.
    """
    about = pack()
    questions = [Question(one.id, theme.id) for theme in about.themes for one in theme.statements]
    groups = [_group(about, *one) for one in _GROUPS]
    if together:
        questions += [Question(f"{ESTIMATE}{theme.id}", f"{ESTIMATE}{theme.id}") for theme in about.themes]
        groups.append(_group(about, LEADERS, 600, 6, 6, 1, estimates=True))
    side = {
        "name": "Ruud",
        "leads": [int(NIGHT), int(SMALL)],
        "answers": {one.id: 4 for one in about.statements},
        "estimates": {"stroef": 4, "stil": 2, "hulp": 3},
    }
    made = measure.as_data(measure.publish(Wave(tuple(groups), tuple(questions))))
    return made | {"leaders": [side] if shown and not together else None}


def _group(about: Pack, name: str, start: int, people: int, answers: int, up: int, estimates: bool = False) -> Group:
    counts = {one.id: _counts(answers, up) for one in about.statements}
    if name == NIGHT:
        counts["harder"] = (0, answers, 0, 0, 0)  # Everybody said the same.
        counts |= dict.fromkeys(("liever-zelf", "geen-probleem"), (0, 0, 0, answers, 0))
    if estimates:
        counts |= {f"{ESTIMATE}{theme.id}": _counts(answers, up) for theme in about.themes}
    parent = None if name in (WHOLE, LEADERS) else WHOLE
    return Group(name, parent, frozenset(range(start, start + people)), answers, counts)


def _counts(answers: int, up: int) -> tuple[int, ...]:
    """Spread over the five places, and then all of it one place up or down."""
    found = [0] * 5
    for number in range(answers):
        found[min(4, max(0, (0, 1, 2, 3, 4)[number % 5] + up))] += 1
    return tuple(found)


def facts(group: str = NORTH, *, together: bool = False) -> Facts:
    """The wave as it was frozen, about a group of it."""
    return Facts(
        organisation=NAMES[WHOLE],
        name=NAMES[group],
        group=group,
        host="Hanne",
        opened_on=OPENED,
        closes_on=CLOSED,
        k=5,
        tenths=10,
        percents=20,
        whole=group == WHOLE,
        team=group != WHOLE,
        leaders=LEADERS if together else None,
    )


def document(
    group: str = NORTH, language: Language = "nl", *, together: bool = False, shown: bool = True
) -> WaveDocument:
    """The document of a group."""
    return build(facts(group, together=together), pack(), publication(together=together, shown=shown), language)
