"""What may be asked about bids. While a project is under seal there is nothing to ask but one's own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import OrgUnit
from ngos.bidding import states, store
from ngos.bidding.envelope import bidder_mark
from ngos.models import Bid, Project, Provider, TenderKey
from ngos.providers import passport
from ngos.purchasing.states import SECRET


def mark_of(project: Project, org: OrgUnit) -> str:
    return bidder_mark(store.bidders_secret(), project.number, org.pk)


def own_bid(project: Project, org: OrgUnit) -> Bid | None:
    """The newest bid of this organisation, whatever became of it."""
    return Bid.objects.filter(project=project, bidder=mark_of(project, org)).order_by("-version").first()


def carried(provider: Provider) -> list[dict[str, Any]]:
    """The passport as it goes into an envelope: of each sort the checked paper that holds longest (law: R-PUR-03)."""
    return [
        {"kind": p.kind, "title": p.title, "number": p.number, "until": p.valid_to.isoformat() if p.valid_to else None}
        for p in passport.leading(provider.papers.all())
    ]


def opened_bids(project: Project) -> QuerySet[Bid]:
    """Bids that were opened, none while the project is under seal."""
    if project.status in SECRET:
        return Bid.objects.none()
    return Bid.objects.filter(project=project, status__in=states.READABLE).select_related("provider__org")


def ready_to_publish(project: Project) -> bool:
    """Whether enough opening officers have opened the canary with this project's key."""
    key = TenderKey.objects.filter(project=project).first()
    return bool(key and key.officers.filter(rehearsed_at__isnull=False).count() >= key.k)
