"""Pages for everybody: help now, a concern about somebody's safety, what is seriously wrong at work, who can read what, reading
guides, the language switch, health."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tegenwind import __version__
from tegenwind.accounts.language import remember
from tegenwind.accounts.models import Person
from tegenwind.packs.rules import ROLE_SECTIONS
from tegenwind.web import library
from tegenwind.web.help.lines import Line, Protocol, SeriousPlace, read_help
from tegenwind.web.help.policy import read_policy


def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to turn to now. Nobody is told that this page was opened."""
    language = library.language()
    told = read_help()
    lines = [_shown(line) | {"countries": line.country} for line in told.lines]
    context = {
        "dutch": [line for line in lines if line["countries"] == "NL"],
        "belgian": [line for line in lines if line["countries"] == "BE"],
        "both": [line for line in lines if line["countries"] == "NL BE"],
        "people": [person.told(language) for person in told.people],
        "checked_on": library.words().date(told.checked_on),
        "back": _ours(request, request.GET.get("from", "")),
    }
    return render(request, "help/help_now.html", context)


def concern(request: HttpRequest) -> HttpResponse:
    """A concern about somebody's safety is another matter than resistance: the own organisation's protocol, the reporting code
    and the lines for professionals. Nobody is told that this page was opened, and nothing can be written on it."""
    language, told = library.language(), read_help()
    guide = library.guide("concern")
    lines = [
        _shown(line)
        | {"countries": line.country, "checked_on": library.words().date(line.checked_on), "source": line.source}
        for line in told.concern
    ]
    context = {
        "title": guide.title[language],
        "intro": guide.intro[language],
        "part": {name: guide.section(language, name) for name in ROLE_SECTIONS["concern"]},
        "protocol": [_shown(one) for one in told.protocol],
        "dutch": [line for line in lines if "NL" in line["countries"]],
        "belgian": [line for line in lines if "BE" in line["countries"]],
        "danger": [_shown(line) for line in told.lines if line.country == "NL BE"],
        "back": _ours(request, request.GET.get("from", "")),
    }
    return render(request, "help/concern.html", context)


def serious(request: HttpRequest) -> HttpResponse:
    """When what is wrong is serious, small dissent is too little and too much: what it is about, not alone, how to keep oneself and
    others safe, and the places of the configuration. Nobody is told that this page was opened, and nothing can be written on it."""
    language, told = library.language(), read_help()
    guide = library.guide("serious")
    places = [
        _shown(place)
        | {
            "countries": place.country,
            "kind": place.kind,
            "checked_on": library.words().date(place.checked_on),
            "source": place.source,
        }
        for place in told.serious
    ]
    outside = [place for place in places if place["kind"] != "house"]
    context = {
        "title": guide.title[language],
        "intro": guide.intro[language],
        "part": {name.replace("-", "_"): guide.section(language, name) for name in ROLE_SECTIONS["serious"]},
        "house": [place for place in places if place["kind"] == "house"],
        "dutch": _by_kind(outside, "NL"),
        "belgian": _by_kind(outside, "BE"),
        "danger": [_shown(line) for line in told.lines if line.country == "NL BE"],
        "back": _ours(request, request.GET.get("from", "")),
    }
    return render(request, "help/serious.html", context)


def _by_kind(places: list[dict[str, Any]], country: str) -> list[dict[str, Any]]:
    """The places of a country under the name of what they are for, in the order of the page; a kind without places is not named."""
    names = {
        "advice": _("Raad van buiten"),
        "inspection": _("Toezicht en melden"),
        "police": _("Politie"),
    }
    here = [place for place in places if country in place["countries"]]
    found = ((name, [place for place in here if place["kind"] == kind]) for kind, name in names.items())
    return [{"name": name, "places": those} for name, those in found if those]


def _shown(line: Line | Protocol | SeriousPlace) -> dict[str, Any]:
    """A line for a page, in the language of the request; each number as it is shown and as it is dialled."""
    language = library.language()
    return {
        "name": line.name.told(language),
        "about": line.about.told(language),
        "phones": [(number, "".join(c for c in number if c.isdigit() or c == "+")) for number in line.phone],
        "web": line.web,
    }


def privacy(request: HttpRequest) -> HttpResponse:
    """Who can read what, as it is."""
    return render(request, "help/privacy.html")


def kept(request: HttpRequest) -> HttpResponse:
    """What is kept, why, who can read it and for how long: the retention policy itself, in the reader's language."""
    language = library.language()
    entries = [
        {
            "id": entry.id,
            "title": entry.title.told(language),
            "what": entry.what.told(language),
            "purpose": entry.purpose.told(language),
            "reader": entry.reader.told(language),
            "period": entry.period.told(language),
        }
        for entry in read_policy().entries
    ]
    return render(request, "help/kept.html", {"entries": entries})


def reading(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """A guide of a pack, or the page about one of its routes. Packs hold nothing personal."""
    language = library.language()
    for pack in library.offered():
        if kind == "routes" and pack.route(name) is not None:
            return redirect("web:route-about", pack.id, name)
        for guide in pack.guides:
            if kind == "guides" and guide.id == name:
                context = {
                    "title": guide.title[language],
                    "intro": guide.intro[language],
                    "sections": guide.sections[language],
                    "pack_title": pack.title[language],
                    "sources": [pack.source(source).line for source in guide.sources],
                }
                return render(request, "help/guide.html", context)
    raise Http404


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language that was chosen, in a cookie and for who is signed in."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_ours(request, request.POST.get("next", "")) or "/")
    if language in dict(settings.LANGUAGES):
        remember(response, language)
        if isinstance(request.user, Person):
            Person.objects.filter(pk=request.user.pk).update(language=language)
    return response


def health(request: HttpRequest) -> HttpResponse:
    """Whether the program runs, and which version. No data."""
    return JsonResponse({"status": "ok", "version": __version__})


def _ours(request: HttpRequest, address: str) -> str:
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
