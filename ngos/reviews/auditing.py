"""Audits of the provider's own figures: a random sample with a published seed, each record held against what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.delivery import queries as delivery
from ngos.evaluation import drawing
from ngos.models import AuditedFigure, FigureAudit, Flag, Provider, QualityReview
from ngos.reviews.numbers_of_law import SAMPLE


def sample_size(records_n: int, table: Sequence[Sequence[int]]) -> int:
    """From the table of (up to so many records, so many drawn); never more than there are."""
    return min(records_n, next((drawn for most, drawn in table if records_n <= most), table[-1][1]))


def draw(
    provider: Provider, a: date, b: date, *, by: User | None, review: QualityReview | None = None
) -> FigureAudit | None:
    """Draw the sample; None when the provider wrote nothing down in these days."""
    rows = {
        f"delivery:{pk}": f"{on} · {minutes}"
        for pk, on, minutes in delivery.deliveries_of(provider.pk, a, b)
        .order_by("pk")
        .values_list("pk", "on", "minutes")
    }
    if not rows:
        return None
    seed, candidates = drawing.new_seed(), sorted(rows)
    audit = FigureAudit.objects.create(
        provider=provider, review=review, from_on=a, to_on=b, seed=seed, candidates=candidates, drawn_by=by,
        drawn_at=clock.now(),
    )  # fmt: skip
    size = sample_size(len(candidates), rules.value(SAMPLE))
    AuditedFigure.objects.bulk_create(
        AuditedFigure(audit=audit, ref=ref, about=rows[ref][:80]) for ref in drawing.drawn(seed, candidates, size)
    )
    trail.record("figure_audit.draw", audit, by=by, detail={"of": len(candidates), "drawn": size})
    return audit


@transaction.atomic
def draw_audit(provider: Provider, *, by: User, from_on: date, to_on: date) -> FigureAudit:
    """Start an audit without a review, for instance after a flag. Refused: nothing was written down."""
    policies.require(by, "draw_audit", provider)
    audit = draw(provider, from_on, to_on, by=by)
    if audit is None:
        raise Refused(_("这段时间没有服务记录可以核查。"), code="nothing")
    return audit


@transaction.atomic
def judge_figure(figure: AuditedFigure, *, by: User, verdict: str, note: str = "") -> FigureAudit:
    """Say whether one drawn record is true; with the last one the audit is done. Refused: false without a ground."""
    policies.require(by, "judge_figure", figure.audit)
    audit = FigureAudit.objects.select_for_update(of=("self",)).get(pk=figure.audit_id)
    if audit.done_at:
        raise Refused(_("这次核查已经完成。"), code="done")
    if verdict not in AuditedFigure.Verdict.values:
        raise Refused(_("选属实、不实或无法核实。"), code="verdict")
    if verdict == "false" and not note.strip():
        told = _("认定不实的写明依据。")
        raise Refused(told, code="note", at={"note": [told]})
    AuditedFigure.objects.filter(pk=figure.pk).update(verdict=verdict, note=note.strip()[:200], by=by)
    trail.record("figure_audit.judge", audit, by=by, detail={"ref": figure.ref, "verdict": verdict})
    _close_when_whole(audit)
    return audit


def _close_when_whole(audit: FigureAudit) -> None:
    verdicts = list(audit.figures.values_list("verdict", flat=True))
    if not all(verdicts):
        return
    audit.false_n = verdicts.count("false")
    audit.checked_n = audit.false_n + verdicts.count("true")
    audit.done_at = clock.now()
    audit.save(update_fields=["false_n", "checked_n", "done_at"])


def found_in(review: QualityReview) -> tuple[int, int]:
    """(false, checked) of the audits that were done on days of this review."""
    rows = FigureAudit.objects.filter(provider_id=review.provider_id, done_at__isnull=False)
    rows = rows.filter(from_on__lte=review.to_on, to_on__gte=review.from_on)
    told = list(rows.values_list("false_n", "checked_n"))
    return sum(f for f, _n in told), sum(n for _f, n in told)


@transaction.atomic
def audit_flag(flag: Flag, *, by: User, from_on: date, to_on: date) -> Flag:
    """Look into a flag by a random sample. Refused: closed already; nothing was written down."""
    policies.require(by, "draw_audit", flag.provider)
    if flag.audit_id or flag.closed_by_id:
        raise Refused(_("这条提示已经处理。"), code="closed")
    flag.audit = draw_audit(flag.provider, by=by, from_on=from_on, to_on=to_on)
    flag.save(update_fields=["audit"])
    return flag


@transaction.atomic
def close_flag(flag: Flag, *, by: User, reason: str) -> Flag:
    """Put a flag away with the reason why it is harmless."""
    policies.require(by, "close_flag", flag)
    if flag.audit_id or flag.closed_by_id:
        raise Refused(_("这条提示已经处理。"), code="closed")
    if not reason.strip():
        raise Refused(_("写明原因。"), code="reason")
    flag.closed_by, flag.closed_reason = by, reason.strip()[:200]
    flag.save(update_fields=["closed_by", "closed_reason"])
    trail.record("flag.close", flag, by=by, detail={"kind": flag.kind})
    return flag
