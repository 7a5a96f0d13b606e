"""One case of a bulk handover: to a colleague, to another organisation by an offer, or back to matching; and undone."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import AssistanceRequest, DisclosureGrant, Reassignment, ReassignmentLine, Session
from matching.offers import placing
from matching.offers.columns import conflict_with
from matching.offers.services import revoke_all, send_offers
from matching.reassigning import snapshots
from matching.reassigning.queries import RUNNING
from matching.requests.news import tell
from matching.requests.turns import hand_over as to_matching
from matching.supervisees.disclosure import FIELDS_FOR, end_grants, grant_agreed
from ngos.delivery import services as delivery

State = ReassignmentLine.State
DONE = (State.OFFERED, State.MATCHING, State.CHANGED)


@transaction.atomic
def hand_over(line: ReassignmentLine, reassignment: Reassignment, *, by: User) -> None:
    """Never dropped: where the target will not do, the case goes back to matching and the line says why."""
    request = _locked(line.request_id)
    if request.status not in RUNNING or request.place is None or request.place.org_id != reassignment.org_id:
        _end(line, State.KEPT, note=_("移交时已不由原承接方在办。"))
        return
    before, reason = snapshots.taken(request), line.reason or reassignment.reason
    if line.to_worker and (why := _change_worker(request, line.to_worker, by=by)) is None:
        _end(line, State.CHANGED, before=before)
    else:
        note = why if line.to_worker else ""
        fields = _released(request)
        to_matching(request, by=by, reason=reason)
        note = _offer(request, line, fields, by=by) if line.place and not note else note
        _end(line, State.OFFERED if line.place and not note else State.MATCHING, before=before, note=note or "")
    tell("request_handed_over", request, to=[request.officer])


def _offer(request: AssistanceRequest, line: ReassignmentLine, fields: list[str], *, by: User) -> str:
    """Send the offer through every gate; why it could not be sent, or ""."""
    try:
        with transaction.atomic():
            send_offers(request, [line.place], by=by, grant_fields=fields)
    except Refused as refusal:
        return " ".join([str(refusal), *map(str, refusal.reasons)])
    return ""


def _change_worker(request: AssistanceRequest, worker: User, *, by: User) -> str | None:
    """Let a colleague carry on, with what was released; None when done, else why not."""
    if conflict_with(request, org_id=request.place.org_id, user_id=worker.pk):
        return _("这位帮扶人与对象存在利害关系，换一位。")
    old = list(DisclosureGrant.objects.filter(request=request, ended_at=None).select_related("granted_by"))
    end_grants(request, by=by, at_once=True)
    request.helper = worker
    request.save(update_fields=["helper"])
    Session.objects.filter(request=request, status="booked").update(worker=worker)
    delivery.change_worker(placing.ref_of(request), by=by, worker=worker)
    for grant in old:
        grant_agreed(request, granted_by=grant.granted_by, to=worker, fields=grant.fields, purpose=grant.purpose)
    return None


@transaction.atomic
def take_back(line: ReassignmentLine, *, by: User) -> None:
    """Put one case back as it stood; one that moved on since stays where it is, and the line says so."""
    request = _locked(line.request_id)
    try:
        with transaction.atomic():
            _take_back(request, line, by=by)
    except Refused as refusal:
        _end(line, State.GONE, note=str(refusal))
        return
    _end(line, State.UNDONE)
    request.refresh_from_db()
    tell("handover_undone", request, to=[request.officer, request.helper])


def _take_back(request: AssistanceRequest, line: ReassignmentLine, *, by: User) -> None:
    before = line.before
    if line.state == State.CHANGED:
        _worker_back(request, before, by=by)
        return
    if request.round_no != before["round_no"] + 1 or request.status not in ("matching", "offered", "waitlisted"):
        raise Refused(_("已由新的承接方接手，没有恢复。"), code="moved_on")
    revoke_all(request, by=None, reason="handover_undone")
    policies.require(by, "change_provider", request)
    snapshots.put_back(request, before, by=by)


def _worker_back(request: AssistanceRequest, before: dict[str, Any], *, by: User) -> None:
    if request.round_no != before["round_no"] or request.status not in RUNNING:
        raise Refused(_("这件帮扶已经有了变化，没有恢复。"), code="moved_on")
    end_grants(request, by=by, at_once=True)
    AssistanceRequest.objects.filter(pk=request.pk).update(helper_id=before["helper"])
    Session.objects.filter(pk__in=before["sessions"], status="booked").update(worker_id=before["helper"])
    delivery.change_worker(before["ref"], by=by, worker=User.objects.get(pk=before["helper"]))
    snapshots.grants_back(before)


def _released(request: AssistanceRequest) -> list[str]:
    """What the helper so far was let read: the next one is let read the same, once they accept."""
    live = DisclosureGrant.objects.filter(request=request, ended_at=None).order_by("-pk").first()
    return [f for f in live.fields if f in FIELDS_FOR[request.category]] if live else []


def _locked(pk: int) -> AssistanceRequest:
    rows = AssistanceRequest.objects.select_for_update(of=("self",))
    return rows.select_related("client", "consent", "officer", "helper", "place__org", "place__volunteer").get(pk=pk)


def _end(line: ReassignmentLine, state: str, *, note: str = "", before: dict[str, Any] | None = None) -> None:
    line.state, line.note = state, note[:300]
    if before is not None:
        line.before = before
    line.save(update_fields=["state", "note", "before"])
