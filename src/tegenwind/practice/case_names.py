"""What is called what in a case: the words for client, the sorts of moments, and what stands on an attunement card."""

from __future__ import annotations

from tegenwind.practice.case import ClientWord
from tegenwind.practice.moment import Chose, Far, Seat, What
from tegenwind.wording import Wording


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
