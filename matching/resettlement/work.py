"""What waits for an officer, a county manager, a prison's clerk in the handover, each with the end of its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from desk import dates
from desk.hooks import WorkItem
from kit import calendar
from matching.models import HandoverNotice
from matching.resettlement import queries

MOST = 200
LIVE = ("announced", "received", "linked", "in_help")


def work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """An officer's own people, and for the coordinator what the office has to receive. One query."""
    seats = access.seats_as(user, roles.OFF)
    if not seats:
        return
    mine = Q(file__officer_id__in=[s.for_user_id for s in seats])
    to_receive = Q(status="announced", office_id__in=[s.unit_id for s in seats if s.is_coordinator])
    rows = queries.releases(user).filter(mine | to_receive, status__in=LIVE)
    for notice in rows.order_by("due_at", "pk")[:MOST]:
        if item := _item(notice, now):
            yield item


def _item(notice: HandoverNotice, now: datetime) -> WorkItem | None:
    released = notice.release_on <= now.date()
    url, due_at, text = reverse("matching:prison_release", args=[notice.number]), notice.due_at, notice.number
    if notice.status == "announced":
        return WorkItem(_("接收一份出监通知"), text, url, _("接收"), due_at)
    if notice.status == "received" and notice.must_meet:
        title = _("%(day)s到监狱接人") % {"day": dates.day(notice.release_on)}
        return WorkItem(title, text, url, _("查看"), calendar.end_of(notice.release_on), waits=not released)
    if notice.status == "received":
        title = _("出监后见面") if released else _("%(day)s出监，先做准备") % {"day": dates.day(notice.release_on)}
        return WorkItem(title, text, url, _("记录") if released else _("准备"), due_at, waits=not released)
    return WorkItem(_("问问近况，看需要什么"), text, url, _("记录"), due_at)


def counties_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Minors' notices, of which the manager sees the number and names the officer; others nobody received in time."""
    if not access.has_role(user, roles.CBM):
        return
    for notice in queries.sealed_to_receive(user).order_by("due_at")[:MOST]:
        url = reverse("matching:receive_release", args=[notice.number])
        yield WorkItem(_("未成年人出监通知，等您指定责任人"), notice.number, url, _("指定"), notice.due_at)


def late(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Whatever of the county is late, whoever has it: not received, not met within ten days, contact due."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    if not counties:
        return
    rows = queries.releases(user).filter(county_code__in=counties, status__in=LIVE, due_at__lt=now)
    for notice in rows.order_by("due_at", "pk")[:MOST]:
        title = _("出监衔接 %(number)s·%(state)s") % {"number": notice.number, "state": notice.status_label}
        text = f"{notice.office.name}·{notice.officer or _('没有责任人')}"
        yield WorkItem(title, text, reverse("matching:prison_release", args=[notice.number]), _("查看"), notice.due_at)


def prisons_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What came back to be corrected."""
    if not access.has_role(user, roles.PAR):
        return
    for notice in queries.notices_of_prison(user).filter(status="returned").order_by("due_at", "pk")[:MOST]:
        url = reverse("matching:correct_notice", args=[notice.number])
        yield WorkItem(_("更正一份出监通知"), notice.sent_back_why, url, _("更正"), notice.due_at, code=notice.number)


def to_receive(user: Any) -> Any:
    """The notices that wait for the own office or county: the number in the menu."""
    return queries.releases(user).filter(status="announced")


def is_prison(user: Any) -> bool:
    return any(s.unit_kind == "prison" for s in access.seats_as(user, roles.PAR))
