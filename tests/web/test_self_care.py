"""The plan in A, B and C on its pages: it begins with the first word, and nothing in it is worked out."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

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
    return int(human.post("self-care-items", side=side, words=what, **fields).status_code)


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
    owner.autosave("self-care-connection", connection="Met Ans.", communication="")
    owner.autosave("self-care-attention", **{"attention-body": "Kaken op slot."})
    add(owner, "weighs", "Zeven gezinnen", weight="3", topic="caseload")
    one = plan(owner)
    assert (one.connection, one.level("body").attention, one.weighs[0].words) == (
        "Met Ans.",
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
    owner.autosave("self-care-connection", connection="Met Ans.", communication="", **{"was-connection": ""})
    answer = owner.post(
        "self-care-connection", connection="Met Bo.", communication="", do="save", **{"was-connection": ""}
    )
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    assert plan(owner).connection == "Met Ans.\n\n· · ·\n\nMet Bo."


def test_emptied_again(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Ans.", communication="")
    owner.autosave(
        "self-care-connection", connection="", communication="", **{"was-connection": fingerprint("Met Ans.")}
    )
    assert plan(owner).is_empty
    assert "Begin een nieuw plan" not in words(owner.get("self-care"))


# B.


def test_things_are_added_and_taken_away_one_at_a_time(owner: Human) -> None:
    assert add(owner, "weighs", "Zeven gezinnen", weight="3", topic="caseload") == 302
    assert add(owner, "carries", "Koffie met\r\n Ans", weight="", topic="people") == 302
    assert add(owner, "carries", "De tuin") == 302
    one = plan(owner)
    assert [(item.words, item.weight, item.topic) for item in one.weighs] == [("Zeven gezinnen", 3, "caseload")]
    assert [(item.words, item.weight, item.topic) for item in one.carries] == [
        ("Koffie met Ans", None, "people"),
        ("De tuin", None, "other"),
    ]
    owner.post("self-care-items", remove=one.carries[0].id)
    assert [item.words for item in plan(owner).carries] == ["De tuin"] and len(plan(owner).weighs) == 1
    owner.post("self-care-items", remove=one.carries[0].id)
    owner.post("self-care-items", remove="niets")
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
    answer = owner.post("self-care-items", side=side, words=what, weight="2", topic="roles")
    assert answer.status_code == 422 and told in words(answer) and plans(owner) == []
    form = text(answer).partition(f'name="side" value="{side}"')[2].partition("</form>")[0]
    assert f'name="words" value="{what}"' in form and 'value="2" checked' in form and 'value="roles" selected' in form
    other = text(answer).partition(f'name="side" value="{SIDES[1 - SIDES.index(side)]}"')[2].partition("</form>")[0]
    assert "aria-invalid" in form and "aria-invalid" not in other and 'value="2" checked' not in other


def test_only_the_weights_and_topics_there_are(owner: Human) -> None:
    add(owner, "weighs", "Iets", weight="9", topic="<b>")
    add(owner, "nergens", "Nog iets", weight="-1", key="../../x")
    assert [(item.weight, item.topic) for item in plan(owner).weighs] == [(None, "other")] * 2


def test_a_side_that_is_full(owner: Human) -> None:
    add(owner, "weighs", "Eén ding")
    mine = shelf.take(owner.unlocked, SelfCare, open_id(owner))
    full = tuple(Item(id=str(number), words="Nog iets") for number in range(ITEMS_MAX))
    shelf.keep(owner.unlocked, mine.record.model_copy(update={"weighs": full}), over=mine)
    answer = owner.post("self-care-items", side="weighs", words="Te veel")
    assert answer.status_code == 422 and str(ITEMS_MAX) in words(answer) and 'value="Te veel"' in text(answer)
    assert add(owner, "carries", "Dit past nog") == 302


# Another plan.


def test_a_new_plan_closes_this_one_and_keeps_it(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Ans.", communication="")
    first = open_id(owner)
    page = owner.get("self-care")
    for _time in range(2):
        owner.post("self-care", do="new", plan=hidden(page, "plan"))
    assert plan(owner).closed_on == timezone.localdate() and queries.pinned(owner.unlocked, KIND) == []
    assert "Met Ans." not in words(owner.get("self-care")) and at("self-care-plan", first) in text(
        owner.get("self-care")
    )
    owner.autosave("self-care-connection", connection="Met Bo.", communication="")
    assert [one.connection for one in plans(owner)] == ["Met Ans.", "Met Bo."]
    read = owner.get("self-care-plan", first)
    assert "Met Ans." in words(read) and "Je sloot het op" in words(read) and "<textarea" not in text(read)


def test_what_was_still_being_written_in_a_closed_plan_belongs_there(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Ans.", communication="")
    other_window = owner.get("self-care-connection")
    fields = {"plan": hidden(other_window, "plan"), "was-connection": hidden(other_window, "was-connection")}
    owner.post("self-care", do="new", plan=fields["plan"])
    owner.autosave("self-care-connection", connection="Met Ans, op vrijdag.", communication="", **fields)
    assert plan(owner).connection == "Met Ans, op vrijdag." and plan(owner).closed_on == timezone.localdate()
    assert queries.pinned(owner.unlocked, KIND) == []


def test_what_was_still_being_written_in_an_erased_plan_begins_one(owner: Human) -> None:
    owner.autosave("self-care-connection", connection="Met Ans.", communication="")
    ref = hidden(owner.get("self-care"), "plan")
    owner.post("erase-one", "self-care", open_id(owner))
    owner.autosave("self-care-connection", connection="Met Ans.", communication="", plan=ref)
    assert plan(owner).connection == "Met Ans." and open_id(owner)


def test_a_plan_of_somebody_else_is_not_written_in(people: SimpleNamespace) -> None:
    people.owner.autosave("self-care-connection", connection="Met Ans.", communication="")
    ref = hidden(people.owner.get("self-care"), "plan")
    people.mate.autosave("self-care-connection", connection="Van Sam.", communication="", plan=ref)
    people.mate.post("self-care", do="new", plan=ref)
    assert plan(people.owner).connection == "Met Ans." and plan(people.owner).closed_on is None
    assert [one.connection for one in plans(people.mate)] == ["Van Sam."]


def test_intentions_of_the_plan_stand_with_it(owner: Human) -> None:
    add(owner, "weighs", "Zeven gezinnen")
    owner.client.post(at("intention-new") + "?from=self-care", {"words": "Eén gezin overdragen.", "who": "team"})
    owner.client.post(at("intention-new"), {"words": "Iets anders.", "who": "me"})
    page = words(owner.get("self-care"))
    assert "Eén gezin overdragen." in page and "mijn team" in page and "Iets anders." not in page
