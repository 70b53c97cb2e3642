"""The line of a theme of a wave: every sign at its place, none over another, and said in words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.report.wave_picture import Drawn, draw, letters, sign_svg, theme_svg, x
from tegenwind.report.wave_sides import Mark

HALVES = st.integers(2, 10).map(lambda half: half / 2)
OTHERS = st.builds(Mark, st.sampled_from(["leaders", "estimate"]), st.sampled_from(["Kees", "Ans", "Bo"]), HALVES)
TEAM = HALVES.map(lambda place: Mark("team", "het team", place))


@given(TEAM, st.lists(OTHERS, max_size=8), st.none() | HALVES)
def test_no_sign_over_another_and_each_at_its_place(team: Mark, others: list[Mark], then: float | None) -> None:
    drawn = draw([team, *others], letters(others), then)

    at = [(sign.mark.place, sign.level) for sign in drawn.signs]
    assert len(set(at)) == len(at) and sorted(sign.mark.place for sign in drawn.signs) == sorted(
        one.place for one in (team, *others)
    )
    kite = next(sign for sign in drawn.signs if sign.mark.sort == "team")
    if drawn.then is None:
        assert kite.level == 0 and then in (None, team.place)
    else:
        low, high = sorted((drawn.then, team.place))
        on_the_thread = [one for one in at if one[1] == kite.level and low <= one[0] <= high]
        assert on_the_thread == [(team.place, kite.level)] and kite.level > 0
    top = max(level for _place, level in at)
    assert drawn.line_y - 38 * top >= 20 and drawn.height > drawn.line_y


def test_the_ends_of_the_scale_are_the_ends_of_the_line() -> None:
    assert [x(1), x(2.5), x(3), x(5)] == pytest.approx([0.08, 0.395, 0.5, 0.92])


def test_one_who_leads_needs_no_letter() -> None:
    kees, ans = Mark("leaders", "Kees", 2), Mark("estimate", "Ans", 4)
    team = Mark("team", "het team", 3)
    assert letters([team, kees]) == {}
    assert letters([team, kees, ans]) == {"Kees": "A", "Ans": "B"}


def test_the_picture_says_what_it_shows_and_lets_no_markup_in() -> None:
    marks = [Mark("team", "<b>", 2.5), Mark("leaders", "<i>", 2.5), Mark("estimate", "K", 5)]
    shown = theme_svg("zeggen", "<script>", "Het team & “<u>”.", draw(marks, {"<i>": "A", "K": "B"}, then=4))
    root = ElementTree.fromstring(f'<x xmlns:html="x">{shown}</x>')[0]
    assert root.findtext("title") == "<script>" and root.findtext("desc") == "Het team & “<u>”."
    assert root.attrib["aria-labelledby"].split() == [root.find("title").attrib["id"], root.find("desc").attrib["id"]]  # type: ignore[union-attr]
    assert (
        len(re.findall("line-kite", shown))
        == len(re.findall("wave-leaders", shown))
        == len(re.findall("line-then", shown))
        == 1
    )
    assert "style=" not in shown


def test_signs_for_the_list() -> None:
    for sort in ("team", "leaders", "estimate", "then"):
        ElementTree.fromstring(sign_svg(sort, "A"))
    assert draw([], {}) == Drawn(())
