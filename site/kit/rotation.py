"""Seals stored values again with the newest key, so that an old key can be put away."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from kit import keys
from kit.crypto import EncryptedText, Sealed, seal, unseal

BATCH = 500


def sealed_fields(model: type[models.Model]) -> list[EncryptedText]:
    return [f for f in model._meta.local_fields if isinstance(f, EncryptedText)]


def models_with_sealed_fields() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if sealed_fields(model):
            yield model


def reseal_all() -> int:
    """Seal whatever an older key sealed; returns how many values. May run while the house is open, and again."""
    return sum(reseal(model) for model in models_with_sealed_fields())


def reseal(model: type[models.Model]) -> int:
    done, last = 0, None
    while True:
        rows = model._base_manager.order_by("pk")
        pks = list((rows if last is None else rows.filter(pk__gt=last)).values_list("pk", flat=True)[:BATCH])
        if not pks:
            return done
        done += _reseal_rows(model, pks)
        last = pks[-1]


@transaction.atomic
def _reseal_rows(model: type[models.Model], pks: list) -> int:
    fields, newest, done = sealed_fields(model), keys.newest(), 0
    names = [f.name for f in fields]
    # Locked, so that what somebody saves meanwhile is not overwritten by the older value.
    rows = model._base_manager.select_for_update().filter(pk__in=pks)
    for pk, row_key, *stored in rows.values_list("pk", "row_key", *names):
        changed = {f.name: _again(f, row_key, s) for f, s in zip(fields, stored, strict=True) if s and s[1] != newest}
        if changed:
            model._base_manager.filter(pk=pk).update(**changed)
            done += len(changed)
    return done


def _again(field: EncryptedText, row_key: object, stored: Sealed) -> Sealed:
    place = f"{field.model._meta.label_lower}.{field.name}:{row_key}"
    return seal(unseal(stored, place), place)
