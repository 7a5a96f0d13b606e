"""What upper trades ask about volunteers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import access, roles
from kit import identity
from training.queries import credentials_of, kind_label
from volunteers.hours.queries import counting
from volunteers.models import Engagement, ServiceLog, Volunteer

# What everybody who meets a client must hold in date.  law: R-VOL-04, R-VOL-09
ALWAYS = ("undertaking", "induction", "refresher")
# What a need asks for by law beyond that.  law: R-VOL-04
FOR_NEED = {"legal_aid": "lawyer", "counselling": "psychologist"}


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


def logs_visible_to(user: Any) -> QuerySet[ServiceLog]:
    rows = ServiceLog.objects.select_related("volunteer__user", "engagement")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role == roles.OFF:
            scope |= Q(office_id=seat.unit_id)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
    return rows.filter(scope)


def has_file(user: Any) -> bool:
    """Whether this person is a volunteer with a file; a seat alone, taken at the counter, is not one yet."""
    return Volunteer.objects.filter(user=user).exists()


def missing(
    volunteer_ids: Iterable[int], on: date, *, need: str = "", minor: bool = False, role: str = "client"
) -> dict[int, list[str]]:
    """Volunteer id → what stands between them and a client on `on`; an empty list opens the gate.

    `role="activity"` is what any shift asks: confirmed, identity verified, not suspended.

    Codes: "inactive", "identity", "resting", "full", "age", or the kind of the missing credential. Three queries
    however many are asked about (domain.md B2, R-MIN-05).
    """
    people = list(Volunteer.objects.filter(pk__in=list(volunteer_ids)))
    if role == "activity":
        return {v.pk: _for_any_service(v) for v in people}
    held = credentials_of([v.user_id for v in people], on)
    wanted = [*ALWAYS, *([FOR_NEED[need]] if need in FOR_NEED else []), *(["background_check"] if minor else [])]
    return {v.pk: _missing(v, held.get(v.user_id, {}), wanted, on) for v in people}


def _for_any_service(v: Volunteer) -> list[str]:
    return [*(["inactive"] if v.status != "active" else []), *([] if v.is_identity_verified else ["identity"])]


def _missing(v: Volunteer, held: dict[str, date], wanted: list[str], on: date) -> list[str]:
    codes = []
    if v.status != "active":
        codes.append("inactive")
    if not v.is_identity_verified:
        codes.append("identity")
    if v.rests_until and v.rests_until >= on:
        codes.append("resting")
    if v.free == 0:
        codes.append("full")
    if v.born_on and identity.age_on(v.born_on, on) < 18:
        codes.append("age")
    return codes + [kind for kind in wanted if kind not in held]


LACKS = {
    "inactive": _("本人还没有确认登记，或已暂停"),
    "identity": _("身份没有核验"),
    "resting": _("本人暂停接收邀约"),
    "full": _("同时帮扶的人数已满"),
    "age": _("未满 18 周岁"),
}


def words_for(codes: Iterable[str]) -> list[str]:
    """What `missing` found, as sentences in the reader's language."""
    return [
        str(LACKS[code]) if code in LACKS else gettext("缺在有效期内的%(kind)s") % {"kind": kind_label(code)}
        for code in codes
    ]


STANDINGS = {
    "unconfirmed": _("待本人确认"),
    "screening": _("审核中"),
    "training": _("培训中"),
    "active": _("在岗"),
    "resting": _("本人暂停"),
    "suspended": _("暂停"),
    "left": _("已退出"),
}
# Codes of `missing` that a screening settles; whatever else is missing is learnt or signed.
SCREENED = frozenset({"identity", "background_check", "lawyer", "psychologist", "social_worker"})


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
    held = credentials_of(rows.values(), on)
    return {
        pk: min((held[user][k] for k in ALWAYS if k in held.get(user, {})), default=on) for pk, user in rows.items()
    }


def confirmed_minutes(volunteer: Volunteer) -> int:
    rows = ServiceLog.objects.filter(counting(), volunteer=volunteer)
    return rows.aggregate(sum=Sum("verified_minutes"))["sum"] or 0


def open_engagements(volunteer: Volunteer) -> QuerySet[Engagement]:
    return Engagement.objects.filter(volunteer=volunteer, status="open").order_by("-pk")
