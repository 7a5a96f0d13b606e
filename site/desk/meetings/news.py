"""The messages of joint meetings, and who hears them: a number and a day, never what was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import OrgUnit, User
from accounts.queries import people_with
from desk.models import ActionItem, JointMeeting
from messaging import outbox

SPEAKS = {
    "municipal_bureau": roles.MUN,
    "county_bureau": roles.CBM,
    "judicial_office": roles.OFF,
    "prison": roles.PAR,
    "partner_agency": roles.PAR,
}
KINDS = {
    "meeting_called": (_("联席会议通知"), _("%(title)s，%(when)s，%(place)s。议题和材料见会议页。")),
    "meeting_cancelled": (_("联席会议取消"), _("%(title)s（%(when)s）不再召开。")),
    "action_decided": (_("有议定事项由你单位办理"), _("%(number)s，%(until)s 前办结并报告。")),
    "action_reported": (_("议定事项等您确认"), _("%(owner)s 报告 %(number)s 已办结。")),
    "action_returned": (_("议定事项已退回"), _("%(number)s 还没有达到完成标准，期限 %(until)s，补充后再报告。")),
    "action_confirmed": (_("议定事项已办结"), _("%(number)s 已确认办结。")),
    "action_dropped": (_("议定事项已撤销"), _("%(number)s 不用再办。")),
    "action_reminder": (_("议定事项期限提醒"), _("%(number)s 的期限是 %(until)s。")),
    "action_overdue": (_("议定事项已逾期"), _("%(owner)s，%(number)s 应在 %(until)s 前办结。%(level)s。")),
}
URGENT = frozenset({"meeting_called", "meeting_cancelled", "action_returned", "action_overdue"})
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def speakers(unit: OrgUnit) -> list[User]:
    role = SPEAKS.get(unit.kind)
    return list(people_with(role, unit=unit)) if role else []


def callers(action: ActionItem) -> list[User]:
    return speakers(action.meeting.caller)


def tell_meeting(kind: str, meeting: JointMeeting, units: Iterable[OrgUnit], **params: Any) -> None:
    url = reverse("desk:meeting", args=[meeting.pk])
    for user in _each(u for unit in units for u in speakers(unit)):
        outbox.put(kind, to=user, about=meeting, url=url, urgent=kind in URGENT, title=meeting.title,
                   when=meeting.starts_at, **params)  # fmt: skip


def tell(kind: str, action: ActionItem, to: Iterable[User], *, once: str = "", **params: Any) -> None:
    text = str(KINDS[kind][1])
    known = {"number": action.number, "until": action.due_on, "owner": action.owner.name, **params}
    said = {name: value for name, value in known.items() if f"%({name})s" in text}
    for user in _each(to):
        outbox.put(
            kind, to=user, about=action, url=reverse("desk:action", args=[action.pk]), urgent=kind in URGENT,
            once=f"{once}:{user.pk}" if once else "", **said,
        )  # fmt: skip


def _each(users: Iterable[User]) -> list[User]:
    return list({u.pk: u for u in users}.values())
