"""Make a copy, look whether one is whole, bring one back, and let go of old ones."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder

from audit import trail
from desk.keeping import databases
from desk.keeping.contents import Contents, contents, differences
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

DATABASE, FILES, HEADS, MANIFEST = "database", "files.tar", "heads.tar", "manifest.json"
FOLDERS = ("media", "envelopes")  # of VAR_DIR; keys and erasure keys never
HEADS_FOLDER = "heads"
FORMAT = 1


@dataclass(frozen=True)
class Copy:
    """A finished copy: where it lies and what its manifest says."""

    folder: Path
    made_at: datetime
    database: str
    version: str
    migrations: str
    contents: Contents
    sha256: dict[str, str]
    bytes: int
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(n for n, _digest in self.contents.values())

    @property
    def age_hours(self) -> float:
        return (clock.machine_now() - self.made_at).total_seconds() / 3600


def back_up(to: Path | None = None, *, digests: bool = False, by: Any = None) -> Copy:
    """A new copy below `to`, which stands there whole or not at all.

    Heads come before the database, or they would promise more of the log than the copy holds; files after it, for
    what a row names lies there before the row does. Refused: the tool of the database is missing or fails.
    """
    shelf = to or Path(settings.BACKUP_DIR)
    shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = clock.machine_now()
    name = f"tongxin-{now.astimezone(clock.SHANGHAI):%Y%m%d-%H%M%S-%f}"
    draft = shelf / f".{name}.part"
    draft.mkdir(mode=0o700)
    try:
        _pack(draft / HEADS, HEADS_FOLDER)
        found = databases.write_out(draft / DATABASE, digests=digests)
        _pack(draft / FILES, *FOLDERS)
        copy = _described(draft, now, found)
        (draft / MANIFEST).write_text(_as_json(copy), encoding="utf-8")
        draft.rename(shelf / name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    trail.record("keeping.back_up", by=by, detail={"rows": copy.rows, "bytes": copy.bytes})
    return read(shelf / name)


def _pack(target: Path, *names: str) -> None:
    with tarfile.open(target, "w") as out:
        for name in names:
            folder = Path(settings.VAR_DIR) / name
            if folder.is_dir():
                out.add(folder, arcname=name)


def _described(folder: Path, at: datetime, found: Contents) -> Copy:
    parts = [folder / DATABASE, folder / FILES, folder / HEADS]
    return Copy(
        folder=folder,
        made_at=at,
        database=databases.kind(),
        version=settings.VERSION,
        migrations=migrations_now(),
        contents=found,
        sha256={part.name: digest_of(part) for part in parts},
        bytes=sum(part.stat().st_size for part in parts),
    )


def _as_json(copy: Copy) -> str:
    values = asdict(copy) | {"made_at": copy.made_at.isoformat()}
    del values["folder"]
    return json.dumps(values, ensure_ascii=False, indent=1)


def migrations_now() -> str:
    """One mark for the shape of the tables."""
    names = sorted(f"{m.app}.{m.name}" for m in MigrationRecorder.Migration.objects.all())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def digest_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def read(folder: Path) -> Copy:
    """The copy in a folder. Refused: it is none, or of a later form than this version knows."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        values["made_at"] = datetime.fromisoformat(values["made_at"])
        values["contents"] = {table: tuple(row) for table, row in values["contents"].items()}
        copy = Copy(folder=folder, **values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refused(_("%(name)s 不是一份完整的备份。") % {"name": folder.name}, code="no_copy") from None
    if copy.format > FORMAT:
        raise Refused(_("这份备份由更新的版本制作，请先升级。"), code="copy_too_new")
    return copy


def copies(shelf: Path | None = None) -> list[Copy]:
    """All whole copies, newest first; what is not one is passed over."""
    found = []
    for folder in sorted((shelf or Path(settings.BACKUP_DIR)).glob("tongxin-*"), reverse=True):
        try:
            found.append(read(folder))
        except Refused:
            continue
    return found


def check(copy: Copy) -> None:
    """Refused: a byte of it has changed, or its own tool finds the database broken."""
    for name, digest in copy.sha256.items():
        part = copy.folder / name
        if not part.exists() or digest_of(part) != digest:
            raise Refused(_("备份里的 %(part)s 与制作时不同，不能使用。") % {"part": name}, code="copy_changed")
    if not databases.is_sound(copy.folder / DATABASE):
        raise Refused(_("备份里的数据库读不出来，不能使用。"), code="copy_broken")


def restore(copy: Copy) -> list[str]:
    """Bring a copy back in place of what stands here; what came back differently, table by table (nothing: equal).

    Refused: the copy is not whole, or of another kind of database. Whoever calls has stopped the server before.
    """
    if copy.database != databases.kind():
        raise Refused(
            _("这份备份来自 %(theirs)s，这里用的是 %(ours)s。") % {"theirs": copy.database, "ours": databases.kind()},
            code="other_database",
        )
    check(copy)
    databases.bring_back(copy.folder / DATABASE, databases.own())
    unpack(copy, Path(settings.VAR_DIR))
    with databases.opened(databases.own()) as conn, steady(conn):
        digests = any(digest for _n, digest in copy.contents.values())
        return differences(copy.contents, contents(conn, digests=digests))


def steady(conn: Any) -> Any:
    """A transaction where the driver wants one to read row by row."""
    return conn.transaction() if hasattr(conn, "transaction") else conn


def unpack(copy: Copy, target: Path) -> None:
    """The files beside those that are there. Heads that stand there stay: what happened after the copy was made is
    lost, and the log must not look as if it never had been."""
    names = [FILES] if (target / HEADS_FOLDER).exists() else [FILES, HEADS]
    for name in names:
        with tarfile.open(copy.folder / name) as packed:
            packed.extractall(target, filter="data")


def let_go(keep: int, shelf: Path | None = None) -> int:
    """Take away all but the newest `keep` copies."""
    old = copies(shelf)[keep:]
    for copy in old:
        shutil.rmtree(copy.folder)
    return len(old)
