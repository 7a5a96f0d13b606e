"""How a lower floor gets what only an upper floor knows, without importing it.

A `Registry` is a list that upper floors hang things into. A `Question` is asked below and answered above with
plain values; while nobody has answered, the honest reply is a refusal, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from kit.errors import Refused
from kit.sentences import gettext as _

T = TypeVar("T")


class Registry(Generic[T]):
    def __init__(self, name: str) -> None:
        self.name = name
        self._things: list[T] = []

    def add(self, thing: T) -> T:
        if thing not in self._things:
            self._things.append(thing)
        return thing

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)


class Question:
    def __init__(self, name: str) -> None:
        self.name = name
        self._answer: Callable[..., Any] | None = None

    @property
    def is_answered(self) -> bool:
        """For whoever has an honest reply of their own while the floor above is not there."""
        return self._answer is not None

    def answer(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        self._answer = fn
        return fn

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._answer is None:
            raise Refused(_("现在无法核对这一项，暂不能继续。稍后再试。"), code=f"unanswered:{self.name}")
        return self._answer(*args, **kwargs)
