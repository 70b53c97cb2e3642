"""Where Praktijk is read and written, for attacks that go over all of its pages."""

from __future__ import annotations

from tegenwind.practice.contact import READINGS, STEPS
from tegenwind.web.cases.attuning import TEXTS
from tegenwind.web.cases.repairing import REACTION
from tegenwind.web.cases.repairing import STEPS as REPAIR
from tegenwind.web.readings.forms import cell, name_of
from tests.attacks.praktijk import DOORS, places

#: Pages with what was kept that have no number of a record in their address.
LISTS = ("/cases/", "/cases/across/")


def places_to_write(made: list[str]) -> list[tuple[str, str]]:
    """An address and a field for words of each place; ``made`` is what :func:`tests.attacks.praktijk.live` returned."""
    case, one = places(made)
    readings = [
        (f"{one}{DOORS[reading]}/?at={step.name}", name_of(key))
        for reading in READINGS
        for step in STEPS[reading]
        for key in step.places
    ]
    return [
        ("/cases/new/", "context"),
        (f"{case}edit/", "context"),
        (one, "words"),
        *readings,
        (f"{one}fit/?at=hindrances", cell("who", 0)),
        *((f"{one}lenses/", name) for name in ("lens_fit", "lens_guard", "ask")),
        *((f"{one}attune/", name) for name in TEXTS),
        *((f"{one}repair/?at={name}", "words") for name in (*REPAIR, *REACTION)),
        (f"{case}intervision/", "question"),
        (f"{case}goodbye/", "sentence"),
    ]
