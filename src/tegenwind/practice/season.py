"""A look back on a season, for oneself alone: what the small acts of these months were, in own words (C4).

Nothing is counted in it and nothing has to follow from it. A season is three months of the weather, as people speak of it:
winter is December, January and February, and has the year in which it ends.

Source: *Klein verzet* (see the pack ``klein-verzet``).
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Whole

KIND = "season"
VERSION = 1

Name = Literal["winter", "spring", "summer", "autumn"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
WORDS_MAX = 3000
"""Characters."""
PATTERN: Final = r"[0-9]{4}-(?:winter|spring|summer|autumn)"


def season_of(day: datetime.date) -> str:
    """The season of a day, as it is kept: ``2026-autumn``."""
    if day.month == 12:
        # The calendar ends in a December; nobody lives then, but a day may be written down.
        return f"{min(day.year + 1, datetime.MAXYEAR):04}-winter"
    return f"{day.year:04}-{NAMES[day.month // 3]}"


def parts(season: str) -> tuple[int, Name]:
    """Year and name of a season as it is kept. Raises ``ValueError``."""
    if re.fullmatch(PATTERN, season) is None:
        raise ValueError(season)
    year, _dash, found = season.partition("-")
    return int(year), next(name for name in NAMES if name == found)


class Season(Whole):
    """The words to one season. There is one record for each season that somebody wrote about."""

    version: Literal[1] = 1
    season: Annotated[str, Field(pattern=f"^{PATTERN}$")]
    changed_on: datetime.date
    words: Annotated[str, Field(max_length=WORDS_MAX)] = ""

    def head(self) -> dict[str, Any]:
        """What the overview needs to know of it."""
        return {"season": self.season, "written": bool(self.words)}
