"""Who is qualified to do what, on a day: the one place that upper trades ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from training.models import Credential


def holds_credential(user: object, kind: str, on: date) -> bool:
    """Does this person hold a credential of `kind` that is valid on `on`, both end days included?"""
    return _valid([user.pk], on).filter(kind=kind).exists()  # type: ignore[attr-defined]


def credentials_of(user_ids: Iterable[int], on: date) -> dict[int, dict[str, date]]:
    """user id → kind → last valid day, for what is valid on `on`; one query however many people."""
    found: dict[int, dict[str, date]] = {}
    for holder, kind, until in _valid(user_ids, on).values_list("holder_id", "kind", "valid_to"):
        kinds = found.setdefault(holder, {})
        kinds[kind] = max(until, kinds.get(kind, until))
    return found


def kind_label(kind: str) -> str:
    """What a kind of credential is called, in the reader's language; an unknown one is shown as it is."""
    return str(dict(Credential.KINDS).get(kind, kind))


def kinds() -> list[tuple[str, str]]:
    """Every kind of credential with its name."""
    return [(kind, str(label)) for kind, label in Credential.KINDS]


def held_by(user_id: int) -> list[Credential]:
    """What a person holds or held, not withdrawn, the longest valid first."""
    return list(Credential.objects.filter(holder_id=user_id, withdrawn_at__isnull=True).order_by("-valid_to", "kind"))


def _valid(user_ids: Iterable[int], on: date):
    return Credential.objects.filter(
        holder_id__in=list(user_ids), valid_from__lte=on, valid_to__gte=on, withdrawn_at__isnull=True
    )
