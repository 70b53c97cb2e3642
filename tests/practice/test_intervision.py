"""One case for intervision: only what was chosen, without the nickname and without days."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice import intervision
from tegenwind.practice.case import Case
from tegenwind.practice.intervision import PARTS, ROLES, Choice, Document, Told, stripper
from tegenwind.practice.moment import Moment
from tegenwind.wording import LANGUAGES, Language, wording
from tests.packs import shipping

PACK = shipping.pack("aansluiten")
DAY = datetime.date(2026, 11, 22)
assert PACK.readings is not None
GROUPS = PACK.readings.groups


def case(**fields: Any) -> Case:
    given = {"nickname": "de blauwe deur", "context": "Ik kom bij de blauwe deur om mee te denken."} | fields
    return Case.model_validate(given | {"began_on": DAY, "expires_on": DAY})


def told(key: int = 5, **fields: Any) -> Told:
    given = {"case": 1, "pack": PACK.id, "digest": PACK.digest, "on": DAY, "what": "met"} | fields
    guides = {role: guide for role in ROLES if (guide := PACK.guide(role)) is not None}
    return Told(key, Moment.model_validate(given), PACK, guides)


def full(key: int = 5, **fields: Any) -> Told:
    return told(
        key,
        words={
            "case/met": "Ik legde uit. Blauwe deur zuchtte.",
            "solution/loss": "Ik had haast bij de blauwe  deur.",
            GROUPS["ways"][0].id: "Mijn weg.",
            "protection/calm": "Mijn adem zat hoog.",
            "repair/prepare": "Ik ging te snel.",
            "lenses/choose": "Wat zou jij nodig hebben?",
        },
        guessed=(GROUPS["reasons"][0].id,),
        protects=(GROUPS["protections"][0].id,),
        scenarios=[{"hindrance": "De bus.", "scenario": "Bellen."}],
        lens_fit="Mijn rooster.",
        lens_guard="De koptelefoon.",
        attunement={"seat": "corner", "where": "Bij het raam", "words": "De stoel"},
        place=6,
        **fields,
    )


def everything(*moments: Told) -> Choice:
    return Choice(
        frozenset((one.id, part) for one in moments for part in PARTS), True, "Wat zou jij doen bij de blauwe deur?"
    )


def made(choice: Choice, *moments: Told, language: Language = "nl", **fields: Any) -> Document:
    return intervision.build(case(**fields), moments, choice, language, DAY)


def said(document: Document) -> str:
    return "\n".join(
        text for section in document.sections for text in (section.title, *(b.text for b in section.blocks))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_without_nickname_and_without_days(language: Language) -> None:
    one = full()
    text = said(made(everything(one), one, language=language))
    assert "blauwe deur" not in text.casefold() and "2026" not in text and "november" not in text.casefold()
    assert "Ik legde uit." in text and "Mijn weg." in text and "De bus. · Bellen." in text and "Bij het raam" in text
    assert "Mijn rooster." in text and "Wat zou jij nodig hebben?" in text and "Ik ging te snel." in text


def test_the_word_of_the_person_stands_there_instead() -> None:
    one = full()
    text = said(made(everything(one), one, client_word="youngster"))
    assert "Ik legde uit. De jongere zuchtte." in text and "Ik had haast bij de jongere." in text
    assert "Ik kom bij de jongere om mee te denken." in text and "Wat zou jij doen bij de jongere?" in text


@pytest.mark.parametrize("part", PARTS)
def test_only_what_was_chosen(part: intervision.Part) -> None:
    one, other = full(5), full(6, what="prepared")
    whole = made(Choice(frozenset({(5, part)})), one, other)
    (section,) = whole.sections
    assert section.moment == 5 and intervision.parts_of(one, wording("nl")) == PARTS
    assert intervision.part_title(part, one, wording("nl"))
    alone = {name: said(made(Choice(frozenset({(5, name)})), one)) for name in PARTS}
    for name, text in alone.items():
        if name != part:
            assert not set(text.splitlines()[1:]) & {line.text for line in section.blocks if line.look == "own"}


def test_nothing_chosen_is_nothing_told() -> None:
    assert Choice(question="  ").is_empty and made(Choice(), full()).sections == ()
    assert intervision.parts_of(told(), wording("nl")) == ()


def test_the_oldest_moment_comes_first() -> None:
    early, late = full(9, on=DAY - datetime.timedelta(days=9), what="prepared"), full(2)
    document = made(everything(early, late), late, early)
    assert [one.title for one in document.sections][2:] == ["Eerst: voorbereid", "Later: gezien"]


def test_the_fingerprint_is_of_the_words() -> None:
    one = full()
    assert made(everything(one), one).fingerprint == made(everything(one), one).fingerprint
    assert made(everything(one), one).fingerprint != made(Choice(question="x"), one).fingerprint


@pytest.mark.parametrize(
    ("nickname", "text", "expected"),
    [
        ("kade 9", "Kade 9 zei niets. Bij KADE  9 bleef ik.", "De cliënt zei niets. Bij de cliënt bleef ik."),
        ("het anker", "Ik zag 't anker, en een anker.", "Ik zag de cliënt, en de cliënt."),
        ("de boei", "De boeien en boei's jas.", "De boeien en de cliënt's jas."),
        ("a.b (c)", "Met a.b (c) en axb (c)", "Met de cliënt en axb (c)"),
    ],
)
def test_a_nickname_in_whatever_form(nickname: str, text: str, expected: str) -> None:
    assert stripper(nickname, "de cliënt")(text) == expected


@given(st.text(min_size=1, max_size=40).filter(str.strip), st.text(max_size=200))
def test_any_nickname_and_any_text(nickname: str, text: str) -> None:
    stripper(nickname, "de cliënt")(f"{text} {nickname}")
