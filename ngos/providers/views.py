"""A social organisation's own pages: how it stands, its contracts, its passport and its file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, queries, roles
from accounts.models import OrgUnit
from audit.once import once
from desk.acts import done
from desk.dates import day
from desk.page_acts import Act, answer, offered
from kit import clock
from ngos.models import Contract, DeliveryRecord, Provider, ServiceOrder
from ngos.policies import policies
from ngos.providers import editing, filing, lacking, papers, services, showing
from ngos.providers import forms as f
from ngos.providers import queries as providers


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The manager's own organisation; for everybody else there is no such page."""
    org = _own_org(request)
    provider = Provider.objects.filter(org=org).first()
    context = {
        "org": org,
        "provider": provider,
        "tone": showing.TONES[provider.status] if provider else "",
        "facts": facts(provider) if provider else [],
        "contracts": contracts(provider) if provider else [],
        "people": people(org),
        "overdue": bool(provider and provider.has_overdue_rectification),
        "lacks": lacking.of_papers(provider, clock.today()) if provider else [],
    }
    return TemplateResponse(request, "ngos/mine.html", context)


def _own_org(request: HttpRequest) -> OrgUnit:
    seats = access.seats_as(request.user, roles.NGA)
    org = OrgUnit.objects.filter(pk=seats[0].unit_id).first() if seats else None
    if org is None:
        raise Http404
    return org


def facts(provider: Provider) -> list[tuple[str, Any]]:
    free = _("%(free)d 件空，共 %(all)d 件") % {"free": provider.free, "all": provider.capacity}
    quality = showing.quality(provider)
    graded = _("%(letter)s %(label)s（%(n)s 例）") % quality if quality["letter"] else quality["label"]
    return [
        (_("承接名额"), free),
        (_("质量等级"), graded),
        (_("登记证书有效期至"), day(provider.licence_until_on)),
    ]


def contracts(provider: Provider) -> list[dict[str, Any]]:
    """The contracts, the newest first, with cases used and sessions delivered."""
    today = clock.today()
    rows = Contract.objects.filter(provider=provider).order_by("-starts_on", "-pk")
    delivered = dict(
        DeliveryRecord.objects.filter(order__contract__in=rows)
        .values_list("order__contract")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [{"c": c, "running": c.starts_on <= today <= c.ends_on, "delivered": delivered.get(c.pk, 0)} for c in rows]


def people(org: OrgUnit) -> list[dict[str, Any]]:
    """Who works here with how many open cases: numbers, never whom they are for."""
    members = list(queries.people_with(roles.NGC, roles.NGA, unit=org))
    load = dict(
        ServiceOrder.objects.filter(status="open", worker__in=members)
        .values_list("worker")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [{"name": m.display_name, "n": load.get(m.pk, 0)} for m in members]


# --- the passport ------------------------------------------------------------------------------------------------
@login_required
@once
def own_passport(request: HttpRequest) -> HttpResponse:
    """What is there, what lacks, what runs out; handing papers in, and the whole application."""
    org = _own_org(request)
    provider = Provider.objects.filter(org=org).select_related("org").first()
    thing = provider or Provider(org=org, county_code=org.county_code)
    acts = offered(request, thing, _acts(provider, org, request.user), policies)
    gone_on, form = answer(request, acts, reverse("ngos:passport"))
    if gone_on:
        return gone_on
    context = {
        "org": org,
        "provider": provider,
        "acts": acts.values(),
        "form": form,
        "trail": [(_("我的机构"), reverse("ngos:mine"))],
        **(_standing(provider) if provider else {}),
    }
    return TemplateResponse(request, "ngos/passport.html", context, status=409 if form and form.errors else 200)


def _standing(provider: Provider) -> dict[str, Any]:
    rows = list(provider.papers.all())
    gaps = lacking.of_file(provider)
    file = {
        "label": _("机构资料"),
        "url": reverse("ngos:file"),
        "note": _("、").join(str(lacking.FILE[gap]) for gap in gaps),
        "state": _("还没填完") if gaps else _("已填写"),
        "tone": "bad" if gaps else "ok",
    }
    return {
        "tone": showing.TONES[provider.status],
        "tasks": [file, *showing.tasks(lacking.items(provider, clock.today(), rows))],
        "papers": showing.papers(rows),
        "returned": showing.returned(provider) if provider.status == "returned" else [],
        "moves": showing.story(provider),
    }


def _acts(provider: Provider | None, org: OrgUnit, by: Any) -> Iterator[Act]:
    if provider is None:
        do: Any = partial(filing.register_provider, org=org, by=by)
        yield Act("begin", _("开始登记"), "register_provider", do, _("已开始登记，接着填写资料。"), f.CodeForm)
        return
    if provider.status in ("draft", "returned"):
        do = partial(services.submit_provider, provider, by=by)
        said = _("已提交。材料不全的会马上退回，写明缺什么。")
        yield Act("submit", _("提交入库申请"), "submit_provider", do, said, is_primary=True)
    if provider.status != "delisted":
        do = partial(papers.enter_paper, provider, by=by)
        yield Act("paper", _("上传材料"), "enter_provider_paper", do, _("已上传，等司法局核对。"), f.PaperForm)
        members = queries.people_with(roles.NGA, roles.NGC, unit=org)
        do = partial(filing.name_finance, provider, by=by)
        more = (("members", members),)
        yield Act("finance", _("指定财务经办人"), "edit_provider", do, _("已指定。"), f.FinanceForm, more)


@login_required
@once
def own_file(request: HttpRequest) -> HttpResponse:
    """What the organisation says of itself."""
    _own_org(request)
    provider = providers.own(request.user)
    if provider is None:
        return redirect("ngos:passport")
    form = editing.form_of(provider, request)
    if form.is_valid() and done(form, filing.edit_file, provider, by=request.user, **form.said()):
        messages.success(request, _("资料已保存。"))
        return redirect("ngos:passport")
    context = {
        "form": form,
        "back": reverse("ngos:passport"),
        "trail": [
            (_("我的机构"), reverse("ngos:mine")),
            (_("资料和材料"), reverse("ngos:passport")),
        ],
    }
    return TemplateResponse(request, "ngos/provider_file.html", context, status=409 if form.errors else 200)
