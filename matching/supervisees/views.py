"""The files of the people who are helped: the list, one file, and the pages that change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access, roles
from accounts.access import visible_404
from audit import trail
from audit.once import once
from desk.paging import page
from kit import identity
from kit.crypto import blind_index
from matching import policies, queries, screens
from matching.models import Client
from matching.outcomes.consents import resting_on, take_consent_back
from matching.outcomes.services import end_client
from matching.screens import attempt, client_trail, for_roles, form_page, posted
from matching.supervisees import disclosure, files, services
from matching.supervisees import forms as f
from matching.supervisees.models import IN_REGISTER

staff = for_roles(roles.OFF, roles.CBM)


def own(request: HttpRequest, code: str, right: str = "see_client") -> Client:
    """A file that this person may open and, where a right is named, change; else it is not there."""
    thing = visible_404(queries.clients(request.user), code=code)
    if not policies.may(request.user, right, thing):
        raise Http404
    return thing


def done(request: HttpRequest, text: str, client: Client, *, to: str = "client") -> HttpResponse:
    messages.success(request, text)
    return redirect(f"matching:{to}", client.code)


# --- the list ----------------------------------------------------------------------------------------------
@staff
@require_safe
def clients(request: HttpRequest) -> HttpResponse:
    return _list(request, f.FindForm())


@staff
@require_POST
def find_client(request: HttpRequest) -> HttpResponse:
    """By ID number, which travels in the body only. Not there and not yours to see are one answer."""
    form = f.FindForm(request.POST)
    if form.is_valid():
        found: list[Client] = []
        if attempt(form, lambda: found.extend(_with_id(request, form.cleaned_data["id_number"]))):
            if found:
                return redirect("matching:client", found[0].code)
            form.add_error("id_number", _("在您能查阅的范围内没有找到。"))
    form.data = {}  # what was typed is a number of a person: it does not come back in the page
    return _list(request, form)


def _with_id(request: HttpRequest, text: str) -> list[Client]:
    number = identity.resident_id(text).number
    trail.record("client.search", by=request.user)
    return list(queries.clients(request.user).filter(id_index=blind_index("client.id_number", number))[:1])


def _list(request: HttpRequest, find: f.FindForm) -> HttpResponse:
    officers = f.officers_of(list(access.seats(request.user)))
    filters = f.FilterForm(request.GET or None, officers=officers)
    filters.is_valid()
    chosen = getattr(filters, "cleaned_data", {})
    rows = page(files.narrowed(queries.clients(request.user), chosen), request, size=files.SHOWN)
    context = {
        "form": find,
        "filters": filters,
        "filtered": any(chosen.values()),
        "page": rows,
        "rows": files.lines(rows.items),
        "unnamed": files.sealed_without_officer(request.user),
    }
    return screens.shown(request, "matching/clients.html", context)


# --- one file ----------------------------------------------------------------------------------------------
@staff
@require_safe
def client(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code)
    can = policies.can(request.user, thing)
    context = {"client": thing, "can": can, "trail": client_trail(), **files.overview(thing, request.user)}
    return TemplateResponse(request, "matching/client.html", context)


@staff
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Protected fields, shown once on the answer to this very form; the address alone shows nothing."""
    thing = own(request, code)
    form = f.RevealForm(posted(request))
    values: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        wanted = tuple(form.cleaned_data["fields_wanted"])
        read = lambda: values.update(  # noqa: E731 - what attempt() runs
            disclosure.reveal(thing, by=request.user, fields=wanted, purpose=form.cleaned_data["purpose"])
        )
        attempt(form, read)
    context = {"form": form, "client": thing, "trail": client_trail(thing), "facts": files.revealed(values)}
    return screens.shown(request, "matching/client_reveal.html", context)


@staff
@require_safe
def client_log(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code)
    context = {"client": thing, "trail": client_trail(thing), "events": files.who_looked(thing)}
    return TemplateResponse(request, "matching/client_log.html", context)


# --- consent -------------------------------------------------------------------------------------------
@staff
@require_safe
def consents(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code)
    context = {"client": thing, "trail": client_trail(thing), "can": policies.can(request.user, thing)}
    return TemplateResponse(request, "matching/client_consents.html", context | {"consents": files.consents_of(thing)})


@staff
@once
def add_consent(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code, "record_consent")
    form = f.ConsentForm(posted(request), client=thing)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: services.record_consent(thing, by=request.user, **data)):
            return done(request, _("已登记。可以提出需求、发出邀约。"), thing, to="consents")
    back = [*client_trail(thing), (_("同意与依据"), reverse("matching:consents", args=[code]))]
    return form_page(request, form, title=_("登记同意或法定职责"), verb=_("登记"), trail=back, text=_under_14(thing))


def _under_14(client: Client) -> str:
    """What the page says of a child.  law: R-MIN-06"""
    told = _("不满 14 周岁：必须有监护人签字的同意。专门规则见页面底部的“个人信息保护”。")
    return told if client.age < services.GUARDIAN_AGE else ""


