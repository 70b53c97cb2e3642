"""The pendulum: the looks at the balance over time, drawn from heads alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tegenwind.practice.balance import KIND
from tegenwind.practice.pendulum import (
    PERIOD,
    PERIODS,
    Labels,
    Period,
    Point,
    Row,
    labels,
    pendulum,
    periods,
    read_points,
    table,
    within,
)
from tegenwind.report.pendulum_picture import pendulum_svg
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.ids import RecordIdConverter, address
from tegenwind.web.opening import OpenRequest, opened


@opened
def swing(request: OpenRequest) -> HttpResponse:
    """The picture with its sentence, its table, and what may be asked about it.

    The address says the period, and weeks or one case. A case goes by the id of its first look: a nickname never stands in
    an address.
    """
    today, w = timezone.localdate(), library.words()
    everything = read_points((head.id, head.data) for head in queries.all_heads(request.unlocked, KIND))
    period = _period(request)
    points = within(everything, period, today)
    case = _case(request, everything)
    weeks = case is None and request.GET.get("about") == "week"
    shown = pendulum(points, w, about="week" if weeks else None, nickname=case.nickname if case else None)
    said = labels(w)
    context = {
        "shown": shown,
        # Safe: the report room escapes what it is given.
        "picture": mark_safe(pendulum_svg(shown, said)),  # noqa: S308
        "labels": said,
        "rows": _rows(table(shown, w), said),
        "views": _views(everything, points, case, weeks, period),
        "periods": _periods(periods(everything, today), period, case, weeks),
        "any": bool(everything),
    }
    return render(request, "balance/pendulum.html", context)


def _period(request: HttpRequest) -> Period:
    return next((period for period in PERIODS if period == request.GET.get("period")), PERIOD)


def _case(request: HttpRequest, points: Iterable[Point]) -> Point | None:
    """A look of the case that the address asks for; None for one that is not there."""
    ref = request.GET.get("case", "")
    if not re.fullmatch(RecordIdConverter.regex, ref):
        return None
    try:
        wanted = RecordIdConverter().to_python(ref)
    except ValueError:
        return None
    return next((point for point in points if point.id == wanted and point.case), None)


def _views(
    everything: list[Point], points: list[Point], case: Point | None, weeks: bool, period: Period
) -> list[dict[str, Any]]:
    """All, the weeks, and each case of the period; only where there is something to choose."""
    cases = {point.case: point.nickname for point in points if point.nickname}
    if case is not None:
        cases.setdefault(case.case, case.nickname)
    if not cases:
        return []
    first = {point.case: point for point in reversed(everything) if point.nickname}
    shown = [
        {"label": _("Alles"), "query": _query(period), "current": case is None and not weeks},
        {"label": _("Weken"), "query": _query(period, weeks=True), "current": weeks},
    ]
    shown += [
        {
            "label": nickname,
            "query": _query(period, case=first[name]),
            "current": case is not None and case.case == name,
        }
        for name, nickname in sorted(cases.items())
    ]
    return shown


def _periods(offered: Iterable[Period], period: Period, case: Point | None, weeks: bool) -> list[dict[str, Any]]:
    words: dict[Period, str] = {
        "quarter": _("Drie maanden"),
        "half": _("Een half jaar"),
        "year": _("Een jaar"),
        "all": _("Alles wat er staat"),
    }
    wanted = [one for one in PERIODS if one in offered or one == period]
    if len(wanted) == 1:
        return []
    return [{"label": words[one], "query": _query(one, case, weeks), "current": one == period} for one in wanted]


def _query(period: Period, case: Point | None = None, weeks: bool = False) -> str:
    asked: dict[str, str] = {}
    if period != PERIOD:
        asked["period"] = period
    if case is not None:
        asked["case"] = RecordIdConverter().to_url(case.id)
    elif weeks:
        asked["about"] = "week"
    return f"?{urlencode(asked)}" if asked else "?"


def _rows(rows: Iterable[Row], said: Labels) -> SafeString:
    """The rows of the table. Made here, not in the template: that would cost more than all the rest of the page (bench/)."""
    left_open, with_words = escape(_("open")), escape(_("met woorden"))
    open_, words = f'<span class="soft">{left_open}</span>', f" · {with_words}"
    made, safe = [], dict[str, str]()
    for id_, day, about, place, doing, meaning, has_words in rows:
        if about not in safe:
            safe[about] = escape(about)
        made.append(
            f'<tr><th scope="row"><a href="{address("web:balance-entry", id_)}">{day}</a>{words if has_words else ""}</th>'
            f"<td>{safe[about]}</td><td>{place or open_}</td><td>{doing or open_}</td><td>{meaning or open_}</td></tr>"
        )
    return mark_safe("".join(made))  # noqa: S308 - only what a person typed could be anything, and it is escaped
