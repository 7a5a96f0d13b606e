"""What the pages of an import show to one person: figures, rows, sentences, buttons. Rights are asked here, once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Division
from desk import jobs
from desk.imports import rows as row_life
from desk.imports import scope
from desk.imports.kinds import ImportKind
from desk.imports.models import ImportBatch, ImportRow

Verdict, Outcome = ImportRow.Verdict, ImportRow.Outcome
TO_MEND = (Verdict.ERROR, Verdict.HELD, Verdict.GONE)
TONES = {
    "uploaded": "run",
    "previewed": "wait",
    "applying": "run",
    "applied": "ok",
    "undoing": "run",
    "undone": "off",
    "refused": "bad",
    "discarded": "off",
}
VERDICT_TONES = {"new": "ok", "changed": "run", "error": "bad", "held": "wait", "gone": "wait"}


def batch_line(batch: ImportBatch) -> dict[str, Any]:
    kind = scope.kind_called(batch.kind)
    return {"batch": batch, "label": kind.label, "tone": TONES[batch.status], "url": url(batch)}


def url(batch: ImportBatch) -> str:
    return reverse("desk:import", args=[batch.pk])


def narrowed(rows: QuerySet[ImportRow], wanted: str) -> QuerySet[ImportRow]:
    """The rows under one figure; without one, those that somebody should look at."""
    if wanted == "kept":
        return rows.filter(outcome=Outcome.KEPT)
    if wanted == "warned":
        return rows.exclude(warnings=[])
    if wanted == "mended":
        return rows.exclude(mended=[])
    if wanted in Verdict.values and wanted:
        return rows.filter(verdict=wanted)
    return rows.filter(Q(verdict__in=TO_MEND) | Q(outcome=Outcome.KEPT) | ~Q(warnings=[]))


class BatchFace:
    """One import as one person sees it."""

    def __init__(self, batch: ImportBatch, user: Any, rows: QuerySet[ImportRow]) -> None:
        self.batch, self.user, self.rows = batch, user, rows
        self.kind: ImportKind = scope.kind_called(batch.kind)
        self.shown_columns: set[str] = set()
        self.tone = TONES[batch.status]

    def may(self, step: str) -> bool:
        return self.kind.may_act(self.user, self.batch, step)

    # --- where it stands -----------------------------------------------------------------------------------
    @cached_property
    def job(self) -> dict[str, Any] | None:
        """The job that works on it now, as a card."""
        if self.batch.status not in ("uploaded", "applying", "undoing") or self.batch.job is None:
            return None
        return jobs.card(self.batch.job, mine=self.batch.job.by_id == self.user.pk)

    @property
    def running(self) -> bool:
        return self.job is not None and not self.job["is_over"]

    @cached_property
    def figures(self) -> list[dict[str, Any]]:
        """How many rows of each verdict the person may see, each with the address that lists them."""
        counted = scope.counts(self.rows)
        labels = dict(Verdict.choices)
        found = [{"code": v, "label": labels[v], "n": counted.get(v, 0)} for v in Verdict.values if v]
        more = (
            ("warned", _("有提醒"), self.rows.exclude(warnings=[]).count()),
            ("mended", _("已更正写法"), self.rows.exclude(mended=[]).count()),
            ("kept", _("已使用，未撤销"), self.rows.filter(outcome=Outcome.KEPT).count()),
        )
        found += [{"code": code, "label": label, "n": n} for code, label, n in more]
        return [f for f in found if f["n"]]

    @cached_property
    def elsewhere(self) -> int:
        """Rows of the file that are not this person's to see; only counted."""
        return max(0, self.batch.rows_n - self.rows.exclude(row_no=0).count())

    @cached_property
    def wide(self) -> bool:
        found = self.kind.scope(self.user)
        return found is not None and not found

    @cached_property
    def taken(self) -> dict[str, int]:
        return scope.outcomes(self.rows)

    @property
    def results(self) -> list[tuple[Any, int]]:
        labels = dict(Outcome.choices)
        return [(labels[o], self.taken[o]) for o in Outcome.values if o and self.taken.get(o)]

    @cached_property
    def left_n(self) -> int:
        """Rows that should come in and have not."""
        return row_life.to_apply(self.batch, self.kind).count()

    @cached_property
    def is_ready(self) -> bool:
        """Something is to come in or to be decided."""
        return self.left_n > 0 or row_life.to_decide(self.batch, self.kind).exists()

    # --- buttons -------------------------------------------------------------------------------------------
    @property
    def may_apply(self) -> bool:
        return self.batch.status == "previewed" and self.is_ready and self.may("apply")

    @property
    def may_discard(self) -> bool:
        return self.batch.status in ("uploaded", "previewed") and self.may("discard")

    @property
    def may_check_again(self) -> bool:
        stopped = self.batch.status == "uploaded" and not self.running
        return stopped and self.may("check_again")

    @property
    def may_undo(self) -> bool:
        return self.batch.may_be_undone and self.may("undo") and row_life.to_undo(self.batch).exists()

    @property
    def may_resume(self) -> bool:
        return self.batch.status == "applied" and self.left_n > 0 and self.may("resume")

    @property
    def waits_for_other(self) -> bool:
        """It is ready, and somebody else confirms it."""
        return self.batch.status == "previewed" and self.is_ready and not self.may("apply")

    # --- rows ----------------------------------------------------------------------------------------------
    def line(self, row: ImportRow) -> dict[str, Any]:
        row.batch = self.batch
        shown = scope.shown(row, self.kind.shows(self.user, row))
        self.shown_columns |= set(shown)
        return {
            "row": row,
            "no": row.row_no or "—",
            "county": self.counties.get(row.county_code, "—"),
            "verdict": row.get_verdict_display(),
            "tone": VERDICT_TONES.get(row.verdict, ""),
            "cells": list(shown.items()),
            "said": list(scope.said(row, wide=self.wide)),
            "mended": "、".join(row.mended),
            "outcome": row.get_outcome_display() if row.outcome else "",
            "kept_because": row.kept_because,
            "choices": self._choices(row),
        }

    def _choices(self, row: ImportRow) -> list[tuple[str, Any]]:
        if row.verdict not in self.kind.decides or row.outcome or self.batch.status != "applied":
            return []
        if not self.kind.may_decide(self.user, row):
            return []
        own = list(self.kind.choices(row)) if row_life.can_be_read(row) else []
        return [*own, ("leave", _("保留") if row.verdict == Verdict.GONE else _("不导入"))]

    @cached_property
    def counties(self) -> dict[str, str]:
        return dict(Division.objects.filter(level="county").values_list("code", "name"))

    # --- the error sheet -----------------------------------------------------------------------------------
    @cached_property
    def sheet_columns(self) -> list[str]:
        return list(self.kind.sheet_columns(self.user))

    @property
    def has_sheet(self) -> bool:
        return self.rows.filter(verdict__in=TO_MEND).exists()

    def error_sheet(self) -> tuple[list[Any], list[list[Any]]]:
        heads = [_("行号"), _("县区"), _("核对结果"), _("问题"), *self.sheet_columns]
        found = []
        for row in self.rows.filter(verdict__in=TO_MEND).order_by("pk"):
            cells = scope.shown(row, self.sheet_columns)
            said = " ".join(s["sentence"] for s in scope.said(row, wide=self.wide))
            county = self.counties.get(row.county_code, "")
            verdict = row.get_verdict_display()
            found.append([row.row_no or "", county, verdict, said, *(cells.get(c, "") for c in self.sheet_columns)])
        return heads, found
