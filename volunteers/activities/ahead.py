"""What is to come for a volunteer, and what waits for those who organise: read by the desk and by the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from desk.hooks import Coming, WorkItem
from kit import clock
from kit.claims import NO_OFFER_WITHIN
from volunteers.activities import queries, showing, states, sweeps
from volunteers.models import Shift, Signup

AHEAD = timedelta(days=14)
MOST = 50
RUN = (roles.OFF, roles.CBM, roles.MUN, roles.NGA, roles.NGC)
AT_DESK = (roles.OFF, roles.NGA, roles.NGC)  # whose own unit organises; county and city look on


def shifts_ahead(user: Any, now: datetime) -> Iterator[Coming]:
    """The shifts of the next two weeks in which one has a place, and one that is going on."""
    if not access.has_role(user, roles.VOL):
        return
    rows = Signup.objects.filter(volunteer__user=user, status__in=("confirmed", "attended"))
    rows = rows.filter(ends_at__gte=now, starts_at__lte=now + AHEAD).select_related("shift__posting")
    for row in rows.order_by("starts_at", "pk")[:MOST]:
        posting = row.shift.posting
        yield Coming(
            title=posting.title,
            text=posting.place,
            url=reverse("volunteers:activity", args=[row.shift_id]),
            starts_at=row.starts_at.astimezone(clock.SHANGHAI),
            ends_at=row.ends_at.astimezone(clock.SHANGHAI),
            verb=_("看活动，签到或退出"),
        )


def offers_to_answer(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Places that are held for this volunteer until they answer."""
    if not access.has_role(user, roles.VOL):
        return
    rows = Signup.objects.filter(volunteer__user=user, status="offered").select_related("shift__posting")
    for row in rows.order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("有名额了，等您答复"),
            text=_("%(title)s，%(when)s") % {"title": row.shift.posting.title, "when": showing.when(row.shift)},
            url=reverse("volunteers:activity", args=[row.shift_id]),
            verb=_("答复"),
            due_at=row.due_at,
        )


def organisers_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Requests to decide, people to telephone, shifts with too few people, places that have become doubtful.

    One query finds all shifts on which something waits, one those with too few people.
    """
    units = [seat.unit_id for seat in access.seats_as(user, *AT_DESK)]
    if not units:
        return
    mine = Shift.objects.filter(organiser_id__in=units, status__in=queries.UPCOMING, starts_at__gt=now)
    asked = Count("signups", filter=Q(signups__status="requested"))
    doubtful = Count("signups", filter=Q(signups__status__in=states.HOLDING, signups__flag__in=("lacks", "overlap")))
    first = Min("signups__status_at", filter=Q(signups__status="requested"))
    rows = mine.annotate(asked=asked, doubtful=doubtful, first=first).filter(
        Q(asked__gt=0) | Q(doubtful__gt=0) | Q(is_held=True, starts_at__lte=now + NO_OFFER_WITHIN)
    )
    for shift in rows.select_related("posting").order_by("starts_at", "pk")[:MOST]:
        yield from _of_shift(shift, now)
    for few in sweeps.at_risk(mine.select_related("posting"))[:MOST]:
        words = _("已报 %(taken)d 人，至少需要 %(needed)d 人。") % {"taken": few.taken, "needed": few.min_needed}
        yield _item(few, _("报名人数不足"), words, _("去看"))


def _of_shift(shift: Any, now: datetime) -> Iterator[WorkItem]:
    if shift.is_held and shift.starts_at <= now + NO_OFFER_WITHIN:
        words = _("按候补次序打电话，答应的马上安排。")
        yield _item(shift, _("临开始空出名额"), words, _("去联系"), name="call_list")
    if shift.asked:
        words = _("%(n)d 人申请参加，等您同意。") % {"n": shift.asked}
        yield _item(shift, _("申请等您同意"), words, _("去办理"), due_at=shift.signup_closes_at)
    if shift.doubtful:
        words = _("%(n)d 人的条件或时间有变，请核对。") % {"n": shift.doubtful}
        yield _item(shift, _("报名有变，请核对"), words, _("去核对"))


def _item(
    shift: Shift, title: str, text: str, verb: str, *, name: str = "shift", due_at: datetime | None = None
) -> WorkItem:
    return WorkItem(
        title=_("%(title)s：%(posting)s") % {"title": title, "posting": shift.posting.title},
        text=_("%(when)s，%(text)s") % {"when": showing.when(shift), "text": text},
        url=reverse(f"volunteers:{name}", args=[shift.pk]),
        verb=verb,
        due_at=due_at or shift.starts_at,
    )
