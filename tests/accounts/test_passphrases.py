"""The rules for a passphrase."""

from itertools import pairwise

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from tegenwind.accounts.models import Person
from tegenwind.accounts.passphrases import PassphraseValidator


def mistake(passphrase: str, name: str = "Anne") -> str | None:
    try:
        PassphraseValidator().validate(passphrase, Person(username=name))
    except ValidationError as error:
        assert not passphrase or passphrase not in " ".join(error.messages)
        return error.error_list[0].code
    return None


@pytest.mark.parametrize(
    "good",
    [
        "vier losse woorden hier",
        "tractor violet maandag soep",
        "        zachte regen        ",
        "\U0001f32c waait over de dijk naar zee",
        "5829 kopjes op een rij",
        "kZ8#vQ1!pL4$wN7x",
        "9173640285561920",
        "wachtwoord van mijn buurvrouw",
        "x" * 4 + "lange zin die maar doorgaat " * 30,
    ],
)
def test_good_ones_pass(good: str) -> None:
    assert mistake(good) is None


@pytest.mark.parametrize("short", ["kort", "veertien teken", "ﬁ" * 7, ""])
def test_fifteen_characters_at_least(short: str) -> None:
    assert mistake(short) == "passphrase_short"


def test_characters_are_counted_as_every_keyboard_gives_them() -> None:
    assert mistake("e\u0301ndertig boot") == "passphrase_short"
    assert mistake("ﬁets naar ﬂora x") is None


def test_a_thousand_characters_at_most() -> None:
    assert mistake("ab cd ef gh ij kl mn " * 60) == "passphrase_long"


@pytest.mark.parametrize(
    "worn",
    [
        "correct horse battery staple",
        "Correct-Horse-Battery-Staple!",
        "correcthorsebatterystaple1",
        "Dit is mijn wachtwoord",
        "ik hou van mijn kinderen",
        "wachtwoordwachtwoord",
        "Wachtwoord123Wachtwoord",
        "welkomwelkomwelkom2024",
        "passwordpassword",
        "zomerzomerzomer2025",
        "tegenwind tegenwind",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "abc123abc123abc123",
        "qwertyuiopasdfghjkl",
        "azertyuiopqsdfghjklm",
        "123456789012345678",
        "1234567890123456",
        "abcdefghijklmnopqrstuvwxyz",
        "Anne Anne Anne Anne",
        "anneanneanneanne1",
        "AnneAnneAnneWelkom",
    ],
)
def test_worn_ones_are_refused(worn: str) -> None:
    assert mistake(worn) == "passphrase_worn"


def test_somebody_elses_name_is_no_reason() -> None:
    assert mistake("Anneke Annemarie", name="Bo") is None


def test_what_was_found_in_leaks_is_refused_alone_in_twos_and_with_digits() -> None:
    """Of the 20,000 that come with Django, each that is long enough, each twice over, and neighbours in twos."""
    leaked = sorted(CommonPasswordValidator().passwords)
    assert len(leaked) > 19_000
    words = [one for one in leaked if one.isascii() and one.isalpha() and len(one) >= 4]
    tried = {one for one in leaked if len(one) >= 15}
    tried |= {one * 2 for one in words[::10] if len(one) >= 8}
    tried |= {f"{one}{other}2026" for one, other in pairwise(words[::10]) if len(one) + len(other) >= 11}
    assert len(tried) > 1_000
    assert [one for one in sorted(tried) if mistake(one) not in ("passphrase_worn", "passphrase_short")] == []
