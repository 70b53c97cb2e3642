"""The picture of the stones: each in it, none over another, no word and no figure, and the same tomorrow."""

from __future__ import annotations

import datetime
import random
import re
import time
from itertools import combinations
from xml.etree import ElementTree

import pytest

from tegenwind.practice.act import Ripple
from tegenwind.practice.seasons import Stone, sentence
from tegenwind.report.stones_picture import RINGS, WIDTH, room_for, spots, stones_svg
from tegenwind.wording import wording

DAY = datetime.date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
W = wording("nl")


def lying(number: int, rings: int = 1) -> list[Stone]:
    chance = random.Random(number)
    ripples = tuple(Ripple(on=DAY, words="Zij ook.") for _one in range(rings))
    return [
        Stone(id=chance.getrandbits(63), on=DAY, done=one % 3 > 0, ripples=ripples if one % 2 else ())
        for one in range(number)
    ]


def drawn(stones: list[Stone]) -> ElementTree.Element:
    return ElementTree.fromstring(stones_svg(stones, "Moed", sentence(stones, W)))


def paths(picture: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return picture.findall(f".//{SVG}g[@class='{name}']/*")


@pytest.mark.parametrize("number", [1, 2, 7, 25, 61, 200, 400])
def test_each_stone_is_in_it_and_those_let_be_are_open(number: int) -> None:
    stones = lying(number)
    picture = drawn(stones)
    done = [one for one in stones if one.done]
    assert len(paths(picture, "stone-done")) == len(done)
    assert len(paths(picture, "stone-let")) == number - len(done)
    assert len(paths(picture, "stone-rings")) == sum(one.rings for one in stones)


@pytest.mark.parametrize("number", [1, 2, 7, 25, 61, 200, 400])
def test_stones_and_rings_stay_inside_and_stones_apart(number: int) -> None:
    stones = lying(number, rings=9)
    picture = drawn(stones)
    _x, _y, wide, high = map(float, picture.attrib["viewBox"].split())
    assert wide <= WIDTH
    for ring in paths(picture, "stone-rings"):
        x, y, rx, ry = (float(ring.attrib[name]) for name in ("cx", "cy", "rx", "ry"))
        assert x - rx >= -0.2 and x + rx <= wide + 0.2 and y - ry >= -0.2 and y + ry <= high + 0.2
    room = room_for(number)
    for (x, y), (other_x, other_y) in combinations(spots(stones), 2):
        assert abs(x - other_x) > room * 0.6 or abs(y - other_y) > room * 0.5
    assert len(paths(picture, "stone-rings")) == RINGS * sum(1 for one in stones if one.ripples)


def test_there_is_no_word_and_no_figure_in_it_but_what_it_is_called() -> None:
    picture = drawn(lying(200))
    assert picture.findall(f".//{SVG}text") == []
    title, desc = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None and title.text == "Moed"
    assert desc is not None and desc.text and not re.search(r"\d", desc.text)
    assert picture.attrib["role"] == "img" and picture.attrib["aria-labelledby"] == "stones-t stones-d"
    assert "style=" not in ElementTree.tostring(picture, "unicode")


def test_what_it_is_called_is_escaped() -> None:
    picture = ElementTree.fromstring(stones_svg(lying(1), '<b>&"moed', "x"))
    title = picture.find(f"{SVG}title")
    assert title is not None and title.text == '<b>&"moed'


def test_it_lies_the_same_tomorrow_and_nothing_is_drawn_of_nothing() -> None:
    assert stones_svg(lying(30), "a", "b") == stones_svg(lying(30), "a", "b")
    assert stones_svg([], "a", "b") == ""


def test_two_hundred_are_quick_and_small() -> None:
    stones = lying(200, rings=3)
    began = time.process_time()
    picture = stones_svg(stones, "Moed", "x")
    assert time.process_time() - began < 0.1
    assert len(picture) < 70_000
