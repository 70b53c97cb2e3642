"""Small dissent, and first conversations: taken along and brought in, told in the book, erased, and forged by hand."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import actions_erase, refusals, work
from tegenwind.portability.work import TakingAlong
from tegenwind.practice import versions
from tegenwind.practice.act import RIPPLES_MAX, Act, Ripple
from tegenwind.practice.circle import Circle
from tegenwind.practice.intake import Intake
from tegenwind.practice.season import Season
from tegenwind.practice.tension import Tension
from tegenwind.practice.values import MOST, OwnValue, Values
from tegenwind.vault import queries
from tegenwind.vault.models import SealedRecord
from tegenwind.web import library, shelf
from tests.portability import moving
from tests.portability.moving import ON, bring_in, put, take_along
from tests.practice.test_versions import KEPT


@pytest.fixture
def filled(mine: Unlocked) -> SimpleNamespace:
    """Two tensions, a circle of the second, an act of both, another act by itself, values, a season and a conversation."""
    pack = library.for_purpose("dissent")
    belongs = {"pack": pack.id, "digest": pack.digest}
    made = SimpleNamespace(unlocked=mine)
    made.other = put(mine, Tension(on=ON, words="De bel van de lege kamer.", spots=("jaw",)))
    made.tension = put(mine, Tension(on=ON, words="De krul onder het verslag.", strength="clear", became="circle"))
    made.circle = put(
        mine,
        Circle(
            **belongs,
            tension=made.tension,
            began_on=ON,
            changed_on=ON,
            words={"who": "Iemand die leest wat ze tekent."},
            own=(OwnValue(id="eigen-1", words="Proper werk"),),
        ),
        True,
    )
    made.alone = put(mine, Act(**belongs, began_on=ON, own="Een stoel erbij"))
    made.act = put(
        mine,
        Act(
            **belongs,
            tension=made.tension,
            circle=made.circle,
            began_on=ON,
            form="vorm-nacht",
            choice="do",
            on=ON,
            did="Het blad mee naar huis genomen.",
            ripples=(Ripple(on=ON, words="Bo nam het hare ook mee."),),
            values=("waarde-tijd",),
        ),
        True,
    )
    made.values = put(mine, Values(**belongs, began_on=ON, settled_on=ON, true_yes="Blijven zitten."), "sorting")
    made.season = put(mine, Season(season="2026-autumn", changed_on=ON, words="Een herfst met drie stenen."))
    body = json.loads((KEPT / "intake-1.json").read_text(encoding="utf-8"))
    made.intake = put(mine, Intake.model_validate(body | {"card": 4242424242, "address": "geheim adres"}))
    return made


WORDS = (
    "De bel van de lege kamer.",
    "De krul onder het verslag.",
    "Iemand die leest wat ze tekent.",
    "Proper werk",
    "Een stoel erbij",
    "Het blad mee naar huis genomen.",
    "Bo nam het hare ook mee.",
    "Blijven zitten.",
    "Een herfst met drie stenen.",
    "Ik loop ergens tegenaan en wil er een keer over praten.",
    "Dan zit ik vol. Kan een van deze?",
)


def test_each_names_its_own_elsewhere(filled: SimpleNamespace, elsewhere: Unlocked, store: Path) -> None:
    taken = take_along(filled.unlocked, store)

    bring_in(elsewhere, taken, store)

    assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(taken)
    there = {kind: queries.all_heads(elsewhere, kind) for kind in ("tension", "circle", "act")}
    named = {head.data["words"]: head.id for head in there["tension"]}
    (circle,) = there["circle"]
    assert circle.data["tension"] == named["De krul onder het verslag."]
    acts = {head.data["form"]: head.data for head in there["act"]}
    assert (acts["vorm-nacht"]["tension"], acts["vorm-nacht"]["circle"]) == (circle.data["tension"], circle.id)
    assert acts[None]["tension"] is acts[None]["circle"] is None
    here = {kind: moving.listed(filled.unlocked)[kind] for kind in versions.KINDS if kind != "intake"}
    assert {kind: moving.listed(elsewhere)[kind] for kind in here} == here


def test_no_number_of_the_database_is_in_it(filled: SimpleNamespace, store: Path) -> None:
    for name, content in moving.members(take_along(filled.unlocked, store)).items():
        for record in SealedRecord.objects.values_list("pk", flat=True):
            assert str(record).encode() not in content, name


def test_where_a_conversation_goes_does_not_travel(filled: SimpleNamespace, elsewhere: Unlocked, store: Path) -> None:
    """The number of a card and an address say something in this place alone; elsewhere they could be somebody else's."""
    taken = take_along(filled.unlocked, store)
    for content in moving.members(taken).values():
        assert b"4242424242" not in content and b"geheim adres" not in content

    def forged(read: Any) -> None:
        read["records"]["intake"]["items"][0]["body"] |= {"card": 7, "address": "iemand anders"}

    bring_in(elsewhere, moving.changed(taken, forged), store)

    (body,) = moving.bodies(elsewhere)["intake"]
    assert (body["card"], body["address"]) == (None, "")
    assert [event["words"] for event in body["events"]] == [*WORDS[-2:], ""]
    (stays,) = moving.bodies(filled.unlocked)["intake"]
    assert (stays["card"], stays["address"]) == (4242424242, "geheim adres")


def test_the_book_tells_all_of_it(filled: SimpleNamespace, store: Path) -> None:
    told = moving.member(take_along(filled.unlocked, store), "boek.html").decode()
    said = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", told)).split())
    for words in WORDS:
        assert words in said, words
    # With the act and with the circle that began with it, and where it stands itself.
    assert said.count("De krul onder het verslag.") == 3 and said.count("De bel van de lege kamer.") == 1


