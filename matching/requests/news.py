"""The messages of the main job. They name a code, a place and a day: never a person (R-CC-05)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import in_force
from accounts.models import Membership, User
from kit import clock
from messaging import outbox

KINDS = {
    "request_to_approve": (_("有一份需求待审批"), _("需求 %(number)s 提交给您审批。")),
    "request_to_match": (_("有一份需求待匹配"), _("需求 %(number)s 可以选择去处了。")),
    "request_approved": (_("需求已批准"), _("需求 %(number)s 已批准，可以选择去处。")),
    "request_returned": (_("需求被退回"), _("需求 %(number)s 被退回，按意见修改后再提交。")),
    "request_paused": (_("帮扶暂停"), _("需求 %(number)s 暂停，到日子自动恢复。")),
    "request_resumed": (_("帮扶恢复"), _("需求 %(number)s 恢复，约下一次。")),
    "request_handed_over": (_("帮扶已移交"), _("需求 %(number)s 换了承接方或帮扶人，请告知本人。")),
    "handover_undone": (_("移交已撤销"), _("需求 %(number)s 仍由原来的承接方继续，请告知本人。")),
    "request_withdrawn": (_("需求已撤回"), _("需求 %(number)s 已撤回，不用再办。")),
    "offer_sent": (_("有一份邀约等您答复"), _("登录后查看，%(due)s 前答复。")),
    "offer_accepted": (_("邀约已被接受"), _("需求 %(number)s 有了去处。")),
    "offer_declined": (_("邀约未被接受"), _("需求 %(number)s 要另选去处，下一处已经提出。")),
    "offer_expired": (_("邀约到期没有答复"), _("需求 %(number)s 要另选去处，下一处已经提出。")),
    "offer_revoked": (_("一份邀约已收回"), _("不用再答复。")),
    "offer_question": (_("对方有一个问题"), _("需求 %(number)s 的邀约等您回答，回答后对方继续计时。")),
    "offer_answered": (_("您的问题有了回答"), _("登录后查看，%(due)s 前答复邀约。")),
    "no_place": (_("需求转入候补"), _("需求 %(number)s 现在没有去处，有空位时会重新匹配。")),
    "request_nudged": (_("有一份需求已过时限"), _("需求 %(number)s 等您办理，县区协调人提醒。")),
    "place_found": (_("候补的需求有了去处"), _("需求 %(number)s 可以发出邀约了。")),
    "plan_proposed": (_("有一份方案待同意"), _("需求 %(number)s 的方案已提交。到期没有意见，视为同意。")),
    "plan_agreed": (_("方案已生效"), _("需求 %(number)s 可以开始帮扶。")),
    "plan_objected": (_("方案有意见"), _("需求 %(number)s 的方案要修改。")),
    "session_absent": (_("一次无故缺席"), _("需求 %(number)s 的一次帮扶没有到，等您答复。")),
    "absence_answered": (_("缺席有了答复"), _("需求 %(number)s 的一次缺席，工作人员已答复。")),
    "session_concern": (_("有情况需要您关注"), _("需求 %(number)s 的记录提示要关注。")),
    "report_ready": (_("有一份结案报告待核对"), _("需求 %(number)s 的结案报告已提交。")),
    "report_sent_back": (_("结案报告被退回"), _("需求 %(number)s 的结案报告要补充。")),
    "person_answered": (_("本人用回执码作了回答"), _("需求 %(number)s。核对结案报告时可以看到。")),
    "application_interview": (_("面试时间定了"), _("需求 %(number)s 约了面试，请告知本人。")),
    "application_promised": (_("决定录用"), _("需求 %(number)s 有了上岗日期，请告知本人。")),
    "application_hired": (_("已上岗"), _("需求 %(number)s 的本人已上岗。")),
    "legal_aid_referred": (_("收到一份法律援助转介"), _("登录后查看材料，按期作出决定。")),
    "legal_aid_papers": (_("法律援助要补材料"), _("需求 %(number)s 要补材料，请告知本人。")),
    "legal_aid_supplied": (_("法律援助材料已补齐"), _("审查继续计时。")),
    "legal_aid_granted": (_("法律援助机构决定援助"), _("需求 %(number)s 等待指派。")),
    "legal_aid_assigned": (_("法律援助已指派"), _("需求 %(number)s 有了承办人，请告知本人并核对成效。")),
    "legal_aid_refused": (_("法律援助机构不予援助"), _("需求 %(number)s 的书面理由可以查看，请告知本人。")),
    "legal_aid_lapsed": (_("法律援助申请视为撤回"), _("需求 %(number)s 没有按期补材料，要另想办法。")),
    "legal_aid_withdrawn": (_("一份法律援助转介已撤回"), _("不用再办。")),
    "request_closed": (_("需求已结案"), _("需求 %(number)s 已结案，谢谢您。")),
}
URGENT = frozenset({"offer_sent", "session_absent", "session_concern"})
# What may reach a phone: that something waits, never what or for whom.  law: R-CC-05, R-PI-08
TEXTED = {"offer_sent": _("【同心桥】您有一份邀约，请于 %(due)s 前登录平台答复。")}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body, sms=TEXTED.get(kind, ""))


def tell(kind: str, request: Any, *, to: list[User] | None = None, url: str = "", once: str = "", **params: Any) -> int:
    """Put one message for each recipient into the outbox; by default to whoever must act on the request now.

    With `once` a recipient who was told under the same key hears nothing again. How many heard.
    """
    people = to if to is not None else recipients(kind, request)
    if "%(number)s" in str(KINDS[kind][1]):
        params["number"] = request.number
    told = {p.pk: p for p in people if p and not (once and outbox.is_told(once))}
    for person in told.values():
        outbox.put(
            kind,
            to=person,
            about=request,
            url=url or reverse("matching:request", args=[request.number]),
            urgent=kind in URGENT,
            once=once,
            **params,
        )
    return len(told)


def recipients(kind: str, request: Any) -> list[User]:
    if kind == "request_to_approve":
        return _people(role="CBM", unit__division_id=request.county_code)
    if kind in ("request_to_match", "place_found"):
        return [request.officer, *_people(is_coordinator=True, unit_id=request.office_id)]
    return [request.officer]


def _people(**where: Any) -> list[User]:
    seats = Membership.objects.filter(in_force(clock.today()), **where).select_related("user")
    return [seat.user for seat in seats]
