"""The made-up helpers: what is shipped, held against kinds, packs and voice; and what is told of a file with mistakes."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tegenwind import guard, packs
from tegenwind.practice import (
    across,
    balance,
    case,
    contact,
    intention,
    moment,
    needs,
    pendulum_questions,
    self_care,
    signals,
    support,
    versions,
    writing,
)
from tegenwind.practice.balance import Balance
from tegenwind.practice.case import Case
from tegenwind.practice.check_in import CheckIn
from tegenwind.practice.intention import Intention
from tegenwind.practice.moment import Moment
from tegenwind.practice.needs import Needs
from tegenwind.practice.route_walk import RouteWalk
from tegenwind.practice.self_care import SelfCare
from tegenwind.practice.signals import Signals
from tegenwind.practice.support import Support
from tegenwind.practice.writing import History
from tegenwind.project import demo_files
from tegenwind.project.demo_files import Helper, WrongHelpers
from tegenwind.wording import wording
from tests.packs import shipping
from tests.packs.test_content import WORN_OUT
from tests.project.running import EXAMPLES, ROOT

TODAY = datetime.date(2027, 3, 1)
PACKS = shipping.everything()
HELPERS = demo_files.read(EXAMPLES / "helpers", PACKS, TODAY)
WITH_ALL = pytest.mark.parametrize("helper", HELPERS, ids=lambda helper: helper.name)


def of(helper: Helper, kind: str) -> list[Any]:
    return [record for one, record in helper.kept if one == kind]


class TestWhatIsShipped:
    def test_one_writes_dutch_and_one_english(self) -> None:
        assert [helper.language for helper in HELPERS] == ["nl", "en"]

    @WITH_ALL
    def test_there_are_fifty_looks_and_more_with_two_gaps_and_several_nicknames(self, helper: Helper) -> None:
        looks: list[Balance] = of(helper, balance.KIND)
        days = [one.on for one in looks]
        gaps = [after - before for before, after in pairwise(days) if after - before > datetime.timedelta(weeks=3)]
        assert len(looks) >= 50
        assert len(gaps) == 2
        assert days == sorted(days)
        assert TODAY - days[0] > datetime.timedelta(days=170)
        assert len({one.nickname for one in looks if one.nickname}) >= 3
        assert {one.about for one in looks} == {"week", "contact"}
        assert {one.place for one in looks} >= {1, 2, 3, 4, 5, 6, 7}
        assert not [one for one in looks if one.is_empty or (one.about == "week" and one.nickname)]

    @WITH_ALL
    def test_on_most_days_of_a_year_the_pendulum_has_something_to_ask(self, helper: Helper) -> None:
        """What it asks is about months of the calendar, and those lie elsewhere in half a year every day."""
        asked = 0
        for later in range(0, 365, 7):
            looks: list[pendulum_questions.Look] = [
                (
                    one.on + datetime.timedelta(days=later),
                    {"place": one.place, "doing": one.doing, "meaning": one.meaning},
                )
                for one in of(helper, balance.KIND)
            ]
            asked += bool(pendulum_questions.questions(looks, wording(helper.language)))
        assert asked > 45

    @WITH_ALL
    def test_the_needs_were_walked_half_and_later_fuller(self, helper: Helper) -> None:
        first, second = of(helper, needs.KIND)
        questions = sum(len(cell.questions) for cell in _questions().cells)
        assert isinstance(first, Needs)
        assert first.closed_on == second.began_on
        assert second.closed_on is None
        assert len(first.answers) < questions / 2 < len(second.answers)
        cells = {(cell.need, cell.world) for one in second.answers if (cell := _questions().place_of(one)) is not None}
        assert len(cells) == 20
        assert not [one for one in (*first.answers.values(), *second.answers.values()) if one.is_empty]

    @WITH_ALL
    def test_what_speaks_was_noticed(self, helper: Helper) -> None:
        looks: list[Signals] = of(helper, signals.KIND)
        assert len(looks) in (2, 3)
        for look in looks:
            assert look.speaks
            assert all(look.noticed(one) for one in look.speaks)
            assert look.since < look.until
            assert look.finished_on and look.until < look.finished_on

    @WITH_ALL
    def test_intentions_are_open_done_and_let_go_and_say_who_acts(self, helper: Helper) -> None:
        kept: list[Intention] = of(helper, intention.KIND)
        assert {one.ended for one in kept} == {None, "done", "let-go"}
        assert {one.who for one in kept} == {"me", "team", "organisation"}
        assert any(one.table for one in kept if one.who != "me")
        assert not [one for one in kept if one.ended and (one.remind or one.ended_on is None)]
        assert any(one.remind and one.look_on and one.look_on <= TODAY for one in kept)

    @WITH_ALL
    def test_a_plan_is_open_and_the_map_has_what_is_missing(self, helper: Helper) -> None:
        plan: SelfCare = of(helper, self_care.KIND)[-1]
        on_the_map: list[Support] = of(helper, support.KIND)
        assert plan.closed_on is None
        assert plan.weighs
        assert plan.carries
        assert {one.there for one in on_the_map} == {True, False}
        assert {one.is_informal for one in on_the_map} == {True, False}

    @WITH_ALL
    def test_cases_have_moments_of_every_sort_and_one_goes_soon(self, helper: Helper) -> None:
        cases: list[Case] = of(helper, case.KIND)
        moments: list[Moment] = of(helper, moment.KIND)
        assert len(cases) in (2, 3)
        assert [one.term.tells(TODAY) for one in cases] == [True, *(False for _other in cases[1:])]
        assert not any(one.term.goes(TODAY) or one.expires_on - one.began_on != case.USUAL for one in cases)
        assert {one.what for one in moments} == set(moment.WHATS)
        assert {one.case for one in moments} == set(range(1, len(cases) + 1))
        assert all(one.case and one.on >= cases[one.case - 1].began_on for one in moments)
        assert any(one.lens_fit and one.lens_guard and one.words.get(contact.ASK) for one in moments)
        assert any(contact.touched(one, "solution") and contact.touched(one, "protection") for one in moments)
        assert any(not one.attunement.is_empty for one in moments)
        assert any(one.heard and one.guessed and one.scenarios for one in moments)
        (kept,) = of(helper, case.FAREWELL)
        names = [str(one.nickname).casefold() for one in (*cases, *of(helper, balance.KIND)) if one.nickname]
        assert not [name for name in names if name in kept.words.casefold()]

    @WITH_ALL
    def test_something_comes_back_across_their_cases(self, helper: Helper) -> None:
        pack = next(one for one in PACKS if one.purpose == "cases")
        heads = [(number, one.head()) for number, one in enumerate(of(helper, moment.KIND), 1)]
        rows = across.build(heads, [pack], wording(helper.language))
        assert any(row.coming_back for row in rows)

    @WITH_ALL
    def test_the_guard_marks_nothing_they_wrote(self, helper: Helper) -> None:
        for _kind, record in helper.kept:
            for text in _texts(record.model_dump()):
                assert [text[mark.start : mark.end] for mark in guard.find(text)] == []

    def test_one_wrote_about_their_own_history_with_company(self) -> None:
        written: list[History] = [one for helper in HELPERS for one in of(helper, writing.HISTORY)]
        assert len(written) == 1
        assert written[0].company == "after"

    def test_together_they_have_every_kind(self) -> None:
        assert {kind for helper in HELPERS for kind, _record in helper.kept} == set(demo_files.KINDS)
        assert set(versions.KINDS) - set(demo_files.KINDS) == {"share", "intake", "expectation"}

    @WITH_ALL
    def test_the_words_are_not_worn_out_and_fit_no_calendar(self, helper: Helper) -> None:
        """They are told on any day of a year: a month or a season would be wrong on most."""
        text = (EXAMPLES / "helpers" / _file(helper)).read_text(encoding="utf-8").casefold()
        bound = {
            "nl": "januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december|kerst|pasen|zomer|winter|herfst|lente",
            "en": "january|february|april|june|july|august|september|october|november|december|christmas|easter|summer|winter|autumn",
        }
        worn = "|".join((*WORN_OUT[helper.language], bound[helper.language], "—"))
        assert re.findall(rf"(?<!\w)(?:{worn})(?!\w)", text) == []

    @WITH_ALL
    def test_no_day_lies_ahead_but_the_moment_to_look_again_and_the_last_of_a_case(self, helper: Helper) -> None:
        for _kind, record in helper.kept:
            body = record.model_dump(exclude=set(demo_files.AHEAD))
            assert not [day for day in _days(body) if not TODAY - datetime.timedelta(days=183) <= day <= TODAY]

    @WITH_ALL
    def test_what_closed_changed_before_that_and_began_first(self, helper: Helper) -> None:
        for _kind, record in helper.kept:
            body = record.model_dump()
            order = (
                "since",
                "until",
                "started_on",
                "began_on",
                "chose_on",
                "on",
                "changed_on",
                "finished_on",
                "settled_on",
                "closed_on",
                "ended_on",
            )
            days = [body[name] for name in order if body.get(name)]
            assert days == sorted(days), body

    @WITH_ALL
    def test_a_later_check_in_lies_beside_an_earlier_one_and_a_route_came_from_one(self, helper: Helper) -> None:
        check_ins: list[CheckIn] = of(helper, "check-in")
        walks: list[RouteWalk] = of(helper, "route")
        assert len(check_ins) == 2
        assert walks[0].check_in == 1
        assert walks[0].began_with == check_ins[0].answer(walks[0].statement)


def _questions() -> packs.Questions:
    found = next(pack.questions for pack in PACKS if pack.purpose == "needs")
    assert found is not None
    return found


def _file(helper: Helper) -> str:
    return {"nl": "night-nurse-aalst.yaml", "en": "outreach-worker-leeds.yaml"}[helper.language]


def _days(value: Any) -> list[datetime.date]:
    if isinstance(value, datetime.date):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [day for part in parts for day in _days(part)]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in _texts(part)]


HEAD = "name: Noor\nlanguage: nl\nwho: Iemand.\n"


#: Up to where a moment goes on.
MOMENT = "case:\n  - {nickname: x, began_on: -9, expires_on: 9}\nmoment:\n  - {case: 1, on: -1, what: met"


def told(tmp_path: Path, text: str) -> list[str]:
    """What is told of a file with this in it: line, column and the rest."""
    (tmp_path / "een.yaml").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(WrongHelpers) as wrong:
        demo_files.read(tmp_path, PACKS, TODAY)
    return [line.removeprefix(f"{tmp_path / 'een.yaml'}:") for line in wrong.value.mistakes]


class TestMistakes:
    """Lines count from the head of three."""

    @pytest.mark.parametrize(
        ("text", "line", "says"),
        [
            ("balance:\n  - {on: -1, place: 8}\n", "5:14", "'place' is '8', allowed is 7 or less"),
            ("balance:\n  - {on: 1}\n", "5:6", "allowed is a whole number of days from today, -400 to 0"),
            ("balance:\n  - {on: 2026-01-01}\n", "5:6", "allowed is a whole number of days from today, -400 to 0"),
            ("balance:\n  - {place: 3}\n", "5:5", "'on' is missing, it has to be there"),
            ("balance:\n  - {on: -1, key: x}\n", "5:14", "'key' is not known here"),
            (f"balance:\n  - {{on: -1, nickname: {'x' * 41}}}\n", "5:14", "allowed are at most 40 characters"),
            ("share: []\n", "4:1", "'share' is not known here"),
            ("signals:\n  - {since: -9, until: -1, pack: weerstand}\n", "5:28", "'pack' is not known here"),
            ("signals:\n  - {since: -9, until: -1, marks: {nergens: often}}\n", "5:36", "'nergens' is not in the pack"),
            ("signals:\n  - {since: -9, until: -1, speaks: [nergens]}\n", "5:37", "'nergens' is not in the pack"),
            (
                "signals:\n  - {since: -9, until: -1}\n  - {since: -9, until: -1}\n",
                "6:5",
                "a second signals is open here, one at a time is allowed",
            ),
            (
                "needs:\n  - {began_on: -9, changed_on: -9, answers: {q: {place: 2}}}\n",
                "5:46",
                "'q' is not in the pack",
            ),
            ("needs:\n  - {began_on: -9, changed_on: -9, beliefs: [q]}\n", "5:46", "'q' is not in the pack"),
            ("needs:\n  - {began_on: -9, changed_on: -9, rules: [q]}\n", "5:44", "'q' is not in the pack"),
            ("needs:\n  - {began_on: -9, changed_on: -9, compliments: {q: x}}\n", "5:50", "'q' is not in the pack"),
            ("self-care:\n  - {began_on: -9, changed_on: -9, weighs: [{words: x, weight: 4}]}\n", "5:56", "3 or less"),
            ("self-care:\n  - {began_on: -9, changed_on: -9, weighs: [{id: x, words: x}]}\n", "5:46", "not known here"),
            ("intention:\n  - {words: x, began_on: -9, look_on: 61}\n", "5:30", "-400 to 60"),
            ("intention:\n  - {words: x, began_on: -9, looks: [{on: 1}]}\n", "5:39", "-400 to 0"),
            ("check-in:\n  - {pack: nergens}\n", "5:6", "there is no such pack here, allowed are "),
            (
                "check-in:\n  - {pack: weerstand, answers: {q: {recognition: 1}}}\n",
                "5:33",
                "'q' is not in the pack weerstand",
            ),
            ("check-in:\n  - {pack: weerstand, replies: {q: yes}}\n", "5:33", "'q' is not in the pack weerstand"),
            (
                "check-in:\n  - {pack: weerstand, earlier: 1}\n",
                "5:23",
                "earlier is 1, allowed is the number of a check-in",
            ),
            (
                "route:\n  - {pack: weerstand, route: terugkomen, statement: ja-maar, began_on: -1}\n",
                "5:42",
                "'ja-maar' is not in the pack weerstand, allowed are afhaken",
            ),
            (
                "route:\n  - {pack: weerstand, route: terugkomen, statement: afhaken, began_on: -1, done: {q: {on: -1}}}\n",
                "5:83",
                "'q' is not in the pack weerstand",
            ),
            ("route:\n  - {pack: weerstand, route: q, statement: q, began_on: -1}\n", "5:23", "'q' is not in the pack"),
            ("case:\n  - {nickname: x, began_on: -9, expires_on: 366}\n", "5:33", "-400 to 365"),
            (
                "moment:\n  - {case: 1, on: -1, what: met}\n",
                "5:6",
                "case is 1, allowed is the number of a case that stands",
            ),
            (MOMENT + ", guessed: [q]}\n", "7:44", "'q' is not in the pack aansluiten, allowed are reden-"),
            (MOMENT + ", tried: [reden-belang]}\n", "7:42", "'reden-belang' is not in the pack aansluiten"),
            (MOMENT + ", protects: [q]}\n", "7:45", "allowed are beschermt-"),
            (MOMENT + ", words: {solution/q: x}}\n", "7:42", "'solution/q' is not in the pack aansluiten"),
            ("balance: ja\n", "4:1", "'balance' is 'ja', allowed is a list"),
            ("balance:\n  - &een {on: -1}\n", "5:5", "the anchor &een stands here"),
        ],
    )
    def test_each_is_told_at_its_place(self, text: str, line: str, says: str, tmp_path: Path) -> None:
        (only,) = told(tmp_path, text)
        assert only.startswith(f"{line}: ")
        assert says in only

    def test_all_of_all_files_are_told_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "twee.yaml").write_text("name: N\nlanguage: fr\n", encoding="utf-8")
        mistakes = told(tmp_path, "balance:\n  - {on: 1}\n  - {place: 0}\n")
        assert len(mistakes) == 6
        assert sum("twee.yaml" in one for one in mistakes) == 3

    def test_a_folder_without_any_is_a_mistake_too(self, tmp_path: Path) -> None:
        with pytest.raises(WrongHelpers, match="there is no helper here"):
            demo_files.read(tmp_path, PACKS, TODAY)


class TestDays:
    def test_they_count_from_the_day_it_is_shown(self, tmp_path: Path) -> None:
        text = "balance:\n  - {on: -60, place: 3}\nintention:\n  - {words: x, began_on: -1, look_on: 30, looks: [{on: 0}]}\n"
        (tmp_path / "een.yaml").write_text(HEAD + text, encoding="utf-8")
        (helper,) = demo_files.read(tmp_path, PACKS, TODAY)
        (look,), (meant,) = of(helper, balance.KIND), of(helper, intention.KIND)
        assert look.on == datetime.date(2026, 12, 31)
        assert (meant.look_on, meant.looks[0].on) == (datetime.date(2027, 3, 31), TODAY)

    def test_the_page_about_them_names_each_and_its_example_can_be_read(self, tmp_path: Path) -> None:
        page = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
        assert all(path.name in page for path in (EXAMPLES / "helpers").glob("*.yaml"))
        (example,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.S | re.M)
        (tmp_path / "een.yaml").write_text(example, encoding="utf-8")
        (helper,) = demo_files.read(tmp_path, PACKS, TODAY)
        assert [kind for kind, _record in helper.kept] == ["balance", "intention"]
