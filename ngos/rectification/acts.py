"""What may be done with a notice now, in the order in which its page offers it; rights are asked afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from desk.forms import ReasonForm
from desk.page_acts import Act
from ngos import policies
from ngos.models import RectificationNotice
from ngos.rectification import answering, checking, notices
from ngos.rectification import forms as f
from ngos.rectification.numbers_of_law import MOST_RETURNS
from ngos.rectification.states import TO_ANSWER

Decision = RectificationNotice.Decision
READ = (("hint", _("对方会看到")),)


def acts_of(notice: RectificationNotice, by: Any) -> Iterator[Act]:
    if notice.status == "draft":
        yield from _drafting(notice, by)
        return
    yield from _answering(notice, by)
    yield from _deciding(notice, by)
    if by.pk not in (notice.drafted_by_id, notice.issued_by_id):
        yield from _checking(notice, by)
    if notice.status == "verified":
        do: Any = partial(checking.close, notice, by=by)
        yield Act(
            "close", _("销号"), "close_rectification", do, _("已销号，由这份通知书产生的限制已解除。"), is_primary=True
        )
    if notice.is_open:
        do = partial(notices.withdraw, notice, by=by)
        yield Act("withdraw", _("撤销通知书"), "withdraw_rectification", do, _("已撤销。"), ReasonForm, READ)


def _drafting(notice: RectificationNotice, by: Any) -> Iterator[Act]:
    items = list(notice.items.all())
    if items:
        do: Any = partial(notices.issue, notice, by=by)
        yield Act("issue", _("发出通知书"), "issue_rectification", do, _("已发出，对方会收到消息。"), is_primary=True)
    do = partial(notices.add_item, notice, by=by)
    yield Act("item", _("增加整改事项"), "draft_rectification", do, _("已增加。"), f.ItemForm)
    for item in items:
        do = partial(notices.drop_item, item, by=by)
        label = _("删去第%(no)d项") % {"no": item.no}
        yield Act(f"drop-{item.no}", label, "draft_rectification", do, _("已删去。"))
    do = partial(notices.withdraw, notice, by=by)
    yield Act("withdraw", _("不发出"), "withdraw_rectification", do, _("草稿已作废。"), ReasonForm)


def _answering(notice: RectificationNotice, by: Any) -> Iterator[Act]:
    if notice.status == "issued":
        do: Any = partial(answering.acknowledge, notice, by=by)
        yield Act("acknowledge", _("签收"), "acknowledge_rectification", do, _("已签收。"), is_primary=True)
    if notice.status in TO_ANSWER and not answering.lacking(notice):
        do = partial(answering.submit_rectification, notice, by=by)
        said = _("已提交，等另一位工作人员核验。")
        yield Act("submit", _("提交整改情况"), "submit_rectification", do, said, is_primary=True)
    if notice.status == "acknowledged":
        do = partial(answering.plan_rectification, notice, by=by)
        yield Act("plan", _("上报整改方案"), "plan_rectification", do, _("已上报，等司法局认可。"), f.PlanForm)
    if notice.status in TO_ANSWER and not notice.extension and not notice.overdue_on:
        do = partial(answering.ask_extension, notice, by=by)
        yield Act("extend", _("申请延期"), "ask_extension", do, _("已申请，等负责人决定。"), f.ExtensionForm)
    if notice.is_open and not notice.appeal:
        do = partial(answering.appeal, notice, by=by)
        yield Act("appeal", _("提出申诉"), "appeal_rectification", do, _("已提出，计时暂停。"), f.AppealForm)


def _deciding(notice: RectificationNotice, by: Any) -> Iterator[Act]:
    if notice.status == "planned":
        do: Any = partial(checking.agree_to_plan, notice, by=by)
        yield Act("agree", _("认可方案"), "agree_to_plan", do, _("已认可。"), is_primary=True)
        do = partial(checking.refuse_plan, notice, by=by)
        yield Act("refuse_plan", _("退回方案"), "agree_to_plan", do, _("已退回。"), ReasonForm, READ)
    if notice.extension == Decision.ASKED and notice.is_open and by.pk != notice.drafted_by_id:
        do = partial(checking.decide_extension, notice, by=by)
        yield Act("decide_extension", _("决定延期"), "decide_extension", do, _("已决定。"), f.DecideExtensionForm)
    if notice.appeal == Decision.ASKED and by.pk not in (notice.drafted_by_id, notice.issued_by_id):
        do = partial(checking.decide_appeal, notice, by=by)
        verb = "decide_rectification_appeal"
        yield Act("decide_appeal", _("决定申诉"), verb, do, _("已决定。"), f.DecideAppealForm)


def _checking(notice: RectificationNotice, by: Any) -> Iterator[Act]:
    if notice.status != "submitted":
        return
    verb, items = "check_rectification", list(notice.items.all())
    do: Any = partial(checking.verify, notice, by=by)
    yield Act("verify", _("全部整改到位，核验通过"), verb, do, _("已核验。"), is_primary=True)
    if notice.returns_n < MOST_RETURNS:
        more = (("items", [(i.no, _("第%(no)d项 %(clause)s") % {"no": i.no, "clause": i.clause}) for i in items]),)

        def send_back(*, lacking: list[int], reason: str) -> Any:
            findings = {i.no: (i.no not in lacking, "") for i in items}
            return checking.send_back(notice, by=by, reason=reason, findings=findings)

        label = _("退回补充（第%(n)d次，最多两次）") % {"n": notice.returns_n + 1}
        yield Act("return", label, verb, send_back, _("已退回。"), f.SendBackForm, more)
    else:
        do = partial(checking.fail, notice, by=by)
        yield Act("fail", _("认定整改不到位"), verb, do, _("已认定，按逾期处理。"), ReasonForm, READ)


def may_not_check(notice: RectificationNotice, by: Any) -> bool:
    return notice.status == "submitted" and by.pk in (notice.drafted_by_id, notice.issued_by_id)


def may_answer(notice: RectificationNotice, by: Any) -> bool:
    return policies.may(by, "submit_rectification", notice)
