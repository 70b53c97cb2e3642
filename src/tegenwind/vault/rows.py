"""The rows of sealed records that a page needs, by plain SQL.

A page opens some five rows and a saved form writes as many, always by the same few statements. Having the ORM make these
anew each time took more CPU than all sealing and opening together (bench/), so they stand here, written out. What is done
seldom goes by the ORM.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection

from tegenwind.vault.errors import Moving
from tegenwind.vault.models import SealedRecord

_HOLD: Final = "SELECT length(successor) FROM accounts_vault WHERE id = %s"
_HOLD_ROW: Final = _HOLD + " FOR UPDATE"
_COLUMNS: Final = ("id", "vault_id", "tag", "wrapped_key", "body")
_UNDER_TAG: Final = (
    "SELECT id, vault_id, tag, wrapped_key, body FROM vault_sealedrecord WHERE vault_id = %s AND tag = %s"
)
_WITH_ID: Final = _UNDER_TAG + " AND id = %s"
_UNDER_ANY: Final = (
    "SELECT id, vault_id, tag, wrapped_key, body FROM vault_sealedrecord WHERE vault_id = %s AND tag IN (...)"
)
_INSERT: Final = "INSERT INTO vault_sealedrecord (id, vault_id, tag, wrapped_key, body) VALUES (%s, %s, %s, %s, %s)"
_REPLACE: Final = "UPDATE vault_sealedrecord SET body = %s WHERE id = %s AND vault_id = %s"


def hold(vault_id: int, *, to_move: bool = False) -> bool:
    """Lock a vault until the transaction ends (on SQLite its transactions are IMMEDIATE, so it is); False without one.

    Raises `Moving` when its records are on their way to a new key, except for who moves them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_ROW if connection.features.has_select_for_update else _HOLD, (vault_id,))
        found = cursor.fetchone()
    if found is not None and found[0] and not to_move:
        raise Moving
    return found is not None


def under(vault_id: int, tag: bytes) -> SealedRecord | None:
    """The one row of a page or root of the index; of a kind, any row (1 query)."""
    return _first(_UNDER_TAG, (vault_id, tag))


def with_id(vault_id: int, tag: bytes, record_id: int) -> SealedRecord | None:
    """A record, if it stands in this vault under this tag (1 query)."""
    return _first(_WITH_ID, (vault_id, tag, record_id)) if 0 < record_id < 2**63 else None


def under_any(vault_id: int, tags: Sequence[bytes]) -> dict[bytes, SealedRecord]:
    """The rows of several pages or roots of the index, by tag (1 query)."""
    if not tags:
        return {}
    places = ", ".join(["%s"] * len(tags))
    with connection.cursor() as cursor:
        cursor.execute(_UNDER_ANY.replace("...", places), (vault_id, *tags))
        return {bytes(row.tag): row for row in map(_made, cursor.fetchall())}


def insert(row: SealedRecord) -> None:
    """Write a new row."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, (row.pk, row.vault_id, bytes(row.tag), bytes(row.wrapped_key), bytes(row.body)))


def replace_body(row: SealedRecord, body: bytes) -> None:
    """Write a new body into a row that is there."""
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE, (body, row.pk, row.vault_id))


def _first(statement: str, values: Sequence[Any]) -> SealedRecord | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
    return None if found is None else _made(found)


def _made(columns: Sequence[Any]) -> SealedRecord:
    return SealedRecord.from_db(connection.alias, _COLUMNS, columns)
