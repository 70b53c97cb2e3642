"""A case with a moment, made as it is kept: for tests of the pages of a moment."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tegenwind.practice.case import USUAL, Case
from tegenwind.practice.moment import Moment
from tegenwind.web import library, shelf
from tests.web.people import Human

TODAY = timezone.localdate()


def case_of(owner: Human, nickname: str = "de blauwe deur", **fields: Any) -> int:
    """A case; returns the record's id."""
    unlocked = owner.unlocked
    case = Case(nickname=nickname, began_on=TODAY, expires_on=TODAY + USUAL, **fields)
    return shelf.keep(unlocked, case, pinned=True).id


def moment_in(owner: Human, case: int | None, **fields: Any) -> int:
    """A moment of a case; returns the record's id."""
    pack = library.for_purpose("cases")
    given: dict[str, Any] = {"on": TODAY, "what": "met"} | fields
    return shelf.keep(owner.unlocked, Moment(case=case, pack=pack.id, digest=pack.digest, **given)).id


def moment_of(owner: Human, **fields: Any) -> tuple[int, int]:
    """A case with one moment; returns both ids."""
    case = case_of(owner)
    return case, moment_in(owner, case, **fields)
