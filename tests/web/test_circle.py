"""The circle: three questions that may each stay open, linked to what counts; left at any word, and gone on from."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tegenwind.practice.circle import QUESTIONS, Circle
from tegenwind.practice.tension import Tension
from tegenwind.practice.values import OwnValue, Values
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tests.web.dissenting import circle_of, tension_of
from tests.web.people import Human, at, main, record_in, typed, words

pytestmark = pytest.mark.django_db


def one(owner: Human) -> Circle:
    (kept,) = owner.kept(Circle)
    return kept


def at_hand(owner: Human) -> list[int]:
    return [head.id for head in queries.pinned(owner.unlocked, "circle")]


def tick(*values: str, of: tuple[str, ...] = ()) -> dict[str, str]:
    """The fields of a form on which these values are ticked, and those of ``of`` are not."""
    shown = {f"c-{value}": "1" for value in (*values, *of)}
    return shown | {f"m-{value}": "1" for value in values}


def test_each_question_with_its_help_folded_and_none_of_them_asked_for(owner: Human) -> None:
    circle = circle_of(owner)
    page, guide = main(owner.get("circle", circle)), library.guide("circle")
    for name in QUESTIONS:
        section = guide.section("nl", name)
        assert section.title in page and f'name="w-{name}"' in page
    assert page.count("<summary>Om verder te kijken") == len(QUESTIONS) + 1
    assert at("serious") in page
    assert not re.search(r"(?i)verplicht|nog niet af|onaf|te laat", words(owner.get("circle", circle)))

    kept = owner.rows()
    assert owner.post("circle", circle, do="stop").headers["Location"] == at("home")
    assert owner.rows() == kept


@pytest.mark.parametrize("name", QUESTIONS)
def test_one_answer_is_enough_and_it_keeps_itself(owner: Human, name: str) -> None:
    circle = circle_of(owner)
    answer = owner.autosave("circle", circle, **{f"w-{name}": "Ik vraag het liever."})
    assert "Bewaard om" in answer.json()["message"]
    assert one(owner).words == {name: "Ik vraag het liever."}
    assert at_hand(owner) == [circle]
    assert "Ik vraag het liever." in words(owner.get("acts"))


def test_words_of_two_windows_both_stay_and_too_many_are_refused(owner: Human) -> None:
    circle = circle_of(owner)
    owner.autosave("circle", circle, **{"w-who": "Het ene.", "was-w-who": ""})
    met = owner.post("circle", circle, **{"w-who": "Het andere.", "was-w-who": "", "do": "act"})
    assert met.status_code == 200 and "Twee vensters" in words(met)
    assert "Het ene." in one(owner).words["who"] and "Het andere." in one(owner).words["who"]
    refused = owner.post("circle", circle, **{"w-who": "x" * 2001, "do": "rest"})
    assert refused.status_code == 422 and typed(refused, "w-who") == "x" * 2001
    assert at_hand(owner) == [circle]


def test_values_one_named_stand_in_front_and_one_of_ones_own_is_kept_with_its_word(owner: Human) -> None:
    pack = library.for_purpose("dissent")
    sorted_out = Values(
        pack=pack.id,
        digest=pack.digest,
        began_on=timezone.localdate(),
        settled_on=timezone.localdate(),
        own=(OwnValue(id="own-moaie", words="Moaie dinge dwaan"),),
        chosen=("own-moaie", "waarde-trouw"),
        key="k",
    )
    shelf.keep(owner.unlocked, sorted_out)
    circle = circle_of(owner)
    front = main(owner.get("circle", circle)).partition("Andere woorden")[0]
    assert "Moaie dinge dwaan" in front and 'name="m-waarde-trouw"' in front and 'name="m-waarde-moed"' not in front

    owner.post("circle", circle, **tick("own-moaie", "waarde-moed"), **{"w-own-word": "Stilte"})
    kept = one(owner)
    assert kept.values == ("waarde-moed",)
    assert {one.words for one in kept.own} == {"Moaie dinge dwaan", "Stilte"}
    owner.post("circle", circle, **tick(of=("own-moaie", "waarde-moed")), **{"w-own-word": ""})
    assert (one(owner).values, one(owner).own) == ((), ())


def test_of_two_windows_each_changes_only_what_was_ticked_in_it(owner: Human) -> None:
    circle = circle_of(owner)
    owner.autosave("circle", circle, **tick("waarde-moed"))
    owner.autosave("circle", circle, **tick("waarde-rust"))
    assert one(owner).values == ("waarde-moed", "waarde-rust")
    owner.autosave("circle", circle, **tick(of=("waarde-moed",)))
    assert one(owner).values == ("waarde-rust",)


def test_a_sixth_value_is_told_and_nothing_that_was_ticked_is_lost(owner: Human) -> None:
    circle, acts = circle_of(owner), library.for_purpose("dissent").acts
    assert acts
    six = [value.id for value in acts.values[:6]]
    owner.post("circle", circle, **tick(*six[:5]))
    refused = owner.post("circle", circle, **tick(*six), do="act")
    assert refused.status_code == 422 and "Er passen er vijf." in words(refused)
    ticked = re.findall(r'name="m-([a-z-]+)" value="1" checked', main(refused))
    assert set(ticked) == set(six)
    assert one(owner).values == tuple(six[:5])
    own = owner.post("circle", circle, **{"w-own-word": "Stilte"})
    assert own.status_code == 422 and typed(own, "w-own-word") == "Stilte"


def test_what_is_no_value_is_not_kept(owner: Human) -> None:
    circle = circle_of(owner)
    owner.post("circle", circle, **tick("waarde-die-niet-bestaat", "../x"))
    assert (one(owner).values, one(owner).own) == ((), ())


@pytest.mark.parametrize(
    ("do", "place"),
    [
        ("rest", "dissent"),
        ("intention", "intention-new"),
        ("team", "intention-new"),
        ("organisation", "intention-new"),
    ],
)
def test_it_goes_on_or_rests_and_lies_no_longer_at_hand(owner: Human, do: str, place: str) -> None:
    circle = circle_of(owner)
    assert at_hand(owner) == [circle]
    where = owner.post("circle", circle, **{"w-who": "Ik ben hier drie weken.", "do": do}).headers["Location"]
    assert where.startswith(at(place))
    if do in ("team", "organisation"):
        assert where.endswith(f"?who={do}")
    assert at_hand(owner) == [] and one(owner).words == {"who": "Ik ben hier drie weken."}
    # It can be taken up again at any time.
    assert "Ik ben hier drie weken." in words(owner.get("acts"))
    assert owner.get("circle", circle).status_code == 200


def test_begun_with_a_tension_it_shows_its_words_and_can_be_taken_back(owner: Human) -> None:
    tension = tension_of(owner, "Iedereen knikte. Ik ook.")
    number = at("tension", tension).rstrip("/").rpartition("/")[2]
    places = {owner.post("circle-new", tension=number, key="k").headers["Location"] for _time in range(2)}
    assert len(places) == 1
    circle = record_in(places.pop())
    page = owner.get("circle", circle)
    assert "Iedereen knikte. Ik ook." in words(page) and at("tension", tension) in main(page)
    assert shelf.take(owner.unlocked, Tension, tension).record.became == "circle"

    owner.post("circle", circle, do="not")
    assert owner.kept(Circle) == [] and shelf.take(owner.unlocked, Tension, tension).record.became is None


def test_a_circle_with_words_is_not_thrown_away(owner: Human) -> None:
    circle = circle_of(owner)
    owner.post("circle", circle, **{"w-situation": "Er stonden drie mensen met jassen aan.", "do": "not"})
    assert one(owner).words
    assert 'value="not"' not in main(owner.get("circle", circle))


def test_when_its_tension_goes_the_circle_stays(owner: Human) -> None:
    tension = tension_of(owner)
    circle = circle_of(owner, tension)
    owner.post("erase-one", "tension", tension)
    assert one(owner).tension is None and owner.get("circle", circle).status_code == 200


def test_nobody_begins_with_the_tension_of_another(owner: Human) -> None:
    mate = Human.join("Sam")
    number = at("tension", tension_of(owner)).rstrip("/").rpartition("/")[2]
    assert mate.post("circle-new", tension=number, key="k").status_code == 404
    assert mate.kept(Circle) == []
    assert owner.kept(Tension)[0].became is None
