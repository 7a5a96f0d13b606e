"""Who sees which rows of the main job: every list and every object page begins here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from accounts import access, roles
from kit import clock, rules
from matching.engine import codes
from matching.models import (
    AssistanceRequest,
    Client,
    JobApplication,
    JobFollowUp,
    Offer,
    Outcome,
    Place,
    Plan,
    Referral,
    Session,
)
from ngos import queries as ngos

NOBODY = Q(pk__in=())


def _unsealed(seat: access.Seat, prefix: str = "") -> Q:
    """Adults' files, and the sealed ones of which the seat is officer or deputy (R-MIN-02)."""
    return (
        Q(**{f"{prefix}is_minor_track": False})
        | Q(**{f"{prefix}officer_id": seat.for_user_id})
        | Q(**{f"{prefix}deputy_id": seat.for_user_id})
    )


def clients(user: Any) -> QuerySet[Client]:
    """The files this person may open."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(office_id=seat.unit_id) & _unsealed(seat)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code, is_minor_track=False)
    return Client.objects.filter(scope).select_related("office", "town", "officer")


def clients_to_name_officer(user: Any) -> QuerySet[Client]:
    """The files for which this person may name the officer. A sealed one without officer opens to nobody, so the
    county manager finds it here by its code alone (R-MIN-02)."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(office_id=seat.unit_id) & _unsealed(seat)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
    return Client.objects.filter(scope).select_related("office", "officer", "deputy")


def requests(user: Any) -> QuerySet[AssistanceRequest]:
    """The requests this person may see, without saying more of the person than their role allows."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(office_id=seat.unit_id) & _unsealed(seat, "client__")
            scope |= Q(place__partner_id=seat.for_user_id) & ~Q(place__kind="service")
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
        if seat.role in (roles.NGC, roles.VOL):
            scope |= Q(helper_id=seat.for_user_id)
        if seat.role in (roles.NGA, roles.RES):
            scope |= Q(place__org_id=seat.unit_id)
    return AssistanceRequest.objects.filter(scope).select_related(
        "client", "client__town", "office", "officer", "helper", "place", "place__org", "place__volunteer"
    )


def asked_by_office(user: Any) -> QuerySet[AssistanceRequest]:
    """The requests that this person's own office or county keeps: the staff list."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(office_id=seat.unit_id) & _unsealed(seat, "client__")
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
    return AssistanceRequest.objects.filter(scope).select_related("client", "officer", "place")


def without_place(user: Any) -> QuerySet[AssistanceRequest]:
    """The requests that look for a place in the county or city this person manages, for plans that count them. A
    minor's is only counted: nobody reads its number here (R-MIN-02)."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.MUN:
            scope |= Q(pk__isnull=False)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
    rows = AssistanceRequest.objects.filter(scope, status__in=("matching", "waitlisted"))
    return rows.select_related("client", "consent")


def helped_by(user: Any) -> QuerySet[AssistanceRequest]:
    """The requests that this person, or this person's organisation, was given."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role in (roles.NGC, roles.VOL):
            scope |= Q(helper_id=seat.for_user_id)
        if seat.role in (roles.NGA, roles.RES):
            scope |= Q(place__org_id=seat.unit_id)
        if seat.role == roles.OFF:
            scope |= Q(place__partner_id=seat.for_user_id) & ~Q(place__kind="service")
    return AssistanceRequest.objects.filter(scope).exclude(place=None).select_related("client", "place", "helper")


def offers(user: Any) -> QuerySet[Offer]:
    """The offers this person may answer, or whose sending office they belong to."""
    scope = offers_to(user)
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(request__office_id=seat.unit_id) & _unsealed(seat, "request__client__")
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
    return Offer.objects.filter(scope).select_related(
        "request", "request__client", "place", "place__org", "place__volunteer", "place__contract", "sent_by"
    )


def offers_to(user: Any) -> Q:
    """The other side of an offer: the volunteer, the organisation's people, the staff partner."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role in (roles.NGA, roles.RES) or (seat.role == roles.NGC and seat.answers_offers):
            scope |= Q(place__org_id=seat.unit_id)
        if seat.role == roles.VOL:
            scope |= Q(place__volunteer__user_id=seat.user.pk)
        if seat.role == roles.OFF:
            scope |= Q(place__partner_id=seat.for_user_id) & ~Q(place__kind="service")
    return scope


def places(user: Any) -> QuerySet[Place]:
    """The places this person may look up: all staff the city's, the others their own. A volunteer's place names a
    person: officers and county managers look up those of their county (R-VOL-09)."""
    rows = Place.objects.select_related("org", "town", "volunteer", "volunteer__user")
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role in (roles.OFF, roles.CBM):
            scope |= ~Q(kind="volunteer") | Q(county_code=seat.county_code) | Q(partner_id=seat.for_user_id)
        if seat.role in (roles.NGA, roles.NGC, roles.RES):
            scope |= Q(org_id=seat.unit_id)
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
    return rows.filter(scope)


def applications(user: Any) -> QuerySet[JobApplication]:
    """The applications at one's own posts, of one's own office's people, or of the county; sealed files left out."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(request__office_id=seat.unit_id) & _unsealed(seat, "request__client__")
            scope |= Q(place__partner_id=seat.for_user_id)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code, request__client__is_minor_track=False)
        if seat.role == roles.RES:
            scope |= Q(place__org_id=seat.unit_id)
    return JobApplication.objects.filter(scope).select_related(
        "request__client", "request__officer", "request__helper", "place__org", "place__town"
    )


