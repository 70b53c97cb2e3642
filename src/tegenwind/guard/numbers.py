"""Numbers that belong to one person: citizen numbers, accounts, phones, plates, and dates of birth."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tegenwind.guard import checks
from tegenwind.guard.marks import Found
from tegenwind.guard.rules import Kind, Rules
from tegenwind.guard.text import Text

BEFORE = 45
"""How far back, in characters, a word may stand that says what a number is."""
SERVICE = ("0800", "0900", "0906", "0909", "0905", "0700")
FEBRUARY_29 = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find(text: Text, rules: Rules, named: Collection[int]) -> Iterator[Found]:
    """Everything that looks like such a number. ``named`` are the places where a name ends: a date after it is one of birth."""
    yield from _accounts(text, rules)
    yield from _citizens(text, rules)
    yield from _phones(text, rules)
    yield from _births(text, rules, named)
    yield from _plates(text, rules)


def _found(start: int, end: int, kind: Kind, rules: Rules) -> Found:
    return start, end, kind, rules.suggestions[kind]


def _digits(written: str) -> str:
    return "".join(sign for sign in written if "0" <= sign <= "9")


def _plain(sign: str) -> bool:
    return "0" <= sign <= "9" or "a" <= sign <= "z"


def _accounts(text: Text, rules: Rules) -> Iterator[Found]:
    small = text.small
    for match in rules.patterns["iban"].finditer(small):
        start = match.start() - (3 if small[match.start() - 1] == " " else 2)
        length = rules.iban_lengths.get(small[start : start + 2].upper())
        if length is None:
            continue
        number, at = "", start
        while at < len(small) and len(number) < length:
            if small[at] in " .-" and small[at - 1] not in " .-":
                at += 1
                continue
            if not _plain(small[at]):
                break
            number += small[at]
            at += 1
        if checks.account(number, rules.iban_lengths) and not rules.joins(small, at):
            yield _found(start, at, "iban", rules)


def _citizens(text: Text, rules: Rules) -> Iterator[Found]:
    small = text.small
    for match in rules.patterns["rrn"].finditer(small):
        if checks.national(_digits(match[0])):
            yield _found(match.start(), match.end(), "rrn", rules)
    for match in rules.patterns["bsn"].finditer(small):
        sizes = {len(part) for part in rules.patterns["parts"].findall(match[0])}
        money = small[max(0, match.start() - 4) : match.start()].rstrip(" ").endswith(("€", "eur", "euro", "$"))
        money = money or small[match.end() : match.end() + 6].lstrip(" ").startswith(("euro", "€"))
        if sizes <= {2, 3, 4, 5, 9} and not money and checks.eleven(_digits(match[0])):
            yield _found(match.start(), match.end(), "bsn", rules)
    for match in rules.patterns["bsn_cue"].finditer(small):
        start = match.start() + next(at for at, sign in enumerate(match[0]) if "0" <= sign <= "9")
        if checks.eleven(_digits(match[0])):
            yield _found(start, match.end(), "bsn", rules)


def _phones(text: Text, rules: Rules) -> Iterator[Found]:
    small = text.small
    for name in ("phone_plus", "phone_double"):
        for match in rules.patterns[name].finditer(small):
            start, end = match.span()
            if end := _cut_abroad(small, start, end, rules):
                start -= small[start - 1 : start] == "(" and ")" in match[0]
                yield _found(start, end, "phone", rules)
    for match in rules.patterns["phone"].finditer(small):
        start = match.start()
        if end := _cut_home(small, start, match.end(), rules):
            start -= small[start - 1 : start] == "(" and ")" in match[0]
            yield _found(start, end, "phone", rules)
    for match in rules.patterns["phone_cue"].finditer(small):
        start = match.start() + next(at for at, sign in enumerate(match[0]) if "0" <= sign <= "9")
        yield _found(start, match.end(), "phone", rules)
    for match in rules.patterns["phone_words"].finditer(small):
        yield _found(match.start(), match.end(), "phone", rules)


def _after(small: str, start: int, end: int, count: int, rules: Rules) -> int:
    """The place after so many digits; 0 when there are fewer, or when a number goes on there."""
    for at in range(start, end):
        count -= "0" <= small[at] <= "9"
        if not count:
            return 0 if rules.joins(small, at + 1) else at + 1
    return 0


def _cut_abroad(small: str, start: int, end: int, rules: Rules) -> int:
    """Where an international number ends: the Netherlands and Belgium have fixed lengths, others at most 15 digits."""
    written = small[start:end]
    digits = _digits(written).removeprefix("00")
    extra = (2 if small[start] == "0" else 0) + ("(0)" in written)
    if digits.startswith("31"):
        lengths: tuple[int, ...] = (11 + extra,)
    elif digits.startswith("32"):
        lengths = (11 + extra, 10 + extra)
    else:
        return end if 8 <= len(digits) <= 15 else 0
    return next((cut for length in lengths if (cut := _after(small, start, end, length, rules))), 0)


def _cut_home(small: str, start: int, end: int, rules: Rules) -> int:
    """Where a number within the country ends, or 0: ten digits (NL, mobile in BE), nine (BE), eleven (UK)."""
    written = small[start:end]
    digits = _digits(written)
    if digits.startswith(SERVICE) or rules.patterns["times"].match(small, start):
        return 0
    date = rules.patterns["date_numbers"].match(small, start)
    if date and len(_digits(date[0][-4:])) == 4 and _day(date[0], rules):
        return 0
    mobile = digits.startswith(("06", "045", "046", "047", "048", "049"))
    wanted = (10,) if mobile else (10, 9, 11)
    for length in wanted:
        cut = _after(small, start, end, length, rules)
        if not cut or (length == 11 and digits[:2] not in ("01", "02", "07")):
            continue
        one = small[start:cut]
        if length == 9 and len(one) == 9 and checks.eleven(one):
            return 0
        if "bsn" in small[max(0, start - 12) : start]:
            return 0
        if not mobile and min(len(part) for part in rules.patterns["parts"].findall(one)) < 2:
            continue
        return cut
    return 0


def _births(text: Text, rules: Rules, named: Collection[int]) -> Iterator[Found]:
    small = text.small
    for name in ("date_numbers", "date_iso", "date_words", "date_english", "date_compact", "date_six"):
        for match in rules.patterns[name].finditer(small):
            start, end = match.span()
            if name == "date_english":
                back = rules.patterns["month_before"].search(small[max(0, start - 14) : start])
                if back is None:
                    continue
                start = max(0, start - 14) + back.start()
            end -= len(match[0]) - len(match[0].rstrip(".,"))
            day = _day(small[start:end], rules)
            if day is None:
                continue
            before = small[max(0, start - BEFORE) : start]
            told = rules.patterns["birth_before"].search(before)
            if told or (
                name != "date_six"
                and (
                    rules.patterns["birth_after"].search(after := small[end : end + 30])
                    or (rules.patterns["birth_turned"].search(after) and rules.patterns["birth_turns"].search(before))
                    or (small[start - 1 : start] == "(" and (start - 1 in named or start - 2 in named))
                    or (name != "date_compact" and _long_ago(day, small, start, end, rules))
                )
            ):
                yield _found(start, end, "birth-date", rules)
    for match in rules.patterns["birth_month"].finditer(small):
        at = match[0].rindex(" ", 0, len(match[0]) - 5) + 1
        yield _found(match.start() + at, match.end(), "birth-date", rules)


def _day(written: str, rules: Rules) -> tuple[int, bool] | None:
    """The year of a date and whether it was written in full; no year is 0. None for what is no date at all."""
    words = rules.patterns["parts"].findall(written)
    numbers = [word for word in words if word[0] <= "9"]
    month = next((rules.months[word] for word in words if word in rules.months), 0)
    if len(numbers) == 1 and len(numbers[0]) == 6:
        numbers = [numbers[0][at : at + 2] for at in (0, 2, 4)]
    elif len(numbers) == 1 and len(numbers[0]) == 8:
        whole = numbers[0]
        turned = whole[:2] in ("19", "20") and int(whole[4:6]) <= 12
        numbers = [whole[:4], whole[4:6], whole[6:]] if turned else [whole[:2], whole[2:4], whole[4:]]
    if len(numbers[0]) == 4:
        numbers.reverse()
    if not month:
        if len(numbers) != 3:
            return None
        month = int(numbers[1])
        if month > 12 >= int(numbers[0]):
            month, numbers[0] = int(numbers[0]), numbers[1]
    if not 1 <= month <= 12 or not 1 <= int(numbers[0]) <= FEBRUARY_29[month - 1]:
        return None
    year = numbers[-1] if len(numbers) > 1 else ""
    if len(year) == 4 and not 1880 <= int(year) <= 2099:
        return None
    return (int(year), True) if len(year) == 4 else (int("19" + year) if year and int(year) > 30 else 0, False)


def _long_ago(day: tuple[int, bool], small: str, start: int, end: int, rules: Rules) -> bool:
    """Whether a date is so far back that it may well be one of birth, and nothing before it says what else it is."""
    year, full = day
    if not year or year >= rules.born_before:
        return False
    written = small[start:end]
    dotted = "." in written and not any("a" <= sign <= "z" for sign in written)
    if not full and (dotted or rules.patterns["unit_after"].search(small[end : end + 16])):
        return False
    return not rules.patterns["birth_not"].search(small[max(0, start - BEFORE) : start])


def _plates(text: Text, rules: Rules) -> Iterator[Found]:
    small = text.small
    for match in rules.patterns["plate"].finditer(small):
        at = match.start()
        start = at
        while start > 0 and at - start < 4 and _plain(small[start - 1]):
            start -= 1
        written = small[start : match.end()]
        if (
            not 1 <= at - start <= 3
            or rules.joins(small, start - 1)
            or checks.side_code(written) not in rules.side_codes
            or small[start - 1 : start] == "-"
        ):
            continue
        if not set(written.split("-")) & rules.months.keys() and (
            text.capitals_only(start, match.end()) or _told(small, start, match.end(), rules)
        ):
            yield _found(start, match.end(), "plate", rules)
    for match in rules.patterns["plate_uk"].finditer(small):
        start = match.start() - 2
        if text.capitals_only(start, match.end()):
            yield _found(start, match.end(), "plate", rules)
    for match in rules.patterns["plate_cue"].finditer(small):
        window = small[match.end() : match.end() + 45].split("\n")[0]
        for loose in rules.patterns["plate_loose"].finditer(window):
            if not set(rules.patterns["parts"].findall(loose[0])) & rules.words["not_person"]:
                yield _found(match.end() + loose.start(), match.end() + loose.end(), "plate", rules)


def _told(small: str, start: int, end: int, rules: Rules) -> bool:
    """Whether the word *kenteken* or the like stands before, or shortly after."""
    cue = rules.patterns["plate_cue"]
    return bool(cue.search(small[max(0, start - BEFORE) : start]) or cue.search(small[end : end + 20]))
