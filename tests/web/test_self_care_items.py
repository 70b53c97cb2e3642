"""What weighs and what carries (B of the plan): added, taken away and put back, and nothing typed at either side is lost."""

from __future__ import annotations

import html
import json
import re

import pytest

from tegenwind.practice.self_care import (
    ITEM_MAX,
    ITEMS_MAX,
    SIDES,
    TOPICS,
    Item,
    SelfCare,
    topic_word,
)
from tegenwind.web import shelf
from tegenwind.wording import wording
from tests.web.markup import said
from tests.web.people import Human, main, text, words
from tests.web.planning import add, field, hidden, open_id, plan, plans, put

pytestmark = pytest.mark.django_db


def test_things_are_added_and_taken_away_one_at_a_time(owner: Human) -> None:
    assert add(owner, "weighs", "Zeven gezinnen", weight="3", topic="caseload") == 302
    assert add(owner, "carries", "Koffie met\r\n Reiger", weight="", topic="people") == 302
    assert add(owner, "carries", "De tuin") == 302
    one = plan(owner)
    assert [(item.words, item.weight, item.topic) for item in one.weighs] == [("Zeven gezinnen", 3, "caseload")]
    assert [(item.words, item.weight, item.topic) for item in one.carries] == [
        ("Koffie met Reiger", None, "people"),
        ("De tuin", None, "other"),
    ]
    owner.post("self-care-items", do=f"away-{one.carries[0].id}")
    assert [item.words for item in plan(owner).carries] == ["De tuin"] and len(plan(owner).weighs) == 1
    owner.post("self-care-items", do=f"away-{one.carries[0].id}")
    owner.post("self-care-items", do="away-niets")
    assert len(plan(owner).carries) == 1


@pytest.mark.parametrize("page", ["self-care", "self-care-items"])
def test_both_sides_beside_each_other_in_words_and_no_sum(owner: Human, page: str) -> None:
    for number, weight in enumerate(("3", "3", "2", "1")):
        add(owner, "weighs", f"Last {'abcd'[number]}", weight=weight, topic=TOPICS[number])
    add(owner, "carries", "Koffie", weight="1")
    shown = main(owner.get(page))
    assert (
        shown.index('id="side-weighs"')
        < shown.index("Last a")
        < shown.index('id="side-carries"')
        < shown.index("Koffie")
    )
    told = words(owner.get(page))
    assert f"veel · {topic_word(TOPICS[0], wording('nl'))}" in told and "een beetje" in told and "best wat" in told
    picture = said("<main" + shown, only="two sides")
    assert not re.search(r"\d", picture), "no figure, no total, no difference"
    assert not re.search(r"balans|evenwicht|zwaarder dan|meer dan|verschil|totaal|samen", picture, re.IGNORECASE)


def test_the_same_form_twice_is_one_thing_and_each_side_has_its_own(owner: Human) -> None:
    key = hidden(owner.get("self-care-items"), "key")
    for side in ("weighs", "weighs", "carries"):
        add(owner, side, "De dienst op zondag", key=key)
    assert (len(plan(owner).weighs), len(plan(owner).carries)) == (1, 1)
    assert hidden(owner.get("self-care-items"), "key") != key


@pytest.mark.parametrize(
    ("what", "told"),
    [("", "Schrijf nog op"), ("  ", "Schrijf nog op"), ("a" * (ITEM_MAX + 1), f"{ITEM_MAX + 1} tekens")],
)
@pytest.mark.parametrize("side", SIDES)
def test_what_cannot_be_is_said_at_its_own_side(owner: Human, side: str, what: str, told: str) -> None:
    across = SIDES[1 - SIDES.index(side)]
    there = {f"words-{across}": "Half ge", f"weight-{across}": "3", f"topic-{across}": "home"}
    answer = put(owner, side, what, weight="2", topic="roles", **there)
    assert answer.status_code == 422 and told in words(answer) and plans(owner) == []
    form, other = part(answer, side), part(answer, across)
    assert field(answer, f"words-{side}") == what and 'value="2" checked' in form and 'value="roles" selected' in form
    assert field(answer, f"words-{across}") == "Half ge"
    assert 'value="3" checked' in other and 'value="home" selected' in other
    assert "aria-invalid" in form and "aria-invalid" not in other


