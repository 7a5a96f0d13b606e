"""The messages of courses. They name a course, a day and a place of ours: never a client."""

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
    "session_enrolled": (_("培训报名成功"), _("%(title)s，%(at)s，%(place)s。不能来，请尽早退出。")),
    "session_assigned": (_("为您报了一场培训"), _("%(title)s，%(at)s，%(place)s。不能来，可以退出。")),
    "session_waiting": (_("培训已列入候补"), _("%(title)s，%(at)s。有名额时通知您。")),
    "session_place_offered": (_("培训有名额了，等您答复"), _("%(title)s，%(at)s。%(until)s 前答复，过时让给下一位。")),
    "session_place_passed_by": (_("培训名额已让给下一位"), _("%(title)s，%(at)s。仍在候补，不影响以后报名。")),
    "session_taken_out": (_("您的培训报名已取消"), _("%(title)s，%(at)s。原因：%(why)s")),
    "session_moved": (_("培训时间或地点改了"), _("%(title)s 改为 %(at)s，%(place)s。不方便可以退出。")),
    "session_cancelled": (_("培训取消"), _("%(title)s，原定 %(at)s。原因：%(why)s")),
    "session_places_to_call": (_("培训临开始空出名额，等您打电话"), _("%(title)s，%(at)s。按候补次序联系。")),
    "session_no_out": (_("没有签离，出勤待登记"), _("%(title)s，%(at)s。没有签离的，时长由讲师或组织者登记。")),
}
URGENT = frozenset({"session_place_offered", "session_cancelled", "session_moved", "session_places_to_call"})
WITH_PLACE = frozenset({"session_enrolled", "session_assigned", "session_moved"})
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)

outbox.template(
    "diploma_issued",
    subject=_("结业了：%(title)s"),
    body=_("“%(title)s”的结业证书 %(number)s 已生成，可以打印和核验。"),
)
outbox.template(
    "diploma_voided",
    subject=_("结业证书已作废：%(title)s"),
    body=_("“%(title)s”的结业证书 %(number)s 已作废，原因：%(why)s"),
)


def tell(kind: str, session: Any, *to: User | None, url: str = "", **params: Any) -> None:
    """One message to each of these people about this session."""
    url = url or reverse("training:session", args=[session.pk])
    if kind in WITH_PLACE:
        params["place"] = session.place
    for user in to:
        if user is not None:
            outbox.put(
                kind, to=user, about=session, url=url, urgent=kind in URGENT, title=session.course.title,
                at=session.starts_at, **params,
            )  # fmt: skip


def answers_for(row: Any) -> User | None:
    """Who hears of this place: the learner, or the officer who enrolled a client."""
    return row.learner if row.learner_id else row.enrolled_by


def page_of(row: Any) -> str:
    """Where whoever hears of it answers: the officer on the desk, from the client's file."""
    return "" if row.learner_id else reverse("desk:home")


def tell_planners(kind: str, session: Any, **params: Any) -> None:
    """The same to those who work at the unit that holds it."""
    url = reverse("training:people", args=[session.pk])
    tell(kind, session, *planners(session), url=url, **params)


def planners(session: Any) -> list[User]:
    wanted = (roles.OFF, roles.CBM, roles.MUN, roles.NGA)
    seats = Membership.objects.filter(in_force(clock.today()), unit_id=session.organiser_id, role__in=wanted)
    return list({s.user_id: s.user for s in seats.select_related("user").order_by("pk")}.values())
