"""Hours from before the platform: one opening balance, taken back while nothing rests on it."""

from __future__ import annotations

from django.db import transaction

from accounts.access import seats
from accounts.models import OrgUnit, User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.hours import hooks
from volunteers.hours.revising import begin, lock, locked, revise
from volunteers.models import ServiceLog, Volunteer

Source, CreditClass = ServiceLog.Source, ServiceLog.CreditClass


@transaction.atomic
def open_balance(volunteer: Volunteer, *, by: User | None, minutes: int, note: str) -> ServiceLog:
    """Carry over the minutes recorded before the platform, of class honour; `note` says where they were recorded.

    They stand at the bureau of the county. Refused: no minutes; a balance is there already; no bureau.
    Law: R-VOL-06 (recorded truthfully, so apart from what the platform saw).
    """
    if by is not None:
        policies.require(by, "open_balance", volunteer)
    lock(volunteer.pk)
    if minutes <= 0:
        raise Refused(_("原有时长要大于 0 分钟。"), code="minutes")
    balances = ServiceLog.objects.filter(volunteer=volunteer, source=Source.IMPORT)
    if balances.filter(status="confirmed").exists():
        raise Refused(_("这位志愿者的原有时长已经转入。先撤销，再重新转入。"), code="balance_twice")
    now = clock.now()
    log = ServiceLog(
        volunteer=volunteer,
        ref=f"balance-{volunteer.pk}-{balances.count() + 1}",
        source=Source.IMPORT,
        credit_class=CreditClass.HONOUR,
        office=_recorder(volunteer, by),
        county_code=volunteer.county_code,
        starts_at=now,
        ends_at=now,
        minutes=minutes,
        verified_minutes=minutes,
        content=note[:200],
    )
    return begin(log, "carry_over", by=by, reason=note)


@transaction.atomic
def take_back_balance(log: ServiceLog, *, by: User | None) -> ServiceLog:
    """Undo `open_balance`. Refused: a star, a certificate or another thing rests on it already."""
    if by is not None:
        policies.require(by, "open_balance", log)
    log = locked(log)
    if log.source != Source.IMPORT:
        raise Refused(_("这不是转入的原有时长。"), code="no_balance")
    for asks in hooks.resting_on:
        if reason := asks(log):
            raise Refused(reason, code="balance_used")
    return revise(log, "take_back", by=by)


def _recorder(volunteer: Volunteer, by: User | None) -> OrgUnit:
    bureau = OrgUnit.objects.filter(kind="county_bureau", division_id=volunteer.county_code).first()
    unit_id = bureau.pk if bureau else next((seat.unit_id for seat in seats(by) if seat.unit_id), None)
    if unit_id is None:
        raise Refused(_("志愿者所在的县(市、区)还没有司法局。先开设机构，再转入时长。"), code="no_bureau")
    return bureau or OrgUnit.objects.get(pk=unit_id)
