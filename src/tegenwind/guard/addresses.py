"""Where somebody lives or can be written to: e-mail addresses, streets with a number, postcodes."""

from __future__ import annotations

from collections.abc import Iterator

from tegenwind.guard.marks import Found
from tegenwind.guard.rules import Kind, Rules
from tegenwind.guard.text import Text, fold

LOCAL = 64
"""The most characters that stand before the @ (RFC 5321)."""
STREET = 45
"""How many characters the name of a street takes at most."""
CUE = 20
"""How far back, in characters, a word may stand that says that a number is a postcode."""


def find(text: Text, rules: Rules) -> Iterator[Found]:
    """E-mail addresses, streets and postcodes; a postcode is judged by the street before it."""
    yield from _mails(text, rules)
    streets = list(_streets(text, rules))
    yield from streets
    yield from _postcodes(text, rules, {end for _, end, _, _ in streets})


def _found(start: int, end: int, kind: Kind, rules: Rules) -> Found:
    return start, end, kind, rules.suggestions[kind]


def _mails(text: Text, rules: Rules) -> Iterator[Found]:
    small = text.small
    at = small.find("@")
    while at >= 0:
        domain = rules.patterns["email_domain"].match(small, at + 1)
        local = rules.patterns["local_back"].match(text.back, len(small) - at)
        start = at - len(local[0]) if local else at
        while start < at and small[start] in ".'-":
            start += 1
        if domain and start < at:
            yield _found(start, domain.end(), "email", rules)
        at = small.find("@", at + 1)
    for match in rules.patterns["spoken_at"].finditer(small):
        begin = max(0, match.start() - LOCAL)
        # It is said on one line: what ends the line before has nothing to do with it.
        begin += max(small[begin : match.start()].rfind(sign) for sign in "\r\n") + 1
        words = small[begin : match.start()].split(" ")
        keep = len(words) - 1 if words[-1] else len(words) - 2
        while keep >= 2 and (
            words[keep - 1] in ("punt", "dot", "streepje", "underscore", "plus", "min") or words[keep - 1] == "."
        ):
            keep -= 2
        if keep >= 0 and words[keep]:
            yield _found(begin + sum(len(word) + 1 for word in words[:keep]), match.end(), "email", rules)


def _streets(text: Text, rules: Rules) -> Iterator[Found]:
    small, endings, boxes = text.small, rules.endings["street_endings"], rules.endings["boxes"]
    sides = rules.endings["street_sides"]
    links = tuple(" " + word for word in rules.endings["number_links"])
    weak, number_words = rules.endings["street_weak"], tuple(" " + word for word in rules.endings["number_words"])
    for match in rules.patterns["number"].finditer(small):
        at = end = match.start()
        while end > 0 and at - end < 3 and small[end - 1] in " ,":
            end -= 1
        if small[max(0, end - 12) : end].endswith(number_words):
            end = small.rindex(" ", 0, end)
            end -= next((len(link) for link in links if small[max(0, end - 8) : end].endswith(link)), 0)
            while end > 0 and at - end < 24 and small[end - 1] in " ,":
                end -= 1
        tail = small[max(0, end - 16) : end]
        start = None
        if tail.endswith(boxes):
            start = end - next(len(box) for box in boxes if tail.endswith(box))
            if rules.joins(small, start - 1):
                start = None
        elif not rules.patterns["unit_after"].search(small[match.end() : match.end() + 16]):
            if tail.endswith(endings):
                start = _street(text, end, rules)
            elif tail.endswith(sides):
                start = _sided(text, end, rules)
            if start is None:
                start = _opening(text, at, end, rules)
            if start is None and end < at:
                start = _by_surroundings(text, match.start(), end, tail.endswith(weak), rules)
        if start is not None:
            house = rules.patterns["house"].match(small, at)
            yield _found(start, house.end() if house else match.end(), "street", rules)
    for match in rules.patterns["english_street"].finditer(text.whole):
        yield _found(match.start(), match.end(), "street", rules)
    yield from _numbered(text, rules)


