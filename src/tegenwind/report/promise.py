"""What everybody is told before they answer in a wave: on the preview, on the page to answer on, and on paper, in the same words.

A wave carries the version of what was promised. Who changes a promise writes a new version beside the old one: a wave that was
opened with a version keeps its words, and what it does has to go on keeping them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tegenwind.wording import Wording


@dataclass(frozen=True)
class Promised:
    """What the sentences of a promise need to know.

    Attributes:
        closes_on: the last day on which answers are certainly taken in.
        together: those who lead are enough to be a group of their own.
        some_lead: anybody leads in it at all.
    """

    version: int
    k: int
    tenths: int
    percents: int
    closes_on: datetime.date
    together: bool
    some_lead: bool = True


@dataclass(frozen=True)
class Line:
    """One thing that is promised: what it is about, and the sentences."""

    id: str
    title: str
    sentences: tuple[str, ...]


def lines(one: Promised, w: Wording) -> tuple[Line, ...]:
    """The promise of a wave. Raises `KeyError` for a version that is not known here."""
    return _VERSIONS[one.version](one, w)


def short(one: Promised, w: Wording) -> str:
    """The promise in one sentence, for who read it before."""
    return w.t(
        "Je antwoorden worden geteld en niet bewaard. Wie antwoordde, is niet te zien. Van een groep is pas iets te lezen "
        "vanaf {k} mensen en {k} bijdragen, na het sluiten.",
        k=one.k,
    )


def _first(one: Promised, w: Wording) -> tuple[Line, ...]:
    return (
        Line(
            "kept",
            w.t("Wat we bewaren"),
            (
                w.t("Per stelling tellen we hoe vaak elk antwoord gekozen is. Meer niet."),
                w.t(
                    "Jouw antwoorden bij elkaar bewaren we nergens. Ook niet wie ze stuurde, en ook niet op welke dag of hoe laat."
                ),
                w.t("Gaat de peiling dicht, dan gaat de telling weg. Alleen de uitkomst blijft."),
            ),
        ),
        Line(
            "read",
            w.t("Wie het leest"),
            (
                w.t("Voor het sluiten: niemand. Een tussenstand is er niet, ook niet voor de gespreksleider."),
                w.t(
                    "Daarna gaat de uitkomst voor iedereen tegelijk open. Jij ziet je eigen groep en het grotere geheel. Wie "
                    "aan een groep leiding geeft, ziet die ook. De beheerder van de organisatie ziet het geheel. De "
                    "gespreksleider ziet elke groep, één tegelijk."
                ),
                w.t("Of jij antwoordde, kan niemand zien. Een lijst van wie nog niet antwoordde, is er niet."),
            ),
        ),
        Line(
            "from",
            w.t("Vanaf hoeveel mensen"),
            (
                w.t(
                    "Zijn er in een groep minder dan {k} mensen of minder dan {k} bijdragen, dan is van die groep niets te lezen.",
                    k=one.k,
                ),
                w.t(
                    "Vanaf {k}: een plek op een lijn. Vanaf {tenths} antwoorden: hoe ze verdeeld zijn, in tienden. Vanaf {percents}: "
                    "iets preciezer.",
                    k=one.k,
                    tenths=one.tenths,
                    percents=one.percents,
                ),
                w.t(
                    "Antwoordt bijna iedereen hetzelfde op een stelling, dan laten we die weg: anders zou iedereen het van jou ook weten. "
                    "Ook wat uit twee groepen of twee peilingen af te leiden zou zijn, laten we weg."
                ),
            ),
        ),
        *((Line("leaders", w.t("Wie leiding geeft"), (_leaders(one, w),)),) if one.some_lead else ()),
        Line(
            "rules",
            w.t("De dag, en sluiten"),
            (
                w.t("Antwoorden kan tot en met {day}.", day=w.date(one.closes_on)),
                w.t("Die dag kan één keer later worden, hooguit twee weken. Eerder wordt hij nooit."),
                w.t(
                    "Een uitkomst komt er alleen na die dag, als een gespreksleider de peiling sluit. Stoppen kan op elk moment, "
                    "maar altijd zonder uitkomst: niemand kiest het moment waarop het goed uitkomt."
                ),
                w.t("Een herinnering gaat naar iedereen of naar niemand, hooguit twee keer."),
            ),
        ),
        Line(
            "not",
            w.t("Wat we niet kunnen beloven"),
            (
                w.t(
                    "Wie de server in handen heeft, kan bij de tellers zolang de peiling open is: aantallen, geen mensen."
                ),
                w.t(
                    "Wie het programma zelf verandert, of op de server steeds meekijkt terwijl er geantwoord wordt, kan meer te weten "
                    "komen. Daar helpt geen belofte tegen."
                ),
            ),
        ),
    )


def _leaders(one: Promised, w: Wording) -> str:
    if one.together:
        return w.t(
            "Wie leiding geeft, telt niet mee bij een team. Zij zijn samen een eigen groep, met {k} mensen of meer. Ze antwoorden "
            "voor zichzelf en zeggen wat ze verwachten dat hun mensen antwoorden. Daarvoor gelden dezelfde regels.",
            k=one.k,
        )
    return w.t(
        "Wie leiding geeft, telt niet mee bij een team. Het zijn er minder dan {k}. Ieder van hen kiest eerst of het team mag zien "
        "wat die invult. Daarna vult ieder in hoe die het zelf ervaart, en wat die van het team verwacht. Het team ziet dat alleen als "
        "ieder van hen dat goedvindt en antwoordt. Anders niet, en dan staat er niet bij waarom.",
        k=one.k,
    )


_VERSIONS: Final[dict[int, Callable[[Promised, Wording], tuple[Line, ...]]]] = {1: _first}
