"""The result of a wave as PDF (PDF/A-2a and PDF/UA-1 at once): for a team to look at together, and one page for the organisation.

For one group, wave and language always the same bytes, whoever asks and whenever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tegenwind.practice.scale import RECOGNITIONS, recognition_word
from tegenwind.report.pdf import PdfError, press
from tegenwind.report.picture import KITE, STOPS, wave, wave_curve
from tegenwind.report.wave_document import ThemeLine, WaveDocument, Withheld
from tegenwind.report.wave_picture import LEVEL, Drawn, draw, letters, x
from tegenwind.report.wave_sides import Mark
from tegenwind.wording import Wording, wording

__all__ = ["PdfError", "organisation_pdf", "wave_pdf"]

#: How much of what teams ask of the organisation stands on the one page.
ASKED_MOST = 6


def wave_pdf(document: WaveDocument) -> bytes:
    """The document as a PDF. Raises :class:`~tegenwind.report.pdf.PdfError`."""
    return press("wave", _data(document), document.language)


def _data(made: WaveDocument) -> dict[str, Any]:
    w = wording(made.language)
    return {
        **_head(made, w.t("Teampeiling"), made.facts.name, w),
        "asked": list(made.asked),
        "listen": w.t(
            "Verwachting en ervaring liggen ergens uit elkaar. Wie leiding geeft, luistert dan eerst: vragen, niet uitleggen, "
            "bedanken, en er later op terugkomen."
        )
        if made.apart
        else "",
        "rounds": [{"title": one.title, "text": one.text} for one in made.rounds],
    }


def organisation_pdf(document: WaveDocument, asks: Sequence[str] = ()) -> bytes:
    """One A4 about the whole of a wave, for the organisation.

    Args:
        document: of the whole; its statements stay on the sheet of the team.
        asks: what was agreed on that is for the organisation to do, in any order; whose it is does not stand there.

    Raises:
        PdfError: typst could not make it.
    """
    w = wording(document.language)
    given = sorted(asks)
    more = len(given) - ASKED_MOST
    return press(
        "wave_page",
        {
            **_head(document, w.t("Teampeiling, het geheel"), document.facts.organisation, w),
            "asks": given[:ASKED_MOST],
            "more": w.n("En nog {count}.", "En nog {count}.", more) if more > 0 else "",
        },
        document.language,
    )


def _head(made: WaveDocument, kicker: str, title: str, w: Wording) -> dict[str, Any]:
    """What both documents have: head, figures, what is withheld, words and pictures."""
    day = made.facts.closes_on
    marks = [mark for theme in made.themes for mark in theme.marks]
    named = letters(marks)
    return {
        "document_title": f"{made.pack_title} · {title}",
        "language": made.language,
        "date": [day.year, day.month, day.day],
        "labels": _labels(made, kicker, title, w),
        "line": " · ".join(one for one in (made.facts.organisation, made.facts.name, made.pack_title) if one != title),
        "period": made.period,
        "band": w.t("Hier gaat het over {band} bijdragen.", band=made.band),
        "closed": None if made.closed is None else _withheld(made.closed),
        "leaders": made.leaders,
        "legend": _legend(marks, named, w),
        "themes": [_theme(theme, named) for theme in made.themes],
        "withheld": [_withheld(one) for one in made.withheld],
        "sources": list(made.sources),
        "version": made.version,
        "wave": wave_curve(),
        "kite": KITE,
    }


def _labels(made: WaveDocument, kicker: str, title: str, w: Wording) -> dict[str, Any]:
    return {
        "kicker": kicker,
        "title": title,
        "intro": w.t(
            "Dit blad is voor iedereen in deze groep hetzelfde. Het gaat over toen, en over wie toen antwoordde. Het is geen "
            "rapportcijfer en er is geen norm: het is een begin van een gesprek."
        ),
        "seen": w.t("Wat er te zien is"),
        "statement": w.t("Stelling"),
        "where": w.t("Waar de antwoorden liggen"),
        "scale": [recognition_word(value, w) for value in RECOGNITIONS],
        "withheld": w.t("Wat er niet te zien is"),
        "not_nothing": w.t(
            "Niet te zien is iets anders dan niets. Ga er niet naar op zoek, en raad niet wie wat antwoordde."
        ),
        "together": w.t("Er samen naar kijken, in drie kwartier"),
        "guide": w.t(
            "Wie leiding geeft, leidt dit gesprek niet. Niemand hoeft te zeggen wat die antwoordde. De hele handleiding heet “{title}”.",
            title=made.guide,
        ),
        "agreements": w.t("Afspraken"),
        "agreements_intro": w.t("Eén is genoeg, drie is veel, geen mag ook. Zet erbij wie aan zet is."),
        "who": w.t("Aan zet:"),
        "actors": [w.t("het team"), w.t("wie leiding geeft"), w.t("de organisatie")],
        "asks": w.t("Wat teams aan de organisatie vragen"),
        "no_row": w.t("Hier staat geen team apart, en teams worden nergens naast elkaar gezet."),
        "source": w.t("Bronnen"),
        "page": w.t("Blad"),
        "yours": w.t("Voor iedereen die de uitkomst van deze groep mag zien."),
    }


def _legend(marks: Sequence[Mark], named: Mapping[str, str], w: Wording) -> list[dict[str, str]]:
    """What each sign on the lines is: the team, and for each who leads their own place and where they expected the team."""
    found: dict[tuple[str, str], str] = {}
    for mark in marks:
        words = {
            "team": mark.who,
            "leaders": w.t("{who}, over zichzelf", who=mark.who),
            "estimate": w.t("waar {who} het team verwachtte", who=mark.who),
        }
        found[mark.sort, "" if mark.sort == "team" else mark.who] = words[mark.sort]
    order = sorted(found, key=lambda one: (one[0] != "team", one[1], one[0] == "estimate"))
    return [{"sort": sort, "letter": named.get(who, ""), "text": found[sort, who]} for sort, who in order]


def _theme(theme: ThemeLine, named: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": theme.title,
        "low": theme.low,
        "high": theme.high,
        "alt": theme.picture,
        "sentences": list(theme.sentences),
        "withheld": theme.withheld,
        "picture": _picture(draw(theme.marks, dict(named))) if theme.marks else None,
        "statements": [
            {
                "text": one.text,
                "words": one.words,
                "shares": None if one.shares is None else list(one.shares),
                "spread": one.spread,
                "withheld": one.withheld,
            }
            for one in theme.statements
        ],
        "question": theme.question,
    }


def _picture(drawn: Drawn) -> dict[str, Any]:
    """The geometry of the page's picture, for the template."""

    def on(at: float) -> float:
        return drawn.line_y + wave(at)

    signs = []
    for sign in drawn.signs:
        at = x(sign.mark.place)
        up = on(at) if sign.level == 0 else drawn.line_y - LEVEL * sign.level
        about = {"sort": sign.mark.sort, "letter": sign.letter, "level": sign.level}
        signs.append({**about, "x": at, "y": up, "line_y": on(at)})
    return {
        "height": drawn.height,
        "line_y": drawn.line_y,
        "stops": [[at, on(at)] for at in STOPS.values()],
        "signs": signs,
    }


def _withheld(one: Withheld) -> dict[str, str]:
    return {"why": one.why, "not_that": one.not_that}
