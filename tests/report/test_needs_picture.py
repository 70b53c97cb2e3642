"""The picture of five by four: every letter at its own place, none over another, readable where it is narrow, and by itself."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.needs import NeedAnswer, Needs
from tegenwind.practice.needs_report import NeedsReport, build
from tegenwind.report.needs_picture import DISC, LEVEL, STOPS, letters, needs_svg
from tests.practice.needing import IDS, PACK, needs, places, rounds

SVG = "{http://www.w3.org/2000/svg}"
both = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def drawn(report: NeedsReport, *, narrow: bool = False, width: float | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(needs_svg(report, narrow=narrow, width=width))


def named(picture: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in picture.iter() if one.get("class") == name]


@both
@given(now=rounds, then=st.none() | rounds)
def test_every_place_that_was_given_is_one_letter(narrow: bool, now: Needs, then: Needs | None) -> None:
    report = build(PACK, now, "nl", then)
    picture = drawn(report, narrow=narrow)

    placed = [line for need in report.needs for cell in need.cells for line in cell.questions if line.place]
    assert len(named(picture, "needs-letter")) == len(named(picture, "needs-disc")) == len(placed)
    moved = [line for line in placed if line.then and line.then != line.place]
    assert len(named(picture, "needs-then")) == len(named(picture, "needs-thread")) == len(moved)
    assert len(named(picture, "needs-line")) == 20 and len(named(picture, "needs-name")) == 5


@given(now=rounds, then=st.none() | rounds)
def test_no_letter_stands_over_another_or_over_a_thread(now: Needs, then: Needs | None) -> None:
    assert LEVEL > 2 * DISC
    for need in build(PACK, now, "nl", then).needs:
        for cell in need.cells:
            spans = []
            for one in letters(cell):
                first, last = sorted((one.place, one.then or one.place))
                spans.append((one.level, set(range(first, last + 1))))
                assert one.level or one.then is None, "a thread along the line cannot be seen"
            for (level, room), (other, taken) in combinations(spans, 2):
                assert level != other or not room & taken


@both
@pytest.mark.parametrize("width", [284.0, 480.0])
@given(now=rounds, then=st.none() | rounds)
def test_everything_stays_inside(narrow: bool, width: float, now: Needs, then: Needs | None) -> None:
    """In a document of a fixed width; the letters are as large there as on a page."""
    picture = drawn(build(PACK, now, "nl", then), narrow=narrow, width=width)
    height = float(picture.get("height", "0"))

    assert picture.get("viewBox") == f"0 0 {width:g} {height:g}"
    marks = [one for group in picture.iter(f"{SVG}defs") for one in group.iter(f"{SVG}circle")]
    assert all(0 <= float(one.get("cx", "0")) <= width for one in marks)
    assert all(0 <= float(one.get("y", "0")) <= height for one in picture.iter(f"{SVG}use"))
    for one in picture.iter(f"{SVG}circle"):
        if one in marks:
            continue
        x, y, r = (float(one.get(name, "0")) for name in ("cx", "cy", "r"))
        assert 0 <= x <= width and r <= y <= height - r
    for one in picture.iter(f"{SVG}text"):
        assert float(one.get("font-size", "0")) >= 14 and 0 < float(one.get("y", "0")) <= height


@both
def test_a_letter_is_on_its_stop(narrow: bool) -> None:
    picture = drawn(build(PACK, places(support_team_b=4), "nl"), narrow=narrow, width=1000.0)

    (disc,), (letter,) = named(picture, "needs-disc"), named(picture, "needs-letter")
    assert letter.text == "b" and disc.get("cx") == letter.get("x")
    line = next(one for one in named(picture, "needs-line") if one.get("stroke-dasharray") is None)
    left, right = float(line.get("x1", "0")), float(line.get("x2", "0"))
    assert float(disc.get("cx", "0")) == pytest.approx(left + (right - left) * STOPS[4], abs=0.1)
    assert disc.get("cy") == line.get("y1")


@both
def test_letters_at_one_place_stand_above_each_other_in_their_order(narrow: bool) -> None:
    report = build(PACK, places(support_team_a=3, support_team_b=3, support_team_c=3), "nl")

    heights = {one.text: float(one.get("y", "0")) for one in named(drawn(report, narrow=narrow), "needs-letter")}

    assert heights["a"] - heights["b"] == pytest.approx(LEVEL) and heights["b"] - heights["c"] == pytest.approx(LEVEL)


def test_an_open_line_is_dashed_and_has_no_stops() -> None:
    picture = drawn(build(PACK, places(support_team_b=4), "nl"))

    assert len([one for one in named(picture, "needs-line") if one.get("stroke-dasharray")]) == 19
    (use,) = picture.iter(f"{SVG}use")
    (marks,) = (one for one in picture.iter(f"{SVG}g") if f"#{one.get('id')}" == use.get("href"))
    assert len(named(marks, "needs-stop")) == 5


@both
def test_it_says_what_it_shows(narrow: bool) -> None:
    report = build(PACK, places(support_team_b=4), "nl")
    svg = needs_svg(report, narrow=narrow)

    name, told = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', svg).groups()  # type: ignore[union-attr]
    assert f'<title id="{name}">{report.labels.title}</title>' in svg
    assert f'<desc id="{told}">{report.picture}</desc>' in svg
    assert all(world in svg for world in report.labels.worlds) and report.labels.little in svg
    beside = needs_svg(build(PACK, places(support_team_b=4), "nl", places(support_team_b=1)), narrow=narrow)
    assert report.labels.earlier in beside and report.labels.earlier not in svg


def test_the_two_layouts_share_no_id() -> None:
    report = build(PACK, places(support_team_b=4), "nl")
    found = [set(re.findall(r' id="([^"]+)"', needs_svg(report, narrow=narrow))) for narrow in (False, True)]
    assert found[0] and found[1] and not found[0] & found[1]


def test_places_are_told_apart_without_colour() -> None:
    """In grey: by where a letter stands, and a ring by its dashes; there are no other colours than those of every letter."""
    report = build(PACK, needs({key: NeedAnswer(place=index % 5 + 1) for index, key in enumerate(IDS)}), "nl")
    discs = named(drawn(report), "needs-disc")
    assert len({(one.get("fill"), one.get("stroke")) for one in discs}) == 1 and len(discs) == len(IDS)


def test_no_style_of_its_own_and_everything_escaped() -> None:
    text = {"nl": "<b>Plaats</b>", "en": "Place"}
    questions = PACK.questions
    assert questions is not None
    part = questions.needs[0].model_copy(update={"title": text})
    odd = questions.model_copy(update={"needs": (part, *questions.needs[1:])})
    svg = needs_svg(build(PACK.model_copy(update={"questions": odd}), places(place_self_a=1), "nl"))

    assert "style" not in svg and "<b>" not in svg and "&lt;b&gt;Plaats" in svg
    ElementTree.fromstring(svg)


@both
def test_a_document_can_show_it(narrow: bool) -> None:
    svg = needs_svg(build(PACK, places(support_team_b=4, limits_self_a=1), "nl"), narrow=narrow, width=480)
    made = typst.compile(b'#image(bytes(sys.inputs.svg), format: "svg")', format="pdf", sys_inputs={"svg": str(svg)})
    assert made.startswith(b"%PDF")
