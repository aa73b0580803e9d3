"""Many rows written in one statement: what the ORM does row by row, or as one expression that grows with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Field, Model


def update_rows(rows: Iterable[Model], columns: Sequence[str]) -> None:
    """Write some columns of rows of one table as they stand."""
    given = list(rows)
    if not given:
        return
    meta, quote = given[0]._meta, connection.ops.quote_name
    fields = [field for name in columns if isinstance(field := meta.get_field(name), Field)]
    assert meta.pk is not None
    assigned = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(meta.db_table)} SET {assigned} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608 - our names
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk]
        for row in given
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
