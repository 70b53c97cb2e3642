"""Tickets of a wave: who holds one may contribute once, and shows with it nothing of who they are.

Issuing and redeeming are apart, and know only the key of the wave, so that blind signatures (RFC 9474) can take their place. The
number in a ticket comes from the key of the person's vault: issued twice it is the same, and nobody without that key can
tell whose it is.
"""

import binascii
import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from tegenwind.sealing.boxes import KEY_BYTES, Draw, hkdf
from tegenwind.sealing.errors import Tampered

NONCE_BYTES = 32
_MARK_BYTES = 32
_VERSION = 1
_TEXT = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


@dataclass(frozen=True, slots=True)
class Ticket:
    """For one contribution to one wave, from one group (its number in the wave, 0 to 65535)."""

    group: int
    nonce: bytes = field(repr=False)
    mark: bytes = field(repr=False)


def new_wave_key(draw: Draw) -> bytes:
    """The key of a wave: 32 random bytes, kept outside the database and destroyed when the wave closes."""
    return draw(KEY_BYTES)


def wave_nonce(uk: bytes, wave_id: int) -> bytes:
    """The number of one vault in one wave, 32 bytes that only the key of that vault gives."""
    return hmac.digest(hkdf(uk, "wave/nonce"), wave_id.to_bytes(8, "big"), hashlib.sha256)


def issue(wave_key: bytes, wave_id: int, group: int, nonce: bytes) -> Ticket:
    """The ticket for a nonce. Raises ``ValueError`` for a nonce or a group that cannot be."""
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"the number of a ticket is {NONCE_BYTES} bytes")
    return Ticket(group, nonce, _mark(wave_key, wave_id, group, nonce))


def is_issued(ticket: Ticket, wave_key: bytes, wave_id: int) -> bool:
    """Whether this ticket was issued for this wave. Says nothing of whether it was redeemed."""
    return hmac.compare_digest(ticket.mark, _mark(wave_key, wave_id, ticket.group, ticket.nonce))


def format_ticket(ticket: Ticket) -> str:
    """The ticket as it stands in a form: 90 characters of base64url."""
    whole = bytes([_VERSION]) + ticket.group.to_bytes(2, "big") + ticket.nonce + ticket.mark
    return urlsafe_b64encode(whole).decode("ascii").rstrip("=")


def parse_ticket(text: str) -> Ticket:
    """The ticket in a form. Raises `Tampered` for what no form of ours holds."""
    size = 3 + NONCE_BYTES + _MARK_BYTES
    if any(sign not in _TEXT for sign in text) or len(text) != -(-size * 8 // 6):
        raise Tampered("a ticket")
    try:
        whole = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise Tampered("a ticket") from None
    ticket = Ticket(int.from_bytes(whole[1:3], "big"), whole[3 : 3 + NONCE_BYTES], whole[3 + NONCE_BYTES :])
    if whole[0] != _VERSION or format_ticket(ticket) != text:
        raise Tampered("a ticket")
    return ticket


def _mark(wave_key: bytes, wave_id: int, group: int, nonce: bytes) -> bytes:
    said = b"wave/ticket\0" + wave_id.to_bytes(8, "big") + group.to_bytes(2, "big") + nonce
    return hmac.digest(hkdf(wave_key, "wave/ticket"), said, hashlib.sha256)
