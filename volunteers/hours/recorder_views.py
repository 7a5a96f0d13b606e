"""The recorder's screens: one queue of hours that wait, what is odd first, and one entry with every change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from desk.forms import ReasonForm
from desk.paging import page
from volunteers import policies
from volunteers.hours import deciding, faces, queries, services
from volunteers.hours.forms import READ, AmendForm, MinutesForm, ReverseForm, times_of
from volunteers.models import LogRevision, ServiceLog

QUEUE = 50
# The parts of the queue: what was contradicted after it was confirmed, what is odd, the harmless, objections, and what
# counts already.
PARTS: dict[str, tuple[Any, Q]] = {
    "differs": (gettext_lazy("签离不符"), Q(status="confirmed", is_contradicted=True)),
    "flagged": (gettext_lazy("先看"), Q(status__in=("submitted", "checked"), is_flagged=True)),
    "plain": (gettext_lazy("照常"), Q(status__in=("submitted", "checked"), is_flagged=False)),
    "disputed": (gettext_lazy("有异议"), Q(status="disputed")),
    "confirmed": (gettext_lazy("已确认"), Q(status="confirmed")),
}
DECIDED = ("differs", "confirmed")
Entry = tuple[Any, Callable[[Any], Any], str]


@login_required
@once
def verify(request: HttpRequest) -> HttpResponse:
    """The queue: verify all the harmless that is shown as it was logged, or open one."""
    acts = has_role(request.user, *queries.ANSWERERS)
    if not acts and not has_role(request.user, roles.MUN, roles.AUD):
        raise Http404
    waiting = queries.waiting_for(request.user) if acts else queries.visible_to(request.user)
    counts = waiting.aggregate(
        **{name: Count("pk", filter=q) for name, (_l, q) in PARTS.items() if name not in DECIDED}
    )
    decided = queries.recorded_by(request.user) if acts else waiting
    counts["differs"] = queries.contradicted(decided).count()
    part = _part(request, counts)
    rows = decided if part in DECIDED else waiting
    shown = page(rows.filter(PARTS[part][1]), request, size=QUEUE, ascending=part != "confirmed")
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not acts:
            raise Http404
        form.is_valid()
        result = done(form, services.verify_shown, _wanted(request, waiting), by=request.user)
        if result is not None:
            _tell(request, *result)
            return redirect(f"{reverse('volunteers:verify')}?show=plain")
    lines = [faces.line(log) for log in shown.items]
    context = {
        "page": shown,
        "rows": lines,
        "form": form,
        "acts": acts,
        "part": part,
        "parts": [(name, label, counts.get(name)) for name, (label, _q) in PARTS.items()],
        "total": sum(log.minutes for log in shown.items),
        "may_import": policies.may(request.user, "import_hours"),
        "bulk": acts and part == "plain",
    }
    return TemplateResponse(request, "volunteers/verify.html", context, status=409 if form.errors else 200)


def _part(request: HttpRequest, counts: dict[str, int]) -> str:
    """The part asked for; without one the first that holds something."""
    wanted = request.GET.get("show", "")
    if wanted in PARTS:
        return wanted
    return next((name for name in ("differs", "flagged", "plain", "disputed") if counts[name]), "plain")


def _wanted(request: HttpRequest, waiting: QuerySet[ServiceLog]) -> list[ServiceLog]:
    ticked = [int(pk) for pk in request.POST.getlist("log") if pk.isdecimal() and len(pk) < 19][:QUEUE]
    return list(waiting.filter(pk__in=ticked, status__in=("submitted", "checked")).order_by("pk"))


def _tell(request: HttpRequest, verified: int, refused: list[str]) -> None:
    if verified:
        messages.success(request, _("已核实 %(n)d 条。") % {"n": verified})
    for sentence in refused:
        messages.warning(request, sentence)


# --- one entry ---------------------------------------------------------------------------------------------
@login_required
@once
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: facts, why to look first, every change, and what this person may decide now."""
    thing = visible_404(queries.visible_to(request.user), pk=pk)
    if thing.volunteer.user_id == request.user.pk or not policies.may(request.user, "see_hours", thing):
        raise Http404
    acts, name = _acts(request, thing), request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, do, said = acts[name]
        if form.is_valid() and done(form, lambda: do(form)) is not None:
            messages.success(request, said)
            return redirect("volunteers:log", pk)
    form = acts[name][0] if name else None
    revisions = LogRevision.objects.filter(log=thing).select_related("by").order_by("n")
    title = thing.volunteer.user.display_name
    context = {
        **faces.line(thing),
        "facts": [(_("志愿者编号"), thing.volunteer.number), *faces.facts(thing)],
        "changes": list(faces.changes(revisions)),
        "forms": {key: entry[0] for key, entry in acts.items()},
        "form": form,
        "obstacle": deciding.obstacle(request.user, thing) if _may_decide(request, thing) else "",
        "title": title,
        "trail": [(_("时长核实"), reverse("volunteers:verify"))],
    }
    return TemplateResponse(request, "volunteers/log.html", context, status=409 if form and form.errors else 200)


