"""Writing a database out and bringing it back, with the tools each database has for it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from desk.keeping.contents import Contents, contents
from kit.errors import Refused
from kit.sentences import gettext as _

POSTGRES, SQLITE = "postgresql", "sqlite"
WORKERS = "2"  # of pg_restore: more does not help on two cores
Address = dict[str, Any]  # as in settings.DATABASES


def kind() -> str:
    return connection.vendor


def own() -> Address:
    return settings.DATABASES["default"] | {"NAME": connection.settings_dict["NAME"]}


def write_out(to: Path, *, digests: bool) -> Contents:
    """The whole database into one file, as it stood at one moment; what it holds is counted at the same moment."""
    return _dump_postgres(to, digests) if kind() == POSTGRES else _copy_sqlite(to, digests)


def _copy_sqlite(to: Path, digests: bool) -> Contents:
    """While others write: SQLite's own online copy, which begins anew when the original changes."""
    with closing(sqlite3.connect(own()["NAME"], timeout=20)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return contents(copy, digests=digests)


def _dump_postgres(to: Path, digests: bool) -> Contents:
    """One snapshot for the dump and for the counts, so that they agree while people go on working."""
    with opened(own()) as conn:
        conn.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = conn.execute("SELECT pg_export_snapshot()").fetchone()[0]
        _run("pg_dump", own(), "-Fc", "--no-owner", f"--snapshot={snapshot}", "-f", str(to))
        found = contents(conn, digests=digests)
        conn.execute("COMMIT")
    return found


def bring_back(source: Path, into: Address) -> None:
    """The file's database in place of what stands there now."""
    if kind() == POSTGRES:
        _run("pg_restore", into, "--clean", "--if-exists", "--no-owner", "-j", WORKERS, "--exit-on-error", str(source))
        return
    target = Path(into["NAME"])
    draft = target.with_name(f".{target.name}.coming")
    shutil.copyfile(source, draft)
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    draft.replace(target)  # at once: nobody ever opens half a database


def is_sound(source: Path) -> bool:
    """Whether the file opens as a database that its own tool finds whole."""
    if kind() == POSTGRES:
        return subprocess.run([_tool("pg_restore"), "--list", str(source)], capture_output=True).returncode == 0  # noqa: S603
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        return copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@contextmanager
def opened(address: Address) -> Iterator[Any]:
    """A connection of the driver's own, apart from Django's."""
    if kind() == SQLITE:
        with closing(sqlite3.connect(address["NAME"])) as conn:
            yield conn
        return
    import psycopg

    with psycopg.connect(_words(address), autocommit=True) as conn:
        yield conn


@contextmanager
def scratch(folder: Path) -> Iterator[Address]:
    """An empty database of the same kind, which is gone afterwards."""
    if kind() == SQLITE:
        yield own() | {"NAME": str(folder / "scratch.sqlite3")}
        return
    name = f"tongxin_drill_{os.getpid()}"
    with opened(own()) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield own() | {"NAME": name}
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def url_of(address: Address) -> str:
    """The address as DATABASE_URL takes it."""
    if kind() == SQLITE:
        return f"sqlite:///{address['NAME']}"
    from urllib.parse import quote

    login = quote(address["USER"]) + (f":{quote(address['PASSWORD'])}" if address["PASSWORD"] else "")
    port = f":{address['PORT']}" if address["PORT"] else ""
    return f"postgresql://{login}@{address['HOST']}{port}/{quote(address['NAME'])}"


def _words(address: Address) -> str:
    import psycopg

    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return psycopg.conninfo.make_conninfo(**{key: address[name] for key, name in parts.items() if address.get(name)})


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Refused(
            _("这台机器上没有 %(tool)s。安装 PostgreSQL 的客户端工具后再试。") % {"tool": name}, code="no_tool"
        )
    return found


def _run(tool: str, address: Address, *words: str) -> None:
    """One of PostgreSQL's tools; the password goes by the environment, where no list of processes shows it."""
    where = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = os.environ | {key: str(address[name]) for key, name in where.items() if address.get(name)}
    done = subprocess.run(  # noqa: S603 - the tool that was found, and words of our own
        [_tool(tool), "--dbname", address["NAME"], *words], env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise Refused(
            _("%(tool)s 没有完成：%(why)s") % {"tool": tool, "why": done.stderr.strip()[-400:]}, code="tool_failed"
        )
