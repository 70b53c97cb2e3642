"""The rule file, read once and made ready: compiled patterns and lists to look up in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any, Final, Literal, NamedTuple, get_args

Kind = Literal["bsn", "rrn", "birth-date", "phone", "email", "street", "postcode", "iban", "plate", "name"]
Standing = Literal["sure", "thing", "doing", "place", "month", "last", "last-also"]
"""How sure a word is a name: a first name; one that is also a thing, a verb, a place or a month; a last name; one that is also a word."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class Rules(NamedTuple):
    """What ``rules.json`` says. Every member is named after its part of that file."""

    rank: Mapping[str, int]
    suggestions: Mapping[str, str]
    born_before: int
    patterns: Mapping[str, re.Pattern[str]]
    side_codes: frozenset[str]
    iban_lengths: Mapping[str, int]
    months: Mapping[str, int]
    words: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    lexicon: Mapping[str, Standing]
    with_prefix: frozenset[str]
    phrases: Mapping[str, tuple[str, ...]]

    def joins(self, small: str, place: int) -> bool:
        """Whether a letter or digit stands at a place, so that a word or number goes on there."""
        return place >= 0 and self.patterns["sign"].match(small, place) is not None


def listed(lines: Iterable[str]) -> list[str]:
    """The words of a list. Those with spaces in them are told apart by bars."""
    whole = list(lines)
    if any("|" in line for line in whole):
        return [word for line in whole for word in line.split("|")]
    return [word for line in whole for word in line.split()]


def expand(pattern: str, letters: Mapping[str, str]) -> str:
    """A pattern with the letters that stand for classes of letters written out."""
    for name, members in letters.items():
        pattern = pattern.replace("{" + name + "}", members)
    return pattern


def any_of(words: Iterable[str], letter: str) -> str:
    """A pattern for any of these words, the longest first, that is quick to pass over a text: a tree by first letters."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for sign in word:
            branch = branch.setdefault(sign, {})
        branch[""] = {}

    def written(branch: Mapping[str, Any]) -> str:
        ways = [re.escape(sign) + written(rest) for sign, rest in branch.items() if sign]
        if not ways:
            return ""
        many = f"(?:{'|'.join(ways)})" if len(ways) > 1 or "" in branch else ways[0]
        return many + "?" if "" in branch else many

    begins = [f"{re.escape(sign)}(?<![{letter}0-9]{re.escape(sign)}){written(rest)}" for sign, rest in tree.items()]
    return f"(?:{'|'.join(begins)})(?![{letter}0-9])"


def read() -> Rules:
    """The rules as they are shipped."""
    raw = json.loads(resources.files("tegenwind.guard").joinpath("rules.json").read_text(encoding="utf-8"))
    letters = raw["letters"]
    words = dict(raw["words"])
    titles = {title: group for group, lines in words.pop("titles").items() for title in listed(lines)}
    patterns = {name: re.compile(expand(pattern, letters)) for name, pattern in raw["patterns"].items()}
    patterns["title"] = re.compile(any_of(titles, letters["L"]))
    kinds = {"9": "[0-9]", "X": "[a-z]"}
    plates = [
        "[ -]?".join(kinds[part[0]] + "{" + str(len(part)) + "}" for part in code.split("-"))
        for code in raw["side_codes"]
    ]
    ends = f"[{letters['L']}0-9-]"
    patterns["plate_loose"] = re.compile(f"(?<!{ends})(?:{'|'.join(plates)})(?!{ends})")
    lexicon: dict[str, Standing] = {}
    lexicon |= dict.fromkeys(listed(raw["last_names"]["also_words"]), "last-also")
    lexicon |= dict.fromkeys(listed(raw["last_names"]["sure"]), "last")
    for lines in raw["first_names"].values():
        lexicon |= dict.fromkeys(listed(lines), "sure")
    for standing, lines in raw["first_names_also"].items():
        lexicon |= dict.fromkeys(listed(lines), standing)
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase in listed(words.pop("phrases")):
        first = re.split("[^a-z]", phrase)[0]
        phrases[first] = (*phrases.get(first, ()), phrase)
    lists = {name: listed(lines) for name, lines in words.items()}
    return Rules(
        rank={kind: place for place, kind in enumerate(raw["order"])},
        suggestions=raw["suggestions"],
        born_before=raw["born_before"],
        patterns=patterns,
        side_codes=frozenset(raw["side_codes"]),
        iban_lengths=raw["iban_lengths"],
        months=raw["months"],
        words={name: frozenset(words) for name, words in lists.items()},
        endings={name: tuple(words) for name, words in lists.items()},
        titles=titles,
        lexicon=lexicon,
        with_prefix=frozenset(listed(raw["last_names"]["with_prefix"])),
        phrases=phrases,
    )


RULES: Final = read()
SUGGESTIONS: Final[tuple[str, ...]] = ("nickname", "colleague", "relative", "about-when", "neighbourhood", "leave-out")
"""What could stand there instead; the words for it are the interface's."""
