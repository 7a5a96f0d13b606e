"""Help that ends because it may not or will not go on: consent taken back (R-PI-05), a pause without a return."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit.moves import move
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import AssistanceRequest, Consent
from matching.outcomes.services import EARLY, WITHDRAW, end_early, withdraw_request
from matching.supervisees.disclosure import end_grants
from matching.supervisees.services import withdraw_consent


def resting_on(consent: Consent) -> list[AssistanceRequest]:
    """The open requests that rest on this consent, oldest first."""
    rows = AssistanceRequest.objects.filter(consent=consent).exclude(status__in=("closed", "cancelled"))
    return list(rows.select_related("client", "place", "helper", "consent", "officer").order_by("pk"))


@transaction.atomic
def take_consent_back(consent: Consent, *, by: User) -> Consent:
    """Withdraw consent and stop all that rests on it, in one act.

    A draft stays without its ground; what waits or looks for a place is withdrawn, live offers revoked; running
    help ends, its end report owed; every grant ends at once. Law: R-PI-05.
    """
    withdraw_consent(consent, by=by)
    for request in resting_on(consent):
        _stop(request, by)
    return consent


@transaction.atomic
def end_paused(request: AssistanceRequest, *, by: User, reason: str, note: str = "") -> AssistanceRequest:
    """End help that is paused and will not go on; the end report is still owed."""
    policies.require(by, "end_held", request)
    if reason not in EARLY:
        raise Refused(_("选出提前结束的原因。"), code="reason")
    move(request, "end_held", by=by, reason=reason, note=note)
    return request


def _stop(request: AssistanceRequest, by: User) -> None:
    if request.status == "draft":
        request.consent = None
        request.save()
        return
    if request.status in WITHDRAW:
        withdraw_request(request, by=by, reason="consent_withdrawn")
    elif request.status == "in_service":
        end_early(request, by=by, reason="client_stopped", note="consent_withdrawn")
    elif request.status == "on_hold":
        end_paused(request, by=by, reason="client_stopped")
    end_grants(request, by=by, at_once=True)
