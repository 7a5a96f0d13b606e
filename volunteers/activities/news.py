"""The messages of activities. They name a posting, a day and a place of ours: never a person."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.access import in_force
from accounts.models import Membership, User
from kit import clock
from messaging import outbox

KINDS = {
    "signup_confirmed": (_("您已报名"), _("%(title)s，%(at)s。不能来，请尽早退出。")),
    "signup_waiting": (_("已列入候补"), _("%(title)s，%(at)s。有名额时通知您。")),
    "signup_requested": (_("有人申请参加活动"), _("%(title)s，%(at)s，等您同意。")),
    "signup_approved": (_("组织者已同意"), _("%(title)s，%(at)s。")),
    "signup_refused": (_("这次没有安排上"), _("%(title)s，%(at)s。可以看看其他活动。")),
    "signup_moved_back": (_("您的报名改为候补"), _("%(title)s，%(at)s。有名额时通知您。")),
    "signup_taken_out": (_("您的报名已取消"), _("%(title)s，%(at)s。原因：%(why)s")),
    "place_offered": (_("有名额了，等您答复"), _("%(title)s，%(at)s。%(until)s 前答复，过时让给下一位。")),
    "place_passed_by": (_("名额已让给下一位"), _("%(title)s，%(at)s。您仍在候补，不影响以后报名。")),
    "shift_moved": (_("活动时间改了"), _("%(title)s 改到 %(at)s。不方便可以退出，不计临时退出。")),
    "posting_changed": (_("活动信息改了"), _("%(title)s，%(at)s，地点：%(place)s。")),
    "shift_cancelled": (_("活动取消"), _("%(title)s，原定 %(at)s。原因：%(why)s")),
    "places_to_call": (_("临开始空出名额，等您打电话"), _("%(title)s，%(at)s。按候补次序联系。")),
    "shift_at_risk": (_("报名人数不足"), _("%(title)s，%(at)s，已报 %(taken)s 人，至少需要 %(needed)s 人。")),
    "client_place_offered": (_("公益活动有名额了"), _("%(title)s，%(at)s。%(until)s 前答复。")),
}
URGENT = frozenset({"place_offered", "shift_cancelled", "shift_moved", "places_to_call"})
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(kind: str, shift: Any, *to: User, url: str = "", **params: Any) -> None:
    """One message to each of these people about this shift."""
    url = url or reverse("volunteers:activity", args=[shift.pk])
    for user in to:
        outbox.put(
            kind, to=user, about=shift, url=url, urgent=kind in URGENT, title=shift.posting.title, at=shift.starts_at,
            **params,
        )  # fmt: skip


def tell_organisers(kind: str, shift: Any, **params: Any) -> None:
    """The same to those who work at the unit that organises it."""
    tell(kind, shift, *organisers(shift), url=reverse("volunteers:shift", args=[shift.pk]), **params)


def organisers(shift: Any) -> list[User]:
    wanted = (roles.OFF, roles.CBM, roles.MUN, roles.NGA, roles.NGC)
    seats = Membership.objects.filter(in_force(clock.today()), unit_id=shift.organiser_id, role__in=wanted)
    return list({s.user_id: s.user for s in seats.select_related("user").order_by("pk")}.values())
