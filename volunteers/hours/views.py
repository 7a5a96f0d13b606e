"""The volunteer's own page, the ledger of their hours, and the ways to enter what nobody else recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import visible_404
from audit.once import once
from desk import hooks
from desk.acts import done
from desk.dates import short_day
from desk.paging import page
from kit import clock
from volunteers import queries
from volunteers.attendance import queries as doors
from volunteers.hours import calendar, faces, places, services
from volunteers.hours import queries as hours_queries
from volunteers.hours.forms import ClaimForm, ContentForm, ObjectionForm, QuickForm, times_of
from volunteers.models import ServiceLog, Volunteer

SIZE = 30
SHOWN = 6
TASKS = 24  # an offer must not fall off behind a survey that ends sooner
USUAL_MINUTES = 60


def own_file(request: HttpRequest) -> Volunteer:
    """The volunteer file of whoever is logged in; nobody else has one."""
    found = Volunteer.objects.filter(user=request.user).select_related("user", "town").first()
    if found is None:
        raise Http404
    return found


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """A volunteer begins here: the next meeting, open offers, hours, whom to call."""
    me = own_file(request)
    now = clock.now()
    items = [item for read in hooks.worklist for item in read(request.user, now) if not item.waits]
    items.sort(key=lambda i: (i.due_at is None, i.due_at or now))
    ahead = sorted((c for read in hooks.coming for c in read(request.user, now)), key=lambda c: c.starts_at)
    context = {
        "me": me,
        "now": now,
        "greeting": _greeting(now.hour),
        "next": ahead[0] if ahead else None,
        "items": items[:TASKS],
        "coming": ahead[:SHOWN],
        **hours_queries.sums(me),
        "weeks": calendar.weeks(me, clock.today()),
        "lacks": queries.ways_for(queries.missing([me.pk], clock.today())[me.pk], me.county_code),
        "partners": partners(me),
        **door_now(me),
    }
    return TemplateResponse(request, "volunteers/today.html", context)


def door_now(me: Volunteer) -> dict[str, Any]:
    """The shift that begins, goes on or ends now: checking in comes before everything else."""
    now = doors.own_now(me)
    if not now:
        return {"door": None}
    return {"door": now[0], "door_here": doors.is_here(doors.events_of(now[:1])[now[0].pk])}


def _greeting(hour: int) -> str:
    return _("上午好") if hour < 12 else _("下午好") if hour < 18 else _("晚上好")


def partners(me: Volunteer) -> list[str]:
    """The offices to call about what one does now."""
    rows = queries.open_engagements(me).select_related("office")
    return list(dict.fromkeys(e.office.name for e in rows))


# --- the ledger --------------------------------------------------------------------------------------------
@login_required
def hours(request: HttpRequest) -> HttpResponse:
    """Every entry of one's own hours: where it came from, who confirmed it, of which class it is."""
    me = own_file(request)
    found = page(hours_queries.ledger(me), request, size=SIZE, by="starts_at")
    rows = [faces.ledger_line(log) for log in found.items]
    return TemplateResponse(
        request, "volunteers/hours.html", {"me": me, "page": found, "rows": rows, **hours_queries.sums(me)}
    )


