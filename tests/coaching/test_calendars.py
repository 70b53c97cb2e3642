"""Free moments out of calendar files, such as Google, Nextcloud and Outlook write them."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tegenwind.coaching import calendars
from tegenwind.coaching.calendars import Found, PassedOver
from tegenwind.coaching.errors import NotReadable
from tegenwind.practice import calendar_day

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)

GOOGLE = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Vrij voor een eerste gesprek
X-WR-TIMEZONE:Europe/Amsterdam
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
X-LIC-LOCATION:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Amsterdam:20261006T100000
DTEND;TZID=Europe/Amsterdam:20261006T104500
RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261216T225959Z;BYDAY=TU
EXDATE;TZID=Europe/Amsterdam:20261201T100000
DTSTAMP:20261120T081500Z
UID:3k2j1h4g5f6d7s8a9@google.com
CREATED:20261001T090000Z
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Vrij
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Amsterdam:20261208T140000
DTEND;TZID=Europe/Amsterdam:20261208T144500
DTSTAMP:20261120T081500Z
UID:3k2j1h4g5f6d7s8a9@google.com
RECURRENCE-ID;TZID=Europe/Amsterdam:20261208T100000
SUMMARY:Vrij (later die dag)
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Amsterdam:20261215T100000
DTEND;TZID=Europe/Amsterdam:20261215T104500
UID:3k2j1h4g5f6d7s8a9@google.com
RECURRENCE-ID;TZID=Europe/Amsterdam:20261215T100000
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
DTSTART:20261125T130000Z
DTEND:20261125T133000Z
UID:once@google.com
SUMMARY:Met een heel lange titel die over de rand van de regel heen loopt en d
 aarom is gevouwen
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261204
DTEND;VALUE=DATE:20261205
UID:day@google.com
SUMMARY:Studiedag
END:VEVENT
END:VCALENDAR
"""

