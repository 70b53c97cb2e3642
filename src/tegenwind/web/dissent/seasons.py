"""Adding up by value and season, without counting, and a look back on a season for oneself (C4)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import act, circle, tension, versions
from tegenwind.practice.act import Act
from tegenwind.practice.dissent_names import season_name
from tegenwind.practice.season import KIND, WORDS_MAX, Season, parts, season_of
from tegenwind.practice.seasons import (
    Group,
    Stone,
    by_season,
    by_value,
    sentence,
    stone_of,
    stone_with_words,
    stones_of,
)
from tegenwind.report.stones_picture import stones_svg
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.days import EARLIEST
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import (
    Written,
    met_line,
    read_text,
    refused_answer,
    saved_answer,
    saved_line,
    shown_text,
)
from tegenwind.web.shelf import Shelved


@opened
def seasons(request: OpenRequest) -> HttpResponse:
    """The stones of each season, or with ``?by=value`` those of each value; the season of today is always there."""
    today = season_of(timezone.localdate())
    stones = _stones(request.unlocked)
    values = request.GET.get("by") == "value"
    context: dict[str, Any] = {"by_value": values, "any": bool(stones)}
    if values:
        context["groups"] = [
            _group(group, number) | {"seasons": _in_seasons(group)} for number, group in _numbered(stones)
        ]
    else:
        gathered = {one.season: one.stones for one in by_season(stones)}
        written = [str(head.data["season"]) for head in queries.pinned(request.unlocked, KIND) if head.data["written"]]
        shown = sorted({today, *gathered, *written}, key=_began, reverse=True)
        context["seasons"] = [_season(season, gathered.get(season, ()), today) for season in shown]
    return render(request, "dissent/seasons.html", context)


def _stones(unlocked: Unlocked) -> list[Stone]:
    heads = reversed(queries.all_heads(unlocked, act.KIND))
    return stones_of(((head.id, head.data) for head in heads), *_namers())


def _namers() -> tuple[partial[str], partial[str]]:
    """The words of values and of forms, in the language of this request."""
    return partial(_title, "values"), partial(_title, "forms")


def _title(which: str, digest: str, item: str) -> str:
    acts = library.version(digest).acts
    found = (acts.value(item) if which == "values" else acts.form(item)) if acts else None
    return found.title[library.language()] if found else ""


def _numbered(stones: Iterable[Stone]) -> Iterable[tuple[int, Group]]:
    return enumerate(by_value(stones), 1)


def _season(season: str, stones: tuple[Stone, ...], today: str) -> dict[str, Any]:
    name, groups = season_name(season, library.words()), by_value(stones)
    named = [group.value or _("nog zonder woord") for group in groups]
    return {
        "season": season,
        "name": name,
        "now": season == today,
        "sentence": sentence(stones, library.words()),
        "picture": _picture(stones, name, season),
        "values": named if any(group.value for group in groups) else [],
    }


def _group(group: Group, number: int) -> dict[str, Any]:
    word = group.value or _("Nog zonder woord")
    return {
        "word": word,
        "named": bool(group.value),
        "name": f"value-{number}",
        "sentence": sentence(group.stones, library.words()),
        "picture": _picture(group.stones, word, f"value-{number}"),
        "stones": [_told(stone) for stone in group.stones],
    }


def _in_seasons(group: Group) -> list[dict[str, Any]]:
    w = library.words()
    return [
        {
            "season": one.season,
            "name": season_name(one.season, w),
            "stones": [_told(stone) for stone in one.stones],
        }
        for one in by_season(group.stones)
    ]


def _told(stone: Stone) -> dict[str, Any]:
    """A stone in words: for who reads, and for who cannot see the picture."""
    w = library.words()
    return {
        "id": stone.id,
        "what": stone.what or _("Een kleine daad"),
        "on": w.date(stone.on),
        "done": stone.done,
        "line": _line(stone),
        "happened": stone.happened,
        "did": stone.did,
        "rippled": bool(stone.rings),
        "ripples": [{"on": w.date(one.on), "words": one.words} for one in stone.ripples],
    }


def _line(stone: Stone) -> str:
    """Whether it was done, let be, or lies with somebody else."""
    if stone.done:
        return _("gedaan")
    if stone.belongs:
        return _("hoort bij je team") if stone.belongs == "team" else _("hoort bij je organisatie")
    return _("nu niet gedaan") if stone.choice == "not-now" else _("met opzet niet gedaan")


def _picture(stones: Iterable[Stone], title: str, name: str) -> SafeString:
    lying = list(stones)
    drawn = stones_svg(lying, title, sentence(lying, library.words()), name=name)
    return mark_safe(drawn)  # noqa: S308 - the report room escapes what it is given


def _began(season: str) -> datetime.date:
    """The first day of a season. Raises ``ValueError``."""
    year, name = parts(season)
    return {
        "winter": datetime.date(max(year - 1, 1), 12, 1),
        "spring": datetime.date(max(year, 1), 3, 1),
        "summer": datetime.date(max(year, 1), 6, 1),
        "autumn": datetime.date(max(year, 1), 9, 1),
    }[name]


def _asked(season: str) -> str:
    """A season that has begun. Raises ``Http404`` for another, and for what is none."""
    try:
        began = _began(season)
    except ValueError:
        raise Http404 from None
    if began > timezone.localdate() or began < EARLIEST:
        raise Http404
    return season


@dataclass(frozen=True)
class Beside:
    """What else was written in a season, each with the day and where it stands."""

    id: int
    page: str
    on: str
    words: str


@opened
def season(request: OpenRequest, season: str) -> HttpResponse:
    """One season: its stones by value with one's own words, and a text about it for oneself."""
    season = _asked(season)
    mine = _looked_back(request.unlocked, season)
    written: Written | None = None
    if request.method == "POST":
        kept = mine.record.words if mine else ""
        written = read_text(request.POST, "words", kept, WORDS_MAX)
        if written.text != kept:
            record = Season(season=season, changed_on=timezone.localdate(), words=written.text)
            mine = shelf.keep(request.unlocked, record, over=mine, pinned=season)
        if is_autosave(request):
            met = met_line([written] if written.met else [])
            return refused_answer([written.problem]) if written.problem else saved_answer(met)
        if not written.problem and not written.met and request.POST.get("do") in ("stop", "seasons"):
            return redirect("web:home" if request.POST["do"] == "stop" else "web:seasons")
    stones = _with_words(request.unlocked, season)
    groups = [_group(group, number) for number, group in _numbered(stones)]
    name = season_name(season, library.words())
    context = {
        "season": season,
        "name": name,
        "now": season == season_of(timezone.localdate()),
        "groups": groups,
        "beside": _beside(request.unlocked, season),
        "words": shown_text(written, mine.record.words if mine else ""),
        "mine": mine,
        "notice": met_line([written] if written and written.met else []),
        "saved": saved_line() if written and not written.problem else (_("Bewaard.") if mine else "on"),
    }
    return render(request, "dissent/season.html", context, status=422 if written and written.problem else 200)


