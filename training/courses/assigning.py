"""Enrolling a whole group in a session: who it is, and the job that goes through it one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import trail
from desk.hooks import JobWords, job_words
from kit import clock
from kit.errors import Refused
from messaging import queue
from messaging.models import Job
from training import policies
from training.courses import credits, enrolling
from training.models import Session

JOB = "training.assign_group"
ENDS, LACKS, SHORT = "ends", "lacks", "short"
GROUPS = [(SHORT, _("今年必修学时没有修满")), (ENDS, _("证明在某天之前到期")), (LACKS, _("没有在有效期内的证明"))]
STAGE = _("逐人报名")


def _where(job: Job) -> str:
    return reverse("training:people", args=[job.payload["session"]])


job_words.add(JobWords(JOB, _("成批报名培训"), (STAGE,), result_url=_where))


@dataclass(frozen=True)
class Group:
    """People of a role: short of the year's minutes, or whose credential of `kind` ends by a day or is not held."""

    group: str
    role: str
    kind: str = ""
    by_day: date | None = None

    def people(self, user: Any) -> QuerySet[User]:
        """Those of the group whom `user` answers for."""
        if self.group == SHORT:
            return credits.short_of(user, self.role, clock.today().year)
        if self.group == ENDS:
            return credits.ends_by(user, self.kind, self.role, self.by_day or clock.today())
        return credits.lacking(user, self.kind, self.role)


def assign_group(session: Session, group: Group, *, by: User) -> Job:
    """Ask for a job that enrols everybody of the group; whoever cannot come is counted, and holds up nobody.

    Law: R-VOL-11 (each hears of it and may withdraw).
    """
    policies.require(by, "assign_learners", session)
    day = group.by_day.isoformat() if group.by_day else ""
    payload = {"session": session.pk, "group": group.group, "role": group.role, "kind": group.kind, "day": day}
    with transaction.atomic():
        job = queue.enqueue(JOB, payload, by=by, visible=True)
        trail.record("course_session.assign_group", session, by=by, detail=payload, county=session.county_code)
    return job


def assign_some(session: Session, people: QuerySet[User], *, by: User) -> dict[str, int]:
    """Enrol these at once; how many got a place, a turn, or were refused by which code."""
    policies.require(by, "assign_learners", session)
    found: dict[str, int] = {}
    for learner in people.order_by("pk"):
        word = _assign(session, learner, by)
        found[word] = found.get(word, 0) + 1
    return found


@queue.handler(JOB)
def work(job: Job) -> dict[str, int]:
    """Run twice it changes nothing: who has a place keeps it."""
    told = job.payload
    day = date.fromisoformat(told["day"]) if told["day"] else None
    session = Session.objects.select_related("course").get(pk=told["session"])
    group = Group(told["group"], told["role"], told["kind"], day)
    people = list(group.people(job.by).order_by("pk").values_list("pk", flat=True))
    found: dict[str, int] = {}
    for n, pk in enumerate(people):
        job.step(STAGE, n, len(people))
        word = _assign(session, User.objects.get(pk=pk), job.by)
        found[word] = found.get(word, 0) + 1
    job.step(STAGE, len(people), len(people))
    return found


def _assign(session: Session, learner: User, by: Any) -> str:
    try:
        return str(enrolling.assign(session, learner, by=by).status)
    except Refused as refusal:
        return refusal.code or "refused"
