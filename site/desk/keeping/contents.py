"""What a database holds, table by table: rows, and a digest of every value in the order of the keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

# Made anew at any time, or of this moment only: what differs here is no loss.
PASSING = ("sessions.", "usersessions.", "wagtailsearch.", "cms.findable", "axes.")
STEP = 2000

Contents = dict[str, tuple[int, str]]


def tables() -> list[tuple[str, str, list[str]]]:
    """Each table that must come back: its name, its key, its columns."""
    found = [
        (m._meta.db_table, m._meta.pk.column, [f.column for f in m._meta.local_concrete_fields])
        for m in apps.get_models(include_auto_created=True)
        if m._meta.managed and not m._meta.proxy and not _passes(m)
    ]
    return sorted(found)


def _passes(model: type[models.Model]) -> bool:
    return model._meta.label_lower.startswith(PASSING)


def contents(conn: Any, *, digests: bool) -> Contents:
    """Rows of each table and, if asked, their digest; `conn` is an open connection of either database's driver."""
    return {table: _of_table(conn, table, key, columns, digests) for table, key, columns in tables()}


def _of_table(conn: Any, table: str, key: str, columns: list[str], digests: bool) -> tuple[int, str]:
    quote = connection.ops.quote_name
    if not digests:
        cursor = conn.cursor()
        cursor.execute(f"SELECT count(*) FROM {quote(table)}")  # noqa: S608 - names of our own tables
        return cursor.fetchone()[0], ""
    named = ", ".join(quote(column) for column in columns)
    digest, n = hashlib.sha256(), 0
    for row in _rows(conn, f"SELECT {named} FROM {quote(table)} ORDER BY {quote(key)}"):  # noqa: S608
        digest.update(repr([_plain(value) for value in row]).encode())
        n += 1
    return n, digest.hexdigest()


def _rows(conn: Any, sql: str) -> Iterator[tuple]:
    """Row by row, without holding a whole table in memory."""
    cursor = conn.cursor(name="keeping") if hasattr(conn, "info") else conn.cursor()
    cursor.execute(sql)
    while rows := cursor.fetchmany(STEP):
        yield from rows
    cursor.close()


def _plain(value: Any) -> Any:
    """The same text for the same value, whichever driver handed it over."""
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if isinstance(value, dict):
        return sorted((key, _plain(one)) for key, one in value.items())
    if hasattr(value, "utcoffset") and value.utcoffset() is not None:
        return value.timestamp()
    return value


def differences(before: Contents, after: Contents) -> list[str]:
    """The tables that are not equal, with rows before and after."""
    wrong = [table for table in {*before, *after} if tuple(before.get(table, ())) != tuple(after.get(table, ()))]
    return sorted(f"{table}: {before.get(table, (0,))[0]} → {after.get(table, (0,))[0]}" for table in wrong)
