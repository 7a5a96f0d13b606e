"""What may be asked about small purchases: the roster, whose turn it is, sums, and what a month's list shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from accounts import access, roles
from accounts.models import OrgUnit
from kit import clock, rules
from ngos import queries as standing
from ngos.models import CatalogueItem, Provider, RosterEntry, SmallPurchase
from ngos.small import choosing, numbers_of_law


def roster(item: CatalogueItem | None = None, on: date | None = None) -> QuerySet[RosterEntry]:
    """Who is on the roster today, in its order."""
    day = on or clock.today()
    rows = RosterEntry.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), since_on__lte=day, until_on__gte=day)
    rows = rows.select_related("provider__org", "item").order_by("item_id", "pk")
    return rows.filter(item=item) if item is not None else rows


def standing_in_the_way(provider: Provider) -> str:
    """Why this provider may not be ordered from now; "" when it may (law: R-PUR-25)."""
    return " ".join(standing.in_the_way(provider, standing.SMALL))


def in_turn(item: CatalogueItem) -> RosterEntry | None:
    """Whose turn it is among those who may be ordered from. Three queries."""
    entries = {e.provider_id: e for e in roster(item) if not standing_in_the_way(e.provider)}
    done = SmallPurchase.objects.filter(item=item, provider_id__in=entries, called_off_at=None)
    last = dict(done.values_list("provider_id").annotate(at=Max("ordered_at")).order_by())
    grades = {pk: e.provider.grade for pk, e in entries.items()}
    found = choosing.next_in_turn(choosing.better_first(list(entries), grades), last)
    return entries[found] if found is not None else None


def sum_fen(item: CatalogueItem, *, purchaser: OrgUnit | None = None, provider: Provider | None = None) -> int:
    """What was ordered of a service within the months of the rule, by a purchaser or from a provider."""
    first = choosing.months_before(clock.today(), int(rules.value(numbers_of_law.MONTHS)))
    rows = SmallPurchase.objects.filter(item=item, called_off_at=None, ordered_at__gt=clock.at(first, 0))
    if purchaser is not None:
        rows = rows.filter(purchaser=purchaser)
    if provider is not None:
        rows = rows.filter(provider=provider)
    return rows.aggregate(n=Sum("amount_fen"))["n"] or 0


def visible_to(user: Any) -> QuerySet[SmallPurchase]:
    rows = SmallPurchase.objects.select_related("purchaser", "item", "provider__org", "ordered_by")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    return rows.filter(county_code__in=[s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code])


def of_month(year: int, month: int) -> QuerySet[SmallPurchase]:
    """The public list of a month; what was called off stays on it and says so."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    rows = SmallPurchase.objects.filter(ordered_at__gte=clock.at(first, 0), ordered_at__lt=clock.at(after, 0))
    return rows.select_related("purchaser", "item", "provider__org")


def quotes_of(purchase: SmallPurchase) -> list[tuple[str, int]]:
    """(organisation, fen), the lowest first."""
    pks = [q["provider"] for q in purchase.quotes]
    names = dict(Provider.objects.filter(pk__in=pks).values_list("pk", "org__name"))
    return sorted(((names.get(q["provider"], "—"), q["fen"]) for q in purchase.quotes), key=lambda pair: pair[1])
