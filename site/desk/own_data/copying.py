"""A copy of what is kept about one person, in plain values: the same for the file and for the page (R-PI-05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Model, Value
from django.utils.functional import Promise

from accounts.models import User
from desk.hooks import Kept, kept
from kit.clock import SHANGHAI
from kit.sentences import gettext as _

Line = tuple[str, Any]


@dataclass(frozen=True)
class Part:
    """One kind of record: `rows` are lists of (label, value), values as JSON takes them."""

    label: str
    until: str
    rows: list[list[Line]]


def parts_of(user: User) -> Iterator[Part]:
    """Everything that is kept about this person, kind by kind; one query a kind, and nothing of what there is not."""
    for kind in kept:
        if rows := [_lines(kind, row) for row in kind.rows(user)]:
            yield Part(str(kind.label), str(kind.until), rows)


def counts_of(user: User) -> list[tuple[str, int, str]]:
    """(kind, number of rows, how long they are kept) of whatever there is, without reading any of it. One query."""
    kinds = list(kept)
    found = [
        # An empty group gives no row at all: what there is none of does not come back.
        kind.rows(user).order_by().annotate(kind_no=Value(n)).values("kind_no").annotate(n=Count("pk"))
        for n, kind in enumerate(kinds)
    ]
    rows = found[0].union(*found[1:], all=True)
    counts = sorted((row["kind_no"], row["n"]) for row in rows)
    return [(str(kinds[no].label), n, str(kinds[no].until)) for no, n in counts if n]


def as_json(user: User, taken_at: datetime) -> dict[str, Any]:
    """The whole copy for a machine: {taken_at, parts: [{kind, kept, rows: [{label: value}]}]}."""
    return {
        "taken_at": taken_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "parts": [
            {"kind": part.label, "kept": part.until, "rows": [dict(row) for row in part.rows]}
            for part in parts_of(user)
        ],
    }


def in_words(value: Any) -> str:
    """A value as somebody reads it on paper."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(in_words(one) for one in value) or "—"
    return str(value)


def _lines(kind: Kept, row: Model) -> list[Line]:
    names: dict[str, Any] = {field.name: field.verbose_name for field in row._meta.concrete_fields}
    columns = [(str(names[name]), _of(row, name)) for name in kind.fields]
    said = {label for label, _value in columns}  # a column says more than what the screens show of it, masked
    return columns + [(str(label), _plain(value)) for label, value in kind.also(row) if str(label) not in said]


def _of(row: Model, name: str) -> Any:
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown()) if shown else _plain(getattr(row, name))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if value is None or (isinstance(value, (bool, int, str)) and not isinstance(value, Promise)):
        return value
    return str(value)
