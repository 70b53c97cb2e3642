"""Letters: what anyone may seal for a person, and only that person opens.

A vault has an X25519 key pair. The public half stands in clear, the private half is sealed under the vault's key. A
letter is: format (1 byte) · the writer's one-time public key (32) · a box (see `boxes`) under a key agreed between the
two, with the letter's own place as associated data.
"""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tegenwind.sealing.boxes import FORMAT, KEY_BYTES, Draw, close_box, hkdf, label, open_box
from tegenwind.sealing.errors import Tampered, UnknownFormat
from tegenwind.sealing.padding import pad, unpad


def _place(part: str, vault_id: int, letter_id: int = 0) -> bytes:
    ids = vault_id.to_bytes(8, "big") + letter_id.to_bytes(8, "big")
    return label(f"inbox/{part}") + b"\0" + bytes([FORMAT]) + ids


def _agreed(private: X25519PrivateKey, public: X25519PublicKey, writer: bytes, reader: bytes) -> AESGCM:
    """The cipher of one letter. Both public keys are mixed in, so that a letter belongs to this pair and no other."""
    try:
        shared = private.exchange(public)
    except ValueError:  # An all-zero outcome: a public key that was made to be weak (RFC 7748, section 6.1).
        raise Tampered("a letter's key") from None
    return AESGCM(hkdf(shared, "inbox/letter", salt=writer + reader))


def new_inbox(draw: Draw) -> tuple[bytes, bytes]:
    """A key pair for an inbox: private and public half, 32 bytes each. Draws 32 bytes."""
    private = X25519PrivateKey.from_private_bytes(draw(KEY_BYTES))
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_inbox(private: bytes, uk: bytes, *, vault_id: int, draw: Draw) -> bytes:
    """The private half under the vault's key: 61 bytes."""
    return close_box(AESGCM(hkdf(uk, "inbox/private")), private, _place("private", vault_id), draw)


def open_inbox(sealed: bytes, uk: bytes, *, vault_id: int) -> bytes:
    """The private half. Raises `Tampered` or `UnknownFormat`."""
    return open_box(AESGCM(hkdf(uk, "inbox/private")), sealed, _place("private", vault_id), "an inbox's key")


def seal_letter(body: bytes, public: bytes, *, vault_id: int, letter_id: int, draw: Draw) -> bytes:
    """`body` for who holds the private half of `public`. Raises `TooLarge`. Draws 32 and 12 bytes, in this order."""
    once = X25519PrivateKey.from_private_bytes(draw(KEY_BYTES))
    writer = once.public_key().public_bytes_raw()
    cipher = _agreed(once, X25519PublicKey.from_public_bytes(public), writer, public)
    return bytes([FORMAT]) + writer + close_box(cipher, pad(body), _place("letter", vault_id, letter_id), draw)


def open_letter(sealed: bytes, private: bytes, *, vault_id: int, letter_id: int) -> bytes:
    """What was sealed. Raises `UnknownFormat` or `Tampered`, and never gives a part."""
    if not sealed or sealed[0] != FORMAT:
        raise UnknownFormat(sealed[0] if sealed else None)
    writer, box = sealed[1 : 1 + KEY_BYTES], sealed[1 + KEY_BYTES :]
    if len(writer) != KEY_BYTES:
        raise Tampered("a letter")
    mine = X25519PrivateKey.from_private_bytes(private)
    cipher = _agreed(mine, X25519PublicKey.from_public_bytes(writer), writer, mine.public_key().public_bytes_raw())
    return unpad(open_box(cipher, box, _place("letter", vault_id, letter_id), "a letter"))
