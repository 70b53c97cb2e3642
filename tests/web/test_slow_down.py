"""Slowing down: every step can be skipped, and the way out is on each of them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tegenwind.practice.slow_down import STEPS, WAYS
from tests.web.people import Human, at, record_in, text, typed, words

pytestmark = pytest.mark.django_db

WRITTEN = [step for step in STEPS if step not in ("notice", "feel", "back")]


def on(owner: Human, moment: int, step: str, do: str = "on", **fields: str) -> str:
    """Go on from a step; returns where that leads."""
    answer = owner.post("slow-down-step", moment, step, do=do, **fields)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_without_a_way_and_without_a_word(owner: Human) -> None:
    moment = owner.slow_down()
    place = at("slow-down-step", moment, "name")
    seen = []
    while place.startswith("/slow-down/"):
        assert owner.client.get(place).status_code == 200
        seen.append(place.rstrip("/").rpartition("/")[2])
        place = on(owner, moment, seen[-1])
    assert seen == list(STEPS[1:]) and place == at("home")
    (kept,) = owner.slow_downs()
    assert kept.ways == () and kept.words == {} and kept.choice is None and kept.on == timezone.localdate()


@pytest.mark.parametrize("step", STEPS[1:])
def test_out_again_from_every_step(owner: Human, step: str) -> None:
    moment = owner.slow_down("overwhelm")
    page = text(owner.get("slow-down-step", moment, step))
    if step == "back":
        assert at("help-now") in page and on(owner, moment, step, "back") in (
            at("home"),
            at("slow-down-step", moment, "back"),
        )
    else:
        assert on(owner, moment, step, "back") == at("slow-down-step", moment, "back")


def test_out_again_from_the_very_first(owner: Human) -> None:
    answer = owner.post("slow-down", do="back")
    assert answer.headers["Location"].endswith("/back/")


def test_words_at_each_step_are_kept(owner: Human) -> None:
    moment = owner.slow_down("emotion", "thinking")
    for step in WRITTEN:
        on(owner, moment, step, words=f" Bij {step}.\r\n")
        assert typed(owner.get("slow-down-step", moment, step), "words") == f"Bij {step}."
    (kept,) = owner.slow_downs()
    assert kept.ways == ("emotion", "thinking") and kept.words == {step: f"Bij {step}." for step in WRITTEN}
    assert owner.autosave("slow-down-step", moment, "name", words="Anders.").json()["message"].startswith("Bewaard om")
    on(owner, moment, "beneath", words="")
    assert owner.slow_downs()[0].words == {"name": "Anders.", "company": "Bij company."}


def test_not_now_leads_back_to_here_and_now(owner: Human) -> None:
    moment = owner.slow_down("avoidance")
    assert on(owner, moment, "feel", "not-now") == at("slow-down-step", moment, "back")
    assert owner.slow_downs()[0].choice == "not-now"
    for choice in ("with-someone", "now"):
        assert on(owner, moment, "feel", choice) == at("slow-down-step", moment, "beneath")
        assert owner.slow_downs()[0].choice == choice


@pytest.mark.parametrize("activity", ["schuurt-stilstaan", ""])
def test_back_to_where_one_came_from(owner: Human, activity: str) -> None:
    walk = owner.begin_route()
    place = at("activity", walk, activity) if activity else at("route", walk)
    ref = at("route", walk).rstrip("/").rpartition("/")[2]
    begin = text(owner.get("slow-down", query=f"?route={ref}&activity={activity}"))
    assert f'name="route" value="{ref}"' in begin
    moment = owner.slow_down("emotion", route=ref, activity=activity)
    assert "Terug naar waar ik was" in text(owner.get("slow-down-step", moment, "back"))
    assert on(owner, moment, "back") == place
    assert owner.client.get(place).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "../../", "zzzzzzzzzzzzz0", "<script>"]
)
def test_never_to_anywhere_else(owner: Human, elsewhere: str) -> None:
    moment = owner.slow_down("emotion", route=elsewhere, activity=elsewhere)
    assert on(owner, moment, "back") == at("home")
    assert owner.slow_downs()[0].route is None


def test_to_a_route_that_was_erased_since(owner: Human) -> None:
    walk = owner.begin_route()
    moment = owner.slow_down("emotion", route=at("route", walk).rstrip("/").rpartition("/")[2])
    owner.post("route-drop", walk)
    assert owner.client.get(on(owner, moment, "back")).status_code in (200, 404)


def test_words_that_are_too_long_stay_on_the_page(owner: Human) -> None:
    moment = owner.slow_down()
    answer = owner.post("slow-down-step", moment, "name", words="a" * 2001, do="on")
    assert answer.status_code == 422 and typed(answer, "words") == "a" * 2001 and "2001 tekens" in words(answer)
    assert owner.slow_downs()[0].words == {}


def test_only_the_ways_there_are(owner: Human) -> None:
    page = text(owner.get("slow-down"))
    assert all(f'value="{way}"' in page for way in WAYS)
    answer = owner.client.post(at("slow-down"), {"way": ["emotion", "<b>", "emotion"], "do": "on"})
    record_in(answer.headers["Location"])
    assert owner.slow_downs()[0].ways == ("emotion",)
