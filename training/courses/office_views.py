"""The planner's screens of courses: the list, the editor, one course with its sessions, results, the lecturers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import has_role, visible_404
from accounts.models import OrgUnit
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock
from training import policies
from training.courses import planning, queries, showing
from training.courses.forms import CourseForm, CoursesForm, TrainerForm
from training.models import Course, Trainer

CREATES = (roles.CBM, roles.MUN, roles.NGA)
SIZE, SESSIONS, PEOPLE = 30, 30, 50
Entry = tuple[Form, Callable[[], Any], str]


def planner(request: HttpRequest) -> None:
    """404 for whoever plans nothing and looks after nothing."""
    if not has_role(request.user, *queries.SEES):
        raise Http404


@login_required
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The courses of the city and of one's own county or organisation, newest first."""
    planner(request)
    form = CoursesForm(request.GET)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    found = page(queries.courses_of(request.user).filter(**wanted), request, size=SIZE)
    pks = [c.pk for c in found.items]
    ahead, passed = queries.next_sessions(pks), queries.passed_counts(pks)
    context = {
        "filters": form,
        "filtered": bool(wanted),
        "page": found,
        "rows": [showing.course_row(c, ahead.get(c.pk), passed.get(c.pk, 0)) for c in found.items],
        "may_create": has_role(request.user, *CREATES),
        "may_look": has_role(request.user, roles.CBM, roles.MUN, roles.NGA, roles.AUD),
    }
    return TemplateResponse(request, "training/courses.html", context)


# --- the editor ----------------------------------------------------------------------------------------------------
@login_required
@once
def new_course(request: HttpRequest) -> HttpResponse:
    """Begin a course; it stays a draft until it is opened."""
    if not has_role(request.user, *CREATES):
        raise Http404
    form = CourseForm(request.POST if request.method == "POST" else None, **_choices(request))
    if form.is_valid():
        unit = form.cleaned_data["organiser"]
        county = "" if unit.kind == "municipal_bureau" else unit.county_code
        made = done(form, planning.draft_course, by=request.user, organiser=unit, county_code=county, **form.columns())
        if made:
            messages.success(request, _("已存为草稿。开放以后，场次就可以报名。"))
            return redirect("training:course", made.number)
    return _editor(request, form, _("新建课程"), [(_("课程"), reverse("training:courses"))])


@login_required
@once
def edit_course(request: HttpRequest, number: str) -> HttpResponse:
    thing = visible_404(queries.courses_of(request.user), number=number)
    if not policies.may(request.user, "create_course", thing):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = CourseForm(data, initial=CourseForm.of(thing), **_choices(request, thing))
    if form.is_valid() and done(form, planning.edit_course, thing, by=request.user, **form.columns()) is not None:
        messages.success(request, _("已保存。"))
        return redirect("training:course", number)
    return _editor(request, form, _("修改课程"), course_trail(thing))


def _editor(request: HttpRequest, form: Form, title: str, trail: list[tuple[str, str]]) -> HttpResponse:
    context = {"form": form, "title": title, "trail": trail, "back": trail[-1][1], "verb": _("保存")}
    return TemplateResponse(
        request, "training/course_edit.html", context, status=409 if form.non_field_errors() else 200
    )


def _choices(request: HttpRequest, thing: Course | None = None) -> dict[str, QuerySet[Any]]:
    """The units one may hold a course for, and the courses that may come before it."""
    wanted = [thing.organiser_id] if thing else [s.unit_id for s in access.seats_as(request.user, *CREATES)]
    before = queries.courses_of(request.user).exclude(status="closed").exclude(pk=thing.pk if thing else None)
    return {"units": OrgUnit.objects.filter(pk__in=wanted).order_by("pk"), "courses": before.order_by("title", "pk")}


