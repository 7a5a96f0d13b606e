"""The cache of an installation without Redis: files that several processes share, counted and locked truly."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

LOCKS = 64  # files to lock; two keys that share one wait for each other for a moment
TIDY_EVERY = 500  # on average one write in so many takes expired entries away


class FileCache(FileBasedCache):
    """Django's own lets two processes `add` one key, and throws random entries away when there are 300.

    Log-in limits rest on both: with it, whoever makes many keys could wipe the count of wrong passwords.
    """

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with self._alone(key, version):
            return super().add(key, value, timeout, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        with self._alone(key, version):
            return super().incr(key, delta, version)

    @contextmanager
    def _alone(self, key: Any, version: int | None) -> Iterator[None]:
        self._createdir()
        number = zlib.crc32(self._key_to_file(key, version).encode()) % LOCKS
        with (Path(self._dir) / f"lock-{number}").open("ab") as held:
            locks.lock(held, locks.LOCK_EX)
            try:
                yield
            finally:
                locks.unlock(held)

    def _cull(self) -> None:
        if random.random() * TIDY_EVERY < 1:  # noqa: S311 - no secret hangs on it
            for name in self._list_cache_files():
                try:
                    with Path(name).open("rb") as entry:
                        self._is_expired(entry)
                except FileNotFoundError:
                    continue
