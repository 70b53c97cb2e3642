"""What is called what in a case: the words for client, the sorts of moments, and what stands on an attunement card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tegenwind.packs import Guide
from tegenwind.practice.case import ClientWord
from tegenwind.practice.moment import Attunement, Chose, Far, Seat, What
from tegenwind.wording import Wording

#: The sections of the guide to attunement, each with the field of the card that it asks about, in the order they are read.
CARD: Final[Mapping[str, str]] = {
    "seat": "where",
    "distance": "far",
    "facing": "seat",
    "light": "light",
    "pace": "pace",
    "who": "chose",
}


def client_name(word: ClientWord, w: Wording) -> str:
    """The person's own word for client. In Dutch all of them go with *de*."""
    return {
        "client": w.t("cliënt"),
        "resident": w.t("inwoner"),
        "youngster": w.t("jongere"),
        "patient": w.t("patiënt"),
        "pupil": w.t("leerling"),
        "colleague": w.t("collega"),
    }[word]


def what_name(what: What, w: Wording) -> str:
    """What a moment was, on the line of moments."""
    return {
        "prepared": w.t("Voorbereid"),
        "met": w.t("Gezien"),
        "looked-back": w.t("Teruggekeken"),
        "repaired": w.t("Hersteld"),
    }[what]


def seat_name(seat: Seat, w: Wording) -> str:
    """How two people sat towards each other."""
    return {
        "beside": w.t("naast elkaar"),
        "corner": w.t("schuin, met een hoek ertussen"),
        "opposite": w.t("tegenover elkaar"),
        "standing": w.t("staand"),
        "walking": w.t("lopend of onderweg"),
    }[seat]


def far_name(far: Far, w: Wording) -> str:
    """How far from each other."""
    return {
        "near": w.t("dichtbij"),
        "arm": w.t("een armlengte"),
        "table": w.t("een tafel ertussen"),
        "room": w.t("de kamer ertussen"),
    }[far]


def chose_name(chose: Chose, w: Wording) -> str:
    """Who chose how it was."""
    return {
        "them": w.t("de ander"),
        "me": w.t("ik"),
        "together": w.t("wij samen"),
        "nobody": w.t("niemand: het gebouw, het rooster"),
    }[chose]


@dataclass(frozen=True)
class CardLine:
    """A part of an attunement card: its title, what stands there, and whether those are the person's own words."""

    title: str
    text: str = field(repr=False)
    own: bool


def card_lines(card: Attunement, guide: Guide | None, w: Wording) -> tuple[CardLine, ...]:
    """What stands on a card, in words and in the order of the guide; parts left open are not in it.

    Args:
        guide: the one to attunement, whose sections the parts are called after; without it nobody knows what they are called.
    """
    chosen = {
        "far": far_name(card.far, w) if card.far else "",
        "seat": seat_name(card.seat, w) if card.seat else "",
        "chose": chose_name(card.chose, w) if card.chose else "",
    }
    lines = []
    for section, name in CARD.items():
        title = guide.section(w.language, section).title if guide else ""
        lines.append(CardLine(title, chosen.get(name) or getattr(card, name) or "", own=name not in chosen))
    lines.append(CardLine(w.t("Dit laat ik de ander kiezen"), card.words, own=True))
    return tuple(line for line in lines if line.text)
