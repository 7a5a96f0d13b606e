"""Keys of opening officers and of projects, and the rehearsal that comes before a publication (law: R-PUR-10)."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.limits import Limit
from kit.sentences import gettext as _
from ngos import policies
from ngos.bidding import envelope, store
from ngos.bidding.envelope import DoesNotOpen, Lock
from ngos.models import KeyPart, OfficerKey, OpeningOfficer, Project, TenderKey
from ngos.purchasing.guards import apart

SHORTEST = 12
FEWEST = 2  # one officer alone opens nothing
CANARY = "canary"  # the bid that a rehearsal opens
CANARY_ERASURE = CANARY.encode().ljust(envelope.KEY)  # no secret: a canary is never erased
PROVES = Limit("officer-key", most=5, seconds=900)


# --- officers ------------------------------------------------------------------------------------------------------
@transaction.atomic
def make_officer_key(*, by: User, passphrase: str) -> str:
    """Make the own key pair; the recovery code to print, which is shown this once and kept nowhere.

    Refused: may not open bids; a passphrase shorter than 12 characters; a live key that an open project relies on.
    """
    policies.require(by, "hold_officer_key")
    if len(passphrase.strip()) < SHORTEST:
        raise Refused(_("口令至少 %(n)d 个字符，用一句只有您知道的话。") % {"n": SHORTEST}, code="passphrase")
    if relied_on(by).exists():
        raise Refused(_("还有项目等您的钥匙开标，开标后再换。"), code="relied_on")
    OfficerKey.objects.filter(user=by, retired_at=None).update(retired_at=clock.now())
    lock, code = envelope.new_lock(passphrase)
    row = OfficerKey.objects.create(
        user=by, public=lock.public, salt=lock.salt, private=lock.private, recovery=lock.recovery, made_at=clock.now()
    )
    trail.record("officer_key.make", row, by=by)
    return code


def relied_on(user: User) -> QuerySet[OpeningOfficer]:
    """Projects under way that count on this officer's key."""
    waiting = ("draft", "approved", "published", "closed")
    return OpeningOfficer.objects.filter(user=user, tender_key__project__status__in=waiting)


def own_key(user: User, passphrase: str) -> X25519PrivateKey:
    """Refused: no key yet; the wrong passphrase; five wrong ones within a quarter of an hour."""
    row = OfficerKey.objects.filter(user=user, retired_at=None).first()
    if row is None:
        raise Refused(_("您还没有开标钥匙，先生成一把。"), code="no_key")
    if not PROVES.take(str(user.pk)):
        raise Refused(_("口令错了太多次，15 分钟后再试。"), code="too_often")
    try:
        key = envelope.unlock(
            Lock(bytes(row.public), bytes(row.salt), bytes(row.private), bytes(row.recovery)), passphrase
        )
    except DoesNotOpen:
        raise Refused(_("口令或恢复码不对。"), code="passphrase") from None
    PROVES.give_back(str(user.pk))
    return key


