"""From a passphrase to two keys, in one slow step: one proves who signs in, the other opens the vault.

The passphrase is first mixed with the person's pepper, which is kept outside the database: whoever steals only the
database can test no guess at all.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw

from tegenwind.sealing.boxes import KEY_BYTES, hkdf

SALT_BYTES = 16
PEPPER_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """How slow one derivation is: memory in KiB (8 or more for each lane), passes over it and lanes (1 or more)."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        if self.passes < 1 or self.lanes < 1 or self.memory_kib < 8 * self.lanes:
            raise ValueError("Argon2 cost: passes and lanes at least 1, memory at least 8 KiB for each lane")
        if self.memory_kib > 4 * 1024 * 1024 or self.passes > 64 or self.lanes > 16:
            raise ValueError("Argon2 cost: at most 4 GiB, 64 passes and 16 lanes")

    def weaker_than(self, other: "Cost") -> bool:
        """Whether this asks less memory or less work than `other`, so that a stored value is worth renewing."""
        return self.memory_kib < other.memory_kib or self.memory_kib * self.passes < other.memory_kib * other.passes


DEFAULT_COST = Cost(memory_kib=64 * 1024, passes=5, lanes=1)
"""About a quarter of a second on the two slow cores this was measured on. RFC 9106 asks for 64 MiB and 3 passes."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What one derivation gives: `verifier` is stored and proves the passphrase, `slot_key` opens a key slot and is
    never stored. Both 32 bytes; neither can be computed from the other."""

    verifier: bytes = field(repr=False)
    slot_key: bytes = field(repr=False)


def normalise(passphrase: str) -> bytes:
    """The passphrase as every keyboard gives it: Unicode NFKC, then UTF-8. Raises `ValueError` for half characters."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8")


def derive(passphrase: str, *, pepper: bytes, salt: bytes, cost: Cost) -> Derived:
    """Argon2id (version 1.3) over HMAC-SHA256(pepper, passphrase), then HKDF with the labels `verifier` and `slot`.

    `pepper` is 32 bytes, `salt` 16. Raises `ValueError` for other lengths.
    """
    if len(pepper) != PEPPER_BYTES or len(salt) != SALT_BYTES:
        raise ValueError(f"the pepper is {PEPPER_BYTES} bytes and the salt {SALT_BYTES}")
    secret = hmac.digest(pepper, normalise(passphrase), hashlib.sha256)
    root = hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return Derived(verifier=hkdf(root, "verifier"), slot_key=hkdf(root, "slot"))
