"""Adding up by value and season: every stone with one's own words, no figure, and a text for oneself."""

from __future__ import annotations

import datetime
import re
import time
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.practice.act import Ripple
from tegenwind.practice.dissent_names import season_name
from tegenwind.practice.season import Season, season_of
from tegenwind.practice.values import OwnValue
from tegenwind.web import library
from tests.web.dissenting import act_of, circle_of, done_act, tension_of
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db


def today() -> datetime.date:
    return timezone.localdate()


def now() -> str:
    return season_of(today())


def year_ago() -> datetime.date:
    return today() - datetime.timedelta(days=365)


def without_dates(answer: Any) -> str:
    """What a page says, without its days and the names of its seasons."""
    said = words(answer).partition(">")[2]  # after the tag of the main part
    said = re.sub(r"\d{1,2} [a-z]+ \d{4}", "", said)
    return re.sub(r"(?i)(winter|lente|zomer|herfst) \d{4}(-\d{4})?", "", said)


def test_nothing_yet_says_something_kind_about_this_season_alone(owner: Human) -> None:
    page = words(owner.get("seasons"))
    assert season_name(now(), library.words()).capitalize() in page and "Dat is in orde" in page
    assert page.count("Hier ligt nu niets") == 1
    assert "in orde" in words(owner.get("season", now()))


def test_a_season_in_between_without_anything_is_simply_not_there(owner: Human) -> None:
    done_act(owner, year_ago())
    page = text(owner.get("seasons"))
    between = season_of(today() - datetime.timedelta(days=180))
    assert at("season", season_of(year_ago())) in page and at("season", now()) in page
    assert at("season", between) not in page
    assert owner.get("season", between).status_code == 200


def test_stones_lie_by_value_with_ones_own_words(owner: Human) -> None:
    own = (OwnValue(id="own-x", words="Noaberschap"),)
    ripples = (Ripple(on=today(), words="Zij vroeg het ook."),)
    done_act(owner, today(), values=("waarde-moed",), own_values=own, happened="Het bleef stil.", ripples=ripples)
    let = done_act(owner, today(), form="vorm-anders", choice="not", on=None, words={"not-doing": "Te duur nu."})
    page = owner.get("season", now())

    said = words(page)
    for part in ("Moed", "Noaberschap", "Nog zonder woord", "Ik vroeg het.", "Het bleef stil.", "Zij vroeg het ook."):
        assert part in said, part
    assert "Te duur nu." in said and "met opzet niet gedaan" in said
    assert at("act", let) in text(page)
    assert 'class="stone-done"' in text(page) and 'class="stone-let"' in text(page)
    # Old words lie covered: each list stands in what folds out.
    for covered in re.findall(r"<details>.*?</details>", main(page), re.DOTALL):
        said = said.replace(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", covered)), "")
    assert "Ik vroeg het." not in said


def test_what_is_under_way_is_no_stone(owner: Human) -> None:
    act_of(owner)
    assert "Hier ligt nu niets" in words(owner.get("seasons"))


def test_what_belongs_to_the_team_lies_there_too(owner: Human) -> None:
    done_act(owner, today(), choice=None, on=None, did="", belongs="team", chose_on=today())
    assert "hoort bij je team" in words(owner.get("season", now()))


def test_by_value_over_the_seasons(owner: Human) -> None:
    done_act(owner, year_ago(), values=("waarde-moed",), did="Ik bleef zitten.")
    done_act(owner, today(), values=("waarde-moed",))
    page = words(owner.client.get(at("seasons") + "?by=value"))
    for day in (year_ago(), today()):
        assert season_name(season_of(day), library.words()).capitalize() in page
    assert page.count("Moed") >= 1 and "Ik bleef zitten." in page and "Ik vroeg het." in page


@pytest.mark.parametrize("query", ["", "?by=value"])
def test_no_figure_stands_on_any_page_however_much_lies_there(owner: Human, query: str) -> None:
    for number in range(12):
        done_act(owner, today(), values=("waarde-moed",), choice="do" if number % 3 else "not")
    done_act(owner, year_ago(), values=("waarde-rust",))
    tension_of(owner)
    for page in (owner.client.get(at("seasons") + query), owner.get("season", now())):
        assert not re.search(r"\d", without_dates(page)), re.findall(r".{30}\d.{10}", without_dates(page))


def test_a_text_to_a_season_is_one_and_stays(owner: Human) -> None:
    for said in ("Het was een stille tijd.", "Het was een stille tijd. En goed."):
        owner.post("season", now(), words=said, do="save")
    (kept,) = owner.kept(Season)
    assert kept.words == "Het was een stille tijd. En goed." and kept.season == now()
    assert typed(owner.get("season", now()), "words") == kept.words
    assert owner.post("season", now(), words=kept.words, do="seasons").headers["Location"] == at("seasons")


def test_a_season_one_only_wrote_about_is_there(owner: Human) -> None:
    past = season_of(year_ago())
    owner.post("season", past, words="Toen was ik ziek.")
    page = owner.get("seasons")
    assert at("season", past) in text(page) and "Over dit seizoen schreef je." in words(page)
    assert "Toen was ik ziek." not in words(page)


def test_two_windows_on_one_season_keep_both(owner: Human) -> None:
    owner.autosave("season", now(), words="Een.", **{"was-words": ""})
    answer = owner.post("season", now(), words="Twee.", do="seasons", **{"was-words": ""})
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    (kept,) = owner.kept(Season)
    assert "Een." in kept.words and "Twee." in kept.words


def test_nothing_written_makes_no_record(owner: Human) -> None:
    owner.post("season", now(), words="", do="save")
    owner.autosave("season", now(), words=" ")
    assert owner.kept(Season) == []


def test_too_long_and_marked_come_back_with_all_that_was_typed(owner: Human) -> None:
    for said, told in (("w" * 3001, "er passen er"), ("Toen belde Fatima.", "lijkt op een naam")):
        answer = owner.post("season", now(), words=said, do="seasons")
        assert answer.status_code == 422 and told in words(answer) and typed(answer, "words") == said
    assert owner.kept(Season) == []


@pytest.mark.parametrize("season", ["2026", "2026-herfst", "9998-winter", "0000-winter", "1999-spring", "autumn-2026"])
def test_what_is_no_season_or_has_not_begun_is_not_there(owner: Human, season: str) -> None:
    assert owner.get("season", season).status_code == 404
    assert owner.post("season", season, words="x").status_code == 404
    assert owner.kept(Season) == []


def test_tensions_and_circles_of_the_season_stand_beside(owner: Human) -> None:
    tension, circle = tension_of(owner, "Iedereen knikte."), circle_of(owner)
    page = owner.get("season", now())
    assert "Iedereen knikte." in words(page)
    assert at("tension", tension) in text(page) and at("circle", circle) in text(page)
    assert at("tension", tension) not in text(owner.get("season", season_of(year_ago())))


def test_an_act_that_was_erased_takes_its_stone_along(owner: Human) -> None:
    act = done_act(owner, today())
    assert owner.client.post(at("erase-one", "act", act), {"do": "erase"}).status_code == 302
    assert "Hier ligt nu niets" in words(owner.get("seasons"))


def test_many_in_one_season_are_quick(owner: Human) -> None:
    for _number in range(40):
        done_act(owner, today(), values=("waarde-moed",), ripples=(Ripple(on=today(), words="Zij ook."),))
    owner.get("season", now())
    began = time.process_time()
    assert owner.get("season", now()).status_code == 200
    assert time.process_time() - began < 0.5  # some 0.03, with room for a slow machine
