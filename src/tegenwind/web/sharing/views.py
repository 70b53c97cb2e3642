"""Having one thing read by one person: choose, see exactly what goes, get the link; and afterwards what became of it."""

from __future__ import annotations

import datetime
import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from tegenwind import sealing
from tegenwind.accounts import inbox
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice.share import KIND, Reply, Share
from tegenwind.sharing import actions, queries
from tegenwind.sharing.errors import NumberTaken
from tegenwind.sharing.models import Share as Row
from tegenwind.vault import queries as vault
from tegenwind.vault.actions import alone, remove
from tegenwind.web import library, shelf
from tegenwind.web.guarding import notice
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.sharing import contents, forms
from tegenwind.web.sharing.contents import Snapshot, Thing, Wish
from tegenwind.web.shelf import Shelved


@dataclass(frozen=True)
class Door:
    """The number and the key of a link to be. They stand in the preview, so that a form sent twice makes one link.

    The key is never kept: it goes from the preview into the link, and leaves this server with it.
    """

    share_id: int
    key: bytes

    @classmethod
    def new(cls) -> Door:
        return cls(Row().pk, sealing.new_share_key(secrets.token_bytes))

    @classmethod
    def posted(cls, number: str, key: str) -> Door:
        """Raises ``Http404`` for what the preview never held."""
        try:
            return cls(_number(number), sealing.parse_share_key(key))
        except (ValueError, sealing.Tampered):
            raise Http404 from None

    @property
    def number(self) -> str:
        return RecordIdConverter().to_url(self.share_id)

    @property
    def key_text(self) -> str:
        return sealing.format_share_key(self.key)

    @property
    def link(self) -> str:
        """The whole link. Its language is asked for, since who opens it may never have been here."""
        asked = "?in=en" if library.language() == "en" else ""
        return f"{settings.TEGENWIND.url}{reverse('web:shared', args=[self.share_id])}{asked}#{self.key_text}"


def _number(text: str) -> int:
    if not re.fullmatch(RecordIdConverter.regex, text):
        raise ValueError(text)
    return RecordIdConverter().to_python(text)


@opened
def share_report(request: OpenRequest, record_id: int) -> HttpResponse:
    """Have a report read by one person."""
    return _share(request, contents.report(request.unlocked, record_id))


@opened
def share_route(request: OpenRequest, record_id: int) -> HttpResponse:
    """Have a route read by one person."""
    return _share(request, contents.route(request.unlocked, record_id))


@opened
def share_note(request: OpenRequest, record_id: int, activity_id: str) -> HttpResponse:
    """Have the note with an activity read by one person."""
    return _share(request, contents.note(request.unlocked, record_id, activity_id))


@sensitive_variables()
def _share(request: OpenRequest, thing: Thing) -> HttpResponse:
    if request.method != "POST":
        return _form(request, thing, forms.begin(thing, request.user.get_username()))
    filled, do = forms.read(request.POST, thing), request.POST.get("do", "")
    if do == "change" or filled.wish is None:
        return _form(request, thing, filled, told=do != "change")
    snapshot = contents.snapshot(thing, filled.wish)
    if do != "make":
        return _preview(request, thing, filled, snapshot, Door.new())
    door = Door.posted(request.POST.get("door", ""), request.POST.get("key", ""))
    if request.POST.get("seen") != snapshot.digest:
        # Written on in another window since the preview: what goes is what was seen, never something else.
        return _preview(request, thing, filled, snapshot, door, moved=True)
    return _made(request, thing, filled.wish, snapshot, door)


def _form(request: OpenRequest, thing: Thing, filled: forms.Filled, *, told: bool = True) -> HttpResponse:
    problems = filled.problems if told else {}
    context = {
        "thing": thing,
        "typed": filled.typed,
        "problems": problems,
        "asks": list(contents.ask_words().items()),
        "days": forms.days_words(),
    }
    return render(request, "sharing/form.html", context, status=422 if problems else 200)


def _preview(
    request: OpenRequest, thing: Thing, filled: forms.Filled, snapshot: Snapshot, door: Door, *, moved: bool = False
) -> HttpResponse:
    context = {
        "thing": thing,
        "carried": list(filled.typed.items()),
        "wish": filled.wish,
        "snapshot": snapshot,
        "texts": len(snapshot.own_words),
        "noticed": notice(snapshot.own_words),
        "door": door,
        "moved": moved,
    }
    return render(request, "sharing/preview.html", context, status=409 if moved else 200)


@sensitive_variables()
def _made(request: OpenRequest, thing: Thing, wish: Wish, snapshot: Snapshot, door: Door) -> HttpResponse:
    """Seal it and show the link; the same link again when the form came twice, and nothing for one that was closed."""
    with alone(request.unlocked):
        known = _with_door(request.unlocked, door.number)
        if known is None:
            try:
                actions.seal(request.unlocked, share_id=door.share_id, key=door.key, body=snapshot.body, days=wish.days)
            except NumberTaken:
                raise Http404 from None
            known = shelf.keep(request.unlocked, _record(thing, wish, door)).id
        elif not queries.opens_with(request.unlocked, door.share_id, door.key):
            return redirect("web:share", known)
    context = {"id": known, "link": door.link, "wish": wish, "until": library.words().weekday(wish.until)}
    return render(request, "sharing/link.html", context)


