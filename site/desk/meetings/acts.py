"""What may be done on the page of a meeting and of an action item; rights are asked afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access, roles
from accounts.models import OrgUnit
from desk.forms import ReasonForm
from desk.meetings import acting, forms, news, services
from desk.meetings.states import OPEN, WITH_OWNER
from desk.models import ActionItem, JointMeeting
from desk.page_acts import Act
from kit import clock

READ = (("hint", _("对方会看到")),)


def units_to_call(user: Any) -> QuerySet[OrgUnit]:
    """The city calls bureaus, prisons and agencies; a county whoever is in it, its offices too, and the city."""
    rows = OrgUnit.objects.filter(kind__in=news.SPEAKS, is_active=True).order_by("kind", "division_id", "name")
    own = [s.unit_id for s in access.seats_as(user, roles.CBM, roles.MUN)]
    if access.has_role(user, roles.MUN):
        return rows.exclude(kind="judicial_office").exclude(pk__in=own)
    scope = Q(kind="municipal_bureau")
    for seat in access.seats_as(user, roles.CBM):
        scope |= Q(division__code__startswith=seat.county_code or "-")
    return rows.filter(scope).exclude(pk__in=own)


def of_meeting(meeting: JointMeeting, by: Any) -> Iterator[Act]:
    table = OrgUnit.objects.filter(pk__in=meeting.invited.values("unit"))
    at_table: Any = (("choices", table),)
    if meeting.status == "held":
        do: Any = partial(acting.decide, meeting, by=by)
        said = _("已写入，责任单位会收到消息。")
        yield Act("decide", _("增加议定事项"), "decide_action", do, said, forms.DecideForm, at_table)
    if meeting.status != "cancelled":
        do = partial(services.add_paper, meeting, by=by)
        yield Act("paper", _("上传会议材料"), "hold_meeting", do, _("已上传。"), forms.PaperForm)
    if meeting.status == "called":
        yield from _before(meeting, by, at_table)


def _before(meeting: JointMeeting, by: Any, at_table: Any) -> Iterator[Act]:
    if meeting.starts_at <= clock.now():
        do: Any = partial(services.hold_meeting, meeting, by=by)
        yield Act("hold", _("记录会议"), "hold_meeting", do, _("已记录。可以写议定事项了。"), forms.HoldForm, at_table)
    do = partial(services.add_point, meeting, by=by)
    yield Act("point", _("增加议题"), "hold_meeting", do, _("已增加。"), forms.PointForm, at_table)
    others: Any = (("choices", units_to_call(by).exclude(pk__in=meeting.invited.values("unit"))),)
    do = partial(services.invite_units, meeting, by=by)
    yield Act("invite", _("增加参会单位"), "hold_meeting", do, _("已通知。"), forms.InviteForm, others)
    do = partial(services.cancel_meeting, meeting, by=by)
    yield Act("cancel", _("取消会议"), "cancel_meeting", do, _("已取消，参会单位会收到消息。"), ReasonForm, READ)


def of_action(action: ActionItem, by: Any) -> Iterator[Act]:
    if action.status in WITH_OWNER:
        do: Any = partial(acting.report_action, action, by=by)
        yield Act("report", _("报告办结"), "report_action", do, _("已报告，等召集单位确认。"), forms.ReportForm)
    if action.status == "reported" and action.reported_by_id != by.pk:
        do = partial(acting.confirm_action, action, by=by)
        yield Act("confirm", _("确认办结"), "confirm_action", do, _("已确认。"), is_primary=True)
        do = partial(acting.return_action, action, by=by)
        yield Act("return", _("退回补充"), "return_action", do, _("已退回。"), ReasonForm, READ)
    if action.status in OPEN:
        do = partial(acting.drop_action, action, by=by)
        yield Act("drop", _("撤销事项"), "drop_action", do, _("已撤销。"), ReasonForm, READ)
