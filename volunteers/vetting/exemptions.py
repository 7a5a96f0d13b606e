"""Waiving a requirement for one person and a time: one asks, another agrees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.models import Exemption, Volunteer
from volunteers.vetting.requirements import CAN_BE_WAIVED

LONGEST = rules.declare(
    "volunteers.exemption_days", 180, law="R-VOL-04", label=gettext_lazy("要求豁免最长"), unit=gettext_lazy("天")
)


@transaction.atomic
def ask_exemption(volunteer: Volunteer, *, by: User, kind: str, reason: str, until_on: date) -> Exemption:
    """Ask that a requirement be waived until a day; it stays asked for until a second person agrees.

    Refused: what law itself asks for; no reason; too long; one for this paper waits already.
    """
    policies.require(by, "ask_exemption", volunteer)
    today, longest = clock.today(), rules.value(LONGEST)
    if kind not in CAN_BE_WAIVED:
        raise Refused(_("这一项是法律要求的，不能免去。"), code="exempt_law")
    if not reason.strip():
        raise Refused(_("写明理由，决定的人据此判断。"), code="reason")
    if not today <= until_on <= today + timedelta(days=longest):
        raise Refused(_("豁免从今天起，最长 %(n)d 天。") % {"n": longest}, code="exempt_days")
    if Exemption.objects.filter(volunteer=volunteer, kind=kind, decided_at=None).exists():
        raise Refused(_("这一项的豁免已经提出，等决定。"), code="exempt_waits")
    asked = Exemption.objects.create(
        volunteer=volunteer,
        kind=kind,
        reason=reason.strip()[:200],
        from_on=today,
        until_on=until_on,
        asked_by=by,
        asked_at=clock.now(),
    )
    trail.record("volunteer.ask_exemption", asked, by=by, detail={"volunteer": volunteer.pk, "kind": kind})
    return asked


@transaction.atomic
def decide_exemption(exemption: Exemption, *, by: User, agree: bool) -> Exemption:
    """Agree or not, as the second person. Refused: by whoever asked; decided already."""
    policies.require(by, "decide_exemption", exemption.volunteer)
    exemption = Exemption.objects.select_for_update(of=("self",)).select_related("volunteer").get(pk=exemption.pk)
    if exemption.asked_by_id == by.pk:
        raise Refused(_("提出的人不能自己决定，由另一人办理。"), code="exempt_two")
    if exemption.decided_at:
        raise Refused(_("这一项豁免已经有了决定。"), code="exempt_decided")
    exemption.decided_by, exemption.decided_at, exemption.is_agreed = by, clock.now(), agree
    exemption.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    detail = {"volunteer": exemption.volunteer_id, "kind": exemption.kind, "agree": agree}
    trail.record("volunteer.decide_exemption", exemption, by=by, detail=detail)
    return exemption


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: User, reason: str) -> Exemption:
    """Take an exemption back before its last day; what was waived is asked for again at once."""
    policies.require(by, "decide_exemption", exemption.volunteer)
    if not reason.strip():
        raise Refused(_("写明提前结束的原因。"), code="reason")
    if not Exemption.objects.filter(pk=exemption.pk, is_agreed=True, ended_at=None).update(ended_at=clock.now()):
        raise Refused(_("这一项豁免没有生效或已经结束。"), code="exempt_over")
    detail = {"volunteer": exemption.volunteer_id, "kind": exemption.kind}
    trail.record("volunteer.end_exemption", exemption, by=by, purpose=reason, detail=detail)
    exemption.refresh_from_db()
    return exemption


def in_force(on: date) -> QuerySet[Exemption]:
    return Exemption.objects.filter(is_agreed=True, ended_at=None, from_on__lte=on, until_on__gte=on)


def exempted(volunteer_ids: Iterable[int], on: date) -> dict[int, dict[str, date]]:
    """Volunteer id → paper → last day on which it is waived; one query."""
    found: dict[int, dict[str, date]] = {}
    rows = in_force(on).filter(volunteer_id__in=list(volunteer_ids)).values_list("volunteer_id", "kind", "until_on")
    for volunteer, kind, until in rows:
        kinds = found.setdefault(volunteer, {})
        kinds[kind] = max(until, kinds.get(kind, until))
    return found
