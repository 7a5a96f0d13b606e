"""Lectures for people in prison: offered from outside, picked and dated by a prison, held with a count of who came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts import access, roles
from accounts.models import User
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import LectureOffer
from matching.resettlement.announcing import prison_of
from messaging import outbox

OFFERING = (roles.VOL, roles.NGA, roles.RES)
AHEAD_DAYS, MOST_DAYS = 180, 10
LONGEST = 240  # minutes


@transaction.atomic
def offer_lecture(*, by: User, topic: str, about: str, minutes: int, days: list[date]) -> LectureOffer:
    """Offer a lecture on one of some days. Refused: no topic; longer than four hours; a day that is over or far off."""
    role = policies.require(by, "offer_lecture", None)
    last, today = clock.today() + timedelta(days=AHEAD_DAYS), clock.today()
    if not topic.strip() or not about.strip():
        raise Refused(_("写明讲什么、讲哪些内容。"), code="topic")
    if not 15 <= minutes <= LONGEST:
        raise Refused(_("时长在 15 到 %(n)d 分钟之间。") % {"n": LONGEST}, code="minutes")
    if not days or len(days) > MOST_DAYS or min(days) < today or max(days) > last:
        raise Refused(_("选出今后半年内的日期，最多 %(n)d 个。") % {"n": MOST_DAYS}, code="days")
    lecture = LectureOffer(
        by=by, org_id=None if role == roles.VOL else access.seats_as(by, role)[0].unit_id, topic=topic.strip()[:60],
        about=about.strip()[:300], minutes=minutes, days=sorted({d.isoformat() for d in days}),
    )  # fmt: skip
    born(lecture, "offer", by=by)
    return lecture


@transaction.atomic
def pick_lecture(lecture: LectureOffer, *, by: User, on: date) -> LectureOffer:
    """A prison picks the lecture for one of its days. Refused: another day; somebody else was quicker."""
    policies.require(by, "pick_lecture", lecture)
    if on.isoformat() not in lecture.days or on < clock.today():
        raise Refused(_("从对方可以的日期里选一天。"), code="day")
    lecture.prison, lecture.on = prison_of(by), on
    lecture.save(update_fields=["prison", "on"])  # goes back with the transaction where somebody else was quicker
    move(lecture, "confirm", by=by)
    outbox.put("lecture_confirmed", to=lecture.by, about=lecture, url=reverse("matching:lectures"), on=on.isoformat())
    return lecture


@transaction.atomic
def release_lecture(lecture: LectureOffer, *, by: User) -> LectureOffer:
    """The day falls through, on either side; the lecture is open to every prison again."""
    policies.require(by, "release_lecture", lecture)
    move(lecture, "release", by=by)
    lecture.prison = lecture.on = None
    lecture.save()
    return lecture


@transaction.atomic
def hold_lecture(lecture: LectureOffer, *, by: User, listeners: int) -> LectureOffer:
    """Record that it was held, and how many listened; a number, no names. Refused: before its day."""
    policies.require(by, "hold_lecture", lecture)
    if lecture.on is None or lecture.on > clock.today():
        raise Refused(_("授课日期还没到。"), code="before")
    if not 0 < listeners <= 5000:
        raise Refused(_("填写听课人数。"), code="listeners")
    lecture.listeners = listeners
    lecture.save()
    move(lecture, "hold", by=by)
    return lecture


@transaction.atomic
def withdraw_lecture(lecture: LectureOffer, *, by: User) -> LectureOffer:
    policies.require(by, "withdraw_lecture", lecture)
    move(lecture, "withdraw", by=by)
    return lecture


def lectures(user: Any) -> QuerySet[LectureOffer]:
    """One's own offers and those of one's organisation; for a prison what is open and what it picked."""
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in OFFERING:
            scope |= Q(by_id=user.pk)
        if seat.role in (roles.NGA, roles.RES):
            scope |= Q(org_id=seat.unit_id)
        if seat.role == roles.PAR and seat.unit_kind == "prison":
            scope |= Q(status="offered") | Q(prison_id=seat.unit_id)
    return LectureOffer.objects.filter(scope).select_related("by", "org", "prison")
