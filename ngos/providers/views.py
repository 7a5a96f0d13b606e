"""A social organisation's own page: how it stands, its contracts with their seats, who carries what."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import access, queries, roles
from accounts.models import OrgUnit
from desk.dates import day
from kit import clock
from ngos.models import Contract, DeliveryRecord, Provider, ServiceOrder

TONES = {"draft": "wait", "listed": "ok", "suspended": "bad", "delisted": "off"}


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The manager's own organisation; for everybody else there is no such page."""
    seats = access.seats_as(request.user, roles.NGA)
    org = OrgUnit.objects.filter(pk=seats[0].unit_id).first() if seats else None
    if org is None:
        raise Http404
    provider = Provider.objects.filter(org=org).first()
    context = {
        "org": org,
        "provider": provider,
        "tone": TONES[provider.status] if provider else "",
        "facts": facts(provider) if provider else [],
        "contracts": contracts(provider) if provider else [],
        "people": people(org),
        "overdue": bool(provider and provider.has_overdue_rectification),
    }
    return render(request, "ngos/mine.html", context)


def facts(provider: Provider) -> list[tuple[str, Any]]:
    free = _("%(free)d 件空，共 %(all)d 件") % {"free": provider.free, "all": provider.capacity}
    graded = _("%(grade)s（%(n)d 例）") % {"grade": provider.grade, "n": provider.cases_n}
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
