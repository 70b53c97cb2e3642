"""What is said of moments, places and of how a conversation stands: in the reader's words and on the reader's clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.intake import Event, Intake, Moment, Side, Where
from tegenwind.web import library


def day_words(day: datetime.date) -> str:
    """A day with its name; with the year only when that is another one."""
    said = library.words().weekday(day)
    return said if day.year == timezone.localdate().year else f"{said} {day.year}"


def hours(moment: Moment) -> str:
    """From when to when, on the clock of the Netherlands and Belgium."""
    begin, end = timezone.localtime(moment.start), timezone.localtime(moment.end)
    return _("{begin} tot {end}").format(begin=f"{begin:%H:%M}", end=f"{end:%H:%M}")


def when(moment: Moment) -> str:
    """A moment: its day and its hours."""
    return f"{day_words(timezone.localtime(moment.start).date())}, {hours(moment)}"


def by_day(moments: Iterable[Moment]) -> list[tuple[str, list[Moment]]]:
    """Moments under the names of their days, in order."""
    days: dict[datetime.date, list[Moment]] = {}
    for moment in sorted(moments, key=lambda one: one.start):
        days.setdefault(timezone.localtime(moment.start).date(), []).append(moment)
    return [(day_words(day), found) for day, found in days.items()]


def place_words(side: Side) -> dict[Where, str]:
    """The places a conversation can be, as this side says them."""
    if side == "coach":
        return {"online": _("online"), "home": _("bij de ander thuis"), "practice": _("in jouw praktijk")}
    return {"online": _("online"), "home": _("bij jou thuis"), "practice": _("in de praktijk van de coach")}


def _asked_place(where: Where | None, side: Side) -> str:
    return place_words(side)[where] if where else ""


def stands_words(record: Intake) -> tuple[str, str]:
    """How it stands, in a sentence for the side whose record it is; and a second one with what that means, or nothing."""
    stands, other = record.stands, record.other
    mine = stands.by == record.side
    if stands.agreed is not None:
        return _agreed(record, stands.agreed)
    if stands.state == "declined":
        if mine:
            return _("Je zei nee tegen dit gesprek."), _("Dat mag. De ander kan iemand anders vragen.")
        return (
            _("{other} kan dit gesprek niet doen.").format(other=other),
            _("Daar hoef je niets achter te zoeken. Je kunt iemand anders vragen, of het hierbij laten."),
        )
    if stands.state == "cancelled":
        if mine:
            return _("Je zegde dit gesprek af."), _("Dat is goed. Een reden is niet nodig.")
        return _("{other} zegde dit gesprek af.").format(other=other), _("Er staat niets meer.")
    if stands.state == "proposed":
        lost = _("Het moment dat vaststond, geldt niet meer.") if _was_agreed(record) else ""
        if mine:
            said, means = _("Je stelde een moment voor."), _("Nu kan {other} kiezen.")
        else:
            said, means = _("{other} stelt een moment voor."), _("Kies er een, of stel zelf iets voor.")
        return said.format(other=other), f"{lost} {means.format(other=other)}".strip()
    return _asked(record)


def _asked(record: Intake) -> tuple[str, str]:
    other = record.other
    if record.side == "coach":
        if record.stands.offer:
            return _("{other} vraagt een eerste gesprek.").format(other=other), _("Kies een moment, of stel iets voor.")
        said = _("{other} vraagt een eerste gesprek, en kijkt wanneer jij kunt.").format(other=other)
        return said, _("Stel een of meer momenten voor.")
    return (
        _("Je vroeg een gesprek aan {other}.").format(other=other),
        _(
            "Er is nog geen antwoord. Hoor je na een week niets, dan ligt dat niet aan jou of aan je vraag. Vraag dan gerust "
            "iemand anders. Eerder mag ook."
        ),
    )


def _agreed(record: Intake, agreed: Moment) -> tuple[str, str]:
    where = _asked_place(record.stands.where, record.side)
    told = {"other": record.other, "when": when(agreed)}
    if agreed.end < timezone.now():
        return _("Jullie spraken af op {when}.").format(**told), ""
    said = _("Jullie spreken elkaar {when}.").format(**told)
    if not where:
        return said, _("Waar, spreken jullie hieronder nog af.")
    return said, _("Waar: {where}.").format(where=where)


def _was_agreed(record: Intake) -> bool:
    """Whether a moment was agreed before what stands now."""
    return any(event.what == "confirmed" for event in record.events)


def story(record: Intake) -> list[dict[str, Any]]:
    """What happened, one thing after the other, as this side reads it; with what it has not looked at yet marked."""
    return [_told(record, event) for event in record.story]


def _told(record: Intake, event: Event) -> dict[str, Any]:
    mine = event.who == record.side
    said = _mine(event) if mine else _theirs(event).format(other=record.other)
    return {
        "said": said,
        "on": library.words().date(event.on),
        "moments": [when(one) for one in event.moments],
        "where": _asked_place(event.where, record.side),
        "words": event.words,
        "mine": mine,
        "new": event.key in record.unread,
    }


def _mine(event: Event) -> str:
    return {
        "asked": _("Jij vroeg een gesprek."),
        "proposed": _("Jij stelde iets voor."),
        "confirmed": _("Jij koos dit moment."),
        "said": _("Jij schreef."),
        "declined": _("Jij zei nee."),
        "cancelled": _("Jij zegde af."),
    }[event.what]


def _theirs(event: Event) -> str:
    return {
        "asked": _("{other} vroeg een gesprek."),
        "proposed": _("{other} stelde iets voor."),
        "confirmed": _("{other} koos dit moment."),
        "said": _("{other} schreef."),
        "declined": _("{other} zei nee."),
        "cancelled": _("{other} zegde af."),
    }[event.what]


def state_words(head: dict[str, Any]) -> str:
    """How a conversation stands, for a row in a list."""
    mine = head["by"] == head["side"]
    if head["start"]:
        start = datetime.datetime.fromisoformat(head["start"])
        return when(Moment(start=start, minutes=head["minutes"]))
    return {
        ("asked", True): _("gevraagd, nog geen antwoord"),
        ("asked", False): _("gevraagd"),
        ("proposed", True): _("je stelde een moment voor"),
        ("proposed", False): _("er is een moment voorgesteld"),
        ("declined", True): _("je zei nee"),
        ("declined", False): _("het kan niet doorgaan"),
        ("cancelled", True): _("je zegde af"),
        ("cancelled", False): _("afgezegd"),
    }.get((head["state"], mine), "")
