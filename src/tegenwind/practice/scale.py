"""The two scales of a statement, in words.

Recognition runs from 1 to 5 (niet, nauwelijks, enigszins, grotendeels, helemaal) and is shown as a position in the wind.
Charge (lading) runs from 0 to 3 and may be left out. Neither is added up or averaged, in any way, anywhere.
"""

from __future__ import annotations

from typing import Final

from tegenwind.wording import Wording

RECOGNITIONS: Final = (1, 2, 3, 4, 5)
CHARGES: Final = (0, 1, 2, 3)


def recognition_word(value: int, w: Wording) -> str:
    """How much of this the person recognises; ``value`` 1 to 5."""
    return (w.t("niet"), w.t("nauwelijks"), w.t("enigszins"), w.t("grotendeels"), w.t("helemaal"))[value - 1]


def charge_word(value: int, w: Wording) -> str:
    """How much charge a statement has for the person; ``value`` 0 to 3."""
    return (w.t("geen"), w.t("wat"), w.t("duidelijk"), w.t("veel"))[value]


def charge_line(value: int, w: Wording) -> str:
    """The charge as one says it in a row; ``value`` 0 to 3."""
    return (w.t("geen lading"), w.t("wat lading"), w.t("duidelijke lading"), w.t("veel lading"))[value]


def position_word(value: int, w: Wording) -> str:
    """The position in the wind that belongs to a recognition; ``value`` 1 to 5."""
    return (
        w.t("windstil"),
        w.t("zwakke wind"),
        w.t("matige wind"),
        w.t("stevige wind"),
        w.t("vol in de wind"),
    )[value - 1]
