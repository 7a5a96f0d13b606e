"""How a case stands, and putting it back exactly so: seat, order, meetings, what was released, clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from accounts.models import User
from audit.moves import move
from kit.claims import claim
from kit.errors import Refused
from matching.models import AssistanceRequest, DisclosureGrant, Place, Session
from matching.offers import placing
from matching.resources import caps
from ngos.delivery import services as delivery

BACK = {"accepted": "take_back_c", "planning": "take_back_p", "in_service": "take_back_s", "on_hold": "take_back_h"}


def taken(request: AssistanceRequest) -> dict[str, Any]:
    """Everything that a handover changes, as plain values."""
    accepted = request.offers.filter(status="accepted", round_no=request.round_no).first()
    grants = DisclosureGrant.objects.filter(request=request, ended_at=None)
    return {
        "status": request.status,
        "due_at": _text(request.due_at),
        "paused_at": _text(request.paused_at),
        "status_at": _text(request.status_at),
        "place": request.place_id,
        "helper": request.helper_id,
        "round_no": request.round_no,
        "need_met": request.need_met,
        "ref": placing.ref_of(request),
        "seat_added": bool(accepted and accepted.score.get("seat_added")),
        "sessions": list(Session.objects.filter(request=request, status="booked").values_list("pk", flat=True)),
        "grants": {str(pk): _text(until) for pk, until in grants.values_list("pk", "until_at")},
    }


def put_back(request: AssistanceRequest, before: dict[str, Any], *, by: User) -> None:
    """Refused: the seat was given to another case meanwhile, or contract or provider are full."""
    place = Place.objects.get(pk=before["place"])
    if before["seat_added"]:
        Place.objects.filter(pk=place.pk).update(capacity=F("capacity") + 1)
    if not claim(place) or not caps.claim(place):
        raise Refused(placing.full(), code="place_full")
    delivery.reopen_order(before["ref"], by=by)
    move(request, BACK[before["status"]], by=by, due_at=_moment(before["due_at"]))
    columns = {name: before[name] for name in ("round_no", "need_met")}
    columns |= {"place_id": before["place"], "helper_id": before["helper"]}
    columns |= {name: _moment(before[name]) for name in ("due_at", "paused_at", "status_at")}
    AssistanceRequest.objects.filter(pk=request.pk).update(**columns)
    for session in Session.objects.filter(pk__in=before["sessions"], status="not_held"):
        move(session, "restore", by=None)
    grants_back(before)


def grants_back(before: dict[str, Any]) -> None:
    for pk, until in before["grants"].items():
        DisclosureGrant.objects.filter(pk=pk).update(ended_at=None, until_at=_moment(until))


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
