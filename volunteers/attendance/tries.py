"""Wrong codes are counted, so that nobody finds a right one by trying."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from kit.errors import Refused
from kit.sentences import gettext as _


@dataclass(frozen=True)
class Tries:
    """At most so many wrong ones in so many seconds for each key. Twenty at six figures find one in 25,000 times."""

    name: str
    most: int
    seconds: int

    def count(self, key: str) -> None:
        # In the cache, not in a row: a refusal takes back what its transaction wrote.
        try:
            cache.incr(self._key(key))
        except ValueError:
            cache.add(self._key(key), 1, self.seconds)

    def refuse_too_many(self, key: str) -> None:
        if (cache.get(self._key(key)) or 0) >= self.most:
            raise Refused(_("不对的码太多了，过几分钟再试，或请组织者登记。"), code="too_many")

    def _key(self, key: str) -> str:
        return f"tries:{self.name}:{key}"
