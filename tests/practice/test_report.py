"""The reflection report: positions and own words, nothing added up, nothing interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tegenwind.practice.check_in import Answer, CheckIn
from tegenwind.practice.report import POINTS_MAX, build, development_points
from tegenwind.wording import wording
from tests.practice import making
from tests.practice.making import IDS, PACK, check_in, check_ins, line, report

NL = wording("nl")


def figures(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], float]]:
    """Every number in plain data, with the names that lead to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from figures(part, (*path, name))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from figures(part, path)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


class TestDevelopmentPoints:
    """Proposed for charge or own words, never for recognition alone; at most three; spread over the routes."""

    def proposed(self, **given: Answer) -> list[str]:
        return [point.statement.removeprefix("proef:") for point in development_points(PACK, check_in(**given), NL)]

    def test_recognition_alone_is_no_reason(self) -> None:
        assert self.proposed(**{key: Answer(recognition=5) for key in IDS}) == []

    def test_a_charge_of_none_is_no_reason(self) -> None:
        assert self.proposed(a1=Answer(recognition=5, charge=0), a2=Answer(charge=0)) == []

    def test_that_it_means_something_else_is_no_reason(self) -> None:
        assert self.proposed(a1=Answer(recognition=5, other_meaning=True)) == []

    def test_words_of_only_spaces_are_no_reason(self) -> None:
        assert self.proposed(a1=Answer(recognition=5, words=" \n ")) == []

    def test_charge_or_words_is_a_reason_also_without_recognition(self) -> None:
        assert self.proposed(b3=Answer(charge=1)) == ["b3"]
        assert self.proposed(b3=Answer(words="De bel.")) == ["b3"]

    def test_much_charge_comes_first_then_words_then_the_order_of_the_pack(self) -> None:
        assert self.proposed(a1=Answer(words="Ja."), b3=Answer(charge=1), c1=Answer(charge=3)) == ["c1", "b3", "a1"]
        assert self.proposed(a1=Answer(charge=2), b3=Answer(charge=2, words="Ja."), c1=Answer(charge=2)) == [
            "b3",
            "a1",
            "c1",
        ]
        assert self.proposed(c1=Answer(words="Ja."), a3=Answer(words="Nee.")) == ["a3", "c1"]

    def test_recognition_does_not_change_the_order(self) -> None:
        charges = {"a1": 1, "b3": 2, "c1": 3}
        for recognition in (None, 1, 5):
            given = {key: Answer(recognition=recognition, charge=charge) for key, charge in charges.items()}
            assert self.proposed(**given) == ["c1", "b3", "a1"]

    def test_there_are_never_more_than_three(self) -> None:
        assert len(self.proposed(**{key: Answer(charge=3, words="Alles.") for key in IDS})) == POINTS_MAX == 3

    def test_every_route_gets_a_turn_before_one_gets_a_second(self) -> None:
        # a1, a2 and b1 lead to one route; b3 and c1 each to another.
        given = {"a1": 3, "a2": 3, "b1": 3, "b3": 1, "c1": 1}
        assert self.proposed(**{key: Answer(charge=charge) for key, charge in given.items()}) == ["a1", "b3", "c1"]

    def test_a_second_of_the_same_route_comes_when_no_other_is_left(self) -> None:
        assert self.proposed(a1=Answer(charge=3), a2=Answer(charge=2), c1=Answer(charge=1)) == ["a1", "c1", "a2"]

    def test_each_says_why_and_where_to(self) -> None:
        points = development_points(
            PACK,
            check_in(a1=Answer(charge=3, words="De deur."), b3=Answer(charge=1), c2=Answer(words="Blijft hangen.")),
            NL,
        )

        assert [(point.statement, point.route, point.route_title, point.words) for point in points] == [
            ("proef:a1", "proef:r1", "Route r1", "De deur."),
            ("proef:b3", "proef:r3", "Route r3", ""),
            ("proef:c2", "proef:r4", "Route r4", "Blijft hangen."),
        ]
        assert [point.reason for point in points] == [
            "Je gaf hier veel lading aan, en je schreef er iets bij.",
            "Je gaf hier wat lading aan.",
            "Je schreef hier iets bij.",
        ]

    @given(given=check_ins)
    def test_what_the_words_say_plays_no_part(self, given: CheckIn) -> None:
        said = {
            key: answer.model_copy(update={"words": "Ik kan niet meer." if answer.words.strip() else ""})
            for key, answer in given.answers.items()
        }
        plain = [point.statement for point in development_points(PACK, given, NL)]

        assert [point.statement for point in development_points(PACK, check_in(**said), NL)] == plain

    def test_a_pack_without_routes_proposes_nothing(self) -> None:
        """A pack for a team is answered without names; whoever brings in answers to it of their own gets no proposal."""
        for_a_team = PACK.model_copy(update={"routes": ()})

        assert development_points(for_a_team, check_in(a1=Answer(recognition=5, charge=3, words="Dit.")), NL) == ()

    @given(given=check_ins)
    def test_every_proposal_has_charge_or_words_under_it(self, given: CheckIn) -> None:
        for point in development_points(PACK, given, NL):
            answer = given.answer(PACK.local(point.statement))
            assert answer.charge or answer.words.strip()


