"""What others ask about hours: which of them count."""

from __future__ import annotations

from django.db.models import Q


def counting(prefix: str = "") -> Q:
    """The logs whose `verified_minutes` count now; `prefix` leads to them from another table, as in "logs__"."""
    return Q(**{f"{prefix}status": "confirmed"})
