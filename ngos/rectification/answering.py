"""The addressee's side: receipt, plan, what was done with its proof, one request for more time, an appeal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts import roles
from accounts.models import User
from accounts.queries import people_with
from audit import trail
from desk.uploads import services as uploads
from kit import calendar, clock, rules
from kit.clock import SHANGHAI
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import RectificationEvidence, RectificationItem, RectificationNotice
from ngos.rectification import clocks, news
from ngos.rectification.notices import locked, plain
from ngos.rectification.numbers_of_law import APPEAL, EXTENSION
from ngos.rectification.states import TO_ANSWER, WITH_ADDRESSEE

Decision = RectificationNotice.Decision


@transaction.atomic
def acknowledge(notice: RectificationNotice, *, by: User | None) -> RectificationNotice:
    """Say that the notice arrived; `by` None is the clock, after two working days of silence (law: R-RECT-01)."""
    if by is not None:
        policies.require(by, "acknowledge_rectification", notice)
    notice = locked(notice)
    clocks.go(notice, "acknowledge", by=by)
    clocks.keep(notice, acknowledged_at=clock.now(), acknowledged_by=by)
    if by is None:
        news.tell("rectification_deemed", notice, news.addressees(notice))
    return notice


@transaction.atomic
def plan_rectification(notice: RectificationNotice, *, by: User, plan: str) -> RectificationNotice:
    """Say how it will be mended. It may be left out, and the answer handed in at once; a bid at grade C needs it."""
    policies.require(by, "plan_rectification", notice)
    notice = locked(notice)
    if not plan.strip():
        raise Refused(_("写明整改措施、责任人和时间安排。"), code="plan")
    plain(plan)
    clocks.go(notice, "plan", by=by)
    clocks.keep(notice, plan=plan.strip()[:2000])
    news.tell("rectification_planned", notice, news.heads(notice))
    return notice


@transaction.atomic
def reply_to_item(item: RectificationItem, *, by: User, reply: str, files: Iterable[Any] = ()) -> RectificationItem:
    """Write what was done about one thing, with its proof; it counts once the whole is submitted.

    Refused: the notice does not wait for an answer; nothing written; a number of a person in the text.
    """
    policies.require(by, "submit_rectification", item.notice)
    _awaited(locked(item.notice))
    if not reply.strip():
        raise Refused(_("写明这一项做了什么。"), code="reply")
    plain(reply)
    now = clock.now()
    for file in files:
        kept = uploads.keep(file, by=by)
        RectificationEvidence.objects.create(item=item, kept=kept, added_at=now, added_by=by)
    item.reply, item.replied_at = reply.strip()[:1000], now
    item.save(update_fields=["reply", "replied_at"])
    trail.record("rectification.reply", item.notice, by=by, detail={"item": item.no})
    return item


@transaction.atomic
def submit_rectification(notice: RectificationNotice, *, by: User) -> RectificationNotice:
    """Hand the whole in. Refused: a thing without an answer or a proof, each named; one sent back and not touched."""
    policies.require(by, "submit_rectification", notice)
    notice = _awaited(locked(notice))
    if reasons := lacking(notice):
        raise Refused(_("还有事项没有写明情况或附上证据。"), code="items", reasons=reasons)
    clocks.go(notice, "submit", by=by)
    clocks.keep(notice, submitted_at=clock.now())
    news.tell("rectification_submitted", notice, news.checkers(notice))
    return notice


def lacking(notice: RectificationNotice) -> list[str]:
    """What stands between the notice and its submission, a sentence for each item. Two queries."""
    said = []
    for item in notice.items.prefetch_related("evidence"):
        if not item.reply or not item.evidence.all():
            said.append(_("第%(no)d项：写明整改情况，并至少附一份证据。") % {"no": item.no})
        elif item.replied_at is None:
            said.append(_("第%(no)d项：退回以后还没有补充。") % {"no": item.no})
    return said


@transaction.atomic
def ask_extension(notice: RectificationNotice, *, by: User, until_on: date, reason: str) -> RectificationNotice:
    """Ask once for more time, before the deadline. Refused: asked before; late; too far; no reason."""
    policies.require(by, "ask_extension", notice)
    notice = _awaited(locked(notice))
    if notice.extension:
        raise Refused(_("延期只能申请一次。"), code="again")
    if notice.overdue_on or clock.today() > notice.due_on:
        raise Refused(_("已经逾期，不能再申请延期。"), code="late")
    most = calendar.add_workdays(notice.due_on, int(rules.value(EXTENSION)))
    if not notice.due_on < until_on <= most:
        raise Refused(_("延期的日期要在整改期限以后，最晚 %(day)s。") % {"day": most.isoformat()}, code="until_on")
    if not reason.strip():
        raise Refused(_("写明延期的理由。"), code="reason")
    plain(reason)
    clocks.keep(notice, extension=Decision.ASKED, extension_reason=reason.strip()[:300], extension_until_on=until_on)
    trail.record("rectification.ask_extension", notice, by=by)
    news.tell("rectification_extension", notice, news.checkers(notice), until=until_on)
    return notice


@transaction.atomic
def appeal(notice: RectificationNotice, *, by: User, text: str) -> RectificationNotice:
    """Appeal to the city, once, within ten working days of the issue; the clock stands until it is decided.

    Refused: too late; appealed before; no ground. Law: R-RECT-02 (nothing else stops the clock).
    """
    policies.require(by, "appeal_rectification", notice)
    notice = locked(notice)
    if not notice.is_open or notice.appeal:
        raise Refused(_("不能再申诉。"), code="again")
    last = calendar.add_workdays(notice.issued_at.astimezone(SHANGHAI).date(), int(rules.value(APPEAL)))
    if clock.today() > last:
        raise Refused(_("申诉期限已于 %(day)s 届满。") % {"day": last.isoformat()}, code="late")
    if not text.strip():
        raise Refused(_("写明申诉的理由。"), code="text")
    plain(text)
    clocks.keep(notice, appeal=Decision.ASKED, appeal_text=text.strip()[:1000])
    clocks.stop(notice)
    trail.record("rectification.appeal", notice, by=by)
    news.tell("rectification_appealed", notice, people_with(roles.MUN))
    return notice


def _awaited(notice: RectificationNotice) -> RectificationNotice:
    if notice.status in TO_ANSWER:
        return notice
    if notice.status in WITH_ADDRESSEE:
        raise Refused(_("先签收，再填写整改情况。"), code="not_acknowledged")
    raise Refused(_("现在是“%(state)s”，不用再提交。") % {"state": notice.status_label}, code="state")
