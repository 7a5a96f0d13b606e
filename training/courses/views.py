"""The learner's screens of courses: what is open to me, one session with its enrolment and its door, certificates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import seats, visible_404
from audit.once import once
from desk import qr
from desk.acts import done
from desk.dates import hour
from desk.forms import ReasonForm
from desk.paging import page
from kit import clock
from training import policies
from training.courses import attendance, codes, queries, services, showing
from training.courses.forms import BrowseForm, DoorForm
from training.models import Enrolment, Session, SessionPresence
from training.surveys import queries as surveys

SIZE, MINE = 20, 20
SCAN_KEPT_SECONDS = 600  # time to log in after a scan, and to tap
SCANNED = "scanned_session"  # the place in the browser's session


def learner(request: HttpRequest) -> Any:
    """Whoever is meant by some course; for everybody else these pages are not there."""
    if not queries.meant_for(request.user):
        raise Http404
    return request.user


def own_county(user: Any) -> str:
    return next((seat.county_code for seat in seats(user) if seat.county_code), "")


# --- the list ------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """What I have a place in, and the sessions that are open to me, the soonest first."""
    me = learner(request)
    form = BrowseForm(request.GET)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    rows = queries.open_now(me)
    if gives := wanted.get("gives"):
        rows = rows.filter(course__gives=gives)
    if mode := wanted.get("mode"):
        rows = rows.filter(course__mode=mode)
    if county := wanted.get("county"):
        rows = rows.filter(county_code__in=(county, ""))
    found = page(rows, request, size=SIZE, by="starts_at", ascending=True)
    context = {
        "filters": form,
        "filtered": bool(wanted),
        "mine": [showing.mine(row) for row in queries.ahead_of(me)[:MINE]],
        "page": found,
        "rows": [showing.listed(row) for row in found.items],
        "to_judge": surveys.to_answer(me, clock.today())[:MINE],
    }
    return TemplateResponse(request, "training/catalogue.html", context)


# --- one session ---------------------------------------------------------------------------------------------------
@login_required
@once
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: what, where, when; enrol, answer, withdraw, and come and go by the code at the door."""
    me = learner(request)
    thing = visible_404(queries.seen_by(me), pk=pk)
    act, data = request.POST.get("act", ""), request.POST if request.method == "POST" else None
    # Enrolling is the one act that comes in crowds; it finds out by itself what there was before.
    row = None if act == "enrol" else _last(me, thing)
    scanned = _scanned(request, pk)
    form = DoorForm(data, scanned=scanned is not None) if act == "door" else Form(data)
    if request.method == "POST":
        do = _acts(request, thing, row, form, scanned).get(act)
        if do is None:
            raise Http404
        if form.is_valid() and (words := done(form, do)):
            messages.success(request, words)
            return redirect("training:session", pk)
        row = _last(me, thing)
    context = {
        "session": thing,
        "course": thing.course,
        "when_parts": showing.when_parts(thing),
        "facts": showing.facts(thing),
        "form": form,
        "trail": [(_("培训场次"), reverse("training:catalogue"))],
        **_state(me, thing, row),
        **_door(thing, row, form, scanned),
    }
    return TemplateResponse(request, "training/session.html", context, status=409 if form.errors else 200)


def _last(me: Any, thing: Session) -> Enrolment | None:
    return queries.enrolments_of(me).filter(session=thing).order_by("-pk").first()


def _acts(
    request: HttpRequest, thing: Session, row: Enrolment | None, form: Form, scanned: int | None
) -> dict[str, Callable[[], str]]:
    """Act → what it does and says after; only those that fit how things stand."""
    by = request.user
    if row is None or row.status not in (*queries.LIVE, "attended"):
        return {"enrol": lambda: showing.said(services.enrol(thing, by=by))}
    every: dict[str, tuple[tuple[str, ...], Callable[[], Any]]] = {
        "enrol": (queries.LIVE, lambda: services.enrol(thing, by=by)),
        "take": (("offered",), lambda: services.take_offer(row, by=by)),
        "decline": (("offered",), lambda: services.decline_offer(row, by=by)),
        "fill": (("waiting",), lambda: services.take_free_place(row, by=by)),
        "withdraw": (queries.LIVE, lambda: services.withdraw(row, by=by)),
    }
    acts = {name: _saying(act) for name, (fits, act) in every.items() if row.status in fits}
    if row.status in ("enrolled", "attended"):
        acts["door"] = lambda: _through(request, row, form, scanned)
    return acts


def _saying(act: Callable[[], Enrolment]) -> Callable[[], str]:
    return lambda: showing.said(act())


