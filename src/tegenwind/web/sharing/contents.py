"""What goes along: a report, a route or a note as the receiver will see it, made of the owner's records at this moment."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import report as practice_report
from tegenwind.practice import share
from tegenwind.practice.check_in import CheckIn
from tegenwind.practice.conversation import for_the_listener
from tegenwind.practice.share import Ask, Extent, What
from tegenwind.report.html import points_html, themes_html
from tegenwind.web import library, shelf
from tegenwind.web.routes.views import Place, kind_words, place_of, then_and_now
from tegenwind.web.sharing.documents import Node, from_html, to_html

#: The form of a snapshot's plain text (docs/privacy/record-format.md).
SNAPSHOT_VERSION: Final = 1


@dataclass(frozen=True)
class Shown:
    """The thing itself as HTML, and every text of the person's own in it.

    Those texts are what a guard against names and other identifying data has to look at before anything goes.
    """

    html: str = field(repr=False)
    own_words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Thing:
    """Something of the owner's that can be given to one person to read."""

    what: What
    title: str = field(repr=False)
    back: str
    show: Callable[[Extent], Shown] = field(repr=False)
    #: What may be chosen of how much goes; empty when there is nothing to choose.
    extents: tuple[tuple[Extent, str], ...] = ()
    check_in: int | None = None
    route: int | None = None
    activity: str | None = None


@dataclass(frozen=True)
class Wish:
    """What the owner wants: for whom, from whom, what is asked, how much goes, and until when."""

    for_name: str = field(repr=False)
    from_name: str = field(repr=False)
    ask: Ask
    extent: Extent
    words: str = field(repr=False)
    days: int
    until: datetime.date


def report(unlocked: Unlocked, record_id: int) -> Thing:
    """A finished check-in's report. Raises ``Http404``."""
    mine = shelf.take(unlocked, CheckIn, record_id)
    if mine.record.finished_on is None:
        raise Http404
    pack, w = library.version(mine.record.digest), library.words()

    def show(extent: Extent) -> Shown:
        goes = share.report_that_goes(mine.record, extent)
        made = practice_report.build(pack, goes, w.language)
        html = render_to_string(
            "sharing/goes_report.html",
            {
                "report": made,
                "themes": mark_safe(themes_html(made)),  # noqa: S308 - escaped where it is made
                "points": mark_safe(points_html(made)),  # noqa: S308 - escaped where it is made
            },
        )
        return Shown(html, share.own_words(goes))

    title = _("Reflectierapportage {pack}, {day}").format(
        pack=pack.title[w.language], day=w.date(mine.record.finished_on)
    )
    extents: tuple[tuple[Extent, str], ...] = (
        ("words", _("Alles: waar de stellingen staan, en wat ik erbij schreef")),
        ("no-words", _("Zonder mijn eigen woorden: alleen waar de stellingen staan")),
    )
    return Thing("report", title, reverse("web:report", args=[record_id]), show, extents, check_in=record_id)


def route(unlocked: Unlocked, record_id: int) -> Thing:
    """A route that was walked. Raises ``Http404``."""
    place = place_of(unlocked, record_id)

    def show(extent: Extent) -> Shown:
        goes = share.route_that_goes(place.walk.record, extent)
        told = dataclasses.replace(place, walk=dataclasses.replace(place.walk, record=goes))
        return Shown(render_to_string("sharing/goes_route.html", _route(told)), share.own_words(goes))

    extents: tuple[tuple[Extent, str], ...] = (
        ("words", _("Alles: wat ik deed, met mijn woorden en notities")),
        ("no-words", _("Zonder mijn woorden en notities: alleen wat ik deed")),
    )
    title = _("Ontwikkelroute: {route}").format(route=place.route.title[library.language()])
    return Thing("route", title, reverse("web:route", args=[record_id]), show, extents, route=record_id)


def _route(place: Place) -> dict[str, Any]:
    walk, w = place.walk.record, library.words()
    done = []
    for activity in place.route.activities:
        kept = walk.activity(activity.id)
        if not kept.is_empty:
            prose = activity.prose[w.language]
            day = w.date(kept.on) if kept.on else ""
            done.append({"kind": kind_words()[activity.kind], "title": prose.title, "on": day, "note": kept.note})
    return {
        "statement": place.statement.text[w.language],
        "told": then_and_now(place),
        "closed": walk.closed_on is not None,
        "done": done,
    }


