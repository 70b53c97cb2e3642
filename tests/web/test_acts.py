"""A small act, from a form to what rippled on: each step may stay empty, and not doing it is kept with respect."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone

from tegenwind.practice.act import CHOICES, RIPPLES_MAX, Act, Ripple
from tegenwind.practice.circle import Circle
from tegenwind.practice.tension import Tension
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.dissent import acting
from tegenwind.web.dissent.stepping import STEPS
from tests.web.dissenting import act_of, circle_of, tension_of
from tests.web.people import Human, at, main, record_in, text, typed, words

pytestmark = pytest.mark.django_db

FORM = "vorm-waarvoor-was-het"
SENTENCE = "Mag ik vragen voor wie we dit doen?"


def one(owner: Human) -> Act:
    (kept,) = owner.kept(Act)
    return kept


def step(owner: Human, act: int, name: str, **fields: object) -> str:
    """Post a step; where it leads."""
    answer = owner.post("act-step", act, name, **fields)
    assert answer.status_code == 302, words(answer)
    return str(answer.headers["Location"])


def test_through_all_steps(owner: Human) -> None:
    act = act_of(owner)
    assert step(owner, act, "form", sector="youth", own="", do=f"take-{FORM}") == at("act-step", act, "weigh")
    fields = {"w-yes": "Dat ze zelf kiest.", "w-cost": "Een stille lunch.", "w-beside": "", "do": "on"}
    assert step(owner, act, "weigh", **fields) == at("act-step", act, "small")
    assert step(owner, act, "small", **{"w-safe": "Ik kan hierna weg.", "do": "on"}) == at("act-step", act, "words")
    assert step(owner, act, "words", **{"w-rehearse": SENTENCE, "do": "on"}) == at("act-step", act, "choice")
    assert step(owner, act, "choice", choice="do", do="on") == at("act", act)
    done = {"w-did": "Ik vroeg het.", "w-happened": "Het werd stil.", "on": "", "do": "all"}
    assert step(owner, act, "after", **done) == at("act", act)

    kept = one(owner)
    assert (kept.form, kept.sector, kept.choice, kept.on) == (FORM, "youth", "do", timezone.localdate())
    assert kept.words == {
        "yes": "Dat ze zelf kiest.",
        "cost": "Een stille lunch.",
        "safe": "Ik kan hierna weg.",
        "rehearse": SENTENCE,
    }
    page = words(owner.get("act", act))
    assert all(said in page for said in (*kept.words.values(), "Ik vroeg het.", "Het werd stil."))
    assert "Ik vroeg het." in words(owner.get("acts"))


def test_every_form_can_be_chosen_with_an_example_of_ones_own_work(owner: Human) -> None:
    act, acts = act_of(owner), library.for_purpose("dissent").acts
    assert acts and len(acts.forms) >= 18
    page = main(owner.get("act-step", act, "form"))
    for form in acts.forms:
        assert f'value="take-{form.id}"' in page
    assert "Verderop is niet beter" in words(owner.get("act-step", act, "form")).partition("In welk werk")[0]
    for form in (acts.forms[0], acts.forms[-1]):
        assert step(owner, act, "form", do=f"take-{form.id}") == at("act-step", act, "weigh")
        assert one(owner).form == form.id
        shown = main(owner.get("act-step", act, "form"))
        # The stretch with the chosen form is open, the others are folded: no wall of texts.
        assert len(re.findall(r"<details open><summary>Bekijk de vormen", shown)) == 1
    assert step(owner, act, "form", do="drop") == at("act-step", act, "form")
    assert one(owner).form is None


def test_where_one_works_is_said_once(owner: Human) -> None:
    step(owner, act_of(owner), "form", sector="education", do="save")
    assert owner.kept(Act)[-1].sector is not None
    assert shelf.take(owner.unlocked, Act, act_of(owner)).record.sector == "education"


def test_a_form_of_ones_own(owner: Human) -> None:
    act = act_of(owner)
    step(owner, act, "form", own="De deur openlaten staan", do="on")
    assert one(owner).own == "De deur openlaten staan"
    assert "<h1>De deur openlaten staan</h1>" in main(owner.get("act", act))
    refused = owner.post("act-step", act, "form", own="x" * 121, do=f"take-{FORM}")
    assert refused.status_code == 422 and typed(refused, "own") == "x" * 121
    assert one(owner).form == FORM and one(owner).own == "De deur openlaten staan"


def test_what_is_no_form_no_choice_and_no_step_changes_nothing(owner: Human) -> None:
    act = act_of(owner)
    kept = owner.rows()
    step(owner, act, "form", sector="circus", do="take-vorm-die-niet-bestaat")
    step(owner, act, "choice", choice="must", do="save")
    assert owner.rows() == kept
    assert owner.get("act-step", act, "niets").status_code == 404
    assert owner.post("act-step", act, "niets", do="save").status_code == 404


@pytest.mark.parametrize("name", STEPS)
def test_from_every_step_to_every_other_and_away_without_a_word(owner: Human, name: str) -> None:
    act = act_of(owner)
    kept = owner.rows()
    page = main(owner.get("act-step", act, name))
    assert page.count('aria-current="step"') == 1
    for other in STEPS:
        if other != name:
            assert f'value="at-{other}"' in page
            assert step(owner, act, name, do=f"at-{other}") == at("act-step", act, other)
    assert step(owner, act, name, do="stop") == at("home")
    assert step(owner, act, name, do="all") == at("act", act)
    assert step(owner, act, name, do="start") == at("act-step", act, "form")
    assert at("serious") in page
    assert owner.rows() == kept


@pytest.mark.parametrize("name", STEPS)
def test_every_proposal_can_be_answered_with_whose_it_is(owner: Human, name: str) -> None:
    if name == "after":  # What was done, was done by oneself.
        return
    for do, said in (
        ("team", "Dit hoort bij je team, zei je."),
        ("organisation", "Dit hoort bij je organisatie, zei je."),
    ):
        act = act_of(owner)
        assert step(owner, act, name, do=do) == at("act", act)
        page = owner.get("act", act)
        assert said in words(page) and f"{at('intention-new')}?who={do}" in main(page)
        assert said in words(owner.get("acts"))
        step(owner, act, "choice", do="mine")
        assert shelf.take(owner.unlocked, Act, act).record.belongs is None
    act = act_of(owner)
    step(owner, act, name, do="nothing")
    assert shelf.take(owner.unlocked, Act, act).record.choice == "not-now"


def test_not_doing_is_kept_with_its_words_and_lies_no_longer_at_hand(owner: Human) -> None:
    act = act_of(owner)
    step(owner, act, "form", do=f"take-{FORM}")
    step(owner, act, "choice", choice="not", **{"w-not-doing": "Ze kwam net terug van een begrafenis."}, do="all")
    kept = one(owner)
    assert kept.choice == "not" and kept.chose_on == timezone.localdate()
    assert queries.pinned(owner.unlocked, "act") == []
    page = words(owner.get("acts"))
    assert "Gelaten, en dat was een keuze" in page and "begrafenis" in page and "Onderweg" not in page
    step(owner, act, "choice", choice="do", do="all")
    assert [head.id for head in queries.pinned(owner.unlocked, "act")] == [act]


def test_nothing_on_these_pages_counts_hurries_or_grades(owner: Human) -> None:
    for choice in (*CHOICES, ""):
        step(owner, act_of(owner), "choice", choice=choice, do="save")
    page = re.sub(r"\d{1,2} \w+ \d{4}", "", words(owner.get("acts")).partition(">")[2])
    assert not re.search(r"\d", page), page
    assert not re.search(r"(?i)te laat|onafgemaakt|nog te doen|gemist|score|goed bezig", page)


@pytest.mark.parametrize(
    ("name", "field"),
    [("weigh", "w-yes"), ("small", "w-safe"), ("words", "w-obedience"), ("choice", "w-not-doing"), ("after", "w-did")],
)
def test_it_keeps_itself_and_words_of_two_windows_both_stay(owner: Human, name: str, field: str) -> None:
    act = act_of(owner)
    kept = owner.client.post(
        at("act-step", act, name), {field: "Het ene.", f"was-{field}": ""}, headers={"X-Autosave": "1"}
    )
    assert "Bewaard om" in kept.json()["message"]
    answer = owner.client.post(at("act-step", act, name), {field: "Het andere.", f"was-{field}": "", "do": "on"})
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    assert "Het ene." in typed(answer, field) and "Het andere." in typed(answer, field)
    refused = owner.client.post(at("act-step", act, name), {field: "x" * 2001, "do": "on"})
    assert refused.status_code == 422 and typed(refused, field) == "x" * 2001


def test_a_choice_of_another_window_stays(owner: Human) -> None:
    act = act_of(owner)
    was = re.search(r'name="was-choice" value="([^"]*)"', main(owner.get("act-step", act, "choice")))
    assert was
    step(owner, act, "choice", choice="not", do="save")
    fields = {"choice": "", "was-choice": was[1], "w-not-doing": "Het was laat.", "do": "save"}
    owner.client.post(at("act-step", act, "choice"), fields)
    assert (one(owner).choice, one(owner).words) == ("not", {"not-doing": "Het was laat."})


# Afterwards.


def test_a_day_words_and_a_day_that_cannot_be(owner: Human) -> None:
    act = act_of(owner)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    step(owner, act, "after", on=yesterday.isoformat(), **{"w-did": "Ik bleef zitten."}, do="save")
    assert one(owner).on == yesterday
    tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
    refused = owner.post("act-step", act, "after", on=tomorrow, **{"w-did": "Ik bleef."}, do="save")
    assert refused.status_code == 422 and f'value="{tomorrow}"' in main(refused)
    assert (one(owner).on, one(owner).did) == (yesterday, "Ik bleef.")


def test_ripples_come_later_each_on_its_day_and_go_and_come_back(owner: Human) -> None:
    act = act_of(owner)
    step(owner, act, "after", **{"w-did": "Ik vroeg het."}, do="save")
    for number, day in (("1", "2026-03-02"), ("2", "2026-01-05")):
        fields = {"w-ripple": f"Rimpel {number}.", "ripple-on": day, "key": f"page-{number}", "do": "save"}
        step(owner, act, "after", **fields)
        step(owner, act, "after", **fields)  # A second click.
    assert [(one.on.isoformat(), one.words) for one in one(owner).ripples] == [
        ("2026-03-02", "Rimpel 1."),
        ("2026-01-05", "Rimpel 2."),
    ]
    page = words(owner.get("act", act))
    assert page.index("Rimpel 2.") < page.index("Rimpel 1.")  # By day.

    gone = owner.post("act-step", act, "after", key="page-3", do="away-page-1")
    assert gone.status_code == 200 and "Dit haalde je weg" in words(gone)
    assert [one.words for one in one(owner).ripples] == ["Rimpel 2."]
    carried = re.search(r'name="gone" value="([^"]*)"', main(gone))
    assert carried
    whole = carried[1].replace("&quot;", '"')
    assert step(owner, act, "after", key="page-3", gone=whole, do="all") == at("act", act)
    back = step(owner, act, "after", key="page-3", gone=whole, do="back-page-1")
    assert back == at("act-step", act, "after")
    assert {one.words for one in one(owner).ripples} == {"Rimpel 1.", "Rimpel 2."}


def test_a_ripple_keeps_itself_while_it_is_written(owner: Human) -> None:
    act = act_of(owner)
    for said in ("Ze", "Ze vroeg het nu zelf."):
        owner.autosave("act-step", act, "after", **{"w-ripple": said, "key": "page-1"})
    assert [one.words for one in one(owner).ripples] == ["Ze vroeg het nu zelf."]
    assert one(owner).on is None  # That something moved does not say that one did it.
    owner.autosave("act-step", act, "after", **{"w-ripple": "", "key": "page-1"})
    assert one(owner).ripples == ()


def test_when_no_more_ripples_fit_what_was_typed_stays(owner: Human) -> None:
    act = act_of(owner)
    mine = shelf.take(owner.unlocked, Act, act)
    full = tuple(Ripple(on=timezone.localdate(), words=f"r{n}", key=f"k{n}") for n in range(RIPPLES_MAX))
    shelf.keep(owner.unlocked, mine.record.model_copy(update={"ripples": full}), over=mine)
    refused = owner.post("act-step", act, "after", **{"w-ripple": "Nog een.", "key": "new", "do": "save"})
    assert refused.status_code == 422 and "geen rimpel meer bij" in words(refused)
    assert typed(refused, "w-ripple") == "Nog een."
    assert len(one(owner).ripples) == RIPPLES_MAX


def test_hostile_ripples_that_a_page_carries_are_left_out(owner: Human) -> None:
    act = act_of(owner)
    for whole in (
        "{",
        '{"on": "x"}',
        '{"on": "2026-01-01", "words": "", "key": "k"}',
        '{"on":"2026-01-01","words":"x"}',
    ):
        owner.post("act-step", act, "after", gone=whole, do="back-k")
    assert one(owner).ripples == ()


# Where it begins.


def test_one_click_is_one_act_also_when_it_came_twice(owner: Human) -> None:
    key = re.search(r'name="key" value="([^"]*)"', main(owner.get("acts")))
    assert key
    places = {owner.post("act-new", key=key[1], at="form").headers["Location"] for _time in range(2)}
    assert len(places) == 1 and len(owner.kept(Act)) == 1
    place = owner.post("act-new", key="other", at="after").headers["Location"]
    assert place == at("act-step", record_in(place), "after")


def test_begun_with_a_tension_it_shows_its_words_and_the_tension_knows(owner: Human) -> None:
    tension = tension_of(owner, "Iedereen knikte. Ik ook.")
    act = acting.begin(owner.unlocked, tension, "page")
    assert acting.begin(owner.unlocked, tension, "page") == act
    assert shelf.take(owner.unlocked, Tension, tension).record.became == "act"
    for page in (owner.get("act", act), owner.get("act-step", act, "weigh")):
        assert "Iedereen knikte. Ik ook." in words(page) and at("tension", tension) in main(page)
    step(owner, act, "form", do="not")
    assert owner.kept(Act) == [] and shelf.take(owner.unlocked, Tension, tension).record.became is None


def test_begun_with_a_circle_its_values_and_tension_come_along(owner: Human) -> None:
    tension = tension_of(owner, "Iedereen knikte.")
    circle = circle_of(owner, tension)
    owner.post("circle", circle, **{"w-like-me": "Die vraagt het.", "c-waarde-moed": "1", "m-waarde-moed": "1"})
    place = owner.post("circle", circle, do="act", key="page").headers["Location"]
    act = record_in(place)
    kept = one(owner)
    assert (kept.circle, kept.tension, kept.values) == (circle, tension, ("waarde-moed",))
    assert shelf.take(owner.unlocked, Tension, tension).record.became == "circle"
    assert queries.pinned(owner.unlocked, "circle") == []
    assert "Die vraagt het." in words(owner.get("act", act)) and "Moed" in words(owner.get("act", act))
    # The circle goes; the act stays.
    owner.post("erase-one", "circle", circle)
    assert owner.kept(Circle) == [] and one(owner).circle is None
    assert owner.get("act", act).status_code == 200


def test_an_act_in_which_something_stands_is_not_thrown_away(owner: Human) -> None:
    act = act_of(owner)
    assert 'value="not"' in main(owner.get("act-step", act, "form"))
    step(owner, act, "form", do=f"take-{FORM}")
    assert 'value="not"' not in main(owner.get("act-step", act, "form"))
    step(owner, act, "form", do="not")
    assert one(owner).form == FORM


def test_of_another_person_nothing_is_there(owner: Human, join: object) -> None:
    mate = Human.join("Sam")
    tension, circle = tension_of(owner, "Van Noor."), circle_of(owner)
    for field, ref in (("tension", at("tension", tension)), ("circle", at("circle", circle))):
        number = ref.rstrip("/").rpartition("/")[2]
        assert mate.post("act-new", **{field: number, "key": "k"}).status_code == 404
    assert mate.kept(Act) == [] and "no-id" not in text(mate.get("acts"))
    assert owner.post("act-new", tension="no-id", key="k").status_code == 302
