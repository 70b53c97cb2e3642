"""What is said of a wave, in the same words on a page, on paper and in a table: why something is withheld, where a figure lies."""

from __future__ import annotations

from typing import Final

from tegenwind.measure.rules import Rule
from tegenwind.practice.scale import RECOGNITIONS, recognition_word
from tegenwind.wording import Wording

#: Half points from 1 to 5 fall into five pieces of a line; these are where a piece begins.
_PIECES: Final = (1.0, 2.0, 3.0, 3.5, 4.5)


def why(rule: Rule, k: int, w: Wording) -> str:
    """Why something is withheld, in a sentence. ``k`` is the least number of people of this wave."""
    said: dict[Rule, str] = {
        "few-members": w.t("In deze groep zitten minder dan {k} mensen.", k=k),
        "few-answers": w.t("Uit deze groep kwamen minder dan {k} bijdragen.", k=k),
        "part": w.t("Naast wat er van een andere groep te zien is, zou hier een klein groepje zichtbaar worden."),
        "changed": w.t(
            "Naast een eerdere peiling zou zichtbaar worden wat een paar mensen antwoordden die kwamen of gingen."
        ),
        "alike": w.t(
            "Hier liggen de antwoorden te dicht bij elkaar, of het zijn er te weinig, in deze groep of in een deel ervan."
        ),
        "few-questions": w.t("Van dit thema kan minder dan de helft van de stellingen getoond worden."),
    }
    return said[rule]


def not_that(rule: Rule, w: Wording) -> str:
    """What it does not mean that this is withheld, in one or two sentences."""
    said: dict[Rule, str] = {
        "few-members": w.t("Het zegt niets over wat er geantwoord is. In een grotere groep tellen de antwoorden mee."),
        "few-answers": w.t("Niemand weet wie er meedeed en wie niet, en niemand hoeft dat uit te zoeken."),
        "part": w.t("Het ligt niet aan wat hier geantwoord is."),
        "changed": w.t("Het ligt niet aan wat hier geantwoord is. Een volgende peiling kan weer te zien zijn."),
        "alike": w.t("Het betekent niet dat iedereen het eens is, en ook niet dat er niets speelt."),
        "few-questions": w.t("Een plek op de lijn zou dan van een paar stellingen komen, en niet van het thema."),
    }
    return said[rule]


def band_words(band: tuple[int, int | None], w: Wording) -> str:
    """A band of how many: *5 tot en met 9*, *1000 of meer*."""
    low, high = band
    return w.t("{low} of meer", low=low) if high is None else w.t("{low} tot en met {high}", low=low, high=high)


def theme_words(place: float, low: str, high: str, w: Wording) -> str:
    """Where a theme lies between both ends of its line, from 1 to 5 in half points, without a figure."""
    piece = sum(place >= edge for edge in _PIECES)
    if piece == 1:
        return w.t("dicht bij “{end}”", end=low)
    if piece == 5:
        return w.t("dicht bij “{end}”", end=high)
    if piece == 3:
        return w.t("midden tussen “{low}” en “{high}”", low=low, high=high)
    return w.t("tussen het midden en “{end}”", end=low if piece == 2 else high)


def statement_words(place: float, w: Wording) -> str:
    """Where a statement lies, from 1 to 5 in half points: *grotendeels*, *ergens tussen enigszins en grotendeels*."""
    lower = recognition_word(int(place), w)
    if place == int(place):
        return lower
    return w.t("ergens tussen {lower} en {higher}", lower=lower, higher=recognition_word(int(place) + 1, w))


def shares_words(shares: tuple[int, ...], w: Wording) -> str:
    """Shares in percents beside the words of the scale: *niet 10 %, nauwelijks 20 %, …*; those of nobody are left out."""
    parts = zip(RECOGNITIONS, shares, strict=True)
    return ", ".join(f"{recognition_word(value, w)} {share} %" for value, share in parts if share)


def share_word(share: int, w: Wording) -> str:
    """A share in percents in a word, for who does not ask for figures. It may be rounded down to nothing."""
    edges = ((5, w.t("geen of bijna geen")), (25, w.t("enkele")), (45, w.t("een deel")), (60, w.t("ongeveer de helft")))
    return next((word for edge, word in edges if share < edge), w.t("de meeste"))
