"""Seeing that the sides of an end part ways, opening its check by itself, and settling it."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit.moves import born, move
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.disputes.models import OutcomeReview
from matching.models import AssistanceRequest, EndReport, Outcome, OutcomeCode
from matching.outcomes import ladder


def what_each_says(request: AssistanceRequest) -> dict[str, int | None]:
    """How far helper, officer and person say this round came; None for whoever has said nothing."""
    here = {"request": request, "round_no": request.round_no}
    report = EndReport.objects.filter(**here).order_by("-version").first()
    outcome = Outcome.objects.filter(**here).first()
    slip = OutcomeCode.objects.filter(**here).exclude(says="").first()
    held_n = report.held_n if report else 0
    # The person's own slip goes before what the officer wrote down for them.
    answer = slip.says if slip else outcome.person_says if outcome else ""
    return {
        "helper": ladder.of_helper([g.get("result", "") for g in report.goals], held_n) if report else None,
        "officer": ladder.of_officer(outcome.need_met, held_n) if outcome else None,
        "person": ladder.PERSON.get(answer),
    }


@transaction.atomic
def open_if_they_part(request: AssistanceRequest) -> OutcomeReview | None:
    """Open the check of a confirmed end whose sides name different steps; once a round, however often it is asked."""
    said = what_each_says(request)
    if said["officer"] is None or not ladder.part_ways(said):
        return None
    known = OutcomeReview.objects.filter(request=request, round_no=request.round_no).first()
    if known:
        return known
    outcome = Outcome.objects.get(request=request, round_no=request.round_no)
    if outcome.place_id is None:  # the legal aid agency's decision: nobody of ours has helped, nor says so
        return None
    row = OutcomeReview(
        request=request, round_no=request.round_no, place=outcome.place, county_code=request.county_code, said=said
    )
    born(row, "open", by=None)
    return row


@transaction.atomic
def settle_review(row: OutcomeReview, *, by: User, finding: str, note: str) -> OutcomeReview:
    """Say whose account stands, after asking all sides. The outcome itself stays as it was confirmed.

    Refused: no finding or reason; one's own confirmation. Law: R-PUR-23.
    """
    policies.require(by, "settle_review", row)
    if finding not in dict(OutcomeReview.FINDINGS) or not note.strip():
        raise Refused(_("选出结论，并写明依据。"), code="finding")
    if Outcome.objects.filter(request=row.request, round_no=row.round_no, confirmed_by=by).exists():
        raise Refused(_("成效是您确认的，让同事复核。"), code="own")
    move(row, "settle", by=by)
    row.finding, row.note, row.settled_by = finding, note.strip(), by
    row.save(update_fields=["finding", "note", "settled_by"])
    return row
