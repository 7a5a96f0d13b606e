"""The append-only log: events are written in the business transaction and chained by one sealer within a second."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

from audit.models import AuditEvent, AuditSeal
from config import env
from kit import clock

BATCH = 2_000
GRACE = timedelta(seconds=60)  # an event still without a seal after this long is a finding


def record(
    action: str,
    thing: models.Model | None = None,
    *,
    by: Any,
    fields: Iterable[str] = (),
    purpose: str = "",
    detail: dict[str, Any] | None = None,
    county: str = "",
) -> AuditEvent:
    """Write one event; call it inside the transaction of the act it tells of.

    `fields` are names of what was read or changed, `detail` holds ids and codes: never a value of a person.
    """
    return AuditEvent.objects.create(
        at=clock.now(),
        machine_at=clock.machine_now(),
        action=action,
        actor_id=getattr(by, "pk", None),
        role=getattr(by, "acting_role", "") if by is not None else "system",
        thing_type=thing._meta.label if thing is not None else "",
        thing_id=str(thing.pk) if thing is not None else "",
        county=county or getattr(thing, "county_code", "") or "",
        fields=list(fields),
        purpose=purpose[:200],
        detail=detail or {},
    )


def seal(limit: int = BATCH) -> int:
    """Chain the events that have no seal yet, oldest first; the number sealed. Safe in several processes."""
    try:
        with transaction.atomic():
            _one_sealer()
            last = AuditSeal.objects.order_by("-seq").first()
            seq, mac = (last.seq, last.mac) if last else (0, "")
            # Seals are made in order, but transactions of a smaller id may commit later: look for what has none.
            waiting = AuditEvent.objects.filter(
                ~models.Exists(AuditSeal.objects.filter(event_id=models.OuterRef("pk")))
            ).order_by("pk")[:limit]
            links = []
            for event in waiting:
                seq += 1
                mac = _mac(seq, mac, event)
                links.append(AuditSeal(seq=seq, event_id=event.pk, mac=mac, sealed_at=clock.machine_now()))
            AuditSeal.objects.bulk_create(links, batch_size=500)
    except IntegrityError:  # another sealer was first; what is left is its work
        return 0
    if links:
        _export_head(links[-1])
    return len(links)


@dataclass(frozen=True)
class Finding:
    seq: int
    event_id: int
    what: str


def verify() -> Finding | None:
    """The first link that does not hold, or None: an event edited, deleted or reordered, a seal missing, a
    tail cut off before an exported head, or an event that stayed unsealed."""
    mac, expected = "", 0
    while links := list(AuditSeal.objects.filter(seq__gt=expected).order_by("seq")[:BATCH]):
        events = AuditEvent.objects.in_bulk([link.event_id for link in links])
        for link in links:
            expected += 1
            event = events.get(link.event_id)
            if link.seq != expected:
                return Finding(expected, link.event_id, "seal missing")
            if event is None:
                return Finding(link.seq, link.event_id, "event deleted")
            mac = _mac(link.seq, mac, event)
            if not hmac.compare_digest(mac, link.mac):
                return Finding(link.seq, link.event_id, "event or seal edited")
    try:
        head = exported_head()
    except (InvalidSignature, ValueError, KeyError):
        return Finding(expected, 0, "exported head is not ours")
    if head and (head["seq"] > expected or not _head_holds(head)):
        return Finding(head["seq"], head["event_id"], "tail cut off, or head does not match")
    stale = (
        AuditEvent.objects.filter(machine_at__lt=clock.machine_now() - GRACE)
        .filter(~models.Exists(AuditSeal.objects.filter(event_id=models.OuterRef("pk"))))
        .order_by("pk")
        .first()
    )
    return Finding(0, stale.pk, "event never sealed") if stale else None


def exported_head() -> dict[str, Any] | None:
    """The newest head in the export file, its signature checked; None when nothing was exported yet."""
    path = _heads()
    if not path.exists():
        return None
    line = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
    signature = bytes.fromhex(line.pop("signature"))
    _signer().public_key().verify(signature, _canonical(line))
    return line


def is_rewound() -> bool:
    """Whether the log is shorter than a head that was exported: the database was set back. Cheap, unlike `verify`."""
    try:
        head = exported_head()
    except (InvalidSignature, ValueError, KeyError):
        return True
    return head is not None and not _head_holds(head)


def _one_sealer() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [7_031_001])


def _mac(seq: int, previous: str, event: AuditEvent) -> str:
    body = {f.attname: getattr(event, f.attname) for f in AuditEvent._meta.concrete_fields if f.attname != "machine_at"}
    body["at"] = event.at.timestamp()
    body["machine_at"] = event.machine_at.timestamp()
    text = _canonical({"seq": seq, "previous": previous, "event": body})
    return hmac.new(env.key_file(Path(settings.KEY_DIR) / "audit"), text, hashlib.sha256).hexdigest()


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _signer() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(env.key_file(Path(settings.KEY_DIR) / "audit-head", 32))


def _heads() -> Path:
    return Path(settings.VAR_DIR) / "heads" / "audit.jsonl"


def _export_head(link: AuditSeal) -> None:
    line = {"seq": link.seq, "event_id": link.event_id, "mac": link.mac, "at": link.sealed_at.isoformat()}
    signed = {**line, "signature": _signer().sign(_canonical(line)).hex()}
    _heads().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _heads().open("a", encoding="utf-8") as out:
        out.write(json.dumps(signed) + "\n")


def _head_holds(head: dict[str, Any]) -> bool:
    return AuditSeal.objects.filter(seq=head["seq"], mac=head["mac"], event_id=head["event_id"]).exists()