def _word_start(text: Text, end: int, rules: Rules) -> int:
    """Where the word begins that ends here; full stops and hyphens within it belong to it."""
    small = text.small
    back = rules.patterns["word_back"].match(text.back, len(small) - end)
    start = end - len(back[0]) if back else end
    while start < end and small[start] in ".-'":
        start += 1
    return start


def _street(text: Text, end: int, rules: Rules) -> int | None:
    """Where the name of a street begins that ends in ``straat`` and the like, if it is one."""
    small = text.small
    start = _word_start(text, end, rules)
    word = small[start:end]
    if text.capital(start):
        if word in rules.words["street_words"] or word in rules.words["street_endings"]:
            begun = small[max(0, start - 4) : start].rstrip(" ")
            if (not begun or begun[-1] in ".!?:;\r\n") and word not in rules.words["street_alone"]:
                return None
        elif word in rules.words["street_never"] or word.endswith(rules.endings["street_nouns"]):
            return None
        return _leftwards(text, start, rules)
    small_ending = next((ending for ending in rules.endings["street_small"] if word.endswith(ending)), "")
    if not small_ending or len(word) < len(small_ending) + 3 or word in rules.words["street_never"]:
        back = _leftwards(text, start, rules)
        return back if back < start and small_ending and text.capital(back) else None
    return start


def _sided(text: Text, end: int, rules: Rules) -> int | None:
    """Where a street begins of which a side is told: *Kanaaldijk-Zuid*."""
    inner = end - next(len(side) for side in rules.endings["street_sides"] if text.small.endswith(side, 0, end))
    if text.small[inner - 1 : inner] not in ("-", " ") or not text.capital(inner):
        return None
    inner -= 1
    if not text.small[max(0, inner - 16) : inner].endswith(rules.endings["street_endings"]):
        return None
    start = _street(text, inner, rules)
    return start if start is not None and text.capital(start) else None


def _leftwards(text: Text, start: int, rules: Rules) -> int:
    """Where a name of several words begins, of which the last one is known: *Burgemeester van der Meer*\\ laan."""
    small, kept = text.small, start
    for _ in range(6):
        if start == 0 or small[start - 1] not in " -":
            break
        before = _word_start(text, start - 1, rules)
        word = fold(small[before : start - 1])
        if not word or start - before > STREET:
            break
        inside = before > 1 and small[before - 1] == " " and small[before - 2] not in ".!?:;"
        if text.capital(before) and (
            word not in rules.words["street_stop"] or (word in rules.words["tails"] and inside)
        ):
            kept = before
        elif word not in rules.words["tails"]:
            break
        start = before
    return kept


def _opening(text: Text, at: int, end: int, rules: Rules) -> int | None:
    """Where a name begins that says at its beginning that it is a street: *Laan van Meerdervoort*, *Rue de la Loi*.

    A sentence may begin with *Op de* as well; then what comes after the number has to leave it a house.
    """
    begin = max(0, end - STREET)
    line = text.small[begin:end]
    last = line.rfind(" ") + 1
    if not text.capital(begin + last) or len(line) - last < 3 or _counted(fold(line[last:]), rules):
        return None
    for match in rules.patterns["opening"].finditer(line):
        first = match.start()
        name = line[first:]
        starts = text.capital(begin + first) and (first == 0 or line[first - 1] in " (:\"'\r\n")
        if not starts or last <= first or set(name) & set(",.\r\n") or name.count(" ") >= 6:
            continue
        words, place = name[len(match[0]) :].split(" "), begin + match.end()
        for word in words:
            if word and not text.capital(place) and word not in rules.words["tails"]:
                break
            place += len(word) + 1
        if place < end:
            continue
        before = text.small[max(0, begin + first - 4) : begin + first].rstrip(" ")
        if match[0] in rules.words["street_towards"] and (not before or before[-1] in ".!?:;\r\n"):
            house = rules.patterns["house"].match(text.small, at)
            if not house or not rules.patterns["house_ends"].match(text.small, house.end()):
                continue
        return begin + first
    return None


