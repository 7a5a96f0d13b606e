"""The checklists: what is looked at on a visit, of which kind, and how grave a "no" is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

PERIODIC, SPOT, FULL, SPECIAL = "periodic", "spot", "full", "special"
KINDS = [(PERIODIC, _("定期检查")), (SPOT, _("抽查")), (FULL, _("全面检查")), (SPECIAL, _("专项检查"))]
MINOR, MAJOR, RED_LINE = "minor", "major", "red_line"
SEVERITIES = [(MINOR, _("一般问题")), (MAJOR, _("严重问题")), (RED_LINE, _("红线问题"))]
EVERY = (PERIODIC, SPOT, FULL, SPECIAL)
RECORDS, COMPLIANCE = "records", "compliance"


@dataclass(frozen=True)
class Line:
    """`indicator` is the quality indicator that the answer feeds, "" for none; `kinds` the visits it is asked on."""

    code: str
    text: Any
    clause: Any
    severity: str
    indicator: str
    kinds: tuple[str, ...] = EVERY


ORGANISATION = (
    Line("sessions_real", _("抽查的服务记录与签到、现场情况一致"), _("服务标准：如实记录"), MAJOR, RECORDS),
    Line("records_in_time", _("服务记录在结束后3个工作日内完成"), _("服务标准：按时记录"), MINOR, RECORDS),
    Line("files_complete", _("个案档案齐全：方案、记录、小结"), _("服务标准：档案完整"), MINOR, RECORDS),
    Line("consents_kept", _("知情同意书留存，范围与使用一致"), _("个人信息保护要求"), MAJOR, COMPLIANCE),
    Line("data_locked", _("纸质和电子资料上锁，离开座位不外露"), _("个人信息保护要求"), MAJOR, COMPLIANCE),
    Line("staff_fit", _("一线人员与登记一致，资格在有效期内"), _("合同：人员要求"), MINOR, COMPLIANCE),
    Line("no_charges", _("没有向帮扶对象收取任何费用或财物"), _("合同：禁止收费"), RED_LINE, COMPLIANCE),
    Line("no_enforcement", _("没有从事监管、处罚等执法事项"), _("购买服务的边界"), RED_LINE, COMPLIANCE),
    Line(
        "complaints_open", _("投诉渠道公示，投诉有登记、有答复"), _("服务标准：投诉"), MINOR, COMPLIANCE,
        (PERIODIC, FULL),
    ),
    Line("money_apart", _("项目经费单独核算，支出有凭证"), _("合同：经费管理"), MAJOR, COMPLIANCE, (FULL, SPECIAL)),
    Line("place_safe", _("服务场所安全，未成年人与成年人分开"), _("服务标准：场所"), MINOR, COMPLIANCE, (FULL,)),
)  # fmt: skip
OFFICE = (
    Line("needs_in_time", _("帮扶需求在规定时限内受理和回应"), _("帮扶需求办理时限"), MINOR, ""),
    Line("sessions_confirmed", _("及时核对服务记录，没有代签"), _("交付确认要求"), MAJOR, ""),
    Line("consents_asked", _("转介前取得本人同意并留存"), _("个人信息保护要求"), MAJOR, ""),
    Line("free_choice", _("由本人选择帮扶人，没有指定机构"), _("自愿原则"), MINOR, ""),
    Line("rights_told", _("告知投诉和申诉渠道"), _("社区矫正法第34条"), MINOR, ""),
)
LINES = {line.code: line for line in (*ORGANISATION, *OFFICE)}


def lines(kind: str, *, of_office: bool) -> list[Line]:
    """What is asked on a visit of this kind, at an own office or at an organisation."""
    return [line for line in (OFFICE if of_office else ORGANISATION) if kind in line.kinds]


def official(words: Any) -> str:
    """As it stands in a paper of the office: Chinese, whoever writes it."""
    with translation.override("zh-hans"):
        return str(words)
