"""Many rows at once, as the database hands them over: columns of plain values, made into whole numbers in one go.

A query set says what is wanted; its rows are fetched without Django's conversion row by row, which alone would take
longer than the whole reading of a province.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.db import connection, models
from django.db.models import Func, QuerySet, Value
from django.db.models.functions import Cast

from kit.crypto import unseal_all

Table = dict[str, Sequence[Any]]
EPOCH = 719_163  # date(1970, 1, 1).toordinal()


def fetch(rows: QuerySet, *names: str) -> Table:
    """The rows as a column of unconverted values for each name."""
    sql, params = _plain(rows.order_by(), names).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = cursor.fetchall()
    # Column by column: a zip over all rows at once takes ten times as long.
    return {name: [row[k] for row in found] for k, name in enumerate(names)}


def _plain(rows: QuerySet, names: Sequence[str]) -> QuerySet:
    """On SQLite dates and flags would be made into objects one by one, unless the query says what they are kept as."""
    if connection.vendor != "sqlite":
        return rows.values_list(*names)
    return rows.values_list(
        *(Cast(name, as_kept()) if (as_kept := _kept(rows.model, name)) else name for name in names)
    )


def _kept(model: Any, name: str) -> type[models.Field] | None:
    *way, last = name.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    field = model._meta.pk if last == "pk" else model._meta.get_field(last.removesuffix("_id"))
    if isinstance(field, models.DateField):  # of instants too
        return models.TextField
    return models.IntegerField if isinstance(field, models.BooleanField) else None


def ints(values: Sequence[Any], empty: int = 0) -> np.ndarray:
    """Whole numbers, flags and texts of digits; `empty` stands for NULL."""
    if None in values:
        values = [empty if value is None else value for value in values]
    if len(values) and isinstance(values[0], str):
        return np.array(values, dtype=np.str_).astype(np.int64)
    return np.array(values, dtype=np.int64)


def days(values: Sequence[Any], empty: int) -> np.ndarray:
    """Day numbers, as `date.toordinal` counts them, of dates and instants (their day in UTC)."""
    known = np.array([value is not None for value in values], dtype=bool)
    out = np.full(len(values), empty, dtype=np.int64)
    if known.any():
        texts = [str(value)[:10] for value in values if value is not None]
        out[known] = np.array(texts, dtype="datetime64[D]").astype(np.int64) + EPOCH
    return out


def codes_of(values: Sequence[Any], numbers: dict[str, int]) -> np.ndarray:
    return np.array([numbers[value] for value in values], dtype=np.int64)


def numbers_of(wanted: Iterable[Any]) -> dict[Any, int]:
    """Each different value with a number from 0, in the order in which they first come."""
    found: dict[Any, int] = {}
    for value in wanted:
        found.setdefault(value, len(found))
    return found


def opened(model: Any, field: str, keys: Sequence[Any], sealed: Sequence[Any]) -> np.ndarray:
    """Sealed texts that are whole numbers, opened; 0 where nothing is kept."""
    place = f"{model._meta.label_lower}.{field}"
    return np.array([int(text or 0) for text in unseal_all(place, zip(keys, sealed, strict=True))], dtype=np.int64)


def position(ids: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The row of each wanted id, -1 where it is not there."""
    if not len(ids) or not len(wanted):
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    at = order[np.minimum(np.searchsorted(ids, wanted, sorter=order), len(ids) - 1)]
    return np.where(ids[at] == wanted, at, -1)


class Among(Func):
    """For `pk__in`: many ids as one parameter, where Django's own list takes longer to write than to ask."""

    def __init__(self, ids: Sequence[int]) -> None:
        text = Value(json.dumps(list(ids)), output_field=models.TextField())
        super().__init__(text, output_field=models.BigIntegerField())

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "(SELECT value::bigint FROM json_array_elements_text(%(expressions)s::json))"
        return super().as_sql(compiler, connection, template=each)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="(SELECT value FROM json_each(%(expressions)s))")


def insert(model: Any, names: Sequence[str], rows: Any) -> None:
    """Write many rows in one go, each a tuple of database values for these columns; a column left out is NULL or has
    a default of the database's own."""
    quoted = ", ".join(connection.ops.quote_name(model._meta.get_field(name).column) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608 - names of our own


def insert_objects(objects: Sequence[Any]) -> None:
    """The same for objects of one model; `save` and signals are not called."""
    if not objects:
        return
    model = type(objects[0])
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or objects[0].pk is not None]
    rows = (tuple(f.get_db_prep_save(f.pre_save(one, True), connection) for f in fields) for one in objects)
    insert(model, [f.name for f in fields], rows)
