"""The guard in a form and before anything goes out: what is marked is shown, and the person decides (docs/decisions/0024).

A posted form that holds something marked which its page did not show yet comes back once, with everything typed still there;
sent again it is kept. An autosave never stops. What a page showed travels in one hidden field of its form, :data:`SHOWN`:
the fingerprints of the marked pieces, and ``?name`` for a field that the page's script has not looked at since it changed.
That script looks while somebody writes, and says in the same field what it showed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tegenwind import guard
from tegenwind.guard import Kind, Mark

#: The hidden field with what was shown.
SHOWN: Final = "looked-at"
#: How many marks are written out of one text; who changes these sees the next ones.
MOST: Final = 20
#: How many characters of the text stand around a marked piece, on each side, where there is no line and column to go to.
AROUND: Final = 30

#: What a mark looks like, after "lijkt op".
KINDS: Final[Mapping[Kind, str | Promise]] = {
    "bsn": gettext_lazy("een burgerservicenummer"),
    "rrn": gettext_lazy("een rijksregisternummer"),
    "birth-date": gettext_lazy("een geboortedatum"),
    "phone": gettext_lazy("een telefoonnummer"),
    "email": gettext_lazy("een e-mailadres"),
    "street": gettext_lazy("een adres"),
    "postcode": gettext_lazy("een postcode"),
    "iban": gettext_lazy("een rekeningnummer"),
    "plate": gettext_lazy("een kenteken"),
    "name": gettext_lazy("een naam"),
}
#: What could stand there instead.
SUGGESTIONS: Final[Mapping[str, str | Promise]] = {
    "nickname": gettext_lazy("misschien kan hier de bijnaam"),
    "colleague": gettext_lazy("misschien kan hier ‘een collega’"),
    "relative": gettext_lazy("misschien kan hier ‘iemand uit de familie’"),
    "about-when": gettext_lazy("misschien kan hier ‘vorige maand’, of ‘een jaar of tien’"),
    "neighbourhood": gettext_lazy("misschien kan hier ‘in de buurt’"),
    "leave-out": gettext_lazy("misschien kan het weg"),
}


@dataclass
class Looking:
    """What one request has to do with the guard.

    Attributes:
        autosave: the page's script saves in the background; nothing may stop that.
        shown: fingerprints of what the page of the form showed, and of what this answer will show.
        unlooked: the names of fields that the page's script has not looked at since they changed.
        told: an autosave kept something marked that its page did not show.
    """

    autosave: bool
    shown: set[str] = field(default_factory=set)
    unlooked: frozenset[str] = frozenset()
    told: bool = False


_now: ContextVar[Looking | None] = ContextVar("looking", default=None)


@contextmanager
def looking(request: HttpRequest, *, autosave: bool) -> Iterator[None]:
    """Around a page: its texts are looked at, and what was shown comes back into its forms."""
    said = request.POST.get(SHOWN, "").split() if request.method == "POST" else []
    unlooked = frozenset(one[1:] for one in said if one.startswith("?"))
    before = _now.set(Looking(autosave, {one for one in said if len(one) == 8}, unlooked))
    try:
        yield
    finally:
        _now.reset(before)


def fingerprint(piece: str) -> str:
    """Eight figures for a marked piece of text; the page's script makes the same (guard-live.js)."""
    return f"{zlib.crc32(piece.replace(chr(13) + chr(10), chr(10)).encode('utf-8', 'replace')):08x}"


def look_at(name: str, typed: str, kept: str = "") -> str:
    """What is marked in a text on its way to be kept and was not shown yet, as lines for the person; nothing when it may go on.

    Args:
        name: of its field.
        kept: the text as it is kept now. What is marked in it was decided on before.
    """
    now = _now.get()
    if now is None or not typed or (typed == kept and name not in now.unlooked):
        return ""
    typed = typed.replace("\r\n", "\n")
    found = _unshown(typed, guard.find(typed), now.shown)
    if found and name not in now.unlooked:
        found = _unshown(typed, found, {fingerprint(_piece(kept, one)) for one in guard.find(kept)})
    if not found:
        return ""
    if now.autosave:
        now.told = True
        return ""
    found = found[:MOST]
    now.shown.update(fingerprint(_piece(typed, one)) for one in found)
    return "\n".join([lead(), *(said(typed, one) for one in found), _still_yours()])


def _unshown(text: str, marks: Iterable[Mark], shown: set[str]) -> list[Mark]:
    return [one for one in marks if fingerprint(_piece(text, one)) not in shown]


def _piece(text: str, mark: Mark) -> str:
    return text[mark.start : mark.end]


def looks() -> bool:
    """Whether the texts of this page are looked at. A name to sign in with and a code are no such texts."""
    return _now.get() is not None


def shown_value() -> str:
    """What the forms of this answer have to say in :data:`SHOWN`; nothing when nothing was shown."""
    now = _now.get()
    return " ".join(sorted(now.shown)) if now else ""


def told_line() -> str:
    """That an autosave kept something marked which its page did not show; nothing when it did not."""
    now = _now.get()
    return _("Misschien is hier iemand aan te herkennen; kijk het nog eens na.") if now and now.told else ""


def lead() -> str:
    """What stands above marks."""
    return _("Hier staat misschien iets waaraan iemand te herkennen is.")


def _still_yours() -> str:
    return _("Jij kiest. Verander het, of laat het staan en verstuur het nog eens.")


def item() -> str:
    """One mark, with its members in braces; the page's script fills in the same line."""
    return _("Regel {line}, teken {column}: ‘{text}’ lijkt op {kind}; {suggestion}.")


def said(text: str, mark: Mark) -> str:
    """One mark with its place, what it looks like and what could stand there."""
    return item().format(
        line=mark.line,
        column=mark.column,
        text=_piece(text, mark),
        kind=KINDS[mark.kind],
        suggestion=SUGGESTIONS[mark.suggestion],
    )


@dataclass(frozen=True)
class Noticed:
    """A marked piece of what is about to go out, with the words around it."""

    text: str = field(repr=False)
    line: str = field(repr=False)
    before: str = field(repr=False)
    after: str = field(repr=False)


def notice(texts: Iterable[str]) -> list[Noticed]:
    """What is marked in the texts that are about to go out, each piece once, in their order."""
    found: dict[str, Noticed] = {}
    for text in texts:
        for mark in guard.find(text):
            piece = _piece(text, mark)
            if piece in found:
                continue
            line = _("‘{text}’ lijkt op {kind}; {suggestion}.").format(
                text=piece, kind=KINDS[mark.kind], suggestion=SUGGESTIONS[mark.suggestion]
            )
            found[piece] = Noticed(piece, line, _before(text, mark.start), _after(text, mark.end))
    return list(found.values())


def _before(text: str, at: int) -> str:
    begin = max(0, at - AROUND)
    return ("… " if begin else "") + (text[begin:at].split(" ", 1)[-1] if begin else text[:at])


def _after(text: str, at: int) -> str:
    end = min(len(text), at + AROUND)
    return text[at:end] if end == len(text) else text[at:end].rsplit(" ", 1)[0] + " …"
