"""Taking a place for a request and giving it back: seats, engagement or order, all in the deciding transaction."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from kit.claims import claim, release
from kit.errors import Refused
from matching.models import AssistanceRequest, Place
from ngos import queries as ngos
from ngos.delivery import services as delivery
from volunteers.hours import services as hours


def ref_of(request: AssistanceRequest) -> str:
    """What lower trades know a round of a request by; it tells nothing of the person."""
    return f"{request.number}/{request.round_no}"


def full() -> str:
    return _("最后一个名额刚刚被占用，这次接受没有生效。")


def take(request: AssistanceRequest, place: Place, *, by: User, worker: User, plan: str) -> None:
    """Take one seat of `place`. Refused when somebody else took the last one."""
    if not claim(place):
        raise Refused(full(), code="place_full")
    if place.volunteer_id:
        hours.open_engagement(place.volunteer, by=by, ref=ref_of(request), office=request.office, plan=plan)
    elif place.kind == "service":
        provider = ngos.provider_of(place.org_id)
        if provider is None:
            raise Refused(_("这家机构还没有入库，不能承接。"), code="provider_unknown")
        delivery.open_order(
            provider,
            by=by,
            ref=ref_of(request),
            worker=worker,
            contract=place.contract,
            county_code=request.county_code,
        )


def give_back(request: AssistanceRequest, *, by: User | None) -> None:
    """Free the seat that a request holds and end what was opened for it."""
    if request.place is None:
        return
    release(request.place)
    hours.end_engagement(ref_of(request), by=by)
    delivery.end_order(ref_of(request), by=by)
