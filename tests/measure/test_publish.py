"""Whatever an organisation looks like and whoever comes and goes: nothing that was published leads to a small group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from tegenwind.measure import Figure, Group, GroupPublication, Thresholds, Wave, WrongWave, family, publication, publish
from tegenwind.measure.rules import RULES, alike, band
from tests.measure.making import QUESTIONS, Answered, answered, histories
from tests.measure.seeing import betrayed, between, few_contributions, level_of, published, shown, small_atoms

MIXED = (0, 1, 3, 4, 2)
slow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def filled(teams: dict[str, range], parents: dict[str, str | None], silent: set[int] | None = None) -> Answered:
    """Everybody answers, as different as can be, except who is silent."""
    where = {person: team for team, people in teams.items() for person in people}
    answers = {
        person: {question.id: MIXED[(person + n) % 5] for n, question in enumerate(QUESTIONS)}
        for person in where
        if person not in (silent or set())
    }
    return answered(parents, where, answers)


def rule_of(publication_: Any, name: str) -> str | None:
    found: GroupPublication = publication_.groups[name]
    return found.withheld


class TestRandomOrganisations:
    @slow
    @given(histories())
    def test_no_small_group_of_people_comes_to_light_in_any_wave(self, waves: list[Answered]) -> None:
        assert small_atoms(waves, published(waves)) == []

    @slow
    @given(histories())
    def test_nor_do_a_few_who_came_went_or_moved_between_two_waves(self, waves: list[Answered]) -> None:
        assert between(waves, published(waves)) == []

    @slow
    @given(histories(most_waves=2))
    def test_no_small_group_of_contributions_does(self, waves: list[Answered]) -> None:
        for one, what in zip(waves, published(waves), strict=True):
            assert few_contributions(one, what) == []

    @slow
    @given(histories(most_waves=1))
    def test_no_answers_can_be_worked_out_finer_than_may_be_shown(self, waves: list[Answered]) -> None:
        assert betrayed(waves[0], published(waves)[0]) == []

    @slow
    @given(histories(most_waves=2))
    def test_every_figure_that_is_missing_says_which_rule(self, waves: list[Answered]) -> None:
        for one, what in zip(waves, published(waves), strict=True):
            assert set(what.groups) == {group.id for group in one.wave.groups}
            for group in what.groups.values():
                assert group.withheld in (None, *RULES)
                if group.withheld is not None:
                    assert (group.contributions, group.questions, group.themes) == (None, {}, {})
                    continue
                assert set(group.questions) == {"a", "b", "c"}
                assert all(isinstance(one, Figure) or one == "alike" for one in group.questions.values())
                assert all((theme.place is None) == (theme.withheld is not None) for theme in group.themes.values())

    @slow
    @given(histories(most_waves=1), st.randoms())
    def test_the_order_of_groups_and_questions_changes_nothing(self, waves: list[Answered], chance: Any) -> None:
        wave = waves[0].wave
        groups, questions = list(wave.groups), list(wave.questions)
        chance.shuffle(groups)
        chance.shuffle(questions)

        assert publish(Wave(tuple(groups), tuple(questions), wave.thresholds)) == publish(wave)


#: A protection, what stands in its place, and which test of random organisations it is that then fails.
#: (That small groups are held back twice, by ``_small`` and by ``_parts``, is seen in the attacks by name.)
TAKEN_AWAY: dict[str, tuple[Any, str, Callable[..., Any], str]] = {
    "parts": (family, "_parts", lambda wave, withheld: {}, "people"),
    "changes": (family, "_changed", lambda wave, earlier, withheld: None, "between"),
    "alike": (publication, "alike", lambda counts: False, "answers"),
    "enough": (publication, "_enough", lambda counts, least: sum(counts) > 0, "answers"),
}


@pytest.mark.parametrize("name", TAKEN_AWAY)
def test_without_a_protection_something_comes_to_light(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, function, instead, what = TAKEN_AWAY[name]
    monkeypatch.setattr(module, function, instead)
    looks: dict[str, Callable[..., list[Any]]] = {
        "people": small_atoms,
        "between": between,
        "answers": lambda waves, found: [x for one, its in zip(waves, found, strict=True) for x in betrayed(one, its)],
    }

    # The first history in which it shows is enough: `find` raises when there is none.
    find(
        histories(),
        lambda waves: bool(looks[what](waves, published(waves))),
        settings=settings(max_examples=2000, deadline=None, database=None, phases=[Phase.generate]),
    )


class TestAttacksByName:
    def test_a_team_without_a_part_of_it(self) -> None:
        one = filled({"all": range(3), "part": range(3, 12)}, {"all": None, "part": "all"})

        what = publish(one.wave)

        assert rule_of(what, "part") is None
        assert rule_of(what, "all") == "part"

    def test_a_part_that_did_not_answer_enough(self) -> None:
        one = filled({"all": range(8), "part": range(8, 20)}, {"all": None, "part": "all"}, silent=set(range(5)))

        what = publish(one.wave)

        assert (rule_of(what, "part"), rule_of(what, "all")) == (None, "part")

    def test_siblings_that_leave_a_small_one(self) -> None:
        parents: dict[str, str | None] = {"all": None, "a": "all", "b": "all", "c": "all"}
        one = filled({"a": range(8), "b": range(8, 18), "c": range(18, 21)}, parents)

        what = publish(one.wave)

        assert {name: rule_of(what, name) for name in parents} == {
            "all": "part",
            "a": None,
            "b": None,
            "c": "few-members",
        }

    def test_two_small_siblings_hide_each_other(self) -> None:
        parents: dict[str, str | None] = {"all": None, "a": "all", "b": "all", "c": "all"}
        one = filled({"a": range(8), "b": range(8, 11), "c": range(11, 14)}, parents)

        assert rule_of(publish(one.wave), "all") is None

    @pytest.mark.parametrize(("leavers", "rule"), [(0, None), (1, "changed"), (4, "changed"), (5, None)])
    def test_somebody_who_left_between_two_waves(self, leavers: int, rule: str | None) -> None:
        before = filled({"team": range(12)}, {"team": None})
        after = filled({"team": range(leavers, 12)}, {"team": None})

        first, second = published([before, after])

        assert rule_of(first, "team") is None
        assert rule_of(second, "team") == rule

    def test_it_waits_for_a_wave_that_differs_enough_from_the_last_one_that_was_shown(self) -> None:
        waves = [filled({"team": range(left, 20)}, {"team": None}) for left in (0, 2, 4, 6)]

        found = [rule_of(one, "team") for one in published(waves)]

        assert found == [None, "changed", "changed", None]

    def test_one_left_and_four_came_so_that_nobody_stands_alone(self) -> None:
        waves = [filled({"team": range(12)}, {"team": None}), filled({"team": range(1, 16)}, {"team": None})]

        assert [rule_of(one, "team") for one in published(waves)] == [None, None]

    def test_one_left_each_of_five_teams_and_the_whole_can_be_seen(self) -> None:
        parents: dict[str, str | None] = {"all": None, **{f"t{n}": "all" for n in range(7)}}
        before = {f"t{n}": range(20 * n, 20 * n + 9) for n in range(7)}
        after = {f"t{n}": range(20 * n + (n < 5), 20 * n + 9) for n in range(7)}

        second = published([filled(before, parents), filled(after, parents)])[1]

        assert {name: rule_of(second, name) for name in parents} == {
            "all": None,
            **{f"t{n}": "changed" if n < 5 else None for n in range(7)},
        }

    def test_one_left_one_team_and_the_whole_would_tell_it_too(self) -> None:
        parents: dict[str, str | None] = {"all": None, "a": "all", "b": "all"}
        before = filled({"a": range(9), "b": range(20, 29)}, parents)
        after = filled({"a": range(1, 9), "b": range(20, 29)}, parents)

        second = published([before, after])[1]

        assert {name: rule_of(second, name) for name in parents} == {"all": "changed", "a": "changed", "b": None}

    def test_somebody_who_left_and_came_back(self) -> None:
        """Beside the second wave nothing is small; beside the first one somebody stands alone."""
        waves = [
            filled({"team": range(12)}, {"team": None}),
            filled({"team": range(6, 18)}, {"team": None}),
            filled({"team": range(1, 12)}, {"team": None}),
        ]

        found = [rule_of(one, "team") for one in published(waves)]

        assert found == [None, None, "changed"]

    def test_somebody_who_moved_between_teams_while_the_whole_stayed_the_same(self) -> None:
        parents: dict[str, str | None] = {"all": None, "a": "all", "b": "all"}
        before = filled({"a": range(10), "b": range(10, 20)}, parents)
        after = filled({"a": range(9), "b": range(9, 20)}, parents)

        second = published([before, after])[1]

        assert {name: rule_of(second, name) for name in parents} == {"all": None, "a": "changed", "b": "changed"}

    def test_groups_with_somebody_in_common_cannot_be_a_wave(self) -> None:
        with pytest.raises(WrongWave):
            Wave(
                (Group("a", None, frozenset(range(6)), 0, {}), Group("b", None, frozenset(range(5, 12)), 0, {})),
                QUESTIONS,
            )

    def test_an_answer_too_many_cannot_be_a_wave(self) -> None:
        with pytest.raises(WrongWave):
            Wave((Group("a", None, frozenset(range(6)), 7, {}),), QUESTIONS)

    @pytest.mark.parametrize("different", [0, 1])
    def test_everybody_gave_the_same_answer_or_all_but_one(self, different: int) -> None:
        answers = {person: {"a": 4 if person >= different else 1, "b": person % 5} for person in range(12)}
        one = answered({"team": None}, dict.fromkeys(range(12), "team"), answers, QUESTIONS[:2])

        found = publish(one.wave).groups["team"]

        assert found.questions["a"] == "alike"
        assert isinstance(found.questions["b"], Figure)

    def test_a_part_that_is_alike_takes_the_question_from_the_whole_too(self) -> None:
        """Or it could be worked out: the whole without the other part."""
        parents: dict[str, str | None] = {"all": None, "a": "all", "b": "all"}
        teams = {person: "a" if person < 10 else "b" for person in range(20)}
        answers = {person: {"a": 2 if person < 10 else person % 5} for person in range(20)}

        found = publish(answered(parents, teams, answers, QUESTIONS[:1]).wave).groups

        assert found["a"].questions["a"] == "alike"
        assert isinstance(found["b"].questions["a"], Figure)
        assert found["all"].questions["a"] == "alike"

    def test_a_part_of_few_is_not_worked_out_finely_from_the_whole(self) -> None:
        """Thirty and seven: the whole is shown no more finely than the seven may be."""
        parents: dict[str, str | None] = {"all": None, "a": "all", "b": "all"}
        one = filled({"a": range(30), "b": range(30, 37)}, parents)

        found = publish(one.wave).groups

        levels = {
            name: {level_of(f) for f in group.questions.values() if isinstance(f, Figure)}
            for name, group in found.items()
        }
        assert levels == {"a": {"percents"}, "b": {"place"}, "all": {"place"}}

    def test_no_mean_of_few_gives_away_a_sum(self) -> None:
        """At eight contributions each half point holds several sums."""
        sums: dict[float, list[int]] = {}
        for total in range(8, 41):
            low, high = divmod(total, 8)
            counts = [0] * 5
            counts[low - 1] += 8 - high
            if high:
                counts[low] += high
            sums.setdefault(publication.figure(tuple(counts), "place").place, []).append(total)
        assert min(len(found) for place, found in sums.items() if 1 < place < 5) >= 4

    def test_a_team_that_is_just_large_enough_is_told_as_a_place_and_a_band(self) -> None:
        one = filled({"team": range(6)}, {"team": None}, silent={0})

        found = publish(one.wave).groups["team"]

        assert found.contributions == (5, 9)
        assert all(f.shares is None and f.mean is None for f in found.questions.values() if isinstance(f, Figure))


class TestFigures:
    @given(st.lists(st.integers(0, 400), min_size=5, max_size=5).map(tuple).filter(lambda one: sum(one) > 0))
    def test_shares_add_up_and_lie_near_what_was_answered(self, counts: tuple[int, ...]) -> None:
        for level, step in (("tenths", 10), ("percents", 1)):
            found = publication.figure(counts, level)  # type: ignore[arg-type]
            assert found.shares is not None
            assert sum(found.shares) == 100
            assert all(share % step == 0 for share in found.shares)
            for share, count in zip(found.shares, counts, strict=True):
                assert abs(share - 100 * count / sum(counts)) < step

    @given(st.lists(st.integers(0, 400), min_size=5, max_size=5).map(tuple).filter(lambda one: sum(one) > 0))
    def test_places_and_means_are_rounded_half_up(self, counts: tuple[int, ...]) -> None:
        found = publication.figure(counts, "percents")
        exact = sum((place + 1) * count for place, count in enumerate(counts)) / sum(counts)
        assert abs(found.place - exact) <= 0.25 + 1e-9
        assert found.mean is not None
        assert abs(found.mean - exact) <= 0.05 + 1e-9

    @pytest.mark.parametrize(
        ("counts", "expected"),
        [
            ((0, 0, 0, 0, 5), True),
            ((0, 0, 0, 1, 4), True),
            ((0, 0, 0, 2, 3), False),
            ((0, 1, 0, 1, 3), False),
            ((0, 0, 0, 9, 91), True),
            ((0, 0, 0, 10, 90), False),
            ((0, 0, 0, 0, 0), True),
        ],
    )
    def test_what_is_too_much_alike(self, counts: tuple[int, ...], expected: bool) -> None:
        assert alike(counts) is expected

    @given(st.integers(5, 20000))
    def test_a_band_holds_its_number_and_at_least_five(self, count: int) -> None:
        low, high = band(count)
        assert low <= count and (high is None or count <= high)
        assert high is None or high - low >= 4

    @pytest.mark.parametrize("wrong", [{"k": 4}, {"k": 12}, {"tenths": 25}])
    def test_thresholds_only_go_up(self, wrong: dict[str, int]) -> None:
        with pytest.raises(ValueError):
            Thresholds(**wrong)

    def test_a_theme_is_only_told_when_half_of_its_questions_can_be(self) -> None:
        answers = {person: {"a": 4, "b": 4, "c": person % 5} for person in range(12)}
        one = answered({"team": None}, dict.fromkeys(range(12), "team"), answers)

        found = publish(one.wave).groups["team"].themes

        assert found["t"].withheld == "few-questions"
        assert found["u"].place == 3.0

    def test_what_is_shown_is_told_the_same_to_everybody(self) -> None:
        one = filled({"team": range(12)}, {"team": None})

        assert shown(one.wave, publish(one.wave)) == {"team": frozenset(range(12))}
