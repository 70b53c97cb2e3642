"""What may be seen of a wave: one address for everybody in it, the result of a group, and what to do with it together."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tegenwind.packs.rules import ROLE_SECTIONS
from tegenwind.waves import closing, queries
from tegenwind.waves.models import Leading, RosterLine, Wave, WaveGroup
from tegenwind.web import library
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.waves import agreed, promise, seeing, showing
from tegenwind.web.waves.earlier import earlier
from tegenwind.web.waves.telling import group_name


@opened
def wave(request: OpenRequest, wave_id: int) -> HttpResponse:
    """What this wave is and how it stands: for who is in it, leads in it, hosts or administers."""
    mine = seeing.take(request, wave_id)
    groups = queries.groups_for(request.user, mine)
    hosts = closing.may_host(request.user, mine)
    if mine.is_published and len(groups) == 1 and not hosts:
        return redirect("web:wave-result", mine.pk, groups[0].number)
    pack, w, language = library.version(mine.digest), library.words(), library.language()
    place = RosterLine.objects.filter(wave=mine, member=request.user.pk).first()
    side = Leading.objects.filter(wave=mine, member=request.user.pk).first()
    context: dict[str, Any] = {
        "wave": mine,
        "organisation": mine.organisation.name,
        "title": pack.title[language],
        "summary": pack.summary[language],
        "minutes": pack.minutes,
        "since": w.date(mine.opened_on),
        "until": w.weekday(mine.closes_on),
        "after": timezone.localdate() > mine.closes_on,
        "groups": _named(groups),
        "own": place.number if place else None,
        "hosts": hosts,
        "answers": mine.is_open and place is not None,
        "expects": mine.is_open and side is not None and not mine.leaders_together,
        "short": promise.short_of(mine),
        "promise": promise.of_wave(mine) if mine.is_open else (),
    }
    return render(request, "waves/wave.html", context)


def _named(groups: list[WaveGroup]) -> list[dict[str, Any]]:
    """Groups by their number, each under the one it is part of, with how deep it lies."""
    depth: dict[int, int] = {}
    for one in groups:  # Each stands after the one it is part of.
        depth[one.number] = depth[one.parent] + 1 if one.parent in depth else 0
    return [
        {"number": one.number, "name": group_name(one.what, one.name), "depth": min(depth[one.number], 4)}
        for one in groups
    ]


@opened
def result(request: OpenRequest, wave_id: int, number: int) -> HttpResponse:
    """The result of a group: in words and pictures, with the figures there for who asks."""
    seen = seeing.seen(request, wave_id, number)
    before = None if request.GET.get("beside") == "none" else earlier(request.user, seen)
    figures = "figures" in request.GET
    w = library.words()
    context: dict[str, Any] = {
        "seen": seen,
        "wave": seen.wave,
        "number": number,
        "name": group_name(seen.group.what, seen.group.name),
        "organisation": seen.wave.organisation.name,
        "others": [one for one in _named(list(seen.groups)) if one["number"] != number],
        "figures": figures,
        "before": w.date(before.wave.closes_on) if before else "",
        "agreements": agreed.of(seen.wave, number),
        "hosts": closing.may_host(request.user, seen.wave),
    } | showing.shown(seen, before, figures=figures)
    return render(request, "waves/result.html", context)


@opened
def talk(request: OpenRequest, wave_id: int, number: int) -> HttpResponse:
    """How a team looks at its result together, with its own themes in it."""
    seen = seeing.seen(request, wave_id, number)
    guide = seen.pack.guide("conversation")
    if guide is None:
        raise Http404
    language = library.language()
    document = showing.document(seen)
    context = {
        "seen": seen,
        "wave": seen.wave,
        "number": number,
        "name": group_name(seen.group.what, seen.group.name),
        "title": guide.title[language],
        "intro": guide.intro[language],
        "part": {name.replace("-", "_"): guide.section(language, name) for name in ROLE_SECTIONS["conversation"]},
        "themes": [one for one in document.themes if one.marks and not one.withheld],
        "closed": document.closed,
        "hidden": [one for one in document.themes if one.withheld],
        "rules": document.withheld,
        "apart": document.apart,
        "sources": [seen.pack.source(one).line for one in guide.sources],
    }
    return render(request, "waves/talk.html", context)


@opened
def listen(request: OpenRequest, wave_id: int) -> HttpResponse:
    """For who leads, and for everybody else to read: listen first."""
    mine = seeing.take(request, wave_id)
    guide = library.guide("listening")
    language = library.language()
    context = {
        "wave": mine,
        "leads": Leading.objects.filter(wave=mine, member=request.user.pk).exists(),
        "title": guide.title[language],
        "intro": guide.intro[language],
        "sections": [guide.section(language, name) for name in ROLE_SECTIONS["listening"]],
        "sources": _sources(mine),
    }
    return render(request, "waves/listen.html", context)


def _sources(mine: Wave) -> list[str]:
    """The sources of the guide for listening, which may stand in another pack than that of the wave."""
    for pack in library.offered():
        if (guide := pack.guide("listening")) is not None:
            return [pack.source(one).line for one in guide.sources]
    raise Http404(mine.pk)
