"""What a coordinator sets going for many requests at once: look again for places, remind whoever must act."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.coordination.queries import OVER, County
from matching.models import AssistanceRequest
from matching.offers.services import LIVE, rerun_waiting, who_answers
from matching.requests.news import recipients, tell
from messaging import queue
from messaging.models import Job

RERUN = "matching.rerun_county"
HELPING = ("accepted", "planning", "in_service", "closing")


@transaction.atomic
def rerun_county(county: County, *, by: User) -> Job:
    """Look again for a place for every request of the county that waits; one run at a time."""
    policies.require(by, "rerun_county", county)
    payload = {"county": county.county_code}
    waiting = Job.objects.filter(kind=RERUN, payload=payload, state=Job.State.QUEUED, by=by).first()
    return waiting or queue.enqueue(RERUN, payload, by=by, visible=True)


@queue.handler(RERUN)
def rerun(job: Any) -> dict[str, int]:
    return {"found": rerun_waiting(county_code=job.payload["county"])}


@transaction.atomic
def nudge_requests(requests: Iterable[AssistanceRequest], *, by: User) -> int:
    """Remind whoever must act on each of these late requests, each person once a day; how many heard.

    Refused: nothing chosen; one is not late or not of the county.
    """
    requests = list(requests)
    if not requests:
        raise Refused(_("先勾选要提醒的需求。"), code="none")
    heard = 0
    for request in requests:
        policies.require(by, "nudge_request", request)
        if request.status in OVER or request.paused_at or not request.due_at or request.due_at > clock.now():
            raise Refused(_("%(number)s 没有超时，不用提醒。") % {"number": request.number}, code="not_late")
        for person, url in _owing(request):
            once = f"nudge:{request.pk}:{person.pk}:{clock.today().isoformat()}"
            heard += tell("request_nudged", request, to=[person], url=url, once=once)
        trail.record("request.nudge", request, by=by, county=request.county_code)
    return heard


def _owing(request: AssistanceRequest) -> list[tuple[User, str]]:
    """Who must act now, and the page on which they do."""
    page = reverse("matching:request", args=[request.number])
    if request.status == "offered":
        live = request.offers.filter(status__in=LIVE).select_related("place__volunteer__user", "place__partner")
        return [(p, reverse("matching:offer", args=[o.pk])) for o in live for p in who_answers(o.place)]
    if request.status == "awaiting_approval":
        return [(p, page) for p in recipients("request_to_approve", request)]
    if request.status in HELPING and request.helper:
        return [(request.helper, page)]
    return [(request.officer, page)]
