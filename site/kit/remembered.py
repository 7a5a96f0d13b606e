"""A small table kept in memory, read again when it changed here and after some seconds in any case.

Other processes see an edit when their copy is `SECONDS` old. The transaction that made an edit reads past the copy
until it ends, because the edit may still be rolled back and a copy made meanwhile would outlive it.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

T = TypeVar("T")
SECONDS = 20.0


class Remembered(Generic[T]):
    def __init__(self, load: Callable[[], T], *models: type[Model]) -> None:
        """`load` reads the table; a row of one of `models` saved or deleted in this process is noticed at once."""
        self._load = load
        self._kept: tuple[float, T] | None = None
        self._edited_in: weakref.ref[Any] = weakref.ref(type(self))
        for model in models:
            for signal in (post_save, post_delete):
                signal.connect(self._edited, sender=model, weak=False)

    def get(self) -> T:
        current = _transaction("default")
        if current is not None and self._edited_in() is current:
            return self._load()
        instant, kept = time.monotonic(), self._kept
        if kept is None or instant - kept[0] >= SECONDS:
            kept = self._kept = (instant, self._load())
        return kept[1]

    def clear(self) -> None:
        """Read again at the next call."""
        self._kept = None

    def _edited(self, *, using: str, raw: bool = False, **_signal: Any) -> None:
        self.clear()
        edit = _transaction(using)
        if edit is not None and not raw:
            self._edited_in = weakref.ref(edit)
            transaction.on_commit(self.clear, using=using)


def _transaction(using: str) -> Any:
    """What stands for the open transaction of this thread, None when there is none."""
    blocks = connections[using].atomic_blocks
    return blocks[0] if blocks else None
