"""Providers of text messages behind one small interface; which one is a setting, and without it nothing leaves."""

from __future__ import annotations

from django.conf import settings

from messaging.gateways.texts import Gateway


def chosen() -> Gateway | None:
    """The provider that the settings name, where all it needs is set."""
    gateway = named(settings.SMS_GATEWAY)
    return gateway if gateway is not None and not gateway.lacks() else None


def named(name: str) -> Gateway | None:
    # Each brings a library of its own, which is not loaded where nobody sends.
    if name == "twilio":
        from messaging.gateways.twilio import Twilio

        return Twilio()
    if name == "aliyun":
        from messaging.gateways.aliyun import Aliyun

        return Aliyun()
    return None