class TestNothingIsAddedUp:
    """No total, no average: each figure is one that the person gave, or a count of what was answered."""

    @given(now=check_ins, then=st.none() | check_ins)
    def test_every_figure_is_one_that_was_given(self, now: CheckIn, then: CheckIn | None) -> None:
        made = report(now, then).model_dump()
        names = {path[-1] for path, _value in figures(made)}

        assert names <= {"recognition", "charge", "answered", "of"}
        assert all(isinstance(value, int) for _path, value in figures(made))
        for theme in made["themes"]:
            for shown in theme["statements"]:
                given_now = now.answer(shown["id"].removeprefix("proef:"))
                assert (shown["recognition"], shown["charge"]) == (given_now.recognition, given_now.charge)
            assert theme["answered"] == sum(1 for shown in theme["statements"] if shown["recognition"] is not None)

    @given(now=check_ins, then=st.none() | check_ins)
    def test_no_sentence_holds_a_figure_but_how_many_were_answered_or_left_open(
        self, now: CheckIn, then: CheckIn | None
    ) -> None:
        made = report(now, then)
        for theme in made.themes:
            assert not re.search(r"\d", theme.picture)
            assert set(re.findall(r"\d+", theme.left_open)) <= {str(theme.of - theme.answered)}
        assert not any(re.search(r"\d", change.sentence) for change in made.changes)
        assert not any(re.search(r"\d", point.reason) for point in made.development_points)
        assert set(re.findall(r"\d+", made.answered_line)) <= {str(made.answered), str(made.of)}

    @settings(max_examples=60)
    @given(
        now=check_ins,
        then=st.none() | check_ins,
        pair=st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True),
    )
    def test_swapping_two_answers_swaps_them_and_touches_no_other(
        self, now: CheckIn, then: CheckIn | None, pair: list[str]
    ) -> None:
        one, two = pair
        swapped = check_in(**{**now.answers, one: now.answer(two), two: now.answer(one)})
        before, after = report(now, then), report(swapped, then)

        for key in IDS:
            if key not in pair:
                assert line(after, key) == line(before, key)
        for here, there in ((one, two), (two, one)):
            assert line(after, here).now == line(before, there).now
            assert line(after, here).words == line(before, there).words
            assert line(after, here).charge == line(before, there).charge

    @given(now=check_ins, key=st.sampled_from(IDS), recognition=st.integers(1, 5))
    def test_another_recognition_of_one_statement_changes_its_own_theme_only(
        self, now: CheckIn, key: str, recognition: int
    ) -> None:
        changed = check_in(**{**now.answers, key: now.answer(key).model_copy(update={"recognition": recognition})})
        before, after = report(now), report(changed)

        for old, new in zip(before.themes, after.themes, strict=True):
            if old.id != f"proef:{making.STATEMENTS[key][0]}":
                assert old == new
        assert [point.statement for point in after.development_points] == [
            point.statement for point in before.development_points
        ]

    def test_what_is_pleasant_and_what_chafes_is_not_turned_round(self) -> None:
        made = report(check_in(a1=Answer(recognition=5), a2=Answer(recognition=5)))

        assert line(made, "a1").position == line(made, "a2").position == "vol in de wind"


