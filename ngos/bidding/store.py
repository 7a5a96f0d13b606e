"""Where sealed things lie, outside the database: envelopes in one folder, the erasure keys of live bids in two others.

A bid whose erasure key is gone cannot be opened by anybody, with a restored backup of the database neither: so the
folders of erasure keys are never part of a backup of the database (docs/operations.md).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from config import env
from ngos.bidding.envelope import KEY, NONCE, DoesNotOpen


def keep(place: str, sealed: bytes, erasure_key: bytes) -> None:
    """Keep an envelope and its erasure key under a name; both folders of keys have it before this returns."""
    for folder in _key_folders():
        _write(folder / place, wrap(erasure_key, place))
    _write(_envelopes() / place, sealed)


def envelope_of(place: str) -> bytes:
    try:
        return (_envelopes() / place).read_bytes()
    except FileNotFoundError:
        raise DoesNotOpen from None


def erasure_key_of(place: str) -> bytes:
    """From either folder: one disk may be lost. DoesNotOpen: destroyed, or not ours."""
    for folder in _key_folders():
        with contextlib.suppress(FileNotFoundError):
            return unwrap((folder / place).read_bytes(), place)
    raise DoesNotOpen


def destroy(place: str) -> None:
    """Overwrite and remove the erasure key everywhere, then the envelope: the bid opens for nobody any more."""
    for folder in _key_folders():
        path = folder / place
        with contextlib.suppress(FileNotFoundError):
            size = path.stat().st_size
            with path.open("r+b") as out:
                out.write(os.urandom(size))
                out.flush()
                os.fsync(out.fileno())
            path.unlink()
    (_envelopes() / place).unlink(missing_ok=True)


def forget_key(place: str) -> None:
    """After the opening the key has done its work; the envelope stays as evidence."""
    for folder in _key_folders():
        (folder / place).unlink(missing_ok=True)


def places() -> Iterator[tuple[str, float]]:
    """The name of each bid that has an erasure key, and since when (machine seconds)."""
    seen: set[str] = set()
    for folder in _key_folders():
        for path in folder.glob("*"):
            if path.name not in seen and not path.name.startswith("."):
                seen.add(path.name)
                with contextlib.suppress(FileNotFoundError):
                    yield path.name, path.stat().st_mtime


# --- the platform's own keys ---------------------------------------------------------------------------------------
def wrap(plain: bytes, what: str) -> bytes:
    """Sealed by the key that lies outside database and backups, bound to what it is for."""
    nonce = os.urandom(NONCE)
    return nonce + _kek().encrypt(nonce, plain, what.encode())


def unwrap(wrapped: bytes, what: str) -> bytes:
    try:
        return _kek().decrypt(bytes(wrapped[:NONCE]), bytes(wrapped[NONCE:]), what.encode())
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None


def bidders_secret() -> bytes:
    return env.key_file(Path(settings.KEY_DIR) / "bidders", KEY)


def receipt_signer() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(env.key_file(Path(settings.KEY_DIR) / "receipts", KEY))


def receipt_public() -> bytes:
    return receipt_signer().public_key().public_bytes_raw()


def _kek() -> AESGCM:
    return AESGCM(env.key_file(Path(settings.KEY_DIR) / "sealing", KEY))


# --- files ---------------------------------------------------------------------------------------------------------
def _envelopes() -> Path:
    return Path(settings.VAR_DIR) / "envelopes"


def _key_folders() -> tuple[Path, Path]:
    return Path(settings.KEY_DIR) / "erasure", Path(settings.ERASURE_MIRROR)


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
