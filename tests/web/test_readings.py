"""Both readings of a moment, step by step, and the two beside each other."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice import contact
from tegenwind.practice.case import CLIENT_WORDS, ClientWord
from tegenwind.practice.contact import SCENES, STEPS, Reading
from tegenwind.practice.moment import SCENARIOS_MAX, Moment, Scenario
from tegenwind.vault.models import SealedRecord
from tegenwind.web import library, shelf
from tegenwind.web.readings import forms
from tegenwind.web.readings.views import ADDRESS
from tests.web.moments import case_of, moment_in
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db

FIT, GUARD, BESIDE = "moment-fit", "moment-protection", "moment-lenses"
NICKNAME = "de blauwe deur"
EVERY = [(reading, step.name) for reading, steps in STEPS.items() for step in steps]
every_step = pytest.mark.parametrize(("reading", "step"), EVERY)


def moment(owner: Human, *, word: ClientWord = "client", **fields: Any) -> tuple[int, int]:
    """The ids of a case and of a moment of it, with these fields of the moment."""
    case = case_of(owner, NICKNAME, client_word=word)
    return case, moment_in(owner, case, **fields)


def page(name: str, ids: tuple[int, int], step: str = "", **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in ({"at": step} | query if step else query).items())
    return at(name, *ids) + (f"?{asked}" if asked else "")


def post(owner: Human, name: str, ids: tuple[int, int], step: str = "", **fields: Any) -> Any:
    return owner.client.post(page(name, ids, step), {key.replace("__", "-"): value for key, value in fields.items()})


def autosave(owner: Human, name: str, ids: tuple[int, int], step: str = "", **fields: Any) -> Any:
    named = {key.replace("__", "-"): value for key, value in fields.items()}
    return owner.client.post(page(name, ids, step), named, headers={"X-Autosave": "1"})


def kept(owner: Human) -> Moment:
    (record,) = owner.kept(Moment)
    return record


def item(group: str, number: int = 0) -> str:
    readings = library.for_purpose("cases").readings
    assert readings is not None
    return readings.groups[group][number].id  # type: ignore[index]


@pytest.mark.parametrize("reading", STEPS)
def test_through_all_steps_with_words_at_each(owner: Human, reading: Reading) -> None:
    ids = moment(owner, word="pupil")
    seen: list[str] = []
    place = page(ADDRESS[reading], ids)
    while "at=" in place or not seen:
        shown = owner.client.get(place)
        assert shown.status_code == 200 and "nickname" not in place
        name = place.partition("at=")[2] or STEPS[reading][0].name
        seen.append(name)
        step = contact.step(reading, name)
        assert step is not None
        fields = {f"w-{one.rpartition('/')[2]}": f"Bij {one}." for one in step.places}
        assert all(f'name="{field}"' in text(shown) for field in fields)
        place = owner.client.post(place, fields | {"do": "on"}).headers["Location"]
    assert seen == [step.name for step in STEPS[reading]]
    assert place == at("moment", *ids)
    assert kept(owner).words == {one: f"Bij {one}." for step in STEPS[reading] for one in step.places}


@every_step
def test_at_every_step_one_can_stop_go_back_to_the_moment_and_to_the_start(
    owner: Human, reading: Reading, step: str
) -> None:
    ids, name = moment(owner), ADDRESS[reading]
    shown = owner.client.get(page(name, ids, step))
    assert NICKNAME in words(shown)
    assert "Terug naar het moment" in words(shown) and "Genoeg voor vandaag" in words(shown)
    assert "Alleen jij kunt dit lezen. Niemand leest mee." in words(shown)
    if reading == "solution":
        assert "Terug naar het begin" in words(shown)
    assert post(owner, name, ids, step, do="stop").headers["Location"] == at("home")
    assert post(owner, name, ids, step, do="moment").headers["Location"] == at("moment", *ids)
    back = {"solution": "signal" if step == "start" else "start", "protection": "protects"}[reading]
    assert post(owner, name, ids, step, do="start").headers["Location"] == page(name, ids, back)


@every_step
def test_every_step_can_be_reached_from_every_other_with_what_was_typed(
    owner: Human, reading: Reading, step: str
) -> None:
    ids, name = moment(owner), ADDRESS[reading]
    shown = text(owner.client.get(page(name, ids, step)))
    for other in STEPS[reading]:
        assert (f'value="at-{other.name}"' in shown) is (other.name != step)
        assert post(owner, name, ids, step, do=f"at-{other.name}").headers["Location"] == page(name, ids, other.name)


def test_a_step_that_is_none_is_not_there(owner: Human) -> None:
    ids = moment(owner)
    for name, step in ((FIT, "nowhere"), (FIT, "alarm"), (GUARD, "signal")):
        assert owner.client.get(page(name, ids, step)).status_code == 404
        assert owner.client.post(page(name, ids, step)).status_code == 404


def test_a_moment_of_another_case_is_not_there(owner: Human) -> None:
    (case, first), (other, _second) = moment(owner), moment(owner)
    for name in (FIT, GUARD, BESIDE):
        assert owner.get(name, case, first).status_code == 200
        assert owner.get(name, other, first).status_code == 404
        assert owner.get(name, first, case).status_code == 404


def test_what_one_guesses_and_what_one_heard_are_marked_apart(owner: Human) -> None:
    ids = moment(owner)
    first, second, third = (item("reasons", number) for number in range(3))
    here = {f"c-{one}": "1" for one in (first, second, third)}
    post(owner, FIT, ids, "reasons", **here, **{f"m-{first}": "1", f"r-{second}": "1", f"m-{third}": "1"}, do="save")
    assert (kept(owner).guessed, kept(owner).heard) == ((first, third), (second,))

    # What is not on the form stays as it was.
    post(owner, FIT, ids, "reasons", **{f"c-{first}": "1", f"r-{first}": "1"}, do="save")
    assert (kept(owner).guessed, kept(owner).heard) == ((third,), (first, second))
    assert kept(owner).head()["guessed"] == [third]


def test_ticks_of_moves_and_ways_stand_together(owner: Human) -> None:
    ids = moment(owner)
    move, way = item("moves", 1), item("ways", 2)
    post(owner, FIT, ids, "moves", **{f"c-{move}": "1", f"m-{move}": "1"}, do="on")
    post(owner, FIT, ids, "ways", **{f"c-{way}": "1", f"m-{way}": "1", f"w-{way}": "Ik bood te veel aan."}, do="on")
    assert kept(owner).tried == (move, way)
    assert kept(owner).words == {way: "Ik bood te veel aan."}
    post(owner, FIT, ids, "ways", **{f"c-{way}": "1"}, do="on")
    assert kept(owner).tried == (move,)


@pytest.mark.parametrize(("what", "says"), [("prepared", "Dit wil ik proberen"), ("met", "Dit probeerde ik")])
def test_before_a_contact_a_tick_is_a_plan(owner: Human, what: Any, says: str) -> None:
    ids = moment(owner, what=what)
    assert says in words(owner.client.get(page(FIT, ids, "moves")))


@pytest.mark.parametrize("word", CLIENT_WORDS)
def test_the_sentences_of_the_own_setting_come_first(owner: Human, word: ClientWord) -> None:
    ids = moment(owner, word=word)
    readings = library.for_purpose("cases").readings
    assert readings is not None
    one = readings.groups["moves"][0]
    usual = contact.usual_scene(word)
    assert first_said(owner, ids) == [each.text["nl"] for each in one.sentences if each.setting == usual]
    for scene in SCENES:
        answer = post(owner, FIT, ids, "moves", do=f"setting-{scene}", **{f"w-{one.id}": "Blijft staan."})
        assert answer.headers["Location"] == page(FIT, ids, "moves")
        assert kept(owner).setting == scene and kept(owner).words == {one.id: "Blijft staan."}
        assert first_said(owner, ids) == [each.text["nl"] for each in one.sentences if each.setting == scene]
    post(owner, FIT, ids, "moves", do="setting-nowhere")
    assert kept(owner).setting == SCENES[-1]


def first_said(owner: Human, ids: tuple[int, int]) -> list[str]:
    """The sentences of the first item that stand before any fold of their own."""
    found = re.search(r"Zinnen om te proberen.*?<ul>(.*?)</ul>", text(owner.client.get(page(FIT, ids, "moves"))), re.S)
    assert found
    return [html.unescape(one) for one in re.findall(r"<li>(.*?)</li>", found[1], re.S)]


@pytest.mark.parametrize("name", ["moves", "reasons", "ways", "protects"])
def test_every_item_has_its_questions_its_sentences_and_what_rather_not(owner: Human, name: str) -> None:
    ids = moment(owner)
    fit = name != "protects"
    shown = words(owner.client.get(page(FIT if fit else GUARD, ids, name)))
    readings = library.for_purpose("cases").readings
    assert readings is not None
    for one in readings.groups["protections" if not fit else name]:  # type: ignore[index]
        for line in (one.title, one.text, *(each.text for each in (*one.questions, *one.sentences, *one.avoid))):
            assert " ".join(line["nl"].split()) in shown
        assert all(each.why["nl"] in shown for each in one.avoid)


# Hindrances and scenarios, beside each other.


def test_rows_are_added_without_a_script_up_to_six(owner: Human) -> None:
    ids = moment(owner)
    place = page(FIT, ids, "hindrances")
    for number in range(SCENARIOS_MAX):
        shown = text(owner.client.get(place))
        assert f'name="w-hindrance-{number}"' in shown and f'name="w-who-{number}"' in shown
        fields = {f"w-{column}-{number}": f"{column} {number}" for column in ("hindrance", "scenario", "who")}
        place = owner.client.post(place, fields | {"do": "row"}).headers["Location"]
    shown = text(owner.client.get(place))
    assert shown.count('name="w-hindrance-') == SCENARIOS_MAX and 'value="row"' not in shown
    assert len(kept(owner).scenarios) == SCENARIOS_MAX
    assert kept(owner).scenarios[5] == Scenario(hindrance="hindrance 5", scenario="scenario 5", who="who 5")
    post(owner, FIT, ids, "hindrances", **{"w-hindrance-6": "Een te veel."}, do="save")
    assert len(kept(owner).scenarios) == SCENARIOS_MAX


def test_a_row_that_is_emptied_keeps_its_place_until_nothing_follows(owner: Human) -> None:
    ids = moment(owner)
    post(owner, FIT, ids, "hindrances", **{"w-hindrance-0": "De bus.", "w-hindrance-1": "De trap."}, do="save")
    shown = owner.client.get(page(FIT, ids, "hindrances"))
    assert typed(shown, "w-hindrance-1") == "De trap."
    empty = Scenario()
    post(owner, FIT, ids, "hindrances", **{"w-hindrance-0": ""}, do="save")
    assert kept(owner).scenarios == (empty, Scenario(hindrance="De trap."))
    post(owner, FIT, ids, "hindrances", **{"w-hindrance-1": ""}, do="save")
    assert kept(owner).scenarios == ()


@pytest.mark.parametrize("rows", ["0", "9", "-1", "x", "99999999999", "²"])
def test_a_number_of_rows_out_of_the_air_does_no_harm(owner: Human, rows: str) -> None:
    ids = moment(owner)
    shown = owner.client.get(page(FIT, ids, "hindrances", rows=rows))
    assert 3 <= text(shown).count('name="w-hindrance-') <= SCENARIOS_MAX


def test_too_much_in_a_row_is_refused_alone(owner: Human) -> None:
    ids = moment(owner)
    long = "x" * 201
    fields = {"w-hindrance-4": long, "w-scenario-0": "De telefoon."}
    answer = owner.client.post(page(FIT, ids, "hindrances", rows="5"), fields | {"do": "on"})
    assert answer.status_code == 422 and typed(answer, "w-hindrance-4") == long
    assert kept(owner).scenarios == (Scenario(scenario="De telefoon."),)


# The protection reading.


@pytest.mark.parametrize("word", CLIENT_WORDS)
def test_being_given_a_mark_is_for_who_works_with_the_young_and_folded_for_others(
    owner: Human, word: ClientWord
) -> None:
    ids = moment(owner, word=word)
    young = word in ("youngster", "pupil")
    after = post(owner, GUARD, ids, "missing", do="on").headers["Location"]
    assert after == page(GUARD, ids, "graded" if young else "say")
    shown = main(owner.client.get(page(GUARD, ids, "missing")))
    assert ("Vooral voor wie met jongeren werkt" in shown) is not young
    # Who writes there all the same has it among the steps from then on.
    there = post(owner, GUARD, ids, "graded", **{"w-graded": "Bij het rapport."}, do="on")
    assert there.headers["Location"] == page(GUARD, ids, "say")
    assert post(owner, GUARD, ids, "missing", do="on").headers["Location"] == page(GUARD, ids, "graded")


def test_from_a_mark_that_was_left_open_one_goes_on_and_back(owner: Human) -> None:
    ids = moment(owner)
    assert post(owner, GUARD, ids, "graded", do="on").headers["Location"] == page(GUARD, ids, "say")
    assert post(owner, GUARD, ids, "graded", do="previous").headers["Location"] == page(GUARD, ids, "missing")


def test_what_is_guessed_brings_its_sentences_to_say(owner: Human) -> None:
    ids = moment(owner)
    readings = library.for_purpose("cases").readings
    assert readings is not None
    one = readings.groups["protections"][2]
    before = words(owner.client.get(page(GUARD, ids, "say")))
    assert one.sentences[0].text["nl"] not in before and "brengt hier eigen zinnen mee" in before
    post(owner, GUARD, ids, "protects", **{f"c-{one.id}": "1", f"m-{one.id}": "1"}, do="on")
    assert kept(owner).protects == (one.id,)
    after = words(owner.client.get(page(GUARD, ids, "say")))
    assert all(each.text["nl"] in after for each in one.sentences)
    assert all(each.why["nl"] in after for each in one.avoid)


# Two lenses.


def test_both_readings_stand_beside_each_other_with_marks_and_words(owner: Human) -> None:
    reason, heard, guess = item("reasons"), item("reasons", 3), item("protections", 1)
    rows = (Scenario(), Scenario(hindrance="De bus.", who="De buurvrouw."))
    fields = {"solution/mandate": "Over de uren niet.", "protection/calm": "Hoog.", guess: "Ik ging te snel."}
    ids = moment(owner, guessed=(reason,), heard=(heard,), protects=(guess,), scenarios=rows, words=fields)
    shown = words(owner.get(BESIDE, *ids))
    left, _middle, right = shown.partition(library.guide("protection").title["nl"])
    readings = library.for_purpose("cases").readings
    assert readings is not None
    for part, one, mark in ((left, reason, "vermoed"), (left, heard, "hoorde"), (right, guess, "vermoed")):
        found = readings.item(one)
        assert found is not None and f"{found.title['nl']} Dit {mark} ik" in part
    assert "De bus." in left and "De buurvrouw." in left and "Over de uren niet." in left
    assert "Hoog." in right and "Ik ging te snel." in right


def test_what_each_makes_visible_is_kept_and_neither_wins(owner: Human) -> None:
    ids = moment(owner)
    shown = main(owner.get(BESIDE, *ids))
    assert shown.count("Wat laat deze lezing mij zien?") == 2
    assert library.guide("lenses").section("nl", "choose").title in shown
    answer = owner.post(BESIDE, *ids, lens_fit="Mijn rooster.", lens_guard="De koptelefoon.", ask="Wat heb je nodig?")
    assert answer.headers["Location"] == at("moment", *ids)
    record = kept(owner)
    assert (record.lens_fit, record.lens_guard) == ("Mijn rooster.", "De koptelefoon.")
    assert record.words == {"lenses/choose": "Wat heb je nodig?"}
    owner.post(BESIDE, *ids, ask="")
    assert kept(owner).words == {} and kept(owner).lens_fit == "Mijn rooster."
    for do, to in (("stop", at("home")), ("solution", at(FIT, *ids)), ("protection", at(GUARD, *ids))):
        assert owner.post(BESIDE, *ids, do=do).headers["Location"] == to


# Keeping.


def test_it_keeps_itself(owner: Human) -> None:
    ids = moment(owner)
    answer = autosave(owner, FIT, ids, "signal", **{"w-signal": "Ik zuchtte."})
    assert answer.status_code == 200 and "Bewaard om" in answer.json()["message"]
    assert kept(owner).words == {"solution/signal": "Ik zuchtte."}
    answer = owner.autosave(BESIDE, *ids, lens_fit="x" * 2001)
    assert answer.status_code == 422 and kept(owner).lens_fit == ""
    rows = owner.rows()
    assert autosave(owner, FIT, ids, "signal").status_code == 200 and owner.rows() == rows


def test_words_of_two_windows_both_stay(owner: Human) -> None:
    ids = moment(owner)
    for name, step, field in ((FIT, "loss", "w-loss-small"), (GUARD, "calm", "w-calm-with"), (BESIDE, "", "lens_fit")):
        autosave(owner, name, ids, step, **{field: "Uit het ene venster.", f"was-{field}": ""})
        answer = post(owner, name, ids, step, **{field: "Uit het andere.", f"was-{field}": "", "do": "on"})
        assert answer.status_code == 200 and "Twee vensters" in words(answer)
        assert "Uit het ene venster." in typed(answer, field) and "Uit het andere." in typed(answer, field)


def test_saved_elsewhere_in_the_same_moment_nothing_is_lost(owner: Human, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = moment(owner)
    keep = shelf.keep
    came: list[Any] = []

    def late(unlocked: Any, record: Any, **how: Any) -> Any:
        if not came:
            came.append(shelf.take(unlocked, Moment, ids[1]))
            keep(unlocked, came[0].record.model_copy(update={"place": 4}), over=came[0])
        return keep(unlocked, record, **how)

    monkeypatch.setattr(shelf, "keep", late)
    assert post(owner, FIT, ids, "signal", **{"w-signal": "Ik zuchtte."}, do="on").status_code == 302
    assert kept(owner).place == 4 and kept(owner).words == {"solution/signal": "Ik zuchtte."}


@given(
    st.dictionaries(
        st.sampled_from(["w-hindrance-0", "w-who-5", "w-hindrances", "was-w-hindrances", "was-w-who-5", "do"]),
        st.text(max_size=300),
    )
)
def test_whatever_is_posted_what_is_kept_can_be_read_again(posted: dict[str, str]) -> None:
    step = contact.step("solution", "hindrances")
    assert step is not None
    before = Moment(case=1, pack="x", digest="x", on=datetime.date(2026, 11, 2), what="met", words={"case/met": "x"})
    record = forms.read(posted, step, (), before).record
    assert Moment.model_validate_json(record.model_dump_json()) == record
    assert record.words["case/met"] == "x"


def test_too_many_words_are_refused_and_the_rest_is_kept(owner: Human) -> None:
    ids = moment(owner)
    one = item("reasons", 4)
    fields = {f"c-{one}": "1", f"m-{one}": "1", f"w-{one}": "x" * 2001, f"w-{item('reasons')}": "Past."}
    answer = owner.client.post(page(FIT, ids, "reasons"), fields | {"do": "on"})
    assert answer.status_code == 422 and typed(answer, f"w-{one}") == "x" * 2001
    assert "De rest is bewaard" in words(answer)
    assert kept(owner).guessed == (one,) and kept(owner).words == {item("reasons"): "Past."}


def test_nothing_of_it_is_readable_in_the_database(owner: Human) -> None:
    ids = moment(owner)
    post(owner, FIT, ids, "signal", **{"w-signal": "Walvis in de gang."}, do="on")
    owner.post(BESIDE, *ids, lens_guard="Walvis op de trap.")
    rows = SealedRecord.objects.values_list("body", "wrapped_key", "tag")
    assert all(b"Walvis" not in bytes(one) for row in rows for one in row if isinstance(one, (bytes, memoryview)))


def test_the_readings_speak_english_too(owner: Human) -> None:
    ids = moment(owner)
    owner.post("set_language", language="en")
    guide = library.for_purpose("cases").guide("solution")
    assert guide is not None
    assert guide.section("en", "loss").title in words(owner.client.get(page(FIT, ids, "loss")))
