"""The organiser's screens of postings: the list, the editor, one posting with its shifts."""

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
from accounts.models import Division, OrgUnit
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.forms import ReasonForm
from desk.paging import page
from kit import clock
from volunteers import policies
from volunteers.activities import postings as services
from volunteers.activities import queries, showing, sweeps, texts
from volunteers.activities.forms import PostingForm, PostingsForm
from volunteers.models import Posting

SEES = (roles.OFF, roles.CBM, roles.MUN, roles.NGA, roles.NGC, roles.AUD)
CREATES = (roles.OFF, roles.CBM, roles.MUN, roles.NGA)
SIZE, SHIFTS, RISKS = 30, 30, 20


def organiser(request: HttpRequest) -> None:
    """404 for whoever organises nothing and looks after nothing."""
    if not has_role(request.user, *SEES):
        raise Http404


@login_required
@require_safe
def postings(request: HttpRequest) -> HttpResponse:
    """The postings of one's unit, county or city, newest first; above them what begins soon with too few people."""
    organiser(request)
    form = PostingsForm(request.GET)
    form.is_valid()
    rows = queries.postings_of(request.user)
    if status := form.cleaned_data.get("status"):
        rows = rows.filter(status=status)
    found = page(rows, request, size=SIZE)
    ahead = queries.next_shifts([p.pk for p in found.items])
    context = {
        "filters": form,
        "filtered": bool(form.cleaned_data.get("status")),
        "page": found,
        "rows": [showing.posting_row(p, ahead.get(p.pk)) for p in found.items],
        "risks": [showing.listed(s) for s in sweeps.at_risk(queries.shifts_of(request.user))[:RISKS]],
        "may_create": has_role(request.user, *CREATES),
    }
    return TemplateResponse(request, "volunteers/postings.html", context)


# --- the editor --------------------------------------------------------------------------------------------------
@login_required
@once
def new_posting(request: HttpRequest) -> HttpResponse:
    """Begin a posting; it stays a draft until it is published."""
    if not has_role(request.user, *CREATES):
        raise Http404
    form = PostingForm(request.POST if request.method == "POST" else None, **_choices(request))
    if form.is_valid():
        unit = form.cleaned_data["organiser"]
        made = done(form, services.draft_posting, by=request.user, organiser=unit, **form.columns())
        if made:
            messages.success(request, _("已存为草稿。加上班次，就可以发布。"))
            return redirect("volunteers:posting", made.number)
    return _editor(request, form, _("新建招募"), [(_("招募岗位"), reverse("volunteers:postings"))])


@login_required
@once
def edit_posting(request: HttpRequest, number: str) -> HttpResponse:
    thing = visible_404(queries.postings_of(request.user), number=number)
    if not policies.may(request.user, "create_posting", thing):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = PostingForm(data, initial=PostingForm.of(thing), **_choices(request, thing))
    if form.is_valid() and done(form, services.edit_posting, thing, by=request.user, **form.columns()) is not None:
        messages.success(request, _("已保存。"))
        return redirect("volunteers:posting", number)
    return _editor(request, form, _("修改招募"), _trail(thing))


def _editor(request: HttpRequest, form: PostingForm, title: str, trail: list[tuple[str, str]]) -> HttpResponse:
    context = {"form": form, "title": title, "trail": trail, "back": trail[-1][1]}
    return TemplateResponse(
        request, "volunteers/posting_edit.html", context, status=409 if form.non_field_errors() else 200
    )


def _choices(request: HttpRequest, thing: Posting | None = None) -> dict[str, QuerySet[Any]]:
    """The units one may recruit for, and the towns of their counties."""
    seats = access.seats_as(request.user, *CREATES)
    units = OrgUnit.objects.filter(pk__in=[thing.organiser_id] if thing else [s.unit_id for s in seats])
    towns = Division.objects.filter(level="town").order_by("code")
    if not has_role(request.user, roles.MUN):
        counties = {s.county_code for s in seats if s.county_code}
        towns = towns.filter(parent_id__in=counties) if counties else towns
    return {"units": units.order_by("pk"), "towns": towns}


# --- one posting -------------------------------------------------------------------------------------------------
@login_required
@once
def posting(request: HttpRequest, number: str) -> HttpResponse:
    """One posting: what it says, what is missing, its shifts, and the acts open to this person."""
    organiser(request)
    thing = visible_404(queries.postings_of(request.user), number=number)
    acts, name = _acts(request, thing), request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, do, said = acts[name]
        if form.is_valid() and done(form, do) is not None:
            messages.success(request, said)
            return redirect("volunteers:posting", number)
    form = acts[name][0] if name else None
    past = request.GET.get("past") == "1"
    rows = thing.shifts.select_related("posting")
    rows = rows.filter(ends_at__lt=clock.now()) if past else rows.filter(ends_at__gte=clock.now())
    found = page(rows, request, size=SHIFTS, by="starts_at", ascending=not past)
    context = {
        "posting": thing,
        "tone": showing.TONES[thing.status],
        "facts": showing.posting_facts(thing),
        "lacks": texts.lacking(thing) if thing.status == "draft" else [],
        "forms": {key: entry[0] for key, entry in acts.items()},
        "form": form,
        "page": found,
        "shifts": [showing.listed(s) for s in found.items],
        "past": past,
        "moves": [showing.step(thing, move) for move in history(thing)],
        "may_edit": policies.may(request.user, "create_posting", thing) and thing.status not in Posting.machine.ends,
        "trail": [(_("招募岗位"), reverse("volunteers:postings"))],
    }
    return TemplateResponse(request, "volunteers/posting.html", context, status=409 if form and form.errors else 200)


Entry = tuple[Form, Callable[[], Any], str]


def _acts(request: HttpRequest, thing: Posting) -> dict[str, Entry]:
    """Act → its form, what it does, what is said after; only those that state and right allow."""
    if not policies.may(request.user, "publish_posting", thing):
        return {}
    by, data, act = request.user, request.POST, request.POST.get("act", "")

    def form(kind: type[Form], name: str, **more: Any) -> Form:
        return kind(data if act == name else None, prefix=name, **more)

    cancel = form(ReasonForm, "cancel", hint=_("志愿者会看到"))
    every: dict[str, Entry] = {
        "publish": (form(Form, "publish"), lambda: services.publish_posting(thing, by=by), _("已发布，可以报名了。")),
        "close": (form(Form, "close"), lambda: services.close_posting(thing, by=by), _("已截止报名。")),
        "complete": (form(Form, "complete"), lambda: services.complete_posting(thing, by=by), _("已完成。")),
        "cancel": (
            cancel, lambda: services.cancel_posting(thing, by=by, **cancel.cleaned_data),
            _("已取消，报名的人都收到了通知。"),
        ),
    }  # fmt: skip
    open_now = {step.verb for step in thing.open_verbs()}
    return {name: entry for name, entry in every.items() if name in open_now}


def _trail(thing: Posting) -> list[tuple[str, str]]:
    here = reverse("volunteers:posting", args=[thing.number])
    return [(_("招募岗位"), reverse("volunteers:postings")), (thing.title, here)]
