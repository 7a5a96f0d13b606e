"""What `verify_audit` checks besides the log itself: chains of their own that trades hang in from above."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kit.hooks import Registry

# fn() → a sentence for each thing that does not hold, naming the row; nothing when all does.
checks: Registry[Callable[[], Iterable[str]]] = Registry("checks")
