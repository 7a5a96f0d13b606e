"""A migrated SQLite file, made once and copied: migrating takes half a minute, copying none.

Kept in `.pytest_cache`, under a name worked out from everything that a migration reads.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.source import ROOT, TRADES

SHELF = ROOT / ".pytest_cache" / "migrated"


def copy_to(target: Path) -> None:
    """Put the migrated file at `target`, making it first when there is none yet; others wait meanwhile."""
    SHELF.mkdir(parents=True, exist_ok=True)
    with (SHELF / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = SHELF / f"{_key()}.sqlite3"
        if not kept.exists():
            for old in SHELF.glob("*.sqlite3"):
                old.unlink()
            _make(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)


def _key() -> str:
    digest = hashlib.sha256()
    read = [ROOT / "requirements.txt", ROOT / "site" / "config" / "settings.py", *(ROOT / "site").glob("*/data/*")]
    for top in ("site", *TRADES):
        read += (ROOT / top).rglob("migrations/*.py")
    for path in sorted(read):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def _make(kept: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="tongxin-migrate-") as work:
        made = Path(work) / "made.sqlite3"
        env = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "KEY_DIR", "DJANGO_SETTINGS_MODULE")}
        env |= {"VAR_DIR": work, "DATABASE_URL": f"sqlite:///{made}", "ALLOW_SYNTHETIC_IDS": "1"}
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"migrating failed:\n{done.stderr[-4000:]}"
        _flatten(made)
        shutil.move(made, kept)


def _flatten(path: Path) -> None:
    """Bring what stands in the write-ahead log into the file itself, so that one file is the whole."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
