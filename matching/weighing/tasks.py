"""The replay of a proposal as a job, with its words on the page of jobs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.hooks import JobWords, job_words
from matching.models import Replay
from matching.weighing import services
from messaging import queue
from messaging.models import Job


@queue.handler(services.REPLAY)
def run_replay(job: Job) -> None:
    services.run_replay(job.payload["replay"], lambda n, of: job.step(None, n, of))


def _where(job: Job) -> str:
    found = Replay.objects.filter(pk=job.payload.get("replay")).first()
    return reverse("matching:weights_change", args=[found.rule_id]) if found else ""


job_words.add(JobWords(services.REPLAY, _("回放上一季度的匹配"), result_url=_where))
