"""What learners do with sessions: enrol, wait, answer an offered place, withdraw; and officers for clients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import OrgUnit, User
from audit.moves import born, move
from kit import clock
from kit.claims import Got, claim, release
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.courses import news, states
from training.courses.guards import check_client, check_fit, check_open, check_still_offered, fresh
from training.courses.waiting import SessionQueue, lock_people, locked, pass_on
from training.models import Enrolment, Session


# --- enrolling -------------------------------------------------------------------------------------------------
@transaction.atomic
def enrol(session: Session, *, by: User) -> Enrolment:
    """Take a place in a session for oneself, or a turn in the waiting list. The same again is the same enrolment.

    Refused: enrolment is shut; something the course presupposes is missing; another place at this time; places and
    list are full. Law: R-VOL-04.
    """
    lock_people(by.pk)
    policies.require(by, "enrol", by)
    return _enrol(session, by, by=by, told=("session_enrolled", "session_waiting"))


@transaction.atomic
def assign(session: Session, learner: User, *, by: User) -> Enrolment:
    """Enrol somebody else, who hears of it and may withdraw as if they had done so themselves (R-VOL-11).

    Refused: as for `enrol`.
    """
    lock_people(learner.pk)
    policies.require(by, "assign_learners", session)
    return _enrol(session, learner, by=by, told=("session_assigned", "session_waiting"))


def _enrol(session: Session, learner: User, *, by: User, told: tuple[str, str]) -> Enrolment:
    """Call with the learner locked; `told` are the messages of a place and of a turn."""
    known = Enrolment.objects.filter(session_id=session.pk, learner=learner, status__in=states.LIVE).first()
    if known:
        return known
    session = Session.objects.select_related("course").get(pk=session.pk)
    check_open(session)
    check_fit(learner, session)
    row = Enrolment(learner=learner, enrolled_by=by)
    _come(row, session, by=by)
    news.tell(told[0] if row.status == "enrolled" else told[1], session, learner)
    return row


@transaction.atomic
def enrol_client(session: Session, *, ref: str, track: str, office: OrgUnit, by: User) -> Enrolment:
    """Take a place, or a turn, for the client behind `ref`, whose track is `track` (adult, minor).

    The caller holds the client's file locked. The same again is the same enrolment. Refused: not for clients; people
    of the other track; enrolment is shut; another session then; all is full. Law: R-CC-22, R-MIN-01.
    """
    session = Session.objects.select_related("course").get(pk=session.pk)
    row = Enrolment(session=session, course_id=session.course_id, ref=ref, office=office, enrolled_by=by)
    policies.require(by, "enrol_client", row)
    mine = list(Enrolment.objects.select_for_update(no_key=True).filter(ref=ref, status__in=states.LIVE))
    known = next((one for one in mine if one.session_id == session.pk), None)
    if known:
        return known
    check_open(session)
    check_client(ref, session, track)
    _come(row, session, by=by)
    return row


def _come(row: Enrolment, session: Session, *, by: User) -> None:
    seen = (session.status, session.starts_at, session.ends_at)
    got = SessionQueue(session).come(status="open", starts_at=session.starts_at, ends_at=session.ends_at)
    if got != Got.PLACE and seen != (session.status, session.starts_at, session.ends_at):
        raise Refused(_("这一场刚有改动，看过再报名。"), code="changed_meanwhile")
    if got == Got.NOTHING:
        raise Refused(_("名额和候补都满了。看看其他场次。"), code="full")
    row.session, row.course_id = session, session.course_id
    row.starts_at, row.ends_at = session.starts_at, session.ends_at
    row.queued_at = clock.now() if got == Got.TURN else None
    born(row, "enrol" if got == Got.PLACE else "queue", by=by)


# --- answering and leaving ---------------------------------------------------------------------------------------
def _may_answer(row: Enrolment, by: User) -> None:
    policies.require(by, "answer_enrolment" if row.learner_id else "enrol_client", row)


@transaction.atomic
def take_offer(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Accept an offered place, which has been held since. Refused: too late; something has come to be missing."""
    _may_answer(enrolment, by)
    line = locked(enrolment.session_id, enrolment.learner_id, heirs=0)
    row = fresh(enrolment)
    check_still_offered(row)
    if row.learner is not None:
        check_fit(row.learner, line.seat)
    move(row, "take", by=by)
    return row


