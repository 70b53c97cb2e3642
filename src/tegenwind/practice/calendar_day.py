"""A day or a moment for somebody's own calendar, as an iCalendar file.

Source: RFC 5545 (iCalendar), with its rules for lines (3.1), texts (3.3.11), and events of a whole day (3.6.1).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

#: A line has at most so many bytes, without its end (RFC 5545, 3.1).
LINE_MAX: Final = 75
_PRODUCT: Final = "-//Tegenwind//NONSGML Tegenwind//NL"


def whole_day(on: datetime.date, *, uid: str, summary: str, stamped_on: datetime.date) -> str:
    """A file with one event that takes a whole day, and in which one stays free.

    Args:
        on: the day.
        uid: tells this event from all others in the world, so that a second file for it takes the place of the first.
        summary: what the calendar shows.
        stamped_on: the day the file was made. The format asks for a moment; it is told as the beginning of that day.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "BEGIN:VEVENT",
        f"UID:{escaped(uid)}",
        f"DTSTAMP:{stamped_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
        # The end is the first day that is no part of it.
        f"DTEND;VALUE=DATE:{on + datetime.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(summary)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def moment(
    start: datetime.datetime, end: datetime.datetime, *, uid: str, summary: str, stamped_on: datetime.date
) -> str:
    """A file with one event that takes from ``start`` to ``end``, told in UTC, and in which one is busy.

    ``uid``, ``summary`` and ``stamped_on`` as for `whole_day`. Raises ``ValueError`` for a time without a zone.
    """
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("a moment in a calendar needs a time zone")
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "BEGIN:VEVENT",
        f"UID:{escaped(uid)}",
        f"DTSTAMP:{stamped_on:%Y%m%d}T000000Z",
        f"DTSTART:{start.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"DTEND:{end.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{escaped(summary)}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """A value of the type TEXT. What cannot stand in a file of this kind (control characters) is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign == "\n" or (sign >= " " and sign != "\x7f"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in parts that fit; every part but the first begins with a space. No sign is cut in two."""
    part, size = "", 0
    for sign in line:
        wide = len(sign.encode())
        if size + wide > LINE_MAX:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + wide
    yield part
