"""Pages of a long list by key, not by number: as quick on the thousandth page as on the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

T = TypeVar("T", bound=Model)
SIZE = 50
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Page(Generic[T]):
    """What parts/pagination.html shows: the rows, and the keys of the pages on both sides."""

    items: list[T]
    has_older: bool
    has_newer: bool
    by: str = "pk"

    @property
    def older(self) -> Any:
        return self._key(self.items[-1]) if self.items else None

    @property
    def newer(self) -> Any:
        return self._key(self.items[0]) if self.items else None

    def _key(self, item: T) -> Any:
        return item.pk if self.by == "pk" else f"{getattr(item, self.by).isoformat()}~{item.pk}"


def page(
    rows: QuerySet[T], request: HttpRequest, *, size: int = SIZE, ascending: bool = False, by: str = "pk"
) -> Page[T]:
    """The page that `?after=` or `?before=` asks for, newest first unless `ascending`; the first one else.

    `by` is the primary key, or an instant for which, with the key after it, there is an index.
    """
    after, before = _key(request, "after", by), _key(request, "before", by)
    if before is not None:
        found = list(_from(rows, by, before, up=not ascending)[: size + 1])
        return Page(found[:size][::-1], True, len(found) > size, by)
    found = list(_from(rows, by, after, up=ascending)[: size + 1])
    return Page(found[:size], len(found) > size, after is not None, by)


def _from(rows: QuerySet[T], by: str, key: Key | None, *, up: bool) -> QuerySet[T]:
    """The rows beyond the key, nearest first, upwards or downwards."""
    order, beyond = ("", "gt") if up else ("-", "lt")
    if key is not None and by == "pk":
        rows = rows.filter(**{f"pk__{beyond}": key[0]})
    elif key is not None:
        # The first condition is what the index is searched by; the second takes those before the key out again.
        rows = rows.filter(
            Q(**{f"{by}__{beyond}": key[0]}) | Q(**{f"pk__{beyond}": key[1]}), **{f"{by}__{beyond}e": key[0]}
        )
    return rows.order_by(f"{order}pk") if by == "pk" else rows.order_by(f"{order}{by}", f"{order}pk")


def _key(request: HttpRequest, name: str, by: str) -> Key | None:
    text = request.GET.get(name, "")
    if by == "pk":
        return (int(text),) if _is_number(text) else None
    moment, _tilde, pk = text.rpartition("~")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    return (at, int(pk)) if at and at.tzinfo and _is_number(pk) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
