"""The keys that seal fields, kept in files beside the database and never in it.

`field-1`, `field-2`, … in KEY_DIR open what they sealed, the highest number seals what is new. `index` is the
root of the blind indexes and is not rotated: every stored index would have to be worked out again.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from config import env

KEY_BYTES = 32
MOST_KEYS = 255  # the number of a key is one byte of every sealed value


class KeyMissing(Exception):
    """A value was sealed with a key this installation does not have."""


def newest() -> int:
    return max(_numbers(Path(settings.KEY_DIR)))


def cipher(number: int) -> AESGCM:
    return _cipher(Path(settings.KEY_DIR), number)


def add() -> int:
    """Make the next key, which seals from now on; other processes follow when they start again."""
    number = newest() + 1
    if number > MOST_KEYS:
        raise KeyMissing(f"no more than {MOST_KEYS} keys can be told apart")
    _read(Path(settings.KEY_DIR) / f"field-{number}")
    forget()
    return number


def index_key(name: str) -> bytes:
    """The key of one blind index, so that equal values in two fields do not look equal."""
    return _index_key(Path(settings.KEY_DIR), name)


def forget() -> None:
    for kept in (_numbers, _cipher, _index_key):
        kept.cache_clear()


@cache
def _index_key(folder: Path, name: str) -> bytes:
    root = _read(folder / "index")
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"blind-index:{name}".encode()).derive(root)


@cache
def _numbers(folder: Path) -> tuple[int, ...]:
    found = [int(path.name[6:]) for path in folder.glob("field-*") if path.name[6:].isdecimal()]
    return tuple(found) or (1,)


@cache
def _cipher(folder: Path, number: int) -> AESGCM:
    path = folder / f"field-{number}"
    # Only the first key is ever made in passing: a missing later one is a loss, and a new one would hide it.
    if number != 1 and not path.exists():
        raise KeyMissing(f"{path.name} is not in KEY_DIR")
    return AESGCM(_read(path))


def _read(path: Path) -> bytes:
    key = env.key_file(path, KEY_BYTES)
    if len(key) != KEY_BYTES:
        raise KeyMissing(f"{path.name} in KEY_DIR does not hold {KEY_BYTES} bytes")
    return key
