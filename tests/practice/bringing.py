"""A made-up helper's half year in Evenwicht, for the report: one of everything, with words that stand nowhere else."""

from __future__ import annotations

import datetime
from typing import Any

from tegenwind.practice.balance import Balance
from tegenwind.practice.balance_document import Choice, Material, Part, Period
from tegenwind.practice.intention import Intention, Look
from tegenwind.practice.needs import NeedAnswer
from tegenwind.practice.self_care import Item, LevelWords, SelfCare
from tegenwind.practice.signals import Signals
from tegenwind.practice.support import Support
from tegenwind.practice.writing import History, Omnipotence
from tests.practice.making import pack
from tests.practice.needing import PACK as NEEDS_PACK
from tests.practice.needing import needs

DAY = datetime.date(2026, 11, 2)
PERIOD = Period(datetime.date(2026, 6, 1), datetime.date(2026, 11, 22))
LEGS = pack().model_copy(
    update={
        "digest": "1" * 64,
        "purpose": "signals",
        "themes": tuple(
            theme.model_copy(update={"family": family})
            for theme, family in zip(pack().themes, ("distance", "nearness", "touched"), strict=True)
        ),
    }
)
#: What stands in each part, as the person's own words, and nowhere else.
OWN: dict[Part, str] = {
    "balance": "Merel",
    "signals": "Mijn broer keek ook zo.",
    "needs": "Ik eet staand.",
    "omnipotence": "Dat gezin in één avond.",
    "self-care": "Drie intakes op een dag",
    "intentions": "Om vier uur even naar buiten.",
    "support": "Rik",
    "history": "Thuis luisterde er niemand.",
}
OMNIPOTENCE, HISTORY = 71, 72
STEPS = frozenset({(OMNIPOTENCE, "whole"), (HISTORY, "why")})


def days(since: int, until: int = 0) -> Period:
    """A period counted in days before the last of :data:`PERIOD`."""
    last = PERIOD.until
    return Period(last - datetime.timedelta(since), last - datetime.timedelta(until))


def records(on: datetime.date = DAY) -> dict[str, list[tuple[int, Any]]]:
    """One of everything on one day, and more of the balance around it."""
    weeks = [
        (number, Balance(on=on - datetime.timedelta(weeks=20 - number), place=place, doing=doing, meaning=3))
        for number, (place, doing) in enumerate([(2, 4), (3, 4), (3, None), (6, 2), (5, 1)])
    ]
    return {
        "balance": [
            *weeks,
            (40, Balance(on=on, about="contact", nickname="Merel", place=6, meaning=5, words="Ik bleef langer.")),
        ],
        "signals": [
            (
                50,
                Signals(
                    pack=LEGS.id,
                    pack_version=LEGS.version,
                    digest=LEGS.digest,
                    since=on - datetime.timedelta(27),
                    until=on,
                    marks={"a1": "often", "a2": "not-now", "b1": "sometimes", "weg": "often"},
                    speaks=("a1",),
                    anybody="Iedereen zou dit voelen.",
                    mine="Mijn broer keek ook zo.",
                    roles=("rescuer", "judge"),
                    roles_words="Ik ren eerst.",
                    finished_on=on,
                ),
            )
        ],
        "needs": [
            (
                60,
                needs(
                    {
                        "place-clients-a": NeedAnswer(place=2, words="Ik eet staand."),
                        "support-team-b": NeedAnswer(place=5),
                        "limits-self-c": NeedAnswer(words="Te laat naar bed."),
                    },
                    beliefs=("b1",),
                    beliefs_words="Van huis uit.",
                    rules=("r-een",),
                    compliments={"c-gegeven": "Aan Bo."},
                    giving="Veel tijd.",
                    receiving="Weinig, of ik zie het niet.",
                ).model_copy(update={"began_on": on, "changed_on": on}),
            )
        ],
        "omnipotence": [
            (
                OMNIPOTENCE,
                Omnipotence(
                    on=on, changed_on=on, words={"whole": "Dat gezin in één avond.", "lack": "Hij belt niet terug."}
                ),
            )
        ],
        "history": [
            (
                HISTORY,
                History(
                    on=on,
                    changed_on=on,
                    company="with-someone",
                    words={"why": "Thuis luisterde er niemand.", "known": "Het was niet van mij."},
                ),
            )
        ],
        "self-care": [
            (
                80,
                SelfCare(
                    began_on=on,
                    changed_on=on,
                    levels={"body": LevelWords(attention="Mijn schouders.", acceptance="Ze zitten hoog.")},
                    weighs=(Item(id="a", words="Drie intakes op een dag", weight=3, topic="caseload"),),
                    carries=(
                        Item(id="b", words="Koffie met Bo", weight=2, topic="people"),
                        Item(id="c", words="De zee"),
                    ),
                    connection="Lopen met mijn zus.",
                ),
            )
        ],
        "intention": [
            (
                90,
                Intention(
                    words="Om vier uur even naar buiten.",
                    who="team",
                    came_from="history",
                    began_on=on,
                    look_on=on + datetime.timedelta(30),
                    looks=(Look(on=on + datetime.timedelta(7), words="Twee keer gelukt."),),
                    table="Voor ons overleg: een pauze om vier uur.",
                ),
            )
        ],
        "support": [
            (
                100,
                Support(
                    form="supervision",
                    for_what="Om hardop te denken",
                    from_whom="Rik",
                    when="om de zes weken",
                    reach="06 00 00 00 00",
                    last_on=on,
                    arrived="partly",
                    arrived_words="Hij had haast.",
                ),
            ),
            (101, Support(form="aftercare", there=False, for_what="Na zo’n nacht")),
            (102, Support(form="coffee")),
        ],
    }


def material(on: datetime.date = DAY) -> Material:
    return Material(records(on), {LEGS.digest: LEGS, NEEDS_PACK.digest: NEEDS_PACK})


def everything(**more: Any) -> Choice:
    """Every part and a step of each writing."""
    parts: frozenset[Part] = frozenset({"balance", "signals", "needs", "self-care", "intentions", "support"})
    return Choice(**{"period": PERIOD, "parts": parts, "steps": STEPS, "words": True, **more})
