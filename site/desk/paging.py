"""Pages of a long list by key, not by number: as quick on the thousandth page as on the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

T = TypeVar("T", bound=Model)
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """What parts/pagination.html shows: the rows, and the keys of the pages on both sides."""

    items: list[T]
    has_older: bool
    has_newer: bool

    @property
    def older(self) -> Any:
        return self.items[-1].pk if self.items else None

    @property
    def newer(self) -> Any:
        return self.items[0].pk if self.items else None


def page(rows: QuerySet[T], request: HttpRequest, *, size: int = SIZE, ascending: bool = False) -> Page[T]:
    """The page that `?after=` or `?before=` asks for, newest first unless `ascending`; the first one else."""
    after, before = _key(request, "after"), _key(request, "before")
    forwards = "pk__gt" if ascending else "pk__lt"
    backwards = "pk__lt" if ascending else "pk__gt"
    order = "pk" if ascending else "-pk"
    if before is not None:
        turned = rows.filter(**{backwards: before}).order_by("-pk" if ascending else "pk")
        found = list(turned[: size + 1])
        return Page(found[:size][::-1], True, len(found) > size)
    rows = rows.filter(**{forwards: after}) if after is not None else rows
    found = list(rows.order_by(order)[: size + 1])
    return Page(found[:size], len(found) > size, after is not None)


def _key(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