# --- the key of a project ------------------------------------------------------------------------------------------
@transaction.atomic
def appoint_openers(project: Project, users: Iterable[User], *, by: User, k: int = FEWEST) -> TenderKey:
    """Make the key of a project, which any `k` of these officers open together, and its canary.

    Refused: not the clerk's act any more; an officer without key, or with another part in this project; k below two.
    """
    policies.require(by, "appoint_openers", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.status not in ("draft", "approved"):
        raise Refused(_("公告以后不能再换开标人。"), code="published")
    people = sorted({user.pk: user for user in users}.values(), key=lambda user: user.pk)
    if not FEWEST <= k <= len(people) <= envelope.MOST_OFFICERS:
        raise Refused(_("开标人 2 到 7 名，开启至少需要其中 2 名。"), code="officers")
    for user in people:
        apart(project, user, "opener")
    live = {row.user_id: row for row in OfficerKey.objects.filter(user__in=people, retired_at=None)}
    missing = [user.display_name for user in people if user.pk not in live]
    if missing:
        raise Refused(_("还没有开标钥匙：%(names)s。") % {"names": "、".join(missing)}, code="no_key")
    TenderKey.objects.filter(project=project).delete()
    key = _new_key(project, live, k)
    trail.record("tender_key.make", key, by=by, detail={"project": project.number, "k": k, "n": len(people)})
    return key


def _new_key(project: Project, live: dict[int, OfficerKey], k: int) -> TenderKey:
    secret, half = envelope.new_secret(), envelope.new_secret()
    private = envelope.tender_key(secret, half, project.number)
    public = envelope.public_key(private)
    canary = envelope.seal_bid(
        project.number.encode(), tender_public=public, tender=project.number, bid=CANARY, erasure_key=CANARY_ERASURE
    )
    key = TenderKey.objects.create(
        project=project,
        suite=envelope.X25519_AES,
        public=public,
        k=k,
        n=len(live),
        half=store.wrap(half, f"half/{project.number}"),
        canary=canary.sealed,
        made_at=clock.now(),
    )
    rows = {
        user: OpeningOfficer.objects.create(tender_key=key, user_id=user, officer_key=row)
        for user, row in sorted(live.items())
    }
    shared = envelope.shared_out(secret, {u: bytes(row.public) for u, row in live.items()}, k, project.number)
    KeyPart.objects.bulk_create(
        KeyPart(officer=rows[user], group=group_name(subset), sealed=part)
        for subset, parts in shared.items()
        for user, part in zip(subset, parts, strict=True)
    )
    return key


def group_name(subset: Iterable[int]) -> str:
    return ".".join(map(str, subset))


# --- coming together -----------------------------------------------------------------------------------------------
def gather(officer: OpeningOfficer, key: X25519PrivateKey) -> X25519PrivateKey | None:
    """Lay down one officer's parts; the project's private key once some k of them have theirs on the table.

    Call it in a transaction that holds the project. What lies there is swept away when the ceremony ends.
    """
    tender = officer.tender_key
    number = tender.project.number
    now = clock.now()
    for part in officer.parts.all():
        subset = [int(one) for one in part.group.split(".")]
        part.opened = envelope.own_part(bytes(part.sealed), key, number, subset, officer.user_id).hex()
        part.opened_at = now
        part.save(update_fields=["opened", "opened_at"])
    found: dict[str, list[bytes]] = {}
    for part in KeyPart.objects.filter(officer__tender_key=tender, opened_at__isnull=False):
        found.setdefault(part.group, []).append(bytes.fromhex(part.opened))
    whole = next((parts for parts in found.values() if len(parts) == tender.k), None)
    if whole is None:
        return None
    half = store.unwrap(bytes(tender.half), f"half/{number}")
    private = envelope.tender_key(envelope.together(whole), half, number)
    if envelope.public_key(private) != bytes(tender.public):
        raise DoesNotOpen
    return private


def clear_table(tender: TenderKey) -> None:
    KeyPart.objects.filter(officer__tender_key=tender).update(opened=None, opened_at=None)


def at_the_table(tender: TenderKey) -> list[OpeningOfficer]:
    ids = KeyPart.objects.filter(officer__tender_key=tender, opened_at__isnull=False).values("officer_id")
    return list(tender.officers.filter(pk__in=ids).select_related("user").order_by("pk"))


@transaction.atomic
def rehearse(project: Project, *, by: User, passphrase: str) -> bool:
    """Try the own key on the canary; True once enough officers did so together and it opened (R-PUR-10).

    Refused: not an opening officer of it; published already; a wrong passphrase.
    """
    policies.require(by, "open_bids", project)
    key = own_key(by, passphrase)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.status not in ("draft", "approved"):
        raise Refused(_("公告以后不再演练。"), code="published")
    officer = officer_of(project, by)
    try:
        private = gather(officer, key)
        if private is None:
            return False
        _open_canary(officer.tender_key, private)
    except DoesNotOpen:
        raise Refused(_("试封件打不开。请采购人经办重新指定开标人、生成项目钥匙。"), code="canary") from None
    for one in at_the_table(officer.tender_key):
        one.rehearsed_at = clock.now()
        one.save(update_fields=["rehearsed_at"])
    clear_table(officer.tender_key)
    trail.record("tender_key.rehearse", officer.tender_key, by=by, detail={"project": project.number})
    return True


def _open_canary(tender: TenderKey, private: X25519PrivateKey) -> None:
    number = tender.project.number
    body, _salt = envelope.open_bid(
        bytes(tender.canary), key=private, tender=number, bid=CANARY, erasure_key=CANARY_ERASURE
    )
    if body != number.encode():
        raise DoesNotOpen


def officer_of(project: Project, user: User) -> OpeningOfficer:
    found = (
        OpeningOfficer.objects.filter(tender_key__project=project, user=user)
        .select_related("tender_key__project")
        .first()
    )
    if found is None:
        raise Refused(_("您不是这个项目的开标人。"), code="not_an_opener")
    return found
