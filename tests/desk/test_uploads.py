"""Papers that people hand in: what is taken, what is refused, how it is kept, and how it goes out again."""

from __future__ import annotations

import io
import os
import stat
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from desk.uploads import checking, services
from desk.uploads.models import KeptFile
from kit import crypto
from kit.crypto import Unreadable
from kit.errors import Refused

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def upload(raw: bytes, name: str = "paper") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **how: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form, **how)
    return out.getvalue()


def packed(inside: bytes) -> bytes:
    return PDF.replace(
        b"trailer", b"2 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(inside) + b"endstream\ntrailer"
    )


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "kept"


# --- what is taken -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_painted_anew_as_jpeg(cast, folder, form):
    kept = services.keep(upload(picture(form)), by=cast.officer)
    assert kept.kind == "image/jpeg" and Image.open(io.BytesIO(services.read(kept))).format == "JPEG"


def test_where_a_picture_was_taken_stays_behind(cast, folder):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 1.0, 2.0)}  # GPS
    exif[0x010E] = "王芳的家"
    kept = services.keep(upload(picture(exif=exif)), by=cast.officer)
    assert not Image.open(io.BytesIO(services.read(kept))).getexif()
    assert "王芳".encode() not in services.read(kept)


def test_a_large_picture_becomes_smaller_and_stands_upright(cast, folder):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    kept = services.keep(upload(picture(size=(3000, 1500), exif=exif)), by=cast.officer)
    width, height = Image.open(io.BytesIO(services.read(kept))).size
    assert (width, height) == (1200, 2400)


def test_what_hides_behind_a_picture_is_gone(cast, folder):
    kept = services.keep(upload(picture() + b"<?php system('id') ?><script>alert(1)</script>"), by=cast.officer)
    assert b"php" not in services.read(kept) and b"script" not in services.read(kept)


def test_a_plain_pdf_is_kept_as_it_is(cast, folder):
    kept = services.keep(upload(PDF, "x.html"), by=cast.officer)
    assert kept.kind == "application/pdf" and services.read(kept) == PDF


# --- what is refused ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "file_empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "file_kind"),
        (b"<html>", "file_kind"),
        (b"PK\x03\x04", "file_kind"),
        (b"GIF89a" + b"\0" * 40, "file_kind"),
        (picture()[:200], "file_broken"),
        (PDF[:-8], "file_broken"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction 3 0 R"), "file_active"),
        (PDF.replace(b"/Catalog", b"/Catalog/Names<</JavaScript 3 0 R>>"), "file_active"),
        (PDF.replace(b"/Catalog", b"/Catalog/#4a#61vaScript 3 0 R"), "file_active"),
        (PDF.replace(b"trailer<<", b"trailer<</Encrypt 9 0 R"), "file_active"),
        (packed(b"<</S/JavaScript/JS(app.alert(1))>>"), "file_active"),
        (packed(b"<</Type/EmbeddedFile>>"), "file_active"),
        (packed(b"\0" * (checking.MOST_UNPACKED + 1)), "file_size"),
        (b"x" * (checking.MOST_BYTES + 1), "file_size"),
    ],
)
def test_what_is_no_plain_paper_is_refused_and_leaves_nothing(cast, folder, raw, code):
    with pytest.raises(Refused) as why:
        services.keep(upload(raw), by=cast.officer)
    assert why.value.code == code
    assert not KeptFile.objects.exists() and not list(folder.rglob("*"))


def test_a_picture_that_would_fill_the_memory_is_refused_unpainted(cast, folder):
    head = picture("PNG", size=(8, 8))
    wide = (50_000).to_bytes(4, "big")
    chunk = b"IHDR" + wide + wide + head[24:29]
    bomb = head[:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + head[33:]
    with pytest.raises(Refused) as why:
        services.keep(upload(bomb), by=cast.officer)
    assert why.value.code in ("file_pixels", "file_kind")


# --- how it is kept ----------------------------------------------------------------------------------------
def test_the_file_is_sealed_under_a_name_that_says_nothing(cast, folder):
    kept = services.keep(upload(PDF, "王芳身份证.pdf"), by=cast.officer)
    (file,) = (p for p in folder.rglob("*") if p.is_file())
    assert file.name == kept.name and b"PDF" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "王芳" not in str(vars(kept))


def test_a_file_put_in_the_place_of_another_does_not_open(cast, folder):
    one, two = (services.keep(upload(PDF), by=cast.officer) for _n in range(2))
    services._path(one.name).write_bytes(services._path(two.name).read_bytes())
    with pytest.raises(Unreadable):
        services.read(one)


def test_a_file_sealed_anew_with_other_content_does_not_open(cast, folder):
    """Whoever has the keys and the folder but not the database cannot put another paper in."""
    kept = services.keep(upload(PDF), by=cast.officer)
    services._path(kept.name).write_bytes(crypto.seal_bytes(PDF + b" ", services._place(kept)))
    with pytest.raises(Unreadable):
        services.read(kept)


def test_a_roll_back_leaves_no_row_and_the_sweep_takes_the_file(cast, folder):
    officer = cast.officer
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.keep(upload(PDF), by=officer)
        _ = 1 / 0
    staying = services.keep(upload(PDF), by=cast.officer)
    assert not KeptFile.objects.exclude(pk=staying.pk).exists()
    assert services.sweep() == 0, "somebody may be in the midst of it"
    for file in folder.glob("*/*"):
        os.utime(file, (time.time() - 90_000,) * 2)
    assert services.sweep() == 1
    assert services.read(staying) == PDF


def test_what_is_thrown_away_goes_with_the_next_sweep(cast, folder):
    kept = services.keep(upload(PDF), by=cast.officer)
    path = services._path(kept.name)
    services.throw_away(kept)
    os.utime(path, (time.time() - 90_000,) * 2)
    assert services.sweep() == 1 and not path.exists()


# --- how it goes out ---------------------------------------------------------------------------------------
def test_a_browser_shows_the_paper_and_runs_nothing_of_it(cast, folder):
    answer = services.hand_out(services.keep(upload(PDF), by=cast.officer), "监护人同意书")
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    assert (
        answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
        and ".pdf" in answer["Content-Disposition"]
    )
