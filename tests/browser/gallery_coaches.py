"""The pages around a first conversation with a coach, for who asks and for who is asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.people import Person

WORDS = "Ik zeg ja en hoor mezelf nee denken. " * 3
LONG = "te lang " * 200
CARD = {
    "about": "Twintig jaar jeugdhulp, nu coach. Ik luister eerst.",
    "audience": "Wie vastloopt in het contact, en daar eens over praten wil.",
    "region": "Gooi en Eemland",
    "languages": "Nederlands, Engels",
    "pays": "Het eerste gesprek kost niets.",
    "learns": "Niemand hoort dat je er was.",
}


def soon(days: int) -> str:
    """A day some days from now, as a field for a day takes it."""
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def card_name(person: Person) -> str:
    """How somebody is called on their card: nobody else in the house is called so."""
    return f"Mira {person.name.rpartition(' ')[2]}"


def permit(person: Person) -> None:
    """Who runs the place lets this person coach in it."""
    house = person.house
    done = house.command("coach", "permit", person.name)
    assert done.returncode == 0, done.stderr.decode()


def free_moment(person: Person, days: int, hour: str = "14:00") -> None:
    """Type a free moment on the page for it."""
    person.page.locator("[name=day-1]").fill(soon(days))
    person.page.locator("[name=time-1]").fill(hour)
    person.press(person.do("add"))


def publish(person: Person) -> None:
    """Fill in a card, and let it be seen."""
    person.go("/coach/")
    person.write("name", card_name(person))
    for name, words in CARD.items():
        person.write(name, words)
    person.hand.choose(person.field("online"))
    person.hand.choose(person.field("practice"))
    person.press(person.do("publish"))
    person.see("coach-card")


def every_coach_page(person: Person, coach: Person) -> Iterator[str]:
    """The person asks; at the end they are a coach themselves, since the looks are at this one browser.

    Args:
        coach: who is asked, in another browser that is opened and closed here.
    """
    person.go("/coaches/")
    yield "coaches, none"
    coach.open_browser()
    coach.sign_in()
    permit(coach)
    publish(coach)
    bring_calendar(coach, *range(2, 13))
    person.go("/conversations/")
    yield "conversations, none"
    person.go("/coaches/")
    yield "coaches"
    person.press(person.main.locator("h2 a", has_text=card_name(coach)))
    person.see("coach")
    yield "a coach"
    person.press(person.primary)
    person.see("coach-ask")
    yield "asking a coach"
    person.press(person.do("preview"))
    person.see("coach-ask", status=422)
    yield "asking a coach, nothing filled in"
    person.write("own", "Zeehond")
    person.write("words", WORDS)
    person.hand.choose(person.field("adult"))
    person.hand.choose(person.field("moment").first)
    person.press(person.do("preview"))
    person.see("coach-ask")
    yield "asking a coach, what goes"
    person.press(person.do("send"))
    person.see("intake")
    asked = person.page.url
    yield "a conversation, asked"
    yield from _answers(person, coach, asked)
    coach.close_browser()
    yield from _coaching(person)


def _answers(person: Person, coach: Person, asked: str) -> Iterator[str]:
    coach.go("/conversations/")
    coach.press(coach.main.locator("a.title").first)
    coach.see("intake")
    coach.press(coach.main.locator("details:has([name=words]) > summary").first)
    coach.write("words", "Dinsdag kan ik beter.")
    coach.hand.choose(coach.field("moment").nth(3))
    coach.press(coach.do("send"))
    coach.see("intake")
    person.go("/")
    yield "home, something lies there about a conversation"
    person.go("/conversations/")
    yield "conversations"
    person.go(asked)
    yield "a conversation, proposed"
    person.press(person.do("confirm"))
    person.see("intake", status=422)
    yield "a conversation, no moment chosen"
    person.press(person.do("confirm").locator("xpath=ancestor::form").locator("[type=radio]").first)
    person.press(person.do("confirm"))
    person.see("intake")
    yield "a conversation, agreed"
    person.press(person.main.locator("details:has([name=words]) > summary").first)
    person.write("words", LONG)
    person.press(person.do("send"))
    person.see("intake", status=422)
    yield "a conversation, too much"
    person.go(asked)
    person.press(person.main.locator("details:has([name=ending]) > summary").first)
    person.press(person.do("end"))
    person.see("intake")
    yield "a conversation, called off"


def _coaching(person: Person) -> Iterator[str]:
    permit(person)
    person.go("/coach/")
    yield "a coach's card, empty"
    person.press(person.do("publish"))
    person.see("coach-card", status=422)
    yield "a coach's card, not complete"
    person.write("about", LONG)
    person.press(person.do("look"))
    person.see("coach-card", status=422)
    yield "a coach's card, looked at"
    publish(person)
    yield "a coach's card"
    person.go("/coach/moments/")
    yield "free moments, none"
    person.press(person.do("add"))
    person.see("coach-moments", status=422)
    yield "free moments, no day"
    free_moment(person, 3)
    person.see("coach-moments")
    yield "free moments"
    person.write("feed", "http://example.org/vrij.ics")
    person.press(person.do("feed"))
    person.see("coach-moments", status=422)
    expect(person.alert).to_be_visible()
    yield "free moments, an address that is refused"
    bring_calendar(person, 6)
    expect(person.main.get_by_role("status").first).to_be_visible()
    yield "free moments, out of a file"
    person.go("/coach/")
    person.press(person.do("hide"))
    person.see("coach-card")
    yield "a coach's card, taken away"
    person.go("/me/")
    yield "my place, of a coach"


def bring_calendar(person: Person, *days: int) -> None:
    """Bring in a file with a free moment on each of these days from now, and one event that takes a whole day."""
    begin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Agenda//NL\r\n"
    events = [_event(day, f"DTSTART:{{0:%Y%m%d}}T1{day % 6}0000Z", "DURATION:PT45M") for day in days]
    events.append(_event(4, "DTSTART;VALUE=DATE:{0:%Y%m%d}"))
    file = (begin + "".join(events) + "END:VCALENDAR\r\n").encode()
    person.go("/coach/moments/")
    person.page.locator("[name=calendar]").set_input_files(
        {"name": "vrij.ics", "mimeType": "text/calendar", "buffer": file}
    )
    person.press(person.do("file"))
    person.see("coach-moments")


def _event(days: int, *when: str) -> str:
    day = timezone.now() + datetime.timedelta(days=days)
    lines = ["BEGIN:VEVENT", f"UID:{days}-{len(when)}@agenda", "DTSTAMP:20260101T000000Z", *when, "END:VEVENT"]
    return "".join(f"{line.format(day)}\r\n" for line in lines)
