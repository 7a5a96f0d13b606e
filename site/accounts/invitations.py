"""Invitations: the one way in for staff and members of organisations, by a link that works once."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts import devices, policies, roles, seats
from accounts.models import Invitation, Membership, OrgUnit, User, new_handle
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import queue

VALID_DAYS = 7
SEND = "accounts.send_invitation"


@transaction.atomic
def invite(
    email: str,
    display_name: str,
    role: str,
    unit: OrgUnit | None = None,
    *,
    by: User,
    flags: tuple[str, ...] = (),
) -> Invitation:
    """Send somebody a link by e-mail with which they set a password and take the seat; it works once, for 7 days.

    Whether the address has an account already is not told to whoever invites.
    Refused: no right to grant this role there; a role at a unit of another kind; no proper address.
    """
    acting = policies.require(by, "invite", policies.Grant(role, unit))
    seats.check_fits(role, unit)
    email = _address(email)
    if by.email and email == by.email.lower():
        raise Refused(_("不能邀请自己。由另一位负责人办理。"), code="own_seat")
    invitation = write(
        email, display_name, role, unit, by=by, flags=flags, needs_second=seats.needs_second(role, acting)
    )
    trail.record("accounts.invite", invitation, by=by, county=policies.county_of(invitation), detail=_told(invitation))
    queue.enqueue(SEND, {"invitation": invitation.pk})
    return invitation


@transaction.atomic
def confirm_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Agree, as the second person of rank, before the invited person comes."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("unit").get(pk=invitation.pk)
    policies.require(by, "confirm_seat", invitation)
    seats.refuse_same_person(invitation, by)
    if by.email and invitation.email == by.email.lower():
        raise Refused(_("须由另一位负责人确认，不能由授予人或本人确认。"), code="two_persons")
    if not is_open(invitation) or not invitation.needs_second or invitation.confirmed_by_id:
        raise Refused(_("这份邀请不用再确认。"), code="confirmed")
    invitation.confirmed_by = by
    invitation.save(update_fields=["confirmed_by"])
    trail.record("accounts.confirm_invitation", invitation, by=by, detail=_told(invitation))
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    policies.require(by, "invite", invitation)
    taken_back = Invitation.objects.filter(pk=invitation.pk, used_by=None, withdrawn_at=None)
    if not taken_back.update(withdrawn_at=clock.machine_now()):
        raise Refused(_("这份邀请已经用过或撤回了。"), code="invitation_over")
    trail.record("accounts.withdraw_invitation", invitation, by=by, detail=_told(invitation))
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, password: str = "", by: User | None = None) -> Membership:
    """Take the seat: a new person sets a password, somebody who has an account is logged in as `by`.

    Refused: the link is used, withdrawn or too old; another person is logged in; a weak password; a role that may
    not go together with one held.
    """
    invitation = open_invitation(token)
    if invitation is None:
        raise Refused(_("这个链接已经用过或失效。需要时让邀请您的人再发一次。"), code="invitation_over")
    user = by if _is_known(invitation) else _come_in(invitation, password)
    if user is None or (user.email or "").lower() != invitation.email:
        raise Refused(_("用收到邀请的邮箱登录后，再打开这个链接。"), code="log_in_first")
    if user.pk == invitation.invited_by_id:
        raise Refused(_("不能给自己增加身份。由另一位负责人办理。"), code="own_seat")
    if not Invitation.objects.filter(pk=invitation.pk, used_by=None, withdrawn_at=None).update(used_by=user):
        raise Refused(_("这个链接已经用过或失效。需要时让邀请您的人再发一次。"), code="invitation_over")
    seats.check_fits(invitation.role, invitation.unit, user=user)
    seat = seats.open_seat(
        user,
        invitation.role,
        invitation.unit,
        flags=invitation.flags,
        granted_by=invitation.invited_by,
        confirmed_by=invitation.confirmed_by,
        needs_second=invitation.needs_second,
        since_on=clock.today(),
    )
    trail.record("accounts.accept_invitation", seat, by=user, county=policies.county_of(seat), detail=_told(invitation))
    seats.tell(seat)
    return seat


# --- links -------------------------------------------------------------------------------------------------
def write(
    email: str,
    display_name: str,
    role: str,
    unit: OrgUnit | None,
    *,
    by: User | None,
    needs_second: bool,
    flags: tuple[str, ...] = (),
) -> Invitation:
    """The row of an invitation, without asking who may: callers have."""
    if not display_name.strip():
        raise Refused(_("填写姓名。"), code="name")
    if unknown := set(flags) - set(seats.FLAGS):
        raise ValueError(f"unknown flags {sorted(unknown)}")
    nonce, now = new_handle(), clock.machine_now()
    return Invitation.objects.create(
        email=_address(email),
        display_name=display_name.strip()[:40],
        role=role,
        unit=unit,
        flags=list(flags),
        nonce=nonce,
        token_hash=_hash(_token(nonce)),
        invited_by=by,
        needs_second=needs_second,
        made_at=now,
        expires_at=now + timedelta(days=VALID_DAYS),
    )


def link(invitation: Invitation) -> str:
    """The address that goes out. The database alone does not hold it: it is worked out with the secret key."""
    return settings.PUBLIC_URL + reverse("accounts:join_by_link", args=[_token(invitation.nonce)])


def open_invitation(token: str) -> Invitation | None:
    found = Invitation.objects.filter(token_hash=_hash(token)).select_related("unit", "invited_by", "confirmed_by")
    invitation = found.first()
    return invitation if invitation is not None and is_open(invitation) else None


def is_open(invitation: Invitation) -> bool:
    over = invitation.used_by_id or invitation.withdrawn_at or invitation.expires_at <= clock.machine_now()
    return not over


def asks_for_log_in(invitation: Invitation) -> bool:
    """Whether the invited person has an account and takes the seat after logging in."""
    return _is_known(invitation)


def _is_known(invitation: Invitation) -> bool:
    return User.objects.filter(email=invitation.email, is_active=True).exists()


def _come_in(invitation: Invitation, password: str) -> User:
    """The person with a new password: made now, or back after having left, with nothing of before still open."""
    user = User.objects.filter(email=invitation.email).first() or User(email=invitation.email)
    user.display_name, user.is_active, user.left_on = invitation.display_name, True, None
    try:
        validate_password(password, user)
    except ValidationError as why:
        raise Refused(_("换一个密码。"), code="password", reasons=why.messages) from None
    user.set_password(password)
    user.save()
    Authenticator.objects.filter(user=user).delete()
    devices.kill_sessions(user)
    EmailAddress.objects.filter(user=user).exclude(email=invitation.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=invitation.email, defaults={"verified": True, "primary": True}
    )
    return user


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("邮箱的写法不对，例如 name@example.org。"), code="email") from None
    return email


def _token(nonce: str) -> str:
    return salted_hmac("accounts.invitation", nonce, algorithm="sha256").hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _told(invitation: Invitation) -> dict[str, object]:
    return {"invitation": invitation.pk, "role": invitation.role, "unit": invitation.unit_id}


def role_name(invitation: Invitation) -> str:
    return str(roles.ROLES[invitation.role])
