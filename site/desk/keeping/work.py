"""Copies by the clock, and a drill every week that reports: both as jobs, so that a failure is seen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.queries import people_with
from desk.hooks import JobWords, job_words
from desk.keeping import drill, services
from kit import clock
from messaging import outbox, queue
from messaging.models import Job

BACK_UP, DRILL = "keeping.back_up", "keeping.drill"
DRILL_EVERY = timedelta(days=7)

outbox.template(
    "keeping.failed",
    subject=_("备份演练没有通过"),
    body=_("最近一份备份不能完整恢复。打开“备份与演练”看原因，处理后再演练一次。"),
)
for _kind, _label in ((BACK_UP, _("备份")), (DRILL, _("恢复演练"))):
    job_words.add(JobWords(_kind, _label, result_url=lambda job: reverse("desk:keeping")))


@queue.every(300, "keeping.by_the_clock")
def by_the_clock() -> None:
    """A demo is not kept: it is told anew at any time."""
    every = settings.BACKUP_EVERY_MINUTES
    if settings.DEMO or not every:
        return
    newest = next(iter(services.copies()), None)
    if newest is None or newest.age_hours * 60 >= every:
        _once(BACK_UP)
    elif (last := last_drill()) is None or clock.machine_now() - last.created_at >= DRILL_EVERY:
        _once(DRILL)


def _once(kind: str) -> None:
    if not Job.objects.filter(kind=kind, state__in=(Job.State.QUEUED, Job.State.RUNNING)).exists():
        queue.enqueue(kind)


def last_drill() -> Job | None:
    return Job.objects.filter(kind=DRILL).order_by("-pk").first()


@queue.handler(BACK_UP, attempts=2)
def back_up(job: Job) -> dict[str, Any]:
    copy = services.back_up(by=job.by)
    services.let_go(settings.BACKUP_KEEP)
    return {"rows": copy.rows, "bytes": copy.bytes}


@queue.handler(DRILL, attempts=2)
def try_it(job: Job) -> dict[str, Any]:
    """Tables that differ are named in the result; whoever keeps the system is told."""
    result = drill.drill(by=job.by)
    if not result.holds:
        for person in people_with(roles.SYS):
            outbox.put("keeping.failed", to=person, about=job, url=reverse("desk:keeping"))
    return {"rows": result.rows, "seconds": result.seconds, "wrong": [line[:200] for line in result.wrong[:20]]}
