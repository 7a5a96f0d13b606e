"""Telling people in time that a paper runs out: 90, 60, 30, 7 and 1 day before, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import lazy as read_late
from django.utils.translation import gettext_lazy as _

from kit import clock, rules
from messaging import outbox, queue
from messaging.models import Job, Message
from training.queries import kind_label, running_out

REMIND = "volunteers.remind_paper"
TOLD = "volunteers.paper_ends"
DAYS = rules.declare(
    "volunteers.reminder_days", [90, 60, 30, 7, 1], law="R-VOL-04", label=_("证明到期提醒"), unit=_("天前")
)
CHUNK = 500
name_of = read_late(kind_label, str)

outbox.template(
    TOLD,
    subject=_("%(paper)s快到期了"),
    body=_("您的%(paper)s到 %(day)s 为止，还有 %(n)s 天。到期后不能报名，也不会收到邀约。到司法所办理续期。"),
)


def remind() -> int:
    """Ask for one reminder for each paper whose day has come; a day that was missed is made up for. How many."""
    today, asked = clock.today(), 0
    steps = sorted(rules.value(DAYS, today))
    for some in _chunks(_running_out(today, max(steps, default=0))):
        due = {f"{REMIND}:{pk}:{_step(steps, (end - today).days)}": pk for pk, end in some}
        known = set(Job.objects.filter(key__in=list(due)).values_list("key", flat=True))
        for key in due.keys() - known:
            queue.enqueue(REMIND, {"credential": due[key], "step": int(key.rsplit(":", 1)[1])}, key=key)
            asked += 1
    return asked


def _running_out(today: date, ahead: int) -> QuerySet[Any]:
    """Papers of people in service."""
    return running_out(today, ahead).filter(holder__volunteer__status__in=("active", "suspended"))


def _step(steps: list[int], left: int) -> int:
    """The reminder that is due with so many days left: the nearest one that has been reached."""
    return next(step for step in steps if left <= step)


def _chunks(rows: QuerySet[Any]) -> Iterator[list[tuple[int, date]]]:
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "valid_to")[:CHUNK]):
        yield some
        last = some[-1][0]


@queue.handler(REMIND)
@transaction.atomic
def tell(job: Job) -> None:
    """Write the message, unless the paper was renewed or withdrawn meanwhile; run twice, it is still one message."""
    today, pk = clock.today(), job.payload["credential"]
    paper = _running_out(today, 366).filter(pk=pk).select_related("holder").first()
    if paper is None or _told(paper, job.payload["step"]):
        return
    outbox.put(
        TOLD,
        to=paper.holder,
        about=paper,
        urgent=True,
        paper=name_of(paper.kind),
        day=paper.valid_to,
        n=(paper.valid_to - today).days,
    )


def _told(paper: Any, step: int) -> bool:
    told = Message.objects.filter(kind=TOLD, to=paper.holder, about_id=str(paper.pk)).order_by("-pk").first()
    return told is not None and told.params["n"] <= step
