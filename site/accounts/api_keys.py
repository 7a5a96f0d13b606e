"""Keys of the interface: issued to an organisation's system, shown once, at most twelve months, revoked at any time."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from accounts import hooks, policies
from accounts.models import ApiAnswer, ApiKey, OrgUnit, User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

LONGEST_DAYS = 365
KEPT_DAYS = 30  # how long a message sent again is known
SHOWN = 8  # characters by which people tell keys apart


@transaction.atomic
def issue_api_key(
    org: OrgUnit, *, by: User, label: str, scopes: list[str], expires_on: date | None = None
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is shown now and never again.

    Refused: no purpose; a scope that this kind of organisation may not hold; beyond twelve months; in the past.
    """
    policies.require(by, "issue_api_key", org)
    last = clock.today() + timedelta(days=LONGEST_DAYS)
    expires_on = expires_on or last
    if not label.strip():
        raise Refused(_("写明这把密钥的用途。"), code="label")
    if not scopes or set(scopes) - {s.code for s in hooks.api_scopes if org.kind in s.kinds}:
        raise Refused(_("这类机构不能有所选的权限。"), code="scope")
    if not clock.today() <= expires_on <= last:
        raise Refused(_("密钥最多用十二个月，也不能早于今天到期。"), code="expires_on")
    secret = f"txq_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        org=org, label=label.strip()[:60], scopes=sorted(set(scopes)), start=secret[: SHOWN + 4],
        secret_hash=_hash(secret), issued_by=by, issued_at=clock.now(), expires_on=expires_on,
    )  # fmt: skip
    trail.record("api_key.issue", key, by=by, detail={"org": org.pk, "scopes": key.scopes})
    return key, secret


@transaction.atomic
def revoke_api_key(key: ApiKey, *, by: User) -> ApiKey:
    """From now on the key opens nothing."""
    policies.require(by, "issue_api_key", key)
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by = clock.now(), by
        key.save(update_fields=["revoked_at", "revoked_by"])
        trail.record("api_key.revoke", key, by=by, detail={"org": key.org_id})
    return key


def key_with(secret: str) -> ApiKey | None:
    """The key in force with this secret; its use is noted, to the minute."""
    key = ApiKey.objects.select_related("org").filter(secret_hash=_hash(secret), revoked_at=None).first()
    if key is None or key.state != "valid" or not key.org.is_active:
        return None
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at > timedelta(minutes=1):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def once(key: ApiKey, idem: str, body: bytes, act: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any], bool]:
    """Do it, or give back what was answered when the same message came before; True when it is new.

    Refused: the same number of a message with another content. What `act` refuses leaves nothing behind.
    """
    body_hash = hashlib.sha256(body).hexdigest()
    try:
        with transaction.atomic():
            kept = ApiAnswer.objects.create(key=key, idem=idem, body_hash=body_hash, at=clock.machine_now())
            kept.answer = act()
            kept.save(update_fields=["answer"])
            return kept.answer, True
    except IntegrityError:
        before = ApiAnswer.objects.filter(key=key, idem=idem).first()
        if before is None:  # not our constraint: a real fault
            raise
    if before.body_hash != body_hash:
        raise Refused(_("这个 Idempotency-Key 已用于另一份内容。"), code="idempotency_key_reused")
    return before.answer, False


def forget_answers() -> int:
    """Throw away answers older than a month; how many."""
    return ApiAnswer.objects.filter(at__lt=clock.machine_now() - timedelta(days=KEPT_DAYS)).delete()[0]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
