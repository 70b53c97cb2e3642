"""The report of Evenwicht: choose a period and parts, see exactly what goes in, and take it along as a PDF."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.practice import balance_report, needs, signals, versions
from tegenwind.practice.balance_document import BY_STEP, KIND_OF, PARTS, BalanceReport, Choice, Material, Part, Table
from tegenwind.practice.balance_names import history_step, omnipotence_step
from tegenwind.practice.balance_talk import TALKS, talk_word
from tegenwind.practice.retelling import Line
from tegenwind.practice.writing import HistoryStep, OmnipotenceStep
from tegenwind.report.balance_html import balance_html
from tegenwind.report.balance_pdf import balance_pdf
from tegenwind.vault import queries
from tegenwind.vault.queries import Head
from tegenwind.web import library
from tegenwind.web.balance_report import choosing
from tegenwind.web.guarding import notice
from tegenwind.web.opening import OpenRequest, opened

Heads = dict[Part, list[Head]]


@opened
def report(request: OpenRequest) -> HttpResponse:
    """The choice on top, and under it what goes in, as it will stand in the file."""
    asked = choosing.read(request.GET)
    found = _heads(request.unlocked, asked.choice)
    choice = _of_the_period(asked.choice, found)
    wrong = bool(asked.problem)
    made, unreadable = None, 0
    if not wrong and (choice.parts or choice.steps):
        made, unreadable = _build(request.unlocked, choice, found)
    context = {
        **_form(request.unlocked, asked, choice, found),
        "asked": asked.asked and not wrong,
        "report": made,
        "shown": mark_safe(balance_html(made)) if made else "",  # noqa: S308 - escaped where it is made
        "noticed": notice(_lines(made)) if made else [],
        "unreadable": unreadable_line(unreadable),
        "pdf": reverse("web:balance-report-pdf") + choosing.query(choice),
    }
    return render(request, "balance_report/report.html", context, status=422 if wrong else 200)


@opened
def report_as_pdf(request: OpenRequest) -> HttpResponse:
    """The same as a PDF file. Without a choice it leads to the page where one chooses."""
    asked = choosing.read(request.GET)
    found = _heads(request.unlocked, asked.choice)
    choice = _of_the_period(asked.choice, found)
    if asked.problem or not (choice.parts or choice.steps):
        query = request.GET.urlencode()
        return redirect(reverse("web:balance-report") + (f"?{query}" if query else ""))
    made, _unreadable = _build(request.unlocked, choice, found)
    word = _("evenwicht")
    name = f"{word}-{choice.period.until.isoformat()}.pdf"
    response = HttpResponse(balance_pdf(made), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(made: BalanceReport) -> Iterable[str]:
    """Every line that goes in: own words stand among ours, and in ours nobody can be recognised."""
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Line):
                yield block.text
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)


def unreadable_line(count: int) -> str:
    """That some of it could not be opened, and so is not in it."""
    if not count:
        return ""
    return ngettext(
        "Eén stuk kon niet worden geopend en zit er niet in.",
        "{count} stukken konden niet worden geopend en zitten er niet in.",
        count,
    ).format(count=count)


def _heads(unlocked: Unlocked, choice: Choice) -> Heads:
    """What there is in the period of each chosen part, and of the writings, whose steps are offered; oldest first."""
    return {
        part: [
            head
            for head in reversed(queries.all_heads(unlocked, KIND_OF[part]))
            if balance_report.in_period(KIND_OF[part], head.data, choice.period)
        ]
        for part in PARTS
        if part in choice.parts or part in BY_STEP
    }


def _of_the_period(choice: Choice, found: Heads) -> Choice:
    """The choice with only those steps that are there in the period."""
    there = {(head.id, step) for part in BY_STEP for head in found[part] for step in head.data["steps"]}
    return replace(choice, steps=choice.steps & there)


def _build(unlocked: Unlocked, choice: Choice, found: Heads) -> tuple[BalanceReport, int]:
    """The report, and how many pieces could not be opened. Only what was chosen is opened."""
    records: dict[str, list[tuple[int, Any]]] = {}
    unreadable = 0
    writings = {record_id for record_id, _step in choice.steps}
    for part in PARTS:
        ids = [head.id for head in found.get(part, ()) if part in choice.parts or head.id in writings]
        if not ids:
            continue
        kind = KIND_OF[part]
        model = versions.KINDS[kind][1]
        many = queries.open_many(unlocked, kind, ids)
        unreadable += len(many.unreadable)
        for one in many.records:
            try:
                records.setdefault(kind, []).append((one.id, versions.read(model, kind, one.body)))
            except (versions.FromTheFuture, ValidationError):
                unreadable += 1
    packs = _packs(one.digest for kind in (signals.KIND, needs.KIND) for _id, one in records.get(kind, []))
    return balance_report.build(choice, Material(records, packs), library.language()), unreadable


def _packs(digests: Iterable[str]) -> dict[str, Pack]:
    return {digest: library.version(digest) for digest in set(digests)}


def _form(unlocked: Unlocked, asked: choosing.Asked, choice: Choice, found: Heads) -> dict[str, Any]:
    w = library.words()
    kept = queries.overviews(unlocked, KIND_OF.values())
    return {
        "since": asked.since,
        "until": asked.until,
        "problem": asked.problem,
        "parts": [
            {
                "id": part,
                "title": balance_report.part_title(part, w),
                "on": part in choice.parts,
                "there": bool(kept[KIND_OF[part]].total),
            }
            for part in PARTS
            if part not in BY_STEP
        ],
        "writings": _writings("omnipotence", choice, found),
        "history": _writings("history", choice, found),
        "history_open": any(head.id == record_id for head in found["history"] for record_id, _step in choice.steps),
        "words": [("with", _("Met mijn eigen woorden")), ("without", _("Zonder mijn eigen woorden"))],
        "chosen_words": "with" if choice.words else "without",
        "figures": choice.figures,
        "talks": [(talk, talk_word(talk, w)) for talk in TALKS],
        "talk": choice.talk,
    }


def _writings(part: Part, choice: Choice, found: Heads) -> list[dict[str, Any]]:
    """The writings of the period with the steps that have words, each to be ticked by itself."""
    w = library.words()
    titles: dict[str, str] = {}
    if part == "omnipotence":
        titles = {step: omnipotence_step(step, w) for step in get_args(OmnipotenceStep)}
    else:
        titles = {step: history_step(step, w) for step in get_args(HistoryStep)}
    return [
        {
            "on": w.date(datetime.date.fromisoformat(head.data["on"])),
            "steps": [
                {
                    "mark": choosing.step_mark(head.id, step),
                    "title": title,
                    "on": (head.id, step) in choice.steps,
                }
                for step, title in titles.items()
                if step in head.data["steps"]
            ],
        }
        for head in found[part]
    ]
