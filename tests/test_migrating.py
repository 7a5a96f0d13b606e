"""The quick way of migrating brings what Django's own way brings, to the letter."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config import env
from tests.migrated import ROOT, drop_database

Shape = tuple[list[tuple[str, ...]], dict[str, int]]
COLUMNS = (
    "SELECT table_name, column_name, data_type, coalesce(character_maximum_length, 0)::text, is_nullable, "
    "coalesce(column_default, ''), is_identity FROM information_schema.columns WHERE table_schema = 'public'"
)
RULES = "SELECT conrelid::regclass::text, pg_get_constraintdef(oid), '', '', '', '', '' FROM pg_constraint"
INDEXES = "SELECT tablename, indexdef, '', '', '', '', '' FROM pg_indexes WHERE schemaname = 'public'"
TRIGGERS = (
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid), '', '', '', '', '' FROM pg_trigger WHERE NOT tgisinternal"
)


def migrated(folder: Path, url: str, *more: str) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "KEY_DIR", "DJANGO_SETTINGS_MODULE")}
    kept |= {"VAR_DIR": str(folder), "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks", *more],
        cwd=ROOT, env=kept, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]


def of_sqlite(path: Path) -> Shape:
    with sqlite3.connect(path) as db:
        said = sorted(
            (kind, name, text or "") for kind, name, text in db.execute("SELECT type, name, sql FROM sqlite_master")
        )
        tables = [name for kind, name, _sql in said if kind == "table" and not name.startswith("sqlite_")]
        return said, {t: db.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}


def of_postgres(url: str) -> Shape:
    import psycopg

    with psycopg.connect(url) as db:
        said = sorted(row for asked in (COLUMNS, RULES, INDEXES, TRIGGERS) for row in db.execute(asked))
        names = [n for (n,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return said, {n: db.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}


@pytest.mark.slow
def test_both_ways_of_migrating_bring_the_same(tmp_path: Path) -> None:
    server = os.environ.get("DATABASE_URL", "")
    shapes: dict[str, Shape] = {}
    for way, more in (("plain", ("--plainly",)), ("quick", ())):
        if server.startswith("postgres"):
            url = _new_database(server, f"tongxin_way_{way}")
            try:
                migrated(tmp_path, url, *more)
                shapes[way] = of_postgres(url)
            finally:
                drop_database(url)
        else:
            path = tmp_path / f"{way}.sqlite3"
            migrated(tmp_path, f"sqlite:///{path}", *more)
            shapes[way] = of_sqlite(path)
    assert len(shapes["plain"][0]) > 500
    assert shapes["quick"] == shapes["plain"]


def _new_database(server: str, name: str) -> str:
    import psycopg

    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    assert env.database(url)["NAME"] == name
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as db:
        db.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        db.execute(f'CREATE DATABASE "{name}"')
    return url
