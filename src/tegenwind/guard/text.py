"""A text beside its shadow: the same length, in small letters, with every dash, space and quote in its plainest form."""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

PLAIN: Final[tuple[tuple[str, str], ...]] = (
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
    *((space, " ") for space in "\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f"),
    *((quote, "'") for quote in "\u2018\u2019\u02bc\u00b4`"),
)
_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss"})


class Text(NamedTuple):
    """``whole`` as it was written, ``small`` to search in, where every place is the same; ``back`` is small from its end."""

    whole: str
    small: str
    back: str

    @classmethod
    def of(cls, text: str) -> Text:
        """A text with its shadow. The dotted capital I is the one letter that would grow on becoming small."""
        small = text.replace("İ", "I").lower()
        for written, plain in PLAIN:
            small = small.replace(written, plain)
        return cls(text, small, small[::-1])

    def capital(self, place: int) -> bool:
        """Whether a capital letter stands at a place; what is plain in the shadow only (a dash) does not count."""
        return place < len(self.whole) and self.whole[place] != self.small[place] and self.small[place] not in "-' "

    def capitals_only(self, start: int, end: int) -> bool:
        """Whether no small letter stands from start to end."""
        whole = self.whole[start:end]
        return whole == whole.upper()


def fold(word: str) -> str:
    """A small word without its accents, the way the lists are written: ``zoë`` is ``zoe``, ``łukasz`` is ``lukasz``."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.translate(_LETTERS))
    return "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
