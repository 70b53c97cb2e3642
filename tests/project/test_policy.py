"""The policy of what is kept: each column, cookie and place is told once, and a mistake is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings

from tegenwind.project.config import shipped
from tegenwind.web.help import policy
from tests.project.running import run

SHIPPED = shipped("policy") / "retention.yaml"
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Change], list[str]]:
    """The mistakes of the shipped policy with a change made to it."""

    def make(change: Change) -> list[str]:
        content = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
        change(content)
        path = tmp_path / "retention.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return policy.mistakes(path)

    return make


def entry(content: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in content["entries"] if one["id"] == name)
    return found


def test_what_is_shipped_holds() -> None:
    assert policy.mistakes() == []


def test_every_column_of_every_table_is_looked_at() -> None:
    told = {
        (label, name) for one in policy.read_policy().entries for label, names in one.columns.items() for name in names
    }
    nobody = policy.read_policy().not_personal
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            assert (model._meta.label, field.name) in told or model._meta.label in nobody


class TestMistakes:
    """Each names the file, the model and the field, and what is allowed."""

    def test_a_column_that_no_entry_tells(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "mail-address")["columns"].pop("accounts.Person"))
        assert re.match(r"/.*retention\.yaml: accounts\.Person\.email is kept, and no entry says why", mistake)
        assert "allowed is" in mistake

    def test_a_table_that_no_entry_tells(self, changed: Callable[[Change], list[str]]) -> None:
        told = changed(lambda content: entry(content, "letters")["columns"].clear())
        assert [found[1] for one in told if (found := re.search(r": accounts\.InboxLetter\.(\w+) is kept", one))] == [
            "id",
            "vault",
            "sealed",
        ]

    def test_a_column_that_is_gone(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "name")["columns"]["accounts.Person"].append("birthday"))
        assert "entry 'name' names accounts.Person.birthday, which is not there: allowed are password, id" in mistake

    def test_a_model_that_is_gone(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "name")["columns"].update({"accounts.Persoon": ["id"]}))
        assert "names the model accounts.Persoon, which is not there" in mistake

    def test_a_column_told_twice(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "role")["columns"]["accounts.Person"].append("email"))
        assert "accounts.Person.email is told in 2 entries: allowed is one" in mistake

    def test_a_table_that_points_to_a_person_is_not_nobodys(self, changed: Callable[[Change], list[str]]) -> None:
        def change(content: dict[str, Any]) -> None:
            entry(content, "letters")["columns"].clear()
            content["not_personal"]["accounts.InboxLetter"] = "says nothing about anybody"

        (mistake,) = changed(change)
        assert "not_personal names accounts.InboxLetter, which points to a person" in mistake

    def test_nobodys_table_that_is_gone(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: content["not_personal"].update({"auth.Gone": "about nobody at all"}))
        assert "not_personal names the model auth.Gone, which is not there" in mistake

    def test_a_cookie_that_no_entry_tells(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "forms")["cookies"].remove("csrftoken"))
        assert "the cookie csrftoken is set, and no entry says why" in mistake

    def test_a_cookie_that_is_not_set(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "forms")["cookies"].append("tracker"))
        assert "the cookie tracker is not set by this program" in mistake

    def test_a_place_that_no_entry_tells(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "log")["elsewhere"].clear())
        assert "no entry tells what is kept in the logs" in mistake

    def test_a_language_that_is_missing(self, changed: Callable[[Change], list[str]]) -> None:
        (mistake,) = changed(lambda content: entry(content, "log")["period"].pop("en"))
        assert "retention.yaml: entries." in mistake and "period.en: Field required" in mistake

    def test_no_yaml(self, tmp_path: Path) -> None:
        path = tmp_path / "retention.yaml"
        path.write_text("entries: [", encoding="utf-8")
        (mistake,) = policy.mistakes(path)
        assert "retention.yaml: this is not YAML" in mistake


def test_check_says_so_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    from tegenwind.project import serving

    path = tmp_path / "retention.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace(", session_mark]", "]").replace("[session_mark]", "[]"))
    monkeypatch.setattr(settings, "TEGENWIND_RETENTION", path)
    assert serving.check() == 2
    assert "accounts.Person.session_mark is kept, and no entry says why" in capsys.readouterr().err


def test_check_holds_it_when_all_is_well(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path, TEGENWIND_DATA=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert "what is kept" in done.stdout
