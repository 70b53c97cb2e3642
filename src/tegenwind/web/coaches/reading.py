"""What was found in a calendar, and why one could not be read or fetched: in words for somebody who has a calendar, not for who makes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tegenwind.coaching.calendars import Found, PassedOver
from tegenwind.coaching.errors import NotFetched, NotReadable

#: So many appointments that gave no moment are named; the others are like them.
MOST: Final = 10


@dataclass(frozen=True)
class Said:
    """What a calendar gave: a sentence, what was passed over with its line, and what was left out without being wrong."""

    kept: str
    passed_over: tuple[str, ...]
    more: bool
    left_out: str


def found_lines(found: Found) -> Said:
    """What to tell of it."""
    count = len(found.moments)
    if count:
        kept = ngettext(
            "Er staat nu {count} vrij moment uit je agenda.", "Er staan nu {count} vrije momenten uit je agenda.", count
        ).format(count=count)
    else:
        kept = _("In deze agenda staat de komende acht weken geen vrij moment.")
    left_out = ""
    if found.left_out:
        left_out = _("Wat al voorbij is, afgezegd, of verder weg dan acht weken, telt niet mee. Dat is geen fout.")
    lines = tuple(_passed_over(one) for one in found.passed_over[:MOST])
    return Said(kept, lines, len(found.passed_over) > MOST, left_out)


def _passed_over(one: PassedOver) -> str:
    why = {
        "all-day": _("duurt de hele dag; een vrij moment heeft een begin en een einde"),
        "too-long": _("duurt langer dan 3 uur; maak er kortere van"),
        "too-short": _("duurt korter dan 10 minuten"),
        "rule": _("herhaalt zich op een manier die we niet kunnen volgen; zet de momenten er los in"),
        "broken": _("is niet te lezen"),
        "no-end": _("heeft geen einde"),
    }[one.why]
    return _("Regel {line}: deze afspraak {why}.").format(line=one.line, why=why)


def not_readable(why: NotReadable) -> str:
    """Why a file gives nothing. What stood there before still stands there."""
    return _whole(why.why, why.line)


def _whole(why: str, line: int | None) -> str:
    said = {
        "too-large": _("Dit bestand is te groot: er past 256 kB. Bewaar alleen je vrije momenten in een eigen agenda."),
        "not-calendar": _("Dit is geen agendabestand. Zo’n bestand heet meestal iets met .ics."),
        "too-many": _(
            "In deze agenda staan te veel afspraken (meer dan 500, of meer dan 50 die zich herhalen). Zet je vrije momenten in een eigen agenda."
        ),
        "rule": _("In deze agenda staat een tijdzone die we niet kunnen volgen."),
    }.get(why, _("Deze agenda is niet te lezen."))
    place = _(" Het zit op regel {line}.").format(line=line) if line else ""
    return f"{said}{place} {_stayed()}"


def _stayed() -> str:
    return _("Je momenten zijn gebleven zoals ze waren.")


def not_fetched(why: NotFetched) -> str:
    """Why a calendar elsewhere was not fetched. The address and the moments from before stay."""
    said = {
        "address": _(
            "Dit adres kunnen we niet gebruiken. Het begint met https:// en er staan geen naam en wachtwoord in."
        ),
        "port": _("In dit adres staat een poort. Wij halen alleen op langs de gewone weg van https."),
        "not-found": _("Dit adres bestaat niet. Kijk het teken voor teken na."),
        "inside": _("Dit adres ligt binnen een eigen netwerk. Wij halen alleen op wat openbaar op internet staat."),
        "no-answer": _("Er kwam geen antwoord, of de verbinding was niet veilig. Probeer het straks nog eens."),
        "moved": _("Dit adres verwijst door naar een ander adres. Geef het adres op waar je uitkomt."),
        "status": _("Daar zeggen ze nee (antwoord {status}). Is de agenda openbaar, en klopt het adres?").format(
            status=why.status
        ),
        "too-often": _("We haalden je agenda net al een paar keer op. Probeer het over vijf minuten nog eens."),
    }.get(why.why)
    if said is None:
        return _whole(why.why, why.line)
    return f"{said} {_stayed()}"
