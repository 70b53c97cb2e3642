"""Checks that tell a number of one kind from any other number of that length."""

from __future__ import annotations

from collections.abc import Mapping


def eleven(digits: str) -> bool:
    """The eleven test of the Dutch citizen service number: nine digits, weights 9 to 2 and -1, a sum that 11 divides.

    The source is the logical design of the Dutch Personal Records Database (BRP). Eight digits have lost a leading zero.
    """
    padded = digits.zfill(9)
    if len(padded) != 9 or not int(padded):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, padded, strict=True)) % 11 == 0


def national(digits: str) -> bool:
    """The Belgian national number: the last two of eleven digits are 97 less the other nine modulo 97.

    For who was born in 2000 or later a 2 stands before the nine. The first six are year, month and day of birth; a number
    for who is not in the national register (bis) has 20 or 40 added to the month. Royal decree of 3 April 1984.
    """
    if len(digits) != 11 or not int(digits):
        return False
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    if int(digits[2:4]) > 52 or month > 12 or day > 31:
        return False
    check = int(digits[9:])
    return check in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)


def account(number: str, lengths: Mapping[str, int]) -> bool:
    """An IBAN in small letters, without spaces: the length of its country, and 1 modulo 97 (ISO 13616, ISO 7064)."""
    if lengths.get(number[:2].upper()) != len(number) or not number.isascii() or not number.isalnum():
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def side_code(plate: str) -> str:
    """What a plate is made of: ``12-ab-34`` is ``99-XX-99``. Which of these are given out: the RDW and the Belgian DIV."""
    return "".join("9" if "0" <= sign <= "9" else "X" if "a" <= sign <= "z" else sign for sign in plate)
