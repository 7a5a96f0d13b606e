"""Accounts of members: made by an office for people on its list, and closed when the person is gone."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts import absences, roles, seats
from accounts.models import Membership, User
from audit import trail
from kit import clock, identity
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox

GONE = gettext_noop("已注销账号")


@transaction.atomic
def expect_member(display_name: str, phone: str, role: str, *, by: User | None) -> User:
    """An account that waits: whoever proves that the phone is theirs comes in by it. The right is the trade's.

    Refused: the number is another account's.
    """
    phone = identity.mobile(phone)
    if User.objects.with_phone(phone):
        raise Refused(_("这个手机号码已属于另一个账号。"), code="phone_known")
    user = User(display_name=display_name.strip()[:40])
    user.set_phone(phone)
    user.set_unusable_password()
    user.save()
    seats.open_member_seat(user, role, by=by)
    trail.record("accounts.expect_member", user, by=by)
    return user


@transaction.atomic
def close_member(user: User, *, by: User | None) -> User:
    """End an account of `expect_member` that nobody came for: no seat, no log-in, and its number is free again."""
    open_ = Q(until_on__isnull=True) | Q(until_on__gte=clock.today())
    for seat in Membership.objects.filter(open_, user=user).select_related("user"):
        seats.close_seat(seat, clock.today() - timedelta(days=1))
    user.phone, user.phone_index = None, None
    user.save(update_fields=["phone", "phone_index"])
    absences.close_account(user)
    trail.record("accounts.close_member", user, by=by, fields=["phone"])
    return user


def is_of_member_alone(user: User) -> bool:
    """Whether nothing hangs on this account but the seat of a volunteer: no mail address, no other seat ever held."""
    return not user.email and not Membership.objects.filter(user=user).exclude(role=roles.VOL).exists()


@transaction.atomic
def forget_member(user: User) -> User:
    """Close the account of somebody who is gone for good, and take name, number and messages out of it.

    For the trade that knows it: whoever has another seat keeps the account, ask `is_of_member_alone` first.
    Law: R-PI-01 (nothing is kept without a purpose).
    """
    close_member(user, by=None)
    user.display_name = GONE
    user.phone_verified = False
    user.save(update_fields=["display_name", "phone_verified"])
    outbox.throw_away(user)
    trail.record("accounts.forget_member", user, by=None, fields=["display_name", "phone"])
    return user
