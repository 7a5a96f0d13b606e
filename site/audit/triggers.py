"""The database's own refusal to change or delete what the log holds, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# Table → its key: SQLite's REPLACE would take a row's place without a DELETE that a trigger sees.
TABLES = {"audit_auditevent": "id", "audit_auditseal": "seq", "audit_move": "id"}
SAID = "the log is append-only"


def install(connection: Any) -> None:
    with connection.cursor() as cursor:
        for sentence in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(sentence)


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
    )
    for table in TABLES:
        for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
            )


def _sqlite() -> Iterator[str]:
    for table, key in TABLES.items():
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - names of our own
        for act, name, when in (("UPDATE", "update", ""), ("DELETE", "delete", ""), ("INSERT", "replace", there)):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{name} BEFORE {act} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )


def remove(connection: Any) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            for act in ("update", "delete", "truncate", "replace"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")