def _counted(word: str, rules: Rules) -> bool:
    """Whether what bears this word and a number is no street: *Kamer 12*, *Week 38*."""
    return word in rules.words["counted"] or word in rules.words["houses_before"]


def _by_surroundings(text: Text, at: int, end: int, weak: bool, rules: Rules) -> int | None:
    """Where a street begins that only its surroundings tell: a postcode after the number, or *woont op* before it."""
    small = text.small
    start = _word_start(text, end, rules)
    house = rules.patterns["house"].match(small, at)
    if not text.capital(start):
        return start if house and _small_told(small, at, start, end, house.end(), rules) else None
    if fold(small[start:end]) in rules.words["street_stop"]:
        return None
    start_all = _leftwards(text, start, rules)
    after = rules.patterns["postcode_after"].search(small[house.end() : house.end() + 16]) if house else None
    if after and not rules.patterns["unit_after"].search(small[at + 1 : at + 12]):
        return start_all
    town = rules.patterns["town_after"].match(small, house.end()) if house else None
    open_word = house is not None and _may_be_street(text, at, start, end, weak, rules)
    if town and (weak or open_word) and text.capital(town.end()):
        name = rules.patterns["place_word"].match(small, town.end())
        if (weak and town[0] != ", ") or (town[0] != " in" and name and _town(fold(name[0]), rules)):
            return start_all
    if (
        rules.patterns["address_direct"].search(small[max(0, start_all - STREET) : start_all])
        and not _counted(word := fold(small[start:end]), rules)
        and word not in rules.words["not_person"]
        and not rules.patterns["unit_after"].search(small[at + 1 : at + 12])
    ):
        return start_all
    if (
        weak
        or small[max(0, start_all - 7) : start_all].endswith(
            (" op ", " op de ", " aan ", "an de ", "op het ", "an het ")
        )
    ) and rules.patterns["address_before"].search(small[max(0, start_all - STREET) : start_all]):
        return start_all
    if not open_word or house is None:
        return None
    if rules.patterns["door_after"].search(small[house.end() : house.end() + 30]):
        return start_all
    if not rules.patterns["house_ends"].match(small, house.end()):
        return None
    if _alike(small[start:end], "0" <= small[at + 1 : at + 2] <= "9", rules):
        return start_all
    before = small[max(0, start_all - CUE) : start_all]
    lettered = "a" <= small[house.end() - 1] <= "z" and "0" <= small[house.end() - 2] <= "9"
    if lettered and rules.patterns["placed_beside"].search(before):
        return start_all
    if not rules.patterns["placed_before"].search(before):
        return None
    bare = house.end() - at > 1 and rules.patterns["placed_bare"].search(before)
    return start_all if weak or bare or rules.patterns["placed_the"].search(before) else None


def _alike(word: str, several: bool, rules: Rules) -> bool:
    """Whether a word is put together as the names of streets are, though it might name something else.

    Before a single digit it has to be somewhat longer than before a number of ``several``.
    """
    if not word.endswith(rules.endings["street_alike"]):
        return False
    ending = next(ending for ending in rules.endings["street_alike"] if word.endswith(ending))
    return len(word) >= len(ending) + (3 if several else 4)


def _counted_first(text: Text, start: int, rules: Rules) -> bool:
    """Whether the word before it counts something: *Afdeling Noord 3*."""
    if text.small[start - 1 : start] != " ":
        return False
    return fold(text.small[_word_start(text, start - 1, rules) : start - 1]) in rules.words["counted"]


def _town(word: str, rules: Rules) -> bool:
    return word in rules.words["towns_be"] or word in rules.words["towns_nl"]


def _year(written: str) -> bool:
    return len(written) == 4 and written[:2] in ("19", "20")


