"""What a circle or an act is linked to: values one named, others of the pack, and one word of one's own; at most five together.

The form sends for each value that it was there (``c-``) and whether it is ticked (``m-``), so that of two windows each changes
only what was ticked in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice.values import MOST, NAME_MAX, OwnValue
from tegenwind.web import library
from tegenwind.web.dissent.values_now import values_now, word
from tegenwind.web.saving import Written, read_text, shown_text

#: The id of the word that was typed beside these values; others of one's own come out of a sorting.
HERE: Final = "own-word"
FIELD: Final = "w-own-word"


@dataclass(frozen=True)
class Links:
    """The values that a record names: of its pack, and one's own."""

    values: tuple[str, ...] = ()
    own: tuple[OwnValue, ...] = field(default=(), repr=False)

    @property
    def typed(self) -> str:
        """The word that was typed here."""
        return next((one.words for one in self.own if one.id == HERE), "")

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything that is ticked."""
        return (*self.values, *(one.id for one in self.own if one.id != HERE))


@dataclass(frozen=True)
class Read:
    """What a form says of them: what to keep, what is ticked, the word that was typed, and what is wrong."""

    links: Links
    ticked: tuple[str, ...]
    written: Written
    problem: str = ""

    @property
    def problems(self) -> list[str]:
        return [one for one in (self.problem, self.written.problem) if one]


def read(posted: Mapping[str, str], kept: Links, digest: str, unlocked: Unlocked) -> Read:
    """The values of a form on those that are kept. What does not fit stays as it was kept."""
    ticked = list(kept.ids)
    for name in posted:
        value = name.removeprefix("c-")
        if value == name:
            continue
        if f"m-{value}" not in posted:
            ticked = [one for one in ticked if one != value]
        elif value not in ticked:
            ticked.append(value)
    written = read_text(posted, FIELD, kept.typed, NAME_MAX)
    words = {one.id: one.words for one in kept.own if one.id != HERE} | dict(values_now(unlocked)[1])
    acts = library.version(digest).acts
    theirs = [one for one in ticked if acts and acts.value(one)]
    own = [OwnValue(id=one, words=words[one][:NAME_MAX]) for one in ticked if one not in theirs and words.get(one)]
    if written.text:
        own.append(OwnValue(id=HERE, words=written.text))
    if len(theirs) + len(own) > MOST:
        if written.text != kept.typed:  # Then it is this word that does not fit.
            return Read(kept, tuple(ticked), read_text(posted, FIELD, kept.typed, NAME_MAX, _too_many()))
        return Read(kept, tuple(ticked), written, _too_many())
    return Read(Links(tuple(theirs), tuple(own)), tuple(ticked), written)


def _too_many() -> str:
    return _("Er passen er vijf. Haal er een weg; wat je aankruiste, staat er nog.")


def shown(unlocked: Unlocked, kept: Links, digest: str, posted: Read | None) -> dict[str, Any]:
    """The values for a form: those that one named in front, the others folded."""
    now = values_now(unlocked)[1]
    acts, language = library.version(digest).acts, library.language()
    rest = [(one.id, one.title[language]) for one in acts.values] if acts else []
    own = [(one.id, one.words) for one in kept.own if one.id != HERE]
    first = dict([*now, *own, *((one, word(digest, one)) for one in kept.values)])
    ticked = set(posted.ticked if posted else kept.ids)

    def rows(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
        return [{"id": one, "words": words, "ticked": one in ticked} for one, words in pairs]

    folded = rows([one for one in rest if one[0] not in first])
    return {
        "first": rows(list(first.items())),
        "folded": folded,
        "open": any(one["ticked"] for one in folded),
        "own": shown_text(posted.written if posted else None, kept.typed),
        "problem": posted.problem if posted else "",
    }


def named(links: Links, digest: str) -> list[str]:
    """The words of the values that a record names."""
    return [*(word(digest, one) for one in links.values), *(one.words for one in links.own)]
