"""The statements of small dissent and of the six pillars are answered like any other, and lead to the routes of their pack."""

from __future__ import annotations

import pytest

from tegenwind.web import library
from tests.packs.shipping import TEAM
from tests.web.people import Human, at, main, words

pytestmark = pytest.mark.django_db

PACKS = ("klein-verzet", "zes-zuilen")
NO_POINT_OF_YOURS = "Verzet dat terecht is, is geen ontwikkelpunt van jou."


@pytest.mark.parametrize(
    ("pack_id", "pages"), [(PACKS[0], ("reflection", "dissent")), (PACKS[1], ("reflection", "home"))]
)
def test_it_is_offered_where_it_is_looked_for(owner: Human, pack_id: str, pages: tuple[str, ...]) -> None:
    pack = library.pack(pack_id)
    for page in pages:
        said = owner.get(page)
        assert pack.title["nl"] in words(said) and at("answer-all", pack_id) in main(said)
    listed = words(owner.get("answer-all", pack_id))
    assert [one.id for one in pack.statements if one.text["nl"] not in listed] == []


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_statement_of_each_theme_leads_to_its_route(owner: Human, pack_id: str) -> None:
    pack = library.pack(pack_id)
    first = {theme.statements[0].id: pack.route_for(theme.statements[0].id) for theme in pack.themes}
    for statement, route in first.items():
        report = owner.finish({statement: (4, 3, "Hier bleef ik haken.")}, pack_id)
        assert route.title["nl"] in words(owner.get("report", report))
        answer = owner.post("report", report, statement=statement, reply="yes")
        assert answer.status_code == 302
        assert route.title["nl"] in words(owner.client.get(answer.headers["Location"]))


def test_a_report_of_small_dissent_says_what_is_no_development_point(owner: Human) -> None:
    dissent = owner.finish({"zeg-rondvraag": (4, 3, "")}, "klein-verzet")
    other = owner.finish({"ja-maar": (4, 3, "")})
    assert NO_POINT_OF_YOURS in words(owner.get("report", dissent))
    assert NO_POINT_OF_YOURS not in words(owner.get("report", other))


def test_packs_of_other_purposes_are_not_answered_here(owner: Human) -> None:
    offered = {pack.id for pack in library.check_ins()}
    assert offered == {"weerstand", "verbinding", *PACKS}
    for pack_id in ("aansluiten", "twee-benen", "basisbehoeften", *TEAM):
        assert owner.get("answer-all", pack_id).status_code == 404


def test_what_a_team_answers_is_offered_to_nobody_alone(owner: Human) -> None:
    assert set(TEAM) <= {pack.id for pack in library.offered()}
    for page in ("home", "reflection", "dissent", "routes"):
        said = main(owner.get(page))
        for pack_id in TEAM:
            pack = library.pack(pack_id)
            for sign in (at("answer-all", pack_id), pack.summary["nl"], f"<h2>{pack.title['nl']}</h2>"):
                assert sign not in said, page
