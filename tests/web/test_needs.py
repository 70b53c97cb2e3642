"""The five needs: a round that keeps itself, question by question, and the rounds before it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.packs.model import Pack, Questions
from tegenwind.practice.needs import KIND, NeedAnswer, Needs
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.ids import RecordIdConverter
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(owner: Human) -> Pack:
    return library.for_purpose("needs")


@pytest.fixture
def asked(pack: Pack) -> Questions:
    assert pack.questions is not None
    return pack.questions


def of(asked: Questions, need: str, world: str) -> list[str]:
    part = asked.need(need)
    cell = part.cell(world) if part else None
    assert cell is not None
    return [one.id for one in cell.questions]


def give(owner: Human, need: str, **fields: str) -> Any:
    """Post some fields of the form of a need; ``r__id`` is the field ``r-id``."""
    return owner.client.post(at("need", need), {name.replace("__", "-", 1): value for name, value in fields.items()})


def ids(owner: Human) -> list[int]:
    return sorted(head.id for head in queries.all_heads(owner.unlocked, KIND))


def ref(record_id: int) -> str:
    return RecordIdConverter().to_url(record_id)


def key_on(page: Any) -> str:
    found = re.search(r'name="key" value="([^"]+)"', text(page))
    assert found
    return found[1]


def test_nothing_is_stored_before_the_first_answer(owner: Human, asked: Questions) -> None:
    for page in ("needs", "needs-asking"):
        assert owner.get(page).status_code == 200
    for part in asked.needs:
        assert owner.get("need", part.need).status_code == 200
        assert owner.post("need", part.need, do="next").status_code == 302
    owner.post("needs-asking", giving="  ")
    assert owner.kept(Needs) == []

    (question, *_rest) = of(asked, "support", "team")
    give(owner, "support", **{f"r-{question}": "2", f"w-{question}": "Ik belde niemand."})

    (kept,) = owner.kept(Needs)
    assert kept.answers == {question: NeedAnswer(place=2, words="Ik belde niemand.")}
    assert kept.began_on == timezone.localdate() and kept.closed_on is None


def test_a_round_is_pinned_to_the_version_it_was_begun_with(owner: Human, pack: Pack, asked: Questions) -> None:
    give(owner, "place", **{f"r-{of(asked, 'place', 'self')[0]}": "3"})

    (kept,) = owner.kept(Needs)
    assert (kept.pack, kept.digest, kept.pack_version) == (pack.id, pack.digest, pack.version)


def test_one_page_has_the_questions_of_four_worlds_with_both_ends_in_words(owner: Human, asked: Questions) -> None:
    for part in asked.needs:
        page = words(owner.get("need", part.need))
        for cell in part.cells:
            assert cell.little["nl"] in page and cell.much["nl"] in page
            assert all(one.text["nl"] in page for one in cell.questions)


def test_one_world_at_a_time_shows_that_world_and_goes_on_to_the_next(owner: Human, asked: Questions) -> None:
    part = asked.needs[1]
    first, second = part.cells[0], part.cells[1]
    page = words(owner.get("need-world", part.need, first.world))
    assert all(one.text["nl"] in page for one in first.questions)
    assert not any(one.text["nl"] in page for one in second.questions)

    on = owner.post("need-world", part.need, first.world, do="next", **{f"r__{first.questions[0].id}": "4"})

    assert on.headers["Location"] == at("need-world", part.need, second.world)
    assert owner.kept(Needs)[0].answer(first.questions[0].id).place == 4
    last = part.cells[-1].world
    assert owner.post("need-world", part.need, last, do="overview").headers["Location"] == at("needs")


@pytest.mark.parametrize("address", ["/needs/hunger/", "/needs/place/moon/", "/needs/hunger/team/"])
def test_what_is_no_need_or_world_is_not_there(owner: Human, address: str) -> None:
    assert owner.client.get(address).status_code == 404
    assert owner.client.post(address, {"do": "save"}).status_code == 404


def test_a_place_is_taken_back_and_its_words_stay(owner: Human, asked: Questions) -> None:
    one, two = of(asked, "limits", "clients")[:2]
    give(owner, "limits", **{f"r-{one}": "5", f"w-{one}": "Half tien.", f"r-{two}": "1"})

    give(owner, "limits", **{f"r-{one}": "", f"r-{two}": ""})

    assert owner.kept(Needs)[0].answers == {one: NeedAnswer(words="Half tien.")}


def test_what_another_window_gave_stays(owner: Human, asked: Questions) -> None:
    one, two = of(asked, "place", "team")[:2]
    said = owner.client.post(at("need", "place"), {f"r-{one}": "1"}, headers={"X-Autosave": "1"})
    owner.client.post(at("need", "place"), {f"r-{two}": "5"}, headers={"X-Autosave": "1"})
    owner.client.post(at("needs-asking"), {"giving": "Koffie."}, headers={"X-Autosave": "1"})

    assert said.json()["message"].startswith("Bewaard om")
    (kept,) = owner.kept(Needs)
    assert {key: answer.place for key, answer in kept.answers.items()} == {one: 1, two: 5}
    assert kept.giving == "Koffie."


def test_two_windows_that_wrote_at_one_question_both_stay(owner: Human, asked: Questions) -> None:
    (one, *_rest) = of(asked, "support", "self")
    give(owner, "support", **{f"w-{one}": "Links.", f"was-w-{one}": ""})

    answer = give(owner, "support", **{f"w-{one}": "Rechts.", f"was-w-{one}": "", "do": "next"})

    assert answer.status_code == 200 and "In een ander venster schreef je hier ook iets" in words(answer)
    kept = owner.kept(Needs)[0].answer(one).words
    assert "Links." in kept and "Rechts." in kept


def test_too_many_words_are_refused_and_the_rest_is_kept(owner: Human, asked: Questions) -> None:
    one, two = of(asked, "support", "team")[:2]

    answer = give(owner, "support", **{f"w-{one}": "x" * 2001, f"r-{one}": "2", f"r-{two}": "4", "do": "next"})

    assert answer.status_code == 422 and typed(answer, f"w-{one}") == "x" * 2001
    assert "Hier staan 2001 tekens" in words(answer)
    assert owner.kept(Needs)[0].answers == {one: NeedAnswer(place=2), two: NeedAnswer(place=4)}


@pytest.mark.parametrize("odd", ["0", "6", "-1", "genoeg", "1.5", " 2"])
def test_an_unknown_place_is_told_where_it_stands(owner: Human, asked: Questions, odd: str) -> None:
    one, two = of(asked, "support", "team")[:2]
    give(owner, "support", **{f"r-{one}": "2"})

    answer = give(owner, "support", **{f"r-{one}": odd, f"w-{one}": "Toch.", f"r-{two}": "1", "do": "next"})

    assert answer.status_code == 422 and "Deze plek kennen we niet" in words(answer)
    assert 'class="errorlist"' in main(answer).partition(f'id="l-{one}"')[0].rpartition("<fieldset")[2]
    assert owner.kept(Needs)[0].answers == {one: NeedAnswer(place=2, words="Toch."), two: NeedAnswer(place=1)}
    said = owner.client.post(at("need", "support"), {f"r-{one}": odd}, headers={"X-Autosave": "1"})
    assert said.status_code == 422 and "Deze plek" in said.json()["message"]


def test_a_question_of_another_need_or_of_none_is_left_alone(owner: Human, asked: Questions) -> None:
    give(owner, "place", **{f"r-{of(asked, 'limits', 'team')[0]}": "2", "r-no-such-question": "3", "w-x": "y"})

    assert owner.kept(Needs) == []


def test_asking_keeps_what_is_recognised_and_what_is_written(owner: Human, asked: Questions) -> None:
    belief, other = asked.beliefs[1].id, asked.beliefs[0].id
    rule = asked.rules[0].id
    compliment = asked.compliments[0].id
    form = {
        f"c-{belief}": "1", f"m-{belief}": "1", f"c-{other}": "1", f"c-{rule}": "1", f"m-{rule}": "1",
        f"w-{compliment}": "Aan Reiger, over het wachten.", "beliefs_words": "Thuis.", "rules_words": "Half zes.",
        "giving": "Tijd.", "receiving": "Soep.",
    }  # fmt: skip

    answer = owner.client.post(at("needs-asking"), form)

    assert answer.status_code == 200
    (kept,) = owner.kept(Needs)
    assert (kept.beliefs, kept.rules) == ((belief,), (rule,))
    assert kept.compliments == {compliment: "Aan Reiger, over het wachten."}
    assert (kept.beliefs_words, kept.rules_words) == ("Thuis.", "Half zes.")
    assert (kept.giving, kept.receiving) == ("Tijd.", "Soep.")

    owner.client.post(at("needs-asking"), {f"c-{belief}": "1", f"w-{compliment}": ""})

    (kept,) = owner.kept(Needs)
    assert (kept.beliefs, kept.rules, kept.compliments) == ((), (rule,), {}) and kept.giving == "Tijd."


def test_too_much_about_asking_stays_on_the_page(owner: Human, asked: Questions) -> None:
    answer = owner.post("needs-asking", giving="x" * 2001, receiving="Soep.", do="overview")

    assert answer.status_code == 422 and typed(answer, "giving") == "x" * 2001
    assert (owner.kept(Needs)[0].giving, owner.kept(Needs)[0].receiving) == ("", "Soep.")


def test_the_overview_says_where_one_looked(owner: Human, asked: Questions) -> None:
    one, two = of(asked, "support", "team")[:2]
    give(owner, "support", **{f"r-{one}": "1", f"r-{two}": "2"})

    page = owner.get("needs")

    assert ": a en b dicht bij te weinig; " in words(page)
    assert main(page).count('<svg class="needs-picture') == 2 and "te weinig" in main(page).partition("<table")[2]
    assert at("needs-round", ids(owner)[0]) in text(page)


def test_each_need_offers_its_route_and_stopping(owner: Human, pack: Pack, asked: Questions) -> None:
    for part in asked.needs:
        page = main(owner.get("need", part.need))
        assert at("route-about", pack.id, part.route) in page and "Dat was genoeg voor vandaag" in page
        assert owner.get("route-about", pack.id, part.route).status_code == 200
    assert f"{at('intention-new')}?from=needs" in main(owner.get("needs-asking"))


def test_a_new_round_closes_the_open_one_and_keeps_it(owner: Human, asked: Questions) -> None:
    (one, *_rest) = of(asked, "support", "team")
    give(owner, "support", **{f"r-{one}": "1", f"w-{one}": "Toen."})
    (first,) = ids(owner)

    assert owner.post("needs", do="new", round=ref(first)).headers["Location"] == at("needs")

    (kept,) = owner.kept(Needs)
    assert kept.closed_on == timezone.localdate() and kept.answer(one).words == "Toen."
    assert typed(owner.get("need", "support"), f"w-{one}") == ""
    assert at("needs-round", first) in text(owner.get("needs"))

    give(owner, "support", **{f"r-{one}": "4"})
    # A second click on a page that is still about the first round.
    owner.post("needs", do="new", round=ref(first))

    old, new = owner.kept(Needs)
    assert old == kept and new.closed_on is None and new.answer(one).place == 4


def test_an_earlier_round_is_laid_beside_when_asked_for(owner: Human, asked: Questions) -> None:
    (one, *_rest) = of(asked, "support", "team")
    give(owner, "support", **{f"r-{one}": "1"})
    (first,) = ids(owner)
    owner.post("needs", do="new", round=ref(first))
    give(owner, "support", **{f"r-{one}": "4"})

    assert "needs-then" not in main(owner.get("needs"))
    assert "needs-then" in main(owner.get("needs", query=f"?beside={ref(first)}"))
    for odd in ("x", "0000000000000", "zzzzzzzzzzzzz"):
        assert owner.get("needs", query=f"?beside={odd}").status_code == 404


def test_a_round_is_read_back_whole_and_only_read(owner: Human, asked: Questions) -> None:
    one, two = of(asked, "protection", "organisation")[:2]
    give(owner, "protection", **{f"r-{one}": "5", f"w-{two}": "Er stond niemand."})
    belief = asked.beliefs[0]
    owner.client.post(at("needs-asking"), {f"c-{belief.id}": "1", f"m-{belief.id}": "1", "receiving": "Een deken."})
    (record,) = ids(owner)

    page = words(owner.get("needs-round", record))

    assert "te veel" in page and "Er stond niemand." in page
    assert ": a dicht bij te veel; b heeft alleen woorden" in page
    for letter in "ab":  # The sentence speaks of them, so they are read aloud as well.
        assert f'<span class="letter">{letter}</span> ' in main(owner.get("needs-round", record))
    assert belief.text["nl"] in page and "Een deken." in page
    assert owner.post("needs-round", record, do="save").status_code == 405


def test_a_page_of_a_closed_round_starts_no_new_one_with_what_is_kept_already(owner: Human, asked: Questions) -> None:
    one, two = of(asked, "support", "team")[:2]
    key = key_on(owner.get("need", "support"))
    form = {"key": key, f"r-{one}": "1", f"w-{one}": "Ik belde niemand.", f"was-w-{one}": ""}
    owner.client.post(at("need", "support"), form, headers={"X-Autosave": "1"})
    owner.post("needs", do="new", round=ref(ids(owner)[0]))

    late = owner.client.post(at("need", "support"), form | {f"w-{one}": "Ik belde"}, headers={"X-Autosave": "1"})

    assert late.status_code == 200 and "Deze ronde is afgesloten" in late.json()["message"]
    assert len(owner.kept(Needs)) == 1

    news = form | {f"w-{one}": "Ik belde niemand. Of toch.", f"r-{two}": "3"}
    said = owner.client.post(at("need", "support"), news, headers={"X-Autosave": "1"})

    assert "in de ronde die nu open is" in said.json()["message"]
    old, new = owner.kept(Needs)
    assert old.answers == {one: NeedAnswer(place=1, words="Ik belde niemand.")}
    assert new.answers == {one: NeedAnswer(words="Ik belde niemand. Of toch."), two: NeedAnswer(place=3)}


def test_who_goes_on_from_a_page_of_a_closed_round_is_told_first(owner: Human, asked: Questions) -> None:
    one, two = of(asked, "support", "team")[:2]
    key = key_on(owner.get("need", "support"))
    owner.client.post(at("need", "support"), {"key": key, f"r-{one}": "1"})
    owner.post("needs", do="new", round=ref(ids(owner)[0]))

    told = owner.client.post(at("need", "support"), {"key": key, f"r-{two}": "5", "do": "next"})
    assert told.status_code == 200 and "in de ronde die nu open is" in words(told)
    again = owner.client.post(at("need", "support"), {"key": key, f"r-{one}": "1", "do": "next"})
    assert again.status_code == 302

    old, new = owner.kept(Needs)
    assert (list(old.answers), list(new.answers)) == ([one], [two])


def test_what_a_closed_round_recognised_is_not_taken_along(owner: Human, asked: Questions) -> None:
    belief, other = asked.beliefs[0].id, asked.beliefs[1].id
    form = {"key": key_on(owner.get("needs-asking")), f"c-{belief}": "1", f"m-{belief}": "1", "giving": "Tijd."}
    owner.client.post(at("needs-asking"), form)
    owner.post("needs", do="new", round=ref(ids(owner)[0]))

    owner.client.post(at("needs-asking"), form | {f"c-{other}": "1", f"m-{other}": "1", "receiving": "Soep."})

    old, new = owner.kept(Needs)
    assert (old.beliefs, old.giving, old.receiving) == ((belief,), "Tijd.", "")
    assert (new.beliefs, new.giving, new.receiving) == ((other,), "", "Soep.")


def test_no_page_gives_a_total_or_an_average(owner: Human, asked: Questions) -> None:
    """Ten questions at one place: no figure anywhere that the texts of the pack do not hold themselves."""
    fields = {f"r-{one.id}": "1" for cell in asked.needs[0].cells for one in cell.questions}
    give(owner, "place", **fields)
    for page in (owner.get("needs"), owner.get("need", "place"), owner.get("needs-round", ids(owner)[0])):
        said = re.sub(r"\d{1,2} \w+ \d{4}|Bewaard om \d\d:\d\d", "", words(page))
        texts = library.for_purpose("needs").model_dump_json()
        assert [figure for figure in re.findall(r"\b\d+\b", said) if figure not in texts] == []


def test_nobody_else_sees_it(owner: Human, asked: Questions, people: Any) -> None:
    give(owner, "place", **{f"r-{of(asked, 'place', 'self')[0]}": "3"})
    (record,) = ids(owner)

    assert people.mate.get("needs-round", record).status_code == 404
    assert people.mate.get("needs", query=f"?beside={ref(record)}").status_code == 404
    people.mate.post("needs", do="new", round=ref(record))
    assert owner.kept(Needs)[0].closed_on is None
    assert people.outsider.get("needs-round", record).headers["Location"].startswith("/sign-in/")


def test_it_can_be_erased(owner: Human, asked: Questions) -> None:
    give(owner, "place", **{f"r-{of(asked, 'place', 'self')[0]}": "3"})

    assert at("erase-one", "needs", ids(owner)[0]) in text(owner.get("needs-round", ids(owner)[0]))
    assert owner.get("erase-one", "needs", ids(owner)[0]).status_code == 200


def test_it_speaks_english(owner: Human, asked: Questions) -> None:
    owner.post("set_language", language="en")

    page = words(owner.get("need", "support"))

    part = asked.need("support")
    assert part is not None and part.cells[0].little["en"] in page