def part(answer: object, side: str) -> str:
    """The HTML of the fields of one side."""
    return text(answer).partition(f'aria-labelledby="add-{side}"')[2].partition('class="reads"')[0]


HALF = {
    "words-weighs": 'Half "weegt',
    "weight-weighs": "3",
    "topic-weighs": "roles",
    "words-carries": "Half draagt",
    "weight-carries": "1",
    "topic-carries": "home",
}


@pytest.mark.parametrize("button", ["add-weighs", "add-carries", "away", "back", "enter"])
def test_what_is_typed_at_either_side_outlives_every_button(owner: Human, button: str) -> None:
    add(owner, "weighs", "De dienst op zondag", weight="2")
    (one,) = plan(owner).weighs
    gone = hidden(owner.get("self-care-items"), "item")
    if button == "back":
        owner.post("self-care-items", do=f"away-{one.id}")
    do = {"away": f"away-{one.id}", "back": f"back-{one.id}", "enter": "add"}.get(button, button)
    answer = owner.post("self-care-items", do=do, gone=gone if button == "back" else "", **HALF)
    assert answer.status_code == (422 if button == "enter" else 200)
    now = plan(owner)
    for side, there in (("weighs", now.weighs), ("carries", now.carries)):
        if button == f"add-{side}":
            assert (there[-1].words, there[-1].weight, there[-1].topic) == (
                HALF[f"words-{side}"],
                int(HALF[f"weight-{side}"]),
                HALF[f"topic-{side}"],
            )
            assert field(answer, f"words-{side}") == "" and "nog niet bewaard" not in part(answer, side)
            continue
        assert not any(item.words == HALF[f"words-{side}"] for item in there)
        assert field(answer, f"words-{side}") == HALF[f"words-{side}"] and "nog niet bewaard" in part(answer, side)
        assert f'value="{HALF[f"weight-{side}"]}" checked' in part(answer, side)
        assert f'value="{HALF[f"topic-{side}"]}" selected' in part(answer, side)
    assert ("De dienst op zondag" in [item.words for item in now.weighs]) == (button != "away")
    assert "data-unkept" in text(answer) and "data-unkept" not in text(owner.get("self-care-items"))


def test_the_next_thing_from_a_page_that_followed_is_another_one(owner: Human) -> None:
    first = owner.get("self-care-items")
    for _time in range(2):
        answer = put(owner, "weighs", "Een", key=hidden(first, "key"), **{"words-carries": "Koffie"})
    put(owner, "weighs", "Twee", key=hidden(answer, "key"), **{"words-carries": "Koffie"})
    # Changed on its page before the answer came: other words are something else, and twice is still once.
    for _time in range(2):
        put(owner, "weighs", "Drie", key=hidden(first, "key"))
    assert [item.words for item in plan(owner).weighs] == ["Een", "Twee", "Drie"] and not plan(owner).carries


def test_what_was_taken_away_can_be_put_back_where_it_was(owner: Human) -> None:
    for what in ("Een", 'Twee <b>"', "Drie"):
        add(owner, "carries", what, weight="2", topic="home")
    before, page = plan(owner).carries, owner.get("self-care-items")
    items = [html.unescape(one) for one in re.findall(r'name="item" value="([^"]*)"', text(page))]
    assert len(items) == 3
    away = {"do": f"away-{before[1].id}", "item": items}
    for _time in range(2):  # Twice on the same button: the second answer offers it too.
        answer = owner.post("self-care-items", **away)
        assert answer.status_code == 200 and "Zet het terug" in words(answer)
    assert [item.words for item in plan(owner).carries] == ["Een", "Drie"]
    rows = owner.rows()
    back = {"do": f"back-{before[1].id}", "gone": hidden(answer, "gone")}
    assert owner.post("self-care-items", do="add", gone=back["gone"]).status_code == 422
    assert owner.rows() == rows, "what can be put back is kept nowhere"
    for _time in range(2):
        assert owner.post("self-care-items", **back).status_code == 302
    assert plan(owner).carries == before
    assert "Zet het terug" not in words(owner.get("self-care-items"))


