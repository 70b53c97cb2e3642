"""The report of Evenwicht: only what was chosen and belongs to the period, told without adding anything to it."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.balance import Balance
from tegenwind.practice.balance_document import (
    BY_STEP,
    KIND_OF,
    PARTS,
    BalanceReport,
    Choice,
    Material,
    Needed,
    Part,
    Period,
    Swing,
    Table,
)
from tegenwind.practice.balance_report import build, in_period, part_title
from tegenwind.practice.balance_talk import TALKS, Id, Talk, instruction
from tegenwind.practice.intention import Intention
from tegenwind.practice.retelling import Line
from tegenwind.practice.versions import KINDS
from tegenwind.wording import Language, wording
from tests.practice.bringing import DAY, HISTORY, OMNIPOTENCE, OWN, PERIOD, STEPS, days, everything, material

ALL = [part for part in PARTS if part not in BY_STEP]


def said(report: BalanceReport) -> str:
    """Every text of the document, also that of its pictures."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for part in value.values():
                walk(part)
        elif isinstance(value, list | tuple):
            for part in value:
                walk(part)

    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Needed):
                # The picture shows letters at places: its words are those beside it.
                continue
            walk(asdict(block))
    return "\n".join([*found, report.chosen_line])


def test_every_part_is_a_kind_of_records_and_has_a_name() -> None:
    assert set(KIND_OF) == set(PARTS) == set(get_args(Part))
    assert set(KIND_OF.values()) <= set(KINDS)
    assert len({part_title(part, wording("nl")) for part in PARTS}) == len(PARTS)
    assert PARTS[-1] == "history"


def test_all_of_it_in_its_order() -> None:
    report = build(everything(), material(), "nl")
    assert [section.part for section in report.sections] == list(PARTS)
    for own in OWN.values():
        assert own in said(report)
    assert report.period_line == "1 juni 2026 tot en met 22 november 2026"
    assert report.chosen_line.endswith("en je eigen verhaal, met je eigen woorden.")


@given(
    parts=st.frozensets(st.sampled_from(ALL)),
    steps=st.frozensets(st.sampled_from(sorted(STEPS))),
    words=st.booleans(),
    ago=st.integers(0, 60),
    length=st.integers(0, 200),
)
def test_what_was_not_chosen_is_never_in_it(
    parts: frozenset[Part], steps: frozenset[tuple[int, str]], words: bool, ago: int, length: int
) -> None:
    choice = Choice(period=days(ago + length, ago), parts=parts, steps=steps, words=words)
    report = build(choice, material(), "nl")
    there = choice.period.holds(DAY)
    chosen = set(parts) | {
        part
        for part, writing in (("omnipotence", OMNIPOTENCE), ("history", HISTORY))
        if there and any(key == writing for key, _ in steps)
    }
    assert {section.part for section in report.sections} == chosen
    for part, own in OWN.items():
        # The map of support is of now; signals reach back four weeks, and an intention stays open.
        may = {
            "support": True,
            "signals": choice.period.meets(DAY - datetime.timedelta(27), DAY),
            "intentions": choice.period.until >= DAY,
        }.get(part, there)
        assert (own in said(report)) == (part in chosen and words and may), part
    for never in ("Het was niet van mij.", "Hij belt niet terug.", "06 00 00 00 00"):
        assert never not in said(report)


def test_without_own_words_the_places_the_sentences_and_the_days_stay() -> None:
    told = said(build(everything(words=False), material(), "nl"))
    for one in ("dichtbij", "Zin a1.", "vaak · deze zin spreekt, zei je", "wat weinig", "veel · caseload", "mijn team",
                "Het kwam deels aan als steun.", "een contact", "Hier schreef je iets."):  # fmt: skip
        assert one in told
    assert "zonder je eigen woorden" in told
    for own in (*OWN.values(), "Ik bleef langer.", "Ik ren eerst.", "Bo", "schouders", "Twee keer gelukt.", "overleg",
                "Hij had haast.", "Na zo’n nacht"):  # fmt: skip
        assert own not in told


def test_what_only_its_owner_needs_stays_out() -> None:
    told = said(build(everything(steps=frozenset()), material(), "nl"))
    for one in (
        "06 00 00 00 00",
        "Zin a2.",
        "nu niet",
        "kwam uit",
        "eigen verhaal",
        "nog eens kijken op",
        "iemand erbij",
    ):
        assert one not in told


def test_intentions_in_the_order_they_began() -> None:
    begun = [
        (key, Intention(words=f"Begonnen in {key}.", began_on=DAY - datetime.timedelta(ago)))
        for key, ago in ((1, 20), (2, 3), (3, 40))
    ]
    report = build(everything(), Material({"intention": begun}, {}), "nl")
    told = said(report)
    assert sorted((1, 2, 3), key=lambda key: told.index(f"Begonnen in {key}.")) == [3, 1, 2]


def test_figures_only_when_asked_for() -> None:
    plain, figures = (build(everything(figures=asked), material(), "nl") for asked in (False, True))
    assert "[" not in said(plain)
    for one in ("dichtbij [6]", "veel [4]", "wat weinig [2]", "veel · caseload [3]"):
        assert one in said(figures)
    assert "nergens opgeteld" in " ".join(figures.labels.states)
    assert "geen getallen" in " ".join(plain.labels.states)


def test_it_says_whose_it_is_who_can_read_it_and_what_it_is_not() -> None:
    states = " ".join(build(everything(), material(), "nl").labels.states)
    for one in (
        "Je maakte dit zelf",
        "Wie het kan lezen: jij",
        "niet verzegeld",
        "niet wetenschappelijk gevalideerd",
        "gezondheid",
    ):
        assert one in states


