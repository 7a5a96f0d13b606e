"""The screens at the end of help: finish, end early, report, review."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import visible_404
from audit.once import once
from matching import policies, queries
from matching.models import AssistanceRequest
from matching.outcomes import rating, services
from matching.outcomes.forms import EndForm, FinishForm, ReportForm, ReviewForm, SendBackForm
from matching.screens import attempt, form_page, passed, shown
from matching.sessions.panel import helper_panel
from matching.sessions.ways import way_back


@login_required
@once
def finish(request: HttpRequest, number: str) -> HttpResponse:
    thing = _request(request, number, "finish_request")
    if back := passed(request, thing, "finish"):
        return back
    form = FinishForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: services.finish_request(thing, by=request.user, **form.cleaned_data)):
        messages.success(request, _("帮扶已完成。接着写结案报告。"))
        return redirect("matching:report", number)
    planned, held = services.planned_and_held(thing)
    text = _("计划 %(planned)d 次，已开展 %(held)d 次。") % {"planned": planned, "held": held}
    return form_page(request, form, title=_("完成帮扶"), verb=_("完成帮扶"), trail=way_back(request, thing), text=text)


@login_required
@once
def end(request: HttpRequest, number: str) -> HttpResponse:
    thing = _request(request, number, "end_request")
    if back := passed(request, thing, "end_early"):
        return back
    form = EndForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: services.end_early(thing, by=request.user, **form.cleaned_data)):
        messages.success(request, _("已提前结束。结案报告仍要写。"))
        return redirect("matching:request", number)
    text = _("还没开始的约定会一并取消。")
    return form_page(request, form, title=_("提前结束"), verb=_("提前结束"), trail=way_back(request, thing), text=text)


@login_required
@once
def report(request: HttpRequest, number: str) -> HttpResponse:
    """The end report; after it was sent back it begins with what was written."""
    thing = _request(request, number, "report_outcome")
    if back := passed(request, thing, "report"):
        return back
    goals, last = services.goals_of(thing), services.last_report(thing)
    initial = {"outcome": last.outcome} if last else {}
    for n, goal in enumerate(last.goals if last else []):
        initial |= {f"result_{n}": goal["result"], f"evidence_{n}": goal["evidence"]}
    form = ReportForm(request.POST or None, goals=goals, costs=thing.place.kind == "service", initial=initial)
    if form.is_valid() and attempt(form, lambda: services.report_outcome(thing, by=request.user, **form.said)):
        messages.success(request, _("报告已提交，工作人员会问过本人后核对。"))
        return redirect("matching:request", number)
    notes = [_("退回补充：%(text)s") % {"text": last.sent_back_why}] if last and last.sent_back_why else []
    text = _("次数和时长取自帮扶记录，不用填写。")
    return form_page(
        request, form, title=_("结案报告"), verb=_("提交报告"), trail=way_back(request, thing), text=text, notes=notes
    )


@login_required
@once
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm or correct the outcome after asking the person, or send the report back.

    What the legal aid agency answered comes here too, and from no place.
    """
    thing = _request(request, number, "review_report", may_lack_place=True)
    if way := passed(request, thing, "confirm"):
        return way
    last, act = services.last_report(thing), request.POST.get("act", "")
    form = ReviewForm(
        request.POST if act == "confirm" else None, initial={"outcome": last.outcome if last else ""},
        rates=rating.may_rate(thing, request.user),
    )  # fmt: skip
    back = SendBackForm(request.POST if act == "send_back" else None, prefix="back")
    if form.is_valid() and attempt(form, lambda: services.confirm_outcome(thing, by=request.user, **form.cleaned_data)):
        messages.success(request, _("已结案。90 天内需求没有满足，可以重新打开。"))
        return redirect("matching:request", number)
    if back.is_valid() and attempt(
        back, lambda: services.send_back_report(thing, by=request.user, **back.cleaned_data)
    ):
        messages.success(request, _("已退回，对方 3 个工作日内补充。"))
        return redirect("matching:request", number)
    context = {
        "thing": thing,
        "panel": helper_panel(thing, request.user),
        "form": back if act == "send_back" else form,
        "review": form,
        "back": back,
        "trail": way_back(request, thing),
    }
    return shown(request, "matching/review.html", context)


def _request(request: HttpRequest, number: str, verb: str, *, may_lack_place: bool = False) -> AssistanceRequest:
    """The request, for whoever may take this verb with it; for all others it is not there."""
    thing = visible_404(queries.requests(request.user), number=number)
    has_place = thing.place_id is not None or may_lack_place
    if not has_place or not policies.may(request.user, verb, thing):
        raise Http404
    return thing
