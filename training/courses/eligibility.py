"""What stands between a learner and a session: for whom it is, what it presupposes, and where they are then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from accounts import roles
from accounts.access import in_force
from accounts.models import Membership, User
from desk.dates import weekday_and_short_day
from kit import clock
from kit.sentences import gettext as _
from training import hooks, queries
from training.courses import states
from training.models import Course, Diploma, Enrolment, Session

SEATS = {
    Course.Audience.VOLUNTEER: (roles.VOL,),
    Course.Audience.NGO: (roles.NGA, roles.NGC),
    Course.Audience.STAFF: (roles.OFF, roles.CBM, roles.MUN),
    Course.Audience.CLIENT: (),
}
FOR_WHOM = "audience"


def audiences_of(held: Collection[str]) -> list[str]:
    """For which audiences somebody in these roles is meant."""
    return [audience for audience, seats in SEATS.items() if set(seats) & set(held)]


def day_of(session: Session) -> date:
    return session.starts_at.astimezone(clock.SHANGHAI).date()


def lacking(user_ids: Iterable[int], course: Course, on: date) -> dict[int, list[str]]:
    """User id → codes of what the course presupposes and the person lacks on the day. Constant queries.

    "audience", "paper:<kind>" for a credential, "course:<pk>" for a course to pass before. Law: R-VOL-04.
    """
    people = list(user_ids)
    seats = Membership.objects.filter(
        in_force(on), user_id__in=people, role__in=SEATS[Course.Audience(course.audience)]
    )
    meant = set(seats.values_list("user_id", flat=True))
    held = queries.credentials_of(people, on) if course.requires else {}
    before = list(course.prerequisites.order_by("pk").values_list("pk", flat=True))
    passed = _passed(people, before) if before else set()
    return {
        pk: [
            *([] if pk in meant else [FOR_WHOM]),
            *(f"paper:{kind}" for kind in course.requires if kind not in held.get(pk, {})),
            *(f"course:{c}" for c in before if (pk, c) not in passed),
        ]
        for pk in people
    }


def _passed(user_ids: Sequence[int], course_ids: Sequence[int]) -> set[tuple[int, int]]:
    rows = Diploma.objects.filter(learner_id__in=user_ids, course_id__in=course_ids, status="valid")
    return set(rows.values_list("learner_id", "course_id"))


def busy(user_ids: Iterable[int], starts_at: datetime, ends_at: datetime, *, but: int | None = None) -> set[int]:
    """Of these people, those with a place in another session at this time, or held elsewhere. Touching is free."""
    people = list(user_ids)
    rows = Enrolment.objects.filter(learner_id__in=people, status__in=(*states.HOLDING, "attended"))
    rows = rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(session_id=but)
    found = set(rows.values_list("learner_id", flat=True))
    for elsewhere in hooks.engaged:
        found |= elsewhere(people, starts_at, ends_at)
    return found


def refs_busy(refs: Iterable[str], session: Session) -> set[str]:
    """Of these clients, those with a place in another session at this time."""
    rows = Enrolment.objects.filter(ref__in=list(refs), status__in=states.HOLDING).exclude(session_id=session.pk)
    rows = rows.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
    return set(rows.values_list("ref", flat=True))


def in_the_way(user_ids: Iterable[int], session: Session) -> dict[int, list[str]]:
    """User id → all that keeps them from this session now, "overlap" among it."""
    found = lacking(user_ids, session.course, day_of(session))
    for pk in busy(found, session.starts_at, session.ends_at, but=session.pk):
        found[pk] = [*found[pk], "overlap"]
    return found


# --- in words ------------------------------------------------------------------------------------------------------
def sentences(codes: Iterable[str], session: Session) -> list[str]:
    """The codes in words, each with what to do about it: where it can be had, the next session that gives it."""
    return [_sentence(code, session) for code in codes]


def _sentence(code: str, session: Session) -> str:
    what, _colon, which = code.partition(":")
    if what == "paper":
        said = _("缺在有效期内的%(kind)s。") % {"kind": queries.kind_label(which)}
        return said + _next(queries.next_session_for(which, session.county_code, audience=session.course.audience))
    if what == "course":
        course = Course.objects.filter(pk=int(which)).first()
        said = _("先通过“%(title)s”。") % {"title": course.title if course else which}
        return said + _next(queries.next_session_of(int(which), session.county_code))
    said_of: dict[str, Any] = {
        FOR_WHOM: _("这门课程面向%(people)s。") % {"people": session.course.get_audience_display()},
        "overlap": _("这个时间您已有别的安排，退出其中一个再报。"),
    }
    return str(said_of[code])


def _next(session: Session | None) -> str:
    if session is None:
        return ""
    words = {"day": weekday_and_short_day(session.starts_at), "title": session.course.title, "place": session.place}
    return _("下一场：%(day)s，%(title)s，%(place)s。") % words


def links(codes: Iterable[str], session: Session) -> list[dict[str, Any]]:
    """The same with the next session that gives what is missing, for the screens to link to."""
    rows = []
    for code in codes:
        what, _colon, which = code.partition(":")
        ahead = None
        if what == "paper":
            ahead = queries.next_session_for(which, session.county_code, audience=session.course.audience)
        elif what == "course":
            ahead = queries.next_session_of(int(which), session.county_code)
        rows.append({"text": _sentence(code, session), "session": ahead})
    return rows


def suits(users: Sequence[User], course: Course) -> list[User]:
    """Those of these people for whom the course is meant."""
    lacks = lacking([u.pk for u in users], course, clock.today())
    return [u for u in users if not lacks[u.pk]]
