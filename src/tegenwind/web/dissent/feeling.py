"""What comes in about a tension: a few words, where in the body, and how strong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tegenwind.practice.dissent_names import spot_name, strength_name
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.tension import SPOTS, STRENGTHS, WORDS_MAX, Spot, Strength, Tension
from tegenwind.web import library
from tegenwind.web.saving import WAS, Written, read_text, shown_text, unkept_text, untouched

#: The two layouts of the places in the body. Which one is used is kept nowhere.
LAYOUTS = ("list", "picture")


@dataclass(frozen=True)
class Posted:
    """What a form says of a tension. What does not fit stays as it was kept, and stands in the way of nothing else."""

    words: Written = field(repr=False)
    spots: tuple[Spot, ...]
    strength: Strength | None
    layout: str
    problems: Mapping[str, str]

    def onto(self, kept: Tension) -> Tension:
        """The tension with what fits."""
        return kept.model_copy(update={"words": self.words.text, "spots": self.spots, "strength": self.strength})


def read(posted: QueryDict, kept: Tension) -> Posted:
    """The form of a tension on what is kept. A field that is not in it stays as it is kept."""
    problems: dict[str, str] = {}
    words = read_text(posted, "words", kept.words, WORDS_MAX)
    if words.problem:
        problems["words"] = words.problem
    strength, typed = kept.strength, None if untouched(posted, "strength") else posted.get("strength")
    if typed in ("", *STRENGTHS):
        strength = next((one for one in STRENGTHS if one == typed), None)
    elif typed is not None:
        problems["strength"] = _("Dit kennen we niet. Kies een van de woorden, of laat het open.")
    spots = kept.spots
    if (said := posted.get(f"{WAS}spots")) is not None or "spots" in posted:
        asked = posted.getlist("spots")
        chosen = tuple(one for one in SPOTS if one in asked)
        # What this page began with and did not change stays as another window made it.
        if said != _spots_print(chosen):
            spots = chosen
    layout = posted.get("layout", "")
    return Posted(words, spots, strength, layout if layout in LAYOUTS else LAYOUTS[0], problems)


def _spots_print(spots: tuple[Spot, ...]) -> str:
    return fingerprint(" ".join(spots))


def context(kept: Tension, posted: Posted | None, *, unkept: bool = False) -> dict[str, Any]:
    """What the form shows: what is kept, or after a problem what was typed.

    Args:
        unkept: nothing of it was kept yet, so that its texts began with nothing.
    """
    w, written = library.words(), posted.words if posted else None
    spots = posted.spots if posted else kept.spots
    strength = posted.strength if posted else kept.strength
    return {
        "words": unkept_text(written) if unkept else shown_text(written, kept.words),
        "strength": strength or "",
        "strengths": [(one, strength_name(one, w)) for one in STRENGTHS],
        "spots": [(one, spot_name(one, w), one in spots) for one in SPOTS],
        "felt": felt(spots) if spots else "",
        "layout": posted.layout if posted else LAYOUTS[0],
        "was": {
            "strength": fingerprint("" if unkept else (kept.strength or "")),
            "spots": _spots_print(() if unkept else kept.spots),
        },
        "problems": posted.problems if posted else {},
    }


def felt(spots: tuple[Spot, ...]) -> str:
    """Where it is felt, in a sentence: the caption of the picture. Empty when no place was chosen."""
    w = library.words()
    if not spots:
        return ""
    return _("Waar je het voelde: {places}.").format(places=", ".join(spot_name(one, w) for one in spots))
