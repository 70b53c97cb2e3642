"""How easy a Dutch text reads, after Flesch and Douma.

    python -m tests.tools.readability FILE.md ...

prints the score and the number of words of every ``##`` section. The score is
``206.84 - 0.77 * syllables per 100 words - 0.93 * words per sentence``: 100 and more is very easy, under 50 is hard. It
counts syllables and sentences and understands nothing, so it finds long words and long sentences and no others.

Source of the formula: W. H. Douma, *De leesbaarheid van landbouwbladen* (Wageningen, 1960).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

#: A sentence ends here and nowhere else: not at a colon, a semicolon or the end of a line.
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"'”’)*_]|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

#: Vowels that sound as one, the longest first. A vowel with a diaeresis is never joined: *ide-eën*, *be-ïnvloed*.
_VOWELS = re.compile(r"eeuw|ieuw|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ei|ou|au|ai|oi|[aeiouyäëïöü]")

#: English words at work in Dutch whose two vowels are one syllable.
_LOANS = (("team", "tim"), ("coach", "kots"), ("mail", "mel"), ("deal", "dil"), ("leader", "lider"), ("board", "bord"))


def flesch_douma(text: str) -> float:
    """The score of a plain text; a text without words is as easy as can be (206.84)."""
    words = words_of(text)
    if not words:
        return 206.84
    per_100_words = 100 * sum(syllables(word) for word in words) / len(words)
    return 206.84 - 0.77 * per_100_words - 0.93 * len(words) / sentences(text)


def words_of(text: str) -> list[str]:
    """The words of a text; figures are left out, and *zo'n* and *e-mail* are one word each."""
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """How many sentences a text has: at least one, the last of which need not be closed."""
    pieces = [piece for piece in _SENTENCE_END.split(text) if _WORD.search(piece)]
    return max(1, len(pieces))


def syllables(word: str) -> int:
    """How many syllables a Dutch word has, near enough: at least one."""
    plain = "".join(letter if letter in "äëïöü" else unicodedata.normalize("NFD", letter)[0] for letter in word.lower())
    for loan, sound in _LOANS:
        plain = plain.replace(loan, sound)
    return max(1, len(_VOWELS.findall(plain)))


def plain(markdown: str) -> str:
    """A Markdown text as a reader reads it: without anchors, marks of lists and emphasis, and addresses."""
    text = re.sub(r"\{#[^}]*\}", "", markdown)
    text = re.sub(r"\]\([^)]*\)", "", text)
    text = re.sub(r"(?m)^[ \t]*(?:#+|>|[-*+]|\d+[.)])\s+", "", text)
    return re.sub(r"[*\[\]]", "", text)


def _sections(markdown: str) -> list[tuple[str, str]]:
    pieces = re.split(r"(?m)^## (.*)$", markdown)
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name)
        for heading, section in _sections(Path(name).read_text(encoding="utf-8")):
            body = plain("\n".join(line for line in section.splitlines() if not line.startswith("#")))
            print(f"{flesch_douma(body):6.1f} {len(words_of(body)):5d}  {heading}")
