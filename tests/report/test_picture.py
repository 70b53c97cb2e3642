"""The picture of a theme: every kite at its stop, none over another, none crossed by a thread."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.check_in import Answer
from tegenwind.practice.report import ThemeLine, build
from tegenwind.report.picture import STOPS, picture, picture_svg, wave, wave_curve
from tests.report.support import check_in, pack, report

STATEMENTS = [statement.id for statement in pack().themes[0].statements]
places = st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=4, max_size=4)


def theme(now: list[int | None], then: list[int | None] | None = None) -> ThemeLine:
    def answers(places: list[int | None]) -> dict[str, Answer]:
        return {id_: Answer(recognition=place) for id_, place in zip(STATEMENTS, places, strict=True)}

    earlier = check_in(answers(then)) if then else None
    return build(pack(), check_in(answers(now)), "nl", earlier).themes[0]


@given(now=places, then=places)
def test_every_kite_has_its_own_place(now: list[int | None], then: list[int | None]) -> None:
    shown = picture(theme(now, then))
    assert [kite.stop for kite in shown.kites] == [place for place in now if place is not None]
    spans = []
    for kite in shown.kites:
        ends = {kite.stop, kite.then or kite.stop}
        spans.append((kite.level, set(range(min(ends), max(ends) + 1))))
    for (level, stops), (other_level, other_stops) in combinations(spans, 2):
        assert level != other_level or not stops & other_stops
    assert all(kite.level > 0 for kite in shown.kites if kite.then), "a thread along the line cannot be seen"
    assert all(0 < shown.y(kite.stop, kite.level) < shown.height for kite in shown.kites)


def test_kites_of_one_stop_are_stacked_upward_in_the_order_of_their_letters() -> None:
    assert [(kite.letter, kite.level) for kite in picture(theme([3, 3, 3, 3])).kites] == [
        ("a", 0), ("b", 1), ("c", 2), ("d", 3),
    ]  # fmt: skip


def test_only_what_moved_has_a_ring_and_a_thread() -> None:
    svg = picture_svg(theme([3, 2, 4, None], [5, 2, None, 1]), report().labels)
    assert svg.count('class="line-then"') == svg.count('class="line-thread"') == 1
    assert svg.count('class="line-kite"') == 3
    assert f'cx="{STOPS[5] * 100:g}%"' in svg


def test_svg_says_what_it_shows() -> None:
    shown = report().themes[0]
    svg = picture_svg(shown, report().labels)
    name, description = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', svg).groups()  # type: ignore[union-attr]
    assert f'<title id="{name}">{shown.title}</title>' in svg
    assert f'<desc id="{description}">{shown.picture}</desc>' in svg
    assert "style=" not in svg


@pytest.mark.parametrize("width", [256, 300, 640])
def test_kites_of_neighbouring_stops_never_touch(width: int) -> None:
    stops = [x * width for x in STOPS.values()]
    assert min(later - earlier for earlier, later in pairwise(stops)) > 28
    assert stops[0] >= 12 and width - stops[-1] >= 12


def test_the_line_goes_through_the_wave() -> None:
    for _, _, (x, y) in wave_curve():
        assert y == pytest.approx(wave(x), abs=0.01)
