"""Sealing: everything that turns words into bytes only one person can read, and back.

Pure: no Django, no settings, no clock, no randomness of its own. Whoever calls hands in a `draw`, a function that gives
so many random bytes (`secrets.token_bytes` in the program, a fixed row of bytes in the known-answer vectors).

The bytes are described, field by field, in docs/privacy/record-format.md; tests/sealing/vectors.json lets another
implementation check itself. A format that was ever written is read for ever.
"""

from tegenwind.sealing.boxes import Draw
from tegenwind.sealing.derive import DEFAULT_COST, Cost, Derived, derive
from tegenwind.sealing.errors import BadRecoveryCode, SealingError, Tampered, TooLarge, UnknownFormat
from tegenwind.sealing.letters import new_inbox, open_inbox, open_letter, seal_inbox, seal_letter
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
from tegenwind.sealing.shares import (
    format_share_key,
    new_share_key,
    open_share,
    parse_share_key,
    seal_share,
    share_proof,
)
from tegenwind.sealing.slots import (
    PRF_BYTES,
    PRF_INPUT,
    open_for_house,
    open_note,
    open_seed,
    open_successor,
    passkey_key,
    seal_for_house,
    seal_note,
    seal_seed,
    seal_successor,
    unwrap_uk,
    wrap_uk,
)
from tegenwind.sealing.tickets import (
    Ticket,
    format_ticket,
    is_issued,
    issue,
    new_wave_key,
    parse_ticket,
    wave_nonce,
)

__all__ = [
    "DEFAULT_COST",
    "MAX_BODY",
    "PRF_BYTES",
    "PRF_INPUT",
    "TOKEN_BYTES",
    "BadRecoveryCode",
    "Cost",
    "Derived",
    "Draw",
    "Place",
    "Sealed",
    "SealingError",
    "Tampered",
    "Ticket",
    "TooLarge",
    "UnknownFormat",
    "VaultKeys",
    "bucket_for",
    "derive",
    "format_code",
    "format_share_key",
    "format_ticket",
    "index_tag",
    "is_issued",
    "issue",
    "kind_tag",
    "last_group",
    "new_inbox",
    "new_recovery_code",
    "new_share_key",
    "new_wave_key",
    "open_for_house",
    "open_inbox",
    "open_letter",
    "open_note",
    "open_record",
    "open_seed",
    "open_session_data",
    "open_session_key",
    "open_share",
    "open_successor",
    "parse_code",
    "parse_share_key",
    "parse_ticket",
    "passkey_key",
    "recovery_key",
    "reseal_record",
    "same_group",
    "seal_for_house",
    "seal_inbox",
    "seal_letter",
    "seal_note",
    "seal_record",
    "seal_seed",
    "seal_session_data",
    "seal_session_key",
    "seal_share",
    "seal_successor",
    "session_id",
    "share_proof",
    "unwrap_uk",
    "wave_nonce",
    "wrap_uk",
]
