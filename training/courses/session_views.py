"""The planner's and trainer's screens of one session: who comes and for how long, its code at the door, changing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
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

from accounts import roles
from accounts.access import has_role, visible_404
from accounts.models import OrgUnit
from audit.moves import history
from audit.once import once
from desk import qr
from desk.acts import done
from desk.paging import page
from kit import clock
from training import policies
from training.courses import attendance, codes, deciding, planning, queries, showing, states
from training.courses.forms import BulkForm, CancelForm, CapacityForm, SessionForm
from training.courses.office_views import course_trail, planner, units_for
from training.models import Course, Session

SIZE = 50
GROUPS = {
    "": None, "held": ("enrolled", "offered"), "waiting": ("waiting",), "came": ("attended",), "missed": ("missed",),
}  # fmt: skip


def own_session(request: HttpRequest, pk: int, right: str = "see_session") -> Session:
    """A session this person holds, looks after or teaches and, where a right is named, may act in."""
    thing: Session = visible_404(queries.sessions_of(request.user), pk=pk)
    if not policies.may(request.user, right, thing):
        raise Http404
    return thing


def _trail(thing: Session) -> list[tuple[str, str]]:
    return [*course_trail(thing.course), (showing.when(thing), reverse("training:people", args=[thing.pk]))]


# --- planning ------------------------------------------------------------------------------------------------------
@login_required
@once
def new_session(request: HttpRequest, number: str) -> HttpResponse:
    """Plan one session of a course for one's own unit."""
    planner(request)
    of: Course = visible_404(queries.courses_of(request.user), number=number)
    units = _units(request, of)
    if of.status == "closed" or not units:
        raise Http404
    form = SessionForm(request.POST if request.method == "POST" else None, units=units, course=of)
    if form.is_valid():
        made = done(form, planning.plan_session, of, by=request.user, **form.columns())
        if made:
            messages.success(request, _("已安排。"))
            return redirect("training:people", made.pk)
    return _editor(request, form, _("安排场次"), _("安排"), course_trail(of))


def _units(request: HttpRequest, of: Course) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.filter(pk__in=units_for(request, of)).order_by("pk")


@login_required
@once
def edit_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a session or change its place, people, trainers; whoever enrolled hears of a new time or place."""
    thing = own_session(request, pk, "plan_session")
    data = request.POST if request.method == "POST" else None
    form = SessionForm(
        data, units=OrgUnit.objects.none(), course=thing.course, session=thing, initial=SessionForm.of(thing)
    )
    if form.is_valid() and done(form, planning.edit_session, thing, by=request.user, **form.columns()):
        messages.success(request, _("已保存。时间或地点有变的，报名的人都收到了通知。"))
        return redirect("training:people", pk)
    return _editor(request, form, _("修改场次"), _("保存"), _trail(thing))


@login_required
@once
def cancel_session(request: HttpRequest, pk: int) -> HttpResponse:
    thing = own_session(request, pk, "plan_session")
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, planning.cancel_session, thing, by=request.user, reason_text=reason):
            messages.success(request, _("已取消，报名的人都收到了通知。"))
            return redirect("training:people", pk)
    text = _("%(when)s，已报名 %(n)d 人。") % {"when": showing.when(thing), "n": thing.taken}
    return _editor(request, form, _("取消场次"), _("取消场次"), _trail(thing), text=text)


def _editor(
    request: HttpRequest, form: Form, title: str, verb: str, trail: list[tuple[str, str]], text: str = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "trail": trail, "back": trail[-1][1], "verb": verb, "text": text}
    return TemplateResponse(
        request, "training/course_edit.html", context, status=409 if form.non_field_errors() else 200
    )


# --- people --------------------------------------------------------------------------------------------------------
@login_required
@once
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has a place, who waits in what order, who came for how long; one act with those that are ticked."""
    thing = own_session(request, pk)
    can = policies.can(request.user, thing)
    act, data = request.POST.get("act", ""), request.POST if request.method == "POST" else None
    form: Form = CapacityForm(data) if act == "capacity" else BulkForm(data)
    if act in ("close", "reopen", "finish"):
        form = Form(data)
    if request.method == "POST" and not can["record_minutes"]:
        raise Http404
    if request.method == "POST" and form.is_valid() and _do(request, thing, act, form):
        return redirect(f"{reverse('training:people', args=[pk])}?{request.GET.urlencode()}")
    group = request.GET.get("show", "")
    found = page(queries.people_at(thing, GROUPS.get(group)), request, size=SIZE, ascending=True)
    now = clock.now()
    context = {
        "session": thing, "course": thing.course, "when": showing.when(thing),
        "when_parts": showing.when_parts(thing), "tone": showing.TONES[thing.status], "facts": showing.facts(thing),
        "can": can, "form": form, "bulk": form if isinstance(form, BulkForm) else BulkForm(),
        "places": form if isinstance(form, CapacityForm) else CapacityForm(initial={"capacity": thing.capacity}),
        "group": group if group in GROUPS else "", "groups": showing.groups(thing), "page": found,
        "rows": [showing.person_row(row) for row in found.items],
        "door": attendance.door_state(thing, now), "may_record": can["record_minutes"] and now >= thing.starts_at,
        "may_edit": can["plan_session"] and thing.status in states.UPCOMING and now < thing.starts_at,
        "may_finish": can["plan_session"] and thing.status == "running" and now >= thing.ends_at,
        **_exam(request, thing),
        "to_call": thing.is_held and thing.status in states.UPCOMING,
        "moves": [showing.step(thing, move) for move in history(thing)], "trail": _above(request, thing),
    }  # fmt: skip
    return TemplateResponse(request, "training/people.html", context, status=409 if form.errors else 200)


