"""Announcements of a bureau to units: sent, read, acknowledged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import OrgUnit, User
from audit import trail
from desk import policies
from desk.coordination import news
from desk.coordination.scope import chosen, of_units, own_units, writing_for
from desk.meetings.services import plain
from desk.models import Announcement, Receipt
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _


def visible_to(user: Any) -> QuerySet[Announcement]:
    """One's own bureau's, and those to units of one's sight."""
    to = Receipt.objects.filter(of_units(user, "unit")).values("announcement")
    return Announcement.objects.filter(Q(of_units(user, "unit")) | Q(pk__in=to)).select_related("unit")


def to_acknowledge(user: Any) -> QuerySet[Receipt]:
    """Unread ones, and those that ask for a word, of units this person speaks for."""
    waits = Q(read_at=None) | Q(announcement__due_on__isnull=False, acknowledged_at=None)
    rows = Receipt.objects.filter(waits, unit__in=own_units(user)).select_related("announcement__unit", "unit")
    return rows.order_by("announcement__due_on", "pk")


@transaction.atomic
def announce(
    *, by: User, title: str, text: str, groups: Iterable[str] = (), units: Iterable[OrgUnit] = (),
    due_on: date | None = None,
) -> Announcement:  # fmt: skip
    """Tell units; with `due_on` each says by then that it knows. Refused: to nobody; a day gone by."""
    unit, county = writing_for(by, policies.require(by, "announce"))
    to = chosen(by, groups, units)
    if not to:
        raise Refused(_("至少选一个接收单位。"), code="units")
    if due_on and due_on < clock.today():
        raise Refused(_("确认的期限不能早于今天。"), code="due_on")
    row = Announcement.objects.create(
        title=plain(title, 80), text=plain(text, 5_000), due_on=due_on, unit=unit, county_code=county,
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    Receipt.objects.bulk_create([Receipt(announcement=row, unit=one) for one in to])
    trail.record("announcement.send", row, by=by, detail={"units": len(to)})
    news.tell("announced", row, to, title=row.title, sender=unit.name)
    return row


def note_read(row: Announcement, *, by: User) -> int:
    """Whoever opens it first reads it for the unit."""
    mine = row.receipts.filter(unit__in=own_units(by), read_at=None)
    return mine.update(read_at=clock.now(), read_by=by)


@transaction.atomic
def acknowledge(receipt: Receipt, *, by: User) -> Receipt:
    """Say for one's unit that it knows. Refused: it was said before."""
    policies.require(by, "acknowledge", receipt)
    open_ = Receipt.objects.filter(pk=receipt.pk, acknowledged_at=None)
    if not open_.update(acknowledged_at=clock.now(), acknowledged_by=by):
        raise Refused(_("已经确认，不用再办。"), code="acknowledged")
    trail.record("announcement.acknowledge", receipt.announcement, by=by, detail={"unit": receipt.unit_id})
    receipt.refresh_from_db()
    return receipt
