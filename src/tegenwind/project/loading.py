"""The rows of a backup, into empty tables: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tegenwind.project import backup_format as form
from tegenwind.project import tables

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.models import Model

#: The table that is there for as long as a restore is not finished: which backup it is of, and how many rows are done.
MARK: Final = "tegenwind_restore"
_AT_ONCE: Final = 500


def rows_done() -> int | None:
    """How many rows the restore under way has put back; None when it has not come to that yet."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rows_done FROM {MARK}")  # noqa: S608 # nosec B608
        found: int | None = cursor.fetchone()[0]
    return found


def load(data: Path, manifest: dict[str, Any], people: set[int], apps: Apps) -> int:
    """Every row in one transaction; returns how many. Of accounts that are not among `people` nothing is written at all."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    gone: dict[str, set[Any]] = {"accounts.person": set()}
    written = 0
    models = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Takes the row: of two runs at once the second waits here, and finds the first one's word for it.
            cursor.execute(f"UPDATE {MARK} SET backup = backup")  # noqa: S608 # nosec B608
        earlier = rows_done()
        if earlier is not None:
            return earlier
        for table in manifest["tables"]:
            model = apps.get_model(table["model"])
            models.append(model)
            written += _insert(model, table, _kept(data, table, model, people, gone))
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
            cursor.execute(f"UPDATE {MARK} SET rows_done = %s", [written])  # noqa: S608 # nosec B608
    return written


def _kept(
    data: Path, table: dict[str, Any], model: type[Model], people: set[int], gone: dict[str, set[Any]]
) -> Iterator[list[Any]]:
    """The rows of a table without those of accounts that have no key, and without what hangs on those."""
    from django.db.models import SET_NULL

    names = table["fields"]
    primary = names.index(model._meta.pk.attname)
    leads = [(names.index(f.attname), target, f) for f, target in tables.references(model) if f.attname in names]
    missing = gone.setdefault(table["model"], set())
    for encoded in form.rows(data / table["file"]):
        row = [form.decode(value) for value in encoded]
        if table["model"] == "accounts.person" and row[primary] not in people:
            missing.add(row[primary])
            continue
        lost = False
        for at, target, field in leads:
            if row[at] is not None and row[at] in gone.get(target, ()):
                lost = lost or field.remote_field.on_delete is not SET_NULL
                row[at] = None
        if lost:
            missing.add(row[primary])
        else:
            yield row


def _insert(model: type[Model], table: dict[str, Any], found: Iterator[list[Any]]) -> int:
    """Plain SQL: the ORM would put today's date where a model asks for the moment of writing."""
    from django.db import connection
    from django.db.models import JSONField

    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in table["fields"]]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 # nosec B608

    def prepared(row: list[Any]) -> list[Any]:
        return [
            connection.ops.adapt_json_value(value, field.encoder)
            if isinstance(field, JSONField) and not (value is None and field.null)
            else field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]

    count = 0
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for row in found:
            batch.append(prepared(row))
            if len(batch) == _AT_ONCE:
                cursor.executemany(statement, batch)
                count, batch = count + len(batch), []
        if batch:
            cursor.executemany(statement, batch)
    return count + len(batch)