# --- one course ----------------------------------------------------------------------------------------------------
@login_required
@once
def course(request: HttpRequest, number: str) -> HttpResponse:
    """One course: what it asks and gives, its sessions, and the acts open to this person."""
    planner(request)
    thing = visible_404(queries.courses_of(request.user), number=number)
    acts, name = _acts(request, thing), request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, do, said = acts[name]
        if form.is_valid() and done(form, do) is not None:
            messages.success(request, said)
            return redirect("training:course", number)
    form = acts[name][0] if name else None
    past = request.GET.get("past") == "1"
    rows = queries.sessions_of(request.user).filter(course=thing)
    rows = rows.filter(ends_at__lt=clock.now()) if past else rows.filter(ends_at__gte=clock.now())
    found = page(rows, request, size=SESSIONS, by="starts_at", ascending=not past)
    context = {
        "course": thing,
        "tone": showing.TONES[thing.status],
        "facts": showing.course_facts(thing),
        "acts": acts,
        "form": form,
        "page": found,
        "sessions": [showing.listed(row) for row in found.items],
        "past": past,
        "moves": [showing.step(thing, move) for move in history(thing)],
        "may_edit": policies.may(request.user, "create_course", thing) and thing.status != "closed",
        "may_plan": thing.status != "closed" and bool(units_for(request, thing)),
        "trail": [(_("课程"), reverse("training:courses"))],
    }
    return TemplateResponse(request, "training/course.html", context, status=409 if form and form.errors else 200)


def _acts(request: HttpRequest, thing: Course) -> dict[str, Entry]:
    """Act → its form, what it does, what is said after; only those that state and right allow."""
    if not policies.may(request.user, "create_course", thing):
        return {}
    by, data, act = request.user, request.POST, request.POST.get("act", "")
    every: dict[str, Entry] = {
        "open": (
            Form(data if act == "open" else None), lambda: planning.open_course(thing, by=by),
            _("已开放，场次可以报名了。"),
        ),
        "close": (
            Form(data if act == "close" else None), lambda: planning.close_course(thing, by=by), _("已停开。")
        ),
    }  # fmt: skip
    open_now = {step.verb for step in thing.open_verbs()}
    return {name: entry for name, entry in every.items() if name in open_now}


def units_for(request: HttpRequest, thing: Course) -> list[int]:
    """The units for which this person may hold sessions of the course."""
    seats = access.seats_as(request.user, *queries.PLANS)
    return [s.unit_id for s in seats if s.role != roles.NGA or s.unit_id == thing.organiser_id]


def course_trail(thing: Course) -> list[tuple[str, str]]:
    here = reverse("training:course", args=[thing.number])
    return [(_("课程"), reverse("training:courses")), (thing.title, here)]


# --- lecturers -----------------------------------------------------------------------------------------------------
@login_required
@once
def trainers(request: HttpRequest) -> HttpResponse:
    """The pool of lecturers: of the bureau, of employers and universities; which of them go into prisons."""
    planner(request)
    may = has_role(request.user, roles.CBM, roles.MUN)
    form = TrainerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may:
            raise Http404
        if form.is_valid() and _keep(request, form):
            return redirect("training:trainers")
    prisons = request.GET.get("prisons") == "1"
    rows = Trainer.objects.order_by("pk")
    found = page(rows.filter(for_prisons=True, is_active=True) if prisons else rows, request, size=SIZE)
    for one in found.items:
        one.is_seen = policies.may(request.user, "see_teaching", one)
    context = {"form": form, "may": may, "page": found, "rows": found.items, "prisons": prisons}
    return TemplateResponse(request, "training/trainers.html", context, status=409 if form.errors else 200)


@login_required
@once
def trainer(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what stands in the pool of one lecturer."""
    planner(request)
    thing = visible_404(Trainer.objects.all(), pk=pk)
    if not policies.may(request.user, "keep_trainers", thing):
        raise Http404
    form = TrainerForm(request.POST if request.method == "POST" else None, instance=thing)
    if form.is_valid() and _keep(request, form):
        return redirect("training:trainers")
    trail = [(_("讲师库"), reverse("training:trainers"))]
    return _editor(request, form, _("修改讲师"), trail)


def _keep(request: HttpRequest, form: TrainerForm) -> Any:
    thing = form.save(commit=False)
    if thing.pk is None and not has_role(request.user, roles.MUN):
        thing.county_code = access.seats_as(request.user, roles.CBM)[0].county_code
    kept = done(form, planning.keep_trainer, thing, by=request.user)
    if kept:
        messages.success(request, _("已保存。"))
    return kept
