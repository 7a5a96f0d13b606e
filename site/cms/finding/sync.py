"""Keep the rows that visitors find in step with what is public: new, changed and gone things, nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.search.backends import get_search_backend

from cms.finding.models import Findable
from cms.finding.sources import Source, Thing, sources

COLUMNS = ("title", "text", "url", "language", "place", "on")
BATCH = 500
LONGEST = 20_000  # characters of one thing's text


def sync() -> dict[str, int]:
    """All sources once; counts of rows written and removed. May run twice at the same time: the last one wins."""
    with translation.override(settings.LANGUAGE_CODE):
        return _sync_all()


def _sync_all() -> dict[str, int]:
    done = {"written": 0, "removed": 0}
    for source in sources:
        for word, n in _sync(source).items():
            done[word] += n
    known = [source.kind for source in sources]
    done["removed"] += _remove(Findable.objects.exclude(kind__in=known).values_list("pk", flat=True))
    return done


def _sync(source: Source) -> dict[str, int]:
    stands = dict(Findable.objects.filter(kind=source.kind).values_list("key", "stamp"))
    seen: set[str] = set()
    new: list[Findable] = []
    written = 0
    for thing in source.things():
        row = _row(source.kind, thing)
        seen.add(row.key)
        if stands.get(row.key) != row.stamp:
            new.append(row)
        if len(new) >= BATCH:
            written += _write(new)
            new = []
    written += _write(new)
    gone = [key for key in stands if key not in seen]
    return {"written": written, "removed": _remove(Findable.objects.filter(key__in=gone).values_list("pk", flat=True))}


def _row(kind: str, thing: Thing) -> Findable:
    values = {name: getattr(thing, name) for name in COLUMNS}
    values |= {"title": thing.title[:200], "text": thing.text[:LONGEST]}
    stamp = hashlib.sha256("\x00".join(str(value) for value in values.values()).encode()).hexdigest()
    return Findable(key=f"{kind}:{thing.key}", kind=kind, stamp=stamp, **values)


def _write(rows: list[Findable]) -> int:
    """Rows and their words in one transaction: a row that is there can be found."""
    if not rows:
        return 0
    with transaction.atomic():
        Findable.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"], update_fields=[*COLUMNS, "kind", "stamp"]
        )
        fresh = list(Findable.objects.filter(key__in=[row.key for row in rows]))
        get_search_backend().add_bulk(Findable, fresh)
    return len(fresh)


def _remove(pks: Iterable[int]) -> int:
    pks = list(pks)
    for start in range(0, len(pks), BATCH):
        for row in Findable.objects.filter(pk__in=pks[start : start + BATCH]):
            row.delete()  # one by one: the words of each go with it
    return len(pks)
