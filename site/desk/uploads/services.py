"""Keeping papers and handing them out again: sealed, under names of our own, outside whatever the web server sees.

    kept = keep(request.FILES["paper"], by=request.user)   # in the transaction of the act
    return hand_out(kept, "监护人同意书")                     # after the caller asked for the right

A file whose row was rolled back is swept away within a day.
"""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from desk.uploads.checking import MOST_BYTES, checked
from desk.uploads.models import KeptFile, new_name
from kit import clock, crypto
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import queue

ENDINGS = {KeptFile.Kind.PICTURE: ".jpg", KeptFile.Kind.PDF: ".pdf"}
ORPHAN_HOURS = 24


def keep(upload: Any, *, by: Any) -> KeptFile:
    """Check and keep an uploaded paper. Refused: too large, neither picture nor PDF, or with something active in it."""
    if upload.size is None or upload.size > MOST_BYTES:
        raise Refused(_("文件不能超过 8 MB。拍照时选小一点的尺寸再传。"), code="file_size")
    kind, raw = checked(upload.read())
    return _put(kind, raw, by=by)


def keep_checked(kind: str, raw: bytes, *, by: Any) -> KeptFile:
    """Keep, byte for byte, a paper that was checked when it was handed in and lay sealed since."""
    return _put(KeptFile.Kind(kind), raw, by=by)


def _put(kind: str, raw: bytes, *, by: Any) -> KeptFile:
    kept = KeptFile(name=new_name(), kind=kind, size=len(raw), by=by, made_at=clock.machine_now())
    kept.mark = hashlib.sha256(raw).hexdigest()
    path = _path(kept.name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(crypto.seal_bytes(raw, _place(kept)))
    kept.save()
    return kept


def read(kept: KeptFile) -> bytes:
    raw = crypto.unseal_bytes(_path(kept.name).read_bytes(), _place(kept))
    if hashlib.sha256(raw).hexdigest() != kept.mark:
        raise crypto.Unreadable(f"{_place(kept)} is not what was kept")
    return raw


def hand_out(kept: KeptFile, title: str) -> HttpResponse:
    """The paper as an answer that a browser shows and never runs; the right to it is the caller's to ask for."""
    response = HttpResponse(read(kept), content_type=kept.kind)
    response["Content-Disposition"] = content_disposition_header(False, f"{title}{ENDINGS[KeptFile.Kind(kept.kind)]}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def throw_away(kept: KeptFile) -> None:
    """The row goes now, the bytes with the next sweep: a roll-back must not leave a row without its paper."""
    kept.delete()


@queue.every(86_400, "desk.sweep_files")
def sweep() -> int:
    """Take away files that no row points at; how many."""
    old = (clock.machine_now() - timedelta(hours=ORPHAN_HOURS)).timestamp()
    paths = {path.name: path for path in _folder().glob("*/*") if path.stat().st_mtime < old}
    for name in KeptFile.objects.filter(name__in=list(paths)).values_list("name", flat=True):
        del paths[name]
    for path in paths.values():
        path.unlink(missing_ok=True)
    return len(paths)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "kept"


def _path(name: str) -> Path:
    return _folder() / name[:2] / name


def _place(kept: KeptFile) -> str:
    return f"desk.keptfile:{kept.name}"
