"""The volunteer's own page and hours, and the officer's queue of hours to verify."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk import hooks
from desk.acts import done
from desk.dates import short_day
from desk.paging import page
from kit import clock
from volunteers import policies, queries
from volunteers.hours import calendar, services
from volunteers.hours.forms import MinutesForm, ReturnForm
from volunteers.models import ServiceLog, Volunteer

SIZE = 30
QUEUE = 50
SHOWN = 6
TONES = {"submitted": "wait", "confirmed": "ok", "returned": "bad", "withdrawn": "off"}


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
        "items": items[:SHOWN],
        "coming": ahead[:SHOWN],
        **sums(me),
        "weeks": calendar.weeks(me, clock.today()),
        "lacks": queries.words_for(queries.missing([me.pk], clock.today())[me.pk]),
        "partners": partners(me),
    }
    return render(request, "volunteers/today.html", context)


def _greeting(hour: int) -> str:
    return _("上午好") if hour < 12 else _("下午好") if hour < 18 else _("晚上好")


def sums(me: Volunteer) -> dict[str, Any]:
    waiting = ServiceLog.objects.filter(volunteer=me, status="submitted").aggregate(n=Sum("minutes"))["n"] or 0
    return {"confirmed": queries.confirmed_minutes(me), "waiting": waiting}


def partners(me: Volunteer) -> list[str]:
    """The offices to call about what one does now."""
    rows = queries.open_engagements(me).select_related("office")
    return list(dict.fromkeys(e.office.name for e in rows))


@login_required
def hours(request: HttpRequest) -> HttpResponse:
    """Every entry of one's own hours, with who confirmed it."""
    me = own_file(request)
    found = page(queries.logs_visible_to(request.user).filter(volunteer=me), request, size=SIZE)
    context = {"me": me, "page": found, "rows": [as_row(log) for log in found.items], **sums(me)}
    return render(request, "volunteers/hours.html", context)


def as_row(log: ServiceLog) -> dict[str, Any]:
    """`long` marks what deserves a second look before it is verified."""
    return {"log": log, "tone": TONES[log.status], "long": log.minutes > services.LOOK_TWICE_MINUTES}


@login_required
@once
def verify(request: HttpRequest) -> HttpResponse:
    """The queue: verify all that is shown as it was logged, or one with fewer minutes, or return one."""
    if not has_role(request.user, roles.OFF, roles.CBM):
        raise Http404
    waiting = queries.logs_visible_to(request.user).filter(status="submitted")
    shown = page(waiting, request, size=QUEUE, ascending=True)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        wanted = [int(pk) for pk in request.POST.getlist("log") if pk.isdecimal()][:QUEUE]
        logs = list(waiting.filter(pk__in=wanted).order_by("pk"))
        result = done(form, services.verify_shown, logs, by=request.user)
        if result is not None:
            _tell(request, *result)
            return redirect("volunteers:verify")
    rows = [as_row(log) for log in shown.items]
    total = sum(log.minutes for log in shown.items)
    context = {"page": shown, "rows": rows, "form": form, "total": total}
    return render(request, "volunteers/verify.html", context, status=409 if form.errors else 200)


def _tell(request: HttpRequest, verified: int, refused: list[str]) -> None:
    if verified:
        messages.success(request, _("已核实 %(n)d 条。") % {"n": verified})
    for sentence in refused:
        messages.warning(request, sentence)


@login_required
@once
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: verify it with the minutes that were served, or return it with a reason."""
    thing = visible_404(queries.logs_visible_to(request.user), pk=pk)
    if not policies.may(request.user, "verify_hours", thing):
        raise Http404
    act = request.POST.get("act", "")
    form = MinutesForm(request.POST if act == "verify" else None, initial={"minutes": thing.minutes})
    back = ReturnForm(request.POST if act == "return" else None, prefix="back")
    if form.is_valid() and done(form, services.verify_hours, thing, by=request.user, **form.cleaned_data):
        messages.success(request, _("已核实。"))
        return redirect("volunteers:verify")
    if back.is_valid() and done(back, services.return_hours, thing, by=request.user, **back.cleaned_data):
        messages.success(request, _("已退回，志愿者会看到原因。"))
        return redirect("volunteers:verify")
    trail = [(_("时长核实"), reverse("volunteers:verify"))]
    title = _("%(name)s，%(day)s") % {"name": thing.volunteer.user.display_name, "day": short_day(thing.starts_at)}
    context = {**as_row(thing), "form": form, "back": back, "trail": trail, "title": title}
    return render(request, "volunteers/log.html", context, status=409 if form.errors or back.errors else 200)
