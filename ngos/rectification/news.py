"""The messages of rectification, and who hears them. They name the notice and the day, never what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import User
from accounts.queries import people_with
from messaging import outbox
from ngos.models import RectificationNotice

SPEAKS = {"provider": roles.NGA, "judicial_office": roles.OFF, "county_bureau": roles.CBM}
KINDS = {
    "rectification_issued": (_("收到整改通知书"), _("%(number)s，请签收并在 %(until)s 前完成整改。")),
    "rectification_deemed": (_("整改通知书视为已签收"), _("%(number)s 到期没有签收，视为已签收。整改期限 %(until)s。")),
    "rectification_planned": (_("整改方案等您认可"), _("%(org)s 上报了 %(number)s 的整改方案。")),
    "rectification_agreed": (_("整改方案已认可"), _("%(number)s，请按方案整改，期限 %(until)s。")),
    "rectification_plan_refused": (_("整改方案已退回"), _("%(number)s 的方案要修改，意见见通知书。")),
    "rectification_submitted": (_("整改情况等您核验"), _("%(org)s 提交了 %(number)s 的整改情况。")),
    "rectification_returned": (_("整改情况已退回"), _("%(number)s 还有事项不到位，请在 %(until)s 前补充后再提交。")),
    "rectification_verified": (_("整改已核验，等您销号"), _("%(org)s，%(number)s。")),
    "rectification_closed": (_("整改已销号"), _("%(number)s 已完成。由这份通知书产生的限制已解除。")),
    "rectification_failed": (_("整改不到位"), _("%(number)s 经核验仍不到位，按逾期处理。补齐以后可以再次提交。")),
    "rectification_withdrawn": (_("整改通知书已撤销"), _("%(number)s 不用再办。由这份通知书产生的限制已解除。")),
    "rectification_reminder": (_("整改期限提醒"), _("%(number)s 的整改期限是 %(until)s，请按时提交整改情况。")),
    "rectification_overdue": (_("整改已逾期"), _("%(org)s，%(number)s 应在 %(until)s 前完成。%(level)s。")),
    "rectification_extension": (_("延期申请等您决定"), _("%(org)s 申请把 %(number)s 延期到 %(until)s。")),
    "rectification_extended": (_("延期申请有了决定"), _("%(number)s：%(decision)s。整改期限 %(until)s。")),
    "rectification_appealed": (_("整改申诉等您决定"), _("%(org)s 对 %(number)s 提出申诉，计时已暂停。")),
    "rectification_paused": (_("整改计时已暂停"), _("%(number)s 所依据的评价有申诉，决定以前暂停计时。")),
    "rectification_resumed": (_("整改计时继续"), _("%(number)s 所依据的评价申诉已了结，请继续整改，期限 %(until)s。")),
    "rectification_appeal_over": (_("整改申诉有了决定"), _("%(number)s：%(decision)s。")),
}
URGENT = frozenset(
    {"rectification_issued", "rectification_returned", "rectification_reminder", "rectification_overdue"}
)
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def addressees(notice: RectificationNotice) -> list[User]:
    role = SPEAKS.get(notice.addressee.kind)
    return list(people_with(role, unit=notice.addressee)) if role else []


def heads(notice: RectificationNotice, *, city: bool = False) -> list[User]:
    """Who answers for the notice in the county, and in the city where asked or where no county can."""
    county = (
        [] if notice.addressee.kind == "county_bureau" else people_with(roles.CBM, county=notice.county_code or "-")
    )
    found = list(county)
    return [*found, *people_with(roles.MUN)] if city or not found else found


def checkers(notice: RectificationNotice) -> list[User]:
    """Those over the unit who neither drafted nor issued it; the city where the county has nobody else."""
    not_these = {notice.drafted_by_id, notice.issued_by_id}
    found = [u for u in heads(notice) if u.pk not in not_these]
    return found or [u for u in people_with(roles.MUN) if u.pk not in not_these]


def tell(kind: str, notice: RectificationNotice, to: Iterable[User], *, once: str = "", **params: Any) -> None:
    text = str(KINDS[kind][1])
    known = {"number": notice.number, "until": notice.due_on, "org": notice.addressee.name, **params}
    said = {name: value for name, value in known.items() if f"%({name})s" in text}
    for user in {u.pk: u for u in to}.values():
        outbox.put(
            kind, to=user, about=notice, url=reverse("ngos:rectification", args=[notice.pk]), urgent=kind in URGENT,
            once=f"{once}:{user.pk}" if once else "", **said,
        )  # fmt: skip
