"""The plan in A, B and C on its pages: it begins with the first word, and nothing in it is worked out."""

from __future__ import annotations

import html
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.practice import versions
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.self_care import (
    ITEM_MAX,
    ITEMS_MAX,
    KIND,
    LEVELS,
    SIDES,
    SLOT,
    TOPICS,
    WORDS_MAX,
    Item,
    SelfCare,
    topic_word,
)
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.wording import wording
from tests.web.markup import said
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db


def plans(human: Human) -> list[SelfCare]:
    """In order of creation."""
    return [versions.read(SelfCare, KIND, one.body) for one in queries.open_many(human.unlocked, KIND).records]


def plan(human: Human) -> SelfCare:
    (one,) = plans(human)
    return one


def open_id(human: Human) -> int:
    (head,) = queries.pinned(human.unlocked, KIND)
    assert head.pinned == SLOT
    return head.id


def add(human: Human, side: str, what: str, **fields: str) -> int:
    return int(put(human, side, what, **fields).status_code)


def put(human: Human, side: str, what: str, **fields: str) -> Any:
    """Something typed at one side, and its own button pressed; ``weight`` and ``topic`` are of that side."""
    own = {f"{name}-{side}": fields.pop(name) for name in ("weight", "topic") if name in fields}
    return human.post("self-care-items", **{f"words-{side}": what, "do": f"add-{side}"}, **own, **fields)


def field(answer: object, name: str) -> str:
    """What stands in a field of one line."""
    found = re.search(rf'<input type="text"[^>]* name="{name}" value="([^"]*)"', text(answer))
    assert found, name
    return html.unescape(found[1])


def hidden(answer: object, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text(answer))
    assert found, name
    return html.unescape(found[1])


# Beginning.


def test_looking_begins_nothing(owner: Human) -> None:
    rows = owner.rows()
    for name in ("self-care", "self-care-attention", "self-care-items", "self-care-connection"):
        assert owner.get(name).status_code == 200
    owner.post("self-care", do="new")
    owner.autosave("self-care-attention", **{f"attention-{level}": " " for level in LEVELS})
    owner.post("self-care-connection", connection="", communication="", do="save")
    assert owner.rows() == rows


def test_titles_and_scenes_come_from_the_guide(owner: Human) -> None:
    guide = library.guide("self-care")
    for page, sections in (
        ("self-care-attention", LEVELS),
        ("self-care-items", SIDES),
        ("self-care-connection", ("connection", "communication")),
    ):
        shown = html.unescape(main(owner.get(page)))
        for name in sections:
            assert guide.section("nl", name).title in shown, (page, name)
    assert guide.title["nl"] in html.unescape(main(owner.get("self-care")))


# A and C.


def test_attention_and_acceptance_on_four_levels(owner: Human) -> None:
    fields = {f"{part}-{level}": f"{part} {level}" for level in LEVELS for part in ("attention", "acceptance")}
    assert owner.post("self-care-attention", do="save", **fields).headers["Location"] == at("self-care")
    one = plan(owner)
    assert {level: (one.level(level).attention, one.level(level).acceptance) for level in LEVELS} == {
        level: (f"attention {level}", f"acceptance {level}") for level in LEVELS
    }
    page = owner.get("self-care-attention")
    assert all(typed(page, name) == value for name, value in fields.items())
    overview = words(owner.get("self-care"))
    assert all(value in overview for value in fields.values())


