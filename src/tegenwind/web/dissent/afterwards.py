"""Afterwards: what one did, what happened, and what rippled on, each ripple on its day (C3, C4).

A ripple is kept while it is written, under the key of its page; it can be taken away, and put back for as long as that page
is open.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from tegenwind.practice.act import RIPPLE_MAX, RIPPLES_MAX, WORDS_MAX, Act, Full, Ripple
from tegenwind.practice.meeting import clean, fingerprint
from tegenwind.web import library
from tegenwind.web.days import WrongDay, past_day
from tegenwind.web.dissent import stepping
from tegenwind.web.opening import OpenRequest, is_autosave
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text, untouched
from tegenwind.web.shelf import Shelved


def ripples(record: Act, *, but: str = "") -> list[dict[str, str]]:
    """What rippled on, by day, for a page; but the one that is being written."""
    w = library.words()
    return [
        {"key": one.key, "on": w.date(one.on), "words": one.words}
        for one in sorted(record.ripples, key=lambda one: one.on)
        if not but or one.key != but
    ]


class Posted:
    """What came of the form. ``record`` is the act with what fits."""

    def __init__(self, request: OpenRequest, kept: Act) -> None:
        posted = request.POST
        self.problems: dict[str, str] = {}
        self.key = posted.get("key", "")[:40]
        self.typed = {name: posted.get(name, "") for name in ("on", "ripple-on")}
        self.texts = {
            name: read_text(posted, f"w-{name}", getattr(kept, name), WORDS_MAX) for name in ("did", "happened")
        }
        self.record = kept.model_copy(update={name: one.text for name, one in self.texts.items()})
        self._on(posted.get("on"), moved=not untouched(posted, "on"))
        self._ripple(request, kept)
        self.gone = self._gone(posted.getlist("gone"))
        self._press(posted.get("do", ""))
        self.problems |= {name: one.problem for name, one in self.texts.items() if one.problem}

    @property
    def met(self) -> list[Written]:
        return [one for one in self.texts.values() if one.met]

    def _on(self, typed: str | None, *, moved: bool) -> None:
        """The day it was done: the one that was typed; else today, as soon as something stands there."""
        on = self.record.on
        if typed is not None and moved:
            try:
                on = past_day(typed) if typed.strip() else None
            except WrongDay as wrong:
                self.problems["on"] = str(wrong)
        if on is None and (self.record.did or self.record.happened):
            on = timezone.localdate()
        self.record = self.record.model_copy(update={"on": on})

    def _ripple(self, request: OpenRequest, kept: Act) -> None:
        """The ripple that is written on this page, while it is written."""
        standing = kept.ripple(self.key)
        full = standing is None and len(kept.ripples) == RIPPLES_MAX and clean(request.POST.get("w-ripple", ""))
        written = self.texts["ripple"] = read_text(
            request.POST, "w-ripple", standing.words if standing else "", RIPPLE_MAX, _full() if full else ""
        )
        on = standing.on if standing else timezone.localdate()
        try:
            if self.typed["ripple-on"].strip():
                on = past_day(self.typed["ripple-on"])
        except WrongDay as wrong:
            self.problems["ripple_on"] = str(wrong)
        if not self.key or written.problem:
            return
        if not written.text:
            self.record = self.record.without_ripple(self.key)
            return
        self.record = self.record.rippled(Ripple(on=on, words=written.text, key=self.key))

    @staticmethod
    def _gone(texts: list[str]) -> list[Ripple]:
        """What was taken away on this page and can be put back; what is no ripple is left out."""
        found = []
        for text in texts[:RIPPLES_MAX]:
            try:
                one = Ripple.model_validate_json(text)
            except ValidationError:
                continue
            if clean(one.words) and one.key:
                found.append(one)
        return found

    def _press(self, do: str) -> None:
        """Take a ripple away, or put one back."""
        act, _dash, key = do.partition("-")
        if act == "away" and (one := self.record.ripple(key)):
            self.record, self.gone = self.record.without_ripple(key), [one, *self.gone]
        back = next((one for one in self.gone if one.key == key), None) if act == "back" else None
        if back is not None:
            try:
                self.record = self.record.rippled(back)
            except Full:
                self.problems["ripple"] = _full()
                return
            self.gone = [one for one in self.gone if one is not back]


def _full() -> str:
    return _("Hier past geen rimpel meer bij. Haal er een weg, dan is er weer plaats.")


def step(request: OpenRequest, mine: Shelved[Act], name: str) -> HttpResponse:
    """What was done, what happened, and ripples: now, or days later."""
    posted: Posted | None = None
    if request.method == "POST":
        posted = Posted(request, mine.record)
        do = request.POST.get("do", "")
        record = posted.record if is_autosave(request) else stepping.answered(posted.record, do)
        mine = stepping.keep(request, mine, record)
        if is_autosave(request):
            problems = list(posted.problems.values())
            return refused_answer(problems) if problems else saved_answer(met_line(posted.met))
        # What was taken away can be put back on this page; whoever goes on lets go of it.
        here = bool(posted.gone) and do.partition("-")[0] in ("away", "back", "save", "")
        if not posted.problems and not posted.met and not here:
            return stepping.onward(request, mine.id, name)
    stays = bool(posted and (posted.problems or posted.met))
    return _page(request, mine, name, posted, key=posted.key if posted and stays else "")


def _page(request: OpenRequest, mine: Shelved[Act], name: str, posted: Posted | None, *, key: str) -> HttpResponse:
    """The page; ``key`` is that of the ripple that is still being written on it."""
    record, language, w = mine.record, library.language(), library.words()
    section = stepping.guide_of(record).section(language, "after")
    texts, problems = (posted.texts, posted.problems) if posted else ({}, {})
    standing = record.ripple(key)
    today = timezone.localdate().isoformat()

    def day(field: str, kept: datetime.date | None) -> str:
        return posted.typed[field] if posted and field in problems else (kept.isoformat() if kept else "")

    context: dict[str, Any] = stepping.context(request, mine, name) | {
        "section": section,
        "did": shown_text(texts.get("did"), record.did),
        "happened": shown_text(texts.get("happened"), record.happened),
        "on": day("on", record.on),
        "was": {"on": fingerprint(record.on.isoformat() if record.on else "")},
        "today": today,
        "ripple": shown_text(texts.get("ripple") if key else None, standing.words if standing else ""),
        "ripple_on": (posted.typed["ripple-on"] if posted and key else "") or today,
        "ripples": ripples(record, but=key),
        "gone": [
            {"key": one.key, "on": w.date(one.on), "words": one.words, "whole": one.model_dump_json()}
            for one in (posted.gone if posted else [])
            if record.ripple(one.key) is None
        ],
        "key": key or secrets.token_urlsafe(12),
        "problems": problems,
        "notice": met_line(posted.met) if posted else "",
        "saved": _("Bewaard.") if stepping.stands(record, name) else "on",
    }
    return render(request, "dissent/act_after.html", context, status=422 if problems else 200)
