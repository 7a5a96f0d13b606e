"""How often something may be tried from outside, counted in the cache that all processes share, by machine time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """No more than `most` tries of one key until `seconds` have passed without another."""

    name: str
    most: int
    seconds: int

    def take(self, key: str) -> bool:
        """Count one try before it is made, so that many at once are not all let through; False when it is one too many.

        A try that was refused does not count: who is locked out and tries again waits no longer for it.
        """
        place = self._place(key)
        if cache.get(place, 0) >= self.most:
            return False
        cache.add(place, 0, self.seconds)
        try:
            n = cache.incr(place)
        except ValueError:  # it ran out between the two
            cache.set(place, 1, self.seconds)
            n = 1
        cache.touch(place, self.seconds)  # a cache of files gives a counted entry its own, shorter life
        return n <= self.most

    def give_back(self, key: str) -> None:
        """The try was an honest one and counts for nothing."""
        place = self._place(key)
        if cache.get(place, 0) > 0:
            cache.decr(place)
            cache.touch(place, self.seconds)

    def _place(self, key: str) -> str:
        return f"limit:{self.name}:{hashlib.sha256(key.encode()).hexdigest()[:40]}"
