"""A ticket is good for one wave and one group, and tells nothing of whose it is."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind import sealing
from tegenwind.sealing import tickets

KEY = bytes(range(32))
UK = bytes(range(32, 64))
WAVE = 77


def ticket(uk: bytes = UK, group: int = 3) -> tickets.Ticket:
    return tickets.issue(KEY, WAVE, group, tickets.wave_nonce(uk, WAVE))


def test_issued_twice_it_is_the_same() -> None:
    assert ticket() == ticket()


def test_another_vault_or_another_wave_gives_another_number() -> None:
    numbers = {tickets.wave_nonce(uk, wave) for uk in (UK, bytes(32)) for wave in (WAVE, WAVE + 1)}
    assert len(numbers) == 4


@given(st.integers(0, 65535), st.binary(min_size=32, max_size=32))
def test_it_survives_a_form(group: int, nonce: bytes) -> None:
    made = tickets.issue(KEY, WAVE, group, nonce)
    assert tickets.parse_ticket(tickets.format_ticket(made)) == made
    assert tickets.is_issued(made, KEY, WAVE)


def test_it_is_of_no_use_elsewhere() -> None:
    made = ticket()
    assert not tickets.is_issued(made, bytes(32), WAVE)
    assert not tickets.is_issued(made, KEY, WAVE + 1)
    assert not tickets.is_issued(tickets.Ticket(made.group + 1, made.nonce, made.mark), KEY, WAVE)
    assert not tickets.is_issued(tickets.Ticket(made.group, bytes(32), made.mark), KEY, WAVE)


def test_every_changed_character_is_refused_or_not_issued() -> None:
    text = tickets.format_ticket(ticket())
    for at, sign in enumerate(text):
        changed = text[:at] + ("A" if sign != "A" else "B") + text[at + 1 :]
        try:
            found = tickets.parse_ticket(changed)
        except sealing.Tampered:
            continue
        assert not tickets.is_issued(found, KEY, WAVE)


@pytest.mark.parametrize("text", ["", "é" * 90, "A" * 89, "A" * 91, " " * 90, "=" * 90])
def test_what_no_form_holds_is_refused(text: str) -> None:
    with pytest.raises(sealing.Tampered):
        tickets.parse_ticket(text)


def test_it_shows_nothing_in_a_traceback() -> None:
    made = tickets.issue(tickets.new_wave_key(secrets.token_bytes), WAVE, 1, secrets.token_bytes(32))
    assert made.nonce.hex() not in repr(made) and str(made.mark) not in repr(made)


def test_a_number_or_a_group_that_cannot_be() -> None:
    with pytest.raises(ValueError):
        tickets.issue(KEY, WAVE, 1, b"short")
    with pytest.raises(OverflowError):
        tickets.issue(KEY, WAVE, 70000, bytes(32))
