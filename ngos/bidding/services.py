"""Bids under seal: submitted, replaced, withdrawn. Nothing here says who bids, to nobody, until the opening.

The acts of the opening officers lie in keys.py and opening.py, and are found here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.models import OrgUnit, User
from audit import trail
from audit.models import AuditEvent, AuditSeal
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos import queries as standing
from ngos.bidding import envelope, store
from ngos.bidding.keys import appoint_openers, make_officer_key, rehearse
from ngos.bidding.opening import close_due, present
from ngos.bidding.parcel import Paper, packed
from ngos.bidding.queries import carried, mark_of
from ngos.models import Bid, Project, Provider

__all__ = [
    "appoint_openers", "close_due", "confirm_bid", "make_officer_key", "present", "rehearse", "submit_bid",
    "withdraw_bid",
]  # fmt: skip
MOST_BYTES = 60_000_000  # all papers of one bid
MOST_PAPERS = 20
BACKWARDS = timedelta(seconds=2)  # how far two machines' clocks may differ


def submit_bid(
    project: Project, org: OrgUnit, *, by: User, content: Mapping[str, Any], papers: Sequence[Paper] = ()
) -> Bid:
    """Seal a bid; an earlier one of this organisation is replaced and opens for nobody any more.

    The papers of its passport go in as they stand now; the receipt stands on the bid. The deadline is compared, by
    the server's clock, inside the transaction that writes: exactly at it is too late.
    Refused: not listed; too late; on hold; the log or the clock went back; too large. Law: R-PUR-10.
    """
    provider = _bidder(org, by=by)
    _check_standing(provider)
    if len(papers) > MOST_PAPERS or sum(len(p.raw) for p in papers) > MOST_BYTES:
        raise Refused(_("附件最多 20 份，合计不超过 60 MB。压缩后再交。"), code="size")
    body = packed({**content, "papers": carried(provider)}, provider.pk, papers)
    try:
        with transaction.atomic():
            return _seal(project, org, body)
    except Refused as why:
        if why.code == "late":
            trail.record("bid.late", project, by=None, detail={"project": project.number})
        raise


def _seal(project: Project, org: OrgUnit, body: bytes) -> Bid:
    project = Project.objects.select_for_update(of=("self",)).select_related("tender_key").get(pk=project.pk)
    mark = mark_of(project, org)
    earlier = Bid.objects.filter(project=project, bidder=mark).order_by("-version").first()
    bid = Bid(project=project, bidder=mark, version=earlier.version + 1 if earlier else 1)
    erasure, place = envelope.new_secret(), str(bid.row_key)
    found = envelope.seal_bid(
        body, tender_public=bytes(project.tender_key.public), tender=project.number, bid=place, erasure_key=erasure
    )
    store.keep(place, found.sealed, erasure)
    try:
        _check_hour(project)
    except Refused:
        store.destroy(place)
        raise
    bid.received_at, bid.size = clock.now(), len(found.sealed)
    bid.digest, bid.commitment = found.digest, found.commitment
    if earlier is not None and earlier.status == "sealed":
        move(earlier, "replace", by=None)
        _destroy_later(earlier)
    born(bid, "seal", by=None)
    event = trail.record("bid.seal", bid, by=None, detail={"project": project.number, "digest": bid.digest})
    bid.receipt = _receipt(project, bid, event)
    bid.save(update_fields=["receipt"])
    return bid


def _check_hour(project: Project) -> None:
    now = clock.now()
    if project.status != "published" or project.deadline_at is None or now >= project.deadline_at:
        raise Refused(_("响应文件的提交已经截止，不能再接收。"), code="late")
    if project.held_at:
        raise Refused(_("这个项目正暂停，恢复后再提交。"), code="held")
    newest = AuditEvent.objects.order_by("-pk").values_list("machine_at", flat=True).first()
    if newest and clock.machine_now() < newest - BACKWARDS:
        raise Refused(_("服务器的时钟不准，暂停接收。请联系系统管理员。"), code="clock")
    if trail.is_rewound():
        raise Refused(_("平台的审计记录不完整，暂停接收。请联系系统管理员。"), code="rewound")


def _receipt(project: Project, bid: Bid, event: AuditEvent) -> dict[str, Any]:
    last = AuditSeal.objects.order_by("-seq").first()
    return envelope.signed(
        {
            "tender": project.number,
            "bid": str(bid.row_key),
            "version": bid.version,
            "received_at": bid.received_at.isoformat(),
            "digest": bid.digest,
            "commitment": bid.commitment,
            "log_index": event.pk,
            "log_head": last.mac if last else "",
            "key": store.receipt_public().hex(),
        },
        store.receipt_signer(),
    )


def withdraw_bid(project: Project, org: OrgUnit, *, by: User) -> Bid:
    """Take the own bid back before the deadline: from the commit on it opens for nobody.

    Refused: none is there; too late. Law: R-PUR-10.
    """
    _bidder(org, by=by)
    with transaction.atomic():
        project = Project.objects.select_for_update().get(pk=project.pk)
        if project.status != "published" or clock.now() >= project.deadline_at:
            raise Refused(_("已经截止，不能再撤回。"), code="late")
        bid = Bid.objects.filter(project=project, bidder=mark_of(project, org), status="sealed").first()
        if bid is None:
            raise Refused(_("没有可以撤回的响应文件。"), code="none")
        move(bid, "withdraw", by=None)
        _destroy_later(bid)
        return bid


@transaction.atomic
def confirm_bid(project: Project, org: OrgUnit, *, by: User) -> Bid:
    """Say that the bid stands although the requirements changed since. Refused: none is there; too late."""
    _bidder(org, by=by)
    bid = Bid.objects.filter(project=project, bidder=mark_of(project, org), status="sealed").first()
    if bid is None or clock.now() >= project.deadline_at:
        raise Refused(_("没有可以确认的响应文件。"), code="none")
    bid.needs_confirming = False
    bid.save(update_fields=["needs_confirming"])
    trail.record("bid.confirm", bid, by=None)
    return bid


def _destroy_later(bid: Bid) -> None:
    """Only once it is certain: a live bid must not lose its key to a roll-back. What a crash leaves, a sweep takes."""
    place = str(bid.row_key)
    transaction.on_commit(lambda: store.destroy(place))


def _bidder(org: OrgUnit, *, by: User) -> Provider:
    provider = Provider.objects.filter(org=org).first() or Provider(org=org)
    policies.require(by, "bid", provider)
    return provider


def _check_standing(provider: Provider) -> None:
    if reasons := standing.in_the_way(provider, standing.BID):
        code = "barred" if provider.status == "listed" else "not_listed"
        raise Refused(_("机构现在不能参加采购。办好下面的事项以后再来。"), code=code, reasons=reasons)