def hired(from_on: date, to_on: date) -> QuerySet[JobApplication]:
    """Who began to work from the first day to the last, both included: `hired_on`, the request, the post."""
    rows = JobApplication.objects.filter(status="hired", hired_on__range=(from_on, to_on))
    return rows.select_related("request__client", "place__org")


def listed_places() -> QuerySet[Place]:
    """The places of organisations that are in force; a volunteer's names a person and stands in no directory."""
    rows = Place.objects.filter(status__in=("open", "paused"), org__isnull=False).exclude(kind="volunteer")
    return rows.select_related("org", "town")


def public_places() -> QuerySet[Place]:
    """What anybody may read: open, listed by its supplier, and of no organisation that is suspended from new work."""
    rows = listed_places().filter(status="open", is_public=True).exclude(org__supplier_cap__is_suspended=True)
    return rows.filter(~Q(kind="service") | Q(org__in=ngos.may_take_work().values("org")))


def referrals(user: Any) -> QuerySet[Referral]:
    """The referrals to legal aid of one's own office or county, or those an agency received; a sealed file's stands
    with its officer, its deputy and the clerk named for it."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role == roles.OFF:
            scope |= Q(request__office_id=seat.unit_id) & _unsealed(seat, "request__client__")
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code, request__client__is_minor_track=False)
        if seat.role == roles.PAR:
            opened = Q(request__client__is_minor_track=False) | Q(clerk_id=seat.for_user_id)
            scope |= Q(agency_id=seat.unit_id) & ~Q(status="to_forward") & opened
    return Referral.objects.filter(scope).select_related(
        "request__client", "request__officer", "request__consent", "agency", "clerk"
    )


def legal_aid(from_on: date, to_on: date, county: str = "") -> dict[str, Any]:
    """K14: applications that agencies received from the first day to the last, and how many were granted; in `of_all`
    those granted, of the agencies' own figure of all their cases (0: not entered). Decisions and assignments in time
    are (n, d) of those made or overdue. Sealed files are not counted (R-MIN-02)."""
    today = clock.today()
    rows = Referral.objects.filter(received_on__range=(from_on, to_on), request__client__is_minor_track=False)
    rows = rows.filter(county_code=county) if county else rows
    decided, assigned = Q(decided_on__isnull=False), Q(assigned_on__isnull=False)
    found = rows.aggregate(
        referrals=Count("pk"),
        granted=Count("pk", filter=decided & Q(refusal="")),
        in_7=Count("pk", filter=Q(decided_on__lte=F("decision_due_on"))),
        of_7=Count("pk", filter=decided | Q(status="review", decision_due_on__lt=today)),
        in_3=Count("pk", filter=Q(assigned_on__lte=F("assign_due_on"))),
        of_3=Count("pk", filter=assigned | Q(status="granted", assign_due_on__lt=today)),
    )
    return {
        "referrals": found["referrals"],
        "granted": found["granted"],
        "of_all": (found["granted"], 0 if county else int(rules.value("matching.legal_aid_all_cases", to_on))),
        "decided_in_time": (found["in_7"], found["of_7"]),
        "assigned_in_time": (found["in_3"], found["of_3"]),
    }


def sessions(user: Any) -> QuerySet[Session]:
    """The meetings of the requests this person may see."""
    rows = Session.objects.filter(request__in=requests(user).values("pk").order_by())
    return rows.select_related("request", "request__client", "request__place", "request__helper", "worker")


def plans(user: Any) -> QuerySet[Plan]:
    """The plans of the requests this person may see."""
    rows = Plan.objects.filter(request__in=requests(user).values("pk").order_by())
    return rows.select_related("request", "request__client", "request__place", "by")


@dataclass(frozen=True)
class JobPlacement:
    """K11 of a county: people whose need for work was opened, those who were placed, and who stayed.

    `kept` is day → (still in work, asked by now); whoever left before counts as asked and not in work.
    """

    opened: int
    placed: int
    kept: dict[int, tuple[int, int]]


def job_placement(a: date, b: date) -> dict[str, JobPlacement]:
    """County → K11 from `a` to `b`, both included, people counted once. Sealed files stay out (R-MIN-02).

    Four queries."""
    start, end = clock.at(a, 0), clock.at(b + timedelta(days=1), 0)
    adults = {"request__client__is_minor_track": False}
    opened = AssistanceRequest.objects.filter(
        category=codes.JOB, submitted_at__gte=start, submitted_at__lt=end, client__is_minor_track=False
    )
    found = Outcome.objects.filter(code="employed", confirmed_at__gte=start, confirmed_at__lt=end, **adults)
    placed = {
        *found.values_list("request__county_code", "request__client"),
        *hired(a, b).filter(**adults).order_by().values_list("county_code", "request__client"),
    }
    asked = JobFollowUp.objects.filter(status="recorded", due_on__range=(a, b), **adults)
    n_opened = dict(opened.values_list("county_code").annotate(n=Count("client", distinct=True)).order_by())
    n_placed = Counter(county for county, _client in placed)
    kept: dict[str, dict[int, tuple[int, int]]] = {}
    still = Count("pk", filter=Q(still__in=("yes", "other")))
    for county, day, n, d in asked.values_list("county_code", "day").annotate(n=still, d=Count("pk")).order_by():
        kept.setdefault(county, {})[day] = (n, d)
    counties = sorted({*n_opened, *n_placed, *kept})
    return {c: JobPlacement(n_opened.get(c, 0), n_placed[c], kept.get(c, {})) for c in counties}
