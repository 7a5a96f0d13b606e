"""The log's lines about coming in: who logged in, failed, changed a password or a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import login_code_rejected, password_changed, password_reset, user_logged_in
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from audit import trail
from messaging import outbox


@receiver(user_logged_in)
def _in(sender: Any, user: Any, **_kwargs: Any) -> None:
    trail.record("accounts.log_in", user, by=user)


@receiver(user_logged_out)
def _out(sender: Any, user: Any, **_kwargs: Any) -> None:
    if user is not None:
        trail.record("accounts.log_out", user, by=user)


@receiver(user_login_failed)
def _failed(sender: Any, **_kwargs: Any) -> None:
    # What was typed is not noted: it may be somebody's password in the wrong field.
    trail.record("accounts.log_in_failed", by=None, detail={"by": "password"})


@receiver(login_code_rejected)
def _code_failed(sender: Any, user: Any, **_kwargs: Any) -> None:
    trail.record("accounts.log_in_failed", user, by=None, detail={"by": "code"})


@receiver(authentication_failed)
def _second_failed(sender: Any, user: Any, **_kwargs: Any) -> None:
    trail.record("accounts.log_in_failed", user, by=None, detail={"by": "second factor"})


@receiver(password_changed)
def _password_changed(sender: Any, user: Any, **_kwargs: Any) -> None:
    trail.record("accounts.change_password", user, by=user)


@receiver(password_reset)
def _password_reset(sender: Any, user: Any, **_kwargs: Any) -> None:
    trail.record("accounts.reset_password", user, by=user)  # log-ins of before end with the password they rest on


@receiver(authenticator_added)
@receiver(authenticator_removed)
@receiver(authenticator_reset)
def _second_factor_changed(sender: Any, user: Any, authenticator: Any, **_kwargs: Any) -> None:
    trail.record("accounts.change_second_factor", user, by=user, detail={"type": str(authenticator.type)})
    if authenticator.type != "recovery_codes":
        outbox.put("accounts.second_factor_changed", to=user, urgent=True)
