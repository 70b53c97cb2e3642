"""What somebody names as theirs for now: for the pages of values, and for every page that links to a value."""

from __future__ import annotations

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice.values import KIND
from tegenwind.vault import queries
from tegenwind.web import library


def values_now(unlocked: Unlocked) -> tuple[int | None, list[tuple[str, str]]]:
    """The record in which they stand, and each value by its id and its word, in their order.

    Taken from the newest sorting that was called enough; nothing where there is none.
    """
    head = newest(queries.all_heads(unlocked, KIND))
    return (head.id, named(head)) if head else (None, [])


def newest(heads: list[queries.Head]) -> queries.Head | None:
    """The sorting that holds now, of heads with the newest first: of those that were called enough, the last one."""
    enough = [head for head in heads if head.data["settled"]]
    return max(enough, key=lambda head: str(head.data["settled"]), default=None)


def named(head: queries.Head) -> list[tuple[str, str]]:
    """The values that a sorting names, by id and word."""
    own = head.data["own"]
    return [(one, own.get(one) or word(str(head.data["digest"]), one)) for one in head.data["chosen"]]


def word(digest: str, value: str) -> str:
    """The word of a value of a pack; its id where that version does not know it."""
    acts = library.version(digest).acts
    found = acts.value(value) if acts else None
    return found.title[library.language()] if found else value
