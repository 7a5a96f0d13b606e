"""The roster of staff: each row becomes an invitation, and business roles wait for a second person to agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_lazy

from accounts import policies as people
from accounts import roles, services
from accounts.models import Invitation, Membership, OrgUnit
from desk import policies
from desk.imports import cells, rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, Row, Verdict, error, fault, new, same
from desk.imports.models import ImportRow
from kit import clock, identity
from kit.errors import Refused
from kit.sentences import gettext as _

# Seats of volunteers and organisations follow from what their trades decide.
ON_THE_ROSTER = tuple(role for role in roles.ROLES if role not in roles.MEMBERS or role == roles.PAR)
SHORT = {
    "司法所": roles.OFF,
    "工作人员": roles.OFF,
    "县局": roles.CBM,
    "市局": roles.MUN,
    "专家": roles.EXP,
    "审计": roles.AUD,
    "财务": roles.FIN,
}


class StaffRoster(ImportKind):
    code = "desk.roster"
    label = gettext_lazy("工作人员名册")
    hint = gettext_lazy("每人一行，发出邀请；业务身份由第二人确认后生效")
    columns = (
        Column("姓名", required=True, example="李明"),
        Column("身份", required=True, example="司法所工作人员", hint=gettext_lazy("按身份名称填写")),
        Column("邮箱", required=True, aliases=("电子邮箱",), example="liming@example.org"),
        Column("单位编码", aliases=("区划代码",), example="990103002", hint=gettext_lazy("单位所在地的区划代码")),
        Column("单位名称", aliases=("单位",), example="河口街道司法所"),
        Column("手机", aliases=("手机号码",), hint=gettext_lazy("可以不填；只核对写法，不保存")),
        Column("协调人", aliases=("匹配协调人",), example="否", hint=gettext_lazy("填“是”或“否”")),
    )
    policies, verb = policies.policies, "import_roster"

    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        seen: dict[tuple[str, str, int | None], int] = {}
        for row in rows:
            try:
                person = _Person(row, by)
            except Refused as why:
                yield error(fault(why))
                continue
            if first := seen.get(person.key):
                said = _("与第 %(n)s 行是同一人的同一身份。") % {"n": first}
                yield error(Fault("roster_twice", said), county=person.county)
                continue
            seen[person.key] = row.no
            there = person.there()
            yield same(there, county=person.county) if there else new(county=person.county)

    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        person = _Person(rows.as_read(row), by)
        if person.there():
            raise Refused(_("此人已经有这个身份或邀请。"), code="roster_there")
        flags = ("is_coordinator",) if person.coordinates else ()
        return Done(services.invite(person.email, person.name, person.role, person.unit, by=by, flags=flags))

    def used_since(self, row: ImportRow) -> str:
        invitation = Invitation.objects.filter(pk=row.thing_id).first()
        if invitation is not None and invitation.used_by_id:
            return _("本人已经接受邀请。要收回的，在人员页面终止身份。")
        return ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        invitation = rows.thing_of(row, Invitation)
        if invitation.withdrawn_at is None:
            services.withdraw_invitation(invitation, by=by)


class _Person:
    """One row understood. Refused: what is wrong with it."""

    def __init__(self, row: Row, by: Any) -> None:
        said = row.cells
        self.name = said["姓名"].strip()
        if not self.name or len(self.name) > 40:
            raise Refused(_("填写姓名，不超过 40 个字。"), code="roster_name")
        self.role = _role(said["身份"])
        self.email = said["邮箱"].strip().lower()
        try:
            validate_email(self.email)
        except ValidationError:
            raise Refused(_("邮箱的写法不对，例如 name@example.org。"), code="roster_email") from None
        if self.email == (by.email or "").lower():
            raise Refused(_("不能邀请自己。由另一位负责人办理。"), code="roster_self")
        self.unit = _unit(self.role, said.get("单位编码", ""), said.get("单位名称", ""))
        if said.get("手机"):
            identity.mobile(said["手机"])
        self.coordinates = cells.yes_no(said.get("协调人", ""), "协调人")
        people.require(by, "invite", people.Grant(self.role, self.unit))

    @property
    def key(self) -> tuple[str, str, int | None]:
        return (self.email, self.role, self.unit.pk if self.unit else None)

    @property
    def county(self) -> str:
        return self.unit.county_code if self.unit else ""

    def there(self) -> Membership | Invitation | None:
        """The seat the person already has or is invited to."""
        wanted = {"role": self.role, "unit": self.unit}
        seat = Membership.objects.filter(user__email=self.email, until_on__isnull=True, **wanted).first()
        if seat is not None:
            return seat
        open_ = Invitation.objects.filter(email=self.email, used_by=None, withdrawn_at=None, **wanted)
        return open_.filter(expires_at__gt=clock.machine_now()).first()


def _role(text: str) -> str:
    wanted = text.strip()
    with translation.override("zh-hans"):  # the roster is Chinese, whoever reads it
        names = {str(roles.ROLES[role]): role for role in ON_THE_ROSTER}
    found = names.get(wanted) or SHORT.get(wanted) or (wanted.upper() if wanted.upper() in ON_THE_ROSTER else "")
    if not found:
        raise Refused(_("没有这种身份。可填：%(names)s。") % {"names": "、".join(names)}, code="roster_role")
    return found


def _unit(role: str, code: str, name: str) -> OrgUnit | None:
    kinds = roles.SITS_AT[role]
    if not kinds:
        return None
    if not code and not name:
        raise Refused(_("填写单位编码或单位名称。"), code="roster_unit")
    units = OrgUnit.objects.filter(kind__in=kinds, is_active=True)
    units = units.filter(division_id=code.strip()) if code else units
    units = units.filter(name=name.strip()) if name else units
    found = list(units[:2])
    if not found:
        raise Refused(_("没有这个单位，或这种身份不设在这里。"), code="roster_unit")
    if len(found) > 1:
        raise Refused(_("有几个单位同名，补上单位编码。"), code="roster_unit_twice")
    return found[0]
