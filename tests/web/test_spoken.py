"""Having spoken with someone: a day and a sort of person, and nothing else."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tegenwind.practice import versions
from tegenwind.practice.spoken import KIND, WITH, Spoken
from tegenwind.vault import queries
from tests.web.people import Human, text, words

pytestmark = pytest.mark.django_db


def kept(human: Human) -> list[Spoken]:
    return [versions.read(Spoken, KIND, one.body) for one in queries.open_many(human.unlocked, KIND).records]


def spoke(human: Human, whom: str = "colleague", on: str = "2026-01-02") -> int:
    """Adds one; returns its id."""
    answer = human.post("spoken", **{"with": whom, "on": on})
    assert answer.status_code == 302, text(answer)
    return queries.heads(human.unlocked, KIND).heads[0].id


def test_only_the_day_and_the_sort_of_person(owner: Human) -> None:
    """Whatever else a form would send along is not kept."""
    owner.post("spoken", **{"with": "gp", "on": "2026-01-02", "name": "Dokter Jansen", "note": "Over mijn rug."})
    assert [one.model_dump(exclude={"key"}) for one in kept(owner)] == [
        {"version": 1, "on": datetime.date(2026, 1, 2), "with_whom": "gp"}
    ]
    assert "Huisarts" in words(owner.get("spoken")) and "2 januari 2026" in words(owner.get("spoken"))
    assert not re.search(r"<textarea|type=\"text\"", text(owner.get("spoken")))


@pytest.mark.parametrize("whom", WITH)
def test_everybody_one_may_speak_with(owner: Human, whom: str) -> None:
    spoke(owner, whom)
    assert kept(owner)[0].with_whom == whom


def test_without_a_day_it_is_today(owner: Human) -> None:
    spoke(owner, on="")
    assert kept(owner)[0].on == timezone.localdate()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"with": "", "on": "2026-01-02"}, "Kies nog met wie"),
        ({"with": "boss", "on": "2026-01-02"}, "Kies nog met wie"),
        ({"with": "gp", "on": "2199-01-01"}, "moet nog komen"),
        ({"with": "gp", "on": "1899-01-01"}, "wel heel ver terug"),
        ({"with": "gp", "on": "gisteren"}, "kennen we niet"),
    ],
)
def test_what_cannot_be_is_said(owner: Human, fields: dict[str, str], told: str) -> None:
    answer = owner.post("spoken", **fields)
    assert answer.status_code == 422 and told in words(answer) and kept(owner) == []
    if fields["with"] in WITH:
        assert f'value="{fields["with"]}" checked' in text(answer)
    assert f'value="{fields["on"]}"' in text(answer)


def test_a_form_sent_twice_is_one(owner: Human) -> None:
    key = re.search(r'name="key" value="([^"]+)"', text(owner.get("spoken")))
    assert key
    for _time in range(2):
        owner.post("spoken", **{"with": "friend", "on": "2026-01-02", "key": key[1]})
    assert len(kept(owner)) == 1
    spoke(owner, "friend")
    assert len(kept(owner)) == 2


def test_taking_one_away(people: SimpleNamespace) -> None:
    first, second = spoke(people.owner), spoke(people.owner, "coach")
    assert people.mate.post("spoken-remove", first).status_code == 404
    assert people.owner.post("spoken-remove", second).status_code == 302
    assert [one.with_whom for one in kept(people.owner)] == ["colleague"]
    assert people.owner.post("spoken-remove", second).status_code == 404


def test_a_long_list_is_in_pages(owner: Human) -> None:
    for day in range(1, 29):
        for month in ("01", "02", "03", "04"):
            spoke(owner, on=f"2026-{month}-{day:02}")
    newest = text(owner.get("spoken"))
    assert "?page=" in newest and "28 april 2026" in newest and ">1 januari 2026" not in newest
    assert ">1 januari 2026" in text(owner.get("spoken", query="?page=1"))
