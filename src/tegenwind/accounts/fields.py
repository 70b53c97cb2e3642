"""Fields that more than one app needs."""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _BigInteger = models.BigIntegerField[int, int]
else:
    _BigInteger = models.BigIntegerField


def random_id() -> int:
    """A number from 1 to 2**63 - 1 that nothing can be read from."""
    return secrets.randbits(63) or 1


class RandomIdField(_BigInteger):
    """A random primary key, so that the order of rows tells nothing about when they were written.

    On SQLite the column is declared `integer`, which makes it the row number itself: with any other type SQLite keeps a
    hidden number of its own that counts up.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", random_id)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for given in ("default", "editable"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return self.db_type(connection)
