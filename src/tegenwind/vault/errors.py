"""What can go wrong with records. No message carries a word of a record."""

from typing import Any


class VaultError(Exception):
    """Anything wrong with a record."""


class NotFound(VaultError):
    """There is no such record of this kind in this vault (one in another vault is as absent as one that never was)."""

    def __init__(self) -> None:
        super().__init__("there is no such record of this kind in this vault")


class Unreadable(VaultError):
    """The bytes of one record, or of a page of the index, were changed, moved or written by a newer version.

    Everything else stays readable; a damaged index is made anew from the records by `actions.rebuild_index`.
    """

    def __init__(self, record_id: int, *, index: bool = False) -> None:
        self.record_id, self.index = record_id, index
        super().__init__(
            f"{'a page of the index' if index else f'record {record_id}'} cannot be opened as it is stored"
        )


class Changed(VaultError):
    """The record was saved elsewhere since it was read. Nothing was written; `body` and `revision` are today's."""

    def __init__(self, record_id: int, revision: int, body: dict[str, Any]) -> None:
        self.record_id, self.revision, self.body = record_id, revision, body
        super().__init__(f"record {record_id} was saved elsewhere and is at revision {revision} now")

    def __reduce__(self) -> str:
        raise TypeError("the words of a record are never written anywhere unsealed")


class Moving(VaultError):
    """The records of this vault are on their way to a new key. Nothing was written."""

    def __init__(self) -> None:
        super().__init__("the records of this vault are moving to a new key")


class PinTaken(VaultError):
    """Another record stands in this pinned slot."""

    def __init__(self, record_id: int) -> None:
        self.record_id = record_id
        super().__init__(f"record {record_id} stands in this pinned slot")
