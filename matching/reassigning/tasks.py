"""The jobs of a bulk handover of many cases: proposing places, and handing over one by one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.hooks import JobWords, job_words
from matching.models import Reassignment
from matching.reassigning import services
from messaging import queue


def _where(job: Any) -> str:
    return reverse("matching:reassignment", args=[job.payload["reassignment"]])


job_words.add(JobWords(services.SUGGEST, _("为移交的帮扶找去处"), result_url=_where))
job_words.add(JobWords(services.JOB, _("集中移交"), result_url=_where))


@queue.handler(services.SUGGEST)
def propose(job: Any) -> None:
    services.propose(Reassignment.objects.get(pk=job.payload["reassignment"]), job)


@queue.handler(services.JOB)
def carry_out(job: Any) -> None:
    rows = Reassignment.objects.select_related("confirmed_by", "org")
    services.carry_out(rows.get(pk=job.payload["reassignment"]), job)
