"""The helper's screens around a request: booking, recording, moving a meeting; the plan; what was released."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import visible_404
from audit import trail
from audit.once import once
from desk.dates import day_time
from kit import clock
from matching import policies, queries, words
from matching.models import AssistanceRequest, Session
from matching.screens import attempt, form_page, shown
from matching.sessions import services
from matching.sessions.forms import (
    AbsentForm,
    AnswerForm,
    HeldForm,
    MeetingForm,
    MoveForm,
    NotHeldForm,
    ObjectForm,
    PlanForm,
)
from matching.sessions.ways import way_back
from matching.supervisees.disclosure import live_grant, read_granted


@login_required
@once
def session_new(request: HttpRequest, number: str) -> HttpResponse:
    """Book a meeting; one that has begun already goes straight on to its record."""
    thing = _request(request, number, "record_session")
    form = MeetingForm(request.POST or None, initial=_next_time(thing))
    if form.is_valid():
        key = _key(request)
        if attempt(form, lambda: services.book_session(thing, by=request.user, key=key, **form.times)):
            session = Session.objects.get(key=key)
            if session.starts_at <= clock.now():
                return redirect("matching:session_record", session.pk)
            messages.success(request, _("已约好。开始前和结束后，会出现在您的待办里。"))
            return redirect("matching:request", number)
    first = thing.status == "accepted"
    title = _("约首次见面") if first else _("约下一次")
    text = _("对象由司法所当面通知或收到纸条，短信里不写姓名。")
    return form_page(request, form, title=title, verb=_("约定"), trail=way_back(request, thing), text=text)


@login_required
@once
def session_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a meeting: it took place, the person did not come, or it fell through."""
    session = visible_404(queries.sessions(request.user), pk=pk)
    thing = session.request
    if session.status not in services.LIVE:
        return _recorded(request, session)
    if not policies.may(request.user, "record_session", thing):
        raise Http404
    forms = _record_forms(request, session)
    form = forms.get(request.POST.get("act", ""))
    if form is not None and form.is_valid() and attempt(form, lambda: _record(session, request, form)):
        messages.success(request, _said(session, form))
        return redirect("matching:request", thing.number)
    context = {
        "session": session,
        "request_obj": thing,
        "begun": session.starts_at <= clock.now(),
        "forms": forms,
        "form": form,
        "trail": way_back(request, thing),
    }
    return shown(request, "matching/session_record.html", context)


