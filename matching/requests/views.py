"""Asking for help in three pages, the list of requests, one request with what can be done with it now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles
from accounts.access import visible_404
from audit.once import once
from desk.paging import page
from matching import policies, queries
from matching.engine import codes
from matching.models import AssistanceRequest, Client
from matching.offers import cards, choosing
from matching.offers.suggestions import suggest
from matching.outcomes.services import WITHDRAW, withdraw_request
from matching.requests import forms as f
from matching.requests import pages, services, steps
from matching.screens import attempt, client_trail, for_roles, form_page, passed, posted, request_trail, shown
from matching.sessions.panel import helper_panel
from matching.sessions.ways import way_back
from matching.supervisees.files import request_lines
from matching.supervisees.forms import ConsentForm
from matching.supervisees.services import record_consent

staff = for_roles(roles.OFF, roles.CBM)
officers = for_roles(roles.OFF)


def asked(request: HttpRequest, number: str, right: str) -> AssistanceRequest:
    """A request of the own office or county with which this person may do `right`; else it is not there."""
    thing = visible_404(queries.asked_by_office(request.user), number=number)
    if not policies.may(request.user, right, thing):
        raise Http404
    return thing


# --- lists -------------------------------------------------------------------------------------------------
@staff
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    return _list(request, queries.asked_by_office(request.user), _("帮扶需求"))


@staff
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """Those that look for a place: matching, offered, waiting."""
    rows = queries.asked_by_office(request.user).filter(status__in=pages.LOOKING)
    return _list(request, rows, _("匹配与邀约"))


def _list(request: HttpRequest, rows: Any, title: str) -> HttpResponse:
    filters = f.FilterForm(request.GET or None)
    filters.is_valid()
    chosen = getattr(filters, "cleaned_data", {})
    found = page(pages.narrowed(rows, chosen), request, size=pages.SHOWN)
    context = {
        "title": title,
        "filters": filters,
        "filtered": any(chosen.values()),
        "page": found,
        "rows": request_lines(found.items),
    }
    return TemplateResponse(request, "matching/requests.html", context)


# --- asking, page 1 to 3 -----------------------------------------------------------------------------------
@officers
@once
def ask(request: HttpRequest, code: str) -> HttpResponse:
    client: Client = visible_404(queries.clients(request.user), code=code)
    if not policies.may(request.user, "ask_for_help", client):
        raise Http404
    last = client.assessments.order_by("-version").first()
    running = client.requests.exclude(status__in=("closed", "cancelled")).values_list("need", flat=True)
    form = f.AskForm(
        posted(request),
        client=client,
        assessed=last.needs if last else [],
        running=list(running),
        initial=_wanted(request),
    )
    if request.method == "POST" and form.is_valid():
        found: list[AssistanceRequest] = []
        if attempt(form, lambda: found.append(_begin(client, request.user, form.cleaned_data))):
            return _after_asking(request, found[0])
    context = {"form": form, "client": client, "trail": client_trail(client), "steps": pages.steps(), "at": 1}
    return shown(request, "matching/request_ask.html", context)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """What the page one came from asks for: a need of the assessment and how urgent it is."""
    need, urgency = request.GET.get("need", ""), request.GET.get("urgency", "")
    return {"need": need if need in codes.NEEDS else "", "urgency": int(urgency) if urgency in ("1", "2", "3") else 1}


def _begin(client: Client, by: Any, data: dict[str, Any]) -> AssistanceRequest:
    consent = pages.live_consent(client, codes.NEEDS[data["need"]][0])
    return services.ask_for_help(client, by=by, need=data["need"], urgency=data["urgency"], consent=consent)


def _after_asking(request: HttpRequest, thing: AssistanceRequest) -> HttpResponse:
    if thing.status == "draft":
        return redirect("matching:draft", thing.number)
    messages.info(request, _("这一类需求已有一份在办，就是这一份。"))
    return redirect("matching:request", thing.number)


@officers
@once
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Page 2; with consent on the same page where the file holds none."""
    thing = asked(request, number, "edit_request")
    if thing.status != "draft":
        return redirect("matching:request", number)
    form = f.WishForm(posted(request), initial=f.WishForm.of(thing))
    ground = pages.live_consent(thing.client, thing.category)
    consent = None
    if ground is None:
        consent = ConsentForm(
            posted(request), client=thing.client, prefix="c", empty_permitted=True, use_required_attribute=False
        )
    if request.method == "POST" and form.is_valid() and (consent is None or consent.is_valid()):
        given = consent.cleaned_data if consent is not None and consent.has_changed() else {}
        if attempt(form, lambda: _save(thing, request.user, form, given)):
            if request.POST.get("then") == "check":
                return redirect("matching:check", number)
            messages.success(request, _("草稿已存，30 天内可以接着填。"))
            return redirect("matching:request", number)
    context = {
        "form": form,
        "consent": consent,
        "thing": thing,
        "trail": request_trail(thing),
        "steps": pages.steps(),
        "at": 2,
        "no_employer": bool(ground and thing.category == codes.JOB and not ground.for_employer),
    }
    return shown(request, "matching/request_draft.html", context)


