"""People of a demo city and of tests, made ready to log in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction

from accounts import access, seats
from accounts.models import Membership, OrgUnit, User
from kit import clock, identity
from kit.errors import Refused
from kit.sentences import gettext as _


@transaction.atomic
def make_demo_person(
    display_name: str,
    role: str,
    unit: OrgUnit | None = None,
    *,
    email: str = "",
    phone: str = "",
    password: str = "",
    totp_secret: str = "",
    flags: tuple[str, ...] = (),
) -> User:
    """Somebody with a confirmed seat; `totp_secret` (base32) sets their authenticator app up. Twice gives the same.

    Refused: where real people are kept.
    """
    if not settings.ALLOW_SYNTHETIC_IDS:
        raise Refused(_("只有演示系统可以这样建立账号。"), code="not_a_demo")
    seats.check_fits(role, unit)
    user = _person(email.strip().lower(), identity.mobile(phone) if phone else "")
    user.display_name, user.is_demo, user.is_active = display_name, True, True
    if password:
        user.set_password(password)
    elif not user.password:
        user.set_unusable_password()
    user.save()
    if user.email:
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    if totp_secret:
        Authenticator.objects.filter(user=user).delete()
        TOTP.activate(user, totp_secret)
    if not Membership.objects.filter(user=user, role=role, unit=unit, until_on=None).exists():
        today = clock.today()
        seats.open_seat(user, role, unit, flags=flags, granted_by=None, needs_second=False, since_on=today)
    access.forget(user)
    return user


def _person(email: str, phone: str) -> User:
    if not email and not phone:
        raise ValueError("a person logs in by e-mail or by phone: give one")
    user = User.objects.filter(email=email).first() if email else None
    user = user or (User.objects.with_phone(phone) if phone else None) or User(email=email or None)
    user.email = email or user.email
    if phone:
        user.set_phone(phone)
        user.phone_verified = True
    return user