@login_required
@once
def session_move(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_404(queries.sessions(request.user), pk=pk)
    if not policies.may(request.user, "record_session", session.request):
        raise Http404
    form = MoveForm(request.POST or None, initial=_as_booked(session))
    if form.is_valid():
        reason, key = form.cleaned_data["reason"], _key(request)
        if attempt(form, lambda: services.move_session(session, by=request.user, key=key, reason=reason, **form.times)):
            messages.success(request, _("已改期，原来的约定留作记录。"))
            return redirect("matching:request", session.request.number)
    back = way_back(request, session.request)
    text = _("原定 %(when)s，%(where)s。") % {"when": day_time(session.starts_at), "where": session.where}
    return form_page(request, form, title=_("改期"), verb=_("改到这个时间"), trail=back, text=text)


@login_required
@once
def session_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's answer to an absence."""
    session = visible_404(queries.sessions(request.user), pk=pk, status="absent")
    if not policies.may(request.user, "answer_absence", session.request):
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        if attempt(form, lambda: services.answer_absence(session, by=request.user, answer=answer)):
            messages.success(request, _("已答复，帮扶人会看到。"))
            return redirect("matching:request", session.request.number)
    text = _("%(when)s，%(cause)s没有到。") % {
        "when": day_time(session.starts_at),
        "cause": session.get_absence_display(),
    }
    back = way_back(request, session.request)
    return form_page(request, form, title=_("答复缺席"), verb=_("答复"), trail=back, text=text)


@login_required
@once
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """Put a plan to the officer; after an objection it begins with the text of the version before."""
    thing = _request(request, number, "propose_plan")
    last = thing.plans.order_by("-version").first()
    initial = {"goals": thing.goal, "sessions_n": 8}
    if last:
        initial = {"goals": "\n".join(last.goals), "activities": last.activities, "sessions_n": last.sessions_n}
    form = PlanForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(form, lambda: services.propose_plan(thing, by=request.user, **form.cleaned_data)):
        messages.success(request, _("方案已提交。工作人员到期没有意见，方案自动生效。"))
        return redirect("matching:request", number)
    notes = [_("工作人员的意见：%(text)s") % {"text": last.objection}] if last and last.objection else []
    text = _("和本人商量后写。姓名、住址和案情都不写。")
    return form_page(
        request, form, title=_("帮扶方案"), verb=_("提交方案"), trail=way_back(request, thing), text=text, notes=notes
    )


@login_required
@once
def plan_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to a plan, or object with a reason."""
    thing = visible_404(queries.plans(request.user), pk=pk)
    if not policies.may(request.user, "decide_plan", thing.request):
        raise Http404
    form = ObjectForm(request.POST if request.POST.get("act") == "object" else None)
    agree = AnswerForm({"answer": "-"})  # carries a refusal of the one-button form
    agree.is_valid()
    if request.POST.get("act") == "agree" and attempt(agree, lambda: services.agree_plan(thing, by=request.user)):
        messages.success(request, _("已同意，帮扶开始。"))
        return redirect("matching:request", thing.request.number)
    if form.is_valid():
        said = form.cleaned_data["objection"]
        if attempt(form, lambda: services.object_to_plan(thing, by=request.user, objection=said)):
            messages.success(request, _("意见已送达，承接方会交新的一版。"))
            return redirect("matching:request", thing.request.number)
    context = {"plan": thing, "form": form, "agree": agree, "trail": way_back(request, thing.request)}
    return shown(request, "matching/plan_decide.html", context)


@login_required
@require_POST
def granted(request: HttpRequest, number: str) -> HttpResponse:
    """The released fields, shown once for each press of the button; every reading is an event of the log."""
    thing = visible_404(queries.requests(request.user), number=number)
    grant = live_grant(thing, request.user)
    if grant is None:
        raise Http404
    values = read_granted(thing, by=request.user)
    facts = [(words.field(name), _readable(value)) for name, value in values.items()]
    back = reverse("matching:request", args=[number])
    context = {"thing": thing, "facts": facts, "grant": grant, "trail": way_back(request, thing), "back": back}
    return TemplateResponse(request, "matching/request_granted.html", context)


# --- pieces ------------------------------------------------------------------------------------------------
def _request(request: HttpRequest, number: str, verb: str) -> AssistanceRequest:
    """The request, for whoever may take this verb with it; for all others it is not there."""
    thing = visible_404(queries.requests(request.user), number=number)
    if not policies.may(request.user, verb, thing):
        raise Http404
    return thing


def _key(request: HttpRequest) -> str:
    return request.POST.get("idem", "")[:64] or str(uuid.uuid4())


def _next_time(thing: AssistanceRequest) -> dict[str, Any]:
    """A week after the last meeting at the same hour and place, or the first such day to come; tomorrow at nine
    without one."""
    tomorrow = max(clock.today() + timedelta(days=1), thing.client.start_on)  # a place may wait for a release
    last = Session.objects.filter(request=thing, status__in=("held", "absent")).order_by("-starts_at").first()
    if last is None:
        return {"day": tomorrow, "start": "09:00", "end": "10:00", "where": thing.office.name}
    day = last.starts_at.astimezone(clock.SHANGHAI).date() + timedelta(weeks=1)
    while day < tomorrow:
        day += timedelta(weeks=1)
    return {**_as_booked(last), "day": day}


def _as_booked(session: Session) -> dict[str, Any]:
    start, end = (at.astimezone(clock.SHANGHAI) for at in (session.starts_at, session.ends_at))
    return {"day": start.date(), "start": f"{start:%H:%M}", "end": f"{end:%H:%M}", "where": session.where}


def _record_forms(request: HttpRequest, session: Session) -> dict[str, Any]:
    act, data = request.POST.get("act", ""), request.POST
    planned = int((session.ends_at - session.starts_at).total_seconds() // 60)
    return {
        "held": HeldForm(data if act == "held" else None, initial={"minutes": planned}),
        "absent": AbsentForm(data if act == "absent" else None, prefix="absent"),
        "not_held": NotHeldForm(data if act == "not_held" else None, prefix="not"),
    }


def _record(session: Session, request: HttpRequest, form: Any) -> None:
    service: Any = {
        HeldForm: services.record_held,
        AbsentForm: services.record_absent,
        NotHeldForm: services.record_not_held,
    }[type(form)]
    service(session, by=request.user, **form.cleaned_data)


def _said(session: Session, form: Any) -> str:
    if isinstance(form, HeldForm):
        return _("已记录 %(minutes)d 分钟，不用再填别的表。") % {"minutes": session.minutes}
    if isinstance(form, AbsentForm):
        return _("已记录缺席。无故缺席时，工作人员会马上收到提醒。")
    return _("已记录，记得再约一次。")


def _recorded(request: HttpRequest, session: Session) -> HttpResponse:
    """A meeting that is over: the record, whose note only its worker and the person's office read."""
    thing = session.request
    own = request.user.pk in (session.worker_id, session.recorded_by_id)
    may_read = own or policies.may(request.user, "decide_plan", thing)
    if may_read and session.note and not own:
        trail.record(
            "session.read", session, by=request.user, fields=["note"], purpose=_("跟进帮扶"), county=thing.county_code
        )
    context = {"session": session, "request_obj": thing, "may_read": may_read, "trail": way_back(request, thing)}
    return TemplateResponse(request, "matching/session_shown.html", context)


def _readable(value: Any) -> str:
    return words.listed(_(word) for word in value) if isinstance(value, list) else (value or "—")
