"""Content packs: what people read and answer, as files that are checked by one command (F1).

Pure: no framework, no settings, no clock.
"""

from tegenwind.packs.mistakes import BrokenPack, Mistake
from tegenwind.packs.model import (
    Activity,
    Acts,
    Belief,
    Cell,
    Compliment,
    Guide,
    Item,
    Line,
    NeedPart,
    Pack,
    Part,
    Prose,
    Questions,
    Readings,
    Route,
    Statement,
    Theme,
)
from tegenwind.packs.read import check, digest, find, load

__all__ = [
    "Activity",
    "Acts",
    "Belief",
    "BrokenPack",
    "Cell",
    "Compliment",
    "Guide",
    "Item",
    "Line",
    "Mistake",
    "NeedPart",
    "Pack",
    "Part",
    "Prose",
    "Questions",
    "Readings",
    "Route",
    "Statement",
    "Theme",
    "check",
    "digest",
    "find",
    "load",
]
