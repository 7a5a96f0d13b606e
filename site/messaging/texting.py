"""Text messages through Twilio: only to members who agreed to it, only fixed words, never with a link.

Off unless TWILIO_ACCOUNT is set. People under correction have no log-in and so can never be a recipient.
Law: R-PI-07 (a provider abroad needs separate consent), R-PI-08 (content of a text message).
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from kit.errors import Refused
from messaging import hooks, words
from messaging.channels import Undeliverable
from messaging.models import Message

SECONDS = 10.0
# The library writes each request to its log, the number and the words with it.
logging.getLogger("twilio").setLevel(logging.WARNING)


class _Elsewhere(TwilioHttpClient):
    """Sends to TWILIO_API instead of the address the library knows: a proxy of the house, or a mock."""

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        there, path = urlsplit(settings.TWILIO_API), urlsplit(url)
        moved = urlunsplit((there.scheme, there.netloc, there.path + path.path, path.query, ""))
        return super().request(method, moved, *args, **kwargs)


def is_on() -> bool:
    return bool(settings.TWILIO_ACCOUNT and settings.TWILIO_TOKEN and settings.TWILIO_FROM)


def may_text(user: Any) -> bool:
    """Whether a text may go to this person now: a verified number and a consent in force."""
    if not (user.is_active and user.phone_index and user.phone_verified):
        return False
    try:
        return bool(hooks.may_text(user))
    except Refused:  # nobody answers for this kind of person: no
        return False


class Sms:
    """Twilio's Messages resource. A refusal for good is Undeliverable; anything else is tried again."""

    def deliver(self, message: Message) -> None:
        if not is_on():
            raise Undeliverable("TWILIO_ACCOUNT is not set")
        if not may_text(message.to):  # asked again: the consent may have been withdrawn since
            raise Undeliverable("no consent to text messages")
        sender = {"messaging_service_sid" if settings.TWILIO_FROM.startswith("MG") else "from_": settings.TWILIO_FROM}
        client = Client(settings.TWILIO_ACCOUNT, settings.TWILIO_TOKEN, http_client=_Elsewhere(timeout=SECONDS))
        text = words.sms(message.kind, message.params, message.to.language)
        try:
            client.messages.create(to=message.to.phone, body=text, **sender)
        except TwilioRestException as fault:
            # The words of the fault name the number: only its code goes on.
            if 400 <= fault.status < 500 and fault.status != 429:
                raise Undeliverable(f"twilio {fault.code or fault.status}") from None
            raise ConnectionError(f"twilio {fault.status}") from None