def _record(thing: Thing, wish: Wish, door: Door) -> Share:
    return Share(
        what=thing.what,
        title=thing.title[:400],
        check_in=thing.check_in,
        route=thing.route,
        activity=thing.activity,
        for_name=wish.for_name,
        from_name=wish.from_name,
        ask=wish.ask,
        extent=wish.extent,
        words=wish.words,
        door=door.number,
        made_on=timezone.localdate(),
        until=wish.until,
    )


def _with_door(unlocked: Unlocked, number: str) -> int | None:
    return next((head.id for head in vault.all_heads(unlocked, KIND) if head.data["door"] == number), None)


@opened
def shares(request: OpenRequest) -> HttpResponse:
    """Everything that was given to somebody: what is open, what has ended, and where an answer waits."""
    actions.sweep()
    page = shelf.page_of(request, KIND)
    open_now = queries.open_shares(request.unlocked)
    inside = queries.waiting(request.unlocked)
    waiting = {answer.share_id for answer in inside.answers}
    w = library.words()
    rows = [
        {
            "id": head.id,
            "title": head.data["title"],
            "for": head.data["for"],
            "until": w.weekday(datetime.date.fromisoformat(head.data["until"])),
            "open": _number(head.data["door"]) in open_now,
            "waits": _number(head.data["door"]) in waiting,
        }
        for head in page.heads
    ]
    doors = {_number(head.data["door"]) for head in vault.all_heads(request.unlocked, KIND)}
    context = {"rows": rows, "page": page, "lost": bool(waiting - doors), "damaged": bool(inside.damaged)}
    return render(request, "sharing/shares.html", context)


@opened
def share(request: OpenRequest, record_id: int) -> HttpResponse:
    """One of them: how often it was opened, what was answered; and closing it."""
    mine = shelf.take(request.unlocked, Share, record_id)
    if request.method == "POST":
        return _changed(request, mine)
    kept, w = mine.record, library.words()
    share_id = _number(kept.door)
    waiting = [answer for answer in queries.answers(request.unlocked) if answer.share_id == share_id]
    context: dict[str, Any] = {
        "id": mine.id,
        "kept": kept,
        "asked": contents.ask_words()[kept.ask],
        "made": w.date(kept.made_on),
        "until": w.weekday(kept.until),
        "closed": w.date(kept.closed_on) if kept.closed_on else "",
        "open": queries.open_shares(request.unlocked).get(share_id),
        "waiting": [
            {
                "ref": RecordIdConverter().to_url(one.letter_id),
                "words": one.words,
                "on": w.date(one.on) if one.on else "",
            }
            for one in waiting
        ],
        "answers": [{"words": one.words, "on": w.date(one.on)} for one in kept.answers],
        "source": _source(request.unlocked, kept),
    }
    return render(request, "sharing/share.html", context)


def _source(unlocked: Unlocked, kept: Share) -> str:
    """The page it was made of, if that is still there."""
    known = {"check_in": "check-in", "route": "route"}
    for name, kind in known.items():
        number = getattr(kept, name)
        if number is None:
            continue
        if not vault.open_many(unlocked, kind, [number]).records:
            return ""
        if kept.activity:
            return reverse("web:activity", args=[number, kept.activity])
        return reverse("web:report" if name == "check_in" else "web:route", args=[number])
    return ""


def _changed(request: OpenRequest, mine: Shelved[Share]) -> HttpResponse:
    do, unlocked = request.POST.get("do", ""), request.unlocked
    share_id = _number(mine.record.door)
    if do == "close":
        if actions.close(unlocked, share_id):
            shelf.keep(unlocked, mine.record.model_copy(update={"closed_on": timezone.localdate()}), over=mine)
    elif do in ("keep-answer", "drop-answer"):
        _settle(request, mine, share_id, keep=do == "keep-answer")
    elif do == "forget":
        with alone(unlocked):
            actions.close(unlocked, share_id)
            inbox.remove(unlocked, *(one.letter_id for one in queries.answers(unlocked) if one.share_id == share_id))
            remove(unlocked, KIND, mine.id)
        return redirect("web:shares")
    else:
        raise Http404
    return redirect("web:share", mine.id)


def _settle(request: OpenRequest, mine: Shelved[Share], share_id: int, *, keep: bool) -> None:
    """Move an answer out of the inbox into the record, or take it away. One that is gone already is no mistake."""
    ref = request.POST.get("letter", "")
    with alone(request.unlocked):
        for answer in queries.answers(request.unlocked):
            if answer.share_id == share_id and RecordIdConverter().to_url(answer.letter_id) == ref:
                if keep:
                    reply = Reply(on=answer.on or timezone.localdate(), words=answer.words)
                    changed = mine.record.model_copy(update={"answers": (*mine.record.answers, reply)})
                    shelf.keep(request.unlocked, changed, over=mine)
                inbox.remove(request.unlocked, answer.letter_id)


@opened
def lost_answers(request: OpenRequest) -> HttpResponse:
    """Answers to something that is no longer in the list, and letters that do not open any more: take them away."""
    doors = {_number(head.data["door"]) for head in vault.all_heads(request.unlocked, KIND)}
    inside = queries.waiting(request.unlocked)
    found = [answer for answer in inside.answers if answer.share_id not in doors]
    if request.method == "POST":
        inbox.remove(request.unlocked, *(answer.letter_id for answer in found), *inside.damaged)
        return redirect("web:shares")
    context = {"answers": [answer.words for answer in found], "damaged": len(inside.damaged)}
    return render(request, "sharing/lost.html", context)
