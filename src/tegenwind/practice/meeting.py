"""When one text is written in two windows: what the second saving makes of it, so that nothing written is ever lost.

A page sends along what each of its texts was when the page got it: not the text, a short fingerprint of it. The saving then knows three
things (what the page began with, what is kept now, what was written) and joins them part by part. Parts are what a line with nothing
but :data:`SEPARATOR` keeps apart:

* a part that is kept and that this page knew is this page's to change or to take out;
* a part that is kept and that this page did not know was written elsewhere: it stays, whatever this page says;
* a part that this page sends as it got it, while it was changed elsewhere meanwhile, is not put back.

The page's script makes the same fingerprints (``web/design/static/tegenwind/app.js``): change both or neither.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import Final

#: Stands on a line of its own between texts that met. Needs no language, and no keyboard has it within reach.
SEPARATOR: Final = "· · ·"

#: What JavaScript's ``trim`` takes off, so that the page and the server see the same text.
_SPACE: Final = "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SEPARATOR_LINE: Final = re.compile(rf"[ \t]*{SEPARATOR}[ \t]*")

#: What a page may say of a text: fingerprints of the parts it knows, then, after a ``~``, of what it sent without hearing back. A ``~``
#: with nothing after it: the page knows that what is kept and what it shows are not the same.
_SAID: Final = re.compile(r"(?:[0-9a-f]{8}(?:\.[0-9a-f]{8})*)?(?:~(?:[0-9a-f]{8}(?:\.[0-9a-f]{8})*)?)?")
#: More than the longest text can have parts; beyond it nobody honest speaks.
_SAID_MAX: Final = 20_000


def clean(text: str) -> str:
    """A text as it is kept: one sign for a new line, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(_SPACE)


def parts(text: str) -> list[str]:
    """What the separator lines keep apart; no part is empty."""
    if SEPARATOR not in text:  # Nearly always.
        return [whole] if (whole := clean(text)) else []
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _SEPARATOR_LINE.fullmatch(line):
            found.append([])
        else:
            found[-1].append(line)
    cleaned = (clean("\n".join(lines)) for lines in found)
    return [part for part in cleaned if part]


def fingerprint(text: str) -> str:
    """What a page keeps of a text to say later what it began with: eight hexadecimal figures a part, joined by dots.

    CRC-32 (ISO 3309, as in zip and PNG) of the part in UTF-8. It keeps windows apart, not secrets: whoever sees it has the page with the text.
    """
    return ".".join(_print(part) for part in parts(text))


def _print(part: str) -> str:
    # A half of a pair cannot come from a browser, and nothing may break on what is no browser.
    return f"{zlib.crc32(part.encode('utf-8', 'replace')):08x}"


@dataclass(frozen=True)
class Meeting:
    """What to keep.

    Attributes:
        text: the text to keep.
        met: whether there stands something in it that this page did not know, beside or in place of what was written here.
        alone: with ``met``: nothing of this page stands in it; it took out what was changed elsewhere.
    """

    text: str = field(repr=False)
    met: bool = False
    alone: bool = False


def meet(kept: str, written: str, said: str | None) -> Meeting:
    """Join what is kept with what was written on a page.

    Args:
        kept: the text as it is kept now.
        written: what the page sends.
        said: what the page says it began with: a :func:`fingerprint`, and perhaps ``~`` with those of what it sent since without hearing
            that it was kept. None from a page that says nothing: then what it sends is taken as it is. What is no fingerprint counts as
            that of a stranger, so that both texts stay.
    """
    written = clean(written)
    if said is None or written == kept:
        return Meeting(written)
    known, sent, unsure = _read(said)
    standing, brought = parts(kept), parts(written)
    prints = [_print(part) for part in brought]
    mine = known | sent
    foreign = {part for part in standing if _print(part) not in mine}
    # A page that is not sure of what is kept cannot say that it left a part as it was.
    stale = set() if unsure else {part for part, one in zip(brought, prints, strict=True) if one in known} - {*standing}
    if not foreign and not stale:
        return Meeting(written)
    own = [part for part in brought if part not in stale and part not in foreign]
    joined = _in_place(standing, foreign, own)
    text = kept if joined == standing else f"\n\n{SEPARATOR}\n\n".join(joined)
    # A page that only sends along what it got has nothing to be told; one that was told while it kept itself, has that shown by its button.
    untouched = not unsure and {*prints} == known
    return Meeting(text, met=text != written and not untouched, alone=not own and foreign.isdisjoint(brought))


def _in_place(standing: list[str], foreign: set[str], own: list[str]) -> list[str]:
    """The parts in their order: what this page brings stands where what it replaces stood, or at the end."""
    joined: list[str] = []
    placed = False
    for part in standing:
        if part in foreign:
            joined.append(part)
        elif not placed:
            joined += own
            placed = True
    return joined if placed else joined + own


def _read(said: str) -> tuple[set[str], set[str], bool]:
    if len(said) > _SAID_MAX or not _SAID.fullmatch(said):
        return set(), set(), True
    known, unsure, sent = said.partition("~")
    return set(filter(None, known.split("."))), set(filter(None, sent.split("."))), bool(unsure)
