"""What sealing promises beyond the known answers."""

import pickle
import secrets
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind import sealing
from tegenwind.sealing.padding import pad, unpad

KEYS = sealing.VaultKeys(bytes(range(32)))
PLACE = sealing.Place(7, 8, sealing.kind_tag(KEYS, "entry"))


@given(st.binary(max_size=9000))
def test_what_was_sealed_opens_again(body: bytes) -> None:
    sealed = sealing.seal_record(KEYS, PLACE, body, secrets.token_bytes)
    assert sealing.open_record(KEYS, PLACE, sealed) == body
    assert len(sealed.wrapped_key) == 61
    assert len(sealed.body) == sealing.bucket_for(len(body)) + 29


def test_a_new_body_keeps_the_key_of_the_record() -> None:
    sealed = sealing.seal_record(KEYS, PLACE, b"first", secrets.token_bytes)
    body = sealing.reseal_record(KEYS, PLACE, sealed.wrapped_key, b"second", secrets.token_bytes)
    assert body != sealed.body
    assert sealing.open_record(KEYS, PLACE, sealing.Sealed(sealed.wrapped_key, body)) == b"second"


def test_every_changed_byte_is_refused() -> None:
    sealed = sealing.seal_record(KEYS, PLACE, b"woorden", secrets.token_bytes)
    for column in ("wrapped_key", "body"):
        whole = getattr(sealed, column)
        for at in range(len(whole)):
            changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
            parts = {"wrapped_key": sealed.wrapped_key, "body": sealed.body, column: changed}
            with pytest.raises((sealing.Tampered, sealing.UnknownFormat)):
                sealing.open_record(KEYS, PLACE, sealing.Sealed(**parts))


@pytest.mark.parametrize("cut", [0, 1, 12, 28, 60])
def test_cut_off_bytes_are_refused(cut: int) -> None:
    sealed = sealing.seal_record(KEYS, PLACE, b"woorden", secrets.token_bytes)
    with pytest.raises((sealing.Tampered, sealing.UnknownFormat)):
        sealing.open_record(KEYS, PLACE, sealing.Sealed(sealed.wrapped_key[:cut], sealed.body))
    with pytest.raises((sealing.Tampered, sealing.UnknownFormat)):
        sealing.open_record(KEYS, PLACE, sealing.Sealed(sealed.wrapped_key, sealed.body[:cut]))


@pytest.mark.parametrize(
    "elsewhere",
    [
        sealing.Place(9, PLACE.record_id, PLACE.tag),
        sealing.Place(PLACE.vault_id, 9, PLACE.tag),
        sealing.Place(PLACE.vault_id, PLACE.record_id, sealing.kind_tag(KEYS, "other")),
    ],
)
def test_a_record_opens_in_its_own_place_only(elsewhere: sealing.Place) -> None:
    sealed = sealing.seal_record(KEYS, PLACE, b"woorden", secrets.token_bytes)
    with pytest.raises(sealing.Tampered):
        sealing.open_record(KEYS, elsewhere, sealed)


def test_the_two_columns_cannot_change_places() -> None:
    record_key_as_body = sealing.seal_record(KEYS, PLACE, b"", secrets.token_bytes)
    with pytest.raises(sealing.Tampered):
        sealing.open_record(KEYS, PLACE, sealing.Sealed(record_key_as_body.body, record_key_as_body.wrapped_key))


def test_an_unknown_format_is_named() -> None:
    sealed = sealing.seal_record(KEYS, PLACE, b"woorden", secrets.token_bytes)
    with pytest.raises(sealing.UnknownFormat, match="format 2; this version reads format 1"):
        sealing.open_record(KEYS, PLACE, sealing.Sealed(sealed.wrapped_key, b"\x02" + sealed.body[1:]))


def test_padding_hides_all_but_the_bucket() -> None:
    sizes = {len(pad(b"x" * length)) for length in range(253)}
    assert sizes == {256}
    assert unpad(pad(b"")) == b""
    for wrong in (b"", b"\0\0", pad(b"ab")[:-1], pad(b"ab")[:-1] + b"\1", b"\xff\xff\xff\xff" + bytes(252)):
        with pytest.raises(sealing.Tampered):
            unpad(wrong)


def test_what_is_too_large_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(sealing.TooLarge):
        sealing.bucket_for(sealing.MAX_BODY + 1)


