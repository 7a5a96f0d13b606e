"""Sessions and second factors: ending them, and the reset of a lost one by two persons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from accounts import policies, queries
from accounts.models import DeviceReset, User, new_handle
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox

RESET_DAYS = 3  # an application nobody took up lapses


def kill_sessions(user: User) -> int:
    """End every log-in of this person, on whatever device, from the next request on; how many were known."""
    user.session_salt = new_handle()
    User.objects.filter(pk=user.pk).update(session_salt=user.session_salt)
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


@transaction.atomic
def end_session(session_id: int, *, by: User) -> None:
    """End one of one's own log-ins."""
    session = UserSession.objects.filter(pk=session_id, user=by).first()
    if session is None:
        raise Refused(_("这次登录已经退出。"), code="no_session")
    session.end()
    trail.record("accounts.end_session", by, by=by)


@transaction.atomic
def ask_device_reset(user: User, *, by: User, reason: str) -> DeviceReset:
    """Ask that somebody's lost second factor be reset; a second person decides.

    Refused: for oneself; nothing to reset; an application is open already.
    """
    policies.require(by, "ask_device_reset", user)
    if user.pk == by.pk:
        raise Refused(_("不能为自己申请。找另一位负责人申请。"), code="two_persons")
    if not reason.strip():
        raise Refused(_("写明原因，例如手机遗失。"), code="reason")
    if not Authenticator.objects.filter(user=user).exists():
        raise Refused(_("此人没有设置身份验证器，不用重置。"), code="nothing_to_reset")
    _lapse(user)
    try:
        with transaction.atomic():
            reset = DeviceReset.objects.create(
                user=user, asked_by=by, asked_at=clock.now(), reason=reason.strip()[:200]
            )
    except IntegrityError:
        raise Refused(_("已有一份申请在等批准。"), code="open_reset") from None
    trail.record("accounts.ask_device_reset", reset, by=by, detail={"user": user.pk})
    for manager in queries.who_may_approve_reset(reset):
        outbox.put(
            "accounts.reset_waits",
            to=manager,
            about=reset,
            url="/account/people/waiting/",
            urgent=True,
            person=user.display_name,
        )
    return reset


@transaction.atomic
def approve_device_reset(reset: DeviceReset, *, by: User) -> DeviceReset:
    """Take the second factor and all log-ins away, as the second person. Refused: to whoever asked, for oneself."""
    reset = _open(reset, by)
    reset.approved_by, reset.approved_at = by, clock.now()
    reset.save(update_fields=["approved_by", "approved_at"])
    Authenticator.objects.filter(user=reset.user).delete()
    kill_sessions(reset.user)
    trail.record("accounts.approve_device_reset", reset, by=by, detail={"user": reset.user_id})
    outbox.put("accounts.reset_done", to=reset.user, about=reset, urgent=True)
    return reset


@transaction.atomic
def refuse_device_reset(reset: DeviceReset, *, by: User) -> DeviceReset:
    reset = _open(reset, by)
    reset.refused_at = clock.now()
    reset.save(update_fields=["refused_at"])
    trail.record("accounts.refuse_device_reset", reset, by=by, detail={"user": reset.user_id})
    outbox.put("accounts.reset_refused", to=reset.asked_by, about=reset, person=reset.user.display_name)
    return reset


def _open(reset: DeviceReset, by: Any) -> DeviceReset:
    """The application, locked, if this person may decide on it."""
    reset = DeviceReset.objects.select_for_update(of=("self",)).select_related("user", "asked_by").get(pk=reset.pk)
    policies.require(by, "approve_device_reset", reset.user)
    if by.pk in (reset.asked_by_id, reset.user_id):
        raise Refused(_("须由另一位负责人批准，不能由申请人或本人批准。"), code="two_persons")
    if reset.approved_at or reset.refused_at:
        raise Refused(_("这份申请已经办过了。"), code="decided")
    if reset.asked_at < clock.now() - timedelta(days=RESET_DAYS):
        raise Refused(_("这份申请已过期，重新申请一次。"), code="lapsed")
    return reset


def _lapse(user: User) -> None:
    old = DeviceReset.objects.filter(user=user, approved_at=None, refused_at=None)
    old.filter(asked_at__lt=clock.now() - timedelta(days=RESET_DAYS)).update(refused_at=clock.now())