class TestTheLine:
    def test_the_statements_of_a_theme_stand_on_one_line(self) -> None:
        made = report(check_in(a1=Answer(recognition=4), a2=Answer(recognition=1), a3=Answer(recognition=4)))

        assert [(shown.letter, shown.text) for shown in made.themes[0].statements] == [
            ("a", "Zin a1."),
            ("b", "Zin a2."),
            ("c", "Zin a3."),
        ]
        assert (
            made.themes[0].picture == "Op de lijn, van windstil naar vol in de wind: windstil: b; stevige wind: a en c."
        )

    def test_a_line_without_answers_says_so(self) -> None:
        assert report(check_in()).themes[0].picture == "Er staat nog geen vlieger op deze lijn."

    def test_own_words_stand_there_as_they_were_written(self) -> None:
        words = "  Mijn *kaken*, <b>en</b> {niets}.\nTweede regel.  "
        made = report(check_in(b1=Answer(recognition=2, words=words)))

        assert line(made, "b1").words == words.strip()

    def test_words_to_a_statement_that_was_left_open_are_not_lost(self) -> None:
        shown = line(report(check_in(b1=Answer(words="Dit weet ik nog niet."))), "b1")

        assert (shown.words, shown.now, shown.position) == ("Dit weet ik nog niet.", None, None)


class TestLeftOpen:
    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            (("a1", "a2", "a3"), ""),
            (("a1", "a3"), "Eén stelling liet je open. Dat mag."),
            (("a2",), "2 stellingen liet je open. Dat mag."),
            ((), "Dit thema liet je open. Dat mag."),
        ],
    )
    def test_a_theme_says_it_kindly(self, given: tuple[str, ...], sentence: str) -> None:
        made = report(check_in(**{key: Answer(recognition=3) for key in given}))

        assert made.themes[0].left_open == sentence
        assert (made.themes[0].answered, made.themes[0].of) == (len(given), 3)

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ((), "Je liet alle stellingen open. Dat mag: misschien was lezen genoeg."),
            (("a1",), "Je stond bij 1 van de 8 stellingen stil. Wat je openliet, mag openblijven."),
            (IDS, "Je stond bij alle 8 stellingen stil."),
        ],
    )
    def test_the_report_says_it_kindly(self, given: tuple[str, ...], sentence: str) -> None:
        made = report(check_in(**{key: Answer(recognition=3) for key in given}))

        assert made.answered_line == sentence
        assert (made.answered, made.of) == (len(given), 8)

    def test_charge_without_recognition_leaves_the_statement_open(self) -> None:
        assert report(check_in(a1=Answer(charge=2))).answered == 0


class TestTheWhole:
    def test_a_draft_gives_a_report_without_a_date(self) -> None:
        made = report(check_in(a1=Answer(recognition=3)))

        assert made.finished_on is None
        assert made.date_line == ""

    def test_it_names_the_version_it_was_made_with(self) -> None:
        made = report(check_in())

        assert (made.pack, made.version, made.digest, made.language) == ("proef", "1.0.0", making.DIGEST, "nl")
        assert made.sources == ("Een boek (Iemand, 2007)",)

    def test_it_says_that_it_is_for_reflection_and_not_validated(self) -> None:
        assert "niet wetenschappelijk gevalideerd" in report(check_in()).labels.unvalidated

    @given(now=check_ins, then=st.none() | check_ins)
    def test_making_it_twice_gives_the_same_and_leaves_the_check_in_alone(
        self, now: CheckIn, then: CheckIn | None
    ) -> None:
        before = now.model_dump()

        assert report(now, then) == report(now, then)
        assert now.model_dump() == before

    @given(now=check_ins, then=st.none() | check_ins)
    def test_in_english_it_has_the_same_shape_and_the_same_figures(self, now: CheckIn, then: CheckIn | None) -> None:
        dutch, english = build(PACK, now, "nl", then).model_dump(), build(PACK, now, "en", then).model_dump()

        assert list(figures(english)) == list(figures(dutch))
        assert [change["kind"] for change in english["changes"]] == [change["kind"] for change in dutch["changes"]]
        for mine, theirs in zip(english["themes"], dutch["themes"], strict=True):
            assert (mine["id"], mine["title"]) == (theirs["id"], theirs["title"].replace("Thema", "Theme"))
            assert [shown["text"] for shown in mine["statements"]] == [
                shown["text"].replace("Zin", "Line") for shown in theirs["statements"]
            ]
            assert [shown["words"] for shown in mine["statements"]] == [
                shown["words"] for shown in theirs["statements"]
            ]
        assert [point["route_title"] for point in english["development_points"]] == [
            point["route_title"].replace("Route", "Path") for point in dutch["development_points"]
        ]
        assert [block["id"] for block in english["conversation"]] == [block["id"] for block in dutch["conversation"]]
