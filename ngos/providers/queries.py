"""Which organisations there are: for whom, for a category and county, open to the public, waiting at a desk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts import access, roles
from accounts.models import Division
from ngos import queries as standing
from ngos import states
from ngos.models import Provider, ProviderPaper, ServiceArea, ServiceLine

SOON_DAYS = 60
WAITING = ("submitted", "under_review")


def visible_to(user: Any) -> QuerySet[Provider]:
    """Staff see whoever was listed once; managers also those of the own county that are not yet; auditors all."""
    rows, scope = Provider.objects.select_related("org"), Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code) | Q(status__in=(*states.PUBLIC, "suspended"))
        if seat.role == roles.OFF:
            scope |= Q(status__in=(*states.PUBLIC, "suspended"))
    return rows.filter(scope)


def papers_visible_to(user: Any) -> QuerySet[ProviderPaper]:
    """The papers of the own organisation, or of those whose file this person sees."""
    rows = ProviderPaper.objects.select_related("provider__org", "scan")
    own = [s.unit_id for s in access.seats_as(user, roles.NGA)]
    return rows.filter(Q(provider__org__in=own) | Q(provider__in=visible_to(user).values("pk")))


def own(user: Any) -> Provider | None:
    """The file of the organisation that this person manages."""
    seats = access.seats_as(user, roles.NGA)
    return Provider.objects.filter(org_id=seats[0].unit_id).select_related("org").first() if seats else None


# --- lists -----------------------------------------------------------------------------------------------------
def public() -> QuerySet[Provider]:
    """Those of the public directory, with what a card shows."""
    return with_parts(Provider.objects.filter(status__in=states.PUBLIC).select_related("org"))


def with_parts(rows: QuerySet[Provider]) -> QuerySet[Provider]:
    return rows.prefetch_related(
        Prefetch("areas", ServiceArea.objects.order_by("county_code")),
        Prefetch("lines", ServiceLine.objects.order_by("category")),
    )


def narrowed(rows: QuerySet[Provider], *, category: int | None = None, county: str = "") -> QuerySet[Provider]:
    """Those that offer this category and work in this county."""
    if category:
        rows = rows.filter(Exists(ServiceLine.objects.filter(category=category, provider=OuterRef("pk"))))
    if county:
        rows = rows.filter(Exists(ServiceArea.objects.filter(county_code=county, provider=OuterRef("pk"))))
    return rows


def running_out(rows: QuerySet[Provider], on: date) -> QuerySet[Provider]:
    """Those with a checked paper whose last day comes soon."""
    soon = ProviderPaper.objects.filter(
        provider=OuterRef("pk"), checked_at__isnull=False, valid_to__range=(on, on + timedelta(days=SOON_DAYS))
    )
    return rows.filter(Exists(soon))


def with_papers_to_check(rows: QuerySet[Provider]) -> QuerySet[Provider]:
    """Those on the list with a paper that nobody has looked at."""
    waits = ProviderPaper.objects.filter(provider=OuterRef("pk"), checked_at=None, returned_reason="")
    return rows.filter(Exists(waits), status__in=(*states.PUBLIC, "suspended"))


# --- what others of the trade ask -----------------------------------------------------------------------------
def open_for(*, category: int | None = None, county: str = "") -> QuerySet[Provider]:
    """Listed organisations that may bid and be given work now, of this category and county where told."""
    return narrowed(standing.may_take_work().select_related("org"), category=category, county=county)


def county_names() -> dict[str, str]:
    return dict(Division.objects.filter(level="county").values_list("pk", "name"))
