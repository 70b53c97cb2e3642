"""Across cases (B6): what keeps coming back in the person, with the moments behind it, and the sentences that stayed."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tegenwind.practice import across as looking
from tegenwind.practice import moment
from tegenwind.practice.case import FAREWELL
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.cases import finding, going
from tegenwind.web.cases.wording import what_words
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import unkept_text


@opened
def across(request: OpenRequest) -> HttpResponse:
    """What was marked at moments of different days, in the order of the pack; what a case left behind stands below."""
    gone = going.let_go_of_what_went(request.unlocked)
    cases = finding.cases(request.unlocked)
    heads = [(head.id, head.data) for head in queries.all_heads(request.unlocked, moment.KIND)]
    now = library.for_purpose("cases")
    earlier = (library.version(digest) for digest in looking.digests(heads) if digest != now.digest)
    rows = looking.build(heads, [now, *earlier], library.words())
    nicknames = {head.id: head.data["nickname"] for head in cases}
    context = {
        "section": library.guide("case").section(library.language(), "across"),
        "rows": [_row(row.name, row.title, row.coming_back, nicknames) for row in rows if row.coming_back],
        "once": [_row(row.name, row.title, row.once, nicknames) for row in rows if row.once],
        "question": unkept_text(None),
        "cases": [(head.id, head.data["nickname"]) for head in cases],
        "stayed": [_stayed(head) for head in queries.all_heads(request.unlocked, FAREWELL)],
        "gone": [head.data["nickname"] for head in gone],
    }
    return render(request, "cases/across.html", context)


def _row(name: str, title: str, found: tuple[looking.Found, ...], nicknames: dict[int, str]) -> dict[str, Any]:
    items = [{"title": one.title, "behind": [_behind(each, nicknames) for each in one.behind]} for one in found]
    return {"name": name, "title": title, "found": items}


def _behind(one: looking.Behind, nicknames: dict[int, str]) -> dict[str, Any]:
    """A moment in words; with ids to go there when its case is known."""
    known = one.case is not None and one.case in nicknames
    return {
        "case": one.case if known else None,
        "id": one.moment,
        "on": library.words().date(one.on),
        "what": what_words()[one.what],
        "nickname": nicknames[one.case] if one.case is not None and known else "",
    }


def _stayed(head: queries.Head) -> dict[str, Any]:
    on = library.words().date(datetime.date.fromisoformat(head.data["on"]))
    return {"id": head.id, "on": on, "words": head.data["words"]}
