"""The plan of every night, and the jobs of a plan: one that cuts it into regions, one for each region."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.hooks import JobWords, job_words
from kit import clock
from matching.engine.flow import NoPlan
from matching.models import MatchRun, RunPart
from matching.planning import publishing, services
from messaging import outbox, queue

LONGEST = timedelta(hours=6)  # a plan that still runs after so long was lost

outbox.template("plan_made", subject=_("匹配计划已完成"), body=_("计划已算完，各件的建议可以在需求的匹配页看到。"))


def _where(job: Any) -> str:
    return reverse("matching:plans")


job_words.add(JobWords(services.SPLIT, _("匹配计划"), result_url=_where))
job_words.add(JobWords(services.REGION, _("匹配计划的一个区域"), result_url=_where))


@queue.every(86_400, "matching.night_plan")
def night(job: Any) -> None:
    """Each night after midnight; the same night twice is one plan."""
    services.give_up(MatchRun.objects.filter(status="running", began_at__lt=clock.now() - LONGEST))
    publishing.end_stale()
    if MatchRun.objects.filter(status="running", county_code="").exists():
        return
    services.begin_in_background(by=None, key=f"night:{clock.today().isoformat()}")


@queue.handler(services.SPLIT)
def split(job: Any) -> None:
    run = MatchRun.objects.get(pk=job.payload["run"])
    try:
        services.split_job(run)
    except NoPlan:
        services.give_up(MatchRun.objects.filter(pk=run.pk))


@queue.handler(services.REGION)
def region(job: Any) -> None:
    part = RunPart.objects.select_related("run__made_by").get(pk=job.payload["part"])
    try:
        services.region_job(part)
    except NoPlan:
        services.give_up(MatchRun.objects.filter(pk=part.run_id))
