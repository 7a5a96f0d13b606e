"""The page on which a manager reads which few sessions would let the most waiting requests find a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, seats_as
from desk.dates import weekday_and_short_day
from matching import words
from matching.screens import for_roles
from matching.training_needs import reading
from matching.training_needs.cover import Proposal
from training import queries as training


@for_roles(roles.CBM, roles.MUN)
@require_safe
def training_needs(request: HttpRequest) -> HttpResponse:
    """At most three sessions of next month, each with whom to invite, what it opens, and the way to plan it."""
    found = reading.find(request.user)
    context = {
        "found": found,
        "opened": len(found.plan.requests),
        "most": reading.MOST,
        "rows": [_row(request, found, one) for one in found.plan.proposals],
        "trail": [(_("帮扶需求"), reverse("matching:requests"))] if has_role(request.user, roles.CBM) else [],
    }
    return TemplateResponse(request, "matching/training_needs.html", context)


def _row(request: HttpRequest, found: reading.Found, proposal: Proposal) -> dict[str, Any]:
    taught = found.courses[proposal.course]
    requests = [found.requests[pk] for pk in proposal.requests]
    shown = _readable(request, requests)
    named = [v for pk in proposal.invited if _is_near(request, v := found.helpers[pk])]
    return {
        "course": taught.course,
        "gives": words.listed(training.kind_label(kind) for kind in sorted(taught.gives)),
        "seats": taught.seats,
        "invited_n": len(proposal.invited),
        "requests_n": len(requests),
        "plan_url": reverse("training:new_session", args=[taught.course.number]),
        "ahead": taught.ahead,
        "ahead_text": _ahead(taught.ahead) if taught.ahead else "",
        "requests": [{"number": r.number, "need": words.need(r.need)} for r in shown],
        "unnamed_n": len(requests) - len(shown),
        "named": named,
        "others_n": len(proposal.invited) - len(named),
    }


def _ahead(session: Any) -> str:
    said = {"day": weekday_and_short_day(session.starts_at), "place": session.place, "n": session.free}
    return _("%(day)s，%(place)s，空 %(n)d 个名额") % said


def _readable(request: HttpRequest, requests: list[Any]) -> list[Any]:
    """The requests whose page this person may open. A minor's is counted and not named (R-MIN-02)."""
    counties = {seat.county_code for seat in seats_as(request.user, roles.CBM)}
    return [r for r in requests if r.county_code in counties and not r.client.is_minor_track]


def _is_near(request: HttpRequest, volunteer: Any) -> bool:
    """Volunteers are named to the city and to their own county (R-VOL-09)."""
    if has_role(request.user, roles.MUN):
        return True
    return volunteer.county_code in {seat.county_code for seat in seats_as(request.user, roles.CBM)}
