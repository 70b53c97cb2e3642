"""A repair, step by step, and beside it one's own reaction: each may stay empty, and each may be the last."""

from __future__ import annotations

import pytest

from tegenwind.practice.moment import Moment
from tegenwind.web import library
from tegenwind.web.cases.repairing import REACTION, STEPS
from tests.web.moments import moment_of
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db

SENTENCE = "Ik was al bij stap vier en jij nog bij de deur."


def step(owner: Human, ids: tuple[int, int], name: str, **fields: str) -> str:
    """Post a step; where it leads."""
    answer = owner.client.post(at("moment-repair", *ids) + f"?at={name}", fields)
    assert answer.status_code == 302, text(answer)
    return str(answer.headers["Location"])


@pytest.mark.parametrize("order", [STEPS, REACTION], ids=["repair", "reaction"])
def test_through_all_steps_with_words_at_each(owner: Human, order: tuple[str, ...]) -> None:
    ids = moment_of(owner)
    here = at("moment-repair", *ids)
    place = f"{here}?at={order[0]}"
    for name in order:
        assert place == f"{here}?at={name}"
        page = words(owner.client.get(place))
        assert library.guide("repair").section("nl", name).title in page
        place = step(owner, ids, name, words=f"Bij {name}.", do="on")
    assert place == here

    (kept,) = owner.kept(Moment)
    assert kept.words == {f"repair/{name}": f"Bij {name}." for name in order}
    page = words(owner.client.get(here))
    assert all(f"Bij {name}." in page for name in order)


def test_through_all_steps_without_a_word(owner: Human) -> None:
    ids = moment_of(owner)
    before = owner.rows()
    for name in (*STEPS, *REACTION):
        step(owner, ids, name, words="", do="on")
    assert owner.rows() == before


@pytest.mark.parametrize("name", [*STEPS, *REACTION])
def test_it_can_stop_at_every_step_and_is_kept(owner: Human, name: str) -> None:
    ids = moment_of(owner)
    page = owner.get("moment-repair", *ids, query=f"?at={name}")
    assert 'value="stop"' in text(page) and 'value="moment"' in text(page)

    assert step(owner, ids, name, do="stop", words="Tot hier.") == at("home")
    assert owner.kept(Moment)[0].words == {f"repair/{name}": "Tot hier."}
    assert step(owner, ids, name, do="moment") == at("moment", *ids)
    assert step(owner, ids, name, do="all") == at("moment-repair", *ids)


def test_a_step_back_and_from_the_first_nowhere_further(owner: Human) -> None:
    ids = moment_of(owner)
    here = at("moment-repair", *ids)
    assert step(owner, ids, "do", do="previous") == f"{here}?at=aloud"
    assert step(owner, ids, "prepare", do="previous") == here
    assert "Een stap terug" not in words(owner.get("moment-repair", *ids, query="?at=prepare"))


def test_the_own_sentence_stands_where_it_is_said_aloud_and_folded_where_it_is_done(owner: Human) -> None:
    ids = moment_of(owner, words={"repair/prepare": SENTENCE, "repair/from-now": "Ik wacht."})

    aloud = main(owner.get("moment-repair", *ids, query="?at=aloud"))
    assert SENTENCE in aloud.partition("<form")[0] and SENTENCE not in aloud.partition("<details")[2]
    doing = main(owner.get("moment-repair", *ids, query="?at=do"))
    assert SENTENCE in doing.partition("<details")[2].partition("</details>")[0]
    back = main(owner.get("moment-repair", *ids, query="?at=look-back"))
    assert "Ik wacht." in back.partition("<details")[2].partition("</details>")[0]


def test_saying_it_aloud_records_nothing(owner: Human) -> None:
    page = owner.get("moment-repair", *moment_of(owner), query="?at=aloud")
    assert "<audio" not in text(page) and "<video" not in text(page)
    assert "Hier wordt niets opgenomen." in words(page)


def test_one_goes_on_at_the_first_step_without_words(owner: Human) -> None:
    assert "?at=prepare" in _primary(owner, moment_of(owner))
    assert "?at=aloud" in _primary(owner, moment_of(owner, words={"repair/prepare": SENTENCE}))
    assert "?at=look-back" in _primary(owner, moment_of(owner, words={f"repair/{name}": "x" for name in STEPS}))


def _primary(owner: Human, ids: tuple[int, int]) -> str:
    return main(owner.get("moment-repair", *ids)).partition('class="button primary')[2].partition(">")[0]


def test_it_keeps_itself_and_leaves_the_rest_of_the_moment(owner: Human) -> None:
    ids = moment_of(owner, words={"case/met": "Het liep stroef."})
    page = at("moment-repair", *ids) + "?at=mine"
    answer = owner.client.post(page, {"words": "Mijn oren gloeien."}, headers={"X-Autosave": "1"})

    assert answer.status_code == 200 and "Bewaard om" in answer.json()["message"]
    assert owner.kept(Moment)[0].words == {"case/met": "Het liep stroef.", "repair/mine": "Mijn oren gloeien."}
    owner.client.post(page, {"words": ""}, headers={"X-Autosave": "1"})
    assert owner.kept(Moment)[0].words == {"case/met": "Het liep stroef."}


def test_words_of_two_windows_both_stay(owner: Human) -> None:
    page = at("moment-repair", *moment_of(owner)) + "?at=hold"
    owner.client.post(page, {"words": "Uit het ene.", "was-words": ""}, headers={"X-Autosave": "1"})
    answer = owner.client.post(page, {"words": "Uit het andere.", "was-words": "", "do": "on"})

    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    kept = owner.kept(Moment)[0].words["repair/hold"]
    assert "Uit het ene." in kept and "Uit het andere." in kept


def test_too_many_words_are_refused_and_stay_on_the_page(owner: Human) -> None:
    page = at("moment-repair", *moment_of(owner)) + "?at=trust"
    answer = owner.client.post(page, {"words": "x" * 2001, "do": "on"})
    assert answer.status_code == 422 and typed(answer, "words") == "x" * 2001
    assert owner.client.post(page, {"words": "x" * 2001}, headers={"X-Autosave": "1"}).status_code == 422
    assert owner.kept(Moment)[0].words == {}


def test_what_is_no_step_is_not_there(owner: Human) -> None:
    ids = moment_of(owner)
    for name in ("seat", "niets", "../prepare"):
        assert owner.get("moment-repair", *ids, query=f"?at={name}").status_code == 404
    before = owner.rows()
    assert owner.post("moment-repair", *ids, words="x").headers["Location"] == at("moment-repair", *ids)
    assert owner.rows() == before
