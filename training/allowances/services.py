"""Granting a learner more time for the next sitting of a quiz, or one sitting after the last."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.allowances import news, queries
from training.models import Allowance, Blueprint
from training.quizzes import guards

MOST_MINUTES = 240
LONGEST_NOTE = 300  # characters


@transaction.atomic
def allow_time(
    learner: User, blueprint: Blueprint, *, by: User, minutes: int, why: str, note: str = ""
) -> Allowance:  # fmt: skip
    """Give the next sitting so many minutes more, whenever it begins; one that runs already goes on as it is.

    Refused: oneself; not 1 to 240 minutes; without a reason; more time is granted already and was not used.
    Law: R-VOL-04.
    """
    row = Allowance(learner=learner, blueprint=blueprint, kind=Allowance.Kind.TIME, minutes=minutes, why=why)
    _check(row, note, by=by)
    if not 1 <= minutes <= MOST_MINUTES:
        said = _("延长 1 到 %(n)d 分钟。") % {"n": MOST_MINUTES}
        raise Refused(said, code="minutes", at={"minutes": [said]})
    return _grant(row, note, by=by)


@transaction.atomic
def allow_sitting(learner: User, blueprint: Blueprint, *, by: User, why: str, note: str = "") -> Allowance:
    """Let somebody sit a quiz once more whose resits are used up; the days between two sittings are kept.

    Refused: oneself; passed; resits are left; without a reason; one is granted already and was not used.
    Law: R-VOL-04.
    """
    row = Allowance(learner=learner, blueprint=blueprint, kind=Allowance.Kind.SITTING, why=why)
    _check(row, note, by=by)
    if guards.has_passed(learner, blueprint, clock.now()):
        raise Refused(_("这位学员已经通过，不用加考。"), code="passed")
    if guards.resits_left(learner, blueprint, clock.now()):
        raise Refused(_("补考次数还没有用完，不用加考。"), code="left")
    return _grant(row, note, by=by)


def _check(row: Allowance, note: str, *, by: User) -> None:
    """Before the quiz is looked at: the right, the person, the reason."""
    policies.require(by, "allow_more", row)
    if row.learner_id == by.pk:
        raise Refused(_("不能为自己办理。请同事办理。"), code="oneself")
    if row.why not in Allowance.Why.values:
        raise Refused(_("选一个原因。"), code="why", at={"why": [_("选一个原因。")]})
    if row.why == Allowance.Why.OTHER and not note.strip():
        raise Refused(_("写明情况。"), code="note", at={"note": [_("写明情况。")]})


def _grant(row: Allowance, note: str, *, by: User) -> Allowance:
    User.objects.select_for_update(no_key=True).get(pk=row.learner_id)  # a sitting that begins now has it or has not
    if row.kind in queries.open_now(row.learner_id, row.blueprint_id):
        raise Refused(_("已经办过，还没有用。用过以后可以再办。"), code="open")
    row.granted_at, row.granted_by, row.note = clock.now(), by, note.strip()[:LONGEST_NOTE]
    row.save()
    # The log tells what was granted and the kind of reason; what was written down stays sealed.
    detail = {"learner": row.learner_id, "quiz": row.blueprint_id, "minutes": row.minutes, "why": row.why}
    trail.record(f"attempt.allow_{row.kind}", row, by=by, detail=detail)
    news.tell(row)
    return row


def hand_over(old: User, new: User) -> int:
    """Give what was granted to one account of a person to their other one; how many. Call with both locked.

    Of two of a kind that are both open the one of the account that stays is kept.
    """
    held = {(row.blueprint_id, row.kind) for row in Allowance.objects.filter(learner=new, used_in=None)}
    mine = Allowance.objects.filter(learner=old)
    twice = [row.pk for row in mine.filter(used_in=None) if (row.blueprint_id, row.kind) in held]
    return mine.exclude(pk__in=twice).update(learner=new)
