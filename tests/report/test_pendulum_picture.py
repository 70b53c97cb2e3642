"""The picture of the pendulum: every look in it, no thread over a gap, readable where it is narrow, and by itself."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.balance import About
from tegenwind.practice.pendulum import Pendulum, Point, labels, pendulum
from tegenwind.report.pendulum_picture import (
    ABOVE,
    BELOW,
    DOING,
    MEANING,
    PLACE,
    SAME_DAY,
    WORDS,
    Scale,
    heights,
    pendulum_svg,
    place_x,
    weight_x,
)
from tegenwind.wording import wording

NL = wording("nl")
LABELS = labels(NL)
DAY = datetime.date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def look(age: int, place: int | None = 4, number: int = 0, about: About = "week", **more: int | None) -> Point:
    legs = {"doing": None, "meaning": None} | more
    on = DAY - datetime.timedelta(days=age)
    return Point(age * 100 + number, number, on, about, "", place, legs["doing"], legs["meaning"], False)


@st.composite
def swings(draw: st.DrawFn) -> Pendulum:
    made = []
    for number, age in enumerate(draw(st.lists(st.integers(0, 500), min_size=1, max_size=60))):
        about: About = draw(st.sampled_from(("week", "contact")))
        place, doing, meaning = (draw(st.none() | st.integers(1, most)) for most in (7, 5, 5))
        made.append(look(age, place, number, about, doing=doing, meaning=meaning))
    return pendulum(made, NL)


def drawn(shown: Pendulum, width: float | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(pendulum_svg(shown, LABELS, width=width))


def named(picture: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in picture.iter() if name in one.get("class", "").split()]


def inside(picture: ElementTree.Element, *names: str) -> list[ElementTree.Element]:
    """What stands in the groups of these names."""
    return [one for name in names for group in named(picture, name) for one in group]


@given(swings())
def test_every_look_stands_in_it_and_one_kite_at_the_latest(shown: Pendulum) -> None:
    picture = drawn(shown)
    placed = [point for point in shown.points if point.place is not None]
    kites = named(picture, "line-kite")
    assert len(kites) == (1 if placed else 0)
    dots = inside(picture, "swing-week", "swing-contact")
    assert len(dots) + len(kites) == len(placed)
    legs = sum((point.doing is not None) + (point.meaning is not None) for point in shown.points)
    assert len(inside(picture, "swing-leg")) == legs
    height = float(picture.get("height", "0"))
    for one in dots:
        assert 0 < float(one.get("cy", "0")) < height


@given(swings())
def test_where_nothing_was_kept_runs_no_thread(shown: Pendulum) -> None:
    picture = drawn(shown)
    (path,) = named(picture, "swing-thread") or [ElementTree.Element("path", d="")]
    runs = [re.findall(r"[\d.]+ ([\d.]+)(?=C|$)", run) for run in path.get("d", "").split("M") if run]
    reach = [(float(run[0]), float(run[-1])) for run in runs]
    for gap in named(picture, "swing-gap"):
        top = float(gap.get("y", "0"))
        bottom = top + float(gap.get("height", "0"))
        assert not any(first < top and last > bottom for first, last in reach)
    assert len(reach) == len(shown.threads)


@given(swings())
def test_it_can_be_heard_and_carries_no_look_of_its_own(shown: Pendulum) -> None:
    picture = drawn(shown)
    assert picture.get("role") == "img"
    name, description = (picture.get("aria-labelledby") or "").split()
    told = {
        one.get("id"): one.text for one in (picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")) if one is not None
    }
    assert told == {name: shown.title, description: shown.sentence}
    assert "style" not in {attribute for one in picture.iter() for attribute in one.attrib}
    assert not list(picture.iter(f"{SVG}style")) and not list(picture.iter(f"{SVG}script"))


@given(swings(), st.none() | st.integers(300, 700))
def test_no_letter_is_small_and_no_two_months_meet(shown: Pendulum, width: int | None) -> None:
    picture = drawn(shown, width)
    words = list(picture.iter(f"{SVG}text"))
    assert words and all(float(one.get("font-size", "0")) >= 14 for one in words)
    # Nothing around the words stretches: only a thread does, and it has none.
    assert not any(
        child.tag == f"{SVG}text" for one in picture.iter(f"{SVG}svg") for child in one if one is not picture
    )
    months = [float(one.get("y", "0")) for one in named(picture, "swing-month")]
    assert months and all(later - earlier >= WORDS - 0.2 for earlier, later in pairwise(months))


def test_two_looks_on_one_day_both_show() -> None:
    shown = pendulum([look(0, 4, 0), look(0, 4, 1, "contact"), look(0, 4, 2)], NL)
    at = heights(shown.points, Scale(DAY, DAY))
    assert [later - earlier for earlier, later in pairwise(at.values())] == [SAME_DAY, SAME_DAY]


@pytest.mark.parametrize("width", [238, 576])
def test_places_and_weights_can_be_told_apart_on_a_phone(width: int) -> None:
    assert width * (place_x(2) - place_x(1)) >= 9 + 5
    for lane in (DOING, MEANING):
        assert width * (weight_x(lane, 2) - weight_x(lane, 1)) >= 6
    assert 0 < PLACE[0] < PLACE[1] < DOING[0] < DOING[1] < MEANING[0] < MEANING[1] == 1


@pytest.mark.parametrize(("days", "most"), [(0, 250), (183, 900), (3650, 1400)])
def test_it_never_grows_without_end(days: int, most: int) -> None:
    assert ABOVE + BELOW <= Scale(DAY - datetime.timedelta(days=days), DAY).height <= most


def test_over_a_new_year_the_year_stands_there() -> None:
    words = [one.text for one in named(drawn(pendulum([look(400), look(0)], NL)), "swing-month")]
    assert "2026" in words and "jan" not in words


def test_what_was_typed_is_no_markup() -> None:
    odd = replace(pendulum([look(0)], NL), title="<b>&", sentence='"><script>')
    svg = pendulum_svg(odd, LABELS)
    assert "<b>" not in svg and "<script" not in svg
    assert (drawn(odd).findtext(f"{SVG}title"), drawn(odd).findtext(f"{SVG}desc")) == ("<b>&", '"><script>')


def test_several_in_one_document_have_ids_of_their_own() -> None:
    shown = pendulum([look(60), look(0)], NL)
    ids = [re.findall(r' id="([^"]+)"', pendulum_svg(shown, LABELS, name=name)) for name in ("swing", "merel")]
    assert not set(ids[0]) & set(ids[1])
    assert "url(#merel-hatch)" in pendulum_svg(shown, LABELS, name="merel")


def test_nothing_kept_no_picture() -> None:
    assert pendulum_svg(pendulum([], NL), LABELS) == ""


def test_with_a_width_it_is_a_picture_that_a_pdf_can_hold() -> None:
    svg = pendulum_svg(pendulum([look(70, 2, doing=3), look(20, 5), look(6, 3, meaning=1)], NL), LABELS, width=480)
    assert "%" not in svg and 'viewBox="0 0 480 ' in svg
    page = b'#image(bytes(sys.inputs.svg), format: "svg", width: 12cm, alt: "x")'
    pdf = typst.compile(page, sys_inputs={"svg": str(svg)}, format="pdf")
    assert isinstance(pdf, bytes) and pdf.startswith(b"%PDF")
