"""A small table kept in memory, read again when it changed here and after some seconds in any case.

Other processes see an edit when their copy is `SECONDS` old. After an edit in this process nothing is kept for as
long, because the edit may still be rolled back and a copy made meanwhile would outlive it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

T = TypeVar("T")
SECONDS = 20.0


class Remembered(Generic[T]):
    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._kept: tuple[float, T] | None = None
        self._not_before = 0.0

    def get(self) -> T:
        instant = time.monotonic()
        kept = self._kept
        if kept is not None and instant - kept[0] < SECONDS:
            return kept[1]
        value = self._load()
        if instant >= self._not_before:
            self._kept = (instant, value)
        return value

    def clear(self) -> None:
        """Read again at the next call; for changes that are already committed."""
        self._kept = None

    def forget(self, **_signal: Any) -> None:
        """Something changed in this process, perhaps in a transaction that is still open."""
        self._kept = None
        self._not_before = time.monotonic() + SECONDS

    def watch(self, *models: type[Model]) -> None:
        for model in models:
            for signal in (post_save, post_delete):
                signal.connect(self.forget, sender=model, weak=False)
