"""Making an installation ready to serve: tables, files, first pages; each step may run again."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

Say = Callable[[str], None]
# The ready lessons with their questions, and the course they count for, so that a city can start at once.
CONTENT = ("training.learning.loading.ensure_content", "training.courses.ready.ensure_induction")


def prepare(say: Say) -> bool:
    """Bring tables, static files, calendar and portal up to date; True when the database was new."""
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Making the tables (about a minute the first time) …" if is_new else "Bringing the tables up to date …")
        call_command("migrate", verbosity=0, interactive=False)
    _collect_static(say)
    _first_pages()
    return is_new


def _collect_static(say: Say) -> None:
    """Collect when a file of ours or a package has changed: the mark is a digest of names, sizes and times."""
    mark = Path(settings.VAR_DIR) / "static.mark"
    digest = hashlib.sha256()
    for folder in (*settings.STATICFILES_DIRS, settings.BASE_DIR / "requirements.txt"):
        files = sorted(Path(folder).rglob("*")) if Path(folder).is_dir() else [Path(folder)]
        for file in files:
            if file.is_file():
                digest.update(f"{file}{file.stat().st_size}{file.stat().st_mtime_ns}".encode())
    if mark.exists() and mark.read_text() == digest.hexdigest() and Path(settings.STATIC_ROOT).exists():
        return
    say("Collecting the files that pages need …")
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(digest.hexdigest())


def _first_pages() -> None:
    from cms.services import ensure_first_articles, ensure_portal

    ensure_portal()
    ensure_first_articles()
    for ensure in CONTENT:
        import_string(ensure)()


# --- the demo city's own state: a file beside the database, readable by its owner alone ---------------------------
def demo_file() -> Path:
    return Path(settings.VAR_DIR) / "demo.json"


def open_demo(as_of: str, seed: int) -> dict[str, Any]:
    """Begin a demo installation: from here on synthetic IDs are taken and real ones refused."""
    state = {"as_of": as_of, "seed": seed, "secret": secrets.token_hex(32), "loaded": False}
    write_demo(state)
    settings.ALLOW_SYNTHETIC_IDS = True
    return state


def read_demo() -> dict[str, Any]:
    return json.loads(demo_file().read_text(encoding="utf-8")) if demo_file().exists() else {}


def write_demo(state: dict[str, Any]) -> None:
    handle = os.open(demo_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(state, out)
