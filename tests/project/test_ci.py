"""What the check before taking in a change makes of tests that did not run (``tests/tools/skips.py``, ``.ci/run``)."""

from __future__ import annotations

from tests.tools.skips import ALLOWED, judged

RAN = '<testcase classname="tests.a" name="test_one"/>'
LEFT_OUT = (
    '<testcase classname="tests.a" name="test_two[nl]"><skipped type="pytest.skip" message="no reason"/></testcase>'
)


def report(*cases: str) -> str:
    return f'<testsuites><testsuite name="pytest">{"".join(cases)}</testsuite></testsuites>'


def test_a_run_in_which_everything_ran_is_good() -> None:
    assert judged(report(RAN), {}) == (1, [])


def test_a_skipped_test_is_named_with_its_reason() -> None:
    assert judged(report(RAN, LEFT_OUT), {}) == (1, ["tests.a::test_two was skipped: no reason"])


def test_a_skipped_test_on_the_list_is_let_through() -> None:
    assert judged(report(RAN, LEFT_OUT), {"tests.a::test_two": "needs another database"}) == (1, [])


def test_the_list_may_not_grow_stale() -> None:
    _count, wrong = judged(report(RAN), {"tests.a::test_one": "-", "tests.gone::test": "-"})
    assert wrong == [
        "tests.a::test_one ran: take it off the list of what may be skipped",
        "tests.gone::test is not there: take it off the list",
    ]


def test_a_run_without_tests_is_no_run() -> None:
    assert judged(report(LEFT_OUT), {"tests.a::test_two": "-"}) == (0, ["no test ran"])


def test_every_exception_has_a_reason() -> None:
    assert all(reason.strip() for run in ALLOWED.values() for reason in run.values())
