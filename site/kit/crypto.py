"""Sealed fields: text encrypted at rest, bound to its own row and field, and never searched.

Stored: a byte algorithm, a byte key number, twelve bytes nonce, AES-256-GCM output. Model, field and `row_key` are
authenticated with it: a value moved elsewhere does not open, and renaming a model or field means sealing again.
"""

from __future__ import annotations

import hmac
import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from kit import keys

log = logging.getLogger(__name__)
AES_256_GCM, _HEAD, _NONCE = 1, 2, 12


class Unreadable(Exception):
    """A sealed value does not open: it was moved or altered, or its key is missing."""


class Sealed(bytes):
    """What stands in the column."""

    __repr__ = __str__ = lambda _self: "<sealed>"


class _Unsealed:
    """Text given to an object whose row key is not there yet; it is sealed on the way to the database."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __deepcopy__(self, _memo: dict) -> _Unsealed:
        return self

    def __reduce__(self) -> Any:
        raise TypeError("a sealed field is pickled only once its row key is known")


def seal(text: str, place: str) -> Sealed:
    """`place` is where the value belongs, "app.model.field:row_key"; it opens nowhere else."""
    return seal_bytes(text.encode(), place)


def unseal(sealed: bytes, place: str) -> str:
    return unseal_bytes(sealed, place).decode()


def seal_bytes(raw: bytes, place: str) -> Sealed:
    number, nonce = keys.newest(), os.urandom(_NONCE)
    sealed = keys.cipher(number).encrypt(nonce, raw, place.encode())
    return Sealed(bytes((AES_256_GCM, number)) + nonce + sealed)


def unseal_bytes(sealed: bytes, place: str) -> bytes:
    try:
        if len(sealed) <= _HEAD + _NONCE or sealed[0] != AES_256_GCM:
            raise ValueError("not a sealed value")
        nonce, rest = sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :]
        return keys.cipher(sealed[1]).decrypt(nonce, rest, place.encode())
    except (InvalidTag, ValueError, keys.KeyMissing) as why:
        log.error("sealed value of %s does not open: %s", place, type(why).__name__)
        raise Unreadable(f"{place} ({type(why).__name__})") from None


def unseal_all(field: str, rows: Iterable[tuple[Any, bytes | None]]) -> Iterator[str]:
    """The values of one field in many rows, each (row key, sealed value) as a query hands them over; "" for none.

    `field` is "app.model.field". For plans that read a whole register: four times as fast as row by row.
    """
    known: dict[int, Any] = {}
    for row_key, sealed in rows:
        if sealed is None:
            yield ""
            continue
        place = f"{field}:{_dashed(row_key)}"
        number, raw = sealed[1], bytes(sealed)
        if raw[0] != AES_256_GCM or number not in known:
            yield unseal(raw, place)  # also says so where it does not open
            known[number] = keys.cipher(number)
            continue
        try:
            nonce, rest = raw[_HEAD : _HEAD + _NONCE], raw[_HEAD + _NONCE :]
            yield known[number].decrypt(nonce, rest, place.encode()).decode()
        except InvalidTag:
            yield unseal(raw, place)


def _dashed(row_key: Any) -> str:
    """A row key in the form of `str(uuid)`; SQLite keeps the 32 digits alone."""
    if isinstance(row_key, str) and len(row_key) == 32:
        return f"{row_key[:8]}-{row_key[8:12]}-{row_key[12:16]}-{row_key[16:20]}-{row_key[20:]}"
    return str(row_key)


def blind_index(field_name: str, normalised: str) -> str:
    """The 64 hex characters that stand for a normalised value in look-ups, as in "client.id_number"."""
    if not normalised:
        raise ValueError("nothing to index: leave the column NULL")
    return hmac.digest(keys.index_key(field_name), normalised.encode(), "sha256").hex()


class RowKey(models.UUIDField):
    """What binds sealed fields to their row; made before the first save and never changed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**dict[str, Any](default=uuid.uuid4, unique=True, editable=False) | kwargs)


class _SealedAttribute(DeferredAttribute):
    """Text outside, the sealed value inside: it is opened at each reading and nowhere kept open."""

    field: EncryptedText

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if isinstance(held, Sealed):
            return unseal(held, self.field.place(instance))
        return held.text if isinstance(held, _Unsealed) else None

    def __set__(self, instance: Any, value: Any) -> None:
        if isinstance(value, str):
            value = _Unsealed(value) if value else None
            if "row_key" in instance.__dict__:
                value = self.field.sealed(instance, value)
        elif value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.field} takes text or None")
        instance.__dict__[self.field.attname] = value


class EncryptedText(models.BinaryField):
    """Sealed text; empty text is stored as NULL. The model needs `row_key = RowKey()`.

    `purpose` says why the value is kept, `level` who may see it ("own", "L2" to "L4"; law: R-PI-01).
    """

    descriptor_class = _SealedAttribute
    # What the type checker takes the attribute for: text, not the bytes of the column.
    _pyi_private_set_type: str | None
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, purpose: Any = "", level: str = "", **kwargs: Any) -> None:
        self.purpose, self.level = purpose, level
        super().__init__(*args, **kwargs | {"null": True})

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        faults = [] if self.purpose and self.level else ["needs a purpose and a level of disclosure"]
        if not any(isinstance(f, RowKey) and f.name == "row_key" for f in self.model._meta.fields):
            faults.append("needs `row_key = RowKey()` on its model")
        return super().check(**kwargs) + [checks.Error(f"A sealed field {f}.", obj=self, id="kit.E001") for f in faults]

    def place(self, instance: Any) -> str:
        return f"{self.model._meta.label_lower}.{self.name}:{instance.row_key}"

    def sealed(self, instance: Any, held: Any) -> Any:
        return seal(held.text, self.place(instance)) if isinstance(held, _Unsealed) else held

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        held = model_instance.__dict__
        held[self.attname] = self.sealed(model_instance, held.get(self.attname))
        return held[self.attname]

    def from_db_value(self, value: Any, *_connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self}: text is sealed by save() or bulk_create() on its object, not by a query")
        return super().get_db_prep_value(value if value is None else bytes(value), connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self} is sealed and cannot be searched; look up a blind index instead")
        return super().get_lookup(lookup_name)

    def to_python(self, value: Any) -> Any:
        return value  # base64, which a BinaryField reads here, is only text to us

    def value_to_string(self, obj: Any) -> str:
        raise TypeError(f"{self} is sealed and does not leave in a dump; back up the database as it is")
