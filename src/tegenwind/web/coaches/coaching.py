"""The card of a coach, and the moments that are free: only for who was permitted to coach here.

A card is for others to read, so nothing of it is kept while somebody types: it changes when the coach says so. A calendar elsewhere
is fetched when the coach saves its address and when the coach asks for it, and never because somebody looks at the card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tegenwind.coaching import actions, models, queries
from tegenwind.coaching.calendars import LARGEST, Found
from tegenwind.coaching.errors import Incomplete, NotFetched, NotPermitted, NotReadable, TooMany, WrongMoment
from tegenwind.coaching.mail import can_mail
from tegenwind.coaching.models import Card
from tegenwind.practice.intake import WHERES, Moment
from tegenwind.practice.meeting import clean
from tegenwind.web.coaches import choosing, reading
from tegenwind.web.coaches.offering import told
from tegenwind.web.coaches.wording import when
from tegenwind.web.guarding import look_at
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import too_long

#: The texts of a card and how many characters fit, in the order of the form.
TEXTS: Final[Mapping[str, int]] = {
    "name": models.NAME_MAX,
    "about": models.ABOUT_MAX,
    "audience": models.AUDIENCE_MAX,
    "region": models.REGION_MAX,
    "languages": models.LANGUAGES_MAX,
    "pays": models.PAYS_MAX,
    "learns": models.LEARNS_MAX,
}
#: In these a coach writes about people; a name, a region and languages are what they are.
_LOOKED_AT: Final = ("about", "audience", "pays", "learns")
#: What the file of a calendar is called in its form.
FILE: Final = "calendar"


def _own(request: OpenRequest) -> Card:
    """The card of who asks. Raises ``Http404`` for who may not coach here."""
    found = queries.own_card(request.user)
    if found is None:
        raise Http404
    return found


@dataclass
class _Filled:
    """A card as it was filled in, and what is wrong with it (by field, sentences for the coach)."""

    card: Card = field(repr=False)
    problems: dict[str, str] = field(default_factory=dict)
    looked: bool = False
    missing: tuple[str, ...] = ()


@opened
def card(request: OpenRequest) -> HttpResponse:
    """The form of one's card, and the card as others see it."""
    kept = _own(request)
    if request.method != "POST":
        return _card_page(request, _Filled(kept))
    do = request.POST.get("do", "")
    try:
        if do == "hide":
            actions.hide(request.user)
            return redirect("web:coach-card")
        filled = _read(request.POST, kept)
        if do == "look":
            filled.looked = True
            return _card_page(request, filled)
        if filled.problems:
            return _card_page(request, filled)
        try:
            _save(request, filled.card)
            if do == "publish":
                actions.publish(request.user)
        except Incomplete as incomplete:
            filled.missing = incomplete.missing
            return _card_page(request, filled)
    except NotPermitted:
        raise Http404 from None
    return redirect("web:coach-card")


def _read(posted: Mapping[str, str], kept: Card) -> _Filled:
    """The form on a copy of the card, of which nothing is kept."""
    made = Card(pk=kept.pk, person_id=kept.person_id, permitted=kept.permitted, published=kept.published)
    problems: dict[str, str] = {}
    for name, most in TEXTS.items():
        typed = clean(posted.get(name, getattr(kept, name)))
        setattr(made, name, typed)
        if len(typed) > most:
            problems[name] = too_long(len(typed), most)
        elif name in _LOOKED_AT and (marked := look_at(name, typed, getattr(kept, name))):
            problems[name] = marked
    for where in WHERES:
        setattr(made, where, bool(posted.get(where)))
    made.mail = bool(posted.get("mail"))
    return _Filled(made, problems)


def _save(request: OpenRequest, made: Card) -> None:
    actions.save_card(
        request.user,
        **{name: getattr(made, name) for name in TEXTS},
        **{where: getattr(made, where) for where in WHERES},
        mail=made.mail,
    )


def _card_page(request: OpenRequest, filled: _Filled) -> HttpResponse:
    made = filled.card
    names = missing_words()
    context: dict[str, Any] = {
        "card": told(made),
        "made": made,
        "problems": filled.problems,
        "missing": [names[name] for name in filled.missing],
        "still": [names[name] for name in made.missing],
        "looked": filled.looked,
        "published": made.published,
        "can_mail": can_mail(request.user),
        "free": choosing.options(queries.free_moments(_own(request))),
    }
    status = 422 if filled.problems or filled.missing else 200
    return render(request, "coaches/card.html", context, status=status)


