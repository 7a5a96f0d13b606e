"""The notice as PDF, to print, seal and hand over; in Chinese whoever asks."""

from __future__ import annotations

from django.utils import translation

from accounts.bureau import office_name
from accounts.models import OrgUnit
from desk import dates
from desk.typesetting import REPORT, typeset
from kit.sentences import gettext as _
from ngos.models import RectificationNotice


def pdf(notice: RectificationNotice) -> bytes:
    """What was issued; answers stand on the page, not here. The same notice gives the same bytes."""
    assert notice.issued_at
    with translation.override("zh-hans"):
        items = list(notice.items.all())
        found = {
            "title": _("整改通知书"),
            "number": notice.number,
            "issuer": _issuer(notice),
            "office": office_name(),
            "facts": [
                [_("整改单位"), notice.addressee.name],
                [_("事由"), notice.about],
                [_("依据"), notice.basis],
                [_("整改期限"), dates.day(notice.due_on)],
                [_("签发"), dates.day(notice.issued_at)],
            ],
            "tables": [
                {
                    "title": _("整改事项"),
                    "heads": [_("序号"), _("条款"), _("问题"), _("整改要求"), _("完成期限")],
                    "rows": [
                        [str(i.no), i.clause, i.finding, i.demand, dates.day(i.due_on or notice.due_on)] for i in items
                    ],
                }
            ],
            "notes": [
                _("请在两个工作日内签收，到期没有签收的视为签收。"),
                _("每一事项写明整改情况并附证据，由签发人以外的人员核验。"),
                _("对通知书有异议的，可以在十个工作日内申诉；申诉期间暂停计时。"),
            ],
            "signatures": [_("签发"), _("签收")],
            "sign": _("签字盖章"),
            "none": _("无"),
        }
    return typeset(REPORT, found, stamp=int(notice.issued_at.timestamp()))


def _issuer(notice: RectificationNotice) -> str:
    """The bureau of the county, or of the city where the issuer sits there."""
    seats = notice.issued_by.memberships.filter(unit__kind__in=("county_bureau", "municipal_bureau"))
    seat = seats.select_related("unit").order_by("pk").first()
    unit: OrgUnit | None = seat.unit if seat else None
    return unit.name if unit else office_name()
