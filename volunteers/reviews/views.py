"""The screens of yearly reviews: who lacks one, with one button for all of a page; one review with its facts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from desk.paging import page
from desk.templatetags.show import hours
from kit import clock
from volunteers import policies
from volunteers import queries as volunteers
from volunteers.models import YearlyReview
from volunteers.reviews import queries, services
from volunteers.reviews.forms import AppraiseForm, ReplyForm

SIZE = 50
LOOK_AFTER = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
START = (roles.OFF, roles.CBM)
TONES = {"started": "wait", "appraised": "run", "closed": "ok"}
SHOWS = ("lacking", "started", "all")


@login_required
@once
def reviews(request: HttpRequest) -> HttpResponse:
    """Of one year: who has no review yet, which wait for their words, and all of them."""
    if not has_role(request.user, *LOOK_AFTER):
        raise Http404
    year, show = _year(request), request.GET.get("show", "lacking")
    show = show if show in SHOWS else "lacking"
    people = queries.lacking(volunteers.visible_to(request.user), year)
    rows = queries.visible_to(request.user).filter(year=year)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not has_role(request.user, *START):
        raise Http404
    if form.is_valid():
        wanted = [int(pk) for pk in request.POST.getlist("volunteer") if pk.isdecimal()][:SIZE]
        chosen = people.filter(pk__in=wanted).order_by("pk")
        n = done(form, services.start_reviews, chosen, by=request.user, year=year)
        if n is not None:
            messages.success(request, _("已为 %(n)d 人开始年度评价。") % {"n": n})
            return redirect(f"{reverse('volunteers:reviews')}?year={year}&show=started")
    found = page({"lacking": people, "started": rows.filter(status="started"), "all": rows}[show], request, size=SIZE)
    context = {
        "form": form,
        "year": year,
        "years": (clock.today().year, clock.today().year - 1),
        "show": show,
        "page": found,
        "rows": found.items if show == "lacking" else [_row(review) for review in found.items],
        "may_start": has_role(request.user, *START),
    }
    return TemplateResponse(request, "volunteers/reviews.html", context, status=409 if form.errors else 200)


def _year(request: HttpRequest) -> int:
    """This year or the last; a year runs until its reviews are written."""
    now, wanted = clock.today().year, request.GET.get("year", "")
    return now - 1 if wanted == str(now - 1) else now


def _row(review: YearlyReview) -> dict[str, Any]:
    return {"thing": review, "tone": TONES[review.status]}


@login_required
@once
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of the year, the appraisal under them, the volunteer's answer."""
    thing = visible_404(queries.visible_to(request.user), pk=pk)
    may_write = thing.status == "started" and policies.may(request.user, "appraise_review", thing)
    may_reply = thing.status == "appraised" and policies.may(request.user, "reply_review", thing)
    if thing.status == "started" and not has_role(request.user, *LOOK_AFTER):
        raise Http404
    if request.method == "POST" and not (may_write or may_reply):
        raise Http404
    form = (AppraiseForm if may_write else ReplyForm)(request.POST if request.method == "POST" else None)
    act = services.appraise if may_write else services.reply
    if form.is_valid() and done(form, act, thing, by=request.user, **form.cleaned_data):
        messages.success(request, _("评语已发给志愿者。") if may_write else _("已答复。"))
        return redirect("volunteers:review", pk)
    if may_write:
        thing.facts = queries.facts_of([thing.volunteer_id], thing.year)[thing.volunteer_id]
    context = {
        "thing": thing,
        "tone": TONES[thing.status],
        "facts": facts_words(thing.facts),
        "form": form if may_write or may_reply else None,
        "may_write": may_write,
        "trail": [_way_back(request)],
        "title": _("%(year)d 年度评价") % {"year": thing.year},
    }
    return TemplateResponse(request, "volunteers/review.html", context, status=409 if form.non_field_errors() else 200)


def facts_words(facts: dict[str, int]) -> list[tuple[str, str]]:
    def times(name: str) -> str:
        return _("%(n)d 次") % {"n": facts.get(name, 0)}

    return [
        (_("核实的服务时长"), _("%(n)s 小时") % {"n": hours(facts.get("minutes", 0))}),
        (_("服务记录"), times("services")),
        (_("一对一帮扶"), _("%(n)d 件") % {"n": facts.get("engagements", 0)}),
        (_("参加活动"), times("attended")),
        (_("其中迟到"), times("late")),
        (_("报名未到"), times("no_show")),
        (_("临时退出"), times("late_cancelled")),
    ]


def _way_back(request: HttpRequest) -> tuple[str, str]:
    if has_role(request.user, *LOOK_AFTER):
        return (_("年度评价"), reverse("volunteers:reviews"))
    return (_("证书与荣誉"), reverse("volunteers:honours"))
