"""What hours ask of whatever is built on them."""

from __future__ import annotations

from collections.abc import Callable

from kit.hooks import Registry
from volunteers.models import ServiceLog

# fn(log) → a sentence that says what rests on these hours (a star, a certificate); "" when nothing does.
resting_on: Registry[Callable[[ServiceLog], str]] = Registry("resting_on")
