"""The signals and the needs that are shipped: enough of each to choose from, small, and none the wrong one."""

from __future__ import annotations

import re
from collections import Counter
from statistics import mean

import pytest

from tegenwind.packs.model import TOUCHES
from tests.packs.shipping import LANGUAGES, NEEDS, SIGNALS, asked, asking, pack, texts
from tests.tools.readability import flesch_douma, sentences, words_of

#: At least so many signals of each family.
FAMILIES = {"distance": 14, "nearness": 14, "touched": 12}
#: An end of a line stands beside five places on a narrow screen.
END_MAX = 90


class TestEnoughSignals:
    def test_of_each_family(self) -> None:
        count: Counter[str] = Counter()
        for theme in pack(SIGNALS).themes:
            count[theme.family or "none"] += len(theme.statements)

        assert set(count) == set(FAMILIES)
        assert {family: low for family, low in FAMILIES.items() if count[family] < low} == {}

    def test_of_each_thing_that_is_touched(self) -> None:
        count = Counter(statement.touches for statement in pack(SIGNALS).statements)

        assert {what: count[what] for what in TOUCHES if count[what] < 2} == {}

    def test_distance_and_nearness_weigh_the_same(self) -> None:
        """Neither is the wrong one: there are about as many of both to recognise."""
        count = {
            family: sum(len(theme.statements) for theme in pack(SIGNALS).themes if theme.family == family)
            for family in ("distance", "nearness")
        }

        assert abs(count["distance"] - count["nearness"]) <= 3

    def test_each_family_happens_in_more_places_than_the_room(self) -> None:
        for family in FAMILIES:
            settings = {
                statement.setting
                for theme in pack(SIGNALS).themes
                if theme.family == family
                for statement in theme.statements
            }
            assert len(settings) >= 3, family

    def test_each_family_leads_to_a_route(self) -> None:
        """Setting limits, daring to come near, laying down the cape: each has signals that lead to it."""
        leading: dict[str, set[str]] = {}
        for theme in pack(SIGNALS).themes:
            for statement in theme.statements:
                leading.setdefault(pack(SIGNALS).route_for(statement.id).id, set()).add(theme.family or "")

        assert {"grenzen-zetten", "dichterbij-durven", "de-cape-af"} <= set(leading)
        assert "distance" in leading["dichterbij-durven"]
        assert "nearness" in leading["grenzen-zetten"] | leading["de-cape-af"]


class TestEnoughQuestions:
    def test_sixty_and_three_in_each_cell(self) -> None:
        cells = asked(pack(NEEDS)).cells

        assert len(cells) == 20
        assert {(cell.need, cell.world): len(cell.questions) for cell in cells if len(cell.questions) < 3} == {}
        assert sum(len(cell.questions) for cell in cells) >= 60

    def test_each_need_has_a_route_of_its_own(self) -> None:
        routes = [part.route for part in asked(pack(NEEDS)).needs]

        assert len(set(routes)) == 5
        assert set(routes) <= {route.id for route in pack(NEEDS).routes}

    def test_each_need_has_a_belief(self) -> None:
        needs = {part.need for part in asked(pack(NEEDS)).needs}

        assert {belief.need for belief in asked(pack(NEEDS)).beliefs} == needs

    def test_compliments_both_ways_and_more_than_one_rule(self) -> None:
        ways = Counter(compliment.way for compliment in asked(pack(NEEDS)).compliments)

        assert min(ways["given"], ways["received"]) >= 3
        assert len(asked(pack(NEEDS)).rules) >= 8

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_two_lines_are_the_same(self, language: str) -> None:
        told = Counter(text for item, text in texts(pack(NEEDS), language) if item != NEEDS and "?" in text)

        assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
class TestTheVoiceOfTheNeeds:
    def test_a_question_is_one(self, language: str) -> None:
        for line in asking(pack(NEEDS)):
            assert re.search(r"\?[\"”’']?$", line.text[language]), line.id
            assert sentences(line.text[language]) <= 3, line.id

    def test_a_belief_and_a_rule_are_sentences_to_recognise(self, language: str) -> None:
        for line in (*asked(pack(NEEDS)).beliefs, *asked(pack(NEEDS)).rules):
            assert line.text[language].endswith((".", '."', ".”", "!")), line.id
            assert len(words_of(line.text[language])) <= 25, line.id

    def test_an_end_is_small_enough_to_see(self, language: str) -> None:
        for cell in asked(pack(NEEDS)).cells:
            for end in (cell.little[language], cell.much[language]):
                assert len(end) <= END_MAX, (cell.need, cell.world, end)
                assert "?" not in end, (cell.need, cell.world)
                # The words of the scale are not an image of anything.
                assert not re.search(r"te weinig|te veel|too little|too much", end, re.IGNORECASE), (end,)

    def test_nothing_is_advised(self, language: str) -> None:
        advice = {
            "nl": r"\bje (?:moet|zou moeten)\b",
            "en": r"\byou (?:should|must|need to|ought)\b",
        }
        for line in asking(pack(NEEDS)):
            assert not re.search(advice[language], line.text[language], re.IGNORECASE), line.id


def test_what_is_asked_reads_easily() -> None:
    lines = [*asking(pack(NEEDS)), *asked(pack(NEEDS)).beliefs, *asked(pack(NEEDS)).rules]
    ends = [end["nl"] for cell in asked(pack(NEEDS)).cells for end in (cell.little, cell.much)]

    assert mean(flesch_douma(line.text["nl"]) for line in lines) >= 80
    assert mean(map(flesch_douma, ends)) >= 80
