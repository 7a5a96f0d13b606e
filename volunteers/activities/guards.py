"""What every way into a shift looks at before it lets somebody in."""

from __future__ import annotations

from accounts.models import User
from desk.dates import day_time
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.activities import eligibility
from volunteers.models import Shift, Signup, Volunteer


def check_open(shift: Shift) -> None:
    """Refused: the posting or the shift takes nobody now."""
    if shift.posting.status != "published" or shift.status != "open":
        raise Refused(_("这个班次现在不接受报名。看看其他班次。"), code="not_open")
    now = clock.now()
    if shift.signup_opens_at and now < shift.signup_opens_at:
        raise Refused(_("还没到报名时间，%(at)s 开始。") % {"at": day_time(shift.signup_opens_at)}, code="too_early")
    if now >= min(shift.signup_closes_at, shift.starts_at):
        raise Refused(_("报名已经截止。看看其他班次。"), code="too_late")


def check_fit(volunteer: Volunteer, shift: Shift, *, overlap_reason: str = "") -> None:
    """Refused: something is missing, each item with where to get it; another shift or a training session at this time,
    unless a reason is given by whoever may."""
    codes = eligibility.in_the_way([volunteer], shift)[volunteer.pk]
    if overlap_reason:
        codes = [code for code in codes if code not in eligibility.ELSEWHERE]
    if codes:
        ways = eligibility.ways(codes, shift.posting, volunteer.county_code)
        raise Refused(_("现在还不能参加这个班次。"), code=codes[0], reasons=[way.text for way in ways])


def check_still_offered(row: Signup) -> None:
    if row.status != "offered":
        raise Refused(_("这次报名现在是“%(state)s”，不用再答复。") % {"state": row.status_label}, code="answered")
    if row.due_at < clock.now():
        raise Refused(_("答复时间已过，名额让给了下一位。您仍在候补。"), code="expired")


def own_file_locked(by: User) -> Volunteer:
    """The volunteer file of whoever acts, locked: no other sign-up of theirs is decided meanwhile, nor, with the user
    beside it, an enrolment in a course at the same time."""
    rows = Volunteer.objects.select_for_update(no_key=True, of=("self", "user")).select_related("user")
    me = rows.filter(user=by).first()
    if me is None:
        raise Refused(_("先登记成为志愿者，再报名活动。"), code="no_file")
    return me


def fresh(signup: Signup) -> Signup:
    """The row as it stands now, with what is asked of it; call it after its locks are taken."""
    return Signup.objects.select_related("shift__posting", "volunteer__user", "team").get(pk=signup.pk)