def test_erasing_a_tension_lets_go_of_it_and_of_nothing_else(filled: SimpleNamespace, store: Path) -> None:
    before = moving.bodies(filled.unlocked)
    take_along(filled.unlocked, store)

    actions_erase.erase_record(filled.unlocked, "tension", filled.tension)

    after = moving.bodies(filled.unlocked)
    assert [one["words"] for one in after["tension"]] == ["De bel van de lege kamer."]
    assert after["circle"] == [body | {"tension": None} for body in before["circle"]]
    assert shelf.take(filled.unlocked, Act, filled.act).record.tension is None
    assert shelf.take(filled.unlocked, Act, filled.act).record.circle == filled.circle
    assert {kind: after[kind] for kind in ("values", "season", "intake")} == {
        kind: before[kind] for kind in ("values", "season", "intake")
    }
    # A circle that nothing followed stays at hand, as it was.
    assert [head.id for head in queries.pinned(filled.unlocked, "circle")] == [filled.circle]
    assert queries.all_heads(filled.unlocked, "circle")[0].data["tension"] is None
    assert work.standing(filled.unlocked, TakingAlong) is None


def test_erasing_a_circle_and_then_an_act(filled: SimpleNamespace) -> None:
    actions_erase.erase_record(filled.unlocked, "circle", filled.circle)
    act = shelf.take(filled.unlocked, Act, filled.act).record
    assert (act.circle, act.tension) == (None, filled.tension)

    actions_erase.erase_record(filled.unlocked, "act", filled.act)

    assert [one["own"] for one in moving.bodies(filled.unlocked)["act"]] == ["Een stoel erbij"]
    assert len(moving.bodies(filled.unlocked)["tension"]) == 2
    assert "Bo nam het hare ook mee." not in repr(moving.bodies(filled.unlocked))


@pytest.mark.parametrize("kind", ["tension", "circle", "act", "values", "season", "intake"])
def test_erasing_all_of_a_kind_leaves_the_others(kind: str, filled: SimpleNamespace) -> None:
    before = {name: len(bodies) for name, bodies in moving.bodies(filled.unlocked).items()}

    assert actions_erase.erase_kind(filled.unlocked, kind) == before[kind]

    after = {name: len(bodies) for name, bodies in moving.bodies(filled.unlocked).items()}
    assert after == before | {kind: 0}
    for name in versions.KINDS:
        for head in queries.all_heads(filled.unlocked, name):
            assert kind not in ("tension", "circle") or head.data.get(kind) is None, name


Change = Callable[[dict[str, Any]], Any]


def body(kind: str, **fields: Any) -> Change:
    """Set fields of the last record of a kind."""
    return lambda read: read["records"][kind]["items"][-1]["body"].update(fields)


def event(**fields: Any) -> Change:
    return lambda read: read["records"]["intake"]["items"][0]["body"]["events"][0].update(fields)


RIPPLE = {"on": "2026-11-22", "words": "x", "key": ""}
FORGED: dict[str, tuple[Change, str]] = {
    "a tension that is nobody's": (body("circle", tension=9), "circle › 1 › body › tension"),
    "a circle before the first": (body("act", circle=0), "act › 2 › body › circle"),
    "a number of the database": (body("act", tension=2**62), "act › 2 › body › tension"),
    "a form that is an address": (body("act", form="../../sign-out"), "act › 2 › body › form"),
    "a value that is markup": (body("act", values=["<b>"]), "act › 2 › body › values"),
    "more values than fit": (body("circle", values=[f"waarde-{n}" for n in range(MOST + 1)]), "circle › 1 › body"),
    "more ripples than fit": (body("act", ripples=[RIPPLE] * (RIPPLES_MAX + 1)), "act › 2 › body › ripples"),
    "a ripple without words": (body("act", ripples=[RIPPLE | {"words": ""}]), "ripples › 0 › words"),
    "a place in the body that is none": (body("tension", spots=["ziel"]), "tension › 2 › body › spots"),
    "a strength of one's own": (body("tension", strength="9"), "tension › 2 › body › strength"),
    "a pile of one's own": (body("values", laid={"waarde-tijd": "no"}), "values › 1 › body › laid"),
    "a value of one's own without words": (
        body("values", own=[{"id": "eigen-1", "words": ""}]),
        "values › 1 › body › own",
    ),
    "a fifth season": (body("season", season="2026-carnival"), "season › 1 › body › season"),
    "a season that is a path": (body("season", season="2026-winter/../x"), "season › 1 › body › season"),
    "another pack": (body("values", pack="weerstand"), "values › 1 › body › pack"),
    "a version that is not there": (body("act", digest="f" * 64), "niet in het archief"),
    "a conversation that nobody asked for": (body("intake", events=[]), "intake › 1"),
    "one that begins with an answer": (event(what="confirmed"), "intake › 1"),
    "a third side": (event(who="host"), "intake › 1 › body › events"),
    "an hour without a zone": (event(moments=[{"start": "2026-11-26T13:00:00", "minutes": 50}]), "intake › 1 › body"),
    "an hour past the end of time": (
        event(moments=[{"start": "9999-12-31T23:59:00-12:00", "minutes": 50}]),
        "intake › 1 › body",
    ),
    "a token that is none": (body("intake", token="../x"), "intake › 1 › body › token"),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_the_program_could_not_have_written_is_refused(
    name: str, filled: SimpleNamespace, elsewhere: Unlocked, store: Path
) -> None:
    change, place = FORGED[name]
    taken = moving.changed(take_along(filled.unlocked, store), lambda read: change(read) and None)

    with pytest.raises(refusals.Refused) as told:
        bring_in(elsewhere, taken, store)

    assert place in told.value.sentence
    assert SealedRecord.objects.filter(vault_id=elsewhere.vault_id).count() == 0
