"""What letters, shares and the newer slots promise beyond the known answers."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind import sealing

PRIVATE, PUBLIC = sealing.new_inbox(secrets.token_bytes)
UK = bytes(range(32))
BROKEN = (sealing.Tampered, sealing.UnknownFormat)


def letter(body: bytes = b"hallo") -> bytes:
    return sealing.seal_letter(body, PUBLIC, vault_id=7, letter_id=8, draw=secrets.token_bytes)


@given(st.binary(max_size=3000))
def test_a_letter_opens_for_its_reader(body: bytes) -> None:
    assert sealing.open_letter(letter(body), PRIVATE, vault_id=7, letter_id=8) == body


def test_a_letter_opens_for_nobody_else_and_nowhere_else() -> None:
    sealed = letter()
    other, _public = sealing.new_inbox(secrets.token_bytes)
    for private, vault_id, letter_id in ((other, 7, 8), (PRIVATE, 6, 8), (PRIVATE, 7, 9)):
        with pytest.raises(sealing.Tampered):
            sealing.open_letter(sealed, private, vault_id=vault_id, letter_id=letter_id)


def test_every_changed_byte_of_a_letter_is_refused() -> None:
    sealed = letter()
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(BROKEN):
            sealing.open_letter(changed, PRIVATE, vault_id=7, letter_id=8)
    for cut in (0, 1, 20, 33, 60):
        with pytest.raises(BROKEN):
            sealing.open_letter(sealed[:cut], PRIVATE, vault_id=7, letter_id=8)


def test_a_public_key_made_to_be_weak_is_refused() -> None:
    weak = bytes([1]) + bytes(32) + letter()[33:]
    with pytest.raises(sealing.Tampered):
        sealing.open_letter(weak, PRIVATE, vault_id=7, letter_id=8)


def test_the_private_half_opens_with_the_key_of_its_vault_only() -> None:
    sealed = sealing.seal_inbox(PRIVATE, UK, vault_id=7, draw=secrets.token_bytes)
    assert sealing.open_inbox(sealed, UK, vault_id=7) == PRIVATE
    for uk, vault_id in ((bytes(32), 7), (UK, 8)):
        with pytest.raises(sealing.Tampered):
            sealing.open_inbox(sealed, uk, vault_id=vault_id)


@given(st.binary(max_size=3000))
def test_a_share_opens_with_its_key_in_its_own_place(body: bytes) -> None:
    key = sealing.new_share_key(secrets.token_bytes)
    sealed = sealing.seal_share(body, key, share_id=5, draw=secrets.token_bytes)
    assert sealing.open_share(sealed, key, share_id=5) == body
    for other, share_id in ((secrets.token_bytes(16), 5), (key, 6)):
        with pytest.raises(sealing.Tampered):
            sealing.open_share(sealed, other, share_id=share_id)


@given(st.binary(min_size=16, max_size=16))
def test_the_key_is_found_in_whatever_was_pasted(key: bytes) -> None:
    text = sealing.format_share_key(key)
    assert len(text) == 22
    for typed in (text, f"  {text}\n", f"https://tegenwind.example/shared/abc/#{text}"):
        assert sealing.parse_share_key(typed) == key


@pytest.mark.parametrize("typed", ["", "kort", "x" * 23, "é" * 22, "a b" + "c" * 19, "a/" + "c" * 20])
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(sealing.Tampered):
        sealing.parse_share_key(typed)


def test_the_proof_does_not_give_the_key_and_differs_for_each() -> None:
    one, two = secrets.token_bytes(16), secrets.token_bytes(16)
    assert sealing.share_proof(one) == sealing.share_proof(one) != sealing.share_proof(two)
    assert one not in sealing.share_proof(one)


def test_a_key_that_waits_does_not_open_as_a_session_and_the_other_way_round() -> None:
    token = secrets.token_bytes(sealing.TOKEN_BYTES)
    for waiting in (True, False):
        sealed = sealing.seal_session_key(UK, token, vault_id=7, draw=secrets.token_bytes, waiting=waiting)
        assert sealing.open_session_key(sealed, token, vault_id=7, waiting=waiting) == UK
        with pytest.raises(sealing.Tampered):
            sealing.open_session_key(sealed, token, vault_id=7, waiting=not waiting)


def test_a_passkey_slot_needs_passkey_and_pepper() -> None:
    prf, pepper, salt = (secrets.token_bytes(32), secrets.token_bytes(32), secrets.token_bytes(16))
    key = sealing.passkey_key(prf, pepper=pepper, salt=salt)
    assert key == sealing.passkey_key(prf, pepper=pepper, salt=salt)
    assert key != sealing.passkey_key(bytes(32), pepper=pepper, salt=salt)
    assert key != sealing.passkey_key(prf, pepper=bytes(32), salt=salt)
    assert key != sealing.passkey_key(prf, pepper=pepper, salt=bytes(16))
    with pytest.raises(ValueError):
        sealing.passkey_key(prf[:31], pepper=pepper, salt=salt)


def test_a_successor_opens_with_the_key_before_it_and_between_these_two_only() -> None:
    new = secrets.token_bytes(32)
    sealed = sealing.seal_successor(new, UK, old_vault=1, new_vault=2, draw=secrets.token_bytes)
    assert sealing.open_successor(sealed, UK, old_vault=1, new_vault=2) == new
    for uk, old, follower in ((bytes(32), 1, 2), (UK, 1, 3), (UK, 2, 1)):
        with pytest.raises(sealing.Tampered):
            sealing.open_successor(sealed, uk, old_vault=old, new_vault=follower)


def test_a_seed_opens_with_the_key_of_the_house_only() -> None:
    house = secrets.token_bytes(32)
    sealed = sealing.seal_seed("JBSWY3DPEHPK3PXP", house, secrets.token_bytes)
    assert b"JBSWY3DPEHPK3PXP" not in sealed
    assert sealing.open_seed(sealed, house) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(sealing.Tampered):
        sealing.open_seed(sealed, bytes(32))
