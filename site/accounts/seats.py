"""Seats: granting, agreeing as the second person, ending. All rights follow from them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts import access, hooks, policies, queries, roles
from accounts.models import Membership, OrgUnit, StandIn, User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox

FLAGS = ("is_coordinator", "is_data_clerk", "answers_offers")
DAY = timedelta(days=1)


@transaction.atomic
def grant_seat(
    user: User, role: str, unit: OrgUnit | None = None, *, by: User, flags: tuple[str, ...] = ()
) -> Membership:
    """Give somebody who already logs in a further seat.

    A business role that a system administrator grants, and every seat of a city manager or auditor, waits for a
    second person. Refused: to oneself; a role that may not go together with one held; a unit of another kind.
    """
    acting = policies.require(by, "grant_seat", policies.Grant(role, unit))
    if user.pk == by.pk:
        raise Refused(_("不能给自己增加身份。由另一位负责人办理。"), code="own_seat")
    User.objects.select_for_update().get(pk=user.pk)
    check_fits(role, unit, user=user)
    seat = open_seat(
        user, role, unit, flags=flags, granted_by=by, needs_second=needs_second(role, acting), since_on=clock.today()
    )
    trail.record("accounts.grant_seat", seat, by=by, county=policies.county_of(seat), detail=_told(seat))
    tell(seat)
    return seat


@transaction.atomic
def open_member_seat(
    user: User, role: str, unit: OrgUnit | None = None, *, by: User | None, flags: tuple[str, ...] = ()
) -> Membership:
    """The seat of a member (volunteer, social organisation, employer, partner), once their trade has decided so.

    The right to decide is the trade's to check. Somebody who has the seat keeps it.
    """
    if role not in roles.MEMBERS:
        raise ValueError(f"{role} is granted by grant_seat, not by a trade")
    held = Membership.objects.filter(access.in_force(clock.today()), user=user, role=role, unit=unit).first()
    if held is not None:
        return held
    check_fits(role, unit, user=user)
    seat = open_seat(user, role, unit, flags=flags, granted_by=by, needs_second=False, since_on=clock.today())
    trail.record("accounts.open_member_seat", seat, by=by, county=policies.county_of(seat), detail=_told(seat))
    return seat


@transaction.atomic
def confirm_seat(seat: Membership, *, by: User) -> Membership:
    """Agree as the second person of rank. Refused: by whoever granted it, or for oneself."""
    seat = Membership.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=seat.pk)
    policies.require(by, "confirm_seat", seat)
    refuse_same_person(seat, by)
    if seat.is_confirmed:
        raise Refused(_("这个身份已经确认过了。"), code="confirmed")
    check_fits(seat.role, seat.unit, user=seat.user, but=seat)
    seat.is_confirmed, seat.confirmed_by = True, by
    seat.save(update_fields=["is_confirmed", "confirmed_by"])
    trail.record("accounts.confirm_seat", seat, by=by, county=policies.county_of(seat), detail=_told(seat))
    tell(seat)
    return seat


@transaction.atomic
def end_seat(seat: Membership, *, by: User, last_on: date | None = None) -> Membership:
    """End a seat with the day `last_on`, or at once.

    Refused: the last one who runs the city or the machine; somebody whose cases are not handed over.
    """
    seat = Membership.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=seat.pk)
    policies.require(by, "end_seat", seat)
    if seat.until_on and seat.until_on < clock.today():
        raise Refused(_("这个身份已经终止。"), code="ended")
    refuse_last(seat)
    if seat.role in roles.STAFF and (duties := hooks.caseload(seat.user)):
        raise Refused(
            _("还有没移交的工作，先移交再终止身份。"), code="caseload", reasons=[f"{d.label} {d.count}" for d in duties]
        )
    close_seat(seat, last_on or clock.today() - DAY)
    trail.record("accounts.end_seat", seat, by=by, county=policies.county_of(seat), detail=_told(seat))
    outbox.put("accounts.seat_ended", to=seat.user, about=seat, role=seat.get_role_display(), unit=unit_name(seat))
    return seat


# --- steps that other services share ---------------------------------------------------------------------------
def needs_second(role: str, acting: str) -> bool:
    return role in roles.SECOND_ALWAYS or (acting == roles.SYS and role in roles.BUSINESS)


def check_fits(role: str, unit: OrgUnit | None, *, user: User | None = None, but: Membership | None = None) -> None:
    """Refuse a role at a unit of another kind, and a role beside one it must be apart from."""
    kinds = roles.SITS_AT[role]
    if (unit is None) != (not kinds) or (unit is not None and unit.kind not in kinds):
        raise Refused(_("“%(role)s”不能设在这个单位。") % {"role": roles.ROLES[role]}, code="wrong_unit")
    if unit is not None and not unit.is_active:
        raise Refused(_("这个单位已经停用。"), code="unit_closed")
    if user is None:
        return
    if rival := roles.clash(held_roles(user, but), role):
        raise Refused(
            _("“%(role)s”不能和“%(held)s”由同一人担任。") % {"role": roles.ROLES[role], "held": roles.ROLES[rival]},
            code="apart",
        )


def held_roles(user: User, but: Membership | None = None) -> set[str]:
    """The roles of all seats that run or will run, unconfirmed ones and those stood in for included."""
    open_ = Q(until_on__isnull=True) | Q(until_on__gte=clock.today())
    covered = StandIn.objects.filter(deputy=user, until_on__gte=clock.today(), ended_at=None).values("absent_id")
    rows = Membership.objects.filter(open_).filter(Q(user=user) | Q(user_id__in=covered, unit__isnull=False))
    return {m.role for m in rows if but is None or m.pk != but.pk}


def open_seat(
    user: User,
    role: str,
    unit: OrgUnit | None,
    *,
    flags: tuple[str, ...] | list[str],
    granted_by: User | None,
    needs_second: bool,
    since_on: date,
    confirmed_by: User | None = None,
) -> Membership:
    if unknown := set(flags) - set(FLAGS):
        raise ValueError(f"unknown flags {sorted(unknown)}")
    if Membership.objects.filter(user=user, role=role, unit=unit, until_on__isnull=True).exists():
        raise Refused(_("此人已经有这个身份。"), code="has_seat")
    seat = Membership.objects.create(
        user=user,
        role=role,
        unit=unit,
        since_on=since_on,
        granted_by=granted_by,
        confirmed_by=confirmed_by,
        is_confirmed=not needs_second or confirmed_by is not None,
        **dict.fromkeys(flags, True),
    )
    access.forget(user)
    return seat


def close_seat(seat: Membership, last_on: date) -> None:
    seat.until_on = last_on
    seat.save(update_fields=["until_on"])
    access.forget(seat.user)


def refuse_same_person(thing: Any, by: User) -> None:
    """Two persons: neither who granted a seat nor who gets it agrees to it."""
    if by.pk in (thing.granted_by_id, thing.user_id):
        raise Refused(_("须由另一位负责人确认，不能由授予人或本人确认。"), code="two_persons")


def refuse_last(seat: Membership) -> None:
    if seat.role not in (roles.MUN, roles.SYS) or not seat.is_confirmed:
        return
    others = Membership.objects.filter(access.in_force(clock.today()), role=seat.role, user__is_active=True)
    if not others.exclude(user_id=seat.user_id).exists():
        raise Refused(
            _("这是最后一位%(role)s，先增加一位再终止。") % {"role": seat.get_role_display()}, code="last_one"
        )


def unit_name(thing: Any) -> str:
    return thing.unit.name if thing.unit is not None else "—"


def tell(seat: Membership) -> None:
    """Tell the person that the seat is theirs, or those of rank that it waits for one of them."""
    role = seat.get_role_display()
    if seat.is_confirmed:
        outbox.put(
            "accounts.seat_granted", to=seat.user, about=seat, role=role, unit=unit_name(seat), since=seat.since_on
        )
        return
    for manager in queries.who_may_confirm(seat):
        outbox.put(
            "accounts.seat_waits",
            to=manager,
            about=seat,
            url="/account/people/waiting/",
            person=seat.user.display_name,
            role=role,
            unit=unit_name(seat),
        )


def _told(seat: Membership) -> dict[str, Any]:
    return {"user": seat.user_id, "role": seat.role, "unit": seat.unit_id}