@transaction.atomic
def decline_offer(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Say no to an offered place; the next in turn gets it at once."""
    _may_answer(enrolment, by)
    line = locked(enrolment.session_id, enrolment.learner_id, but=enrolment.pk)
    row = fresh(enrolment)
    check_still_offered(row)
    move(row, "decline", by=by)
    release(line.seat)
    pass_on(line)
    return row


@transaction.atomic
def take_free_place(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Take a place that became free while one waits and that nobody before could take.

    Refused: there is none; something is missing; another place at this time.
    """
    policies.require(by, "answer_enrolment", enrolment)
    line = locked(enrolment.session_id, enrolment.learner_id, heirs=0)
    row = fresh(enrolment)
    check_open(line.seat)
    check_fit(row.learner, line.seat)
    if not claim(line.seat, is_held=False):
        raise Refused(_("名额刚被占用，您仍在候补。"), code="full")
    move(row, "fill", by=by)
    return row


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: User, reason: str = "") -> Enrolment:
    """Leave a session, its list or its offer; the next in turn gets the place. Refused: it has begun."""
    _may_answer(enrolment, by)
    line = locked(enrolment.session_id, enrolment.learner_id, but=enrolment.pk)
    row = fresh(enrolment)
    if clock.now() >= line.seat.starts_at:
        raise Refused(_("培训已经开始，不能退出。没有到场请告诉组织者。"), code="begun")
    leave(row, line, by=by, note=reason)
    return row


def leave(row: Enrolment, line: SessionQueue, *, by: User | None, reason: str = "", note: str = "") -> None:
    """Give back what was held; the next in turn gets it. Call with the locks of `line`."""
    held = row.status in states.HOLDING
    move(row, "cancel", by=by, reason=reason, note=note)
    if held:
        release(line.seat)
        pass_on(line, but=row.pk)


@transaction.atomic
def withdraw_from_all(learner: User, *, reason: str) -> int:
    """Give back all that somebody who leaves has enrolled for; how many."""
    lock_people(learner.pk)
    rows = Enrolment.objects.filter(learner=learner, status__in=states.LIVE, starts_at__gt=clock.now())
    found = list(rows.order_by("session_id"))
    for row in found:
        leave(fresh(row), locked(row.session_id, heirs=0), by=None, reason=reason)
    return len(found)


# --- of clients, for the roof --------------------------------------------------------------------------------------
def enrolments_of(ref: str) -> QuerySet[Enrolment]:
    """What a client was enrolled in, the latest first."""
    rows = Enrolment.objects.filter(ref=ref).select_related("session__course", "office")
    return rows.order_by("-starts_at", "-pk")


def offered_to(user_ids: Sequence[int]) -> QuerySet[Enrolment]:
    """The places held for clients whom one of these enrolled, the soonest to run out first."""
    rows = Enrolment.objects.filter(status="offered", ref__gt="", enrolled_by_id__in=user_ids)
    return rows.select_related("session__course").order_by("due_at", "pk")


@transaction.atomic
def give_back(enrolment: Enrolment, *, reason: str) -> Enrolment:
    """The house takes a client out of a session to come, whose file ended."""
    line = locked(enrolment.session_id, heirs=1, but=enrolment.pk)
    row = fresh(enrolment)
    leave(row, line, by=None, note=reason)
    return row


def is_enrolled(ref: str, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the client is at a session at this time."""
    rows = Enrolment.objects.filter(ref=ref, status__in=states.HOLDING)
    return rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists()


def open_for_clients(track: str, *, county_code: str, most: int = 60) -> list[Session]:
    """The sessions for clients of this track that take enrolments in a county now, the soonest first."""
    now = clock.now()
    rows = Session.objects.filter(
        course__audience="client", course__status="open", people=track, status="open", starts_at__gt=now,
        signup_closes_at__gt=now, county_code__in=(county_code, ""),
    )  # fmt: skip
    return list(rows.select_related("course").order_by("starts_at", "pk")[:most])
