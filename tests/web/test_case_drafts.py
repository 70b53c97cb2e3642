"""The page of a new case keeps itself while somebody types (B1): one case, whole once it is sent, gone with one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from tegenwind.practice.case import Case
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.moment import Moment
from tests.web.people import Human, at, main, typed

pytestmark = pytest.mark.django_db


def saves(owner: Human, **fields: str) -> HttpResponse:
    """What the page's script sends while somebody types."""
    form: dict[str, Any] = {"key": "page", **fields}
    answer: HttpResponse = owner.client.post(at("case-new"), form, headers={"X-Autosave": "1"})  # type: ignore[assignment]
    return answer


def nicknames(owner: Human) -> list[str]:
    return [case.nickname for case in owner.kept(Case)]


def test_what_is_typed_is_one_case_all_the_time(owner: Human) -> None:
    for nickname in ("de", "de wal", "de walvis"):
        assert saves(owner, nickname=nickname, context="Ik kom er op dinsdag.").status_code == 200
    assert nicknames(owner) == ["de walvis"]
    owner.post("case-new", key="page", nickname="de walvis op zolder", context="Op woensdag.")
    (case,) = owner.kept(Case)
    assert (case.nickname, case.context, case.key) == ("de walvis op zolder", "Op woensdag.", "page")


def test_a_late_saving_changes_nothing_any_more(owner: Human) -> None:
    owner.post("case-new", key="page", nickname="de walvis")
    assert saves(owner, nickname="de wal").status_code == 200
    assert nicknames(owner) == ["de walvis"]


def test_without_a_nickname_there_is_no_case_yet(owner: Human) -> None:
    assert saves(owner, nickname="", context="Mijn rol.").status_code == 422
    assert saves(owner, nickname="x" * 41).status_code == 422
    assert nicknames(owner) == []
    assert (
        saves(owner, nickname="", suggestion="kade 9", until="x").status_code == 422
    )  # The day does not fit; the rest is kept.
    assert nicknames(owner) == ["kade 9"]


def test_a_form_that_comes_back_knows_what_is_kept(owner: Human) -> None:
    """What the page kept by itself stands once, however often its form is refused."""
    saves(owner, nickname="de walvis", context="Mijn rol.", **{"was-context": fingerprint("")})
    fields = {"key": "page", "nickname": "de walvis", "until": "x"}
    answer = owner.post("case-new", **fields, context="Mijn rol, daar.", **{"was-context": fingerprint("Mijn rol.")})
    assert answer.status_code == 422 and typed(answer, "context") == "Mijn rol, daar."
    assert f'name="was-context" value="{fingerprint("Mijn rol, daar.")}"' in main(answer)
    assert [(case.nickname, case.context) for case in owner.kept(Case)] == [("de walvis", "Mijn rol, daar.")]


def test_rather_not_leaves_nothing_of_this_page(owner: Human) -> None:
    owner.post("case-new", key="other", nickname="kade 9")
    saves(owner, nickname="de walvis")
    assert owner.post("case-new", key="page", nickname="de walvis", do="not").headers["Location"] == at("cases")
    assert nicknames(owner) == ["kade 9"]
    # Of what was sent already it takes nothing away.
    assert owner.post("case-new", key="other", nickname="kade 9", do="not").status_code == 302
    assert nicknames(owner) == ["kade 9"]


def test_rather_not_leaves_a_case_that_was_gone_on_with(owner: Human) -> None:
    saves(owner, nickname="de walvis")
    page = main(owner.client.get(f"{at('cases')}?prepare=1"))
    (place,) = {part.split('"')[0] for part in page.split('action="')[1:] if part.split('"')[0].startswith("/cases/")}
    owner.client.post(place, {"what": "prepared", "key": "k"})
    assert len(owner.kept(Moment)) == 1
    owner.post("case-new", key="page", nickname="de walvis", do="not")
    assert nicknames(owner) == ["de walvis"]


def test_of_another_person_nothing_is_found(owner: Human, join: Callable[[str], Human]) -> None:
    mate = join("Mate")
    saves(owner, nickname="de walvis")
    assert saves(mate, nickname="kade 9").status_code == 200
    assert (nicknames(owner), nicknames(mate)) == (["de walvis"], ["kade 9"])
    mate.post("case-new", key="page", nickname="kade 9", do="not")
    assert (nicknames(owner), nicknames(mate)) == (["de walvis"], [])
