"""The plan in A, B and C on its pages: it begins with the first word, and nothing in it is worked out."""

from __future__ import annotations

import html
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.self_care import (
    KIND,
    LEVELS,
    SIDES,
    WORDS_MAX,
)
from tegenwind.vault import queries
from tegenwind.web import library
from tests.web.people import Human, at, main, text, typed, words
from tests.web.planning import add, hidden, open_id, plan, plans

pytestmark = pytest.mark.django_db


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
