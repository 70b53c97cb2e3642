"""Erasing what was kept in small dissent, and a conversation with a coach: the page says what goes and what stays, and so it is."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from tegenwind.practice.act import Act
from tegenwind.practice.circle import Circle
from tegenwind.practice.intake import Event, Intake
from tegenwind.practice.season import Season, season_of
from tegenwind.practice.tension import Tension
from tegenwind.practice.values import Values
from tegenwind.web import library
from tests.portability import moving
from tests.portability.moving import ON, put
from tests.web.people import Human, at, words

pytestmark = pytest.mark.django_db

#: Kind, what its page says of the rest, where one is afterwards.
PAGES = {
    "tension": ("Een cirkel of een daad die ermee begon, blijft staan", "tensions"),
    "circle": ("De spanning waarmee deze cirkel begon blijft", "dissent"),
    "act": ("Ook wat er daarna bewoog, gaat mee", "acts"),
    "values": ("Waarden die je bij een cirkel of een daad koos, blijven daar staan", "values"),
    "season": ("De daden van dat seizoen blijven", "seasons"),
    "intake": ("De ander houdt de eigen kant, en hoort niet dat je dit wist", "intakes"),
}


@pytest.fixture
def kept(owner: Human) -> SimpleNamespace:
    pack = library.for_purpose("dissent")
    belongs = {"pack": pack.id, "digest": pack.digest}
    unlocked = owner.unlocked
    tension = put(unlocked, Tension(on=ON, words="De krul."))
    circle = put(unlocked, Circle(**belongs, tension=tension, began_on=ON, changed_on=ON, words={"who": "Ik lees."}))
    event = Event(key="aZ1bY2cX3dW4", n=0, who="person", what="asked", on=ON, words="Mag het ook 's avonds?")
    return SimpleNamespace(
        tension=tension,
        circle=circle,
        act=put(unlocked, Act(**belongs, tension=tension, circle=circle, began_on=ON, own="Een stoel erbij")),
        values=put(unlocked, Values(**belongs, began_on=ON, settled_on=ON, true_yes="Blijven.")),
        season=put(unlocked, Season(season="2026-autumn", changed_on=ON, words="Zo was het.")),
        intake=put(unlocked, Intake(side="person", token="0" * 32, other="Mira", own="Lut", events=(event,))),
    )


@pytest.mark.parametrize("kind", PAGES)
def test_the_page_says_what_stays_and_it_stays(kind: str, owner: Human, kept: SimpleNamespace) -> None:
    says, back = PAGES[kind]
    before = moving.bodies(owner.unlocked)
    page = words(owner.get("erase-one", kind, getattr(kept, kind)))
    assert says in page and "Dit kan niet ongedaan" in page

    assert owner.post("erase-one", kind, getattr(kept, kind)).headers["Location"] == at(back)

    after = moving.bodies(owner.unlocked)
    assert after[kind] == []
    let_go = {"tension": None, "circle": None}
    for other in PAGES:
        if other != kind:
            (here,), (there,) = before[other], after[other]
            assert {**here, **({kind: None} if kind in here and kind in let_go else {})} == there, other


#: Where each stands, and the pages around them.
AROUND = ("home", "dissent", "tensions", "acts", "values", "seasons", "intakes", "take-along", "erase")
OWN = {"tension": "tension", "circle": "circle", "act": "act", "values": "values-earlier", "intake": "intake"}


@pytest.mark.parametrize("kind", PAGES)
def test_what_stays_opens_without_it(kind: str, owner: Human, kept: SimpleNamespace) -> None:
    owner.post("erase-one", kind, getattr(kept, kind))
    for name in AROUND:
        assert owner.get(name).status_code == 200, name
    for other, name in OWN.items():
        assert owner.get(name, getattr(kept, other)).status_code == (404 if other == kind else 200), name
    assert owner.get("season", "2026-autumn").status_code == 200


@pytest.mark.parametrize("day", [date.min, date(1, 12, 31), date(9999, 12, 31)])
def test_days_at_the_edges_of_the_calendar_break_no_page(day: date, owner: Human) -> None:
    """An archive may bring any day; a page that no longer opens could not even be used to erase it."""
    pack = library.for_purpose("dissent")
    belongs = {"pack": pack.id, "digest": pack.digest}
    unlocked = owner.unlocked
    tension = put(unlocked, Tension(on=day, words="Ooit."))
    act = put(unlocked, Act(**belongs, began_on=day, choice="do", on=day, did="Toen.", values=("waarde-tijd",)))
    values = put(unlocked, Values(**belongs, began_on=day, settled_on=day, chosen=("waarde-tijd",)))
    for season in ("0000-winter", "0000-spring", "9999-winter", "9999-autumn"):
        put(unlocked, Season(season=season, changed_on=day, words="Zo was het."), season)
    for name in AROUND:
        assert owner.get(name).status_code == 200, name
    assert owner.client.get(f"{at('seasons')}?by=value").status_code == 200
    for season in ("0000-winter", "0000-spring", "9999-winter", "9999-autumn", season_of(day)):
        # A season that has not begun, or that nobody can have lived in, has no page of its own.
        assert owner.get("season", season).status_code in (200, 404), season
    for name, record_id in (("tension", tension), ("act", act), ("values-earlier", values)):
        assert owner.get(name, record_id).status_code == 200
    for kind in ("tension", "act", "values", "season"):
        assert owner.post("erase-practice", kind).status_code == 302


def test_each_can_be_told_apart_before_it_goes(owner: Human, kept: SimpleNamespace) -> None:
    named = {"tension": "22 november 2026", "act": "Een stoel erbij", "season": "herfst 2026", "intake": "Mira"}
    for kind, name in named.items():
        assert name in words(owner.get("erase-one", kind, getattr(kept, kind)))


def test_all_of_a_kind_is_offered_with_what_it_is(owner: Human, kept: SimpleNamespace) -> None:
    page = words(owner.get("erase"))
    for title in (
        "Spanningen",
        "Cirkels",
        "Kleine daden",
        "Waarden",
        "Terugblik op een seizoen",
        "Gesprekken met een coach",
    ):
        assert title in page
    assert "Wissen zegt niets af" in words(owner.get("erase-practice", "intake"))
    owner.post("erase-practice", "tension")
    assert moving.bodies(owner.unlocked)["circle"][0]["tension"] is None
    assert "Spanningen" not in words(owner.get("erase"))


def test_nobody_else_can_erase_it(owner: Human, kept: SimpleNamespace, join: object) -> None:
    mate: Human = join("Sam")  # type: ignore[operator]
    for kind in PAGES:
        assert mate.post("erase-one", kind, getattr(kept, kind)).status_code == 404
    assert all(len(moving.bodies(owner.unlocked)[kind]) == 1 for kind in PAGES)