def test_a_chosen_part_without_anything_says_so() -> None:
    report = build(Choice(period=PERIOD, parts=frozenset(ALL)), Material(), "nl")
    assert [section.blocks for section in report.sections] == [
        (Line("text", "In deze periode staat hier niets."),)
    ] * len(ALL)
    assert build(Choice(period=PERIOD), material(), "nl").sections == ()


def test_the_period_of_each_kind() -> None:
    def belongs(kind: str, **head: Any) -> bool:
        return in_period(kind, head, Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31)))

    assert belongs("balance", on="2026-03-01") and belongs("balance", on="2026-03-31")
    assert not belongs("balance", on="2026-02-28") and not belongs("balance", on="2026-04-01")
    assert belongs("signals", finished="2026-04-02", since="2026-03-31", until="2026-04-02")
    assert not belongs("signals", finished=None, since="2026-03-01", until="2026-03-02"), "one that is not finished"
    assert belongs("needs", began="2026-01-01", changed="2026-03-01", closed=None)
    assert not belongs("needs", began="2026-01-01", changed="2026-02-28", closed=None)
    assert belongs("omnipotence", on="2026-03-05", changed="2026-03-05", steps=["lack"])
    assert not belongs("omnipotence", on="2026-03-05", changed="2026-03-05", steps=[]), "one without a word"
    assert belongs("intention", began="2026-01-01", ended_on=None)
    assert belongs("intention", began="2026-01-01", ended_on="2026-03-01")
    assert not belongs("intention", began="2026-01-01", ended_on="2026-02-28")
    assert not belongs("intention", began="2026-04-01", ended_on=None)
    assert belongs("support", last=None) and not belongs("check-in")
    with pytest.raises(ValueError, match="before it begins"):
        Period(datetime.date(2026, 3, 2), datetime.date(2026, 3, 1))


def test_what_came_before_or_after_the_period_is_not_told_of_an_intention() -> None:
    record = material().records["intention"][0][1].model_copy(update={"ended": "done", "ended_on": PERIOD.until})
    source = Material({"intention": [(1, record)]})
    until = DAY + datetime.timedelta(3)
    told = said(build(everything(period=Period(DAY, until)), source, "nl"))
    assert "Om vier uur" in told and "Twee keer gelukt." not in told and "gedaan" not in told
    whole = said(build(everything(), source, "nl"))
    assert "Twee keer gelukt." in whole and "gedaan op 22 november 2026" in whole


def test_when_support_was_last_used_only_if_that_was_in_the_period() -> None:
    assert "2 november 2026" in said(build(everything(parts=frozenset({"support"})), material(), "nl"))
    later = build(everything(parts=frozenset({"support"}), period=days(3)), material(), "nl")
    assert "2 november 2026" not in said(later) and "Rik" in said(later)


def test_a_year_is_drawn_in_pictures_of_half_a_year() -> None:
    looks = [(n, Balance(on=PERIOD.until - datetime.timedelta(days=5 * n), place=1 + n % 7)) for n in range(73)]
    report = build(Choice(period=days(365), parts=frozenset({"balance"})), Material({"balance": looks}), "nl")
    (section,) = report.sections
    pictures = [block for block in section.blocks if isinstance(block, Swing)]
    assert [bool(one.title) for one in pictures] == [True] * len(pictures) and len(pictures) == 2
    assert sum(len(one.pendulum.points) for one in pictures) == 73
    assert all(one.pendulum.points[-1].on - one.pendulum.points[0].on <= datetime.timedelta(184) for one in pictures)
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert len(table.rows) == 73 and table.rows[-1][0] == "22 november 2026"
    assert next(block.text for block in section.blocks if isinstance(block, Line)).startswith(
        "Je bewoog tussen heel veraf en heel dichtbij."
    )


@given(st.permutations(list(range(6))))
def test_the_order_in_which_records_come_makes_no_difference(order: list[int]) -> None:
    looks = material().records["balance"]
    shuffled = Material({"balance": [looks[n] for n in order]})
    choice = Choice(period=PERIOD, parts=frozenset({"balance"}), words=True)
    assert said(build(choice, shuffled, "nl")) == said(build(choice, Material({"balance": looks}), "nl"))


@pytest.mark.parametrize("talk", TALKS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_instruction_says_how_it_goes_what_others_leave_and_how_to_stop(talk: Talk, language: Language) -> None:
    phases = instruction(talk, wording(language))
    assert [phase.id for phase in phases] == list(get_args(Id))
    assert [phase.id for phase in phases if phase.in_turn] == ["phases"]
    assert all(phase.items and phase.title for phase in phases)


def test_nobody_interprets_and_who_brings_it_in_decides() -> None:
    for talk in TALKS:
        told = "\n".join(f"{one.text} {' '.join(one.items)}" for one in instruction(talk, wording("nl")))
        for one in ("Niemand duidt.", "Jij beslist", "Stoppen kan altijd", "niemand vraagt waarom", "Geen raad"):
            assert one in told


def test_the_sources_are_named_once() -> None:
    report = build(everything(), material(), "nl")
    assert report.sources[0].startswith("Johan Maes") and len(set(report.sources)) == len(report.sources)
    assert "Een boek (Iemand, 2007)" in report.sources
    assert build(Choice(period=PERIOD), material(), "nl").sources == report.sources[:1]


def test_an_intention_says_in_its_head_when_it_ended() -> None:
    record = Intention(words="x", began_on=DAY)
    assert record.head()["ended_on"] is None
    assert record.at_an_end("done", DAY).head()["ended_on"] == "2026-11-02"
