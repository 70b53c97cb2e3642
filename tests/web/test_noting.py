"""Even noteren: from any page and back to it, nothing lost on the way, and what a tension may become later (C1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tegenwind.practice.act import Act
from tegenwind.practice.case import Case
from tegenwind.practice.circle import Circle
from tegenwind.practice.intention import Intention
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.moment import Moment
from tegenwind.practice.route_walk import RouteWalk
from tegenwind.practice.tension import BECAME, SPOTS, STRENGTHS, WORDS_MAX, Tension
from tegenwind.web.ids import RecordIdConverter
from tests.web.dissenting import dissent_notes, tension_of
from tests.web.people import Human, Nobody, at, main, record_in, text, typed, words

pytestmark = pytest.mark.django_db

SAID = "Zet er maar een krul onder, zei ze."


def note(owner: Human, back: str = "", /, **fields: Any) -> Any:
    """Send the page, as somebody who came from ``back``."""
    place = at("tension-new") + (f"?from={back}" if back else "")
    return owner.client.post(place, {"key": "page", **fields})


def saves(owner: Human, /, **fields: Any) -> Any:
    """What the page's script sends while somebody types."""
    return owner.client.post(at("tension-new"), {"key": "page", **fields}, headers={"X-Autosave": "1"})


def ref(record_id: int) -> str:
    return RecordIdConverter().to_url(record_id)


def only(owner: Human) -> Tension:
    (tension,) = owner.kept(Tension)
    return tension


# From any page, and back.


@pytest.mark.parametrize("page", ["home", "reflection", "balance", "cases", "dissent", "tensions", "help-now", "me"])
def test_it_is_one_press_away_and_leads_back(page: str, owner: Human) -> None:
    shown = text(owner.get(page))
    assert f'href="{at("tension-new")}?from={at(page).replace("/", "%2F")}"' in shown
    answer = note(owner, at(page), words=SAID)
    assert answer.headers["Location"].startswith(f"{at(page)}?noted=")
    assert "Bewaard." in text(owner.client.get(answer.headers["Location"]))


def test_it_goes_on_where_one_was_on_a_page(owner: Human) -> None:
    """What the address of the page says stays, but for what was noted from it before."""
    first = note(owner, "/check-ins/%3Fpage%3D1", words=SAID).headers["Location"]
    assert first.startswith("/check-ins/?page=1&noted=")
    shown = text(owner.client.get(first))
    assert "from=%2Fcheck-ins%2F%3Fpage%3D1&quot;" in shown or 'from=%2Fcheck-ins%2F%3Fpage%3D1"' in shown


def test_it_is_not_offered_where_nothing_could_be_kept(owner: Human) -> None:
    assert at("tension-new") not in text(Nobody().get("help-now"))
    assert at("tension-new") not in text(owner.lock().get("help-now"))


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "/no/such/page/", "x"]
)
def test_it_leads_nowhere_else(elsewhere: str, owner: Human) -> None:
    answer = note(owner, elsewhere, words=SAID)
    assert answer.headers["Location"].startswith(at("tensions")) and answer.headers["Location"].endswith("?kept=1")
    assert note(owner, elsewhere, do="not").headers["Location"] == at("home")


def test_saved_is_only_said_of_what_is_kept(owner: Human, join: Callable[[str], Human]) -> None:
    theirs = tension_of(join("Mate"))
    for noted in (ref(theirs), ref(1234567), "x", "zzzzzzzzzzzzz", ""):
        assert "Bewaard." not in text(owner.client.get(f"{at('home')}?noted={noted}"))


# What is kept.


def test_a_few_words_a_place_and_a_strength(owner: Human) -> None:
    note(owner, words=SAID, spots=["belly", "jaw"], strength="clear")
    tension = only(owner)
    assert (tension.words, tension.spots, tension.strength) == (SAID, ("jaw", "belly"), "clear")
    assert tension.became is None


@pytest.mark.parametrize("one", [{"words": "x"}, {"spots": ["nowhere"]}, {"strength": "too-much"}])
def test_one_of_them_is_enough(one: dict[str, Any], owner: Human) -> None:
    assert note(owner, **one).status_code == 302
    assert not only(owner).is_empty


def test_nothing_at_all_is_asked_about_and_not_kept(owner: Human) -> None:
    answer = note(owner, words="  ")
    assert answer.status_code == 422 and "Een woord, een plek of een sterkte is genoeg." in words(answer)
    assert saves(owner, words="").json() == {"message": ""}
    assert owner.kept(Tension) == []


