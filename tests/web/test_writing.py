"""Guided writing: each step may be skipped and may be the last, and one's own history offers company first."""

from __future__ import annotations

import pytest

from tegenwind.practice.writing import History, Omnipotence
from tegenwind.web import library
from tests.web.people import Human, at, main, record_in, text, typed, words

pytestmark = pytest.mark.django_db

STEPS = [step for step in Omnipotence.STEPS if step != "back"]


def begun(owner: Human, **fields: str) -> int:
    return record_in(owner.post("omnipotence", **fields).headers["Location"])


def history(owner: Human, company: str = "with-someone") -> int:
    return record_in(owner.post("history", company=company).headers["Location"])


def test_through_all_steps_with_words_at_each(owner: Human) -> None:
    writing = begun(owner)
    place = at("omnipotence-step", writing, "whole")
    for step in STEPS:
        assert place == at("omnipotence-step", writing, step)
        assert library.guide("omnipotence").section("nl", step).title in words(owner.client.get(place))
        place = owner.post("omnipotence-step", writing, step, do="on", words=f"Bij {step}.").headers["Location"]
    assert place == at("omnipotence-step", writing, "back")
    back = owner.client.get(place)
    assert words(back).count("Dat was genoeg voor vandaag") == 1 and at("help-now") in main(back)

    (kept,) = owner.kept(Omnipotence)
    assert kept.words == {step: f"Bij {step}." for step in STEPS}
    page = words(owner.get("omnipotence-written", writing))
    assert all(f"Bij {step}." in page for step in STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_it_can_stop_at_every_step_and_is_kept(owner: Human, step: str) -> None:
    writing = begun(owner)
    answer = owner.post("omnipotence-step", writing, step, do="stop", words="Tot hier.")

    assert answer.headers["Location"] == at("home")
    assert owner.kept(Omnipotence)[0].words == {step: "Tot hier."}
    assert owner.post("omnipotence-step", writing, step, do="back").headers["Location"] == at(
        "omnipotence-step", writing, "back"
    )


def test_a_step_back_and_from_the_first_nowhere_further(owner: Human) -> None:
    writing = begun(owner)
    assert owner.post("omnipotence-step", writing, "asked", do="previous").headers["Location"] == at(
        "omnipotence-step", writing, "whole"
    )
    assert "Een stap terug" not in words(owner.get("omnipotence-step", writing, "whole"))


def test_begun_twice_from_one_page_is_one(owner: Human) -> None:
    assert begun(owner, key="page") == begun(owner, key="page")
    assert begun(owner, key="other") != begun(owner, key="page")
    assert len(owner.kept(Omnipotence)) == 2


def test_the_list_shows_no_words(owner: Human) -> None:
    writing = begun(owner)
    owner.post("omnipotence-step", writing, "lack", do="stop", words="Dat hij alleen stierf.")

    page = words(owner.get("omnipotence"))

    assert "Dat hij alleen stierf." not in page
    assert library.guide("omnipotence").section("nl", "lack").title in page


def test_the_two_texts_stand_beside_it(owner: Human) -> None:
    page = words(owner.get("omnipotence"))
    guide = library.guide("omnipotence")
    assert guide.section("nl", "spiral").title in page and guide.section("nl", "strong").title in page


def test_words_of_two_windows_both_stay(owner: Human) -> None:
    writing = begun(owner)
    page = at("omnipotence-step", writing, "whole")
    owner.client.post(page, {"words": "Uit het ene venster.", "was-words": ""}, headers={"X-Autosave": "1"})
    answer = owner.client.post(page, {"words": "Uit het andere.", "was-words": "", "do": "on"})

    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    kept = owner.kept(Omnipotence)[0].words["whole"]
    assert "Uit het ene venster." in kept and "Uit het andere." in kept


def test_too_many_words_are_refused_and_stay_on_the_page(owner: Human) -> None:
    writing = begun(owner)
    answer = owner.post("omnipotence-step", writing, "whole", words="x" * 4001, do="on")
    assert answer.status_code == 422 and typed(answer, "words") == "x" * 4001
    assert owner.kept(Omnipotence)[0].words == {}


def test_kept_without_going_on(owner: Human) -> None:
    """Where no script keeps the words, there is a button that does."""
    writing = begun(owner)
    place = at("omnipotence-step", writing, "lack")
    assert 'value="save"' in main(owner.client.get(place))

    assert owner.post("omnipotence-step", writing, "lack", do="save", words="Dat.").headers["Location"] == place

    assert typed(owner.client.get(place), "words") == "Dat." and "Bewaard." in words(owner.client.get(place))


@pytest.mark.parametrize("name", ["spiral", "company", "nowhere"])
def test_what_is_no_step_is_not_there(owner: Human, name: str) -> None:
    writing = begun(owner)
    assert owner.get("omnipotence-step", writing, name).status_code == 404


# One's own history.


def test_company_comes_before_the_first_word(owner: Human) -> None:
    page = main(owner.get("history"))
    offered = ["with-someone", "after", "not-now", "alone"]
    places = [page.index(f'value="{choice}"') for choice in offered]

    assert places == sorted(places)
    assert "<textarea" not in page and at("help-now") in page


def test_not_now_keeps_nothing(owner: Human) -> None:
    assert owner.post("history", company="not-now").headers["Location"] == at("nothing")
    assert owner.kept(History) == []


def test_without_a_choice_nothing_begins(owner: Human) -> None:
    answer = owner.post("history")
    assert answer.status_code == 422 and "Niet nu is ook een keus" in words(answer)
    assert owner.kept(History) == []


@pytest.mark.parametrize("company", ["with-someone", "after", "alone"])
def test_it_begins_with_what_was_chosen(owner: Human, company: str) -> None:
    writing = history(owner, company)
    place = at("history-step", writing, "why")
    seen = []
    while not place.endswith("/back/"):
        page = owner.client.get(place)
        seen.append(place.rstrip("/").rpartition("/")[2])
        assert 'value="back"' in text(page) and 'value="stop"' in text(page)
        place = owner.client.post(place, {"do": "on", "words": "Iets."}).headers["Location"]
    (kept,) = owner.kept(History)
    assert kept.company == company and seen == ["why", "touches", "known"] == list(kept.words)
    back = owner.client.get(place)
    assert main(back).count(f'href="{at("help-now")}"') == 1 and words(back).count("Dat was genoeg voor vandaag") == 1


def test_no_other_page_proposes_it(owner: Human) -> None:
    """The way to it is one small line under the other writing; no card, no next step, nothing on Vandaag."""
    for page in ("home", "balance", "signals", "reflection", "routes", "spoken", "needs", "self-care", "support"):
        assert at("history") not in main(owner.get(page)), page
    writing = begun(owner)
    for step in Omnipotence.STEPS:
        assert at("history") not in main(owner.get("omnipotence-step", writing, step))
    assert main(owner.get("omnipotence")).count(f'"{at("history")}"') == 1
