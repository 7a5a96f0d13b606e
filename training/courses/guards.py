"""What every way into a session looks at before it lets somebody in."""

from __future__ import annotations

from accounts.models import User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training.courses import eligibility
from training.models import Enrolment, Session


def check_open(session: Session) -> None:
    """Refused: the course or the session takes nobody now."""
    if session.course.status != "open" or session.status != "open":
        raise Refused(_("这一场现在不接受报名。看看其他场次。"), code="not_open")
    if clock.now() >= min(session.signup_closes_at, session.starts_at):
        raise Refused(_("报名已经截止。看看其他场次。"), code="too_late")


def check_fit(learner: User, session: Session) -> None:
    """Refused: something is missing, each item with where to get it; something else at this time."""
    codes = eligibility.in_the_way([learner.pk], session)[learner.pk]
    if codes:
        raise Refused(
            _("现在还不能参加这一场。"), code=codes[0].partition(":")[0], reasons=eligibility.sentences(codes, session)
        )


def check_client(ref: str, session: Session, track: str) -> None:
    """Refused: not a course for clients; people of the other track (R-MIN-01); another session then."""
    if session.course.audience != "client":
        raise Refused(_("这门课程不是为帮扶对象开的。"), code="audience")
    if session.people != track:
        raise Refused(_("这一场不是为这位对象的人群安排的：成年人和未成年人分开参加。"), code="people")
    if eligibility.refs_busy([ref], session):
        raise Refused(_("对象在这个时间已有另一场培训。换一场。"), code="overlap")


def check_still_offered(row: Enrolment) -> None:
    if row.status != "offered":
        raise Refused(_("这次报名现在是“%(state)s”，不用再答复。") % {"state": row.status_label}, code="answered")
    if row.due_at < clock.now():
        raise Refused(_("答复时间已过，名额让给了下一位。您仍在候补。"), code="expired")


def fresh(row: Enrolment) -> Enrolment:
    """The row as it stands now, with what is asked of it; call it after its locks are taken."""
    return Enrolment.objects.select_related("session__course", "learner", "office", "enrolled_by").get(pk=row.pk)


def reason(text: str) -> str:
    """What somebody wrote as a reason, trimmed. Refused: nothing was written."""
    if not text.strip():
        raise Refused(_("写明原因。"), code="reason")
    return text.strip()[:200]