def test_what_does_not_fit_says_so_and_nothing_is_lost(owner: Human) -> None:
    long = "x" * (WORDS_MAX + 1)
    answer = note(owner, words=long, strength="strong", spots=["back"], layout="picture")
    assert answer.status_code == 422 and typed(answer, "words") == long
    page = main(answer)
    for chosen in ('value="strong" checked', 'value="back" checked', 'value="picture" checked'):
        assert chosen in page
    # Mended and sent, there is one, and it is whole.
    note(owner, words="Kort.", strength="strong", spots=["back"])
    assert (only(owner).words, only(owner).key) == ("Kort.", "page")


def test_a_strength_or_a_place_that_is_none(owner: Human) -> None:
    answer = note(owner, words=SAID, strength="9", spots=["tail"])
    assert answer.status_code == 422 and "Dit kennen we niet." in words(answer)
    note(owner, words=SAID, spots=["tail"])
    assert only(owner).spots == () and only(owner).strength is None


def test_what_may_say_who_it_is_about_is_shown_once(owner: Human) -> None:
    answer = note(owner, words="Toen belde mevrouw Jansen.")
    assert answer.status_code == 422 and "mevrouw Jansen" in words(answer)
    shown = main(answer).partition('name="looked-at" value="')[2].partition('"')[0]
    assert note(owner, words="Toen belde mevrouw Jansen.", **{"looked-at": shown}).status_code == 302
    assert only(owner).words == "Toen belde mevrouw Jansen."


# Half written.


def test_a_page_that_was_closed_leaves_what_was_typed(owner: Human) -> None:
    for said in ("Zet", "Zet er maar", SAID):
        assert saves(owner, words=said).status_code == 200
    assert only(owner).words == SAID
    assert SAID in words(owner.get("tensions"))
    note(owner, words=f"{SAID} Ja.", **{"was-words": fingerprint(SAID)})
    assert (only(owner).words, only(owner).key) == (f"{SAID} Ja.", "page")


def test_a_late_saving_changes_nothing_any_more(owner: Human) -> None:
    note(owner, words=SAID, strength="soft")
    assert saves(owner, words="Zet er", strength="").status_code == 200
    assert (only(owner).words, only(owner).strength) == (SAID, "soft")


def test_what_was_taken_away_again_is_not_kept(owner: Human) -> None:
    saves(owner, words="Zet er", **{"was-words": fingerprint("")})
    assert saves(owner, words="", **{"was-words": fingerprint("Zet er")}).status_code == 200
    assert owner.kept(Tension) == []


def test_rather_not_leaves_nothing_of_this_page(owner: Human) -> None:
    other = tension_of(owner, "Eerder.")
    saves(owner, words=SAID)
    assert note(owner, at("cases"), do="not", words=SAID).headers["Location"] == at("cases")
    assert [one.words for one in owner.kept(Tension)] == ["Eerder."]
    # Nor does it take away what was sent.
    note(owner, words=SAID)
    note(owner, do="not", words=SAID)
    assert len(owner.kept(Tension)) == 2 and owner.get("tension", other).status_code == 200


def test_two_clicks_are_one(owner: Human) -> None:
    places = {note(owner, words=SAID).headers["Location"] for _time in range(2)}
    assert len(places) == 1 and len(owner.kept(Tension)) == 1


def test_the_key_of_a_page_is_its_owners(owner: Human, join: Callable[[str], Human]) -> None:
    mate = join("Mate")
    saves(owner, words=SAID)
    note(mate, words="Iets anders.")
    note(mate, do="not")
    assert only(owner).words == SAID and only(mate).words == "Iets anders."


# One, later.


def test_the_page_of_one_shows_it_and_says_what_it_is(owner: Human) -> None:
    note(owner, words=SAID, spots=["belly", "everywhere"], strength="too-much")
    (tension,) = {record_in(one) for one in [note(owner, words=SAID, strength="too-much").headers["Location"]]}
    page = words(owner.get("tension", tension))
    assert SAID in page and "Hoe sterk: te veel." in page and "Het zegt niet dat er iets mis is met jou." in page
    # With what was too much, a way to somebody stands beside it.
    assert f"{at('help-now')}?from={at('tension', tension)}" in main(owner.get("tension", tension))


