"""The packs as the pages see them: those that can be begun now, and every version that someone once began with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language

from tegenwind.packs import Pack
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


def version(digest: str) -> Pack:
    """The version that someone began with."""
    return kept(store(), digest)
