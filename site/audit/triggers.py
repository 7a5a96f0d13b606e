"""The database's own refusal to change or delete what only grows: the log, and what trades add to it.

    triggers.protect("volunteers_presenceevent")               # beside the model
    operations = [triggers.operation("volunteers_presenceevent")]  # in its migration

On SQLite a migration that alters the table makes it anew, without its triggers: end such a migration with `operation`
again. `tests/audit/test_trail.py` notices when it was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import migrations

# Table → its key: SQLite's REPLACE would take a row's place without a DELETE that a trigger sees.
TABLES = {"audit_auditevent": "id", "audit_auditseal": "seq", "audit_move": "id"}
PROTECTED = dict(TABLES)
SAID = "the log is append-only"


def protect(table: str, key: str = "id") -> None:
    PROTECTED[table] = key


class Triggers(migrations.RunPython):
    """Reads no rows and so needs no models, which are dear to draw."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.code(None, schema_editor)  # type: ignore[arg-type]

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.reverse_code(None, schema_editor)  # type: ignore[arg-type, misc]


def operation(table: str, key: str = "id") -> Triggers:
    tables = {table: key}
    return Triggers(
        lambda apps, editor: install(editor.connection, tables),
        lambda apps, editor: remove(editor.connection, tables),
    )


def install(connection: Any, tables: Mapping[str, str] = TABLES) -> None:
    with connection.cursor() as cursor:
        for sentence in _postgresql(tables) if connection.vendor == "postgresql" else _sqlite(tables):
            cursor.execute(sentence)


def _postgresql(tables: Mapping[str, str]) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
    )
    for table in tables:
        for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
            )


def _sqlite(tables: Mapping[str, str]) -> Iterator[str]:
    for table, key in tables.items():
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - names of our own
        for act, name, when in (("UPDATE", "update", ""), ("DELETE", "delete", ""), ("INSERT", "replace", there)):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{name} BEFORE {act} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )


def remove(connection: Any, tables: Mapping[str, str] = TABLES) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            for act in ("update", "delete", "truncate", "replace"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")