def _looked_back(unlocked: Unlocked, season: str) -> Shelved[Season] | None:
    """What somebody wrote to a season. The name of the season is its slot: there is one of each."""
    head = next((head for head in queries.pinned(unlocked, KIND) if head.data["season"] == season), None)
    return shelf.take(unlocked, Season, head.id) if head else None


def _with_words(unlocked: Unlocked, season: str) -> list[Stone]:
    """The stones of a season with all that was written of them; only the records of that season are opened."""
    namers = _namers()
    heads = queries.all_heads(unlocked, act.KIND)
    found = {head.id: stone_of(head.id, head.data, *namers) for head in reversed(heads)}
    wanted = [record_id for record_id, stone in found.items() if stone is not None and stone.season == season]
    acts = queries.open_many(unlocked, act.KIND, wanted)
    told = [stone_with_words(one.id, versions.read(Act, act.KIND, one.body), *namers) for one in acts.records]
    told += [found[record_id] for record_id in acts.unreadable]
    return sorted((one for one in told if one is not None), key=lambda one: one.on)


def _beside(unlocked: Unlocked, season: str) -> list[Beside]:
    """The tensions and circles of a season, the oldest first: by their day, and in own words where there are any."""
    w = library.words()
    found = []
    for kind, page in ((tension.KIND, "web:tension"), (circle.KIND, "web:circle")):
        for head in queries.all_heads(unlocked, kind):
            on = datetime.date.fromisoformat(str(head.data["on"]))
            if season_of(on) == season:
                found.append((on, Beside(head.id, page, w.date(on), str(head.data.get("words", "")))))
    return [one for _on, one in sorted(found, key=lambda one: one[0])]
