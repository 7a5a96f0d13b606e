"""What the end of a request does to its referral: the agency need not go on."""

from __future__ import annotations

from accounts.models import User
from audit.moves import move
from matching.legal_aid.states import LIVE
from matching.models import AssistanceRequest, Referral
from matching.requests.news import tell
from matching.supervisees.disclosure import end_grants


def end_referral(request: AssistanceRequest, *, by: User | None) -> None:
    """Withdraw the running referral of a request that was withdrawn."""
    for referral in Referral.objects.filter(request=request, status__in=LIVE):
        was = referral.status
        move(referral, "withdraw", by=None)
        end_grants(request, by=by, at_once=True)
        if was != "to_forward":
            tell("legal_aid_withdrawn", request, to=[referral.clerk], url="")
