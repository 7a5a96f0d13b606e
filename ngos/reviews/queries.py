"""What may be asked about quality reviews: whose a person sees, the one that stands, and how peers fare."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from accounts import access, roles
from ngos.contracts.states import IN_FORCE
from ngos.models import Contract, EvidenceRow, FigureAudit, Flag, Indicator, Provider, QualityReview
from ngos.reviews.states import RUNNING, SHOWN, STANDING

DUE_MONTH_DAYS = 31


def reviews_visible_to(user: Any) -> QuerySet[QualityReview]:
    """The city's and the auditors' all, a county's its own, those in which one has a part, and of one's own
    organisation whatever the provider was sent."""
    rows = QualityReview.objects.select_related("provider__org", "opened_by")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    orgs = [s.unit_id for s in access.seats_as(user, roles.NGA) if s.unit_id]
    scope = Q(county_code__in=counties) | Q(provider__org_id__in=orgs, status__in=SHOWN)
    if access.has_role(user, roles.EXP, roles.CBM):
        mine = QualityReview.objects.filter(people__user_id=user.pk, people__has_conflict=True).values("pk")
        scope |= Q(pk__in=QualityReview.objects.filter(people__user_id=user.pk).exclude(pk__in=mine).values("pk"))
    return rows.filter(scope)


def providers_to_look_after(user: Any) -> QuerySet[Provider]:
    """Listed organisations that this office reviews."""
    rows = Provider.objects.filter(status__in=("listed", "restricted", "suspended")).select_related("org")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    counties = [s.county_code for s in access.seats_as(user, roles.CBM) if s.county_code]
    return rows.filter(county_code__in=counties)


def due_for_review(rows: QuerySet[Provider], on: date) -> QuerySet[Provider]:
    """Those without a running review whose grade ends within a month or never was, with a contract in force; and
    those with a contract that ends within a month."""
    running = QualityReview.objects.filter(provider=OuterRef("pk"), status__in=RUNNING)
    contracts = Contract.objects.filter(provider=OuterRef("pk"), status__in=IN_FORCE)
    soon = on + timedelta(days=DUE_MONTH_DAYS)
    recent = QualityReview.objects.filter(
        provider=OuterRef("pk"), status__in=STANDING, to_on__gte=on - timedelta(days=62)
    )
    ages = Q(grade_until_on=None) | Q(grade_until_on__lte=soon)
    ends = Q(Exists(contracts.filter(ends_on__lte=soon)), ~Exists(recent))
    return rows.filter(~Exists(running), Exists(contracts)).filter(ages | ends)


def flags_visible_to(user: Any) -> QuerySet[Flag]:
    rows = Flag.objects.select_related("provider__org", "audit")
    return rows.filter(provider__in=providers_to_look_after(user).values("pk"))


def audits_visible_to(user: Any) -> QuerySet[FigureAudit]:
    """Audits of the providers that this office looks after, and of the reviews one prepares."""
    rows = FigureAudit.objects.select_related("provider__org", "review")
    prepares = Q(review__people__user_id=user.pk, review__people__role="reviewer")
    return rows.filter(Q(provider__in=providers_to_look_after(user).values("pk")) | prepares).distinct()


def evidence_of(review: QualityReview, name: str) -> QuerySet[EvidenceRow]:
    return EvidenceRow.objects.filter(review=review, name=name)


# --- what others ask --------------------------------------------------------------------------------------------
def standing_review(provider_id: int) -> QualityReview | None:
    """The review whose grade, n and interval are the provider's now."""
    return QualityReview.objects.filter(provider_id=provider_id, status__in=STANDING).first()


def past_reviews(provider_id: int) -> QuerySet[QualityReview]:
    """Those that were public, newest first."""
    public = ("published", "appealed", "superseded", "expired")
    return QualityReview.objects.filter(provider_id=provider_id, status__in=public).order_by("-published_at", "-pk")


def peers_of(review: QualityReview) -> QuerySet[Indicator]:
    """The figures of all other providers whose review stands, under the same names."""
    rows = Indicator.objects.filter(review__status__in=STANDING, n__gt=0)
    return rows.exclude(review__provider_id=review.provider_id).order_by("name", "pk")


def sums_of(review: QualityReview, name: str) -> list[tuple[str, int, int, int]]:
    """(group, got, of, n) of the rows of one figure: what it is reckoned from."""
    rows = evidence_of(review, name).order_by().values("group").annotate(g=Sum("got"), o=Sum("of"), k=Sum("n"))
    return [(row["group"], row["g"], row["o"], row["k"]) for row in rows.order_by("group")]