def test_keys_and_verifiers_show_nothing_of_themselves() -> None:
    derived = sealing.derive("vier losse woorden", pepper=bytes(32), salt=bytes(16), cost=sealing.Cost(64, 1, 1))
    shown = repr((KEYS, derived, sealing.seal_record(KEYS, PLACE, b"woorden", secrets.token_bytes)))
    assert derived.verifier.hex() not in shown and repr(derived.slot_key)[2:-1] not in shown
    assert "woorden" not in shown and "\\x" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(KEYS)


def test_the_same_passphrase_typed_on_another_keyboard_gives_the_same_keys() -> None:
    cost = sealing.Cost(64, 1, 1)
    one = sealing.derive("cafe\u0301 om de hoek", pepper=bytes(32), salt=bytes(16), cost=cost)
    other = sealing.derive("caf\u00e9 om de hoek", pepper=bytes(32), salt=bytes(16), cost=cost)
    assert one == other
    assert one.verifier != one.slot_key


@pytest.mark.parametrize("change", ["passphrase", "pepper", "salt", "cost"])
def test_everything_that_goes_in_matters(change: str) -> None:
    def derived(which: str) -> sealing.Derived:
        return sealing.derive(
            "vier losse woorden" + ("!" if which == "passphrase" else ""),
            pepper=bytes([which == "pepper"]) * 32,
            salt=bytes([which == "salt"]) * 16,
            cost=sealing.Cost(64, 2 if which == "cost" else 1, 1),
        )

    plain, other = derived("nothing"), derived(change)
    assert plain.verifier != other.verifier and plain.slot_key != other.slot_key


@pytest.mark.parametrize("wrong", [(0, 1, 1), (64, 0, 1), (64, 1, 0), (64, 1, 9), (2**23, 1, 1), (64, 65, 1)])
def test_an_impossible_cost_is_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Argon2 cost"):
        sealing.Cost(*wrong)


def test_recovery_codes_have_130_bits_and_are_read_forgivingly() -> None:
    codes = {sealing.new_recovery_code(secrets.token_bytes) for _ in range(200)}
    assert len(codes) == 200
    assert {len(code.replace("-", "")) for code in codes} == {26}
    assert len({character for code in codes for character in code} - {"-"}) == 32
    code = codes.pop()
    typed = code.lower().replace("-", "").replace("0", "O").replace("1", "i")
    key = sealing.recovery_key(code, pepper=bytes(32), salt=bytes(16))
    assert sealing.recovery_key(f" {typed}\n", pepper=bytes(32), salt=bytes(16)) == key
    assert sealing.recovery_key(code, pepper=b"\1" * 32, salt=bytes(16)) != key
    assert sealing.same_group(f" {sealing.last_group(code).lower()} ", sealing.last_group(code))
    assert not sealing.same_group("", sealing.last_group(code))
    assert not sealing.same_group("?????", sealing.last_group(code))


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 26, "A" * 27, "é" * 26, "A" * 25 + "!"])
def test_what_is_no_recovery_code_is_said(typed: str) -> None:
    with pytest.raises(sealing.BadRecoveryCode):
        sealing.parse_code(typed)


def test_a_slot_opens_with_its_own_secret_in_its_own_place_only() -> None:
    uk, slot_key = secrets.token_bytes(32), secrets.token_bytes(32)
    wrapped = sealing.wrap_uk(uk, slot_key, vault_id=1, slot_id=2, kind="passphrase", draw=secrets.token_bytes)
    assert sealing.unwrap_uk(wrapped, slot_key, vault_id=1, slot_id=2, kind="passphrase") == uk
    for vault_id, slot_id, kind, key in (
        (9, 2, "passphrase", slot_key),
        (1, 9, "passphrase", slot_key),
        (1, 2, "recovery", slot_key),
        (1, 2, "passphrase", bytes(32)),
    ):
        with pytest.raises(sealing.Tampered):
            sealing.unwrap_uk(wrapped, key, vault_id=vault_id, slot_id=slot_id, kind=kind)


def test_a_session_opens_with_its_own_token_only() -> None:
    uk, token = secrets.token_bytes(32), secrets.token_bytes(32)
    sealed = sealing.seal_session_key(uk, token, vault_id=3, draw=secrets.token_bytes)
    assert sealing.open_session_key(sealed, token, vault_id=3) == uk
    for other, vault_id in ((secrets.token_bytes(32), 3), (token, 4)):
        with pytest.raises(sealing.Tampered):
            sealing.open_session_key(sealed, other, vault_id=vault_id)
    assert token[:8] not in sealed and 0 <= sealing.session_id(token) < 2**63


def test_it_needs_no_django() -> None:
    code = "import sys; sys.modules['django'] = None; import tegenwind.sealing"
    subprocess.run([sys.executable, "-c", code], check=True)