def _exam(request: HttpRequest, thing: Session) -> dict[str, Any]:
    """What whoever teaches here does with the exam of the course: its analysis, marking, more time for a learner."""
    exam, user = thing.course.exam, request.user
    if exam is None or not policies.may(user, "see_analysis", exam):
        return {"exam": None}
    manages = has_role(user, roles.CBM, roles.MUN)
    teaches = thing.trainers.filter(user=user, is_active=True).exists()
    return {"exam": exam, "may_mark": not has_role(user, roles.AUD), "may_allow": manages or teaches}


def _above(request: HttpRequest, thing: Session) -> list[tuple[str, str]]:
    """Where one came from; a trainer who plans nothing sees the session alone."""
    return course_trail(thing.course) if has_role(request.user, *queries.SEES) else []


def _do(request: HttpRequest, thing: Session, act: str, form: Form) -> bool:
    """Do one act; False leaves a sentence on the form. What one may not do is not there."""
    right = {"minutes": "record_minutes", "call_in": "decide_enrolment", "take_out": "decide_enrolment",
             "raise": "decide_enrolment"}.get(act, "plan_session")  # fmt: skip
    if not policies.may(request.user, right, thing):
        raise Http404
    by = request.user
    if act == "capacity":
        did = done(form, planning.change_capacity, thing, by=by, capacity=form.cleaned_data["capacity"])
        return _told(request, did, _("名额已改。多出的名额按候补次序让出。"))
    if act in ("close", "reopen", "finish"):
        services: dict[str, Callable[..., Session]] = {"close": planning.close_signup, "reopen": planning.reopen_signup,
                    "finish": attendance.finish_session}  # fmt: skip
        said = {"close": _("已停止报名。"), "reopen": _("已恢复报名。"), "finish": _("已结束，没到的记为未到。")}
        return _told(request, done(form, services[act], thing, by=by), said[act])
    return _each(request, thing, form)


def _each(request: HttpRequest, thing: Session, form: Form) -> bool:
    ticked = [int(n) for n in request.POST.getlist("row") if n.isascii() and n.isdecimal() and len(n) < 19][:SIZE]
    rows = list(queries.people_at(thing).filter(pk__in=ticked).order_by("pk"))
    if not rows:
        form.add_error(None, _("勾选要办理的人。"))
        return False
    data = form.cleaned_data
    service, words = {
        "minutes": (attendance.enter_minutes, {"minutes": data["minutes"], "reason": data["reason"]}),
        "call_in": (deciding.call_in, {}),
        "take_out": (deciding.take_out, {"reason_text": data["reason"]}),
        "raise": (deciding.give_priority, {"reason_text": data["reason"], "priority": 1}),
    }[data["act"]]
    result = done(form, deciding.each, rows, service, by=request.user, **words)
    if result is None:
        return False
    count, refused = result
    if refused:
        form.add_error(None, refused)
    if count:
        messages.success(request, _("已为 %(n)d 人办理。") % {"n": count})
    return not refused


def _told(request: HttpRequest, did: Any, said: str) -> bool:
    if did is None:
        return False
    messages.success(request, said)
    return True


# --- the door ------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code for the screen at the door; the page changes it by itself."""
    thing = own_session(request, pk, "record_minutes")
    door = attendance.door_state(thing, clock.now())
    face = codes.face(thing) if door in ("open", "over") else None
    url = settings.PUBLIC_URL + reverse("training:scan", args=[pk, face.code]) if face else ""
    context = {
        "session": thing, "face": face, "door": door, "opens_at": attendance.opens_at(thing),
        "qr": qr.draw(url) if face else None, "n": queries.counts_at(thing).get("attended", 0),
    }  # fmt: skip
    return TemplateResponse(request, "training/session_code.html", context)
