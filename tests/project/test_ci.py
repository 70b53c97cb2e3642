"""What the check before taking in a change makes of tests that did not run (``tests/tools/skips.py``, ``.ci/run``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import databases
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


class TestWhatIsDoneOnPostgresqlToo:
    """What meets its database; the rest says the same as on SQLite (``tests/databases.py``)."""

    def test_all_is_done_on_sqlite(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(databases.URL, raising=False)
        assert databases.divided([request.node]) == ([request.node], [])

    def test_not_what_meets_no_database(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(databases.URL, "postgresql:///any")
        assert databases.divided([request.node]) == ([], [request.node])

    @pytest.mark.django_db
    def test_what_may_reach_it(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(databases.URL, "postgresql:///any")
        assert databases.divided([request.node]) == ([request.node], [])

    def test_what_reaches_it_by_a_fixture(
        self, db: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(databases.URL, "postgresql:///any")
        assert databases.divided([request.node]) == ([request.node], [])

    @pytest.mark.postgresql
    def test_what_starts_programs_there(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(databases.URL, "postgresql:///any")
        assert databases.divided([request.node]) == ([request.node], [])

    def test_every_module_that_looks_for_it_is_marked(self) -> None:
        """Who hands the PostgreSQL of the run on to a program says so."""
        tests = Path(__file__).parents[1]
        found = {path: path.read_text(encoding="utf-8") for path in tests.rglob("test_*.py")}
        looks = {path for path, text in found.items() if f'environ.get("{databases.URL}"' in text}
        assert len(looks) > 4
        assert [str(path) for path in sorted(looks) if f"mark.{databases.MARK}" not in found[path]] == []
