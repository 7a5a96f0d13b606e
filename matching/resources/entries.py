"""Entries made on a form: an employer's post with its staff partner, an office's resource with its supplier."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import roles
from accounts.access import seats_as
from accounts.models import Division, OrgUnit, User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.models import Place
from matching.offices import coordinator_of, office_of_town
from matching.resources import services


@transaction.atomic
def enter_post(org: OrgUnit, *, by: User, town: Division, **columns: Any) -> Place:
    """An employer's post; its staff partner is the coordinator of the judicial office where the work is."""
    partner = coordinator_of(office_of_town(town.pk))
    return services.publish_job(org, by=by, town=town, partner=partner, **columns)


@transaction.atomic
def enter_resource(kind: str, supplier: str, county: Division, *, by: User, **columns: Any) -> Place:
    """A resource of an agency or a committee that has no log-in; whoever enters it answers for it as its partner.

    Refused: another kind; the last day has passed; a town of another county. Law: R-CC-22.
    """
    unit_kind = {"agency": "partner_agency", "community": "community"}.get(kind)
    if unit_kind is None:
        raise Refused(_("这里只登记部门和村（居）委会的资源。"), code="kind")
    if columns.get("valid_to") and columns["valid_to"] < clock.today():
        raise Refused(_("有效期不能早于今天。"), code="days")
    town = columns["town"]
    if town.county_code != county.pk:
        raise Refused(_("只登记本县区的资源。"), code="county")
    own = bool(seats_as(by, roles.OFF))
    partner = by if own else coordinator_of(office_of_town(town.pk))
    org = OrgUnit.objects.get_or_create(kind=unit_kind, name=supplier.strip(), division=county)[0]
    place = services.enter_place(by=by, kind=kind, org=org, partner=partner, **columns)
    return services.open_if_allowed(place, by)
