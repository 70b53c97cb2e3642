"""A moment of a case: beginning one, and its own page with a few words, a place on the line, and the doors to the parts."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs.model import Role
from tegenwind.practice import contact
from tegenwind.practice.balance import PLACES, place_word
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.moment import KIND, WHATS, WORDS_MAX, Moment, What
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.cases.finding import guide_of, pack_of, take_case, take_moment
from tegenwind.web.cases.wording import client_word, what_words
from tegenwind.web.days import WrongDay, past_day
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import (
    Written,
    met_line,
    read_text,
    refused_answer,
    saved_answer,
    saved_line,
    shown_text,
    untouched,
)

#: The section of the guide of cases that a moment has for itself. A repair has a part of its own instead.
SECTIONS: Final[Mapping[What, str]] = {"prepared": "prepare", "met": "met", "looked-back": "look-back"}


@dataclass(frozen=True)
class Door:
    """A way from a moment to one of its parts: the address, the role of its guide, and whether something stands there."""

    name: str
    role: Role


DOORS: Final[Mapping[str, Door]] = {
    "fit": Door("web:moment-fit", "solution"),
    "guard": Door("web:moment-protection", "protection"),
    "lenses": Door("web:moment-lenses", "lenses"),
    "attune": Door("web:moment-attune", "attunement"),
    "repair": Door("web:moment-repair", "repair"),
}
#: The doors of a moment, the one that is offered as the next step first.
ORDER: Final[Mapping[What, tuple[str, ...]]] = {
    "prepared": ("attune", "fit", "guard", "lenses", "repair"),
    "met": ("fit", "guard", "lenses", "repair", "attune"),
    "looked-back": ("guard", "fit", "lenses", "repair", "attune"),
    "repaired": ("repair", "guard", "fit", "lenses", "attune"),
}


def begin(unlocked: Unlocked, case_id: int, what: What, key: str) -> int:
    """The id of a moment of a case that was begun today; begun twice with one key it is one. To be called in ``alone``."""
    if same := shelf.made_with(unlocked, KIND, key, what=what, case=case_id):
        return same.id
    pack = library.for_purpose("cases")
    record = Moment(case=case_id, pack=pack.id, digest=pack.digest, on=timezone.localdate(), what=what, key=key)
    return shelf.keep(unlocked, record).id


@opened
def new(request: OpenRequest, record_id: int) -> HttpResponse:
    """Begin a moment: one press, and one is there."""
    asked, key = request.POST.get("what", ""), request.POST.get("key", "")[:40] or secrets.token_urlsafe(12)
    what = next((one for one in WHATS if one == asked), None)
    with alone(request.unlocked):
        take_case(request.unlocked, record_id)
        if what is None:
            return redirect("web:case", record_id)
        return redirect("web:moment", record_id, begin(request.unlocked, record_id, what, key))


@dataclass(frozen=True)
class Posted:
    """What the form of a moment says. What does not fit stays as it was kept, and stands in the way of nothing else."""

    words: Written | None = field(repr=False)
    place: int | None
    on: datetime.date
    day: str
    problems: Mapping[str, str]

    def onto(self, kept: Moment, key: str) -> Moment:
        """The moment with what fits."""
        words = dict(kept.words)
        if self.words is not None:
            words[key] = self.words.text
        words = {name: text for name, text in words.items() if text}
        return kept.model_copy(update={"words": words, "place": self.place, "on": self.on})


def read(posted: Mapping[str, str], kept: Moment) -> Posted:
    """The form of a moment on what is kept. A field that is not in it stays as it is kept."""
    problems: dict[str, str] = {}
    words = None
    if own_section(kept):
        words = read_text(posted, "words", kept.words.get(words_key(kept), ""), WORDS_MAX)
        if words.problem:
            problems["words"] = words.problem
    place, typed = kept.place, None if untouched(posted, "place") else posted.get("place")
    if typed in ("", *map(str, PLACES)):
        place = int(typed) if typed else None
    elif typed is not None:
        problems["place"] = _("Dit kennen we niet. Kies een van de woorden, of laat het open.")
    on, day = kept.on, kept.on.isoformat()
    if not untouched(posted, "on"):
        day = posted.get("on", day)
    try:
        on = past_day(day)
    except WrongDay as wrong:
        problems["on"] = str(wrong)
    return Posted(words, place, on, day, problems)


def own_section(record: Moment) -> str:
    """The section of the guide of cases that this moment has; empty for a repair."""
    return SECTIONS.get(record.what, "")


def words_key(record: Moment) -> str:
    """Where the words to its own section are kept."""
    return f"case/{own_section(record)}"


@opened
def moment(request: OpenRequest, record_id: int, moment_id: int) -> HttpResponse:
    """One moment: its own few words, where one stood, and the doors. It can be left at any word."""
    whose, mine = take_moment(request.unlocked, record_id, moment_id)
    posted: Posted | None = None
    met: list[Written] = []
    if request.method == "POST":
        posted = read(request.POST, mine.record)
        record = posted.onto(mine.record, words_key(mine.record))
        if record != mine.record:
            mine = shelf.keep(request.unlocked, record, over=mine)
        met = [posted.words] if posted.words and posted.words.met else []
        if is_autosave(request):
            return refused_answer(list(posted.problems.values())) if posted.problems else saved_answer(met_line(met))
        do = request.POST.get("do", "")
        if not posted.problems and not met and do in ("stop", "case"):
            return redirect("web:home") if do == "stop" else redirect("web:case", record_id)
    record, w, language = mine.record, library.words(), library.language()
    section = guide_of(record, "case").section(language, own_section(record)) if own_section(record) else None
    two_legs = library.guide("two-legs")
    doors = [_door(record, record_id, moment_id, name) for name in ORDER[record.what]]
    # Before a contact there is little time: one door, and those that were gone through.
    shown = [door for door in doors if record.what != "prepared" or door is doors[0] or door["begun"]]
    saved = _("Bewaard.") if record.words or record.place else "on"
    context = {
        "case_id": record_id,
        "id": moment_id,
        "record": record,
        "nickname": whose.record.nickname,
        "client": client_word(whose.record),
        "what": what_words()[record.what],
        "on": w.date(record.on),
        "section": section,
        "words": shown_text(posted.words if posted else None, record.words.get(words_key(record), "")),
        "place": str(record.place or ""),
        "places": [(str(value), place_word(value, w)) for value in PLACES],
        "distance": _first(two_legs.section(language, "distance").markdown),
        "nearness": _first(two_legs.section(language, "nearness").markdown),
        "was": {"place": fingerprint(str(record.place or "")), "on": fingerprint(record.on.isoformat())},
        "day": posted.day if posted and "on" in posted.problems else record.on.isoformat(),
        "problems": posted.problems if posted else {},
        "notice": met_line(met),
        "saved": saved_line() if posted and not posted.problems else saved,
        "doors": [door for door in shown if section or door is not doors[0]],
        "folded": [door for door in doors if door not in shown],
        "next": doors[0],
    }
    return render(request, "cases/moment.html", context, status=422 if posted and posted.problems else 200)


def _door(record: Moment, case_id: int, moment_id: int, name: str) -> dict[str, Any]:
    door = DOORS[name]
    return {
        "name": name,
        "url": reverse(door.name, args=[case_id, moment_id]),
        "title": guide_of(record, door.role).title[library.language()],
        "why": _why()[name],
        "begun": _begun(record, name, door.role),
    }


def _begun(record: Moment, name: str, role: Role) -> bool:
    """Whether something stands behind a door."""
    reading = next((one for one in contact.READINGS if one == role), None)
    if reading is not None:
        return bool(contact.touched(record, reading, pack_of(record)))
    if any(key.startswith(f"{role}/") for key in record.words):
        return True
    return (
        bool(record.lens_fit or record.lens_guard)
        if name == "lenses"
        else (name == "attune" and not record.attunement.is_empty)
    )


def _why() -> Mapping[str, str]:
    """What is behind each door, in a sentence."""
    return {
        "fit": _("Wat past hier niet, welke reden vermoed je, en hoe kun je meebewegen?"),
        "guard": _("Wat zou dit kunnen beschermen, en hoe was jij erbij?"),
        "lenses": _("Beide lezingen naast elkaar. Wat maakt elk zichtbaar?"),
        "attune": _("Waar je zit, hoe ver, bij welke deur, in wiens tempo. Een kaartje om mee te nemen."),
        "repair": _("Ging je te snel? Zoek je eigen woorden, en kijk later wat er gebeurde."),
    }


def _first(markdown: str) -> str:
    """The first paragraph."""
    return markdown.partition("\n\n")[0]
