"""The plans: how far the running one is, what each changed since the one before, and cancelling."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import visible_404
from accounts.models import Division
from audit.once import once
from desk.paging import page
from matching import policies
from matching.models import MatchRun, Proposal, RunPart
from matching.planning import queries, services
from matching.screens import attempt, for_roles, posted, shown

leading = for_roles(roles.CBM, roles.MUN)
TONES = {"running": "run", "done": "ok", "cancelled": "off", "failed": "bad"}
COUNTED = ("needs", "assigned", "new", "ended")


@leading
@once
def plans(request: HttpRequest) -> HttpResponse:
    """All plans, newest first; a new one begins here."""
    form = Form(posted(request))
    county = _own_county(request.user)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _begin(request.user, county)):
        messages.success(request, _("已开始计算。可以离开本页，算完后会通知您。"))
        return redirect("matching:plans")
    found = page(queries.runs(request.user), request)
    own = queries.counties_of(request.user)
    context = {"page": found, "rows": [_row(run, own) for run in found.items], "form": form, "own": bool(county)}
    return shown(request, "matching/plans.html", context)


def _own_county(user: Any) -> str:
    """The county a manager plans; "" is the city's manager, who plans all."""
    own = queries.counties_of(user)
    return "" if own is None else min(own)


def _begin(user: Any, county: str) -> MatchRun:
    return services.begin_in_background(by=user, county_code=county)


def _row(run: MatchRun, own: set[str] | None) -> dict[str, Any]:
    return {"run": run, "tone": TONES[run.status], "seconds": _seconds(run), **_sums(run, own)}


def _sums(run: MatchRun, own: set[str] | None) -> dict[str, int]:
    """The numbers of the counties this person reads, added up."""
    mine = [n for county, n in run.counties.items() if own is None or county in own]
    return {name: sum(n.get(name, 0) for n in mine) for name in COUNTED}


def _seconds(run: MatchRun) -> float | None:
    return round((run.ended_at - run.began_at).total_seconds(), 1) if run.ended_at else None


@leading
@once
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: regions done of all, numbers by county, what changed."""
    run: MatchRun = visible_404(queries.runs(request.user), pk=pk)
    own, form = queries.counties_of(request.user), Form(posted(request))
    may_cancel = run.status == "running" and policies.may(request.user, "plan_matching", run)
    if request.method == "POST":
        if not may_cancel:
            raise Http404
        if form.is_valid() and attempt(form, lambda: services.cancel(run, by=request.user)):
            messages.success(request, _("已取消。已经提出的建议保留。"))
            return redirect("matching:plan_run", pk)
    context = {
        **_row(run, own),
        **_progress(run),
        "form": form,
        "may_cancel": may_cancel,
        "table": _table(run, own),
        "made_of": _made_of(run, own),
        "trail": [(_("匹配计划"), reverse("matching:plans"))],
    }
    return shown(request, "matching/plan.html", context)


def _progress(run: MatchRun) -> dict[str, Any]:
    stages = list(run.parts.values_list("stage", flat=True))
    done = sum(stage in services.OVER for stage in stages)
    share = 100 * done / len(stages) if stages else 0
    same = stages.count(RunPart.Stage.SAME)
    return {"done_n": done, "total_n": len(stages), "same_n": same, "share": f"{share:.1f}%"}


def _made_of(run: MatchRun, own: set[str] | None) -> list[tuple[Any, int]]:
    """What people made of the proposals of this plan: those that stand, and why the others ended. One query."""
    rows = Proposal.objects.filter(run=run, published_at__isnull=False)
    rows = rows if own is None else rows.filter(county_code__in=own)
    found = dict(rows.order_by().values_list("end_why").annotate(n=Count("pk")))
    words = [("", _("仍在建议")), *Proposal.End.choices]
    return [(word, found[why]) for why, word in words if why in found]


def _table(run: MatchRun, own: set[str] | None) -> dict[str, Any]:
    mine = {county: n for county, n in sorted(run.counties.items()) if own is None or county in own}
    names = dict(Division.objects.filter(pk__in=mine).values_list("code", "name"))
    rows = [[names.get(county, county), *(n.get(name, 0) for name in COUNTED)] for county, n in mine.items()]
    heads = [_("县区"), _("待匹配"), _("有建议"), _("新提出"), _("不再建议")]
    return {"caption": _("各县区"), "heads": heads, "rows": rows}
