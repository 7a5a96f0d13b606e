"""Twilio, a provider abroad: only for members who agreed to it separately.

Law: R-PI-07 (a provider abroad needs separate consent), R-PI-08 (content of a text message).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse
from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from messaging.gateways.texts import Passing, Text, TextRefused

SECONDS = 10.0
NEEDS = ("TWILIO_ACCOUNT", "TWILIO_TOKEN", "TWILIO_FROM")
# Codes that say something about the number itself: when it is handed over, and in later reports.
INVALID = {21211, 21214, 21217, 21614, 30005, 30006}
ASKED = {21610}
# The library writes each request to its log, the number and the words with it.
logging.getLogger("twilio").setLevel(logging.WARNING)


class _Elsewhere(TwilioHttpClient):
    """Sends to TWILIO_API instead of the address the library knows: a proxy of the house, or a mock."""

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        there, path = urlsplit(settings.TWILIO_API), urlsplit(url)
        moved = urlunsplit((there.scheme, there.netloc, there.path + path.path, path.query, ""))
        return super().request(method, moved, *args, **kwargs)


class Twilio:
    name, abroad = "twilio", True

    def lacks(self) -> list[str]:
        return [name for name in NEEDS if not getattr(settings, name)]

    def takes(self, kind: str) -> bool:
        return True

    def send(self, text: Text) -> str:
        sender = {"messaging_service_sid" if settings.TWILIO_FROM.startswith("MG") else "from_": settings.TWILIO_FROM}
        if settings.SECURE:  # Twilio reports to addresses it can reach only
            sender["status_callback"] = f"{settings.PUBLIC_URL}{reverse('messaging:twilio_status', args=[text.mark])}"
        return str(_asked(lambda: _client().messages.create(to=text.phone, body=text.body, **sender)).sid)

    def find(self, text: Text, since: datetime) -> Iterable[str]:
        latest = _asked(lambda: _client().messages.list(to=text.phone, limit=20))
        after = since - timedelta(minutes=1)  # its clock and ours
        return [m.sid for m in latest if m.body == text.body and (m.date_created is None or m.date_created >= after)]


def stop_for(code: int | None) -> str:
    """Why a number is to be left alone after this code; "" where the number is not at fault."""
    return "invalid" if code in INVALID else "asked" if code in ASKED else ""


def _client() -> Client:
    return Client(settings.TWILIO_ACCOUNT, settings.TWILIO_TOKEN, http_client=_Elsewhere(timeout=SECONDS))


def _asked(ask: Any) -> Any:
    try:
        return ask()
    except TwilioRestException as fault:
        # The words of the fault name the number: only its code goes on.
        code = f"twilio {fault.code or fault.status}"
        if 400 <= fault.status < 500 and fault.status not in (401, 408, 429):
            raise TextRefused(code, stop_for(fault.code)) from None
        raise Passing(code) from None
    except (TwilioException, RequestException) as fault:
        raise Passing(f"twilio {type(fault).__name__}") from None
