"""Who is short of compulsory training, or whose credential ends, and one click that enrols them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock
from training import policies
from training.courses import assigning, credits, eligibility, queries
from training.courses.forms import AssignForm, GroupForm
from training.models import Course, Session

SIZE, MOST = 50, 60
LOOKS = (roles.CBM, roles.MUN, roles.NGA, roles.AUD)
ASSIGNS = (roles.CBM, roles.MUN)


@login_required
@once
def groups(request: HttpRequest) -> HttpResponse:
    """A group of people with their minutes of the year, and the session they are enrolled in, ticked ones or all."""
    if not has_role(request.user, *LOOKS):
        raise Http404
    filters = GroupForm(request.GET)
    filters.is_valid()
    group = filters.wanted
    sessions = _sessions(request, group.role)
    form = AssignForm(request.POST if request.method == "POST" else None, sessions=sessions)
    if request.method == "POST":
        if not has_role(request.user, *ASSIGNS):
            raise Http404
        if form.is_valid() and (answer := _assign(request, form, group)):
            return answer
    year = clock.today().year
    people = credits.with_year(group.people(request.user), year)
    found, asked = page(people, request, size=SIZE, ascending=True), credits.asked_of(group.role, year)
    context = {
        "filters": filters, "group": group, "form": form, "page": found, "asked": asked, "modes": Course.Mode.choices,
        "rows": [_row(user, credits.year_of(user, asked)) for user in found.items],
        "may_assign": bool(sessions) and has_role(request.user, *ASSIGNS), "year": year,
    }  # fmt: skip
    return TemplateResponse(request, "training/groups.html", context, status=409 if form.errors else 200)


def _row(user: Any, year: credits.Year) -> dict[str, Any]:
    return {"user": user, "year": year, "cells": [year.by_mode.get(mode, 0) for mode in credits.MODES]}


def _sessions(request: HttpRequest, role: str) -> list[Session]:
    """The sessions for people of a role that take enrolments and that this person may fill."""
    now, meant = clock.now(), eligibility.audiences_of([role])
    rows = queries.sessions_of(request.user).filter(course__audience__in=meant, course__status="open", status="open")
    rows = rows.filter(starts_at__gt=now, signup_closes_at__gt=now).order_by("starts_at", "pk")
    return [s for s in rows[:MOST] if policies.may(request.user, "assign_learners", s)]


def _assign(request: HttpRequest, form: AssignForm, group: assigning.Group) -> HttpResponse | None:
    session = form.chosen()
    if request.POST.get("act") == "all":
        job = done(form, assigning.assign_group, session, group, by=request.user)
        return redirect("desk:job", job.pk) if job else None
    ticked = [int(n) for n in request.POST.getlist("user") if n.isascii() and n.isdecimal() and len(n) < 19][:SIZE]
    people = group.people(request.user).filter(pk__in=ticked)
    if not people.exists():
        form.add_error(None, _("勾选要报名的人。"))
        return None
    found = done(form, assigning.assign_some, session, people, by=request.user)
    if found is None:
        return None
    placed, waiting = found.get("enrolled", 0), found.get("waiting", 0)
    words = {"n": placed, "w": waiting, "r": sum(found.values()) - placed - waiting}
    messages.success(request, _("已报名 %(n)d 人，候补 %(w)d 人，%(r)d 人不能参加这一场。") % words)
    return redirect(request.get_full_path())
