"""What the things of Evenwicht are called where they are told back: in the report and in the book.

The pages take their words from the guides of a pack; what is told back has to be readable without one, also when a pack is
not to be had any more.
"""

from __future__ import annotations

from tegenwind.packs.model import Family
from tegenwind.practice.intention import From
from tegenwind.practice.self_care import Level
from tegenwind.practice.signals import Mark, RoleName
from tegenwind.practice.support import Form
from tegenwind.practice.writing import Company, HistoryStep, OmnipotenceStep
from tegenwind.wording import Wording


def mark_word(mark: Mark, w: Wording) -> str:
    """How often a sentence was there."""
    return {"not-now": w.t("nu niet"), "sometimes": w.t("soms"), "often": w.t("vaak")}[mark]


def family_name(family: Family, w: Wording) -> str:
    """One of the three families of signals; none is better than another."""
    return {
        "distance": w.t("Als ik te ver weg sta"),
        "nearness": w.t("Als ik te dichtbij kom"),
        "touched": w.t("Als het te veel binnenkomt"),
    }[family]


def role_name(role: RoleName, w: Wording) -> str:
    """A role one can be drawn into."""
    return {
        "rescuer": w.t("redder"),
        "protector": w.t("beschermer"),
        "fellow-victim": w.t("medeslachtoffer"),
        "angel": w.t("engel"),
        "judge": w.t("rechter"),
        "persecutor": w.t("vervolger"),
        "punisher": w.t("bestraffer"),
    }[role]


def omnipotence_step(step: OmnipotenceStep, w: Wording) -> str:
    """A step of the writing between omnipotence and powerlessness."""
    return {
        "whole": w.t("Wat wilde ik heel maken?"),
        "asked": w.t("Wat werd er gevraagd?"),
        "by-whom": w.t("Door wie?"),
        "possible": w.t("Wat kon er, echt?"),
        "lack": w.t("Wat is er niet te herstellen?"),
        "lay-down": w.t("Wat leg ik neer?"),
        "ask": w.t("Wie vraag ik?"),
        "back": w.t("Terug naar hier en nu"),
    }[step]


def history_step(step: HistoryStep, w: Wording) -> str:
    """A step of one's own history."""
    return {
        "company": w.t("Gezelschap"),
        "why": w.t("Waarom dit werk?"),
        "touches": w.t("Wat raakt het in mij?"),
        "known": w.t("Wat weet ik er nu van?"),
        "back": w.t("Terug naar hier en nu"),
    }[step]


def company_word(company: Company, w: Wording) -> str:
    """With whom one's own history was written."""
    return {
        "with-someone": w.t("Ja, met iemand erbij"),
        "after": w.t("Ik bel of zie straks iemand"),
        "not-now": w.t("Niet nu"),
        "alone": w.t("Ja, even, in mijn eentje"),
    }[company]


def level_name(level: Level, w: Wording) -> str:
    """A level of attention and acceptance."""
    return {
        "body": w.t("Je lijf"),
        "emotion": w.t("Wat je voelt"),
        "thought": w.t("Wat je denkt"),
        "spirit": w.t("Waar het om gaat"),
    }[level]


def form_name(form: Form, w: Wording) -> str:
    """A form of support."""
    return {
        "reality-analysis": w.t("Samen kijken wat er echt is"),
        "debriefing": w.t("Napraten"),
        "supervision": w.t("Supervisie"),
        "intervision": w.t("Intervisie"),
        "coaching": w.t("Coaching"),
        "team-development": w.t("Werken aan het team"),
        "feedback": w.t("Feedback"),
        "aftercare": w.t("Opvang na een schok"),
        "coffee": w.t("Samen koffie"),
        "association": w.t("Je beroepsvereniging"),
        "home": w.t("Thuis"),
        "own": w.t("Iets van jezelf"),
    }[form]


def from_name(came_from: From, w: Wording) -> str:
    """The practice an intention came from."""
    return {
        "self-care": w.t("Zorg voor jezelf"),
        "support": w.t("Wie draagt mee"),
        "needs": w.t("Vijf behoeften"),
        "signals": w.t("Signalen"),
        "balance": w.t("Evenwicht"),
        "omnipotence": w.t("Almacht en onmacht"),
        "history": w.t("Je eigen verhaal"),
        "tension": w.t("een spanning"),
    }[came_from]