def note(unlocked: Unlocked, record_id: int, activity_id: str) -> Thing:
    """The note with one activity. Raises ``Http404`` when there is none."""
    place = place_of(unlocked, record_id)
    activity, kept = place.route.activity(activity_id), place.walk.record.activity(activity_id)
    if activity is None or not kept.note:
        raise Http404
    w = library.words()
    title = activity.prose[w.language].title
    context = {
        "statement": place.statement.text[w.language],
        "title": title,
        "on": w.date(kept.on) if kept.on else "",
        "note": kept.note,
    }

    def show(_extent: Extent) -> Shown:
        return Shown(render_to_string("sharing/goes_note.html", context), (kept.note,))

    back = reverse("web:activity", args=[record_id, activity_id])
    heading = _("Notitie bij {activity}").format(activity=title)
    return Thing("note", heading, back, show, route=record_id, activity=activity_id)


def ask_words() -> dict[Ask, str]:
    """What an owner may ask, as the owner chooses it."""
    return {
        "listen": _("Naar mij luisteren, met de vijf vragen"),
        "think": _("Met me meedenken"),
        "write": _("Kort iets terugschrijven"),
        "read": _("Alleen lezen"),
    }


def _asked(wish: Wish) -> str:
    """What is asked, as the receiver reads it."""
    told = {
        "listen": _(
            "{name} vraagt of je wilt luisteren. Lees dit eerst rustig door. Spreek dan af wanneer jullie praten; een half uur is genoeg."
        ),
        "think": _(
            "{name} vraagt of je wilt meedenken. Vraag eerst wat {name} er zelf van vindt. Wat jij zou doen, komt daarna."
        ),
        "write": _("{name} vraagt of je kort iets terugschrijft. Wat bleef er hangen? Eén zin is genoeg."),
        "read": _("{name} wil graag dat je dit leest. Meer hoeft niet."),
    }
    return told[wish.ask].format(name=wish.from_name)


@dataclass(frozen=True)
class Snapshot:
    """What the receiver will see, as it will be sealed. ``digest`` tells two apart (64 figures)."""

    body: bytes = field(repr=False)
    parts: list[Node] = field(repr=False)
    own_words: tuple[str, ...] = field(repr=False)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def html(self) -> SafeString:
        """The very same, for the owner's preview."""
        return to_html(self.parts)


def snapshot(thing: Thing, wish: Wish) -> Snapshot:
    """A copy of this moment, in the language of this page, with what stands above it for the receiver."""
    shown, w = thing.show(wish.extent), library.words()
    context = {
        "wish": wish,
        "title": thing.title,
        "asked": _asked(wish),
        "until": w.weekday(wish.until),
        "talk": for_the_listener(w, questions=wish.ask == "listen"),
        "first": wish.ask in ("listen", "think"),
        "content": mark_safe(shown.html),  # noqa: S308 - rendered above, by templates that escape
    }
    parts = from_html(render_to_string("sharing/snapshot.html", context))
    told = {"v": SNAPSHOT_VERSION, "language": w.language, "answer": share.answered(wish.ask), "parts": parts}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    own = (*shown.own_words, *((wish.words,) if wish.words else ()))
    return Snapshot(body, parts, own)


@dataclass(frozen=True)
class Read:
    """A snapshot that was opened: its language, whether an answer is asked for, and what to show."""

    language: str
    answer: bool
    html: SafeString = field(repr=False)


def read(body: bytes) -> Read:
    """A snapshot's plain text as it is shown where no script runs. Raises ``ValueError`` for another version."""
    told = json.loads(body)
    if not isinstance(told, dict) or told.get("v") != SNAPSHOT_VERSION or not isinstance(told.get("parts"), list):
        raise ValueError("a snapshot of another version")
    language = "en" if told.get("language") == "en" else "nl"
    return Read(language, told.get("answer") is True, to_html(told["parts"]))
