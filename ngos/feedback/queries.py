"""What people say of a provider: voices and ratings in a period, and means that are never of fewer than five.

Voices, officers' ratings and volunteers' ratings are three numbers; nothing here adds one to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from kit import clock
from kit.suppression import LEAST
from ngos import hooks
from ngos.models import Provider, Rating, Voice

SOURCES = ("officer", "volunteer")


@dataclass(frozen=True)
class Satisfaction:
    """How many answered, their mean of one to five, and the share of those who gave four or five."""

    n: int
    mean: Fraction
    share4: Fraction


@dataclass(frozen=True)
class Means:
    """Three means beside each other, each None below five answers."""

    voices: Satisfaction | None
    officers: Satisfaction | None
    volunteers: Satisfaction | None


def voices_of(provider_id: int, a: date, b: date) -> QuerySet[Voice]:
    """Voices on this provider whose week begins in the period, both days included."""
    return voices(a, b).filter(bucket__provider_id=provider_id)


def voices(a: date, b: date) -> QuerySet[Voice]:
    return Voice.objects.filter(on__range=(a, b)).order_by("key")  # by the random key: no order tells anything


def ratings_of(provider_id: int, a: date, b: date) -> QuerySet[Rating]:
    return Rating.objects.filter(provider_id=provider_id, on__range=(a, b))


def satisfaction(provider_id: int | None, a: date, b: date) -> Satisfaction | None:
    """Of those who were served, by one provider or by all; None below five."""
    rows = voices(a, b) if provider_id is None else voices_of(provider_id, a, b)
    return summed(rows.values_list("stars", flat=True))


def means(provider_id: int, a: date, b: date) -> Means:
    rated = ratings_of(provider_id, a, b)
    by_officers, by_volunteers = (rated.filter(source=s).values_list("stars", flat=True) for s in SOURCES)
    return Means(satisfaction(provider_id, a, b), summed(by_officers), summed(by_volunteers))


def summed(stars: Iterable[int]) -> Satisfaction | None:
    given = list(stars)
    if len(given) < LEAST:  # law: R-PI-10
        return None
    n = len(given)
    return Satisfaction(n, Fraction(sum(given), n), Fraction(sum(s >= 4 for s in given), n))


# --- volunteers ------------------------------------------------------------------------------------------------
def to_be_rated(user: Any) -> QuerySet[Provider]:
    """The organisations with which this volunteer worked in the last ninety days."""
    return Provider.objects.filter(org_id__in=hooks.worked_with(user)).select_related("org").order_by("org__name")


def own_ratings(user: Any) -> dict[int, int]:
    """Provider id → the stars this volunteer gave in the quarter."""
    rows = Rating.objects.filter(source="volunteer", by_id=user.pk, ref=quarter_of(clock.today()))
    return dict(rows.values_list("provider_id", "stars"))


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"
