"""The packs as the pages see them: those that can be begun now, and every version that someone once began with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language

from tegenwind.packs import Guide, Pack
from tegenwind.packs.model import Purpose, Role
from tegenwind.packs.store import kept
from tegenwind.wording import Language, Wording, wording

OFFER = "offered.json"


def store() -> Path:
    """The folder with every pack version ever installed."""
    return _store(settings.TEGENWIND.data)


@cache
def _store(data: Path) -> Path:
    return data / "packs"  # One and the same object, whose hash is known: lists ask for a version in every row.


def language() -> Language:
    """The language of this request."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def words() -> Wording:
    """The words of this request's language."""
    return wording(language())


@cache
def _offered(stamp: int) -> tuple[str, ...]:
    digests: list[str] = json.loads((store() / OFFER).read_text())
    return tuple(digests)


def offered() -> list[Pack]:
    """The packs that can be begun now, in the order they are offered."""
    return [kept(store(), digest) for digest in _offered((store() / OFFER).stat().st_mtime_ns)]


def pack(pack_id: str) -> Pack:
    """The version of a pack that is offered now. Raises ``Http404`` for an id that is not."""
    for candidate in offered():
        if candidate.id == pack_id:
            return candidate
    raise Http404(pack_id)


def check_ins() -> list[Pack]:
    """The packs whose statements can be answered as a check-in: those made for it, and those of small dissent beside their forms."""
    return [one for one in offered() if one.purpose in ("check-in", "dissent")]


def check_in(pack_id: str) -> Pack:
    """One of these. Raises ``Http404`` for an id that is not one of them."""
    for candidate in check_ins():
        if candidate.id == pack_id:
            return candidate
    raise Http404(pack_id)


def for_purpose(purpose: Purpose) -> Pack:
    """The first offered pack for a practice of its own. Raises ``Http404`` when none is installed."""
    for candidate in offered():
        if candidate.purpose == purpose:
            return candidate
    raise Http404(purpose)


def guide(role: Role) -> Guide:
    """The guide with a role, in the first of the offered packs that has one. Raises ``Http404``."""
    for candidate in offered():
        if (found := candidate.guide(role)) is not None:
            return found
    raise Http404(role)


def version(digest: str) -> Pack:
    """The version that someone began with."""
    return kept(store(), digest)
