"""What a meeting decided, on its way: decided, reported with proof, confirmed by the caller or sent back, dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import OrgUnit, User
from audit.moves import born, move
from desk import policies
from desk.meetings import news, rules
from desk.meetings.services import plain
from desk.models import ActionEvidence, ActionItem, JointMeeting
from desk.uploads import services as uploads
from kit import calendar, clock, numbers
from kit import rules as numbers_of_law
from kit.errors import Refused
from kit.sentences import gettext as _


@transaction.atomic
def decide(
    meeting: JointMeeting, *, by: User, text: str, standard: str, owner: OrgUnit, due_on: date | None = None
) -> ActionItem:
    """Write down what a unit at the table has to do; without a day it has ten working days from today.

    Refused: the meeting was not held; the unit was not called; a day gone by or on which nobody works.
    """
    policies.require(by, "decide_action", meeting)
    if meeting.status != "held":
        raise Refused(_("会议召开并记录以后，再写议定事项。"), code="state")
    if not meeting.invited.filter(unit=owner).exists():
        raise Refused(_("责任单位要是参会单位。"), code="owner")
    action = ActionItem(
        meeting=meeting, number=numbers.next_number("YD", str(clock.today().year), 4), text=plain(text, 200),
        standard=plain(standard, 200), owner=owner, owner_county=_county_of(owner),
        county_code=meeting.county_code, due_on=_term(due_on),
    )  # fmt: skip
    action.due_at = calendar.end_of(action.due_on)
    born(action, "decide", by=by)
    news.tell("action_decided", action, news.speakers(owner))
    return action


def _county_of(unit: OrgUnit) -> str:
    """The county the unit lies in; none for one of the city."""
    return "" if unit.county_code.endswith("00") else unit.county_code


def _term(due_on: date | None) -> date:
    found = due_on or calendar.add_workdays(clock.today(), int(numbers_of_law.value(rules.TERM)))
    if found <= clock.today():
        raise Refused(_("完成期限要在今天以后。"), code="due_on")
    if not calendar.is_workday(found):
        raise Refused(_("完成期限要是工作日。"), code="due_on", at={"due_on": [_("这一天不上班，换一个工作日。")]})
    return found


@transaction.atomic
def report_action(action: ActionItem, *, by: User, report: str, proofs: Iterable[Any] = ()) -> ActionItem:
    """Say that it is done and show it; the caller confirms. Refused: no word; neither now nor before any proof."""
    policies.require(by, "report_action", action)
    action = locked(action)
    said = plain(report, 500)
    for file in proofs:
        ActionEvidence.objects.create(action=action, kept=uploads.keep(file, by=by))
    if not action.evidence.exists():
        raise Refused(_("至少附一份证据：照片、通知或清单。"), code="proofs", at={"proofs": [_("附上证据。")]})
    move(action, "report", by=by)
    action.report, action.reported_at, action.reported_by = said, clock.now(), by
    action.save(update_fields=["report", "reported_at", "reported_by"])
    news.tell("action_reported", action, [u for u in news.callers(action) if u.pk != by.pk])
    return action


@transaction.atomic
def confirm_action(action: ActionItem, *, by: User) -> ActionItem:
    """Say that the standard is met. Refused: whoever reported it."""
    policies.require(by, "confirm_action", action)
    action = _others_word(locked(action), by)
    move(action, "confirm", by=by)
    news.tell("action_confirmed", action, news.speakers(action.owner))
    return action


@transaction.atomic
def return_action(action: ActionItem, *, by: User, reason: str) -> ActionItem:
    """Say what lacks; the day stays, so a report sent back after it is late. Refused: whoever reported it."""
    policies.require(by, "return_action", action)
    action = _others_word(locked(action), by)
    move(action, "return", by=by, note=plain(reason, 200), due_at=calendar.end_of(action.due_on))
    news.tell("action_returned", action, news.speakers(action.owner))
    return action


@transaction.atomic
def drop_action(action: ActionItem, *, by: User, reason: str) -> ActionItem:
    """Take back what need not be done any more; it counts in no figure."""
    policies.require(by, "drop_action", action)
    action = locked(action)
    move(action, "drop", by=by, note=plain(reason, 200))
    news.tell("action_dropped", action, news.speakers(action.owner))
    return action


def locked(action: ActionItem) -> ActionItem:
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related("owner", "meeting__caller")
    return rows.get(pk=action.pk)


def _others_word(action: ActionItem, by: User) -> ActionItem:
    if action.status == "reported" and action.reported_by_id == by.pk:
        raise Refused(_("报告人不能确认自己的报告，由另一位同事办理。"), code="own_report")
    return action
