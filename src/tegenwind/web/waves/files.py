"""What may be seen of a wave as a file: PDF, CSV, JSON. For who may look at the page of the same group, and nobody else.

A file is the same for everybody who may see it: nothing in it says who asked for it, or when.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tegenwind.report.wave_document import WaveDocument, build
from tegenwind.report.wave_pdf import organisation_pdf, wave_pdf
from tegenwind.report.wave_table import as_csv, as_json
from tegenwind.waves.models import Agreement
from tegenwind.web import library
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.waves import seeing


@opened
def team_pdf(request: OpenRequest, wave_id: int, number: int) -> HttpResponse:
    """The sheet for a team."""
    seen = seeing.seen(request, wave_id, number)
    return _file(wave_pdf(_document(seen)), "application/pdf", seen, "pdf")


@opened
def page_pdf(request: OpenRequest, wave_id: int) -> HttpResponse:
    """One page about the whole."""
    seen = seeing.whole(request, wave_id)
    asks = Agreement.objects.filter(wave=seen.wave, who=Agreement.Who.ORGANISATION).values_list("words", flat=True)
    return _file(organisation_pdf(_document(seen), list(asks)), "application/pdf", seen, "pdf", name=_("het-geheel"))


@opened
def table(request: OpenRequest, wave_id: int, number: int) -> HttpResponse:
    """A row for each figure, with what it means. It begins with the mark by which a spreadsheet knows UTF-8."""
    seen = seeing.seen(request, wave_id, number)
    made = as_csv(seen.facts, seen.pack, seen.wave.publication or {}, library.language())
    return _file(made.encode("utf-8-sig"), "text/csv; charset=utf-8", seen, "csv")


@opened
def data(request: OpenRequest, wave_id: int, number: int) -> HttpResponse:
    """For a program: `docs/reference/waves.md`."""
    seen = seeing.seen(request, wave_id, number)
    made = as_json(seen.facts, seen.pack, seen.wave.publication or {}, library.language())
    return _file(made.encode(), "application/json", seen, "json")


def _document(seen: seeing.Seen) -> WaveDocument:
    return build(seen.facts, seen.pack, seen.wave.publication or {}, library.language())


def _file(made: bytes, kind: str, seen: seeing.Seen, ending: str, name: str = "") -> HttpResponse:
    """A file to keep, named after the last day of the wave: never after who asked, or when."""
    word = _("peiling")
    called = f"{word}-{name or seen.group.number}-{seen.wave.closes_on.isoformat()}.{ending}"
    response = HttpResponse(made, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    return response
