"""Across cases: what comes back in the person, in words, and the sentences that stayed of cases that went."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tegenwind.practice.case import GRACE, Case, Farewell
from tegenwind.practice.moment import Moment
from tegenwind.web import library, shelf
from tests.web.moments import TODAY, case_of, moment_in
from tests.web.people import Human, at, main, words

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def reasons() -> list[tuple[str, str]]:
    readings = library.for_purpose("cases").readings
    assert readings is not None
    return [(one.id, one.title["nl"]) for one in readings.groups["reasons"]]


def told(day: datetime.date) -> str:
    return library.words().date(day)


def coming_back(answer: object) -> str:
    """The part of the page with what comes back."""
    return main(answer).partition('id="stayed"')[0].partition("<details>")[0]


def test_nothing_yet(owner: Human) -> None:
    answer = owner.get("cases-across")
    assert answer.status_code == 200 and "Er komt nog niets terug" in words(answer)
    assert library.guide("case").section("nl", "across").title in words(answer)


def test_what_was_marked_on_two_days_with_its_moments(owner: Human) -> None:
    (first, title), (second, other), *_rest = reasons()
    one, two = case_of(owner), case_of(owner, "kade 9")
    early = moment_in(owner, one, guessed=(second, first), on=TODAY - 3 * DAY, place=2)
    late = moment_in(owner, two, guessed=(first, second), place=2)
    moment_in(owner, two, heard=(second,))
    page = coming_back(owner.get("cases-across"))
    assert page.index(title) < page.index(other), "in the order of the pack"
    for case, moment in ((one, early), (two, late)):
        assert at("moment", case, moment) in page
    assert page.index(told(TODAY)) < page.index(told(TODAY - 3 * DAY))
    assert "veraf" in page and "Redenen die ik hoor" not in page
    assert "Redenen die ik hoor" in main(owner.get("cases-across")), "what stood on one day is folded in"


def test_no_figure_says_how_often(owner: Human) -> None:
    (first, title), *_rest = reasons()
    case = case_of(owner)
    for days in range(4):
        moment_in(owner, case, guessed=(first,), on=TODAY - days * DAY)
    page = re.sub(r"<[^>]*>", " ", main(owner.get("cases-across")))
    page = re.sub(r"\d+ [a-z]+ \d{4}", "", page)
    assert title in page and not re.search(r"\d|keer vaker|meest", page.partition("Wat bleef")[0].partition(title)[2])


def test_a_moment_without_a_case_is_told_and_leads_nowhere(owner: Human) -> None:
    (first, title), *_rest = reasons()
    for days in (0, 1):
        moment_in(owner, None, guessed=(first,), on=TODAY - days * DAY)
    page = coming_back(owner.get("cases-across"))
    assert title in page and told(TODAY - DAY) in page and "<a " not in page.partition(title)[2]


def test_of_a_case_that_went_only_the_sentence_stays(owner: Human) -> None:
    (first, title), *_rest = reasons()
    case, today = case_of(owner), timezone.localdate()
    for days in (0, 1):
        moment_in(owner, case, guessed=(first,), on=TODAY - days * DAY)
    shelf.keep(owner.unlocked, Farewell(on=TODAY, words="Ik kan <wachten>."))
    mine = shelf.take(owner.unlocked, Case, case)
    over = {"expires_on": today - DAY, "told_on": today - GRACE}
    shelf.keep(owner.unlocked, mine.record.model_copy(update=over), over=mine)
    answer = owner.get("cases-across")
    assert title not in main(answer) and "de blauwe deur” is weg" in words(answer)
    assert owner.kept(Case) == [] and owner.kept(Moment) == []
    assert "Ik kan &lt;wachten&gt;." in main(answer)
    assert main(answer).index("<details") < main(answer).index("wachten"), "shown when it is asked for"
    assert "/me/erase/farewell/" in main(answer)


def test_what_one_sees_is_ones_own(people: SimpleNamespace) -> None:
    owner, mate = people.owner, people.mate
    (first, title), *_rest = reasons()
    case = case_of(owner)
    for days in (0, 1):
        moment_in(owner, case, guessed=(first,), on=TODAY - days * DAY)
    shelf.keep(owner.unlocked, Farewell(on=TODAY, words="Ik kan wachten."))
    assert title not in main(mate.get("cases-across")) and "Ik kan wachten." not in main(mate.get("cases-across"))


def test_a_case_is_chosen_to_take_along(owner: Human) -> None:
    case = case_of(owner)
    assert at("case-intervision", case) in main(owner.get("cases-across"))
    assert at("cases-across") in main(owner.get("cases")) and at("case-intervision", case) in main(
        owner.get("case", case)
    )


def test_a_question_written_here_goes_along_and_is_not_kept(owner: Human) -> None:
    case = case_of(owner)
    page = main(owner.get("cases-across"))
    assert f'formaction="{at("case-intervision", case)}"' in page and 'name="was-question"' in page
    before = owner.rows()
    answer = owner.post("case-intervision", case, question="Waarom ga ik sneller praten?", do="look")
    assert answer.status_code == 200
    assert main(answer).count("Waarom ga ik sneller praten?") == 3, "in its field, on the paper, and with what goes"
    assert owner.rows() == before
