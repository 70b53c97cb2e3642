"""The words of waves. Why something is withheld, and where a figure lies, is said in `report.wave_words`: the same on paper."""

from __future__ import annotations

from tegenwind.report.wave_words import (
    band_words,
    not_that,
    share_word,
    shares_words,
    statement_words,
    theme_words,
    why,
)

__all__ = ["band_words", "not_that", "share_word", "shares_words", "statement_words", "theme_words", "why"]