def test_changing_one(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    page = owner.get("tension", tension)
    was = {name: main(page).partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("was-spots",)}
    fields = {"words": "Iets nieuws.", "was-words": fingerprint(SAID), "spots": ["feet"], "strength": "soft", **was}
    assert owner.client.post(at("tension", tension), fields).status_code == 302
    kept = only(owner)
    assert (kept.words, kept.spots, kept.strength) == ("Iets nieuws.", ("feet",), "soft")
    assert "Waar je het voelde: voeten." in words(owner.get("tension", tension))
    # A page from before, on which another thing is changed, leaves the places as they are now.
    owner.client.post(at("tension", tension), {"words": "Iets nieuws.", "strength": "clear", **was})
    assert (only(owner).spots, only(owner).strength) == (("feet",), "clear")
    was_strength = {"strength": "soft", "was-strength": fingerprint("soft")}
    owner.client.post(
        at("tension", tension), {"words": "Nog iets.", "was-words": fingerprint("Iets nieuws."), **was_strength}
    )
    assert (only(owner).words, only(owner).strength) == ("Nog iets.", "clear")


def test_all_of_it_cannot_be_emptied_away_unseen(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    answer = owner.client.post(at("tension", tension), {"words": "", "was-words": fingerprint(SAID)})
    assert answer.status_code == 422 and "Onderaan kun je het wissen" in words(answer)
    assert owner.autosave("tension", tension, words="", was__words=fingerprint(SAID)).status_code == 422
    assert only(owner).words == SAID


def test_two_windows_lose_no_word(owner: Human) -> None:
    tension = tension_of(owner, "")
    owner.client.post(at("tension", tension), {"words": "Van hier.", "was-words": fingerprint("")})
    answer = owner.client.post(at("tension", tension), {"words": "Van daar.", "was-words": fingerprint("")})
    assert "Van hier." in only(owner).words and "Van daar." in only(owner).words
    assert answer.status_code == 200 and "In een ander venster" in words(answer)


def test_the_list_hurries_nobody(owner: Human) -> None:
    for number in range(60):
        tension_of(owner, f"Nummer {number}.")
    page = words(owner.get("tensions"))
    assert "Nummer 59." in page and "Er hoeft niets mee." in page
    for hurry in ("60", "open", "nog te", "wacht", "te laat"):
        assert hurry not in page.lower().replace("nummer 60", "")


@pytest.mark.parametrize("spot", SPOTS)
def test_every_place_stands_in_both_layouts_as_one_box(spot: str, owner: Human) -> None:
    page = main(owner.get("tension-new"))
    assert page.count(f'name="spots" value="{spot}"') == 1 and f"at-{spot}" in page
    if spot not in ("everywhere", "nowhere"):
        assert f"part-{spot}" in page


def test_each_strength_is_there_and_none_is_chosen(owner: Human) -> None:
    page = main(owner.get("tension-new"))
    assert all(f'name="strength" value="{one}"' in page for one in STRENGTHS)
    assert 'name="strength" value="" checked' in page


# What it becomes.


def became(owner: Human) -> str | None:
    return only(owner).became


def test_a_circle(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    places = {owner.post("tension-become", tension, what="circle", key="k").headers["Location"] for _time in range(2)}
    (place,) = places
    (circle,) = owner.kept(Circle)
    assert circle.tension == tension and became(owner) == "circle"
    assert f'href="{place}"' in main(owner.get("tension", tension))


def test_an_act(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    place = owner.post("tension-become", tension, what="act", key="k").headers["Location"]
    (act,) = owner.kept(Act)
    assert act.tension == tension and became(owner) == "act"
    assert f'href="{at("act", record_in(place))}"' in main(owner.get("tension", tension))


def test_nothing_is_kept_with_respect_and_can_be_changed(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    owner.post("tension-become", tension, what="nothing")
    page = words(owner.get("tension", tension))
    assert became(owner) == "nothing" and "Niets doen is ook kiezen." in page
    assert SAID not in words(owner.get("dissent")), "what was left at rest is not brought up again"
    owner.post("tension-become", tension, what="circle", key="k")
    assert became(owner) == "circle"


def test_a_moment_of_a_case_one_has(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    case = record_in(owner.post("case-new", nickname="kade 9").headers["Location"])
    assert "kade 9" in words(owner.get("tension-become", tension, query="?what=moment"))
    for _time in range(2):
        place = owner.post("tension-become", tension, what="moment", case=ref(case), key="k").headers["Location"]
    (moment,) = owner.kept(Moment)
    assert (moment.case, moment.what, list(moment.words.values())) == (case, "looked-back", [SAID])
    assert moment.on == only(owner).on and became(owner) == "moment"
    assert SAID in typed(owner.client.get(place), "words")
    assert only(owner).words == SAID


def test_a_moment_of_a_new_case(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    answer = owner.post("tension-become", tension, what="moment", do="new", nickname="x" * 50, key="k")
    assert answer.status_code == 422 and "x" * 50 in main(answer)
    assert owner.kept(Case) == [] and became(owner) is None
    others = owner.post("tension-become", tension, what="moment", do="others", key="k")
    assert others.status_code == 200 and owner.kept(Case) == []
    for _time in range(2):
        owner.post("tension-become", tension, what="moment", do="new", nickname="kade 9", key="k")
    assert [one.nickname for one in owner.kept(Case)] == ["kade 9"] and len(owner.kept(Moment)) == 1


def test_an_intention(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    place = f"{at('intention-new')}?from=tension&about={ref(tension)}"
    page = owner.client.get(place)
    assert SAID in words(page) and typed(page, "words") == ""
    assert owner.client.post(place, {"words": "", "who": "me"}).status_code == 422 and became(owner) is None
    owner.client.post(place, {"words": "Ik vraag het dinsdag.", "who": "team", "key": "k"})
    (intention,) = owner.kept(Intention)
    assert intention.came_from == "tension" and became(owner) == "intention"


def test_a_route(owner: Human) -> None:
    tension = tension_of(owner, SAID)
    page = main(owner.get("tension-become", tension, query="?what=route"))
    pack, route = "klein-verzet", "van-stilte-naar-vraag"
    place = f"{at('route-about', pack, route)}?about={ref(tension)}"
    assert f'href="{place}"' in page and at("route-about", "zes-zuilen", "even-hier") in page
    assert owner.client.post(place, {"statement": "x"}).status_code == 422 and became(owner) is None
    owner.client.post(place, {"statement": "wring-buik"})
    assert [walk.route for walk in owner.kept(RouteWalk)] == [route] and became(owner) == "route"


def test_of_another_person_nothing_becomes_anything(owner: Human, join: Callable[[str], Human]) -> None:
    mate = join("Mate")
    theirs, mine = tension_of(mate, SAID), tension_of(owner, "Van mij.")
    case = record_in(mate.post("case-new", nickname="kade 9").headers["Location"])
    before = mate.rows()
    for fields in ({"what": "circle"}, {"what": "act"}, {"what": "nothing"}, {"what": "moment", "case": ref(case)}):
        assert owner.post("tension-become", theirs, key="k", **fields).status_code == 404
    assert owner.post("tension-become", mine, what="moment", case=ref(case), key="k").status_code == 404
    # An address that names somebody else's tension is an address that names none.
    for place in (
        f"{at('intention-new')}?from=tension&about={ref(theirs)}",
        f"{at('route-about', 'klein-verzet', 'van-stilte-naar-vraag')}?about={ref(theirs)}",
    ):
        assert SAID not in text(owner.client.get(place))
        assert owner.client.post(place, {"words": "x", "statement": "wring-buik", "key": "k"}).status_code == 302
    assert mate.rows() == before and became(owner) is None
    assert not [*owner.kept(Circle), *owner.kept(Act), *owner.kept(Moment)]


def test_every_page_of_it_can_be_walked(owner: Human) -> None:
    dissent_notes(owner)
    assert {one.became for one in owner.kept(Tension)} == {*BECAME, None}


# The hub.


def test_the_hub_and_the_cases_lead_to_each_other(owner: Human) -> None:
    assert f'href="{at("cases")}"' in main(owner.get("dissent"))
    assert f'href="{at("dissent")}"' in main(owner.get("cases"))
    assert f'href="{at("dissent")}"' in main(owner.get("home"))


def test_the_hub_says_what_this_is_and_has_every_way_on(owner: Human) -> None:
    tension_of(owner, SAID)
    page = main(owner.get("dissent"))
    assert "Het zegt niet dat er iets mis is met jou" in page and SAID in page
    ways = ("tensions", "act-new", "circle-new", "acts", "values", "seasons", "serious", "coaches")
    assert all(at(name) in page for name in ways)
    assert at("answer-all", "zes-zuilen") in page
    assert page.count('class="button primary') == 1
