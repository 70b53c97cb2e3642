"""The two scales, in words."""

from __future__ import annotations

import pytest

from tegenwind.practice import scale
from tegenwind.wording import wording

NL = wording("nl")


def test_recognition_in_words() -> None:
    words = [scale.recognition_word(value, NL) for value in scale.RECOGNITIONS]

    assert words == ["niet", "nauwelijks", "enigszins", "grotendeels", "helemaal"]


def test_a_recognition_is_a_position_in_the_wind() -> None:
    words = [scale.position_word(value, NL) for value in scale.RECOGNITIONS]

    assert words == ["windstil", "zwakke wind", "matige wind", "stevige wind", "vol in de wind"]


def test_charge_in_words() -> None:
    assert [scale.charge_word(value, NL) for value in scale.CHARGES] == ["geen", "wat", "duidelijk", "veel"]
    assert [scale.charge_line(value, NL) for value in scale.CHARGES] == [
        "geen lading",
        "wat lading",
        "duidelijke lading",
        "veel lading",
    ]


@pytest.mark.parametrize("value", [6, 7])
def test_what_is_beyond_the_scale_has_no_words(value: int) -> None:
    with pytest.raises(IndexError):
        scale.recognition_word(value, NL)
    with pytest.raises(IndexError):
        scale.charge_word(value, NL)