def _save(thing: AssistanceRequest, by: Any, form: f.WishForm, given: dict[str, Any]) -> None:
    if given:
        record_consent(thing.client, by=by, **given)
    consent, why = pages.live_consent(thing.client, thing.category), form.cleaned_data["keep_why"]
    services.edit_draft(thing, by=by, keep_why=why, **form.wishes(), consent=consent)


@officers
@once
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Page 3: the answers, the very card that helpers will see, and the one button."""
    thing = asked(request, number, "submit_request")
    if thing.status != "draft":
        return redirect("matching:request", number)
    form = f.forms.Form(posted(request))
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: services.submit_request(thing, by=request.user)):
        direct = thing.status == "matching"
        messages.success(request, _("已提交，可以选择去处。") if direct else _("已提交，等负责人审批。"))
        return redirect("matching:request", number)
    if sent:
        thing.refresh_from_db()
    context = {
        "form": form,
        "thing": thing,
        "trail": request_trail(thing),
        "steps": pages.steps(),
        "at": 3,
        "facts": pages.answers(thing),
        "card": cards.shown(cards.card(thing)),
        "missing": services.missing_sections(thing),
        "approval": services.approval_reasons(thing),
    }
    return shown(request, "matching/request_check.html", context)


# --- one request -------------------------------------------------------------------------------------------
@login_required
@require_safe
def request(request: HttpRequest, number: str) -> HttpResponse:
    """For the office that keeps it and for whoever was given it: what it is, how it stands, what can be done."""
    thing = visible_404(queries.requests(request.user), number=number)
    if not policies.may(request.user, "see_request", thing):
        raise Http404
    in_office = queries.asked_by_office(request.user).filter(pk=thing.pk).exists()
    acts = steps.acts(thing, request.user)
    context = {
        "thing": thing,
        "in_office": in_office,
        "trail": way_back(request, thing)[:1],
        "card": pages.card(thing) if in_office else cards.shown(cards.card(thing)),
        "status": thing.status_label,
        "due": None if thing.status in ("closed", "cancelled") else thing.due_at,
        "tone": _tone(thing),
        "acts": acts,
        "barred": steps.barred(thing, request.user),
        "panel": _panel(thing, request.user, acts),
        "timeline": pages.timeline(thing) if in_office else [],
        "offers": pages.offers(thing) if in_office else [],
        "can": policies.can(request.user, thing),
        "reveal_url": _reveal_url(request, thing) if in_office else "",
        "approval": services.approval_reasons(thing) if thing.status == "awaiting_approval" else [],
        **(_waiting(thing, request.user) if thing.status == "waitlisted" and in_office else {}),
        "grants": pages.grants(thing) if in_office else [],
    }
    return TemplateResponse(request, "matching/request.html", context)


def _panel(thing: AssistanceRequest, user: Any, acts: list[steps.Act]) -> dict[str, Any]:
    """The help itself. Its first act is the page's main one, unless another is, or it would end the help."""
    panel = helper_panel(thing, user)
    ends = reverse("matching:end", args=[thing.number])
    goes_on = bool(panel.get("acts")) and panel["acts"][0].url != ends
    return {**panel, "first_is_primary": goes_on and not any(act.first for act in acts)}


def _waiting(thing: AssistanceRequest, user: Any) -> dict[str, Any]:
    """What holds the places back, and for those that are one step away what would open them; to whoever may match."""
    if not policies.may(user, "match_request", thing):
        return {}
    found = suggest(thing)
    near = choosing.near(thing, found, choosing.role_of(thing, user), user)
    return {"blocking": choosing.blocking(thing.blocking), "near": near}


def _tone(thing: AssistanceRequest) -> str:
    return pages.words.tone(thing.status)


def _reveal_url(request: HttpRequest, thing: AssistanceRequest) -> str:
    may = policies.may(request.user, "see_identity", thing.client)
    return reverse("matching:reveal", args=[thing.client.code]) if may else ""


@staff
@require_POST
@once
def approve(request: HttpRequest, number: str) -> HttpResponse:
    thing = asked(request, number, "see_request")
    services.approve_request(thing, by=request.user)
    messages.success(request, _("已批准，申请人可以选择去处了。"))
    return redirect("matching:request", number)


@staff
@once
def return_(request: HttpRequest, number: str) -> HttpResponse:
    thing = asked(request, number, "return_request")
    if back := passed(request, thing, "return"):
        return back
    form = f.TurnForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.return_request(thing, by=request.user, reason=reason)):
            messages.success(request, _("已退回，申请人会看到原因。"))
            return redirect("matching:request", number)
    return form_page(request, form, title=_("退回需求"), verb=_("退回"), trail=request_trail(thing))


@staff
@once
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    thing = asked(request, number, "withdraw_request")
    if back := passed(request, thing, *WITHDRAW.values()):
        return back
    form = f.WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: withdraw_request(thing, by=request.user, **data)):
            messages.success(request, _("需求已撤回。"))
            return redirect("matching:request", number)
    text = {
        "offered": _("还没有答复的邀约随之收回。"),
        "accepted": _("名额随之空出，已给出的授权马上停止。"),
        "planning": _("已经开展过工作，承接方还要交一份简短的报告。"),
    }.get(thing.status, "")
    return form_page(request, form, title=_("撤回需求"), verb=_("撤回"), trail=request_trail(thing), text=text)