def _may_be_street(text: Text, at: int, start: int, end: int, weak: bool, rules: Rules) -> bool:
    """Whether a word with a capital may be the name of a street that no list knows: *Overtoom*, *Kruisakker*."""
    word = fold(text.small[start:end])
    number = rules.patterns["parts"].match(text.small, at)
    return not (
        len(word) < 3
        or number is None
        or _year(number[0])
        or _counted(word, rules)
        or word in rules.words["not_person"]
        or word in rules.words["street_never"]
        or _town(word, rules)
        or _counted_first(text, start, rules)
        or word in rules.titles
        or (len(word) < 6 and text.capitals_only(start, end))
        or word.endswith(rules.endings["counted_endings"])
        or (not weak and rules.lexicon.get(word) in ("sure", "last"))
    )


def _small_told(small: str, at: int, start: int, end: int, house_end: int, rules: Rules) -> bool:
    """Whether a word in small letters is a street because *woont op* or *adres* stands before it."""
    word = fold(small[start:end])
    number = rules.patterns["parts"].match(small, at)
    return (
        len(word) > 2
        and number is not None
        and not _year(number[0])
        and not _counted(word, rules)
        and word not in rules.words["street_never"]
        and word not in rules.words["street_stop"]
        and not word.endswith(rules.endings["counted_endings"])
        and rules.patterns["house_ends"].match(small, house_end) is not None
        and rules.patterns["address_small"].search(small[max(0, start - STREET) : start]) is not None
    )


def _numbered(text: Text, rules: Rules) -> Iterator[Found]:
    """Streets of which the number comes first: *nummer 14 in de Lindenlaan*."""
    for match in rules.patterns["number_first"].finditer(text.small):
        word = rules.patterns["place_word"].match(text.small, match.end())
        if (
            word
            and text.capital(match.end())
            and word[0] not in rules.words["street_endings"]
            and word[0] not in rules.words["street_never"]
            and word[0].endswith(rules.endings["street_endings"])
        ):
            yield _found(match.start(), word.end(), "street", rules)


def _postcodes(text: Text, rules: Rules, streets: set[int]) -> Iterator[Found]:
    small = text.small
    for match in rules.patterns["postcode_nl"].finditer(small):
        start, end = match.span()
        letters, spaced = small[end - 2 : end], end - start == 7
        cue = rules.patterns["postcode_cue"].search(small[max(0, start - CUE) : start])
        known = _after_street(small, start, streets) or cue is not None
        if text.capitals_only(end - 2, end):
            if known or letters not in rules.words["postcode_caps_never"]:
                yield _found(start, end, "postcode", rules)
        elif known or (not spaced and letters not in rules.words["postcode_units"]):
            yield _found(start, end, "postcode", rules)
    for match in rules.patterns["postcode_be"].finditer(small):
        start, end = match.span()
        word = rules.patterns["place_word"].match(small, end)
        if word is None or not text.capital(end):
            continue
        known = _after_street(small, start, streets)
        before = small[max(0, start - 12) : start].rstrip(" ")
        before = before[before.rfind(" ") + 1 :]
        if known or (
            fold(word[0]) in rules.words["towns_be"]
            and not ("19" <= small[start : start + 2] <= "20" and before in rules.words["year_before"])
        ):
            prefix = next((len(sign) for sign in ("be-", "b-") if small[max(0, start - 3) : start].endswith(sign)), 0)
            yield _found(start - prefix, word.end(), "postcode", rules)
    for match in rules.patterns["postcode_told"].finditer(small):
        yield _found(match.end() - 4, match.end(), "postcode", rules)
    for match in rules.patterns["postcode_uk"].finditer(small):
        area = rules.patterns["postcode_area"].search(small[max(0, match.start() - 6) : match.start()])
        units = small[match.end() - 2 : match.end()] in rules.words["postcode_units"]
        if area and not units:
            start = max(0, match.start() - 6) + area.start(1)
            if text.capitals_only(start, match.end()):
                yield _found(start, match.end(), "postcode", rules)


def _after_street(small: str, start: int, streets: set[int]) -> bool:
    """Whether a street with its number ends just before this place."""
    for _ in range(4):
        if start == 0 or small[start - 1] not in " ,-(\r\n":
            return False
        start -= 1
        if start in streets:
            return True
    return False
