"""The recovery code: 130 bits on paper, the way back when the passphrase is gone."""

import hashlib
import hmac

from tegenwind.sealing.boxes import Draw, hkdf
from tegenwind.sealing.errors import BadRecoveryCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U, so that nothing is misread."""

CODE_CHARACTERS = 26
GROUPS = (4, 4, 4, 4, 5, 5)
"""How the 26 characters are shown; the last group is what is typed back."""

_VALUE = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BETWEEN = frozenset(" -\t\r\n\N{NO-BREAK SPACE}\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}.")


def new_recovery_code(draw: Draw) -> str:
    """A new code as it is shown, such as `7K2M-...-9QXZ4`. Draws 17 bytes and keeps 130 bits of them."""
    number = int.from_bytes(draw(17), "big") >> 6
    return format_code("".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_CHARACTERS - 1, -1, -1)))


def _characters(typed: str) -> str:
    found = []
    for character in typed.upper():
        if character in _BETWEEN:
            continue
        value = _VALUE.get(character)
        if value is None:
            raise BadRecoveryCode("a recovery code has digits and letters only, and no U")
        found.append(ALPHABET[value])
    return "".join(found)


def parse_code(typed: str) -> str:
    """The 26 characters meant by what was typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.

    Raises `BadRecoveryCode` for another character or another number of them.
    """
    code = _characters(typed)
    if len(code) != CODE_CHARACTERS:
        raise BadRecoveryCode(f"a recovery code has {CODE_CHARACTERS} characters; this has {len(code)}")
    return code


def format_code(typed: str) -> str:
    """The code in groups with hyphens, as it is shown. Raises `BadRecoveryCode`."""
    code = parse_code(typed)
    groups, at = [], 0
    for size in GROUPS:
        groups.append(code[at : at + size])
        at += size
    return "-".join(groups)


def last_group(typed: str) -> str:
    """The last 5 characters of a code. Raises `BadRecoveryCode`."""
    return parse_code(typed)[-GROUPS[-1] :]


def same_group(typed: str, expected: str) -> bool:
    """Whether what was typed back is the expected group, as forgiving as `parse_code`; False for anything odd."""
    try:
        return hmac.compare_digest(_characters(typed), _characters(expected))
    except BadRecoveryCode:
        return False


def recovery_key(typed: str, *, pepper: bytes, salt: bytes) -> bytes:
    """The 32-byte slot key of a code. Raises `BadRecoveryCode`.

    130 random bits need no slow derivation. The pepper is in it all the same: when that is destroyed, the code opens
    nothing any more, in no backup.
    """
    number = 0
    for character in parse_code(typed):
        number = number << 5 | _VALUE[character]
    mixed = hmac.digest(pepper, number.to_bytes(17, "big"), hashlib.sha256)
    return hkdf(mixed, "recovery", salt=salt)