def test_more_than_one_thing_can_be_put_back(owner: Human) -> None:
    add(owner, "weighs", "Een")
    add(owner, "carries", "Twee")
    one, two = plan(owner).weighs[0], plan(owner).carries[0]
    first = owner.post("self-care-items", do=f"away-{one.id}")
    second = owner.post("self-care-items", do=f"away-{two.id}", gone=hidden(first, "gone"))
    assert words(second).count("Zet het terug") == 2
    gone = [html.unescape(found) for found in re.findall(r'name="gone" value="([^"]*)"', text(second))]
    third = owner.post("self-care-items", do=f"back-{one.id}", gone=gone)
    assert words(third).count("Zet het terug") == 1 and plan(owner).weighs == (one,) and not plan(owner).carries


@pytest.mark.parametrize(
    "gone",
    [
        "",
        "{}",
        "niets",
        '{"side": "nergens"}',
        json.dumps({"side": "weighs", "at": 0, "item": {"id": "x", "words": " "}}),
    ],
)
def test_what_cannot_be_put_back_is_let_be(owner: Human, gone: str) -> None:
    add(owner, "weighs", "Een")
    assert owner.post("self-care-items", do="back-x", gone=gone).status_code == 302
    assert [item.words for item in plan(owner).weighs] == ["Een"]


def test_put_back_where_nothing_fits_any_more_stays_on_the_page(owner: Human) -> None:
    add(owner, "weighs", "Eén ding")
    gone = hidden(owner.get("self-care-items"), "item")
    mine = shelf.take(owner.unlocked, SelfCare, open_id(owner))
    full = tuple(Item(id=str(number), words="Nog iets") for number in range(ITEMS_MAX))
    shelf.keep(owner.unlocked, mine.record.model_copy(update={"weighs": full}), over=mine)
    answer = owner.post("self-care-items", do=f"back-{mine.record.weighs[0].id}", gone=gone)
    assert answer.status_code == 422 and str(ITEMS_MAX) in words(answer) and hidden(answer, "gone") == gone


def test_enter_is_meant_for_the_side_where_something_is_typed(owner: Human) -> None:
    for side in SIDES:
        both = dict.fromkeys((f"words-{one}" for one in SIDES), " ") | {f"words-{side}": f"Bij {side}"}
        assert owner.post("self-care-items", do="add", **both).status_code == 302
    assert [item.words for item in (*plan(owner).weighs, *plan(owner).carries)] == ["Bij weighs", "Bij carries"]
    assert "Schrijf nog op" in words(owner.post("self-care-items", do="add"))


def test_only_the_weights_and_topics_there_are(owner: Human) -> None:
    add(owner, "weighs", "Iets", weight="9", topic="<b>")
    add(owner, "weighs", "Nog iets", weight="-1", key="../../x")
    assert [(item.weight, item.topic) for item in plan(owner).weighs] == [(None, "other")] * 2


def test_a_side_that_is_full(owner: Human) -> None:
    add(owner, "weighs", "Eén ding")
    mine = shelf.take(owner.unlocked, SelfCare, open_id(owner))
    full = tuple(Item(id=str(number), words="Nog iets") for number in range(ITEMS_MAX))
    shelf.keep(owner.unlocked, mine.record.model_copy(update={"weighs": full}), over=mine)
    answer = put(owner, "weighs", "Te veel")
    assert answer.status_code == 422 and str(ITEMS_MAX) in words(answer) and 'value="Te veel"' in text(answer)
    assert add(owner, "carries", "Dit past nog") == 302
