"""The attunement card of a moment: chosen and written, taken along without a nickname, and beside the others of its case."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest

from tegenwind.practice.moment import Attunement, Moment
from tegenwind.web import library
from tests.web.moments import TODAY, case_of, moment_in, moment_of
from tests.web.people import Human, at, main, typed, words

pytestmark = pytest.mark.django_db

CARD = {
    "where": "De stoel bij het raam",
    "far": "table",
    "seat": "corner",
    "light": "Deur op een kier",
    "pace": "Eén vraag, niet drie",
    "chose": "them",
    "words": "Koffie of buiten",
}


def test_a_card_is_kept_whole(owner: Human) -> None:
    ids = moment_of(owner)
    answer = owner.post("moment-attune", *ids, do="card", **CARD)

    assert answer.headers["Location"] == at("moment-attune", *ids) + "?card=1"
    (kept,) = owner.kept(Moment)
    assert kept.attunement == Attunement.model_validate(CARD)
    assert kept.head()["attunement"] is True


def test_the_card_to_take_along_has_the_words_and_not_the_nickname(owner: Human) -> None:
    ids = moment_of(owner, attunement=Attunement.model_validate(CARD))
    page = owner.get("moment-attune", *ids, query="?card=1")
    said = words(page)

    for text in (
        "De stoel bij het raam",
        "een tafel ertussen",
        "schuin, met een hoek ertussen",
        "de ander",
        "Koffie of buiten",
    ):
        assert text in said
    assert "de blauwe deur" not in page.content.decode()
    assert library.words().date(TODAY) not in said
    assert "data-print" in main(page) and "<form" not in main(page)


def test_an_empty_card_can_be_taken_along_too(owner: Human) -> None:
    assert "Leeg meenemen kan ook" in words(owner.get("moment-attune", *moment_of(owner), query="?card=1"))


def test_every_part_of_the_guide_is_asked_and_each_may_stay_open(owner: Human) -> None:
    ids = moment_of(owner)
    page = words(owner.get("moment-attune", *ids))
    assert all(part.title in page for part in library.guide("attunement").sections["nl"])

    owner.post("moment-attune", *ids, do="stop", pace="Traag", far="", where="")
    assert owner.kept(Moment)[0].attunement == Attunement(pace="Traag")


def test_what_was_chosen_can_be_left_open_again(owner: Human) -> None:
    ids = moment_of(owner, attunement=Attunement(seat="beside", far="near", chose="me"))
    owner.post("moment-attune", *ids, do="card", seat="", far="near", chose="upside-down")
    assert owner.kept(Moment)[0].attunement == Attunement(far="near")


def test_where_one_goes_on_from_the_card(owner: Human) -> None:
    ids = moment_of(owner)
    assert owner.post("moment-attune", *ids, do="stop").headers["Location"] == at("home")
    assert owner.post("moment-attune", *ids, do="moment").headers["Location"] == at("moment", *ids)
    assert owner.post("moment-attune", *ids).headers["Location"] == at("moment-attune", *ids)


def test_it_keeps_itself_and_leaves_the_rest_of_the_moment(owner: Human) -> None:
    ids = moment_of(owner, words={"case/met": "Ik praatte veel."}, place=6)
    answer = owner.autosave("moment-attune", *ids, light="Tl uit")

    assert answer.status_code == 200 and "Bewaard om" in answer.json()["message"]
    (kept,) = owner.kept(Moment)
    assert (kept.attunement, kept.words, kept.place) == (
        Attunement(light="Tl uit"),
        {"case/met": "Ik praatte veel."},
        6,
    )


def test_too_much_is_refused_and_the_rest_is_kept(owner: Human) -> None:
    ids = moment_of(owner)
    answer = owner.post("moment-attune", *ids, do="card", light="x" * 201, pace="Traag", seat="beside")

    assert answer.status_code == 422 and typed(answer, "light") == "x" * 201
    assert owner.kept(Moment)[0].attunement == Attunement(pace="Traag", seat="beside")
    assert owner.autosave("moment-attune", *ids, light="x" * 201).status_code == 422


def test_words_of_two_windows_both_stay(owner: Human) -> None:
    ids = moment_of(owner)
    page = at("moment-attune", *ids)
    owner.client.post(page, {"light": "Deur open.", "was-light": ""}, headers={"X-Autosave": "1"})
    answer = owner.client.post(page, {"light": "Gordijn dicht.", "was-light": "", "do": "card"})

    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    kept = owner.kept(Moment)[0].attunement.light
    assert "Deur open." in kept and "Gordijn dicht." in kept


def test_the_other_cards_of_the_case_stand_below_the_newest_first(owner: Human) -> None:
    case = case_of(owner)
    for days, light in ((20, "Vroeg licht"), (2, "Laat licht")):
        moment_in(owner, case, on=TODAY - datetime.timedelta(days=days), attunement=Attunement(light=light))
    moment_in(owner, case)  # without a card
    moment_in(owner, case_of(owner, "kade 9"), attunement=Attunement(light="Ander licht"))
    here = moment_in(owner, case, attunement=Attunement(light="Dit licht"))

    page = words(owner.get("moment-attune", case, here)).partition("Andere kaarten bij deze casus")[2]

    assert 0 < page.index("Laat licht") < page.index("Vroeg licht")
    assert "Ander licht" not in page and "Dit licht" not in page


def test_alone_in_its_case_there_is_nothing_below(owner: Human) -> None:
    assert "Andere kaarten" not in words(owner.get("moment-attune", *moment_of(owner)))


@pytest.mark.parametrize("page", ["moment-attune", "moment-repair"])
def test_a_moment_of_another_case_or_of_somebody_else_is_not_there(page: str, people: SimpleNamespace) -> None:
    case, moment = moment_of(people.owner)
    other, loose = case_of(people.owner, "kade 9"), moment_in(people.owner, None)

    for ids in ((other, moment), (case, loose), (case, case), (moment, moment)):
        assert people.owner.get(page, *ids).status_code == 404
        assert people.owner.post(page, *ids, light="x").status_code == 404
    assert people.mate.get(page, case, moment).status_code == 404
    mine, _own = moment_of(people.mate)
    assert people.mate.get(page, mine, moment).status_code == 404


@pytest.mark.parametrize("page", ["moment-attune", "moment-repair"])
def test_a_concern_is_one_quiet_link_away(page: str, owner: Human) -> None:
    ids = moment_of(owner)
    assert f'href="{at("concern")}?from=' in main(owner.get(page, *ids))
