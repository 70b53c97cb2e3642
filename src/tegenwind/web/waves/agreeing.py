"""What a team agreed, who acts, and what came of it. A host writes it down; everybody who sees the result reads it.

Two hosts, or two windows of one: words of both stay (`read_text`), and a choice that was not touched stays what it is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tegenwind.practice.meeting import fingerprint
from tegenwind.waves import agreements as agreed_actions
from tegenwind.waves import closing
from tegenwind.waves.agreements import PLACES, Agreed
from tegenwind.waves.errors import NotAllowed, NotNow, WrongAgreement
from tegenwind.waves.models import AGREEMENT_MAX, Agreement
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import WAS, Written, met_line, read_text, shown_text, untouched
from tegenwind.web.waves import agreed, seeing
from tegenwind.web.waves.seeing import Seen
from tegenwind.web.waves.telling import group_name


@dataclass
class _Filled:
    """What came of a posted form: by place the words and what these began with, who acts and, when nobody does, that this is asked."""

    words: dict[int, Written] = field(default_factory=dict)
    began: dict[int, str] = field(default_factory=dict)
    who: dict[int, str] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)

    @property
    def wrong(self) -> bool:
        return bool(self.asked) or any(one.problem for one in self.words.values())

    @property
    def met(self) -> list[Written]:
        return [one for one in self.words.values() if one.met]


@opened
def agreements(request: OpenRequest, wave_id: int, number: int) -> HttpResponse:
    """Up to three agreements of a group, and what came of those of the last time."""
    seen = seeing.seen(request, wave_id, number)
    hosts = closing.may_host(request.user, seen.wave)
    if request.method != "POST":
        return _page(request, seen, hosts)
    try:
        if request.POST.get("do") == "back":
            return _looked_back(request, seen)
        return _written(request, seen)
    except (NotAllowed, NotNow, WrongAgreement, LookupError):
        raise Http404 from None


def _written(request: OpenRequest, seen: Seen) -> HttpResponse:
    number = seen.group.number
    with agreed_actions.alone(seen.wave, request.user, number) as kept:
        filled = _read(request.POST, kept)
        if not filled.wrong:
            rows = {place: Agreed(one.text, filled.who[place]) for place, one in filled.words.items()}
            agreed_actions.write(seen.wave, request.user, number, rows)
    if filled.wrong or filled.met:
        return _page(request, seen, True, filled)
    return redirect("web:wave-agreements", seen.wave.pk, number)


def _read(posted: Mapping[str, str], kept: Mapping[int, Agreement]) -> _Filled:
    filled = _Filled()
    for place in PLACES:
        stored = kept.get(place)
        words = read_text(posted, f"words-{place}", stored.words if stored else "", AGREEMENT_MAX)
        who = posted.get(f"who-{place}", "")  # Nothing chosen sends nothing.
        if stored and posted.get(f"{WAS}who-{place}") == fingerprint(who):
            who = stored.who
        filled.words[place], filled.who[place] = words, who
        filled.began[place] = posted.get(f"{WAS}words-{place}", fingerprint(stored.words if stored else ""))
        if (words.text.strip() or words.problem) and who not in Agreement.Who.values:
            filled.asked.add(place)
    return filled


def _looked_back(request: OpenRequest, seen: Seen) -> HttpResponse:
    """What came of what was agreed the last time."""
    found = agreed_actions.before(seen.wave, seen.group)
    if found is None:
        raise Http404
    then, number, rows = found
    posted = request.POST
    came = {
        one.place: posted[f"came-{one.place}"]
        for one in rows
        if f"came-{one.place}" in posted and not untouched(posted, f"came-{one.place}")
    }
    agreed_actions.look_back(then, request.user, number, came)
    return redirect("web:wave-agreements", seen.wave.pk, seen.group.number)


def _page(request: OpenRequest, seen: Seen, hosts: bool, filled: _Filled | None = None) -> HttpResponse:
    stored = {one.place: one for one in agreed_actions.of(seen.wave, seen.group.number)}
    before = agreed.before(seen.wave, seen.group)
    wrong = filled is not None and filled.wrong
    context: dict[str, Any] = {
        "seen": seen,
        "wave": seen.wave,
        "number": seen.group.number,
        "name": group_name(seen.group.what, seen.group.name),
        "hosts": hosts,
        "host_name": seen.wave.hosted_by,
        "agreements": [agreed.told(one) for _place, one in sorted(stored.items())],
        "rows": [_row(place, stored.get(place), filled) for place in PLACES] if hosts else [],
        "who": agreed.who_words(),
        "came": [*agreed.came_words(), ("", _("nog niet op teruggekeken"))],
        "before": before,
        "back": [_back(one) for one in before["rows"]] if before else [],
        "may_look_back": bool(before and hosts and closing.may_host(request.user, before["wave"])),
        "notice": met_line(filled.met) if filled and not wrong else "",
        "wrong": wrong,
    }
    return render(request, "waves/agreements.html", context, status=422 if wrong else 200)


def _back(one: Agreement) -> dict[str, Any]:
    """An earlier agreement, with what came of it as a field."""
    return agreed.told(one) | {"name": f"came-{one.place}", "value": one.came, "was": fingerprint(one.came)}


def _row(place: int, stored: Agreement | None, filled: _Filled | None) -> dict[str, Any]:
    """A place of the form: what is kept there, or what was typed when it could not be."""
    written = filled.words.get(place) if filled is not None else None
    words = shown_text(written, stored.words if stored else "")
    who = stored.who if stored else ""
    if filled is not None and filled.wrong:
        who = filled.who[place]
    if filled is not None and filled.wrong and written is not None and not written.problem:
        # Nothing was kept, also of the places that are in order: they stand as they were typed, and begin with what they began with.
        words |= {"text": written.typed, "was": filled.began[place]}
    return {
        "place": place,
        "name": f"words-{place}",
        "who_name": f"who-{place}",
        "words": words,
        "who": who,
        "was": fingerprint(stored.who if stored else ""),
        "asked": filled is not None and place in filled.asked,
    }
