"""The office's side: the plan, more time, the re-check by another person, the close, the appeal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import calendar, clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import RectificationItem, RectificationNotice
from ngos.rectification import clocks, effects, escalating, news
from ngos.rectification.notices import locked
from ngos.rectification.numbers_of_law import AGAIN, MOST_RETURNS

Decision, Found = RectificationNotice.Decision, RectificationItem.Found
Findings = Mapping[int, tuple[bool, str]]  # item number → whether it is mended, and a word on it


@transaction.atomic
def agree_to_plan(notice: RectificationNotice, *, by: User) -> RectificationNotice:
    policies.require(by, "agree_to_plan", notice)
    notice = locked(notice)
    clocks.go(notice, "agree", by=by)
    clocks.keep(notice, plan_agreed_at=clock.now())
    news.tell("rectification_agreed", notice, news.addressees(notice))
    return notice


@transaction.atomic
def refuse_plan(notice: RectificationNotice, *, by: User, reason: str) -> RectificationNotice:
    policies.require(by, "agree_to_plan", notice)
    notice = locked(notice)
    _said(reason)
    clocks.go(notice, "refuse_plan", by=by, note=reason)
    news.tell("rectification_plan_refused", notice, news.addressees(notice))
    return notice


# --- the re-check ----------------------------------------------------------------------------------------------
@transaction.atomic
def verify(notice: RectificationNotice, *, by: User, findings: Findings | None = None) -> RectificationNotice:
    """Say that everything was mended. Refused: whoever drafted or issued it; an item found lacking."""
    notice = _to_check(notice, by)
    _note(notice, findings or {item.no: (True, "") for item in notice.items.all()})
    if notice.items.exclude(found=Found.DONE).exists():
        raise Refused(_("还有事项没有核验为已整改，不能通过。"), code="items")
    clocks.go(notice, "verify", by=by)
    clocks.keep(notice, checked_by=by)
    news.tell("rectification_verified", notice, news.heads(notice))
    return notice


@transaction.atomic
def send_back(notice: RectificationNotice, *, by: User, reason: str, findings: Findings) -> RectificationNotice:
    """Send the answer back with what lacks, twice at most; then it is verified or found wanting.

    In time, it brings a term of its own; late, the clock of the delay runs on. Refused: whoever drafted or issued
    it; a third time; no item named. Law: R-RECT-01.
    """
    notice = _to_check(notice, by)
    _said(reason)
    if notice.returns_n >= MOST_RETURNS:
        raise Refused(_("已经退回两次，不能再退回。核验通过，或者认定整改不到位。"), code="third_return")
    _note(notice, findings)
    if not notice.items.filter(found=Found.LACKING).exists():
        raise Refused(_("选出还不到位的事项。"), code="items")
    until = max(notice.due_on, calendar.add_workdays(clock.today(), int(rules.value(AGAIN))))
    clocks.go(notice, "return", by=by, note=reason, until=until)
    clocks.keep(notice, returns_n=notice.returns_n + 1, checked_by=by)
    if notice.overdue_on is None:
        clocks.keep(notice, due_on=until)
    news.tell("rectification_returned", notice, news.addressees(notice), until=until)
    return notice


@transaction.atomic
def fail(notice: RectificationNotice, *, by: User, reason: str) -> RectificationNotice:
    """Find that it was not mended: the notice counts as late from today. It may still be answered again.

    Refused: whoever drafted or issued it; before it was sent back twice. Law: R-RECT-02.
    """
    notice = _to_check(notice, by)
    _said(reason)
    if notice.returns_n < MOST_RETURNS:
        raise Refused(_("还可以退回补充，退回两次以后仍不到位的再认定。"), code="not_yet")
    clocks.go(notice, "fail", by=by, note=reason)
    clocks.keep(notice, checked_by=by)
    notice.items.filter(found=Found.LACKING).update(replied_at=None)
    if notice.overdue_on is None:
        clocks.keep(notice, due_on=clock.today())
    news.tell("rectification_failed", notice, news.addressees(notice))
    escalating.escalate(notice, failed=True)
    return notice


@transaction.atomic
def close(notice: RectificationNotice, *, by: User) -> RectificationNotice:
    """Strike a verified notice off; what it set upon the organisation is lifted in the same act."""
    policies.require(by, "close_rectification", notice)
    notice = locked(notice)
    move(notice, "close", by=by)
    clocks.keep(notice, closed_at=clock.now(), stopped_on=None)
    effects.lift(notice)
    news.tell("rectification_closed", notice, news.addressees(notice))
    return notice


# --- time and appeal -------------------------------------------------------------------------------------------
@transaction.atomic
def decide_extension(
    notice: RectificationNotice, *, by: User, granted: bool, until_on: date | None = None
) -> RectificationNotice:
    """Grant or refuse more time, as another person than the drafter. One asked for in time and granted late undoes
    the delay. Refused: nothing asked; a day beyond what was asked for."""
    policies.require(by, "decide_extension", notice)
    notice = locked(notice)
    if notice.extension != Decision.ASKED or not notice.is_open:
        raise Refused(_("没有等待决定的延期申请。"), code="state")
    if by.pk == notice.drafted_by_id:
        raise Refused(_("拟稿人不能决定延期，由负责人办理。"), code="two_persons")
    day = until_on or notice.extension_until_on
    if granted and not notice.due_on < day <= notice.extension_until_on:
        raise Refused(_("延期的日期要在整改期限以后，不晚于申请的日期。"), code="until_on")
    clocks.keep(notice, extension=Decision.GRANTED if granted else Decision.REFUSED, extension_by=by)
    if granted:
        _extended(notice, day)
    trail.record("rectification.decide_extension", notice, by=by, detail={"granted": granted})
    decision = notice.get_extension_display()
    news.tell("rectification_extended", notice, news.addressees(notice), decision=decision)
    return notice


def _extended(notice: RectificationNotice, day: date) -> None:
    waits = (
        {"due_at": calendar.end_of(day)} if notice.status in escalating.AWAITED and notice.status != "issued" else {}
    )
    clocks.keep(notice, due_on=day, **waits)
    if notice.overdue_on and clock.today() <= day:
        clocks.keep(notice, overdue_on=None, level=RectificationNotice.Level.NONE)
        effects.lift(notice)


@transaction.atomic
def decide_appeal(notice: RectificationNotice, *, by: User, upheld: bool, answer: str) -> RectificationNotice:
    """Decide an appeal as another person than the drafter and the issuer. Upheld, the notice is taken back; refused,
    the clock runs on with the days it stood. Law: R-RECT-02."""
    policies.require(by, "decide_rectification_appeal", notice)
    notice = locked(notice)
    if notice.appeal != Decision.ASKED:
        raise Refused(_("没有等待决定的申诉。"), code="state")
    if by.pk in (notice.drafted_by_id, notice.issued_by_id):
        raise Refused(_("拟稿人和签发人不能决定申诉，换一位人员办理。"), code="two_persons")
    _said(answer)
    clocks.keep(notice, appeal=Decision.GRANTED if upheld else Decision.REFUSED, appeal_answer=answer.strip()[:500])
    trail.record("rectification.decide_appeal", notice, by=by, detail={"upheld": upheld})
    clocks.run_on(notice)
    if upheld and notice.is_open:
        move(notice, "withdraw", by=by, note=answer)
        effects.lift(notice)
    decision = _("申诉成立，通知书撤销") if upheld else _("申诉不成立，继续整改")
    news.tell("rectification_appeal_over", notice, news.addressees(notice), decision=decision)
    return notice


# --- pieces ----------------------------------------------------------------------------------------------------
def _to_check(notice: RectificationNotice, by: User) -> RectificationNotice:
    policies.require(by, "check_rectification", notice)
    notice = locked(notice)
    if by.pk in (notice.drafted_by_id, notice.issued_by_id):
        raise Refused(_("拟稿人和签发人不能核验，由另一位人员办理。"), code="two_persons")
    if notice.status != "submitted":
        raise Refused(
            _("现在是“%(state)s”，不能办理这一步。") % {"state": notice.status_label},
            code=f"step:check:{notice.status}",
        )
    return notice


def _note(notice: RectificationNotice, findings: Findings) -> None:
    for item in notice.items.all():
        if item.no in findings:
            done, note = findings[item.no]
            item.found, item.found_note = Found.DONE if done else Found.LACKING, note.strip()[:300]
            item.replied_at = item.replied_at if done else None  # what is sent back waits for an answer anew
            item.save(update_fields=["found", "found_note", "replied_at"])


def _said(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("写明理由，对方会看到。"), code="reason")
