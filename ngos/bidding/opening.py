"""From the deadline to the opened bids: closing by the clock, the ceremony of the officers, what then is readable."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from desk.uploads import services as uploads
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import hooks, policies
from ngos.bidding import envelope, keys, queries, states, store
from ngos.bidding.envelope import DoesNotOpen
from ngos.bidding.parcel import Paper, unpacked
from ngos.models import Bid, BidFile, KeyPart, Project, Provider
from ngos.purchasing import ending

log = logging.getLogger(__name__)
TABLE = timedelta(hours=2)  # how long a part may lie there; then the ceremony begins anew
ORPHAN = 3600  # seconds: an erasure key whose bid was never written


# --- the deadline --------------------------------------------------------------------------------------------------
def close_due() -> int:
    """Close what has come to its deadline; with too few bids it fails, and no key is ever put together; how many."""
    due = Project.objects.filter(status="published", held_at=None, deadline_at__lte=clock.now()).order_by("deadline_at")
    found = list(due.values_list("pk", flat=True)[:50])
    for pk in found:
        _close(pk)
    return len(found)


@transaction.atomic
def _close(pk: int) -> None:
    project = Project.objects.select_for_update().get(pk=pk)
    if project.status != "published" or project.held_at or clock.now() < project.deadline_at:
        return
    move(project, "close", by=None)
    if Bid.objects.filter(project=project, status="sealed").count() < project.least_bids:
        ending.fail_project(project, by=None, failed_for="too_few")


def erase_sealed(project: Project) -> None:
    """What lies sealed in a project that ends is destroyed unopened (law: R-PUR-11)."""
    for bid in Bid.objects.filter(project=project, status="sealed"):
        move(bid, "erase", by=None)
        place = str(bid.row_key)
        transaction.on_commit(lambda place=place: store.destroy(place))  # type: ignore[misc]


hooks.ending.add(erase_sealed)
hooks.ready_to_publish.answer(queries.ready_to_publish)


# --- the ceremony --------------------------------------------------------------------------------------------------
@transaction.atomic
def present(project: Project, *, by: User, passphrase: str) -> bool:
    """Lay the own part of the key on the table; True when with it the bids are open.

    Refused: not an opening officer of it; before the deadline or the opening hour; on hold; a wrong passphrase.
    Law: R-PUR-10.
    """
    policies.require(by, "open_bids", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    officer = keys.officer_of(project, by)
    _check_hour(project)
    key = keys.own_key(by, passphrase)
    _sweep(officer.tender_key_id)
    try:
        private = keys.gather(officer, key)
    except DoesNotOpen:
        raise Refused(_("项目钥匙打不开。请换恢复码再试，仍不行时报告采购监督人员。"), code="key") from None
    officer.presented_at = clock.now()
    officer.save(update_fields=["presented_at"])
    trail.record("bids.present", officer.tender_key, by=by, detail={"project": project.number})
    if private is None:
        return False
    _open_all(project, private, by=by)
    keys.clear_table(officer.tender_key)
    return True


def _check_hour(project: Project) -> None:
    if project.status != "closed":
        said = _("还没有到响应截止时间。") if project.status == "published" else _("这个项目现在不能开标。")
        raise Refused(said, code="not_closed")
    if clock.now() < project.opening_at:
        raise Refused(_("还没有到开标时间。"), code="early")
    if project.held_at:
        raise Refused(_("这个项目正暂停，恢复后再开标。"), code="held")


def _open_all(project: Project, private: X25519PrivateKey, *, by: User) -> None:
    """All in one act: what cannot be opened is recorded as such, the others go on."""
    opened = 0
    enterprises = set(Provider.objects.filter(kind=Provider.Kind.ENTERPRISE).values_list("pk", flat=True))
    for bid in project.bids.filter(status="sealed").order_by("pk"):  # each knows its project, which is not read again
        try:
            body, salt = _read(bid, project, private)
            content, provider, papers = unpacked(body)
        except (DoesNotOpen, ValueError, KeyError):
            log.error("bid %s of %s does not open", bid.row_key, project.number)
            bid.reason = str(_("密封件无法开启。"))
            bid.save(update_fields=["reason"])
            move(bid, "give_up", by=by)
            continue
        if content.get("small_enterprise") and provider in enterprises:  # law: R-PUR-15
            bid.deduction = project.deduction
        bid.provider_id = provider
        _write(bid, content, papers, salt, by=by)
        opened += 1
    project.opened_at = clock.now()
    project.save(update_fields=["opened_at"])
    move(project, "open", by=by)
    trail.record("bids.open", project, by=by, detail={"project": project.number, "opened": opened})


def _read(bid: Bid, project: Project, private: X25519PrivateKey) -> tuple[bytes, bytes]:
    place = str(bid.row_key)
    body, salt = envelope.open_bid(
        store.envelope_of(place),
        key=private,
        tender=project.number,
        bid=place,
        erasure_key=store.erasure_key_of(place),
    )
    if envelope.commitment(salt, body) != bid.commitment:
        raise DoesNotOpen
    return body, salt


def _write(bid: Bid, content: dict, papers: list[Paper], salt: bytes, *, by: User) -> None:
    move(bid, "open", by=by)
    bid.price_fen = content["price_fen"]
    bid.salt = salt.hex()
    bid.content = json.dumps(content, ensure_ascii=False, sort_keys=True)
    bid.save()
    for paper in papers:
        # As it was sealed: it was checked then, and one that is refused now must not stop the opening of all.
        kept = uploads.keep_checked(paper.kind, paper.raw, by=None)
        BidFile.objects.create(bid=bid, title=paper.title, kept=kept)
    place = str(bid.row_key)
    transaction.on_commit(lambda: store.forget_key(place))


# --- sweeping ------------------------------------------------------------------------------------------------------
def sweep() -> int:
    """Destroy keys that no live bid needs (a crash came between), and clear tables at which nobody came; how many."""
    live = {str(key) for key in Bid.objects.filter(status="sealed").values_list("row_key", flat=True)}
    now = clock.machine_now().timestamp()
    gone = [place for place, since in store.places() if place not in live and now - since > ORPHAN]
    for place in gone:
        (store.forget_key if _is_read(place) else store.destroy)(place)
    _sweep()
    return len(gone)


def _is_read(place: str) -> bool:
    return Bid.objects.filter(row_key=place, status__in=states.READABLE).exists()


def _sweep(tender: int | None = None) -> None:
    stale = KeyPart.objects.filter(opened_at__lt=clock.now() - TABLE)
    if tender is not None:
        stale = stale.filter(officer__tender_key=tender)
    stale.update(opened=None, opened_at=None)
