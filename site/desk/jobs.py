"""The pages of background work: what a person started and how far it is; for the system's keeper, kinds and states."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import visible_404
from audit import trail
from desk import hooks, paging, policies
from desk.hooks import JobWords
from messaging import outbox, queue
from messaging.models import Job

TONES = {"queued": "wait", "running": "run", "done": "ok", "failed": "bad", "cancelled": "off"}

outbox.template(
    "desk.job_over",
    subject=gettext_lazy("任务“%(title)s”：%(state)s"),
    body=gettext_lazy("您启动的任务“%(title)s”%(state)s。"),
)


def own_jobs(user: Any) -> QuerySet[Job]:
    """What this person started and may follow, newest first."""
    return Job.objects.filter(visible=True, by=user).order_by("-pk")


def house_jobs(user: Any) -> QuerySet[Job]:
    """All that people started and all that failed, for whoever keeps the system: kinds and states, no contents."""
    if not policies.may(user, "see_jobs"):
        return Job.objects.none()
    return Job.objects.filter(Q(visible=True) | Q(state=Job.State.FAILED) | ~Q(error="")).order_by("-pk")


def words(job: Job) -> JobWords:
    return next((w for w in hooks.job_words if w.kind == job.kind), JobWords(job.kind, job.kind))


def card(job: Job, *, mine: bool = True) -> dict[str, Any]:
    """A job as parts/job.html shows it. Its stage, result and refusal are told to whoever started it alone."""
    said = words(job)
    stages = [str(s) for s in said.stages]
    at = stages.index(job.stage) + 1 if job.stage in stages else 0
    share = 100 * job.done_n / job.total_n if job.total_n else 0
    return {
        "pk": job.pk,
        "url": reverse("desk:job", args=[job.pk]),
        "title": said.label,
        "stage": job.stage if mine else "",
        "step": at,
        "steps": len(stages) if at and mine else 0,
        "done_n": job.done_n,
        "total_n": job.total_n,
        "share": f"{min(100.0, share):.1f}%",
        "left": _left(job),
        "state": job.get_state_display(),
        "tone": TONES[job.state],
        "error": _error(job) if mine else "",
        "made_at": job.created_at,
        "over_at": job.finished_at,
        "attempts": job.attempts,
        "is_over": job.is_over,
        "cancel_url": "" if job.is_over or not mine else reverse("desk:job_cancel", args=[job.pk]),
        "result_url": _result_url(job, said) if mine else "",
    }


def _left(job: Job) -> str:
    seconds = job.seconds_left
    if seconds is None:
        return ""
    if seconds < 60:
        return ngettext("约剩 %(n)s 秒", "约剩 %(n)s 秒", seconds) % {"n": max(1, seconds)}
    minutes = round(seconds / 60)
    return ngettext("约剩 %(n)s 分钟", "约剩 %(n)s 分钟", minutes) % {"n": minutes}


def _error(job: Job) -> str:
    """A refusal is a sentence; the name of a fault is for the log, and the person reads what happens next."""
    if job.state != Job.State.FAILED or not job.error:
        return ""
    if job.error.isascii() and job.error.isidentifier():
        return _("任务没有办完，系统管理员会收到记录。稍后再试。")
    return job.error


def _result_url(job: Job, said: JobWords) -> str:
    return said.result_url(job) if said.result_url and job.is_over else ""


# --- told when it is over ----------------------------------------------------------------------------------------
@queue.over.add
def tell(job: Job) -> None:
    """“可以离开本页，办完后会通知您”: here it is kept."""
    if job.by is None:
        return
    said = words(job)
    url = _result_url(job, said) or reverse("desk:job", args=[job.pk])
    state = dict(Job.State.choices)[job.state]
    outbox.put("desk.job_over", to=job.by, about=job, url=url, title=said.label, state=state)


def cancel(job: Job, *, by: Any) -> bool:
    """Ask a job to stop; False when it was over already."""
    with transaction.atomic():
        stopped = queue.cancel(job)
        if stopped:
            trail.record("desk.cancel_job", job, by=by, detail={"kind": job.kind})
    return stopped


# --- screens -----------------------------------------------------------------------------------------------------
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    whole = bool(request.GET.get("all")) and policies.may(request.user, "see_jobs")
    page = paging.page(house_jobs(request.user) if whole else own_jobs(request.user), request)
    cards = [card(job, mine=job.by_id == request.user.pk) for job in page.items]
    context = {"page": page, "cards": cards, "whole": whole, "may_see_all": policies.may(request.user, "see_jobs")}
    return render(request, "desk/job_list.html", context)


@require_safe
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    job = own_jobs(request.user).filter(pk=pk).first() or visible_404(house_jobs(request.user), pk=pk)
    shown = card(job, mine=job.by_id == request.user.pk)
    return render(request, "desk/job.html", {"job": shown, "running": not job.is_over})


@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_404(own_jobs(request.user), pk=pk)
    if cancel(job, by=request.user):
        messages.success(request, _("已要求停止。已经办完的部分保留。"))
    else:
        messages.info(request, _("任务已经结束。"))
    return HttpResponseRedirect(reverse("desk:job", args=[pk]))