@staff
@once
def withdraw_consent(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    thing = own(request, code, "record_consent")
    consent = visible_404(thing.consents.filter(withdrawn_at=None), pk=pk)
    form = f.forms.Form(posted(request))
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: take_consent_back(consent, by=request.user)):
        return done(request, _("同意已撤回，相关邀约已收回。"), thing, to="consents")
    stops = [f"{r.number}·{r.status_label}" for r in resting_on(consent)]
    notes = [_("随之停止的需求：%(list)s") % {"list": _("、").join(stops)}] if stops else []
    back = [*client_trail(thing), (_("同意与依据"), reverse("matching:consents", args=[code]))]
    text = _("撤回以后不再向任何人发出邀约，未答复的邀约收回，已给出的授权马上停止。")
    return form_page(request, form, title=_("撤回同意"), verb=_("按本人意愿撤回"), trail=back, text=text, notes=notes)


# --- limits, orders, conflicts -----------------------------------------------------------------------------
@staff
@require_safe
def limits(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code)
    context = {"client": thing, "trail": client_trail(thing), "can": policies.can(request.user, thing)}
    return TemplateResponse(request, "matching/client_limits.html", context | files.limits_of(thing))


@staff
@once
def edit_limits(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code, "edit_client")
    form = f.LimitsForm(posted(request), initial=f.LimitsForm.of(thing))
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: services.set_limits(thing, by=request.user, **form.limits())):
        return done(request, _("限制已更新，匹配时马上生效。"), thing, to="limits")
    return form_page(request, form, title=_("修改限制和技能"), verb=_("存入"), trail=_to_limits(thing))


@staff
@once
def add_order(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code, "note_conflict")
    form = f.OrderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        act = lambda: services.note_order(  # noqa: E731 - what attempt() runs
            thing, by=request.user, kind=data["kind"], until_on=data["until_on"], **form.what()
        )
        if attempt(form, act):
            return done(request, _("禁止令已登记，匹配时马上生效。"), thing, to="limits")
    return form_page(request, form, title=_("登记禁止令"), verb=_("登记"), trail=_to_limits(thing))


@staff
@once
def add_conflict(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code, "note_conflict")
    form = f.ConflictForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: services.note_conflict(thing, by=request.user, **data)):
            return done(request, _("利害关系已登记，对方不会再被提出。"), thing, to="limits")
    text = _("匹配时只说是哪一种关系，不说是谁。")
    return form_page(request, form, title=_("登记利害关系"), verb=_("登记"), trail=_to_limits(thing), text=text)


@staff
@require_POST
@once
def strike(request: HttpRequest, code: str, what: str, pk: int) -> HttpResponse:
    """Take out one order or one conflict."""
    thing = own(request, code, "note_conflict")
    if what == "order":
        services.strike_order(visible_404(thing.orders.select_related("client"), pk=pk), by=request.user)
    else:
        services.strike_conflict(visible_404(thing.conflicts.select_related("client"), pk=pk), by=request.user)
    return done(request, _("已删去，记录里留有这一笔。"), thing, to="limits")


def _to_limits(thing: Client) -> list[tuple[str, str]]:
    return [*client_trail(thing), (_("限制与利害关系"), reverse("matching:limits", args=[thing.code]))]


# --- who answers for it, and its end -----------------------------------------------------------------------
@staff
@once
def name_officer(request: HttpRequest, code: str) -> HttpResponse:
    thing = visible_404(queries.clients_to_name_officer(request.user), code=code)
    form = f.OfficerForm(
        posted(request), client=thing, initial={"officer": thing.officer_id, "deputy": thing.deputy_id}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: services.name_officer(thing, by=request.user, **data)):
            messages.success(request, _("责任人已指定。"))
            open_to_me = queries.clients(request.user).filter(pk=thing.pk).exists()
            return redirect("matching:client", code) if open_to_me else redirect("matching:clients")
    return form_page(request, form, title=_("责任人和副手"), verb=_("指定"), trail=client_trail(), text=thing.code)


@staff
@once
def end(request: HttpRequest, code: str) -> HttpResponse:
    thing = own(request, code, "end_client")
    form = f.EndForm(posted(request), client=thing)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: end_client(thing, by=request.user, reason=reason)):
            return done(request, _("档案已结束。"), thing)
    opened = [f"{r.number}·{r.status_label}" for r in files.open_requests(thing)]
    notes = [_("随之结束的需求：%(list)s") % {"list": _("、").join(opened)}] if opened else []
    return form_page(request, form, title=_("结束帮扶档案"), verb=_("结束档案"), trail=client_trail(thing), notes=notes)


@staff
@once
def again(request: HttpRequest, code: str) -> HttpResponse:
    """A file of its own for a new term of somebody whose file has ended."""
    thing = own(request, code, "register_again")
    if thing.status in IN_REGISTER and request.method == "GET":
        return redirect("matching:client", code)
    form = f.AgainForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, list[Client]()
        if attempt(form, lambda: made.append(services.register_again(thing, by=request.user, **data))):
            return done(request, _("新的档案已建立，由您负责。接着评估需求、登记同意。"), made[0])
    text = _("姓名、号码和住址取自这份档案；评估、同意、禁止令和罪名属于这一次矫正，要重新登记。")
    return form_page(request, form, title=_("重新登记"), verb=_("建立新档案"), trail=client_trail(thing), text=text)
