"""Being away and going away: standing in for a colleague for some days, and leaving for good."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts import access, devices, hooks, policies, roles, seats
from accounts.models import DeviceReset, Invitation, Membership, StandIn, User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox

LONGEST_DAYS = 90  # longer than a leave: then the seat itself changes hands


# --- standing in -------------------------------------------------------------------------------------------
@transaction.atomic
def set_stand_in(absent: User, deputy: User, *, from_on: date, until_on: date, by: User) -> StandIn:
    """Let a colleague of the same unit act for somebody, from a day to a day.

    Whoever stands in keeps acting in their own name. Refused: a colleague of another unit; days gone by or in the
    wrong order; roles that must be apart; an arrangement of these days already.
    """
    policies.require(by, "set_stand_in", absent)
    if from_on > until_on:
        raise Refused(_("开始日不能晚于结束日。"), code="days_in_order")
    if until_on < clock.today():
        raise Refused(_("这些天已经过去了。"), code="days_gone")
    if (until_on - from_on).days >= LONGEST_DAYS:
        raise Refused(_("代办最长 %(days)s 天。更久的，办理移交。") % {"days": LONGEST_DAYS}, code="too_long")
    User.objects.select_for_update().get(pk=absent.pk)
    _refuse_strangers(absent, deputy)
    overlap = StandIn.objects.filter(absent=absent, ended_at=None, from_on__lte=until_on, until_on__gte=from_on)
    if overlap.exists():
        raise Refused(_("这些天已经有人代办，先结束原来的安排。"), code="overlap")
    arrangement = StandIn.objects.create(absent=absent, deputy=deputy, from_on=from_on, until_on=until_on, by=by)
    access.forget(deputy)
    detail = {"absent": absent.pk, "deputy": deputy.pk, "from": str(from_on), "until": str(until_on)}
    trail.record("accounts.set_stand_in", arrangement, by=by, detail=detail)
    _tell(arrangement, "accounts.stand_in", start=from_on, end=until_on)
    return arrangement


@transaction.atomic
def end_stand_in(arrangement: StandIn, *, by: User) -> StandIn:
    """End it at once: by the absent person, by whoever stands in, or by their manager."""
    if by.pk != arrangement.deputy_id:
        policies.require(by, "set_stand_in", arrangement.absent)
    if not StandIn.objects.filter(pk=arrangement.pk, ended_at=None).update(ended_at=clock.now()):
        raise Refused(_("这项代办已经结束。"), code="ended")
    access.forget(arrangement.deputy)
    trail.record("accounts.end_stand_in", arrangement, by=by)
    _tell(arrangement, "accounts.stand_in_ended")
    return arrangement


def _refuse_strangers(absent: User, deputy: User) -> None:
    """Only a colleague, and only where no two roles meet that must be apart."""
    if absent.pk == deputy.pk or not deputy.is_active:
        raise Refused(_("选一位同单位的同事代办。"), code="other_unit")
    shared = _units(absent) & _units(deputy)
    if not shared:
        raise Refused(_("选一位同单位的同事代办。"), code="other_unit")
    held = seats.held_roles(deputy)
    for m in Membership.objects.filter(access.in_force(clock.today()), user=absent, unit_id__in=shared):
        if rival := roles.clash(held, m.role):
            raise Refused(
                _("“%(role)s”不能和“%(held)s”由同一人担任。")
                % {"role": roles.ROLES[m.role], "held": roles.ROLES[rival]},
                code="apart",
            )


def _units(user: User) -> set[int]:
    rows = Membership.objects.filter(access.in_force(clock.today()), user=user, unit__isnull=False)
    return set(rows.values_list("unit_id", flat=True))


def _tell(arrangement: StandIn, kind: str, **params: Any) -> None:
    names: dict[str, Any] = {"deputy": arrangement.deputy.display_name, "absent": arrangement.absent.display_name}
    for person in (arrangement.absent, arrangement.deputy):
        outbox.put(kind, to=person, about=arrangement, url="/account/stand-in/", **names, **params)


# --- leaving -----------------------------------------------------------------------------------------------
@transaction.atomic
def leave(user: User, *, on: date, by: User, to: User | None = None) -> int:
    """Somebody is gone from the day `on`: work handed over, seats ended, log-ins killed; how much changed hands.

    Before that day they work on; the daily sweep closes the account. Refused: work that nobody takes over; a
    successor without a seat in the same role there; the last who runs the city or the machine; oneself.
    """
    policies.require(by, "leave", user)
    if user.pk == by.pk:
        raise Refused(_("不能为自己办理离任。由另一位负责人办理。"), code="own_seat")
    user = User.objects.select_for_update().get(pk=user.pk)
    held = list(_open_seats(user).select_related("unit", "user"))
    for seat in held:
        seats.refuse_last(seat)
    count = _hand_over(user, held, to, by)
    for seat in held:
        seats.close_seat(seat, on - timedelta(days=1))
    arrangements = StandIn.objects.filter(Q(absent=user) | Q(deputy=user), ended_at=None, until_on__gte=on)
    arrangements.update(ended_at=clock.now())
    user.left_on = on
    user.save(update_fields=["left_on"])
    for tidy in hooks.left:
        tidy(user, on, by)
    trail.record(
        "accounts.leave",
        user,
        by=by,
        detail={"on": str(on), "to": to.pk if to else None, "count": count, "seats": [s.pk for s in held]},
    )
    if on <= clock.today():
        close_account(user)
    return count


def _open_seats(user: User):
    return Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=clock.today()), user=user)


def _hand_over(user: User, held: list[Membership], to: User | None, by: User) -> int:
    duties = hooks.caseload(user)
    if to is None:
        if duties:
            raise Refused(
                _("还有没移交的工作，选一位接手的同事。"),
                code="caseload",
                reasons=[f"{d.label} {d.count}" for d in duties],
            )
        return 0
    places = {(s.role, s.unit_id) for s in held if s.role != roles.VOL}
    offered = {(s.role, s.unit_id) for s in access.seats(to) if s.for_user_id == to.pk}
    if to.pk == user.pk or not to.is_active or not places & offered:
        raise Refused(_("接手的人须在同一单位担任同样的身份。"), code="successor")
    count = hooks.hand_over(user, to, by)
    if count:
        outbox.put("accounts.handed_over", to=to, person=user.display_name, count=count)
    return count


def close_account(user: User) -> None:
    """Nobody logs in with this account any more; what they did stays under their name."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    devices.kill_sessions(user)
    Invitation.objects.filter(invited_by=user, used_by=None, withdrawn_at=None).update(withdrawn_at=clock.machine_now())
    DeviceReset.objects.filter(user=user, approved_at=None, refused_at=None).update(refused_at=clock.now())


def close_left() -> int:
    """The daily sweep: close the accounts of those whose day has come."""
    gone = list(User.objects.filter(is_active=True, left_on__lte=clock.today()))
    for user in gone:
        with transaction.atomic():
            close_account(user)
            trail.record("accounts.close_account", user, by=None)
    return len(gone)
