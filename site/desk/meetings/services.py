"""Calling a joint meeting, what lies on its table, and the record of how it went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import OrgUnit, User
from accounts.queries import acting_unit
from audit import trail
from audit.moves import born, move
from desk import policies
from desk.meetings import news
from desk.models import AgendaPoint, Invited, JointMeeting, MeetingPaper
from desk.uploads import services as uploads
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging.words import looks_personal


@transaction.atomic
def call_meeting(
    *, by: User, title: str, starts_at: datetime, place: str, chair: str, units: Iterable[OrgUnit],
    agenda: Iterable[str] = (),
) -> JointMeeting:  # fmt: skip
    """Call units to a table, for the city or for one's own county; each is told.

    Refused: nobody called; a day gone by; a number of a person in the words.
    """
    role = policies.require(by, "call_meeting")
    caller, units = acting_unit(by, role), list(units)
    if starts_at < clock.now():
        raise Refused(_("会议时间要在现在以后。"), code="starts_at")
    if not any(unit.pk != caller.pk for unit in units):
        raise Refused(_("至少选一个参会单位。"), code="units")
    county = caller.county_code if caller.kind == "county_bureau" else ""
    meeting = JointMeeting(
        number=numbers.next_number("LX", str(clock.today().year), 4), title=plain(title, 80), caller=caller,
        county_code=county, starts_at=starts_at, place=plain(place, 80), chair=plain(chair, 40), called_by=by,
    )  # fmt: skip
    born(meeting, "call", by=by)
    _seat(meeting, [caller, *units])
    for point in filter(str.strip, agenda):
        add_point(meeting, by=by, title=point)
    news.tell_meeting("meeting_called", meeting, [u for u in units if u.pk != caller.pk], place=meeting.place)
    return meeting


@transaction.atomic
def add_point(meeting: JointMeeting, *, by: User, title: str, unit: OrgUnit | None = None) -> AgendaPoint:
    """Put one thing more on the agenda. Refused: the meeting is over."""
    policies.require(by, "hold_meeting", meeting)
    meeting = to_come(meeting)
    last = meeting.agenda.aggregate(n=Max("no"))["n"] or 0
    point = AgendaPoint.objects.create(meeting=meeting, no=last + 1, title=plain(title, 120), unit=unit)
    trail.record("joint_meeting.agenda", meeting, by=by, detail={"point": point.no})
    return point


@transaction.atomic
def invite_units(meeting: JointMeeting, *, by: User, units: Iterable[OrgUnit]) -> JointMeeting:
    """Call more units; those who are called already are not told again."""
    policies.require(by, "hold_meeting", meeting)
    meeting = to_come(meeting)
    news.tell_meeting("meeting_called", meeting, _seat(meeting, units), place=meeting.place)
    trail.record("joint_meeting.invite", meeting, by=by)
    return meeting


@transaction.atomic
def add_paper(meeting: JointMeeting, *, by: User, title: str, file: Any) -> MeetingPaper:
    """Lay a paper on the table, checked and sealed; whoever is called reads it. Refused: the meeting was cancelled."""
    policies.require(by, "hold_meeting", meeting)
    if meeting.status == "cancelled":
        raise Refused(_("会议已取消，不能再加材料。"), code="cancelled")
    paper = MeetingPaper.objects.create(meeting=meeting, title=plain(title, 80), kept=uploads.keep(file, by=by))
    trail.record("joint_meeting.paper", meeting, by=by, detail={"paper": paper.pk})
    return paper


@transaction.atomic
def hold_meeting(meeting: JointMeeting, *, by: User, minutes: str, came: Iterable[OrgUnit]) -> JointMeeting:
    """Write down that it was held, who came and what was said. Refused: it has not begun; nobody came."""
    policies.require(by, "hold_meeting", meeting)
    meeting = to_come(meeting)
    if meeting.starts_at > clock.now():
        raise Refused(_("会议还没有开始，开始以后再记录。"), code="early")
    here = {unit.pk for unit in came}
    if not here:
        raise Refused(_("至少勾选一个到会单位。"), code="came")
    move(meeting, "hold", by=by)
    meeting.minutes = plain(minutes, 10_000)
    meeting.save(update_fields=["minutes"])
    for row in meeting.invited.all():
        row.came = row.unit_id in here
        row.save(update_fields=["came"])
    return meeting


@transaction.atomic
def cancel_meeting(meeting: JointMeeting, *, by: User, reason: str) -> JointMeeting:
    policies.require(by, "cancel_meeting", meeting)
    meeting = to_come(meeting)
    move(meeting, "cancel", by=by, note=plain(reason, 200))
    units = [row.unit for row in meeting.invited.select_related("unit").exclude(unit=meeting.caller)]
    news.tell_meeting("meeting_cancelled", meeting, units)
    return meeting


def to_come(meeting: JointMeeting) -> JointMeeting:
    """The locked row of a meeting that was not held yet."""
    meeting = JointMeeting.objects.select_for_update(of=("self",)).select_related("caller").get(pk=meeting.pk)
    if meeting.status != "called":
        raise Refused(_("会议现在是“%(state)s”，不能再改。") % {"state": meeting.status_label}, code="state")
    return meeting


def plain(text: str, most: int) -> str:
    """The words as they are kept. Refused: none; a number of a person among them (law: R-CC-05)."""
    if not text.strip():
        raise Refused(_("空着的要写明。"), code="empty")
    if looks_personal(text):
        raise Refused(_("不要写入身份证号或手机号，用对象代号或记录编号。"), code="personal")
    return text.strip()[:most]


def _seat(meeting: JointMeeting, units: Iterable[OrgUnit]) -> list[OrgUnit]:
    """Give the units a seat; those that had none."""
    there = set(meeting.invited.values_list("unit_id", flat=True))
    new = [unit for unit in {u.pk: u for u in units}.values() if unit.pk not in there]
    Invited.objects.bulk_create([Invited(meeting=meeting, unit=unit) for unit in new])
    return new
