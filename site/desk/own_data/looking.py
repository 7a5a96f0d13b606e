"""Who looked at a person's data, out of the one log: role, office, day and reason, never the colleague's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet, Value

from accounts import roles
from accounts.models import Membership, User
from audit.models import AuditEvent
from desk.hooks import kept

# How an act that only reads is called in the log, after the thing it reads.
READING = (".read", ".download", ".look")


@dataclass(frozen=True)
class Look:
    at: datetime
    role: str
    office: str
    what: str
    purpose: str


def looks_at(user: User) -> QuerySet[AuditEvent]:
    """Readings by others of what is kept about this person; not one's own, nor those of the house."""
    about, reading = Q(pk__in=()), Q(pk__in=())
    for label, keys in _watched(user).items():
        about |= Q(thing_type=label, thing_id__in=keys)
    for ending in READING:
        reading |= Q(action__endswith=ending)
    return AuditEvent.objects.filter(about, reading, actor_id__isnull=False).exclude(actor_id=user.pk)


def _watched(user: User) -> dict[str, list[str]]:
    """Kind of thing → its keys, as the log writes them. Lists, not subqueries: so the index of the log is used."""
    found = [
        rows.order_by().annotate(of=Value(rows.model._meta.label)).values_list("of", "pk")
        for rows in (kind.rows(user) for kind in kept if kind.is_watched)
    ]
    keys: dict[str, list[str]] = {}
    for label, pk in found[0].union(*found[1:], all=True):
        keys.setdefault(label, []).append(str(pk))
    return keys


def faces(events: Iterable[AuditEvent]) -> list[Look]:
    """What may be told of each reading; the office is where the reader sat in that role on that day. One query."""
    rows = list(events)
    seats = list(Membership.objects.filter(user__in={e.actor_id for e in rows}).select_related("unit"))
    return [
        Look(e.at, str(roles.ROLES.get(e.role, "")) or "—", _office(e, seats), _what(e), e.purpose or "—") for e in rows
    ]


def _office(event: AuditEvent, seats: list[Membership]) -> str:
    on = event.at.date()
    held = [s for s in seats if s.user_id == event.actor_id and s.unit and s.since_on <= on <= (s.until_on or on)]
    in_role = [s for s in held if s.role == event.role]
    return str((in_role or held)[0].unit) if held else "—"


def _what(event: AuditEvent) -> str:
    """The kind of record and the names of what was read in it."""
    model: Any = apps.get_model(event.thing_type)
    names = [str(field.verbose_name) for name in event.fields if (field := _field(model, name) or _field(User, name))]
    return f"{model._meta.verbose_name}: " + " · ".join(names) if names else str(model._meta.verbose_name)


def _field(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
