"""Where small dissent is read and written, for attacks that go over all of its pages."""

from __future__ import annotations

from tegenwind.practice.circle import QUESTIONS
from tegenwind.practice.season import season_of
from tegenwind.web.dissent.linking import FIELD as OWN_WORD
from tegenwind.web.dissent.stepping import TEXTS
from tests.attacks.evenwicht import today
from tests.attacks.verzet import NOTE, SORT

#: Pages with what was kept that have no number of a record in their address.
LISTS = ("/dissent/tensions/", "/dissent/acts/", "/dissent/values/", "/dissent/seasons/")


def places_to_write(made: list[str]) -> list[tuple[str, str]]:
    """An address and a field for words of each place; ``made`` is what :func:`tests.attacks.verzet.live` returned."""
    records = {
        room: next(one for one in made if one.startswith(f"/dissent/{room}/")) for room in ("tensions", "circles")
    }
    act = next(one for one in made if one.startswith("/dissent/acts/"))
    return [
        (NOTE, "words"),
        (records["tensions"], "words"),
        *((records["circles"], name) for name in (*(f"w-{one}" for one in QUESTIONS), OWN_WORD)),
        (f"{act}form/", "own"),
        *((f"{act}{step}/", f"w-{one}") for step, asked in TEXTS.items() for one in asked),
        (f"{act}weigh/", OWN_WORD),
        *((f"{act}after/", f"w-{name}") for name in ("did", "happened", "ripple")),
        (f"{SORT}?at=own", "w-own-0badcafe-2"),
        (f"{SORT}?at=yes", "true_yes"),
        (f"/dissent/seasons/{season_of(today())}/", "words"),
    ]
