"""The standing round of an office with the residents' and village committees of its town: visits and promises."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts import access, roles
from accounts.models import OrgUnit, User
from accounts.queries import acting_unit
from audit import trail
from desk import policies
from desk.meetings.services import plain
from desk.models import Promise, Visit
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _


def communities(user: Any) -> QuerySet[OrgUnit]:
    """Committees of one's town, county or city, each with the day of its last and next visit; one query."""
    last = Visit.objects.filter(community=OuterRef("pk"), is_last=True)
    rows = OrgUnit.objects.filter(kind="community", is_active=True).select_related("division")
    rows = rows.annotate(last_on=Subquery(last.values("on")[:1]), next_on=Subquery(last.values("next_on")[:1]))
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    scope = Q(pk__in=())
    for seat in access.seats_as(user, roles.OFF, roles.CBM):
        code = seat.division_id if seat.role == roles.OFF else seat.county_code
        scope |= Q(division__code__startswith=code or "-")
    return rows.filter(scope)


def promises_due(user: Any) -> QuerySet[Promise]:
    """What is still to be kept, the earliest first."""
    rows = Promise.objects.filter(kept_at=None, community__in=communities(user).values("pk"))
    return rows.select_related("community").order_by("due_on", "pk")


@transaction.atomic
def enter_community(*, by: User, name: str) -> OrgUnit:
    """Enter a committee of one's own town. Refused: it is there."""
    office = acting_unit(by, policies.require(by, "enter_community"))
    name = plain(name, 80)
    if OrgUnit.objects.filter(kind="community", division=office.division, name=name).exists():
        raise Refused(_("这个居(村)委会已在名单上。"), code="there")
    unit = OrgUnit.objects.create(kind="community", division=office.division, name=name)
    trail.record("community.enter", unit, by=by)
    return unit


@transaction.atomic
def visit_community(community: OrgUnit, *, by: User, on: date, note: str, next_on: date) -> Visit:
    """Note a contact and when the next is due. Refused: a day to come; a next one gone by; personal numbers."""
    office = acting_unit(by, policies.require(by, "visit_community", community))
    if on > clock.today():
        raise Refused(_("走访以后再登记。"), code="on")
    if next_on <= clock.today():
        raise Refused(_("下次走访要在今天以后。"), code="next_on")
    note = plain(note, 300)
    OrgUnit.objects.select_for_update(of=("self",)).get(pk=community.pk)
    Visit.objects.filter(community=community, is_last=True).update(is_last=False)
    row = Visit.objects.create(community=community, office=office, on=on, note=note, next_on=next_on, made_by=by)
    trail.record("community.visit", community, by=by, detail={"visit": row.pk})
    return row


@transaction.atomic
def promise(community: OrgUnit, *, by: User, side: str, text: str, due_on: date) -> Promise:
    policies.require(by, "promise", community)
    if due_on < clock.today():
        raise Refused(_("期限不能早于今天。"), code="due_on")
    row = Promise.objects.create(community=community, side=side, text=plain(text, 200), due_on=due_on, made_by=by)
    trail.record("community.promise", community, by=by, detail={"promise": row.pk})
    return row


@transaction.atomic
def keep_promise(row: Promise, *, by: User) -> Promise:
    """Say that it was kept. Refused: it was said before."""
    policies.require(by, "keep_promise", row.community)
    if not Promise.objects.filter(pk=row.pk, kept_at=None).update(kept_at=clock.now(), kept_by=by):
        raise Refused(_("已经兑现，不用再办。"), code="kept")
    trail.record("community.keep_promise", row.community, by=by, detail={"promise": row.pk})
    row.refresh_from_db()
    return row
