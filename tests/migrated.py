"""The state that migrations bring, quickly: a database made once and copied, and tables put back as they were.

Migrating takes half a minute, copying none. What is copied is named after everything that a migration reads; the
SQLite file stands in `.pytest_cache`, the PostgreSQL database on the server of the tests.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from django.db import transaction

from config import env
from tests.source import ROOT, TRADES

SHELF = ROOT / ".pytest_cache" / "migrated"
KEPT = 6  # databases of other checkouts on the same server


# --- a database to begin with ------------------------------------------------------------------------------
def copy_to(target: Path) -> None:
    """Put the migrated SQLite file at `target`; whoever comes first makes it, others wait meanwhile."""
    with _one_at_a_time("sqlite"):
        kept = SHELF / f"{_key()}.sqlite3"
        if not kept.exists():
            for old in SHELF.glob("*.sqlite3"):
                old.unlink()
            _make_file(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)


def template(address: dict[str, Any]) -> str:
    """The name of a migrated PostgreSQL database from which `CREATE DATABASE … TEMPLATE` copies in no time."""
    name = f"tongxin_migrated_{_key()}"
    with _one_at_a_time("postgresql"), _server(address) as server:
        asked = "SELECT datname FROM pg_database WHERE datname LIKE 'tongxin_migrated%' ORDER BY oid DESC"
        known = [row[0] for row in server.execute(asked)]
        if name not in known:
            for old in known[KEPT:]:
                server.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            making = f"tongxin_migrating_{_key()}"
            server.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{making}"')
            user, password = quote(address["USER"]), quote(address["PASSWORD"])
            _migrate(f"postgresql://{user}:{password}@{address['HOST']}:{address['PORT']}/{making}")
            server.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name


def new_database(folder: Path, name: str) -> str:
    """The address of a migrated database of one's own: on the server that DATABASE_URL names, else a file."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        copy_to(folder / f"{name}.sqlite3")
        return f"sqlite:///{folder / name}.sqlite3"
    address = env.database(server)
    copied = template(address)
    with _server(address) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{copied}"')
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def drop_database(address: str) -> None:
    """Take it from the server again; a file goes with its folder."""
    if address.startswith("postgres"):
        found = env.database(address)
        with _server(found) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{found["NAME"]}" WITH (FORCE)')


@contextmanager
def _one_at_a_time(what: str) -> Iterator[None]:
    SHELF.mkdir(parents=True, exist_ok=True)
    with (SHELF / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _server(address: dict[str, Any]) -> Any:
    import psycopg

    return psycopg.connect(
        host=address["HOST"], port=address["PORT"] or 5432, user=address["USER"], password=address["PASSWORD"],
        dbname="postgres", autocommit=True,
    )  # fmt: skip


def _key() -> str:
    digest = hashlib.sha256()
    read = [ROOT / "requirements.txt", ROOT / "site" / "config" / "settings.py", *(ROOT / "site").glob("*/data/*")]
    for top in ("site", *TRADES):
        read += (ROOT / top).rglob("migrations/*.py")
    for path in sorted(read):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def _make_file(kept: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="tongxin-migrate-") as work:
        made = Path(work) / "made.sqlite3"
        _migrate(f"sqlite:///{made}")
        database = sqlite3.connect(made)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that one file is the whole
        database.close()
        shutil.move(made, kept)


def _migrate(address: str) -> None:
    with tempfile.TemporaryDirectory(prefix="tongxin-migrate-") as state:
        kept = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "KEY_DIR", "DJANGO_SETTINGS_MODULE")}
        kept |= {"VAR_DIR": state, "DATABASE_URL": address}
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"],
            cwd=ROOT, env=kept, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"migrating failed:\n{done.stderr[-4000:]}"


# --- tables as they were -----------------------------------------------------------------------------------
def keep(connection: Any) -> None:
    """Copy, inside the database, every table that has rows now: root page, rules, work calendar, divisions."""
    with connection.cursor() as cursor:
        for table in _filled(cursor, _tables(connection)):
            cursor.execute(f'DROP TABLE IF EXISTS "kept__{table}"')
            cursor.execute(f'CREATE TABLE "kept__{table}" AS SELECT * FROM "{table}"')


def put_back(connection: Any) -> None:
    """Empty what has rows and fill in what was kept. Django's flush takes seconds on PostgreSQL, this a tenth."""
    tables = _tables(connection)
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table in _filled(cursor, tables):
            cursor.execute(f'DELETE FROM "{table}"')
        kept = set(connection.introspection.table_names(cursor))
        for table in tables:
            if f"kept__{table}" in kept:
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "kept__{table}"')


def _tables(connection: Any) -> list[str]:
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _filled(cursor: Any, tables: list[str]) -> list[str]:
    asked = " UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM \"{t}\")" for t in tables)
    cursor.execute(asked)
    return [name for (name,) in cursor.fetchall()]


if __name__ == "__main__":  # `python -m tests.migrated`: make it before the tests do, on the database of DATABASE_URL
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        template(env.database(url))
    else:
        with tempfile.TemporaryDirectory() as folder:
            copy_to(Path(folder) / "copy.sqlite3")