def missing_words() -> dict[str, str]:
    """What publishing needs, as the form calls it."""
    return {
        "name": _("je naam"),
        "about": _("wie je bent"),
        "audience": _("voor wie"),
        "where": _("waar"),
        "region": _("de streek of plaats"),
        "languages": _("de talen"),
        "pays": _("wie betaalt"),
        "learns": _("wat wie betaalt te weten komt"),
    }


@dataclass
class _Tried:
    """What came of a form about moments: what is wrong, or what was found in a calendar."""

    row: Mapping[str, str] = field(default_factory=lambda: choosing.blank_rows()[0])
    wrong_row: str = ""
    wrong_file: str = ""
    address: str | None = None
    wrong_address: str = ""
    found: Found | None = None

    @property
    def status(self) -> int:
        return 422 if self.wrong_row or self.wrong_file or self.wrong_address else 200


@opened
def moments(request: OpenRequest) -> HttpResponse:
    """Free moments: typed in, out of a file, or out of a calendar elsewhere."""
    mine = _own(request)
    if request.method != "POST":
        return _moments_page(request, mine, _Tried())
    do = request.POST.get("do", "")
    try:
        tried = _did(request, do)
    except NotPermitted:
        raise Http404 from None
    if tried is None:
        return redirect("web:coach-moments")
    return _moments_page(request, _own(request), tried)


def _did(request: OpenRequest, do: str) -> _Tried | None:
    """What was asked; what to tell of it, or None when the page says it all."""
    if do == "add":
        return _add(request)
    if do.startswith("remove-"):
        actions.remove_moment(request.user, _number(do.removeprefix("remove-")))
        return None
    if do == "file":
        return _file(request)
    if do in ("feed", "again"):
        return _feed(request, again=do == "again")
    if do == "drop":
        actions.drop_feed(request.user)
        return None
    raise Http404


def _number(text: str) -> int:
    if not re.fullmatch(RecordIdConverter.regex, text):
        raise Http404
    try:
        return RecordIdConverter().to_python(text)
    except ValueError:
        raise Http404 from None


def _add(request: OpenRequest) -> _Tried | None:
    row = {name: request.POST.get(f"{name}-1", "").strip()[:40] for name in ("day", "time", "minutes")}
    moment, wrong = choosing.typed_moment(row["day"], row["time"], row["minutes"])
    if moment is not None:
        try:
            actions.add_moment(request.user, moment.start, moment.minutes)
        except WrongMoment:
            wrong = _("Dit moment past niet. Kies een ander.")
        except TooMany as full:
            wrong = _("Er staan er al {most}. Haal er eerst een weg.").format(most=full.most)
        else:
            return None
    return _Tried(row={"number": "1", **row}, wrong_row=wrong)


def _file(request: OpenRequest) -> _Tried:
    sent = request.FILES.get(FILE)
    if sent is None:
        return _Tried(wrong_file=_("Kies eerst een bestand. Het heet meestal iets met .ics."))
    if sent.size is None or sent.size > LARGEST:
        return _Tried(wrong_file=reading.not_readable(NotReadable("too-large")))
    try:
        return _Tried(found=actions.read_file(request.user, sent.read()))
    except NotReadable as why:
        return _Tried(wrong_file=reading.not_readable(why))


def _feed(request: OpenRequest, *, again: bool) -> _Tried:
    typed = request.POST.get("feed", "").strip()
    try:
        found = actions.fetch_again(request.user) if again else actions.set_feed(request.user, typed)
    except NotFetched as why:
        return _Tried(address=None if again else typed, wrong_address=reading.not_fetched(why))
    return _Tried(found=found)


def _moments_page(request: OpenRequest, mine: Card, tried: _Tried) -> HttpResponse:
    address = queries.feed_address(mine)
    typed = queries.typed_moments(mine)
    known = [one.as_moment for one in typed]
    free = queries.free_moments(mine)
    context: dict[str, Any] = {
        "typed": [{"ref": RecordIdConverter().to_url(one.pk), "when": when(one.as_moment)} for one in typed],
        "calendar": choosing.options(_others(free, known)),
        "row": tried.row,
        "lengths": choosing.lengths(),
        "wrong_row": tried.wrong_row,
        "wrong_file": tried.wrong_file,
        "feed": address,
        "typed_feed": address if tried.address is None else tried.address,
        "wrong_address": tried.wrong_address,
        "found": reading.found_lines(tried.found) if tried.found else None,
        "published": mine.published,
    }
    return render(request, "coaches/moments.html", context, status=tried.status)


def _others(free: Iterable[Moment], known: list[Moment]) -> list[Moment]:
    return [one for one in free if one not in known]