def _may_decide(request: HttpRequest, thing: ServiceLog) -> bool:
    return policies.may(request.user, "verify_hours", thing) and thing.status in (*queries.WAITING, "confirmed")


def _acts(request: HttpRequest, thing: ServiceLog) -> dict[str, Entry]:
    """Act → its form, what it does, what is said after; none where something stands in this person's way."""
    if not _may_decide(request, thing) or deciding.obstacle(request.user, thing):
        return {}
    open_ = {step.verb for step in thing.open_verbs()}
    found = {**_before(request, thing), **_afterwards(request, thing)}
    return {name: entry for name, (steps, entry) in found.items() if steps & open_}


def _before(request: HttpRequest, thing: ServiceLog) -> dict[str, tuple[set[str], Entry]]:
    by, data = request.user, _data(request)
    return {
        "verify": ({"verify", "verify_second"}, (
            MinutesForm(data("verify"), log=thing),
            lambda form: services.verify_hours(thing, by=by, **form.cleaned_data), _("已核实。"))),
        "amend": ({"amend"}, (
            AmendForm(data("amend"), prefix="amend", initial=times_of(thing)),
            lambda form: services.amend_hours(thing, by=by, **_times_and_reason(form)), _("已更正，还没有核实。"))),
        "return": ({"send_back"}, (
            ReasonForm(data("return"), prefix="back", hint=READ),
            lambda form: services.return_hours(thing, by=by, **form.cleaned_data), _("已退回，志愿者会看到原因。"))),
    }  # fmt: skip


def _afterwards(request: HttpRequest, thing: ServiceLog) -> dict[str, tuple[set[str], Entry]]:
    by, data = request.user, _data(request)
    answered = _("已答复，志愿者会收到通知。")
    settle = {"settle"} if thing.source != ServiceLog.Source.IMPORT else set()
    return {
        "keep": ({"keep"} if thing.is_contradicted else set(), (
            ReasonForm(data("keep"), prefix="keep", hint=READ),
            lambda form: services.keep_hours(thing, by=by, **form.cleaned_data), _("已维持。"))),
        "uphold": ({"uphold"}, (
            ReasonForm(data("uphold"), prefix="uphold", hint=READ),
            lambda form: services.uphold_hours(thing, by=by, **form.cleaned_data), answered)),
        "settle": (settle, (
            AmendForm(data("settle"), prefix="settle", initial=times_of(thing)),
            lambda form: services.settle_hours(thing, by=by, **_times_and_reason(form)), answered)),
        "reverse": ({"reverse"}, (
            ReverseForm(data("reverse"), prefix="reverse"),
            lambda form: services.reverse_hours(thing, by=by, **form.cleaned_data), _("已冲减，志愿者会收到通知。"))),
    }  # fmt: skip


def _data(request: HttpRequest) -> Callable[[str], Any]:
    act = request.POST.get("act", "")
    return lambda name: request.POST if act == name else None


def _times_and_reason(form: AmendForm) -> dict[str, Any]:
    return {**form.times(), "reason": form.cleaned_data["reason"]}