def _state(me: Any, thing: Session, row: Enrolment | None) -> dict[str, Any]:
    """What can be done here now, and what keeps me from it."""
    live = row if row and row.status in queries.LIVE else None
    common = {"live": live, "row": row, "tone": showing.TONES[row.status] if row else "", "progress": None}
    if row is not None:
        common["progress"] = showing.progress(thing.course, me)
    if live is not None:
        line = queries.place_in_line(live) if live.status == "waiting" else 0
        return {**common, "line": line, "has_begun": showing.has_begun(thing)}
    if row is not None and row.status in ("attended", "missed"):
        asked = surveys.invitations_of(me).filter(session=thing, closes_on__gte=clock.today()).first()
        return {**common, "asked": asked}
    shut = showing.why_shut(thing)
    lacks = [] if shut else showing.lacks(me, thing)
    return {**common, "shut": shut, "lacks": lacks, "would_wait": thing.is_held or not thing.free, "may_enrol": True}


# --- the door ------------------------------------------------------------------------------------------------------
def _door(thing: Session, row: Enrolment | None, form: Form, scanned: int | None) -> dict[str, Any]:
    if row is None or row.status not in ("enrolled", "attended"):
        return {"door": ""}
    events = attendance.events_of([row])[row.pk]
    return {
        "door": attendance.door_state(thing, clock.now()),
        "opens_at": attendance.opens_at(thing),
        "events": events,
        "here": attendance.is_here(events),
        "scanned": scanned is not None,
        "door_form": form if isinstance(form, DoorForm) else DoorForm(None, scanned=scanned is not None),
    }


def _through(request: HttpRequest, row: Enrolment, form: Form, scanned: int | None) -> str:
    step = scanned
    if step is None:
        step = attendance.code_step(row.session, form.cleaned_data["code"], by=request.user)
    here = attendance.is_here(attendance.events_of([row])[row.pk])
    way = form.cleaned_data.get("way") or ("out" if here else "in")
    event = (services.check_out if way == "out" else services.check_in)(row, by=request.user, step=step)
    request.session.pop(SCANNED, None)
    return _door_said(event)


def _door_said(event: SessionPresence) -> str:
    if event.direction == "out":
        return _("已签离，%(at)s。") % {"at": hour(event.at)}
    return _("已签到，%(at)s。走的时候再签离，时长才算数。") % {"at": hour(event.at)}


@require_safe
def scan(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What the code at the door leads to: looked at now and kept for a while, since logging in may come between."""
    found = Session.objects.filter(pk=pk).first()
    step = codes.step_of_scan(found, code) if found else None
    if step is not None:
        request.session[SCANNED] = {"session": pk, "step": step, "at": clock.machine_now().timestamp()}
    elif request.user.is_authenticated:
        visible_404(queries.seen_by(learner(request)), pk=pk)
        messages.warning(request, _("这个签到码已经过期。再扫一次屏幕上现在的码。"))
    return redirect("training:session", pk)


def _scanned(request: HttpRequest, pk: int) -> int | None:
    """The step of the code of this session that this browser scanned a moment ago."""
    kept = request.session.get(SCANNED) or {}
    age = clock.machine_now().timestamp() - kept.get("at", 0)
    return kept["step"] if kept.get("session") == pk and 0 <= age <= SCAN_KEPT_SECONDS else None


# --- certificates --------------------------------------------------------------------------------------------------
@login_required
@require_safe
def diplomas(request: HttpRequest) -> HttpResponse:
    """My certificates, and the courses I have begun with what is still missing."""
    me = learner(request)
    context = {
        "rows": [showing.diploma(row) for row in queries.diplomas_of(me)[:100]],
        "underway": showing.progresses(queries.underway(me), me),
    }
    return TemplateResponse(request, "training/diplomas.html", context)


@login_required
@once
def diploma(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate, to print: the code beside the number leads to the public page that tells whether it holds.

    A manager may make it void.
    """
    found = visible_404(queries.diplomas_seen(request.user), pk=pk)
    own = found.learner_id == request.user.pk
    may_void = not own and found.status == "valid" and policies.may(request.user, "void_diploma", found)
    form = ReasonForm(request.POST if request.method == "POST" else None, hint=_("持有人会看到"))
    if request.method == "POST":
        if not may_void:
            raise Http404
        if form.is_valid():
            done(form, services.void_diploma, found, by=request.user, reason_text=form.cleaned_data["reason"])
            if not form.errors:
                messages.success(request, _("已作废。"))
                return redirect("training:diploma", pk)
    url = settings.PUBLIC_URL + reverse("verify:result", args=[found.number, found.code])
    context = {
        **showing.diploma(found),
        "name": found.holder_name or found.ref,
        "course": found.course,
        "own": own,
        "form": form if may_void else None,
        "qr": qr.draw(url) if own and found.status == "valid" else None,
        "trail": [(_("我的证书"), reverse("training:diplomas"))] if own else [],
    }
    return TemplateResponse(request, "training/diploma.html", context, status=409 if form.errors else 200)
