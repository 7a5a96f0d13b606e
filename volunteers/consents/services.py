"""Agreeing and withdrawing, each as easy as the other (R-PI-05)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.consents import queries
from volunteers.models import Consent


@transaction.atomic
def give_consents(person: User, kinds: Iterable[str], *, by: User) -> list[Consent]:
    """Note that the person agrees to these texts as they read today; what was agreed to already stays as it is.

    `by` is the person, or the officer before whom they stand. Refused: no such text is in force.
    """
    policies.require(by, "give_consent", person)
    texts = queries.texts_in_force(clock.today())
    made = []
    for kind in kinds:
        if kind not in texts:
            raise Refused(_("这份文本还没有发布。联系平台管理人员。"), code="no_text")
        found, is_new = Consent.objects.get_or_create(
            person=person,
            text=texts[kind],
            withdrawn_at=None,
            defaults={"kind": kind, "given_at": clock.now(), "by": by},
        )
        if is_new:
            trail.record("consent.give", found, by=by, detail={"kind": kind, "version": texts[kind].version})
            made.append(found)
    return made


def give_compulsory(person: User, *, by: User) -> list[Consent]:
    """Agree to whatever nobody serves without, as it reads today."""
    return give_consents(person, queries.COMPULSORY, by=by)


@transaction.atomic
def withdraw_consents(person: User, kinds: Iterable[str], *, by: User | None) -> int:
    """End every consent of these kinds, in all versions; how many. What was done before stays lawful.

    What follows from it is for the caller: without a compulsory one nobody serves on. None is the house itself.
    """
    if by is not None:
        policies.require(by, "give_consent", person)
    n = 0
    for consent in Consent.objects.filter(person=person, kind__in=list(kinds), withdrawn_at=None):
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=clock.now())
        trail.record("consent.withdraw", consent, by=by, detail={"kind": consent.kind})
        n += 1
    return n
