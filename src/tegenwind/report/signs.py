"""Signs that the fonts of the PDF cannot draw: told in words between brackets, so that nothing a person wrote is lost.

The archive standard refuses a document with a sign that has no glyph. Letters of European alphabets are drawn; an emoji
becomes its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from tegenwind.wording import Language

#: What every font of the report has: tests hold this against the files.
COMMON: Final = frozenset(
    {"\n"}
    | set(map(chr, range(0x20, 0x7F)))
    | set(map(chr, range(0xA0, 0x17F))) - set("\u00adµĈĉĔĕĜĝĤĥĨĩĬĭĲĳĴĵĸĿŀŊŋŌōŎŏŖŗŜŝŦŧŨũŬŭŉ")
    | set("–—‘’‚“”„…•€")
)

#: Scripts and signs that the fallback fonts may have; outside of these nothing is tried.
_PERHAPS: Final = ((0x00AD, 0x06FF), (0x1E00, 0x23FF), (0x2500, 0x27BF), (0x2C60, 0x2C7F), (0xFB00, 0xFB4F))

# Signs that only steer how their neighbours look; without a drawn neighbour they say nothing.
_STEERING: Final = re.compile("[\u200c\u200d\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]")
_CLUSTER: Final = re.compile(
    r"(?s).[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*"
)
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")

_DUTCH: Final = {
    "😀": "lachend gezicht", "😃": "lachend gezicht", "😄": "lachend gezicht", "😁": "grijnzend gezicht",
    "😅": "lachend met een zweetdruppel", "😂": "lachend met tranen", "🤣": "rollend van het lachen",
    "🙂": "glimlach", "😊": "blozende glimlach", "😉": "knipoog", "😌": "opgelucht gezicht", "😍": "verliefd gezicht",
    "🥰": "gezicht met hartjes", "😘": "kus", "🤗": "knuffel", "🤔": "denkend gezicht", "😐": "strak gezicht",
    "😶": "gezicht zonder mond", "🙄": "rollende ogen", "😬": "opeengeklemde tanden", "😔": "somber gezicht",
    "😕": "onzeker gezicht", "🙁": "bedroefd gezicht", "😢": "huilend gezicht", "😭": "tranen met tuiten",
    "😞": "teleurgesteld gezicht", "😟": "bezorgd gezicht", "😠": "boos gezicht", "😡": "heel boos gezicht",
    "🤬": "vloekend gezicht", "😤": "stoom uit de neus",
    "😱": "gil van schrik", "😰": "angstzweet", "😨": "angstig gezicht",
    "😳": "rode wangen", "😴": "slapend gezicht", "🥱": "gapend gezicht", "😮": "verbaasd gezicht",
    "😩": "uitgeput gezicht",
    "😫": "moe gezicht", "🥺": "smekend gezicht", "🤯": "ontploffend hoofd", "🤷": "schouders ophalen",
    "🤦": "hand voor het gezicht", "🙈": "aap met handen voor de ogen", "🙏": "gevouwen handen", "👍": "duim omhoog",
    "👎": "duim omlaag", "👏": "applaus", "💪": "gespierde arm", "🤝": "handdruk", "👀": "ogen", "💔": "gebroken hart",
    "💙": "blauw hart", "💚": "groen hart", "💛": "geel hart", "🧡": "oranje hart", "💜": "paars hart",
    "🖤": "zwart hart",
    "💕": "twee harten", "🔥": "vuur", "🌈": "regenboog", "🌱": "kiemplant", "🌊": "golf", "💨": "windvlaag",
    "🪁": "vlieger",
    "🌬": "wind", "⛈": "onweer", "🎉": "feest", "🥳": "feestend gezicht", "☕": "koffie", "💡": "lampje",
}  # fmt: skip


class Signs:
    """Makes text printable in one language; ``draws`` says whether the fonts can draw a string."""

    def __init__(self, language: Language, draws: Callable[[str], bool]) -> None:
        self._language = language
        self._draws = draws

    def printable(self, text: str) -> str:
        """The text with every sign that cannot be drawn told in brackets. Common text comes back as it was."""
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if COMMON.issuperset(text):
            return text
        text = _CONTROL.sub(lambda found: " " if found[0] == "\t" else "", text)
        if _perhaps(text) and self._draws(_unusual(text)):
            return text
        return "".join(self._shown(found[0]) for found in _CLUSTER.finditer(text))

    def _shown(self, cluster: str) -> str:
        if COMMON.issuperset(cluster) or (_perhaps(cluster) and self._draws(cluster)):
            return cluster
        if len(cluster) > 1:
            # Letter and mark cannot stand together: the letter as it is, the mark in words.
            return self._shown(cluster[0]) + "".join(f"[{self._name(mark)}]" for mark in cluster[1:])
        return "" if _STEERING.fullmatch(cluster) else f"[{self._name(cluster)}]"

    def _name(self, sign: str) -> str:
        if self._language == "nl" and sign in _DUTCH:
            return _DUTCH[sign]
        return unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}"


def _perhaps(text: str) -> bool:
    return all(sign in COMMON or any(low <= ord(sign) <= high for low, high in _PERHAPS) for sign in text)


def _unusual(text: str) -> str:
    """The uncommon signs of a text with what they lean on, each once, to try them in one go."""
    found = {cluster[0] for cluster in _CLUSTER.finditer(text)}
    return " ".join(sorted(cluster for cluster in found if not COMMON.issuperset(cluster)))
