"""What a later register changes in a file that is there: differences, a move to another office, and the way back."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from audit import trail
from audit.models import AuditEvent, Move
from kit.sentences import gettext as _
from matching.groups.models import CorrectionGroup
from matching.models import AssistanceRequest, Client, Offer
from matching.offices import coordinator_of
from matching.supervisees import services
from matching.supervisees.models import IN_REGISTER
from matching.supervisees.register import Reading

# What a later file may change; names of columns of Client. What the office itself keeps is not here.
FROM_PAPER = (
    *("full_name", "phone", "address", "guardian", "education", "employment", "offence", "remark"),
    *("category", "start_on", "end_on", "town_id", "county_code", "office_id"),
)
DAYS = ("start_on", "end_on")


def differences(client: Client, reading: Reading) -> dict[str, Any]:
    """The columns that the paper says otherwise. An empty cell, or a phone nobody can read, takes nothing away."""
    said = reading.columns
    changes = {n: said[n] for n in FROM_PAPER if said.get(n) not in ("", None) and said[n] != getattr(client, n)}
    if "offence" in changes:
        changes |= {"offence_groups": said["offence_groups"], "offence_unmapped": said["offence_unmapped"]}
    if reading.is_minor and not client.is_minor_track:  # set by a corrected first day, never taken away: R-MIN-03
        changes["is_minor_track"] = True
    if "office_id" in changes:  # the new office names its own officer
        changes |= {"x_m": said["x_m"], "y_m": said["y_m"], "officer_id": None, "deputy_id": None}
    return changes


def renew(client: Client, changes: dict[str, Any], *, by: User) -> dict[str, Any]:
    """Write the changes; comes back with what was and what is now, as JSON, for the way back."""
    was = {name: _plain(getattr(client, name)) for name in changes}
    services.update_client(client, by=by, **changes)
    if "office_id" in changes:
        _requests_follow(client, by=by)
    return {"was": was, "now": {name: _plain(value) for name, value in changes.items()}}


def put_back(client: Client, before: dict[str, Any], *, by: User) -> None:
    """Take a renewal back; the requests go back to the office with the file."""
    was = {name: _from_plain(name, value) for name, value in before["was"].items()}
    services.update_client(client, by=by, **was)
    if "office_id" in was:
        _requests_follow(client, by=by)


def renewal_is_used(client: Client, before: dict[str, Any]) -> str:
    """Why a renewal stays: something of it was changed again, or the file has ended. "" when nothing was."""
    if client.status not in IN_REGISTER:
        return _("这份档案已经结束。")
    if any(_plain(getattr(client, name)) != value for name, value in before["now"].items()):
        return _("导入之后又改过，撤销会丢掉后来的修改。")
    return ""


def file_is_used(client: Client) -> str:
    """Why a file that an import made stays: somebody has worked on it. "" when nobody has."""
    if AssistanceRequest.objects.filter(client=client).exists():
        return _("这份档案已有帮扶需求。")
    kept = (
        client.consents,
        client.conflicts,
        client.orders,
        client.assessments.filter(version__gt=1),
        client.help_plans,
    )
    ends = Move.objects.filter(thing_type=Client._meta.label, thing_id=client.pk, verb="end", by__isnull=False)
    changed = AuditEvent.objects.filter(thing_type=Client._meta.label, thing_id=str(client.pk), action="client.update")
    if Client.objects.filter(earlier=client).exists():
        return _("这个人之后又有新的档案。")
    if CorrectionGroup.objects.filter(client=client).exists():
        return _("这份档案已在使用。")
    if client.officer_id or changed.exists() or ends.exists() or any(rows.exists() for rows in kept):
        return _("这份档案已在使用。")
    return ""


def _requests_follow(client: Client, *, by: User) -> None:
    """What is open for the person goes to the office that keeps the file, and its messages to somebody there."""
    where = {"office_id": client.office_id, "county_code": client.county_code}
    rows = AssistanceRequest.objects.filter(client=client).exclude(status__in=("closed", "cancelled"))
    somebody = client.officer or coordinator_of(client.office)
    offers = Offer.objects.filter(request__in=list(rows.values_list("pk", flat=True)), status__in=("sent", "question"))
    offers.update(county_code=client.county_code)
    n = rows.update(**where, **({"officer": somebody} if somebody else {}))
    trail.record("client.transfer", client, by=by, fields=["office", "county_code"], detail={"requests": n})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_plain(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DAYS and value else value
