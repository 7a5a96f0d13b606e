"""What the filter of the list of places leaves over."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from matching.models import Place
from matching.resources.freshness import fresh_since

COLUMNS = {"kind": "kind", "category": "category", "status": "status", "county": "county_code"}


def narrowed(rows: QuerySet[Place], wanted: dict[str, Any]) -> QuerySet[Place]:
    for name, column in COLUMNS.items():
        if wanted.get(name):
            rows = rows.filter(**{column: wanted[name]})
    if text := wanted.get("q"):
        rows = rows.filter(Q(name__icontains=text) | Q(org__name__icontains=text))
    if wanted.get("remote"):
        rows = rows.filter(is_remote=True)
    if wanted.get("free"):
        rows = rows.filter(status="open", taken__lt=F("capacity"))
    if wanted.get("fresh"):
        rows = rows.filter(confirmed_on__gte=fresh_since())
    if wanted.get("stale"):
        rows = rows.filter(confirmed_on__lt=fresh_since()).exclude(status="expired")
    return rows


def in_town(rows: QuerySet[Place], wanted: dict[str, Any]) -> QuerySet[Place]:
    return rows.filter(town=wanted["town"]) if wanted.get("town") else rows
