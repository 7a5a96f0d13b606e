"""What courses hang into the ground: menus, what waits for an answer, what is to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from desk.dates import day
from desk.hooks import Coming, MenuEntry, WorkItem, coming, menu, worklist
from kit import clock
from training import queries as training
from training.courses import numbers_of_law, queries, services, showing  # noqa: F401 - rules register themselves
from training.courses import sitting as _sitting  # noqa: F401 - answers the questions of quizzes
from training.courses.states import LEARNERS
from training.models import Course, Enrolment, Session

AHEAD = timedelta(days=14)
MOST = 50

menu.add(MenuEntry(lazy("培训场次"), "training:catalogue", "book", LEARNERS, order=47))
menu.add(MenuEntry(lazy("课程"), "training:courses", "book", queries.SEES, group=lazy("培训"), order=61))


@coming.add
def sessions_ahead(user: Any, now: datetime) -> Iterator[Coming]:
    """The sessions of the next two weeks in which one has a place, and one that is going on."""
    rows = queries.enrolments_of(user).filter(status__in=("enrolled", "attended"), ends_at__gte=now)
    for row in rows.filter(starts_at__lte=now + AHEAD).order_by("starts_at", "pk")[:MOST]:
        yield Coming(
            title=row.session.course.title,
            text=row.session.place,
            url=reverse("training:session", args=[row.session_id]),
            starts_at=row.starts_at.astimezone(clock.SHANGHAI),
            ends_at=row.ends_at.astimezone(clock.SHANGHAI),
            verb=_("看培训，签到或退出"),
        )


@worklist.add
def places_to_answer(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Places in sessions that are held for this learner until they answer."""
    for row in queries.enrolments_of(user).filter(status="offered").order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("培训有名额了，等您答复"),
            text=_("%(title)s，%(when)s") % {"title": row.session.course.title, "when": showing.when(row.session)},
            url=reverse("training:session", args=[row.session_id]),
            verb=_("答复"),
            due_at=row.due_at,
        )


@worklist.add
def papers_to_renew(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What somebody earned here and has to renew: over, or near its last day, with the next session that gives it.

    Volunteers read on their own page what they lack; here are social workers and staff. One query, two where
    something ends.
    """
    audience = next((one for one in queries.meant_for(user) if one != Course.Audience.VOLUNTEER), "")
    if not audience or access.has_role(user, roles.VOL):
        return
    ending = training.earned_and_ending(user.pk, clock.today())
    county = next((seat.county_code for seat in access.seats(user) if seat.county_code), "")
    ahead = training.next_sessions_for([one.kind for one in ending], county, audience=audience) if ending else {}
    for one in ending:
        yield _renewal(one, ahead.get(one.kind))


def _renewal(held: training.Standing, session: Session | None) -> WorkItem:
    words = {"paper": training.kind_label(held.kind), "day": day(held.until)}
    text = _("到 %(day)s 为止。") % words
    if session is not None:
        text += _("下一场：%(when)s，%(place)s。") % {"when": showing.when(session), "place": session.place}
    return WorkItem(
        title=(_("续期：%(paper)s") if held.holds else _("已过期：%(paper)s")) % words,
        text=text,
        url=reverse("training:session", args=[session.pk]) if session else reverse("training:catalogue"),
        verb=_("去报名") if session else _("看场次"),
    )


@worklist.add
def planners_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Places to telephone for, and attendance that nobody has recorded, at one's own unit."""
    units = [seat.unit_id for seat in access.seats_as(user, roles.OFF, roles.CBM, roles.NGA) if seat.unit_id]
    if not units:
        return
    mine = Session.objects.filter(organiser_id__in=units).select_related("course")
    for session in mine.filter(is_held=True, status__in=("open", "closed"), starts_at__gt=now)[:MOST]:
        if session.starts_at - now < timedelta(hours=2):
            yield _item(session, _("培训临开始空出名额"), _("按候补次序打电话，答应的马上安排。"), _("去联系"))
    forgot = Enrolment.objects.filter(session__organiser_id__in=units, flag="no_out", session__status="done")
    for session in mine.filter(pk__in=forgot.order_by().values("session"))[:MOST]:
        yield _item(session, _("出勤待登记"), _("有人没有签离，登记各自的分钟。"), _("去登记"))


def _item(session: Session, title: str, text: str, verb: str) -> WorkItem:
    return WorkItem(
        title=_("%(title)s：%(course)s") % {"title": title, "course": session.course.title},
        text=_("%(when)s，%(text)s") % {"when": showing.when(session), "text": text},
        url=reverse("training:people", args=[session.pk]),
        verb=verb,
    )
