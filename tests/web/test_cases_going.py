"""The last day of a case: the person hears of it in time, may prolong it, and may keep one sentence about themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tegenwind.practice.case import GRACE, KIND, LONGEST, USUAL, Case, Farewell
from tegenwind.practice.moment import KIND as MOMENT
from tegenwind.practice.moment import Moment
from tegenwind.vault import actions, queries
from tegenwind.vault.models import SealedRecord
from tegenwind.web import cases, library, shelf
from tegenwind.web.cases import going
from tests.web.casework import DAY, begun, made, one, soon
from tests.web.people import Human, at, main, typed, words

pytestmark = pytest.mark.django_db

# Going.


def test_far_from_its_day_nothing_is_said(owner: Human) -> None:
    case = made(owner)
    soon(owner, case, left=15)
    for page in ("home", "cases"):
        assert "Daarna gaat hij weg" not in words(owner.get(page))
    assert one(owner).told_on is None


@pytest.mark.parametrize("page", ["home", "cases"])
def test_in_time_the_person_is_told(owner: Human, page: str) -> None:
    case = made(owner)
    soon(owner, case, left=14)
    shown = words(owner.get(page))
    last = library.words().date(timezone.localdate() + 14 * DAY)
    assert f"De casus “de blauwe deur” blijft tot en met {last}." in shown
    assert one(owner).told_on == timezone.localdate()
    kept = owner.rows()
    owner.get(page)
    assert owner.rows() == kept, "told once"


def test_whoever_comes_back_late_still_hears_of_it_first(owner: Human) -> None:
    case = made(owner)
    soon(owner, case, left=-100)
    last = library.words().date(timezone.localdate() + GRACE - DAY)
    assert f"blijft tot en met {last}" in words(owner.get("home"))
    assert one(owner).told_on == timezone.localdate()
    assert owner.get("case", case).status_code == 200


def test_vandaag_speaks_of_three_and_only_of_those_one_is_told(owner: Human) -> None:
    for number in range(5):
        soon(owner, made(owner, nickname=f"kamer {number}"), left=number)
    page = words(owner.get("home"))
    assert [f"kamer {number}" in page for number in range(5)] == [True, True, True, False, False]
    assert [case.told_on is not None for case in owner.kept(Case)] == [True, True, True, False, False]


@pytest.mark.parametrize("page", ["home", "cases"])
def test_it_goes_with_its_moments_at_the_first_opening(owner: Human, page: str) -> None:
    case, stays = made(owner), made(owner, nickname="kade 9")
    begun(owner, case), begun(owner, case, "prepared"), begun(owner, stays)
    soon(owner, case, left=-1, told=GRACE.days)
    assert "“de blauwe deur” is weg" in words(owner.get(page))
    assert [one.nickname for one in owner.kept(Case)] == ["kade 9"]
    assert [one.case for one in owner.kept(Moment)] == [stays]
    assert owner.get("case", case).status_code == 404
    assert "de blauwe deur" not in words(owner.get(page)), "said once"


@pytest.mark.parametrize(("left", "told"), [(0, 30), (-1, GRACE.days - 1), (-200, None)])
def test_it_stays_until_its_day_is_over_and_it_was_told_long_enough(owner: Human, left: int, told: int | None) -> None:
    soon(owner, made(owner), left=left, told=told)
    assert cases.let_go_of_what_went(owner.unlocked) == []
    owner.get("home")
    assert len(owner.kept(Case)) == 1


def test_prolonged_in_another_window_it_stays(owner: Human) -> None:
    case = made(owner)
    soon(owner, case, left=-1, told=GRACE.days)
    read_before = queries.pinned(owner.unlocked, KIND)
    owner.post("case-goodbye", case, do="longer")
    assert going.let_go_of_what_went(owner.unlocked, read_before) == []
    assert one(owner).expires_on == timezone.localdate() + USUAL


def test_all_of_it_goes_or_nothing(owner: Human, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the power goes in the middle, the case is still whole."""
    case = made(owner)
    begun(owner, case), begun(owner, case, "prepared")
    soon(owner, case, left=-1, told=GRACE.days)
    kept, remove = owner.rows(), actions.remove

    def fails_at_the_case(unlocked: Any, kind: str, record_id: int) -> None:
        if kind == KIND:
            raise RuntimeError
        remove(unlocked, kind, record_id)

    with monkeypatch.context() as now:
        now.setattr(actions, "remove", fails_at_the_case)
        with pytest.raises(RuntimeError):
            cases.let_go_of_what_went(owner.unlocked)
    assert owner.rows() == kept
    assert len(cases.let_go_of_what_went(owner.unlocked)) == 1 and owner.kept(Moment) == []


def test_a_case_that_does_not_open_leaves_vandaag_open(owner: Human) -> None:
    case = made(owner)
    begun(owner, case)
    soon(owner, case, left=3)
    SealedRecord.objects.filter(pk=case).update(body=b"\1" + bytes(300))
    assert owner.get("home").status_code == 200 and owner.get("cases").status_code == 200
    assert owner.post("erase-one", "case", case).status_code == 302
    assert queries.all_heads(owner.unlocked, KIND) == [] and owner.kept(Moment) == []


def test_erasing_a_case_takes_its_moments(owner: Human) -> None:
    case, stays = made(owner), made(owner, nickname="kade 9")
    begun(owner, case), begun(owner, stays)
    assert "De momenten van deze casus gaan mee" in words(owner.get("erase-one", "case", case))
    assert owner.post("erase-one", "case", case).headers["Location"] == at("cases")
    assert [one.case for one in owner.kept(Moment)] == [stays]


