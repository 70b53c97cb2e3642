"""The guard: finds what may identify a person in a text, and says where and what it looks like.

It never changes a text and never decides: whoever writes does. One rule file (``rules.json``) serves this package and the
browser (``guard.js``), which have to find the same; the tests hold them against each other. A text costs time in
proportion to its length: every pattern has bounded parts, and nothing looks back further than a fixed distance.
"""

from __future__ import annotations

from tegenwind.guard import addresses, names, numbers
from tegenwind.guard.marks import Found, Mark, place, settle
from tegenwind.guard.rules import KINDS, RULES, SUGGESTIONS, Kind
from tegenwind.guard.text import Text

__all__ = ["KINDS", "SUGGESTIONS", "Kind", "Mark", "find"]


def find(text: str) -> list[Mark]:
    """Everything in a text that may identify someone, in the order of the text; marks never overlap.

    Positions count characters (code points): ``start`` and ``end`` from 0, ``line`` and ``column`` from 1.
    """
    both = Text.of(text)
    named = names.find(both, RULES)
    found: list[Found] = [*numbers.find(both, RULES, {end for _, end, _, _ in named})]
    found += addresses.find(both, RULES)
    found += named
    return place(text, settle(found, RULES.rank))
