"""Both readings of a moment: their steps, and what was marked and written there, in words."""

from __future__ import annotations

import datetime

import pytest

from tegenwind import packs
from tegenwind.packs.rules import ROLE_SECTIONS
from tegenwind.practice import contact
from tegenwind.practice.case import CLIENT_WORDS, ClientWord
from tegenwind.practice.contact import ASK, READINGS, SCENES, STEPS, Reading, Told
from tegenwind.practice.moment import WHATS, Moment, Scenario
from tegenwind.wording import LANGUAGES, Language, wording
from tests.packs import shipping

PACK = shipping.pack("aansluiten")
DAY = datetime.date(2026, 11, 2)
every_reading = pytest.mark.parametrize("reading", READINGS)


def moment(**fields: object) -> Moment:
    given = {"case": 1, "pack": PACK.id, "digest": PACK.digest, "on": DAY, "what": "met"} | fields
    return Moment.model_validate(given)


def tell(record: Moment, reading: Reading, language: Language = "nl") -> tuple[contact.Part, ...]:
    guide = PACK.guide(reading)
    assert guide is not None
    return contact.told(record, reading, PACK, guide, wording(language))


@every_reading
def test_every_section_of_the_guide_is_a_step(reading: Reading) -> None:
    shown = [step.section for step in STEPS[reading] if step.section]
    assert shown == list(ROLE_SECTIONS[reading])


def test_every_item_of_the_pack_stands_at_one_step() -> None:
    groups = [step.group for steps in STEPS.values() for step in steps if step.group]
    assert sorted(groups) == sorted(packs.model.GROUPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_to_write_asks_something_of_its_own(language: Language) -> None:
    w = wording(language)
    places = [place for steps in STEPS.values() for step in steps for place in step.places] + [ASK]
    asked = [contact.question(place, w) for place in places]
    assert all(asked) and len(set(asked)) == len(asked) == len(set(places))
    # A key of the moment's words; the names of the fields, which leave the reading out, differ within a reading.
    assert all(len(place) <= 90 for place in places)


@every_reading
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_a_title(reading: Reading, language: Language) -> None:
    guide = PACK.guide(reading)
    assert guide is not None
    titles = [contact.title(step, guide, wording(language)) for step in STEPS[reading]]
    assert all(titles) and len(set(titles)) == len(titles)


def test_nothing_is_told_of_nothing() -> None:
    for reading in READINGS:
        assert tell(moment(), reading) == () and contact.touched(moment(), reading, PACK) == frozenset()
    assert tell(moment(scenarios=(Scenario(),)), "solution") == ()


def test_a_guess_is_told_as_a_guess() -> None:
    assert PACK.readings is not None
    first, second = PACK.readings.groups["reasons"][:2]
    record = moment(guessed=(first.id,), heard=(first.id, second.id), words={second.id: "Aan de telefoon."})
    (part,) = tell(record, "solution")
    assert part.name == "reasons"
    assert part.told == (
        Told(first.title["nl"], ("Dit vermoed ik", "Dit hoorde ik")),
        Told(second.title["nl"], ("Dit hoorde ik",), "Aan de telefoon."),
    )
    assert contact.touched(record, "solution", PACK) == {"reasons"}


@pytest.mark.parametrize("what", WHATS)
def test_what_is_tried_is_a_plan_before_the_contact(what: str) -> None:
    assert PACK.readings is not None
    move, way = PACK.readings.groups["moves"][0], PACK.readings.groups["ways"][0]
    first, second = tell(moment(what=what, tried=(move.id, way.id)), "solution")
    says = "Dit wil ik proberen" if what == "prepared" else "Dit probeerde ik"
    assert (first.name, second.name) == ("moves", "ways")
    assert first.told == (Told(move.title["nl"], (says,)),) and second.told == (Told(way.title["nl"], (says,)),)


def test_each_reading_tells_only_its_own() -> None:
    assert PACK.readings is not None
    guess = PACK.readings.groups["protections"][0]
    words = {"solution/loss": "De fiets.", "protection/alarm": "De map.", "repair/do": "Gezegd.", "elsewhere": "x"}
    record = moment(protects=(guess.id, "gone"), tried=("gone",), words=words)
    (loss,) = tell(record, "solution")
    assert [one.words for one in loss.told] == ["De fiets."] and loss.name == "loss"
    assert [(one.name, [each.words for each in one.told]) for one in tell(record, "protection")] == [
        ("protects", [""]),
        ("alarm", ["De map."]),
    ]


def test_rows_are_told_without_the_empty_ones() -> None:
    row = Scenario(hindrance="De bus.")
    record = moment(scenarios=(Scenario(), row))
    (part,) = tell(record, "solution")
    assert part.rows == (row,) and part.told == ()
    assert contact.touched(record, "solution") == {"hindrances"}


@pytest.mark.parametrize("word", CLIENT_WORDS)
def test_being_given_a_mark_is_offered_with_the_young(word: ClientWord) -> None:
    empty, written = moment(), moment(words={"protection/graded-counts": "Onderweg."})
    young = word in ("youngster", "pupil")
    assert ("graded" in [one.name for one in contact.order("protection", empty, word)]) is young
    assert "graded" in [one.name for one in contact.order("protection", written, word)]
    assert contact.order("solution", empty, word) == STEPS["solution"]
    assert contact.usual_scene(word) in SCENES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_has_a_word(language: Language) -> None:
    assert len({contact.scene_word(one, wording(language)) for one in SCENES}) == len(SCENES)


def test_a_pack_without_items_has_none() -> None:
    without = PACK.model_copy(update={"readings": None})
    assert contact.items(without, "moves") == () and contact.items(PACK, None) == ()
