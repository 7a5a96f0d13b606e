"""What quality reviews ask about an organisation's cases: outcomes and answers to offers, never about a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from kit import clock
from matching.disputes.models import OutcomeReview
from matching.models import EndReport, Offer, Outcome
from ngos import hooks

# The person did not come or did not want to: that says nothing of the organisation.
LEFT_OUT = ("no_show", "declined_by_client")


@hooks.outcomes_of.answer
def outcomes_of(org_id: int, a: date, b: date) -> list[dict[str, Any]]:
    """Outcomes confirmed from `a` to `b` of cases at the organisation's places; `disputed` where helper,
    officer and person part ways. Three queries."""
    rows = Outcome.objects.filter(place__org_id=org_id, place__kind="service", **_on("confirmed_at", a, b))
    rows = rows.exclude(code__in=LEFT_OUT).select_related("request").order_by("pk")
    ids = [row.request_id for row in rows]
    marks, told_apart = _marks(ids), _disputed(ids)
    return [
        {
            "ref": f"{row.request.number}:{row.round_no}", "level": row.request.urgency, "met": row.need_met,
            "days": _days(row), "disputed": (row.request_id, row.round_no) in told_apart,
            "mark": marks.get((row.request_id, row.round_no), ""),
        }
        for row in rows
        if row.need_met
    ]  # fmt: skip


def _disputed(request_ids: list[int]) -> set[tuple[int, int]]:
    """The rounds whose sides part ways: the check is open, or found that the helper's account does not stand."""
    rows = OutcomeReview.objects.filter(request_id__in=request_ids).exclude(finding__in=("helper", "unclear"))
    return set(rows.values_list("request_id", "round_no"))


def _days(row: Outcome) -> int:
    since: datetime = row.request.first_response_at or row.request.submitted_at or row.confirmed_at
    return (row.confirmed_at - since).days


def _marks(request_ids: list[int]) -> dict[tuple[int, int], str]:
    """A mark of what the last report of each round says; the words stay here."""
    reports = EndReport.objects.filter(request_id__in=request_ids).order_by("version")
    return {
        (r.request_id, r.round_no): sha256(repr(r.goals).encode()).hexdigest()[:16] for r in reports if r.goals
    }  # fmt: skip


@hooks.answers_to_offers.answer
def answers_to_offers(org_id: int, a: date, b: date) -> list[tuple[int, bool]]:
    rows = Offer.objects.filter(place__org_id=org_id, status__in=("accepted", "declined"), **_on("status_at", a, b))
    return [(level, status == "declined") for level, status in rows.values_list("request__urgency", "status")]


def _on(field: str, a: date, b: date) -> dict[str, datetime]:
    return {f"{field}__gte": clock.at(a, 0), f"{field}__lt": clock.at(b + timedelta(days=1), 0)}
