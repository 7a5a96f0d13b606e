"""The mark of a session whose person showed a second factor, and how long ago somebody proved who they are."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.dispatch import receiver

from kit import clock

SEEN, PROVED = "second_factor_seen", "proved_at"


def mark(session: Any, user: Any) -> None:
    """Note that `user` has shown the second factor in this session."""
    session[SEEN] = {"user": user.pk, "at": clock.machine_now().timestamp()}
    session[PROVED] = clock.machine_now().timestamp()


def seen(session: Any, user: Any) -> bool:
    """Whether this very person did; a mark that another person left in the browser counts for nothing."""
    noted = session.get(SEEN)
    return isinstance(noted, dict) and noted.get("user") == user.pk


def proved_within(session: Any, seconds: int) -> bool:
    return clock.machine_now().timestamp() - session.get(PROVED, 0) < seconds


@receiver(user_logged_in)
def _logged_in(sender: Any, request: Any, user: Any, **_kwargs: Any) -> None:
    request.session[PROVED] = clock.machine_now().timestamp()


@receiver(authenticator_used)
def _used(sender: Any, request: Any, user: Any, **_kwargs: Any) -> None:
    mark(request.session, user)


@receiver(authenticator_added)
def _added(sender: Any, request: Any, user: Any, authenticator: Authenticator, **_kwargs: Any) -> None:
    # The app's first code was right. Recovery codes, which come along with it, prove nothing.
    if authenticator.type == Authenticator.Type.TOTP:
        mark(request.session, user)
