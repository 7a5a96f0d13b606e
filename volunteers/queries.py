"""What upper trades ask about volunteers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access, roles
from kit import clock, identity
from training import queries as training
from volunteers.hours.queries import counting, sums, waiting_for
from volunteers.lacks import Way as Way
from volunteers.lacks import in_one as in_one
from volunteers.lacks import next_for as next_for  # asked here by the trades above
from volunteers.lacks import ways_for as ways_for
from volunteers.lacks import words_for as words_for
from volunteers.models import Engagement, ServiceLog, Volunteer
from volunteers.vetting import requirements
from volunteers.vetting.exemptions import exempted


def visible_to(user: Any, volunteers: QuerySet[Volunteer] | None = None) -> QuerySet[Volunteer]:
    """The volunteers this person may see at all."""
    rows = Volunteer.objects.select_related("user", "town") if volunteers is None else volunteers
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role in (roles.OFF, roles.CBM):
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.VOL:
            scope |= Q(user_id=seat.user.pk)
    return rows.filter(scope)


def has_file(user: Any) -> bool:
    """Whether this person is a volunteer with a file; a seat alone, taken at the counter, is not one yet."""
    return Volunteer.objects.filter(user=user).exists()


def missing(
    volunteer_ids: Iterable[int], on: date, *, need: str = "", minor: bool = False, role: str = "client"
) -> dict[int, list[str]]:
    """Volunteer id → what stands between them and what `role` does on `on`; an empty list opens the gate.

    `role="activity"` is what any shift asks: confirmed, identity verified, not suspended.
    Codes: "inactive", "identity", for "client" also "resting", "full" and "age", then the kinds of the missing
    papers. Three queries however many are asked about (R-MIN-05).
    """
    people = Volunteer.objects.filter(pk__in=list(volunteer_ids))
    return missing_of(list(people), on, need=need, minor=minor, role=role)


def missing_of(
    people: Sequence[Volunteer], on: date, *, need: str = "", minor: bool = False, role: str = "client"
) -> dict[int, list[str]]:
    """As `missing`, of files that were read a moment ago; two queries."""
    wanted = requirements.asked_for(role, on, need=need, minor=minor)
    return _missing(people, on, role, wanted, _papers(people, on) if wanted else {})


def missing_by_need(
    volunteer_ids: Iterable[int], on: date, wants: Iterable[tuple[str, bool]]
) -> tuple[dict[int, Volunteer], dict[tuple[str, bool], dict[int, list[str]]]]:
    """The files, and (need, is it a minor's) → as `missing` for meeting clients; three queries however many of both.

    Needs that ask for the same papers share one answer.
    """
    people = list(Volunteer.objects.filter(pk__in=list(volunteer_ids)).select_related("user"))
    has, known = _papers(people, on), {}
    found = {}
    for need, minor in dict.fromkeys(wants):
        papers = tuple(requirements.asked_for("client", on, need=need, minor=minor))
        if papers not in known:
            known[papers] = _missing(people, on, "client", papers, has)
        found[need, minor] = known[papers]
    return {v.pk: v for v in people}, found


def _papers(people: Sequence[Volunteer], on: date) -> dict[int, set[str]]:
    """Volunteer id → what they hold on the day, or need not hold."""
    held = training.credentials_of([v.user_id for v in people], on)
    waived = exempted([v.pk for v in people], on)
    return {v.pk: {*held.get(v.user_id, ()), *waived.get(v.pk, ())} for v in people}


def _missing(
    people: Sequence[Volunteer], on: date, role: str, wanted: Sequence[str], has: dict[int, set[str]]
) -> dict[int, list[str]]:
    return {
        v.pk: [*_own_lacks(v, on, role), *(kind for kind in wanted if kind not in has.get(v.pk, ()))] for v in people
    }


def _own_lacks(v: Volunteer, on: date, role: str) -> list[str]:
    """What the file itself says; the age for a shift is the posting's to ask."""
    codes = []
    if v.status != "active":
        codes.append("inactive")
    if not v.is_identity_verified:
        codes.append("identity")
    if role != "client":
        return codes
    if v.rests_until and v.rests_until >= on:
        codes.append("resting")
    if v.free == 0:
        codes.append("full")
    if v.born_on and identity.age_on(v.born_on, on) < 18:
        codes.append("age")
    return codes


def timeline(volunteer: Volunteer, on: date, *, more: Iterable[str] = ()) -> list[training.Standing]:
    """How a volunteer stands on a day with each paper that meeting clients asks for, that they hold, or of `more`."""
    waived = exempted([volunteer.pk], on).get(volunteer.pk, {})
    kinds = [*requirements.asked("client", on), *more]
    return training.timeline(volunteer.user_id, on, kinds, waived=waived)


STANDINGS = {
    "unconfirmed": _("待本人确认"),
    "screening": _("审核中"),
    "training": _("培训中"),
    "active": _("在岗"),
    "resting": _("本人暂停"),
    "suspended": _("暂停"),
    "blocked": _("禁止参加"),
    "left": _("已退出"),
}
# Codes of `missing` that a screening settles; whatever else is missing is learnt or signed.
SCREENED = frozenset(
    {"identity", "interview", "no_record", "background_check", "lawyer", "psychologist", "social_worker"}
)


def standings(volunteers: Iterable[Volunteer], on: date) -> dict[int, str]:
    """Volunteer id → how somebody stands on the day, worked out from what is stored and what is missing.

    Stored "active" means admitted; who is admitted is screened first, then trained, then serves.
    """
    people = list(volunteers)
    lacks = missing([v.pk for v in people], on)
    return {v.pk: _standing(v, set(lacks[v.pk])) for v in people}


def standing(volunteer: Volunteer, on: date) -> str:
    return standings([volunteer], on)[volunteer.pk]


def _standing(v: Volunteer, lacks: set[str]) -> str:
    if v.status != "active":
        return v.status
    if lacks & SCREENED:
        return "screening"
    if lacks - {"full", "age", "resting"}:
        return "training"
    return "resting" if "resting" in lacks else "active"


def credential_ends(volunteer_ids: Iterable[int], on: date) -> dict[int, date]:
    """Volunteer id → the first day on which something compulsory runs out (its last valid day)."""
    rows = dict(Volunteer.objects.filter(pk__in=list(volunteer_ids)).values_list("pk", "user_id"))
    held, wanted = training.credentials_of(rows.values(), on), requirements.asked("client", on)
    return {
        pk: min((held[user][k] for k in wanted if k in held.get(user, {})), default=on) for pk, user in rows.items()
    }


def hours_waiting_for(user: Any) -> QuerySet[ServiceLog]:
    """The hours this person may decide about now."""
    return waiting_for(user)


def confirmed_minutes(volunteer: Volunteer) -> int:
    return sums(volunteer)["confirmed"]


def open_engagements(volunteer: Volunteer) -> QuerySet[Engagement]:
    return Engagement.objects.filter(volunteer=volunteer, status="open").order_by("-pk")


def worked_for(user: Any, since: date) -> set[int]:
    """The units whose service this person's hours since that day were."""
    rows = ServiceLog.objects.filter(volunteer__user=user, starts_at__date__gte=since)
    return set(rows.filter(status="confirmed").values_list("office_id", flat=True))


def served_between(a: date, b: date, county: str = "") -> int:
    """How many volunteers have confirmed service after the day `a` and up to `b`. One query."""
    rows = ServiceLog.objects.filter(
        counting(), starts_at__gte=clock.at(a + timedelta(days=1), 0), starts_at__lt=clock.at(b + timedelta(days=1), 0)
    )
    rows = rows.filter(county_code=county) if county else rows
    return rows.order_by().values("volunteer_id").distinct().count()
