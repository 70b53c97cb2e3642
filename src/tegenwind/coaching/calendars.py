"""Reading free moments out of a calendar file (RFC 5545). Pure: bytes in, moments out.

The calendar holds *free* moments: each event in it is one. What it is called, who was invited and where it is are not
looked at and not kept.

Who sends the file is not trusted. Before it is read as a calendar its lines are looked through: how many events there are, and whether each
rule for repeating is one that ends soon when it is worked out. A rule such as every second, or the thirtieth of
February, would keep a server busy for as long as it likes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Component

from tegenwind.coaching.errors import NotReadable
from tegenwind.practice.intake import MINUTES_MAX, MINUTES_MIN, Moment

LARGEST: Final = 256 * 1024
"""Bytes in one calendar."""
MOST_EVENTS: Final = 500
MOST_REPEATING: Final = 50
MOST_ZONES: Final = 20
MOST_MOMENTS: Final = 200
"""So many moments one calendar gives at most: the first ones."""
AHEAD: Final = datetime.timedelta(weeks=8)
OLDEST: Final = datetime.timedelta(days=3653)
"""An event that repeats since longer ago is not worked out: every repetition since then would have to be gone through."""
HERE: Final = ZoneInfo("Europe/Amsterdam")
"""What a time without a zone is told in."""

Why = Literal["all-day", "too-long", "too-short", "rule", "broken", "no-end"]
_NAME = re.compile(r"([A-Za-z0-9-]{1,60})[;:]")


@dataclass(frozen=True)
class PassedOver:
    """An event that gives no moment. `line` is the line of the file on which it begins, from 1."""

    line: int
    why: Why


@dataclass(frozen=True)
class Found:
    """What a calendar gives: moments from now on, soonest first; what was passed over; and how many events give
    none because they are over, further away than `AHEAD` or called off, or moments there are too many."""

    moments: tuple[Moment, ...] = field(repr=False)
    passed_over: tuple[PassedOver, ...] = ()
    left_out: int = 0


@dataclass
class _Seen:
    """An event as the lines tell it, before anything is worked out."""

    line: int
    rules: list[str] = field(default_factory=list)
    odd: bool = False


def read(data: bytes, *, now: datetime.datetime) -> Found:
    """The free moments in a calendar, from now on and for eight weeks.

    Raises:
        NotReadable: ``too-large``, ``not-calendar``, ``too-many`` or ``rule`` (in a time zone), with the line where there is one.
    """
    if len(data) > LARGEST:
        raise NotReadable("too-large")
    text = data.decode("utf-8-sig", errors="replace")
    seen = _look_through(text)
    try:
        calendars = [one for one in Calendar.from_ical(text, multiple=True) if one.name == "VCALENDAR"]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        raise NotReadable("not-calendar") from None
    if not calendars:
        raise NotReadable("not-calendar")
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if len(events) != len(seen):
        raise NotReadable("not-calendar")
    lines = {id(event): one for event, one in zip(events, seen, strict=True)}
    passed_over: list[PassedOver] = []
    moments: set[tuple[datetime.datetime, int]] = set()
    left_out = 0
    for calendar in calendars:
        fit = []
        for part in calendar.subcomponents:
            if part.name == "VEVENT" and id(part) in lines and (why := _why_not(part, lines[id(part)], now)):
                passed_over.append(PassedOver(lines[id(part)].line, why))
            else:
                fit.append(part)
        calendar.subcomponents = fit
        inside = _worked_out(calendar, now)
        moments |= {(start, minutes) for _uid, start, minutes in inside}
        every = {str(part.get("UID", "")) for part in fit if part.name == "VEVENT"}
        left_out += len(every - {uid for uid, _start, _minutes in inside})
    kept = sorted(moments, key=lambda moment: (moment[0], moment[1]))
    # Of two that begin together the shorter one: more is not promised.
    once: dict[datetime.datetime, int] = {}
    for start, minutes in kept:
        once.setdefault(start, minutes)
    first = [Moment(start=start, minutes=minutes) for start, minutes in once.items()][:MOST_MOMENTS]
    return Found(tuple(first), tuple(sorted(passed_over, key=lambda one: one.line)), left_out + len(once) - len(first))


# --- before it is worked out ------------------------------------------------------------------------------------------


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with the number of the line on which it begins; what was folded is one line again (3.1)."""
    begins, line = 0, ""
    for number, part in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if part[:1] in (" ", "\t") and begins:
            line += part[1:]
            continue
        if begins:
            yield begins, line
        begins, line = number, part
    if begins:
        yield begins, line


def _look_through(text: str) -> list[_Seen]:
    """Every event, in the order of the file. Raises `NotReadable`."""
    events: list[_Seen] = []
    inside: list[str] = []
    zones = repeating = 0
    for number, line in _unfolded(text):
        named = _NAME.match(line)
        name = named[1].upper() if named else ""
        value = line.partition(":")[2].strip()
        if name == "BEGIN":
            inside.append(value.upper())
            if len(inside) > 4:
                raise NotReadable("not-calendar", number)
            if inside[-1] == "VEVENT":
                events.append(_Seen(number))
            zones += inside[-1] == "VTIMEZONE"
        elif name == "END":
            if not inside or inside.pop() != value.upper():
                raise NotReadable("not-calendar", number)
        elif name in ("RRULE", "EXRULE"):
            if "VTIMEZONE" in inside:
                if name == "EXRULE" or not _rule_of_zone(value):
                    raise NotReadable("rule", number)
            elif inside and inside[-1] == "VEVENT":
                repeating += 1
                events[-1].rules.append(value)
                events[-1].odd |= name == "EXRULE"
        if len(events) > MOST_EVENTS or zones > MOST_ZONES or repeating > MOST_REPEATING:
            raise NotReadable("too-many", number)
    if inside or not text.strip():
        raise NotReadable("not-calendar")
    return events


