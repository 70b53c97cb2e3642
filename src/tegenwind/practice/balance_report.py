"""The report of Evenwicht: of a period, and of the chosen parts only, to take to supervision or intervision (issue 4, point 9).

Pure: a choice, records and a language go in; the whole document comes out, every sentence of it in that language. Page and PDF
only lay it out. It adds nothing up and compares nothing, and nothing in it reads the person's words.

What belongs to a period: a look at the balance on a day in it; signals whose own period meets it; a round of needs, a writing or
a plan that was worked on in it; an intention that was open in it. The map of support has no days: it is told as it is now, and
says when something was last used only if that was in the period.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tegenwind.practice import balance, intention, needs, self_care, signals, support, writing
from tegenwind.practice.balance_document import (
    BY_STEP,
    KIND_OF,
    PARTS,
    BalanceReport,
    Choice,
    Labels,
    Material,
    Part,
    Period,
    Section,
)
from tegenwind.practice.balance_parts import TELLERS
from tegenwind.practice.balance_talk import instruction, talk_word
from tegenwind.practice.pendulum import labels as pendulum_labels
from tegenwind.practice.retelling import Line
from tegenwind.wording import Language, Wording, wording

SOURCE: Final = "Johan Maes, De hulpverlener: tussen afstand en nabijheid (2007)"


def part_title(part: Part, w: Wording) -> str:
    """What a part is called."""
    return {
        "balance": w.t("Evenwicht en slinger"),
        "signals": w.t("Signalen"),
        "needs": w.t("Vijf behoeften"),
        "omnipotence": w.t("Almacht en onmacht"),
        "self-care": w.t("Zorg voor jezelf"),
        "intentions": w.t("Voornemens"),
        "support": w.t("Wie draagt mee"),
        "history": w.t("Je eigen verhaal"),
    }[part]


def in_period(kind: str, head: Mapping[str, Any], period: Period) -> bool:
    """Whether a record belongs to the period, by its head (see the module)."""

    def day(name: str) -> datetime.date | None:
        return datetime.date.fromisoformat(head[name]) if head.get(name) else None

    def meets(first: str, last: str) -> bool:
        begun = day(first)
        return begun is not None and period.meets(begun, day(last))

    if kind == balance.KIND:
        return period.holds(day("on"))
    if kind == signals.KIND:
        return bool(head["finished"]) and meets("since", "until")
    if kind in (needs.KIND, self_care.KIND):
        return meets("began", "changed")
    if kind in (writing.OMNIPOTENCE, writing.HISTORY):
        return bool(head["steps"]) and meets("on", "changed")
    if kind == intention.KIND:
        return meets("began", "ended_on")
    return kind == support.KIND


def build(choice: Choice, material: Material, language: Language) -> BalanceReport:
    """Make the report. Of the material only what was chosen and belongs to the period goes in."""
    w = wording(language)
    sections: list[Section] = []
    for part in PARTS:
        found = _chosen(part, choice, material)
        if part in choice.parts or (part in BY_STEP and found):
            blocks = tuple(TELLERS[part](found, choice, material.packs, w))
            nothing = Line("text", w.t("In deze periode staat hier niets."))
            sections.append(Section(part, part_title(part, w), blocks or (nothing,)))
    since, until = w.date(choice.period.since), w.date(choice.period.until)
    return BalanceReport(
        language=language,
        period=choice.period,
        period_line=w.t("{since} tot en met {until}", since=since, until=until),
        chosen_line=_chosen_line(sections, choice, w),
        labels=labels(choice, w),
        pendulum_labels=pendulum_labels(w),
        sections=tuple(sections),
        conversation=instruction(choice.talk, w),
        sources=tuple(_sources(choice, material, sections)),
    )


def _chosen(part: Part, choice: Choice, material: Material) -> list[tuple[int, Any]]:
    """The records of a part that go in; of the writings only those with a chosen step that has words."""
    if part not in choice.parts and part not in BY_STEP:
        return []
    kind = KIND_OF[part]
    found = [(key, one) for key, one in material.records.get(kind, ()) if in_period(kind, one.head(), choice.period)]
    if part in BY_STEP:
        return [(key, one) for key, one in found if any((key, step) in choice.steps for step in one.head()["steps"])]
    if part == "support":
        return [(key, _used_in(one, choice.period)) for key, one in found]
    if part == "intentions":
        return [(key, _looked_in(one, choice.period)) for key, one in found]
    return found


def _used_in(record: support.Support, period: Period) -> support.Support:
    return record if period.holds(record.last_on) else record.model_copy(update={"last_on": None})


def _looked_in(record: intention.Intention, period: Period) -> intention.Intention:
    """As it was in the period: what came after it, or before, is not told."""
    over = period.holds(record.ended_on)
    return record.model_copy(
        update={
            "looks": tuple(look for look in record.looks if period.holds(look.on)),
            "ended": record.ended if over else None,
            "ended_on": record.ended_on if over else None,
        }
    )


def labels(choice: Choice, w: Wording) -> Labels:
    """The fixed words, with what stands on top of every report: whose it is, who can read it, and what it is not."""
    return Labels(
        kicker=w.t("Evenwicht"),
        title=w.t("Tussen afstand en nabijheid"),
        intro=w.t(
            "Een helper staat op twee benen: doen en betekenis. Dit is een greep uit wat je daarover bewaarde, "
            "om bij stil te staan, alleen of met iemand die je vertrouwt."
        ),
        states=(
            w.t("Je maakte dit zelf, en koos zelf wat erin staat. De rest bleef waar het was."),
            w.t(
                "Wie het kan lezen: jij, en wie jij het geeft. Het bestand is niet verzegeld. Bewaar het waar alleen jij bij kunt."
            ),
            w.t(
                "Het is bedoeld om op terug te kijken. Het is niet wetenschappelijk gevalideerd: er zijn geen normen, en dit zegt "
                "niets over je gezondheid of over hoe goed je je werk doet."
            ),
            w.t(
                "Je vroeg om de getallen erbij. Ze staan tussen haken achter het woord: de plek van 1 (heel veraf) tot 7 (heel dichtbij), "
                "het gewicht op een been van 1 tot 5, een behoefte van 1 (te weinig) tot 5 (te veel), wat weegt en draagt van 1 tot 3. "
                "Ze worden nergens opgeteld."
            )
            if choice.figures
            else w.t("Er staan geen getallen in: die zijn er alleen als je erom vraagt."),
        ),
        yours=w.t("Dit is van jou. Jij kiest wie het leest."),
        page=w.t("bladzijde"),
        source=w.t("Waar de gedachten vandaan komen"),
        conversation=w.t("Hiermee naar {talk}", talk=talk_word(choice.talk, w).lower()),
    )


def _chosen_line(sections: Sequence[Section], choice: Choice, w: Wording) -> str:
    if not sections:
        return ""
    parts = w.join(section.title.lower() for section in sections)
    if choice.words:
        return w.t("Wat je koos: {parts}, met je eigen woorden.", parts=parts)
    return w.t("Wat je koos: {parts}, zonder je eigen woorden.", parts=parts)


def _sources(choice: Choice, material: Material, sections: Sequence[Section]) -> Iterator[str]:
    """The source of all of it, and those of the packs that were used."""
    told = {SOURCE}
    yield SOURCE
    for section in sections:
        for _key, record in _chosen(section.part, choice, material):
            pack = material.packs.get(getattr(record, "digest", ""))
            for source in pack.sources if pack else ():
                if source.line not in told and source.author not in SOURCE:
                    told.add(source.line)
                    yield source.line
