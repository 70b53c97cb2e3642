"""Small dissent of the made-up helpers: believable from the first tension to the last ripple; and mistakes in it are told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import season
from tegenwind.practice.act import Act
from tegenwind.practice.circle import Circle
from tegenwind.practice.season import Season
from tegenwind.practice.tension import Tension
from tegenwind.practice.values import Values
from tegenwind.project import demo, demo_files, serving
from tegenwind.project.demo_files import Helper
from tegenwind.vault import queries
from tests.accounts.people import joined
from tests.project.running import EXAMPLES
from tests.project.test_demo_files import HELPERS, PACKS, TODAY, WITH_ALL, of, told

PACK = next(pack for pack in PACKS if pack.purpose == "dissent")


@WITH_ALL
def test_tensions_became_several_things_and_nothing_too(helper: Helper) -> None:
    tensions: list[Tension] = of(helper, "tension")
    circles: list[Circle] = of(helper, "circle")
    acts: list[Act] = of(helper, "act")
    assert {one.became for one in tensions} >= {"circle", "act", "nothing", None}
    assert len({one.strength for one in tensions}) >= 3
    # What it became is there, and began on that day or later.
    for number, one in enumerate(tensions, 1):
        followed = {
            "circle": [made.began_on for made in circles if made.tension == number],
            "act": [made.began_on for made in acts if made.tension == number and made.circle is None],
        }.get(one.became or "", [one.on])
        assert followed and min(followed) >= one.on, one.words
    # And nothing began with one that says otherwise.
    began_with = [one.tension for one in circles] + [one.tension for one in acts if one.circle is None]
    assert {tensions[number - 1].became for number in began_with if number} == {"circle", "act"}
    assert any(not one.words for helper in HELPERS for one in of(helper, "tension")), "one is only felt"


@WITH_ALL
def test_acts_were_done_left_put_off_and_passed_on_and_some_rippled(helper: Helper) -> None:
    acts: list[Act] = of(helper, "act")
    circles: list[Circle] = of(helper, "circle")
    assert {one.choice for one in acts} == {"do", "not-now", "not", None}
    assert any(one.belongs for one in acts) and any(one.is_under_way for one in acts)
    assert len({one.form for one in acts}) == len(acts)
    assert PACK.acts is not None
    stretches = {
        part.stretch for part in PACK.acts.stretches for form in part.forms if form.id in {a.form for a in acts}
    }
    assert len(stretches) >= 4, "from silent to active"
    for one in acts:
        assert one.on is None or (one.did and one.choice == "do")
        assert all(later.on >= (one.on or TODAY) for later in one.ripples)
        assert [later.on for later in one.ripples] == sorted(later.on for later in one.ripples)
        if one.circle:
            assert one.tension == circles[one.circle - 1].tension and one.began_on >= circles[one.circle - 1].began_on
    assert any(len(one.ripples) > 1 for one in acts) and any(
        one.on and not one.ripples for one in (*acts, *_all_acts())
    )


def _all_acts() -> list[Act]:
    return [one for helper in HELPERS for one in of(helper, "act")]


@WITH_ALL
def test_values_changed_and_the_earlier_ones_are_there(helper: Helper) -> None:
    first, now = of(helper, "values")
    assert isinstance(first, Values) and first.settled_on and now.settled_on > first.settled_on
    assert set(first.chosen) != set(now.chosen) and first.true_yes and now.true_yes
    assert any(one.id in now.chosen for one in now.own), "one in own words"
    for one in (first, now):
        assert all(one.laid[value] == "yes" for value in one.chosen)
        assert set(one.sentences) <= set(one.chosen)


@WITH_ALL
def test_on_every_day_of_a_year_acts_lie_in_two_seasons_and_each_text_in_its_own(helper: Helper) -> None:
    for later in range(0, 365, 7):
        today = TODAY + datetime.timedelta(days=later)
        (helped,) = [one for one in demo_files.read(EXAMPLES / "helpers", PACKS, today) if one.name == helper.name]
        written: list[Season] = of(helped, "season")
        assert len({one.season for one in written}) == len(written) == 2, "one in a place, or nothing is read"
        done = {season.season_of(one.on) for one in of(helped, "act") if one.on}
        assert len(done) >= 2
        assert any(one.season in done for one in written)


@pytest.mark.django_db
@WITH_ALL
def test_what_is_at_hand_is_what_the_pages_would_have_at_hand(helper: Helper) -> None:
    from django.conf import settings

    assert serving.install_packs(settings.TEGENWIND) == []
    _person, unlocked = joined("Anne")
    demo.keep(unlocked, helper)
    assert _pinned(unlocked, "act") == [one.is_under_way for one in reversed(of(helper, "act"))].count(True)
    followed = {one.circle for one in of(helper, "act")}
    open_circles = [number for number, _one in enumerate(of(helper, "circle"), 1) if number not in followed]
    assert _pinned(unlocked, "circle") == len(open_circles)
    assert {head.pinned for head in queries.pinned(unlocked, "season")} == {one.season for one in of(helper, "season")}
    assert _pinned(unlocked, "values") == _pinned(unlocked, "tension") == 0
    # Each ripple can be taken away again.
    keys = [ripple["key"] for one in queries.open_many(unlocked, "act").records for ripple in one.body["ripples"]]
    assert keys and all(keys)


def _pinned(unlocked: Unlocked, kind: str) -> int:
    return len(queries.pinned(unlocked, kind))


HERE = "began_on: -9, changed_on: -9"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("tension:\n  - {on: -1, spots: [ziel]}\n", "5:22", "item 1 of 'spots' is 'ziel', allowed"),
        ("tension:\n  - {on: 1}\n", "5:6", "-400 to 0"),
        (
            f"circle:\n  - {{{HERE}, tension: 1}}\n",
            "5:36",
            "tension is 1, allowed is the number of a tension that stands",
        ),
        (f"circle:\n  - {{{HERE}, values: [q]}}\n", "5:45", "'q' is not in the pack klein-verzet, allowed are waarde-"),
        (f"circle:\n  - {{{HERE}, pack: klein-verzet}}\n", "5:36", "'pack' is not known here"),
        ("act:\n  - {began_on: -9, form: q}\n", "5:20", "'q' is not in the pack klein-verzet, allowed are vorm-"),
        ("act:\n  - {began_on: -9, values: [q]}\n", "5:29", "allowed are waarde-"),
        ("act:\n  - {began_on: -9, ripples: [{on: -1, words: x, key: x}]}\n", "5:49", "'key' is not known here"),
        ("values:\n  - {began_on: -9, laid: {q: 'yes'}}\n", "5:27", "'q' is not in the pack klein-verzet"),
        ("values:\n  - {began_on: -9, chosen: [eigen-1]}\n", "5:29", "'eigen-1' is not in the pack"),
        ("values:\n  - {began_on: -9}\n  - {began_on: -8}\n", "6:5", "a second values is open here"),
        ("season:\n  - {season: 2026-autumn, changed_on: -1}\n", "5:6", "a whole number of days from today"),
        (
            "season:\n  - {season: -2, changed_on: -1}\n  - {season: -1, changed_on: 0}\n",
            "6:5",
            "a second season is open",
        ),
        ("intake: []\n", "4:1", "'intake' is not known here"),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, line: str, says: str, tmp_path: Path) -> None:
    (only,) = told(tmp_path, text)
    assert only.startswith(f"{line}: "), only
    assert says in only


def test_an_own_value_can_be_laid_and_named(tmp_path: Path) -> None:
    text = (
        "name: Noor\nlanguage: nl\nwho: Iemand.\nvalues:\n"
        "  - {began_on: -9, settled_on: -8, own: [{id: eigen-1, words: Proper werk}], laid: {eigen-1: 'yes'}, chosen: [eigen-1]}\n"
    )
    (tmp_path / "een.yaml").write_text(text, encoding="utf-8")
    (helper,) = demo_files.read(tmp_path, PACKS, TODAY)
    (sorting,) = of(helper, "values")
    assert sorting.head()["own"] == {"eigen-1": "Proper werk"}