def _parts(rule: str) -> dict[str, str] | None:
    """The parts of a rule; None when one stands there twice or has no value."""
    found: dict[str, str] = {}
    for part in rule.upper().rstrip(";").split(";"):
        name, _is, value = part.partition("=")
        if not value or name in found:
            return None
        found[name] = value
    return found


def _number(text: str, least: int, most: int) -> bool:
    return re.fullmatch(r"[+-]?[0-9]{1,4}", text) is not None and least <= int(text) <= most


def _rule_of_zone(rule: str) -> bool:
    """Whether a rule for summer and winter time is one: yearly, in a month, on a day of it."""
    parts = _parts(rule)
    if parts is None or parts.get("FREQ") != "YEARLY" or parts.get("INTERVAL", "1") != "1":
        return False
    if not set(parts) <= {"FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT", "WKST"}:
        return False
    return all(len(value) <= 80 for value in parts.values())


_DAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_DAYS = re.compile(rf"{_DAY}(?:,{_DAY}){{0,6}}")
_DAYS_OF_MONTH = re.compile(rf"[+-]?[1-5]{_DAY}(?:,[+-]?[1-5]{_DAY}){{0,9}}")


def _rule_of_event(rule: str) -> bool:
    """Whether we follow a rule: by days, weeks or months, and such that it never has to be looked for for long.

    Every fifth Tuesday or thirty-first of the month comes within some months; combinations that may never come are not
    among these.
    """
    parts = _parts(rule)
    if parts is None or not set(parts) <= {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST"}:
        return False
    if not _number(parts.get("INTERVAL", "1"), 1, 60) or not _number(parts.get("COUNT", "1"), 1, 9999):
        return False
    by_day, by_date = parts.get("BYDAY"), parts.get("BYMONTHDAY")
    if parts.get("FREQ") == "DAILY":
        return by_date is None and (by_day is None or (_is(_DAYS, by_day) and parts.get("INTERVAL", "1") == "1"))
    if parts.get("FREQ") == "WEEKLY":
        return by_date is None and (by_day is None or _is(_DAYS, by_day))
    if parts.get("FREQ") != "MONTHLY" or (by_day and by_date):
        return False
    if by_date is not None:
        days = by_date.split(",")
        # Every so many months on a day that not each month has may never come.
        last = 31 if parts.get("INTERVAL", "1") == "1" else 28
        return all(_number(day, -last, last) and int(day) != 0 for day in days)
    return by_day is None or _is(_DAYS_OF_MONTH, by_day) or _is(_DAYS, by_day)


def _is(form: re.Pattern[str], text: str) -> bool:
    return form.fullmatch(text) is not None


def _when(event: Component, name: str) -> object:
    """The value of a property that tells a time or a length; None where there is none, or it is broken."""
    try:
        return getattr(event.get(name), "dt", None)
    except ValueError:
        return None


def _why_not(event: Component, seen: _Seen, now: datetime.datetime) -> Why | None:
    """Why an event gives no moment; None when it does."""
    if seen.odd or len(seen.rules) > 1 or not all(_rule_of_event(rule) for rule in seen.rules):
        return "rule"
    start = _when(event, "DTSTART")
    if not isinstance(start, datetime.date):
        return "broken"
    if not isinstance(start, datetime.datetime):
        return "all-day"
    try:
        if seen.rules and _here(start) < now - OLDEST:
            return "rule"
    except (OverflowError, ValueError):
        return "broken"
    end, lasts = _when(event, "DTEND"), _when(event, "DURATION")
    if isinstance(lasts, datetime.timedelta):
        length = lasts
    elif isinstance(end, datetime.datetime):
        try:
            length = _here(end) - _here(start)
        except (OverflowError, ValueError):
            return "broken"
    else:
        return "no-end"
    return _why_not_so_long(length)


def _why_not_so_long(length: datetime.timedelta) -> Why | None:
    minutes = length.total_seconds() / 60
    if minutes < MINUTES_MIN:
        return "too-short"
    return "too-long" if minutes > MINUTES_MAX else None


def _here(moment: datetime.datetime) -> datetime.datetime:
    """The moment in UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=HERE)).astimezone(datetime.UTC)


# --- working it out ---------------------------------------------------------------------------------------------------


def _worked_out(calendar: Calendar, now: datetime.datetime) -> set[tuple[str, datetime.datetime, int]]:
    """UID, start and minutes of every event and repetition from now on and within `AHEAD`."""
    found: set[tuple[str, datetime.datetime, int]] = set()
    try:
        occurrences: list[Any] = recurring_ical_events.of(calendar, skip_bad_series=True).between(now, now + AHEAD)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise NotReadable("not-calendar") from None
    for event in occurrences:
        start, end = _when(event, "DTSTART"), _when(event, "DTEND")
        if not isinstance(start, datetime.datetime) or not isinstance(end, datetime.datetime):
            continue
        begin, length = _here(start), _here(end) - _here(start)
        if str(event.get("STATUS", "")).upper() == "CANCELLED" or _why_not_so_long(length) or begin < now:
            continue
        uid = str(event.get("UID", ""))
        found.add((uid, begin.replace(second=0, microsecond=0), int(length.total_seconds() // 60)))
    return found
