"""The planner's screens of results: who stands how in a course, and the same as a table to take along."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.paging import page
from kit import rules
from training import policies
from training.courses import gradebook, queries, showing
from training.courses.office_views import course_trail, planner
from training.models import Course, Gradebook
from training.rates import queries as rates
from training.rates.numbers_of_law import JOB_DAYS
from training.rates.showing import shown as rates_shown

PEOPLE = 50


@login_required
@once
def results(request: HttpRequest, number: str) -> HttpResponse:
    """Who came to a course and how they stand: minutes, share, exam, certificate; a page of learners at a time."""
    planner(request)
    thing = visible_404(queries.courses_of(request.user), number=number)
    if request.method == "POST":
        form = request.POST.get("form", "")
        if form not in dict(Gradebook._meta.get_field("form").choices or ()):
            raise Http404
        job = gradebook.ask_for(thing, by=request.user, form=form)
        return redirect("desk:job", job.pk)
    found = page(gradebook.learners(thing, request.user), request, size=PEOPLE, ascending=True)
    rows = list(gradebook.lines(thing, found.items))
    for row in rows:
        row["diploma"] = showing.diploma(row["diploma"]) if row["diploma"] else None
    may_allow = thing.exam_id is not None and has_role(request.user, roles.CBM, roles.MUN)
    context = {"course": thing, "page": found, "rows": rows, "trail": course_trail(thing), "may_allow": may_allow}
    context |= _rates(request, thing)
    return TemplateResponse(request, "training/results.html", context)


def _rates(request: HttpRequest, thing: Course) -> dict[str, Any]:
    """What came of a course for clients: certificates and jobs."""
    if thing.audience != Course.Audience.CLIENT:
        return {}
    found = rates.rates_of([thing], county=rates.county_of(request.user))[thing.pk]
    small = policies.may(request.user, "see_small_rates", thing)
    return {"rates": rates_shown(found, small=small), "days": rules.value(JOB_DAYS)}


@login_required
@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The table, for whoever had it made."""
    return gradebook.hand_out(visible_404(Gradebook.objects.filter(by=request.user).select_related("course"), pk=pk))
