"""Cases in the book: everything a person kept of them, with the pack and without."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from tegenwind.packs import Pack, load
from tegenwind.practice.case import CLIENT_WORDS, Case, Farewell
from tegenwind.practice.case_names import chose_name, client_name, far_name, seat_name, what_name
from tegenwind.practice.moment import CHOSE, FARS, SEATS, WHATS, Moment
from tegenwind.report import book
from tegenwind.wording import wording

ON = datetime.date(2026, 11, 22)
NL = wording("nl")
KEPT = Path(__file__).parents[1] / "practice" / "kept"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(Path(__file__).parents[2] / "packs" / "aansluiten")


def text(kind: str, record: Any, pack: Pack | None = None) -> str:
    told = book.entry(kind, 1, record, pack, None, NL)
    return "\n".join([told.title, told.line, *(block.text for block in told.blocks)])


def moment(pack: Pack | None) -> Moment:
    assert pack is not None and pack.readings is not None
    groups = pack.readings.groups
    return Moment(
        case=7,
        pack=pack.id,
        digest=pack.digest,
        on=ON,
        what="looked-back",
        place=2,
        words={
            "case/look-back": "Ik bleef hangen bij de deur.",
            "solution/loss": "Ik had haast.",
            groups["ways"][0].id: "Bij deze weg.",
            "repair/prepare": "Ik ging te snel.",
            "gone/away": "Van een stuk dat er niet meer is.",
        },
        guessed=(groups["reasons"][0].id,),
        heard=(groups["reasons"][1].id,),
        protects=(groups["protections"][0].id,),
        scenarios=[{"hindrance": "De bus.", "scenario": "Later op de dag.", "who": "Ik."}],
        lens_fit="Dat ik duwde.",
        lens_guard="Dat ik te dichtbij zat.",
        attunement={"seat": "corner", "far": "arm", "chose": "nobody", "where": "Bij het raam", "light": "Licht uit"},
    )


OWN = (
    *("Ik bleef hangen bij de deur.", "Ik had haast.", "Bij deze weg.", "Ik ging te snel.", "Dat ik duwde."),
    *("Van een stuk dat er niet meer is.", "Dat ik te dichtbij zat.", "Bij het raam", "Licht uit", "De bus.", "Ik."),
)


def test_a_moment_with_its_pack(pack: Pack) -> None:
    said = text("moment", moment(pack), pack)
    assert said.startswith("Teruggekeken\n22 november 2026") and "Je stond veraf." in said
    assert all(words in said for words in OWN)
    assert pack.readings is not None
    for group, index in (("reasons", 0), ("reasons", 1), ("protections", 0)):
        assert pack.readings.groups[group][index].title["nl"] in said  # type: ignore[index]
    guide = pack.guide("case")
    assert guide is not None and guide.section("nl", "look-back").title in said
    assert "schuin, met een hoek ertussen" in said and said.count("Bij deze weg.") == 1


def test_a_moment_names_its_case_and_its_card_says_what_is_what(pack: Pack) -> None:
    whose = Case.model_validate(json.loads((KEPT / "case-1.json").read_text(encoding="utf-8")))
    told = book.entry("moment", 1, moment(pack), pack, whose, NL)
    assert told.line == f"{whose.nickname} · 22 november 2026"
    guide = pack.guide("attunement")
    assert guide is not None
    said = [block.text for block in told.blocks]
    for section, words in (("seat", "Bij het raam"), ("light", "Licht uit"), ("distance", "een armlengte")):
        assert said[said.index(words) - 1] == guide.section("nl", section).title


def test_without_its_pack_no_word_is_lost(pack: Pack) -> None:
    record = moment(pack)
    said = text("moment", record)
    assert all(words in said for words in OWN)
    assert all(one in said for one in (*record.guessed, *record.heard, *record.protects))


def test_a_case_and_what_stays() -> None:
    body = json.loads((KEPT / "case-1.json").read_text(encoding="utf-8"))
    said = text("case", Case.model_validate(body))
    assert "de blauwe deur" in said and "inwoner" in said and body["context"] in said and "21 februari 2027" in said
    assert "Ik kan wachten." in text("farewell", Farewell(on=ON, words="Ik kan wachten."))


def test_everything_that_can_be_chosen_has_a_name() -> None:
    named: tuple[tuple[tuple[Any, ...], Any], ...] = (
        (CLIENT_WORDS, client_name),
        (WHATS, what_name),
        (SEATS, seat_name),
        (FARS, far_name),
        (CHOSE, chose_name),
    )
    for choices, name in named:
        assert len({name(one, NL) for one in choices}) == len(choices)