def test_a_damaged_moment_goes_along_too(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case)
    SealedRecord.objects.filter(pk=moment).update(body=b"\1" + bytes(300))
    owner.post("erase-one", "case", case)
    assert not SealedRecord.objects.filter(pk=moment).exists() and queries.all_heads(owner.unlocked, MOMENT) == []


def test_erasing_all_cases_takes_all_moments_and_leaves_the_sentences(owner: Human) -> None:
    case = made(owner)
    begun(owner, case)
    owner.post("case-goodbye", case, do="keep", sentence="Ik kan wachten.")
    owner.post("erase-practice", KIND)
    assert owner.kept(Case) == [] and owner.kept(Moment) == []
    assert [one.words for one in owner.kept(Farewell)] == ["Ik kan wachten."]


def test_erasing_one_moment_leaves_the_case(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case)
    owner.post("erase-one", MOMENT, moment)
    assert owner.kept(Moment) == [] and owner.get("case", case).status_code == 200


# Saying goodbye.


def test_three_months_more_with_one_press(owner: Human) -> None:
    case = made(owner)
    soon(owner, case, left=3, told=2)
    assert owner.post("case-goodbye", case, do="longer").headers["Location"] == at("home")
    assert one(owner).expires_on == timezone.localdate() + USUAL and one(owner).told_on is None
    owner.post("case-goodbye", case, do="prolong", until=(timezone.localdate() + LONGEST).isoformat())
    owner.post("case-goodbye", case, do="longer")
    assert one(owner).expires_on == timezone.localdate() + LONGEST, "longer never makes it shorter"
    soon(owner, case, left=3)
    assert 'name="from" value="cases"' in main(owner.get("cases"))
    back = owner.post("case-goodbye", case, **{"do": "longer", "from": "cases"})
    assert back.headers["Location"] == at("cases")


def test_a_day_that_cannot_be_is_refused(owner: Human) -> None:
    case = made(owner)
    kept = one(owner)
    answer = owner.post("case-goodbye", case, do="prolong", until="2001-01-01")
    assert answer.status_code == 422 and 'value="2001-01-01"' in main(answer) and one(owner) == kept


def test_a_sentence_typed_before_prolonging_is_not_lost(owner: Human) -> None:
    case = made(owner)
    until = timezone.localdate() + LONGEST
    answer = owner.post("case-goodbye", case, do="prolong", until=until.isoformat(), sentence="Nog niet af")
    assert answer.status_code == 200 and typed(answer, "sentence") == "Nog niet af"
    assert one(owner).expires_on == until and owner.kept(Farewell) == []


def test_one_sentence_stays_and_the_case_too_until_its_day(owner: Human) -> None:
    case = made(owner)
    for _twice in range(2):
        owner.post("case-goodbye", case, do="keep", sentence="Ik kan langer stil zijn.", key="page")
    (kept,) = owner.kept(Farewell)
    assert kept.words == "Ik kan langer stil zijn." and len(owner.kept(Case)) == 1
    assert "Je zin is bewaard" in words(owner.client.get(at("case-goodbye", case) + "?kept=1"))


def test_let_go_at_once_with_a_sentence_or_without(owner: Human) -> None:
    for sentence, stays in (("", []), ("Bij boosheid ga ik uitleggen.", ["Bij boosheid ga ik uitleggen."])):
        case = made(owner)
        begun(owner, case)
        answer = owner.post("case-goodbye", case, do="let-go", sentence=sentence)
        assert answer.headers["Location"].startswith(at("cases"))
        assert "met al zijn momenten" in words(owner.client.get(answer.headers["Location"]))
        assert owner.kept(Case) == [] and owner.kept(Moment) == []
        assert [one.words for one in owner.kept(Farewell)] == stays


def test_the_nickname_in_the_sentence_is_pointed_out_and_the_person_decides(owner: Human) -> None:
    case = made(owner)
    sentence = "Bij De Blauwe Deur bleef ik staan."
    for do in ("keep", "let-go"):
        answer = owner.post("case-goodbye", case, do=do, sentence=sentence)
        assert answer.status_code == 422 and typed(answer, "sentence") == sentence and 'name="sure"' in main(answer)
    assert owner.kept(Farewell) == [] and len(owner.kept(Case)) == 1
    owner.post("case-goodbye", case, do="keep", sentence=sentence, sure="1")
    assert [one.words for one in owner.kept(Farewell)] == [sentence]


@pytest.mark.parametrize("sentence", ["", "  ", "x" * 301])
def test_a_sentence_that_cannot_be_kept(owner: Human, sentence: str) -> None:
    case = made(owner)
    answer = owner.post("case-goodbye", case, do="keep", sentence=sentence)
    assert answer.status_code == 422 and typed(answer, "sentence").strip() == sentence.strip()
    assert owner.kept(Farewell) == [] and len(owner.kept(Case)) == 1


# What it costs.


def test_vandaag_costs_the_same_with_one_case_and_with_thirty(owner: Human) -> None:
    made(owner)
    owner.get("home")
    with CaptureQueriesContext(connection) as few:
        owner.get("home")
    for number in range(30):
        shelf.keep(
            owner.unlocked,
            Case(
                nickname=f"kamer {number}",
                began_on=timezone.localdate(),
                expires_on=timezone.localdate() + USUAL,
            ),
            pinned=True,
        )
    with CaptureQueriesContext(connection) as many:
        owner.get("home")
    assert len(few) == len(many)
