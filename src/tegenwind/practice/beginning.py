"""The beginning of a text, for a list."""

from __future__ import annotations

from typing import Final

#: How many signs of a text a list shows at most, with the one that says that there is more.
MOST: Final = 120


def beginning(text: str) -> str:
    """The text when it is short; else as many whole words of it as fit, and a sign that there is more."""
    if len(text) <= MOST:
        return text
    words, _space, _cut = text[:MOST].rpartition(" ")
    return f"{words.rstrip() or text[: MOST - 1]}…"
