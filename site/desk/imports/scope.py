"""Who sees which imports and which of their rows: the kind says it, the screens ask here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from desk import hooks
from desk.imports.kinds import ImportKind
from desk.imports.models import ImportBatch, ImportRow
from kit import sentences


def kind_called(code: str) -> ImportKind:
    """The kind, or 404: a batch of a kind that no room brings any more is not shown."""
    for kind in hooks.import_kinds:
        if kind.code == code:
            return kind
    raise Http404


def kinds_for(user: Any) -> list[ImportKind]:
    """What this person may upload, in the order the rooms hung it in."""
    return [kind for kind in hooks.import_kinds if kind.may_upload(user)]


def is_reader(user: Any) -> bool:
    """Whether imports concern this person at all: as an uploader, or as somebody whose rows come in."""
    return any(kind.scope(user) is not None for kind in hooks.import_kinds)


def visible_to(user: Any) -> QuerySet[ImportBatch]:
    """The batches of which the person uploaded or may see rows."""
    wanted = Q(pk__in=())
    for kind in hooks.import_kinds:
        wanted |= _of_kind(kind, user)
    return ImportBatch.objects.filter(wanted).select_related("by", "job")


def _of_kind(kind: ImportKind, user: Any) -> Q:
    scope = kind.scope(user)
    if scope is None:
        return Q(pk__in=())
    if not scope:
        return Q(kind=kind.code)
    some = Q(Exists(ImportRow.objects.filter(scope, batch=OuterRef("pk"))))
    own = Q(by=user) if kind.may_upload(user) else Q(pk__in=())
    return Q(kind=kind.code) & (some | own)


def rows_for(batch: ImportBatch, user: Any) -> QuerySet[ImportRow]:
    scope = kind_called(batch.kind).scope(user)
    return batch.rows.none() if scope is None else batch.rows.filter(scope)


def counts(rows: QuerySet[ImportRow]) -> dict[str, int]:
    """How many rows there are of each verdict."""
    found = rows.order_by().values_list("verdict").annotate(n=Count("pk"))
    return {verdict: n for verdict, n in found if verdict}


def outcomes(rows: QuerySet[ImportRow]) -> dict[str, int]:
    found = rows.order_by().values_list("outcome").annotate(n=Count("pk"))
    return {outcome: n for outcome, n in found if outcome}


def said(row: ImportRow, *, wide: bool) -> Iterator[dict[str, Any]]:
    """What is said about a row; whoever sees all counties reads the wide sentences in place of the others."""
    for kept in (*(row.wide_faults if wide and row.wide_faults else row.faults), *row.warnings):
        yield {**kept, "sentence": sentences.told(kept)}


def shown(row: ImportRow, columns: Any) -> dict[str, str]:
    """The cells of a row a person may see; of a hidden row none, whoever asks (law: R-MIN-02)."""
    if row.is_hidden:
        return {}
    wanted = tuple(columns)
    if not wanted:
        return {}
    cells = row.cells
    return {name: cells[name] for name in wanted if cells.get(name)}
