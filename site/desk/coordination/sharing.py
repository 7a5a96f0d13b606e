"""The ledger of shared information: entered, sent, signed for by the other side, and how late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import OrgUnit, User
from audit import trail
from desk import policies
from desk.coordination import news
from desk.coordination.scope import county_of, of_units, own_units, writing_for
from desk.meetings.services import plain
from desk.models import SharedInfo
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _


def visible_to(user: Any) -> QuerySet[SharedInfo]:
    rows = SharedInfo.objects.select_related("sender", "receiver", "sent_by", "received_by")
    return rows.filter(of_units(user, "sender", "receiver"))


def to_do(user: Any) -> QuerySet[SharedInfo]:
    """What one's own unit has to send, or to sign for."""
    mine = own_units(user)
    waits = Q(sender__in=mine, sent_at=None) | Q(receiver__in=mine, sent_at__isnull=False)
    return visible_to(user).filter(waits, received_at=None).order_by("due_on", "pk")


@transaction.atomic
def share_info(
    *, by: User, kind: str, title: str, basis: str, receiver: OrgUnit, due_on: date, is_sent: bool
) -> SharedInfo:
    """Enter that information goes to another unit. Refused: to one's own; a number of a person in the words."""
    sender, _county = writing_for(by, policies.require(by, "share_info"))
    if receiver.pk == sender.pk:
        raise Refused(_("接收单位不能是本单位。"), code="receiver")
    row = SharedInfo.objects.create(
        number=numbers.next_number("GX", str(clock.today().year), 4), kind=kind, title=plain(title, 80),
        basis=plain(basis, 120), sender=sender, receiver=receiver, county_code=county_of(sender), due_on=due_on,
        made_by=by,
    )  # fmt: skip
    trail.record("shared_info.enter", row, by=by, detail={"receiver": receiver.pk})
    return send_info(row, by=by) if is_sent else row


@transaction.atomic
def send_info(row: SharedInfo, *, by: User) -> SharedInfo:
    """Say that it went out; the other side is asked for a receipt. Refused: it went before."""
    policies.require(by, "send_info", row)
    row = _locked(row)
    if row.sent_at:
        raise Refused(_("已经发出，不用再办。"), code="sent")
    row.sent_at, row.sent_by = clock.now(), by
    row.save(update_fields=["sent_at", "sent_by"])
    trail.record("shared_info.send", row, by=by)
    news.tell("info_sent", row, [row.receiver], number=row.number, sender=row.sender.name)
    return row


@transaction.atomic
def receive_info(row: SharedInfo, *, by: User) -> SharedInfo:
    """Sign for it. Refused: it was not sent; it was signed for."""
    policies.require(by, "receive_info", row)
    return _received(row, by, "")


@transaction.atomic
def note_receipt(row: SharedInfo, *, by: User, receipt: str) -> SharedInfo:
    """Note the paper by which a unit without a log-in signed. Refused: that unit signs here itself."""
    policies.require(by, "note_receipt", row)
    if news.speakers(row.receiver):
        raise Refused(_("对方有账号，由对方签收。"), code="signs_here")
    return _received(row, by, plain(receipt, 60))


def _received(row: SharedInfo, by: User, receipt: str) -> SharedInfo:
    row = _locked(row)
    if row.sent_at is None or row.received_at:
        raise Refused(_("还没有发出，或已经签收。"), code="state")
    row.received_at, row.received_by, row.receipt = clock.now(), by, receipt
    row.save(update_fields=["received_at", "received_by", "receipt"])
    trail.record("shared_info.receive", row, by=by)
    return row


def _locked(row: SharedInfo) -> SharedInfo:
    return SharedInfo.objects.select_for_update(of=("self",)).select_related("sender", "receiver").get(pk=row.pk)
