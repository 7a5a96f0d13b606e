"""What the volunteers' trade keeps about a person, and what they may do about it on pages of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from desk.hooks import Kept, OwnAct, kept, own_acts
from kit import clock, rules
from volunteers.applying import pages
from volunteers.models import (
    Application,
    Certificate,
    Commendation,
    Consent,
    Guardian,
    ServiceLog,
    Signup,
    StarApplication,
    Suspension,
    Volunteer,
    YearlyReview,
)


def _after_years(text: str) -> Any:
    """A sentence that names the years of the rule as it is when somebody reads it."""

    def said() -> str:
        years = int(rules.value("volunteers.left_years", clock.now()))
        return now(text) % {"years": years}

    return lazy(said, str)()


# law: R-PI-09
WITH_THE_FILE = _after_years(N_("做志愿者期间和退出以后 %(years)s 年内保存，到期去掉姓名、证件和电话。"))
AS_FIGURES = _after_years(N_("依法如实留存，退出 %(years)s 年以后只留下编号和数字，认不出是谁。"))
AS_PROOF = _("作为依据保存，撤回以后仍留有撤回的记录。")
OPEN = ("unconfirmed", "active", "suspended")  # from where the table of states lets one leave


def _choices(row: Any) -> Iterable[tuple[Any, Any]]:
    return [fact for page in ("where", "what", "when") for fact in pages.FACTS[page](row)]


def _add(label: Any, rows: Any, fields: tuple[str, ...], until: Any, **more: Any) -> None:
    kept.add(Kept(label, rows, fields, until, **more))


_add(
    _("志愿者档案"),
    lambda user: Volunteer.objects.filter(user=user).select_related("user", "town"),
    ("number", "id_number", "born_on_text", "sex", "email", "is_identity_verified", "rests_until"),
    WITH_THE_FILE,
    also=_choices,
    is_watched=True,
)
_add(
    _("加入申请"),
    lambda user: Application.objects.filter(user=user).select_related("user", "town"),
    ("full_name", "id_number", "born_on_text", "sex", "email", "begun_at"),
    WITH_THE_FILE,
    also=lambda row: [(_("办理情况"), row.status_label)],
    is_watched=True,
)
_add(
    _("监护人同意"),
    lambda user: Guardian.objects.filter(person=user),
    ("full_name", "phone", "relation", "given_at"),
    WITH_THE_FILE,
    is_watched=True,
)
_add(
    _("告知和同意"),
    lambda user: Consent.objects.filter(person=user).select_related("text"),
    ("kind", "given_at", "withdrawn_at"),
    AS_PROOF,
    also=lambda row: [(_("版本"), row.text.version)],
)
_add(
    _("活动报名"),
    lambda user: Signup.objects.filter(volunteer__user=user).select_related("shift__posting"),
    ("starts_at", "ends_at"),
    AS_FIGURES,
    also=lambda row: [(_("活动"), row.shift.posting.title), (_("办理情况"), row.status_label)],
)
_add(
    _("服务时长"),
    lambda user: ServiceLog.objects.filter(volunteer__user=user).select_related("office"),
    ("starts_at", "ends_at", "minutes", "verified_minutes", "credit_class", "content", "source"),
    AS_FIGURES,
    also=lambda row: [(_("记录单位"), row.office), (_("办理情况"), row.status_label)],
)
_add(
    _("时长和荣誉证明"),
    lambda user: Certificate.objects.filter(volunteer__user=user).select_related("issuer"),
    ("kind", "number", "from_on", "to_on", "minutes", "purpose", "issued_at"),
    AS_FIGURES,
    also=lambda row: [(_("出具单位"), row.issuer), (_("办理情况"), row.status_label)],
    is_watched=True,
)
_add(
    _("星级申请"),
    lambda user: StarApplication.objects.filter(volunteer__user=user),
    ("number",),
    AS_FIGURES,
    also=lambda row: [(_("办理情况"), row.status_label)],
    is_watched=True,
)
_add(
    _("获得的表彰"),
    lambda user: Commendation.objects.filter(volunteer__user=user),
    ("number", "deeds"),
    WITH_THE_FILE,
    also=lambda row: [(_("办理情况"), row.status_label)],
)
_add(
    _("年度评议"),
    lambda user: YearlyReview.objects.filter(volunteer__user=user),
    ("year", "grade", "appraisal", "answer"),
    WITH_THE_FILE,
)
_add(
    _("暂停参加"),
    lambda user: Suspension.objects.filter(volunteer__user=user, is_agreed=True),
    ("reason", "until_on", "decided_at", "ended_at"),
    WITH_THE_FILE,
)


def _has_file(user: Any) -> bool:
    return Volunteer.objects.filter(user=user).exists()


def _may_leave(user: Any) -> bool:
    return Volunteer.objects.filter(user=user, status__in=OPEN).exists()


own_acts.add(
    OwnAct(
        _("更正登记信息，撤回同意"),
        _("姓名和证件号码有误，带证件到司法所更正；其余自己改。撤回和同意一样方便。"),
        "volunteers:mine",
        _has_file,
    )
)
own_acts.add(
    OwnAct(
        _("退出志愿服务"),
        _after_years(
            N_("退出后不再联系您。服务时长依法留存，%(years)s 年后去掉姓名、证件和电话，账号不作他用的一并关闭。")
        ),
        "volunteers:leave",
        _may_leave,
    )
)
