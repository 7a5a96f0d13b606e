"""One page for whoever keeps the system: is the house well, which copies there are, and did the last drill hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit.once import once
from desk import jobs, policies
from desk.keeping import checkup, services, work
from messaging import queue
from messaging.models import Job

SHOWN = 30
STARTED = {"copy": work.BACK_UP, "drill": work.DRILL}


@require_safe
def keeping(request: HttpRequest) -> HttpResponse:
    _keepers_only(request)
    drilled = work.last_drill()
    context = {
        "findings": checkup.checkup(),
        "copies": [_line(copy) for copy in services.copies()[:SHOWN]],
        "drill": _drilled(drilled) if drilled else None,
        "running": [jobs.card(job) for job in _running()],
    }
    return TemplateResponse(request, "desk/keeping.html", context)


@require_POST
@once
def keeping_start(request: HttpRequest, what: str) -> HttpResponse:
    _keepers_only(request)
    if what not in STARTED:
        raise Http404
    kind = STARTED[what]
    if any(job.kind == kind for job in _running()):
        messages.info(request, _("已经在进行，完成后这里会更新。"))
    else:
        queue.enqueue(kind, by=request.user, visible=True)
        messages.success(request, _("已开始，可以离开本页，办完后会通知您。"))
    return HttpResponseRedirect(reverse("desk:keeping"))


def _running() -> list[Job]:
    states = (Job.State.QUEUED, Job.State.RUNNING)
    return list(Job.objects.filter(kind__in=(work.BACK_UP, work.DRILL), state__in=states).order_by("pk"))


def _line(copy: services.Copy) -> dict[str, Any]:
    return {"name": copy.folder.name, "at": copy.made_at, "rows": copy.rows, "size": f"{copy.bytes / 1e6:.1f} MB"}


def _drilled(job: Job) -> dict[str, Any]:
    result = job.result if isinstance(job.result, dict) else {}
    wrong = result.get("wrong") or ([job.error] if job.state == Job.State.FAILED else [])
    over = job.state in (Job.State.DONE, Job.State.FAILED)
    return {
        "at": job.finished_at or job.created_at,
        "over": over,
        "holds": over and not wrong,
        "wrong": wrong,
        "rows": result.get("rows"),
        "seconds": round(sum((result.get("seconds") or {}).values()), 1),
    }


def _keepers_only(request: HttpRequest) -> None:
    if not policies.may(request.user, "keep_copies"):
        raise Http404
