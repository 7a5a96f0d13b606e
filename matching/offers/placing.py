"""Taking a place for a request and giving it back: seats, engagement or order, all in the deciding transaction."""

from __future__ import annotations

from django.db.models import F

from accounts.models import User
from kit.claims import claim, release
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.applications import seats
from matching.models import AssistanceRequest, Place
from matching.planning import standing
from matching.resources import caps
from ngos import queries as ngos
from ngos.delivery import services as delivery
from volunteers.hours import services as hours


def ref_of(request: AssistanceRequest) -> str:
    """What lower trades know a round of a request by; it tells nothing of the person."""
    return f"{request.number}/{request.round_no}"


def full() -> str:
    return _("最后一个名额刚刚被占用，这次接受没有生效。")


def take(
    request: AssistanceRequest, place: Place, *, by: User, worker: User, plan: str, over_number: bool = False
) -> bool:
    """Take one seat of `place`. Refused when somebody else took the last one.

    `over_number`: a county manager let this one in beyond the number and the place agreed. True when a seat was
    added for it, which goes again when it is given back. Caps of provider, contract and volunteer hold all the same.
    """
    added = over_number and _add_seat(place)
    if not claim(place):
        raise Refused(full(), code="place_full")
    if not caps.claim(place):
        raise Refused(_("这家单位承接的人数已满，或已暂停承接。"), code="supplier_full")
    standing.trim(place.pk)
    if place.volunteer_id:
        hours.open_engagement(place.volunteer, by=by, ref=ref_of(request), office=request.office, plan=plan)
    elif place.kind == "job":
        seats.refer(request, place)
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
    return added


def _add_seat(place: Place) -> bool:
    return Place.objects.filter(pk=place.pk, taken__gte=F("capacity")).update(capacity=F("capacity") + 1) == 1


def give_back(request: AssistanceRequest, *, by: User | None) -> None:
    """Free the seat that a request holds and end what was opened for it. Who was hired keeps the post for good."""
    if request.place is None:
        return
    seats.end_open(request)
    caps.release(request.place)
    if seats.is_hired(request):
        return
    release(request.place)
    accepted = request.offers.filter(status="accepted", round_no=request.round_no).first()
    if accepted and accepted.score.get("seat_added"):
        Place.objects.filter(pk=request.place_id, capacity__gt=F("taken")).update(capacity=F("capacity") - 1)
    hours.end_engagement(ref_of(request), by=by)
    delivery.end_order(ref_of(request), by=by)
