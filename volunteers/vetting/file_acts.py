"""What the office may do with a volunteer's file, in the order in which the page offers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from desk.forms import ReasonForm
from training import queries as training
from volunteers.joining import services as joining
from volunteers.models import Application, Volunteer
from volunteers.vetting import conflicts, exemptions, papers, suspending
from volunteers.vetting import forms as f
from volunteers.vetting.acts import Act

SERVING = ("unconfirmed", "active", "suspended")


def acts_of(v: Volunteer, by: Any) -> Iterator[Act]:
    """Those that the state allows; rights are asked afterwards."""
    if v.status == "unconfirmed":
        do: Callable[..., Any] = partial(joining.confirm_volunteer, v, by=by)
        yield Act("confirm", _("本人当面确认登记"), "confirm_volunteer", do, _("已确认登记。"))
    if not v.is_identity_verified:
        do = partial(joining.verify_identity, v, by=by)
        yield Act("identity", _("已看过身份证，核验身份"), "verify_identity", do, _("身份已核验。"))
    yield from _stopping(v, by)
    if v.status in SERVING:
        yield from paper_acts(v, by)
        yield from conflict_acts(v, by)
        yield from _waivers(v, by)


def _stopping(v: Volunteer, by: Any) -> Iterator[Act]:
    waiting = v.suspensions.filter(decided_at=None).select_related("volunteer").first()
    if waiting is not None and waiting.proposed_by_id != by.pk:
        do: Callable[..., Any] = partial(suspending.decide_suspension, waiting, by=by)
        yield Act("agree", _("同意暂停"), "suspend_volunteer", partial(do, agree=True), _("已决定。"))
        yield Act("refuse", _("不同意暂停"), "suspend_volunteer", partial(do, agree=False), _("已决定。"))
    if v.status == "suspended":
        do = partial(suspending.readmit_volunteer, v, by=by)
        yield Act("readmit", _("恢复服务"), "readmit_volunteer", do, _("已恢复，本人会收到消息。"))
    if v.status == "blocked":
        do = partial(suspending.unblock_volunteer, v, by=by)
        yield Act("unblock", _("解除禁止"), "unblock_volunteer", do, _("已解除，改为暂停。"), ReasonForm, f.LOGGED)
    if v.status == "active":
        do = partial(suspending.suspend_volunteer, v, by=by)
        said = _("已暂停，不再收到新的邀约；已报名的班次由组织者决定。")
        yield Act("suspend", _("暂停服务"), "suspend_volunteer", do, said, f.SuspendForm)
        if waiting is None:
            do = partial(suspending.propose_suspension, v, by=by)
            yield Act("propose", _("提议暂停"), "propose_suspension", do, _("已提出，由县局决定。"), f.SuspendForm)
    if v.status in SERVING:
        do = partial(suspending.block_volunteer, v, by=by)
        yield Act("block", _("触及红线，禁止参加"), "block_volunteer", do, _("已禁止参加。"), ReasonForm, f.READ)


# --- also of applications --------------------------------------------------------------------------------------
def paper_acts(file: Volunteer | Application, by: Any) -> Iterator[Act]:
    do: Callable[..., Any] = partial(papers.record_paper, file, by=by)
    yield Act("paper", _("登记证明"), "record_paper", do, _("已登记。"), f.PaperForm)
    held = {p.pk: p for p in training.held_by(file.user_id)}
    if held:
        choices = [(pk, f"{p.get_kind_display()} {p.valid_from:%Y-%m-%d}") for pk, p in held.items()]

        def withdraw(*, paper: int, reason: str) -> Any:
            return papers.withdraw_paper(file, held[paper], by=by, reason=reason)

        more = (("papers", choices),)
        yield Act("withdraw", _("作废证明"), "withdraw_paper", withdraw, _("已作废。"), f.WithdrawForm, more)


def conflict_acts(file: Volunteer | Application, by: Any) -> Iterator[Act]:
    do: Callable[..., Any] = partial(conflicts.ask_conflict, file, by=by)
    yield Act("conflict", _("问是否有利害关系"), "ask_conflict", do, _("已有答复。"), f.PurposeForm)
    last = file.user.conflict_checks.order_by("-pk").first()
    if last is not None and last.found and not last.decided_at and last.asked_by_id != by.pk:
        do = partial(conflicts.decide_conflict, file, by=by)
        for name, label, clear in (("clear", _("核对后可以参加"), True), ("bar", _("核对后不宜参加"), False)):
            decide = partial(do, clear=clear)
            yield Act(name, label, "decide_conflict", decide, _("已决定。"), ReasonForm, f.LOGGED)


def _waivers(v: Volunteer, by: Any) -> Iterator[Act]:
    do: Callable[..., Any] = partial(exemptions.ask_exemption, v, by=by)
    yield Act("exempt", _("提出豁免"), "ask_exemption", do, _("已提出，由另一人决定。"), f.ExemptionForm)
    for waiver in v.exemptions.filter(decided_at=None).exclude(asked_by=by).select_related("volunteer"):
        said = {"paper": training.kind_label(waiver.kind)}
        do = partial(exemptions.decide_exemption, waiver, by=by)
        yield Act(
            f"waive-{waiver.pk}",
            _("同意免去%(paper)s") % said,
            "decide_exemption",
            partial(do, agree=True),
            _("已决定。"),
        )
        yield Act(
            f"keep-{waiver.pk}",
            _("不免去%(paper)s") % said,
            "decide_exemption",
            partial(do, agree=False),
            _("已决定。"),
        )
