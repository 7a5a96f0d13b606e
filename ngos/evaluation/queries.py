"""What may be asked of evaluations: whose they are, who may read the bids, what a bidder sees of its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from accounts.models import OrgUnit
from ngos.bidding.states import READABLE
from ngos.evaluation.states import SEATED
from ngos.models import Bid, CommitteeMember, Objection, Project, Sheet

BIDDERS = (roles.NGA, roles.RES)
FROM_CLOSED = (
    "closed", "opened", "scoring", "ranked", "proposed", "awarded", "contracted", "ended", "failed", "cancelled",
)  # fmt: skip
JUDGED = ("declared", "released")  # members who said they have no interest, and so may read


def evaluations_visible_to(user: Any) -> QuerySet[Project]:
    """Projects from their deadline on, for clerk, head, committee and auditors: for nobody else, before or after."""
    rows = Project.objects.filter(status__in=FROM_CLOSED).select_related("purchaser", "clerk", "head")
    if access.has_role(user, roles.AUD):
        return rows
    sits = CommitteeMember.objects.filter(user_id=user.pk, status__in=(*SEATED, "released"))
    return rows.filter(Q(clerk_id=user.pk) | Q(head_id=user.pk) | Q(pk__in=sits.values("project")))


def member_of(project: Project, user: Any) -> CommitteeMember | None:
    rows = CommitteeMember.objects.filter(project=project, user_id=user.pk, status__in=(*SEATED, "released"))
    return rows.select_related("user").first()


def may_read(project: Project, user: Any) -> bool:
    """Whether this person may read what the bids say: after the opening the buyers and auditors, members once they
    have declared (law: R-PUR-13)."""
    if not Bid.objects.filter(project=project, status__in=READABLE).exists():
        return False
    if user.pk in (project.clerk_id, project.head_id) or access.has_role(user, roles.AUD):
        return True
    member = member_of(project, user)
    return member is not None and member.status in JUDGED


def bids_of(project: Project) -> QuerySet[Bid]:
    """The opened bids without their texts, in an order that tells nothing."""
    rows = Bid.objects.filter(project=project, status__in=READABLE).select_related("provider__org")
    return rows.defer("content").order_by("row_key")


def own_sheets(member: CommitteeMember) -> list[Sheet]:
    """The member's own standing sheets, in the order of the bids."""
    rows = Sheet.objects.filter(member=member, bid__status="conforming").exclude(status="superseded")
    return list(rows.select_related("bid__provider__org", "member").order_by("bid__row_key"))


def progress(project: Project) -> tuple[int, int]:
    """Signed sheets, and all that count: numbers, never whose."""
    rows = Sheet.objects.filter(bid__project=project, bid__status="conforming", member__status__in=SEATED)
    states = list(rows.exclude(status="superseded").values_list("status", flat=True))
    return states.count("locked"), len(states)


# --- bidders ---------------------------------------------------------------------------------------------------
def own_org(user: Any) -> OrgUnit | None:
    """The organisation for which this person bids."""
    seat = next((s for s in access.seats_as(user, *BIDDERS) if s.unit_id), None)
    return OrgUnit.objects.filter(pk=seat.unit_id).first() if seat else None


def own_bid(project: Project, org: OrgUnit) -> Bid | None:
    """The organisation's bid as it was opened; None before."""
    rows = Bid.objects.filter(project=project, provider__org=org, status__in=READABLE)
    return rows.select_related("provider__org").first()


def objections_visible_to(user: Any) -> QuerySet[Objection]:
    """All of the projects one buys, holds or judges complaints of; a bidder's own."""
    rows = Objection.objects.select_related("project", "org", "complaint", "filed_by")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    org = own_org(user)
    mine = Q(project__clerk_id=user.pk) | Q(project__head_id=user.pk)
    return rows.filter(mine | Q(org=org)) if org else rows.filter(mine)
