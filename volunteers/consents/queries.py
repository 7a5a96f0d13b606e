"""Which texts are in force, and who has agreed to what."""

from __future__ import annotations

from datetime import date
from typing import Any

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
    """Compulsory texts this person has not agreed to as they read now: not at all, or in an older version."""
    texts, mine = texts_in_force(on), given(person)
    return [
        text for kind in COMPULSORY if (text := texts.get(kind)) and (kind not in mine or mine[kind].text_id != text.pk)
    ]


def may_text(user: Any) -> bool:
    """Texts by a provider abroad take two consents of their own (R-PI-07)."""
    return has_agreed(user, Kind.SMS, Kind.CROSS_BORDER)


def history(person: Any) -> list[Consent]:
    """What was agreed and withdrawn, newest first."""
    return list(Consent.objects.filter(person=person).select_related("text", "by").order_by("-pk"))


def today_of(kind: str) -> ConsentText | None:
    return text_in_force(kind, clock.today())
