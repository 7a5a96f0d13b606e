"""Ways out of the house: a channel is a class with `deliver(message)` that raises when the message did not go."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.core import mail

from messaging.models import Message

log = logging.getLogger(__name__)


class Undeliverable(Exception):
    """Trying again will not help."""


class Held(Exception):
    """Not before the instant in `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class Channel(Protocol):
    def deliver(self, message: Message) -> None: ...


class Email:
    """Through Django's mail backend. The Message-ID is the row's, so that a second sending can be told from news."""

    def deliver(self, message: Message) -> None:
        if not message.to.email:
            raise Undeliverable("no address")
        link = f"\n\n{settings.PUBLIC_URL}{message.url}" if message.url else ""
        host = settings.PUBLIC_URL.split("://", 1)[-1].split(":")[0]
        mail.EmailMessage(
            subject=message.subject,
            body=message.body + link,
            to=[message.to.email],
            headers={"Message-ID": f"<message-{message.pk}@{host}>"},
        ).send()


class Console:
    """For demo cities and tests, where nothing may leave: writes ids to the log. Elsewhere it refuses."""

    def deliver(self, message: Message) -> None:
        in_tests = hasattr(mail, "outbox")
        if not (settings.ALLOW_SYNTHETIC_IDS or in_tests):
            raise Undeliverable("EMAIL_URL is not set")
        log.info("message %s %s for user %s stays in the house", message.pk, message.kind, message.to_id)


channels: dict[str, Channel] = {"email": Email(), "console": Console()}
