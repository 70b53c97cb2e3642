"""What is said in one language and not in the other, and whether it stands on a page.

It is every sentence of the catalogue, the titles and statements of the packs, and what Django and allauth say by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from django.utils.translation import trans_real

from tegenwind.packs import Pack
from tegenwind.packs.model import Text
from tegenwind.web import library
from tegenwind.wording import Language
from tests.tools import translations

OTHER: Final[dict[Language, Language]] = {"nl": "en", "en": "nl"}
_PLACE: Final = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
#: Where a text breaks off: what stands between two of these is a word or two by itself.
_BREAKS: Final = re.compile(r"\s*[·|;:,()]\s*|\n")


@dataclass(frozen=True)
class Phrase:
    """Something said in one language. A word by itself only counts when it stands by itself on the page."""

    pattern: re.Pattern[str]
    alone: bool
    longest: str
    """The longest piece of it that is the same wherever it is said."""

    @classmethod
    def of(cls, text: str) -> Phrase:
        text = " ".join(text.split()).removesuffix(":")
        pieces = _PLACE.split(text)
        rest = _PLACE.sub(" ", text).strip()
        alone = " " not in rest
        pattern = ".+?".join(map(re.escape, pieces))
        return cls(re.compile(pattern if alone else rf"(?<!\w){pattern}(?!\w)"), alone, max(pieces, key=len))

    def stands_in(self, words: Iterable[str]) -> bool:
        for word in words:
            if self.alone:
                if any(self.pattern.fullmatch(part) for part in (word, *_BREAKS.split(word))):
                    return True
            elif self.pattern.search(word):
                return True
        return False


class Heard:
    """Words in which thousands of phrases are looked for: only where the longest piece of one stands is looked further."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(words)
        self._joined = "\n".join(self.words)
        self._starts = [0, *accumulate(len(word) + 1 for word in self.words)]

    def says(self, phrase: Phrase) -> bool:
        return phrase.stands_in(self._with(phrase.longest) if phrase.longest else self.words)

    def _with(self, piece: str) -> Iterator[str]:
        found = self._joined.find(piece)
        while found >= 0:
            place = bisect_right(self._starts, found)
            yield self.words[place - 1]
            found = self._joined.find(piece, self._starts[place])


def pairs() -> dict[str, tuple[str, ...]]:
    """Every sentence of the catalogue: the Dutch, and the English forms."""
    return {
        one: tuple(map(str, message.string if isinstance(message.string, tuple) else (message.string,)))
        for message in translations.catalogue()
        if (one := str(message.id[0] if isinstance(message.id, tuple) else message.id))
    }


def told_in(language: Language) -> Iterator[str]:
    """All that is only said in this language. What a source is called is said in its own."""
    sources = {source.title for pack in library.offered() for source in pack.sources}
    for dutch, english in pairs().items():
        if dutch not in english and dutch not in sources:
            yield from filter(_can_be_told, (dutch,) if language == "nl" else english)
    for pack in library.offered():
        texts = [pack.title, pack.summary]
        texts += [theme.title for theme in pack.themes] + [statement.text for statement in pack.statements]
        texts += [route.title for route in pack.routes] + [guide.title for guide in pack.guides]
        texts += _questions(pack)
        for guide in pack.guides:
            both = zip(guide.sections["nl"], guide.sections["en"], strict=True)
            texts += [{"nl": dutch.title, "en": english.title} for dutch, english in both]
        yield from (text[language] for text in texts if text["nl"] != text["en"] and text["nl"] not in sources)
    for english, dutch in trans_real.translation("nl")._catalog.items():  # type: ignore[attr-defined]
        text = dutch if language == "nl" else (english if isinstance(english, str) else english[0])
        text = text.rpartition("\x04")[2]  # Before it stands what it is used for.
        if text and len(_PLACE.sub("", text).split()) > 2 and english != dutch:
            yield text


def _can_be_told(text: str) -> bool:
    """Whether a sentence can be known on a page: "{since} to {until}" is in half of all that is written in English."""
    return not _PLACE.search(text) or len(_PLACE.sub(" ", text).strip()) > 3


def _questions(pack: Pack) -> Iterator[Text]:
    """What a pack of needs asks, and the ends and sentences beside it."""
    if pack.questions is None:
        return
    yield from (part.title for part in pack.questions.needs)
    for cell in pack.questions.cells:
        yield from (cell.little, cell.much)
        yield from (question.text for question in cell.questions)
    for line in (*pack.questions.beliefs, *pack.questions.rules, *pack.questions.compliments):
        yield line.text


def strange_to(language: Language) -> dict[str, Phrase]:
    """All that nobody should read on a page in this language, by its text."""
    return {text: Phrase.of(text) for text in told_in(OTHER[language])}


def places() -> dict[str, set[str]]:
    """Where each sentence of the catalogue is said: paths under src/tegenwind."""
    return {
        str(message.id[0] if isinstance(message.id, tuple) else message.id): {path for path, _line in message.locations}
        for message in translations.catalogue()
        if message.id
    }