def test_one_plan_from_whichever_side_one_begins(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Reiger.", communication="")
    owner.autosave("self-care-attention", **{"attention-body": "Kaken op slot."})
    add(owner, "weighs", "Zeven gezinnen", weight="3", topic="caseload")
    one = plan(owner)
    assert (one.connection, one.level("body").attention, one.weighs[0].words) == (
        "Met Reiger.",
        "Kaken op slot.",
        "Zeven gezinnen",
    )
    assert one.closed_on is None and one.began_on == one.changed_on == timezone.localdate()


def test_a_text_that_does_not_fit_stands_in_no_others_way(owner: Human) -> None:
    fields = {"attention-body": "a" * (WORDS_MAX + 1), "acceptance-body": "Dit past."}
    answer = owner.post("self-care-attention", do="save", **fields)
    assert answer.status_code == 422 and f"{WORDS_MAX + 1} tekens" in words(answer)
    assert (
        typed(answer, "attention-body") == fields["attention-body"] and typed(answer, "acceptance-body") == "Dit past."
    )
    assert plan(owner).level("body").attention == "" and plan(owner).level("body").acceptance == "Dit past."
    assert owner.autosave("self-care-attention", plan=hidden(answer, "plan"), **fields).status_code == 422


def test_two_windows_both_stay(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Reiger.", communication="", **{"was-connection": ""})
    answer = owner.post(
        "self-care-connection", connection="Met Ekster.", communication="", do="save", **{"was-connection": ""}
    )
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    assert plan(owner).connection == "Met Reiger.\n\n· · ·\n\nMet Ekster."


def test_emptied_again(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Reiger.", communication="")
    owner.autosave(
        "self-care-connection", connection="", communication="", **{"was-connection": fingerprint("Met Reiger.")}
    )
    assert plan(owner).is_empty
    assert "Begin een nieuw plan" not in words(owner.get("self-care"))


# B.


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


# Another plan.


def test_a_new_plan_closes_this_one_and_keeps_it(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Reiger.", communication="")
    first = open_id(owner)
    page = owner.get("self-care")
    for _time in range(2):
        owner.post("self-care", do="new", plan=hidden(page, "plan"))
    assert plan(owner).closed_on == timezone.localdate() and queries.pinned(owner.unlocked, KIND) == []
    assert "Met Reiger." not in words(owner.get("self-care")) and at("self-care-plan", first) in text(
        owner.get("self-care")
    )
    owner.autosave("self-care-connection", connection="Met Ekster.", communication="")
    assert [one.connection for one in plans(owner)] == ["Met Reiger.", "Met Ekster."]
    read = owner.get("self-care-plan", first)
    assert "Met Reiger." in words(read) and "Je sloot het op" in words(read) and "<textarea" not in text(read)


def test_what_was_still_being_written_in_a_closed_plan_belongs_there(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Reiger.", communication="")
    other_window = owner.get("self-care-connection")
    fields = {"plan": hidden(other_window, "plan"), "was-connection": hidden(other_window, "was-connection")}
    owner.post("self-care", do="new", plan=fields["plan"])
    owner.autosave("self-care-connection", connection="Met Reiger, op vrijdag.", communication="", **fields)
    assert plan(owner).connection == "Met Reiger, op vrijdag." and plan(owner).closed_on == timezone.localdate()
    assert queries.pinned(owner.unlocked, KIND) == []


def test_what_was_still_being_written_in_an_erased_plan_begins_one(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Reiger.", communication="")
    ref = hidden(owner.get("self-care"), "plan")
    owner.post("erase-one", "self-care", open_id(owner))
    owner.autosave("self-care-connection", connection="Met Reiger.", communication="", plan=ref)
    assert plan(owner).connection == "Met Reiger." and open_id(owner)


def test_a_plan_of_somebody_else_is_not_written_in(people: SimpleNamespace) -> None:
    people.owner.autosave("self-care-connection", connection="Met Reiger.", communication="")
    ref = hidden(people.owner.get("self-care"), "plan")
    people.mate.autosave("self-care-connection", connection="Van haar.", communication="", plan=ref)
    people.mate.post("self-care", do="new", plan=ref)
    assert plan(people.owner).connection == "Met Reiger." and plan(people.owner).closed_on is None
    assert [one.connection for one in plans(people.mate)] == ["Van haar."]


def test_intentions_of_the_plan_stand_with_it(owner: Human) -> None:
    add(owner, "weighs", "Zeven gezinnen")
    owner.client.post(at("intention-new") + "?from=self-care", {"words": "Eén gezin overdragen.", "who": "team"})
    owner.client.post(at("intention-new"), {"words": "Iets anders.", "who": "me"})
    page = words(owner.get("self-care"))
    assert "Eén gezin overdragen." in page and "mijn team" in page and "Iets anders." not in page
