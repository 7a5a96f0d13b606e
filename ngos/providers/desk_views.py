"""The offices' desk of the register: what waits, one organisation with its passport, registering a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import visible_404
from accounts.models import Division
from audit.once import once
from desk.acts import done
from desk.page_acts import answer, offered
from desk.paging import page
from kit import clock, identity
from ngos.models import Provider, ProviderContact
from ngos.policies import policies
from ngos.providers import desk_acts, editing, filing, lacking, papers, passport, queries, showing
from ngos.providers.forms import PurposeForm, RegisterForm, RegistryFilter


# --- the list ----------------------------------------------------------------------------------------------------
@login_required
@require_safe
def registry(request: HttpRequest) -> HttpResponse:
    """The organisations this person sees, the newest first; managers find what waits for them by the filter."""
    if not policies.may(request.user, "see_registry"):
        raise Http404
    counties = queries.county_names()
    filters = RegistryFilter(request.GET, counties=counties)
    filters.is_valid()
    rows = _narrowed(queries.visible_to(request.user), filters.cleaned_data)
    found = page(queries.with_parts(rows).prefetch_related("papers"), request)
    context = {
        "filters": filters,
        "page": found,
        "rows": [_row(provider, counties) for provider in found.items],
        "may_register": access.has_role(request.user, roles.CBM, roles.MUN),
    }
    return TemplateResponse(request, "ngos/registry.html", context)


def _narrowed(rows: QuerySet[Provider], wanted: dict[str, Any]) -> QuerySet[Provider]:
    show = wanted.get("show")
    if show == "waiting":
        rows = rows.filter(status__in=queries.WAITING)
    elif show == "papers":
        rows = queries.with_papers_to_check(rows)
    elif show == "soon":
        rows = queries.running_out(rows, clock.today())
    elif show:
        rows = rows.filter(status=show)
    if text := (wanted.get("q") or "").strip():
        rows = rows.filter(Q(org__name__contains=text) | Q(credit_code=text.upper()))
    return queries.narrowed(rows, category=wanted.get("category"), county=wanted.get("county") or "")


def _row(provider: Provider, counties: dict[str, str]) -> dict[str, Any]:
    today, rows = clock.today(), list(provider.papers.all())
    items = lacking.items(provider, today, rows)
    ends = [p.valid_to for p in passport.leading(rows) if p.valid_to]
    return {
        "p": provider,
        "tone": showing.TONES[provider.status],
        "county": counties.get(provider.county_code, "—"),
        "lacks": len(passport.missing(items)),
        "first_end": min(ends, default=None),
    }


# --- one organisation ----------------------------------------------------------------------------------------------
@login_required
@once
def provider(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, passport, the way so far, and the acts open to this person."""
    thing = visible_404(queries.with_parts(queries.visible_to(request.user)), pk=pk)
    acts = offered(request, thing, desk_acts.acts_of(thing, request.user), policies)
    gone_on, form = answer(request, acts, reverse("ngos:provider", args=[pk]))
    if gone_on:
        return gone_on
    rows = list(thing.papers.select_related("checked_by"))
    context = {
        "p": thing,
        "tone": showing.TONES[thing.status],
        "facts": showing.public_facts(thing, queries.county_names()),
        "contact": _contact(thing),
        "quality": showing.quality(thing),
        "tasks": showing.tasks(lacking.items(thing, clock.today(), rows)),
        "papers": showing.papers(rows),
        "returned": showing.returned(thing) if thing.status == "returned" else [],
        "odd": filing.code_warnings(thing.credit_code, thing.kind) if thing.credit_code else [],
        "can": policies.can(request.user, thing),
        "acts": acts.values(),
        "form": form,
        "moves": showing.story(thing),
        "trail": _trail(),
    }
    return TemplateResponse(request, "ngos/provider.html", context, status=409 if form and form.errors else 200)


def _trail(thing: Provider | None = None) -> list[tuple[str, str]]:
    found = [(pgettext("more than one", "社会组织"), reverse("ngos:registry"))]
    return found if thing is None else [*found, (thing.org.name, reverse("ngos:provider", args=[thing.pk]))]


def _contact(thing: Provider) -> list[tuple[str, str]]:
    contact = ProviderContact.objects.filter(provider=thing).first()
    if contact is None:
        return []
    return [(_("联系人"), contact.name or "—"), (_("联系电话"), identity.mask_mobile(contact.phone or "") or "—")]


@login_required
@once
def register(request: HttpRequest) -> HttpResponse:
    """A county or the city begins the file of an organisation; its manager is invited afterwards."""
    own = [s.county_code for s in access.seats_as(request.user, roles.CBM)]
    if not own and not access.has_role(request.user, roles.MUN):
        raise Http404
    counties = Division.objects.filter(level="county").order_by("code")
    counties = counties if access.has_role(request.user, roles.MUN) else counties.filter(pk__in=own)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RegisterForm(*data, counties=counties)
    made = done(form, filing.register_provider, by=request.user, **form.cleaned_data) if form.is_valid() else None
    if made:
        messages.success(request, _("已登记。接着在“人员”里邀请机构管理员，由机构填写资料和材料。"))
        return redirect("ngos:provider", pk=made.pk)
    context = {"form": form, "trail": _trail()}
    return TemplateResponse(request, "ngos/provider_new.html", context, status=409 if form.errors else 200)


@login_required
@once
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of an organisation, as an office mends it."""
    thing = visible_404(queries.visible_to(request.user), pk=pk)
    if not policies.may(request.user, "edit_provider", thing):
        raise Http404
    form = editing.form_of(thing, request)
    there = reverse("ngos:provider", args=[pk])
    if form.is_valid() and done(form, filing.edit_file, thing, by=request.user, **form.said()):
        messages.success(request, _("资料已保存。"))
        return redirect(there)
    context = {"form": form, "back": there, "trail": _trail(thing)}
    return TemplateResponse(request, "ngos/provider_file.html", context, status=409 if form.errors else 200)


# --- read for a purpose --------------------------------------------------------------------------------------------
@login_required
@never_cache
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown once, on the answer to this very form; the address alone shows nothing."""
    thing = visible_404(queries.visible_to(request.user), pk=pk)
    if not policies.may(request.user, "read_provider_contact", thing):
        raise Http404
    form, facts = PurposeForm(request.POST if request.method == "POST" else None), []
    if form.is_valid():
        found = filing.read_contact(thing, by=request.user, purpose=form.cleaned_data["purpose"])
        facts = [
            (_("联系人"), (found and found.name) or "—"),
            (_("联系电话"), (found and found.phone) or "—"),
            (_("银行账户"), (found and found.bank_account) or "—"),
        ]
    context = {"form": form, "facts": facts, "p": thing, "trail": _trail(thing)}
    return TemplateResponse(request, "ngos/provider_contact.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a paper, for the organisation itself and whoever looks after it."""
    paper = visible_404(queries.papers_visible_to(request.user).exclude(scan=None), pk=pk)
    if not policies.may(request.user, "read_provider_paper", paper):
        raise Http404
    return papers.read_scan(paper, by=request.user)
