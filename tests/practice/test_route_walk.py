"""Walking a route: any order, one's own dates, and a pause without a word of blame."""

from __future__ import annotations

import datetime
import json

import pytest
from pydantic import ValidationError

from tegenwind.practice.check_in import Answer
from tegenwind.practice.route_walk import NOTE_MAX, Done, RouteWalk
from tests.practice.making import DIGEST

TODAY = datetime.date(2026, 11, 22)


def walk(**values: object) -> RouteWalk:
    known = {"pack": "proef", "digest": DIGEST, "route": "r1", "statement": "a1", "began_on": TODAY}
    return RouteWalk.model_validate({**known, **values})


def test_a_route_that_just_began() -> None:
    began = walk()

    assert (began.paused, began.closed_on, began.done, began.before.is_empty, began.after.is_empty) == (
        False,
        None,
        {},
        True,
        True,
    )
    assert began.activity("lezen").is_empty


def test_activities_are_kept_in_any_order_with_a_date_or_without() -> None:
    walked = walk(
        done={
            "sluiten": {"on": "2026-11-20"},
            "lezen": {"note": "Halverwege gestopt."},
            "vertellen": {"on": "2026-10-01", "note": "In de auto."},
        }
    )

    assert walked.activity("vertellen") == Done(on=datetime.date(2026, 10, 1), note="In de auto.")
    assert walked.activity("lezen").on is None
    assert not walked.activity("lezen").is_empty
    assert walked.head()["done"] == 2


def test_a_pause_changes_nothing_else() -> None:
    walked = walk(done={"lezen": {"on": TODAY}}, before=Answer(recognition=4))
    paused = walked.model_copy(update={"paused": True})

    assert paused.head() == {**walked.head(), "paused": True}
    assert paused.model_copy(update={"paused": False}) == walked


def test_before_and_after_stand_beside_each_other() -> None:
    walked = walk(
        before=Answer(recognition=4, charge=3), after=Answer(recognition=4, other_meaning=True), closed_on=TODAY
    )

    assert walked.before.charge == 3
    assert walked.after.other_meaning
    assert walked.head()["closed"] == "2026-11-22"


def test_a_note_may_be_four_pages_and_no_more() -> None:
    assert len(Done(note="é" * NOTE_MAX).note) == NOTE_MAX
    with pytest.raises(ValidationError):
        Done(note="é" * (NOTE_MAX + 1))


def test_what_a_list_needs_holds_no_note_and_no_answer() -> None:
    walked = walk(before=Answer(words="geheim"), done={"lezen": {"note": "geheim"}})

    assert "geheim" not in json.dumps(walked.head())
    assert isinstance(walked.head()["done"], int)


def test_nothing_says_when_something_should_have_been_done() -> None:
    named = " ".join([*RouteWalk.model_fields, *Done.model_fields])

    assert not any(word in named for word in ("due", "deadline", "late", "remind", "streak", "score"))


def test_a_walk_comes_back_from_json_as_it_was() -> None:
    walked = walk(done={"lezen": {"on": TODAY, "note": "é"}}, before=Answer(recognition=1), before_on=TODAY, check_in=7)

    assert RouteWalk.model_validate(json.loads(walked.model_dump_json())) == walked
