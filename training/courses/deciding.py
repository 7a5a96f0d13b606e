"""What planners do with enrolments: telephone, take out, let somebody go first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.claims import claim
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.courses import news, states
from training.courses.enrolling import leave
from training.courses.guards import check_fit, fresh, reason
from training.courses.waiting import lock_people, locked
from training.models import Enrolment


@transaction.atomic
def call_in(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Give a free place to somebody in the list who said yes on the telephone.

    Refused: no place is free; something the course presupposes is missing; the session is over.
    """
    policies.require(by, "decide_enrolment", enrolment.session)
    line = locked(enrolment.session_id, enrolment.learner_id, heirs=0)
    row = fresh(enrolment)
    if line.seat.status not in states.ALIVE or clock.now() >= line.seat.ends_at:
        raise Refused(_("这一场已经结束。"), code="over")
    if row.learner is not None:
        check_fit(row.learner, line.seat)
    if not claim(line.seat):
        raise Refused(_("现在没有空名额。先增加名额。"), code="full")
    move(row, "call_in", by=by)
    news.tell("session_enrolled", line.seat, news.answers_for(row), url=news.page_of(row))
    return row


@transaction.atomic
def take_out(enrolment: Enrolment, *, by: User, reason_text: str) -> Enrolment:
    """Take somebody out of a session for a reason they are told; the next in turn gets the place."""
    policies.require(by, "decide_enrolment", enrolment.session)
    why = reason(reason_text)
    line = locked(enrolment.session_id, enrolment.learner_id, heirs=0)
    row = fresh(enrolment)
    if clock.now() >= line.seat.starts_at:
        raise Refused(_("培训已经开始，不能移出。没有到场的，登记为未到。"), code="begun")
    leave(row, line, by=by, note=why)
    news.tell("session_taken_out", line.seat, news.answers_for(row), url=news.page_of(row), why=why)
    return row


@transaction.atomic
def give_priority(enrolment: Enrolment, *, by: User, priority: int, reason_text: str) -> Enrolment:
    """Change somebody's rank in the list: higher goes first. The reason stands in the log."""
    policies.require(by, "decide_enrolment", enrolment.session)
    why = reason(reason_text)
    if not -9 <= priority <= 9:
        raise Refused(_("优先级在 -9 到 9 之间。"), code="priority")
    lock_people(enrolment.learner_id)
    row = fresh(enrolment)
    if row.status not in states.LIVE:
        raise Refused(_("这次报名已经结束。"), code="over")
    Enrolment.objects.filter(pk=row.pk).update(priority=priority)
    trail.record(
        "enrolment.priority", row, by=by, fields=["priority"], purpose=why,
        detail={"from": row.priority, "to": priority},
    )  # fmt: skip
    row.priority = priority
    return row


@transaction.atomic
def each(rows: Iterable[Enrolment], act: Callable[..., Any], **words: Any) -> tuple[int, list[str]]:
    """Do one act with each of these; how many, and why the others were refused, which holds up nobody else."""
    found = list(rows)
    lock_people(*(row.learner_id for row in found))  # all before the first session
    done, refused = 0, []
    for row in found:
        try:
            with transaction.atomic():
                act(row, **words)
        except Refused as refusal:
            why = " ".join([str(refusal), *map(str, refusal.reasons)])
            who = row.learner.display_name if row.learner else row.ref
            refused.append(_("%(who)s：%(why)s") % {"who": who, "why": why})
        else:
            done += 1
    return done, refused
