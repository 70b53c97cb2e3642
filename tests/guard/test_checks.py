"""The checks of numbers, on numbers made for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.guard import checks
from tegenwind.guard.rules import RULES


class TestEleven:
    @pytest.mark.parametrize("number", ["111222333", "123456782", "068979393", "68979393"])
    def test_a_number_that_passes(self, number: str) -> None:
        assert checks.eleven(number)

    @pytest.mark.parametrize("number", ["123456789", "000000000", "", "1112223334"])
    def test_a_number_that_does_not(self, number: str) -> None:
        assert not checks.eleven(number)

    @given(st.integers(0, 8), st.integers(1, 9))
    def test_one_wrong_digit_is_noticed(self, place: int, more: int) -> None:
        number = "711471046"
        wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]

        assert not checks.eleven(wrong)


class TestNational:
    @pytest.mark.parametrize("number", ["93051822361", "01051891585", "00071143292", "70081754781"])
    def test_before_and_after_2000(self, number: str) -> None:
        assert checks.national(number)

    @pytest.mark.parametrize("number", ["93051822362", "93131822361", "00000000000", "9305182236"])
    def test_a_number_that_does_not(self, number: str) -> None:
        assert not checks.national(number)

    def test_who_is_not_in_the_national_register(self) -> None:
        nine = "934518223"

        assert checks.national(nine + f"{97 - int(nine) % 97:02}")


class TestAccount:
    @pytest.mark.parametrize("number", ["nl91abna0417164300", "be68539007547034", "gb29nwbk60161331926819"])
    def test_a_number_that_passes(self, number: str) -> None:
        assert checks.account(number, RULES.iban_lengths)

    @pytest.mark.parametrize("number", ["nl91abna0417164301", "nl91abna041716430", "xx91abna0417164300", ""])
    def test_a_number_that_does_not(self, number: str) -> None:
        assert not checks.account(number, RULES.iban_lengths)


def test_what_a_plate_is_made_of() -> None:
    assert checks.side_code("12-ab-3") == "99-XX-9"
