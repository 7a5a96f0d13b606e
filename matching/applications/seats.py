"""What a job application does to the seat of its post: reserved from the start, kept for good by the hire."""

from __future__ import annotations

from audit.moves import born, move
from kit import clock
from matching.applications.states import LIVE
from matching.models import AssistanceRequest, JobApplication, Place


def refer(request: AssistanceRequest, place: Place) -> JobApplication:
    """Begin the application with the seat that was just taken."""
    job_application = JobApplication(
        request=request,
        place=place,
        county_code=request.county_code,
        round_no=request.round_no,
        referred_on=clock.today(),
    )
    born(job_application, "refer", by=None)
    return job_application


def is_hired(request: AssistanceRequest) -> bool:
    return JobApplication.objects.filter(request=request, round_no=request.round_no, status="hired").exists()


def end_open(request: AssistanceRequest) -> None:
    """The request ends or looks elsewhere: what still runs at the post ends with it."""
    for row in JobApplication.objects.filter(request=request, status__in=LIVE):
        JobApplication.objects.filter(pk=row.pk).update(reason="request_ended")
        move(row, "withdraw", by=None, reason="request_ended")
