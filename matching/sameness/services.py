"""Telling an author that nearly the same was written for somebody else, and counting it. No text is ever shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from kit import clock
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.models import Client
from matching.sameness import fingerprint
from matching.sameness.models import TextBand, TextMark

LOOKED_AT = 200  # marks with a shared band, the newest first: more would only say "many"
LEAST_WHY = 4


@transaction.atomic
def mark_text(
    kind: str, thing: Any, *, client: Client, texts: Iterable[str], by: User | None, keep_why: str | None = None
) -> TextMark | None:
    """Keep the fingerprint of what was written. `keep_why` is what the author said to the warning: None where nobody
    could be asked, "" where nobody has answered yet.

    Refused: nearly the same stands for another person and no reason was given.
    """
    text = fingerprint.normal("".join(texts))
    values = fingerprint.signature(text, _key)
    TextMark.objects.filter(kind=kind, thing_id=thing.pk).delete()
    if not values:
        return None
    sealed, parts = fingerprint.packed(values), fingerprint.bands(values)
    n = _twins(client, sealed, parts)
    if n and keep_why is not None and len(keep_why.strip()) < LEAST_WHY:
        told = _("与另外 %(n)d 人的文字几乎相同。按本人的情况修改，或者写明为什么可以相同。") % {"n": n}
        raise Refused(told, code="same_text", at={"keep_why": [told]})
    mark = TextMark.objects.create(
        kind=kind, thing_id=thing.pk, client=client, county_code=client.county_code, signature=sealed, twins_n=n,
        why=(keep_why or "").strip()[:200] if n else "", by=by, on=clock.today(),
    )  # fmt: skip
    TextBand.objects.bulk_create(TextBand(mark=mark, value=value) for value in parts)
    return mark


def _twins(client: Client, sealed: bytes, parts: list[int]) -> int:
    """For how many other persons nearly the same stands. Sealed files are compared with nobody (R-MIN-02)."""
    near = TextBand.objects.filter(value__in=parts).values("mark")
    rows = TextMark.objects.filter(pk__in=near, client__is_minor_track=False)
    rows = rows.exclude(client__id_index=client.id_index).order_by("-pk")[:LOOKED_AT]
    return len({row.client_id for row in rows if fingerprint.alike(sealed, bytes(row.signature))})


def _key(piece: str) -> int:
    return int(blind_index("sameness.piece", piece)[:16], 16)
