"""Vandaag: where one is, and one step on; doing nothing is as large as going on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tegenwind.accounts import inbox
from tegenwind.accounts import queries as account_queries
from tegenwind.coaching import queries as coaching_queries
from tegenwind.practice import case, check_in, intention, route_walk
from tegenwind.sharing import queries as sharing_queries
from tegenwind.vault import queries
from tegenwind.waves.queries import around
from tegenwind.web import library
from tegenwind.web.cases import finding, going
from tegenwind.web.intentions.moments import moments
from tegenwind.web.mending import mended
from tegenwind.web.opening import has_recovery, opened
from tegenwind.web.waves import inviting, tickets


@mended
def home(request: HttpRequest) -> HttpResponse:
    """The first page: for who is new what this is; for who has opened the vault, today."""
    if not request.user.is_authenticated:
        return render(request, "today/welcome.html", {"packs": _offered()})
    unlocked = account_queries.unlocked_of(request)
    if unlocked is None:
        return redirect("web:unlock")
    if unlocked.moving:
        return redirect("web:new-key")
    if not has_recovery(request):
        return redirect("web:recovery-code")
    both = queries.overviews(unlocked, [check_in.KIND, route_walk.KIND, intention.KIND, case.KIND, tickets.KIND])
    today = timezone.localdate()
    invited, ended = around(request.user, today - inviting.SAID)
    tickets.bring(request.user, unlocked, invited, both[tickets.KIND].pinned)
    drafts = [head for head in both[check_in.KIND].pinned if not head.data["finished"]]
    walks = [head for head in both[route_walk.KIND].pinned if not head.data["paused"]]
    language = library.language()
    titles = {pack.id: pack.title[language] for pack in library.check_ins()}
    gone = going.let_go_of_what_went(unlocked, both[case.KIND].pinned)
    cases = finding.in_order([head for head in both[case.KIND].pinned if head.id not in {one.id for one in gone}])
    letters = inbox.waiting(unlocked)
    context: dict[str, Any] = {
        "day": library.words().weekday(today),
        "drafts": [{"pack": head.data["pack"], "title": titles.get(head.data["pack"], "")} for head in drafts],
        "walks": [_walk(head.id, head.data) for head in walks[-3:]],
        "more_walks": len(both[route_walk.KIND].pinned) > 3,
        "offered": _not_begun({head.data["pack"] for head in drafts}),
        "moments": moments(both[intention.KIND].pinned),
        "gone": [head.data["nickname"] for head in gone],
        "soon": going.tell(unlocked, cases, going.AT_ONCE),
        "answer_waits": bool(sharing_queries.answers(unlocked, letters)),
        "conversation_waits": coaching_queries.letters_wait(unlocked, letters),
        "invited": inviting.told(invited, today),
        "ended": inviting.over(ended),
        "reports": both[check_in.KIND].total - len(drafts),
    }
    return render(request, "today/home.html", context)


def _offered() -> list[dict[str, Any]]:
    language = library.language()
    return [
        {"id": pack.id, "title": pack.title[language], "summary": pack.summary[language], "minutes": pack.minutes}
        for pack in library.check_ins()
    ]


def _not_begun(begun: set[str]) -> list[dict[str, Any]]:
    """What can be begun, but for small dissent: that has a card of its own here, and its statements stand behind it."""
    elsewhere = {pack.id for pack in library.check_ins() if pack.purpose == "dissent"}
    return [pack for pack in _offered() if pack["id"] not in begun | elsewhere]


def _walk(record_id: int, head: dict[str, Any]) -> dict[str, Any]:
    pack = library.version(head["digest"])
    route, statement = pack.route(head["route"]), pack.statement(head["statement"])
    language = library.language()
    return {
        "id": record_id,
        "title": route.title[language] if route else "",
        "statement": statement.text[language] if statement else "",
    }


@opened
def nothing(request: HttpRequest) -> HttpResponse:
    """Nothing today: a page that says so, and lets one go."""
    return render(request, "today/nothing.html")