@login_required
@once
def own_log(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry of one's own with every change, and what the volunteer may do about it."""
    thing = visible_404(hours_queries.ledger(own_file(request)), pk=pk)
    acts, name = _acts(request, thing), request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, do, said = acts[name]
        if form.is_valid() and done(form, lambda: do(form)) is not None:
            messages.success(request, said)
            return redirect("volunteers:own_log", pk)
    form = acts[name][0] if name else None
    title = f"{short_day(thing.starts_at)} {faces.when(thing)}"
    context = {
        **faces.line(thing),
        "facts": faces.facts(thing),
        "changes": list(faces.changes(thing.changes)),
        "forms": {key: entry[0] for key, entry in acts.items()},
        "form": form,
        "title": title,
        "trail": [(_("时长"), reverse("volunteers:hours"))],
    }
    return TemplateResponse(request, "volunteers/own_log.html", context, status=409 if form and form.errors else 200)


def _acts(request: HttpRequest, thing: ServiceLog) -> dict[str, tuple[Any, Callable[[Any], Any], str]]:
    """Act → its form, what it does, what is said after; what state and origin allow."""
    by, act = request.user, request.POST.get("act", "")
    open_ = {step.verb for step in thing.open_verbs()}
    claimed = thing.source == ServiceLog.Source.SELF_CLAIM

    def data(name: str) -> Any:
        return request.POST if act == name else None

    def submit(form: ContentForm) -> ServiceLog:
        words = {name: form.cleaned_data[name] for name in ("content", "evidence")}
        return services.submit_claim(thing, by=by, **form.times(), **words)

    every = {
        "submit": ("submit" in open_ and claimed, (
            ContentForm(data("submit"), prefix="submit", initial=times_of(thing)), submit,
            _("已提交，等组织者核实。"))),
        "dispute": ("dispute" in open_, (
            ObjectionForm(data("dispute"), prefix="dispute"),
            lambda form: services.dispute_hours(thing, by=by, **form.cleaned_data),
            _("已提出异议，由没有办理过的人答复。"))),
        "withdraw": ("withdraw" in open_ and claimed, (
            Form(data("withdraw"), prefix="withdraw"), lambda form: services.withdraw_claim(thing, by=by),
            _("已撤回。"))),
    }  # fmt: skip
    return {name: entry for name, (fits, entry) in every.items() if fits}


# --- entering ----------------------------------------------------------------------------------------------
@login_required
@once
def quick_log(request: HttpRequest) -> HttpResponse:
    """One-to-one help from the phone: everything is filled in, one button sends it."""
    me = own_file(request)
    engagements = places.engagements_of(me)
    if not engagements:
        return redirect("volunteers:claim")
    form = QuickForm(request.POST or None, engagements=engagements, initial=_just_now(engagements))
    if form.is_valid():
        engagement = next(e for e in engagements if e.pk == form.cleaned_data["engagement"])
        words = {"office": engagement.office, "engagement": engagement, "content": engagement.plan}
        if done(form, services.claim_hours, me, by=request.user, **form.times(), **words):
            messages.success(request, _("已提交，等%(office)s核实。") % {"office": engagement.office.name})
            return redirect("volunteers:hours")
    trail = [(_("时长"), reverse("volunteers:hours"))]
    context = {"form": form, "trail": trail, "only": engagements[0] if len(engagements) == 1 else None}
    return TemplateResponse(request, "volunteers/quick_log.html", context, status=422 if form.errors else 200)


def _just_now(engagements: list[Any]) -> dict[str, Any]:
    """The hour that has just gone by, to five minutes, and no earlier than midnight."""
    end = clock.now().replace(second=0, microsecond=0)
    end -= timedelta(minutes=end.minute % 5)
    begin = max(end - timedelta(minutes=USUAL_MINUTES), clock.at(end.date(), 0))
    return {"engagement": engagements[0].pk, "day": end.date(), "begin": begin.time(), "end": end.time()}


@login_required
@once
def claim(request: HttpRequest) -> HttpResponse:
    """Service that nobody recorded: where, when, what, and where the proof is."""
    me = own_file(request)
    form = ClaimForm(request.POST or None, places=places.choices(me), initial={"day": clock.today()})
    if form.is_valid():
        as_draft = "draft" in request.POST

        def enter() -> ServiceLog:
            where = places.chosen(me, form.cleaned_data["where"])
            words = {name: form.cleaned_data[name] for name in ("content", "evidence")}
            return services.claim_hours(me, by=request.user, **form.times(), **where, **words, as_draft=as_draft)

        if log := done(form, enter):
            said = _("已存为草稿。") if as_draft else _("已提交，等%(office)s核实。") % {"office": log.office.name}
            messages.success(request, said)
            return redirect("volunteers:hours")
    context = {"form": form, "trail": [(_("时长"), reverse("volunteers:hours"))]}
    return TemplateResponse(request, "volunteers/claim.html", context, status=422 if form.errors else 200)
