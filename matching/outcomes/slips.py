"""The slip on which the person says for themselves whether the need was met; it names nobody and is used once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit import trail
from kit import clock, numbers, rules
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.disputes.services import open_if_they_part
from matching.models import AssistanceRequest, Outcome, OutcomeCode
from matching.requests.news import tell
from ngos import hooks

LENGTH = 8
CAN_SAY = dict(Outcome.SAYS[:-1])


@transaction.atomic
def make_outcome_code(request: AssistanceRequest, *, by: User) -> str:
    """A new code for the person of this request, shown once; one that was not used before dies with it.

    Refused: the report is not there yet or the request is closed; the person has answered already.
    """
    policies.require(by, "review_report", request)
    if request.status != "under_review":
        raise Refused(_("结案报告提交以后、确认以前，才能给回执单。"), code="not_under_review")
    earlier = OutcomeCode.objects.filter(request=request, round_no=request.round_no)
    if earlier.exclude(says="").exists():
        raise Refused(_("本人已经用回执码回答过。"), code="answered")
    earlier.delete()
    code = numbers.random_code(LENGTH)
    until = clock.today() + timedelta(days=int(rules.value("matching.outcome_code_days")))
    OutcomeCode.objects.create(
        request=request, round_no=request.round_no, mark=mark(code), until_on=until, made_by=by
    )  # fmt: skip
    trail.record("outcome_code.make", request, by=by)
    return code


@hooks.slip_waits.answer
def waits(code: str) -> bool:
    """Whether this code can be used now."""
    return _open(code).exists()


@hooks.slip_answered.answer
@transaction.atomic
def say(code: str, says: str) -> None:
    """Keep what the person says, and tell the officer. Refused: a code that cannot be used, whatever the reason."""
    if says not in CAN_SAY:
        raise Refused(_("选一项。"), code="says")
    row = _open(code).select_related("request").first()
    # Of two at once with one code the second finds it answered.
    if row is None or not _open(code).update(says=says, said_on=clock.today()):
        raise Refused(_("这个码现在不能用。核对后再输入，或者不填，没有任何影响。"), code="outcome_code")
    trail.record("outcome_code.say", row.request, by=None)
    tell("person_answered", row.request)
    open_if_they_part(row.request)


def answer_of(request: AssistanceRequest) -> OutcomeCode | None:
    """What the person has said in this round, if anything."""
    return OutcomeCode.objects.filter(request=request, round_no=request.round_no).exclude(says="").first()


def mark(code: str) -> str:
    return blind_index("outcome.code", code)


def _open(code: str) -> QuerySet[OutcomeCode]:
    rows = OutcomeCode.objects.filter(says="", until_on__gte=clock.today())
    return rows.filter(mark=mark(code)) if code else rows.none()
