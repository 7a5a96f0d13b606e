"""Courses drafted, opened and closed; their sessions planned, moved, made larger or smaller, cancelled."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts import roles
from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import clock, numbers
from kit.claims import release, set_capacity
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.courses import news, states
from training.courses.guards import fresh, reason
from training.courses.waiting import lock_people, locked, pass_on
from training.credentials import terms
from training.models import Course, Session, Trainer

LONGEST = timedelta(hours=12)
MOST_PLACES, MOST_MINUTES = 2_000, 60_000
COURSE_COLUMNS = (
    *("title", "about", "audience", "mode", "credit_minutes", "presence_percent", "gives", "validity_months"),
    *("requires", "compulsory_for", "exam", "area"),
)
RESULT = ("credit_minutes", "presence_percent", "gives", "audience", "exam")  # what those who passed were measured by
PLAIN = ("starts_at", "ends_at", "break_minutes", "part", "place", "people", "signup_closes_at", "waiting_limit")
MOVED = frozenset({"starts_at", "ends_at", "place"})


# --- courses -----------------------------------------------------------------------------------------------------
@transaction.atomic
def draft_course(
    *, by: User | None, organiser: OrgUnit, county_code: str = "", prerequisites: Iterable[Course] = (), **columns: Any
) -> Course:
    """Begin a course; nobody sees it before it is opened. Without `county_code` it is the whole city's.

    `by` None is the house, which brings the ready course.

    Refused: not for this unit or county; an organisation's course that would open a door of the bureau; numbers that
    cannot be; a credential that nobody says how long it holds.
    """
    course = Course(organiser=organiser, county_code=county_code, created_by=by, **columns)
    role = policies.require(by, "create_course", course) if by is not None else roles.MUN
    _check_course(course, role)
    course.number = numbers.next_number("KC", str(clock.today().year))
    born(course, "draft", by=by)
    course.prerequisites.set(prerequisites)
    return course


@transaction.atomic
def edit_course(
    course: Course, *, by: User, prerequisites: Iterable[Course] | None = None, **changes: Any
) -> list[str]:
    """Change a course; the names of what changed.

    Refused: as for a draft; what certificates were measured by, once somebody has one.
    """
    role = policies.require(by, "create_course", course)
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    changed = [name for name in COURSE_COLUMNS if name in changes and getattr(course, name) != changes[name]]
    if set(changed) & set(RESULT) and course.diplomas.exists():
        raise Refused(
            _("已有人结业，不能再改面向的人、学时、出勤要求、考试和结业取得的证明。另建一门课程。"), code="results"
        )
    if "audience" in changed and course.sessions.filter(enrolments__isnull=False).exists():
        raise Refused(_("已有人报名，不能改面向的人。另建一门课程。"), code="audience")
    for name in changed:
        setattr(course, name, changes[name])
    _check_course(course, role)
    if changed:
        course.save()
        trail.record("course.edit", course, by=by, fields=changed)
    if prerequisites is not None:
        wanted = {one.pk for one in prerequisites}
        if course.pk in wanted:
            raise Refused(_("课程不能以自己为前提。"), code="itself")
        course.prerequisites.set(wanted)
    return changed


@transaction.atomic
def open_course(course: Course, *, by: User | None) -> Course:
    """Let sessions of a course take enrolments; `by` None is the house, which brings the ready course."""
    if by is not None:
        policies.require(by, "create_course", course)
    move(course, "open", by=by)
    return course


@transaction.atomic
def close_course(course: Course, *, by: User) -> Course:
    """Teach a course no more. Refused: sessions are still to come."""
    policies.require(by, "create_course", course)
    if course.sessions.filter(status__in=states.ALIVE).exists():
        raise Refused(_("还有没结束的场次。结束或取消后再停开。"), code="sessions")
    move(course, "close", by=by)
    return course


def _check_course(course: Course, role: str) -> None:
    if not course.title.strip():
        raise Refused(_("写明课程名称。"), code="title")
    if not 1 <= course.credit_minutes <= MOST_MINUTES:
        raise Refused(_("学时在 1 到 %(n)d 分钟之间。") % {"n": MOST_MINUTES}, code="minutes")
    if not 1 <= course.presence_percent <= 100:
        raise Refused(_("最低出勤在 1 到 100 之间。"), code="percent")
    if role == roles.NGA and (course.gives or course.county_code == ""):
        raise Refused(_("社会组织的课程只发结业证书，不出具平台认可的证明，在本县区开设。"), code="gives")
    if course.gives and course.audience == Course.Audience.CLIENT:
        raise Refused(_("帮扶对象的课程只发结业证书。"), code="gives")
    if course.gives and not course.validity_months:
        rule = terms.term(course.gives, clock.today())
        if not (rule.months or rule.days):
            raise Refused(
                _("这类证明的规则没有期限，写明有效几个月。"), code="validity",
                at={"validity_months": [_("写明有效几个月。")]},
            )  # fmt: skip


# --- sessions ----------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_session(
    course: Course, *, by: User, organiser: OrgUnit, starts_at: datetime, ends_at: datetime, capacity: int,
    trainers: Iterable[Trainer] = (), **columns: Any,
) -> Session:  # fmt: skip
    """Add one session. Enrolment ends with its start unless `columns` say otherwise.

    Refused: another unit's; the course is closed, or another organisation's; times or numbers that cannot be; a
    trainer who teaches elsewhere then. Law: R-VOL-04, R-MIN-01.
    """
    session = Session(
        course=course, organiser=organiser, county_code=organiser.county_code if organiser.kind != "municipal_bureau"
        else course.county_code, starts_at=starts_at, ends_at=ends_at, capacity=capacity,
        presence_key=secrets.token_hex(16), **columns,
    )  # fmt: skip
    role = policies.require(by, "plan_session", session)
    if course.status == "closed":
        raise Refused(_("课程已经停开，不能再安排场次。"), code="closed")
    if role == roles.NGA and course.organiser_id != organiser.pk:
        raise Refused(_("只能为本单位的课程安排场次。"), code="own_course")
    session.signup_closes_at = session.signup_closes_at or session.starts_at
    _check(session)
    people = list(trainers)
    _check_trainers(session, people)
    born(session, "plan", by=by)
    session.trainers.set(people)
    return session


@transaction.atomic
def edit_session(session: Session, *, by: User, trainers: Iterable[Trainer] | None = None, **columns: Any) -> Session:
    """Change a session; enrolments stay, and everybody hears of a new time or place.

    Refused: begun; times or numbers that cannot be; other people once somebody enrolled (R-MIN-01).
    """
    policies.require(by, "plan_session", session)
    rows = session.enrolments.filter(status__in=states.LIVE)
    lock_people(*rows.values_list("learner_id", flat=True))
    session = locked(session.pk, heirs=0).seat
    if session.status not in states.UPCOMING or session.starts_at <= clock.now():
        raise Refused(_("培训已经开始，不能再改。"), code="begun")
    changes = [name for name in PLAIN if name in columns and getattr(session, name) != columns[name]]
    if "people" in changes and rows.exists():
        raise Refused(_("已有人报名，不能改参加的人群。另安排一场。"), code="people")
    if "starts_at" in changes and "signup_closes_at" not in changes:
        columns["signup_closes_at"] = None
        changes.append("signup_closes_at")
    for name in changes:
        setattr(session, name, columns[name])
    session.signup_closes_at = session.signup_closes_at or session.starts_at
    _check(session)
    if trainers is not None:
        people = list(trainers)
        _check_trainers(session, people)
        session.trainers.set(people)
    if changes:
        session.save(update_fields=list(PLAIN))
        trail.record("course_session.edit", session, by=by, fields=sorted(set(changes)))
    if MOVED & set(changes):
        _tell_moved(session)
    return session


def _tell_moved(session: Session) -> None:
    live = session.enrolments.filter(status__in=states.LIVE)
    live.update(starts_at=session.starts_at, ends_at=session.ends_at, flag="moved")
    for row in live.select_related("learner", "enrolled_by").order_by("pk"):
        news.tell("session_moved", session, news.answers_for(row), url=news.page_of(row))


@transaction.atomic
def change_capacity(session: Session, *, by: User, capacity: int) -> Session:
    """Set how many places there are; more are offered to the list at once. Refused: fewer than are taken."""
    policies.require(by, "plan_session", session)
    line = locked(session.pk, heirs=max(0, capacity - session.capacity))
    was = line.seat.capacity
    if not 1 <= capacity <= MOST_PLACES:
        raise Refused(_("名额在 1 到 %(n)d 之间。") % {"n": MOST_PLACES}, code="capacity")
    if not set_capacity(line.seat, capacity):
        raise Refused(
            _("已有 %(taken)d 人占用名额，不能再少。先移出多出的人。") % {"taken": line.seat.taken}, code="below_taken"
        )
    line.seat.refresh_from_db()
    trail.record("course_session.capacity", line.seat, by=by, fields=["capacity"], detail={"from": was, "to": capacity})
    if capacity > was:
        pass_on(line)
    return line.seat


@transaction.atomic
def close_signup(session: Session, *, by: User) -> Session:
    """Take no more enrolments; places that are freed still go to the list."""
    policies.require(by, "plan_session", session)
    move(session, "close", by=by)
    return session


@transaction.atomic
def reopen_signup(session: Session, *, by: User) -> Session:
    policies.require(by, "plan_session", session)
    move(session, "reopen", by=by)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: User, reason_text: str) -> Session:
    """Cancel a session; everybody hears why. Refused: no reason; it has begun."""
    policies.require(by, "plan_session", session)
    why = reason(reason_text)
    lock_people(*session.enrolments.filter(status__in=states.LIVE).values_list("learner_id", flat=True))
    session = locked(session.pk, heirs=0).seat
    move(session, "cancel", by=by, note=why)
    for row in session.enrolments.filter(status__in=states.LIVE).order_by("pk"):
        row = fresh(row)
        if row.status in states.HOLDING:
            release(session)
        move(row, "cancel", by=None, reason="session_cancelled", note=why)
        news.tell("session_cancelled", session, news.answers_for(row), url=news.page_of(row), why=why)
    return session


def _check(session: Session) -> None:
    """Refused: times and numbers that cannot be; each with the way to mend it."""
    if session.ends_at <= session.starts_at:
        raise Refused(_("结束时间要晚于开始时间。"), code="order")
    if session.ends_at - session.starts_at > LONGEST:
        raise Refused(_("一场最长 12 小时。分成几场。"), code="too_long")
    if session.starts_at <= clock.now():
        raise Refused(_("开始时间要在现在以后。"), code="past")
    if not 1 <= session.capacity <= MOST_PLACES:
        raise Refused(_("名额在 1 到 %(n)d 之间。") % {"n": MOST_PLACES}, code="capacity")
    if clock.minutes(session.break_minutes) >= session.ends_at - session.starts_at:
        raise Refused(_("休息时间不能长过整场。"), code="break")
    if session.signup_closes_at > session.ends_at:
        raise Refused(_("报名截止要早于结束。"), code="window")
    if not session.place.strip():
        raise Refused(_("写明地点。"), code="place")
    if session.people == Session.People.MINOR and session.course.audience != Course.Audience.CLIENT:
        raise Refused(_("只有帮扶对象的课程才分未成年人场次。"), code="people")


def _check_trainers(session: Session, people: list[Trainer]) -> None:
    there = Session.objects.filter(trainers__in=people, status__in=states.ALIVE).exclude(pk=session.pk)
    clash = there.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at).first()
    if clash is not None:
        names = clash.trainers.filter(pk__in=[one.pk for one in people]).values_list("name", flat=True)
        raise Refused(_("%(name)s这个时间在另一场授课。换讲师或时间。") % {"name": "、".join(names)}, code="trainer")
    gone = next((one for one in people if not one.is_active), None)
    if gone is not None:
        raise Refused(_("%(name)s现在不接受邀请。换一位讲师。") % {"name": gone.name}, code="trainer")


# --- trainers ----------------------------------------------------------------------------------------------------
@transaction.atomic
def keep_trainer(trainer: Trainer, *, by: User) -> Trainer:
    """Enter somebody into the pool of lecturers, or change what stands there."""
    policies.require(by, "keep_trainers", trainer)
    if not trainer.name.strip() or not trainer.organisation.strip() or not trainer.topics.strip():
        raise Refused(_("写明姓名、单位和能讲什么。"), code="trainer")
    known = trainer.pk is not None
    trainer.save()
    trail.record("trainer.change" if known else "trainer.enter", trainer, by=by, county=trainer.county_code)
    return trainer


def enter_trainer(*, by: User, **columns: Any) -> Trainer:
    """Enter somebody new, for whoever has no form in hand."""
    return keep_trainer(Trainer(**columns), by=by)
