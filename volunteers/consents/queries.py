"""Which texts are in force, and who has agreed to what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from kit import clock
from volunteers.models import Consent, ConsentText

Kind = ConsentText.Kind
# Without these nobody serves; withdrawing one is leaving.  law: R-PI-02, R-VOL-01
COMPULSORY = (Kind.PRIVACY, Kind.AGREEMENT, Kind.SENSITIVE)
OPTIONAL = (Kind.SMS, Kind.CROSS_BORDER)
ASKED = (*COMPULSORY, *OPTIONAL)


def texts_in_force(on: date) -> dict[str, ConsentText]:
    """Kind → its newest version on the day."""
    return {t.kind: t for t in ConsentText.objects.filter(valid_from__lte=on).order_by("version")}


def text_in_force(kind: str, on: date) -> ConsentText | None:
    return ConsentText.objects.filter(kind=kind, valid_from__lte=on).order_by("-version").first()


def given(person: Any) -> dict[str, Consent]:
    """Kind → the newest consent of this person that was not withdrawn, whatever its version."""
    rows = Consent.objects.filter(person=person, withdrawn_at=None).select_related("text").order_by("text__version")
    return {c.kind: c for c in rows}


def has_agreed(person: Any, *kinds: str) -> bool:
    """Whether consents of all these kinds stand, in whatever version: a new one does not undo what was agreed."""
    found = Consent.objects.filter(person=person, withdrawn_at=None, kind__in=kinds)
    return set(found.values_list("kind", flat=True)) >= set(kinds)


def to_ask(person: Any, on: date) -> list[ConsentText]:
    """Compulsory texts this person has to agree to: never agreed to, or before the last version that asks again."""
    texts, mine, asking = texts_in_force(on), given(person), _last_asking(on)
    agreed = {kind: consent.text.version for kind, consent in mine.items()}
    return [
        text for kind in COMPULSORY if (text := texts.get(kind)) and agreed.get(kind, 0) < max(asking.get(kind, 0), 1)
    ]


def _last_asking(on: date) -> dict[str, int]:
    """Kind → the newest version in force of which everybody is asked."""
    rows = ConsentText.objects.filter(valid_from__lte=on, asks_again=True).order_by("version")
    return dict(rows.values_list("kind", "version"))


def versions() -> QuerySet[ConsentText]:
    """Every version of every text, the newest of each first, with how many stand by it."""
    agreed = Count("consents", filter=Q(consents__withdrawn_at=None))
    return ConsentText.objects.select_related("published_by").annotate(agreed=agreed).order_by("kind", "-version")


def newest(kind: str) -> ConsentText | None:
    """The newest version of a text, in force already or not."""
    return ConsentText.objects.filter(kind=kind).order_by("-version").first()


def may_text(user: Any, abroad: bool) -> bool:
    """Texts take a consent of their own, those by a provider abroad another one (R-PI-07)."""
    return has_agreed(user, Kind.SMS, *((Kind.CROSS_BORDER,) if abroad else ()))


def history(person: Any) -> list[Consent]:
    """What was agreed and withdrawn, newest first."""
    return list(Consent.objects.filter(person=person).select_related("text", "by").order_by("-pk"))


def today_of(kind: str) -> ConsentText | None:
    return text_in_force(kind, clock.today())
