"""Sealing: everything that turns words into bytes only one person can read, and back.

Pure: no Django, no settings, no clock, no randomness of its own. Whoever calls hands in a `draw`, a function that gives
so many random bytes (`secrets.token_bytes` in the program, a fixed row of bytes in the known-answer vectors).

The bytes are described, field by field, in docs/privacy/record-format.md; tests/sealing/vectors.json lets another
implementation check itself. A format that was ever written is read for ever.
"""

from tegenwind.sealing.boxes import Draw
from tegenwind.sealing.derive import DEFAULT_COST, Cost, Derived, derive
from tegenwind.sealing.errors import BadRecoveryCode, SealingError, Tampered, TooLarge, UnknownFormat
from tegenwind.sealing.padding import MAX_BODY, bucket_for
from tegenwind.sealing.records import (
    Place,
    Sealed,
    VaultKeys,
    index_tag,
    kind_tag,
    open_record,
    reseal_record,
    seal_record,
)
from tegenwind.sealing.recovery import format_code, last_group, new_recovery_code, parse_code, recovery_key, same_group
from tegenwind.sealing.sessions import (
    TOKEN_BYTES,
    open_session_data,
    open_session_key,
    seal_session_data,
    seal_session_key,
    session_id,
)
from tegenwind.sealing.slots import open_note, seal_note, unwrap_uk, wrap_uk

__all__ = [
    "DEFAULT_COST",
    "MAX_BODY",
    "TOKEN_BYTES",
    "BadRecoveryCode",
    "Cost",
    "Derived",
    "Draw",
    "Place",
    "Sealed",
    "SealingError",
    "Tampered",
    "TooLarge",
    "UnknownFormat",
    "VaultKeys",
    "bucket_for",
    "derive",
    "format_code",
    "index_tag",
    "kind_tag",
    "last_group",
    "new_recovery_code",
    "open_note",
    "open_record",
    "open_session_data",
    "open_session_key",
    "parse_code",
    "recovery_key",
    "reseal_record",
    "same_group",
    "seal_note",
    "seal_record",
    "seal_session_data",
    "seal_session_key",
    "session_id",
    "unwrap_uk",
    "wrap_uk",
]
