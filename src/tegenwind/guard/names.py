"""Names of people: after a title, out of the lists, and after initials.

A name after a title (*mevrouw de Vries*) needs no list, unless it is written small. A name on its own has to be in a list.
Many are words as well (*Roos*, *Wil*), places or months: those count as names only where the sentence says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from tegenwind.guard.marks import Found
from tegenwind.guard.names_context import Context, phrase
from tegenwind.guard.rules import Rules
from tegenwind.guard.text import Text, fold

STRONG = ("person", "official")
"""Titles after which a name may be written small and be in no list; after the others only a capital or a list tells."""
SUGGESTED = {
    "person": "nickname",
    "client": "nickname",
    "official": "colleague",
    "colleague": "colleague",
    "relative": "relative",
}
PARTS = 3
"""How many more words a name may have."""
TELLING = ("van der ", "van den ", "v.d. ", "vd ", "el ", "el-", "ait ")
"""What only stands before a last name; after the others the name has to be in the list."""
PREFIXES = (*TELLING, "van 't ", "ben ", "de ", "van ", "al ", "ter ", "den ")
LAST_FOUR = frozenset((" " + prefix)[-4:] for prefix in PREFIXES)


def find(text: Text, rules: Rules) -> list[Found]:
    """All names; where two readings overlap both are given."""
    found = list(_titled(text, rules))
    taken = {place: end for start, end, _, _ in found for place in (start,)}
    found += _listed(text, rules, taken)
    found += _initialled(text, rules)
    return found


def _titled(text: Text, rules: Rules) -> Iterator[Found]:
    small = text.small
    for match in rules.patterns["title"].finditer(small):
        group = rules.titles[match[0]]
        name = _after_title(text, match.end(), match[0], group, rules)
        if name:
            yield *name, "name", SUGGESTED[group]


def _after_title(text: Text, at: int, title: str, group: str, rules: Rules) -> tuple[int, int] | None:
    """Start and end of the name after a title that ends here."""
    small = text.small
    sign = small[at : at + 1]
    dotted = (sign == "." and title in rules.words["abbreviations"]) or (sign == ":" and group == "client")
    at += dotted
    gap = rules.patterns["gap"].match(small, at)
    if gap is None and not (dotted and sign == "."):
        return None
    wrapped = gap is not None and "\n" in gap[0]
    start = at = gap.end() if gap else at
    initials = rules.patterns["initials"].match(text.whole, at)
    if initials:
        at = initials.end()
        at += small[at : at + 1] == " "
    prefix = rules.patterns["prefix"].match(small, at)
    core = rules.patterns["core"].match(small, prefix.end() if prefix else at)
    if core is None and prefix:
        prefix, core = None, rules.patterns["core"].match(small, at)
    if core is None:
        return None
    before = prefix[0] if prefix else ""
    begin = prefix.start() if prefix and not initials else start
    if text.capital(core.start()) or (small[core.start() + 1] == "'" and text.capital(core.start() + 2)):
        if wrapped and not _known(small, before, core.start(), core.end(), rules):
            return None
        return _great(text, begin, before, core.start(), core.end(), group, rules)
    if wrapped:
        return None
    return _small(small, begin, before, core.start(), core.end(), group, rules)


def _known(small: str, prefix: str, at: int, end: int, rules: Rules) -> bool:
    """Whether a word on the line after a title is known as a name, or looks like one: any line begins with a capital."""
    first = fold(_first(small[at:end]))
    return (
        rules.lexicon.get(first) in ("sure", "last", "last-also")
        or prefix + first in rules.with_prefix
        or (len(first) > 6 and first.endswith(rules.endings["small_endings"]))
    )


def _great(text: Text, start: int, prefix: str, at: int, end: int, group: str, rules: Rules) -> tuple[int, int] | None:
    """A name with a capital after a title."""
    small = text.small
    first = fold(_first(small[at:end]))
    standing = rules.lexicon.get(first)
    if first in rules.words["not_person"] or first in rules.words["houses_after"]:
        return None
    if standing is None and end - at <= 5 and text.capitals_only(at, end):
        return None
    if standing is None and small[at:end] in rules.titles:
        return None
    if prefix and not text.capital(start):
        whole = prefix + fold(small[at:end])
        if (
            set(prefix.split(" ")) & {"in", "op", "aan", "uit", "te", "onder", "tot", "het", "st"}
            and whole not in rules.with_prefix
        ):
            return None
        if group not in STRONG and whole not in rules.with_prefix and "der" not in prefix and "den" not in prefix:
            if prefix not in ("van ", "de ") or standing is None or standing == "last-also":
                return None
            start = at
        elif prefix == "van " and standing == "sure" and whole not in rules.with_prefix:
            start = at
    return start, extend(text, end, rules)


def _small(small: str, start: int, prefix: str, at: int, end: int, group: str, rules: Rules) -> tuple[int, int] | None:
    """A name in small letters after a title: it has to be in a list, or to look like no other word."""
    first = fold(_first(small[at:end]))
    never = first in rules.words["not_person"] or first in rules.words["small_never"]
    standing = rules.lexicon.get(first)
    if prefix + first in rules.with_prefix and group in STRONG:
        return start, end
    if never:
        return None
    if not prefix and standing in ("last", "sure"):
        return start, end
    if prefix == "van " and standing == "sure":
        return at, end
    if group not in STRONG:
        return None
    parts = set(prefix.split(" "))
    if len(first) > 2 and parts & {"der", "den", "el", "ben", "ait"}:
        return start, end
    if not prefix and standing == "last-also":
        return start, end
    if len(first) > 6 and first.endswith(rules.endings["small_endings"]) and parts <= {"", "van", "de", "ter", "ten"}:
        return start, end
    return None


def _first(word: str) -> str:
    """The first part of a double name, without what stands before an apostrophe at its beginning."""
    if word[1:2] == "'" and word[0] in "dl":
        word = word[2:]
    return word.split("-")[0].split("'")[0].split(" ")[0]


def extend(text: Text, end: int, rules: Rules) -> int:
    """Where a name ends of which the first part ends here: further names, double names and what stands between."""
    small = text.small
    for _ in range(PARTS):
        if small[end : end + 1] not in (" ", "-"):
            break
        at = end + 1
        prefix = rules.patterns["prefix"].match(small, at)
        if prefix and not set(prefix[0].rstrip(" ").split(" ")) <= rules.words["tails"]:
            prefix = None
        core = rules.patterns["core"].match(small, prefix.end() if prefix else at)
        if core is None:
            break
        first = fold(_first(core[0]))
        if not text.capital(core.start()):
            if prefix and prefix[0] + first in rules.with_prefix and "de " in prefix[0]:
                end = core.end()
            break
        if first in rules.words["not_person"] or (core.end() - core.start() <= 4 and text.capitals_only(*core.span())):
            break
        if first in rules.titles:
            break
        end = core.end()
    return end


def _listed(text: Text, rules: Rules, taken: dict[int, int]) -> Iterator[Found]:
    whole, small, lexicon = text.whole, text.small, rules.lexicon
    done = 0
    for match in rules.patterns["capital"].finditer(whole):
        start, end = match.span()
        if start < done:
            continue
        if start in taken:
            done = taken[start]
            continue
        key = small[start:end]
        standing = lexicon.get(key) or (None if key.isascii() else lexicon.get(fold(key)))
        if not key.isascii() or key in rules.phrases:
            skip = phrase(text, start, fold(key), rules)
            if skip:
                done = skip
                continue
        if standing is None or standing.startswith("last"):
            begin = _prefixed(text, start, end, rules)
            if begin is not None:
                done = extend(text, max(end, begin[1]), rules)
                yield begin[0], done, "name", "nickname"
                continue
        if standing is None:
            continue
        context = Context(text, start, end, rules)
        further = extend(text, end, rules)
        if context.is_name(fold(key), standing, further):
            done = further
            yield start, done, "name", "nickname"


def _prefixed(text: Text, start: int, end: int, rules: Rules) -> tuple[int, int] | None:
    """A last name with what stands before it: *De Vries*, *van der Meer*, *el Amrani*."""
    small = text.small
    if small[start:end] in rules.words["tails"]:
        match = rules.patterns["prefix_name"].match(small, start)
        if match and fold(match[0]) in rules.with_prefix and text.capital(small.rindex(" ", start, match.end()) + 1):
            context = Context(text, start, match.end(), rules)
            if not context.begins or context.follows("mind_verbs", "plain_verbs"):
                return start, match.end()
        return None
    before = small[max(0, start - 8) : start]
    if before[-4:] not in LAST_FOUR:
        return None
    word = fold(small[start:end])
    for sure in PREFIXES:
        if before.endswith(sure) and not rules.joins(small, start - len(sure) - 1):
            known = sure + word in rules.with_prefix
            if known or (sure in TELLING and word not in rules.words["not_person"]):
                context = Context(text, start - len(sure), end, rules)
                return None if context.housed() else (start - len(sure), end)
            return None
    return None


def _initialled(text: Text, rules: Rules) -> Iterator[Found]:
    small = text.small
    for match in rules.patterns["initials"].finditer(text.whole):
        at = match.end()
        at += small[at : at + 1] == " "
        prefix = rules.patterns["prefix"].match(small, at)
        core = rules.patterns["core"].match(small, prefix.end() if prefix else at)
        if core is None or not text.capital(core.start()):
            continue
        first = fold(_first(core[0]))
        several = match[0].count(".") > 1
        if first in rules.words["not_person"] or (
            prefix and not set(prefix[0].rstrip(" ").split(" ")) <= rules.words["tails"]
        ):
            continue
        if several or prefix or first in rules.lexicon or first.endswith(rules.endings["small_endings"]):
            yield match.start(), extend(text, core.end(), rules), "name", "nickname"