NEXTCLOUD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//SabreDAV//SabreDAV//EN
X-WR-CALNAME:Vrije momenten
BEGIN:VEVENT
UID:5b0f3c0e-6b8e-4a57-9d60-2f9a0c0a1d11
DTSTAMP:20261119T100000Z
DTSTART;TZID=Europe/Brussels:20261130T160000
DURATION:PT1H
RRULE:FREQ=WEEKLY;COUNT=3;INTERVAL=2
SUMMARY:Vrij
END:VEVENT
BEGIN:VEVENT
UID:floating
DTSTART:20261203T090000
DTEND:20261203T093000
END:VEVENT
BEGIN:VTODO
UID:todo
SUMMARY:Boodschappen
END:VTODO
END:VCALENDAR
"""

OUTLOOK = """\
BEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
X-WR-CALNAME:Agenda
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=nl-NL:Beschikbaar
DTSTART;TZID=W. Europe Standard Time:20261126T113000
DTEND;TZID=W. Europe Standard Time:20261126T120000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20261120T090000Z
TRANSP:TRANSPARENT
STATUS:CONFIRMED
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E009
SUMMARY:Beschikbaar
RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=2TH
DTSTART;TZID=W. Europe Standard Time:20260108T090000
DTEND;TZID=W. Europe Standard Time:20260108T093000
END:VEVENT
END:VCALENDAR
"""


def event(*lines: str) -> bytes:
    """A calendar with one event of these lines."""
    return calendar("BEGIN:VEVENT", "UID:one", *lines, "END:VEVENT")


def calendar(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//NL", *lines, "END:VCALENDAR", "")).encode()


def read(text: str | bytes) -> Found:
    return calendars.read(text if isinstance(text, bytes) else text.encode(), now=NOW)


def told(found: Found) -> list[str]:
    """Moments in UTC with their minutes, to read."""
    return [f"{one.start:%d-%m %H:%M} {one.minutes}" for one in found.moments]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_google_with_a_series_one_moved_one_called_off_and_one_left_out(ends: str) -> None:
    found = read(GOOGLE.replace("\n", ends))
    assert told(found) == ["24-11 09:00 45", "25-11 13:00 30", "08-12 13:00 45"]
    begins = GOOGLE.splitlines().index("DTSTART;VALUE=DATE:20261204")  # The line before it, counted from 1.
    assert found.passed_over == (PassedOver(begins, "all-day"),)
    assert found.left_out == 0


def test_nextcloud_with_a_duration_every_second_week_and_a_time_without_a_zone() -> None:
    assert told(read(NEXTCLOUD)) == ["30-11 15:00 60", "03-12 08:00 30", "14-12 15:00 60", "28-12 15:00 60"]


def test_outlook_with_its_own_names_of_zones_and_every_second_thursday() -> None:
    assert told(read(OUTLOOK)) == ["26-11 10:30 30", "10-12 08:00 30", "14-01 08:00 30"]


def test_summer_time_is_told_right() -> None:
    march = datetime.datetime(2026, 3, 20, tzinfo=datetime.UTC)
    weekly = event(
        "DTSTART;TZID=Europe/Amsterdam:20260324T100000",
        "DTEND;TZID=Europe/Amsterdam:20260324T103000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    )
    found = calendars.read(weekly, now=march)
    assert told(found) == ["24-03 09:00 30", "31-03 08:00 30"]


def test_our_own_file_is_read_by_it() -> None:
    start = datetime.datetime(2026, 12, 1, 9, 30, tzinfo=datetime.UTC)
    end = start + datetime.timedelta(minutes=50)
    file = calendar_day.moment(start, end, uid="een;twee,drie", summary="Gesprek", stamped_on=NOW.date())
    assert told(read(file)) == ["01-12 09:30 50"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART;VALUE=DATE:20261204",), "all-day"),
        (("DTSTART:20261204T100000Z", "DTEND:20261204T131000Z"), "too-long"),
        (("DTSTART:20261204T100000Z", "DTEND:20261204T100500Z"), "too-short"),
        (("DTSTART:20261204T100000Z", "DTEND:20261204T090000Z"), "too-short"),
        (("DTSTART:20261204T100000Z",), "no-end"),
        (("DTSTART:morgen", "DTEND:20261204T100000Z"), "broken"),
        (("SUMMARY:Vrij",), "broken"),
    ],
)
def test_an_event_that_gives_no_moment_is_named_with_its_line(lines: tuple[str, ...], why: str) -> None:
    found = read(event(*lines))
    assert (found.moments, found.passed_over) == ((), (PassedOver(4, why),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=YEARLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=99999",
        "FREQ=WEEKLY;FREQ=SECONDLY",
        "FREQ=",
        "elke dinsdag",
    ],
)
def test_a_rule_that_may_take_for_ever_is_not_worked_out(rule: str) -> None:
    began = time.process_time()
    found = read(event("DTSTART:20261123T100000Z", "DTEND:20261123T103000Z", f"RRULE:{rule}"))
    assert (found.moments, found.passed_over) == ((), (PassedOver(4, "rule"),))
    assert time.process_time() - began < 1


def test_a_folded_rule_or_a_second_one_does_not_slip_through() -> None:
    often = ("DTSTART:20261123T100000Z", "DTEND:20261123T103000Z")
    for rules in (
        ("RRULE:FREQ=WEE", " KLY;BYSECOND=1"),
        ("RRULE:FREQ=WEEKLY", "RRULE:FREQ=SECONDLY"),
        ("rrule;x=y:FREQ=SECONDLY",),
        ("RRULE:FREQ=WEEKLY", "EXRULE:FREQ=SECONDLY"),
    ):
        assert read(event(*often, *rules)).passed_over == (PassedOver(4, "rule"),)


def test_a_series_since_the_year_one_is_not_worked_out() -> None:
    lines = ("DTSTART:00010101T100000Z", "DTEND:00010101T103000Z", "RRULE:FREQ=DAILY")
    assert read(event(*lines)).passed_over == (PassedOver(4, "rule"),)


def test_the_most_there_can_be_is_worked_out_in_time() -> None:
    """50 daily series of ten years, the oldest that are followed."""
    events = [
        line
        for number in range(50)
        for line in (
            "BEGIN:VEVENT",
            f"UID:{number}",
            f"DTSTART:20161201T{number % 24:02}{number % 60:02}00Z",
            "DURATION:PT30M",
            "RRULE:FREQ=DAILY",
            "END:VEVENT",
        )
    ]
    began = time.process_time()
    found = read(calendar(*events))
    assert len(found.moments) == calendars.MOST_MOMENTS and found.left_out > 0
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("data", "why", "line"),
    [
        (b"", "not-calendar", None),
        (b"<!DOCTYPE html><title>Sign in</title>", "not-calendar", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-calendar", None),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "not-calendar", None),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "not-calendar", 2),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "not-calendar", None),
        (calendar(*["BEGIN:VEVENT", "END:VEVENT"] * 501), "too-many", 3 + 1001),
        (calendar("BEGIN:X", "BEGIN:X", "BEGIN:X", "BEGIN:X"), "not-calendar", 7),
        (b"x" * (256 * 1024 + 1), "too-large", None),
        (
            calendar(
                "BEGIN:VTIMEZONE", "TZID:x", "BEGIN:STANDARD", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE"
            ),
            "rule",
            7,
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: bytes, why: str, line: int | None) -> None:
    with pytest.raises(NotReadable) as refused:
        read(data)
    assert (refused.value.why, refused.value.line) == (why, line)


def test_what_is_over_or_too_far_away_is_counted() -> None:
    parts = []
    for number, day in enumerate(("20261101", "20270601", "20261201")):
        parts += [
            "BEGIN:VEVENT", f"UID:{number}", f"DTSTART:{day}T100000Z", f"DTEND:{day}T103000Z", "END:VEVENT",
        ]  # fmt: skip
    found = read(calendar(*parts))
    assert (told(found), found.left_out, found.passed_over) == (["01-12 10:00 30"], 2, ())


def test_nothing_of_the_text_is_kept() -> None:
    found = read(
        event("DTSTART:20261201T100000Z", "DURATION:PT30M", "SUMMARY:Therapie Joost", "LOCATION:Dorpsstraat 1")
    )
    assert "Joost" not in repr(found) and "Dorpsstraat" not in "".join(one.model_dump_json() for one in found.moments)


_LINES = st.sampled_from(
    [
        *GOOGLE.splitlines(),
        *OUTLOOK.splitlines(),
        "RRULE:FREQ=DAILY",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "RDATE:20261201T100000Z,20261202T100000Z",
        "EXDATE:kapot",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T100000Z",
        "DURATION:P400Y",
        "DTEND:99991231T235959Z",
        "DTSTART;TZID=/nergens/Atlantis:20261201T100000",
        " gevouwen",
        "",
        ":",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=25))
def test_whatever_is_sent_is_read_or_refused(lines: list[str]) -> None:
    for data in (calendar(*lines), event(*lines)):
        try:
            found = read(data)
        except NotReadable:
            continue
        assert all(NOW <= one.start <= NOW + calendars.AHEAD for one in found.moments)
