"""Ways out of the house: a channel is a class with `deliver(message)` that raises when the message did not go."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Protocol

from django.conf import settings
from django.core import mail

from messaging import letters
from messaging.models import Message

log = logging.getLogger(__name__)


class Undeliverable(Exception):
    """Trying again will not help; `stop` is why the address is to be left alone, "" where it is not its fault."""

    def __init__(self, why: str = "", stop: str = "") -> None:
        super().__init__(why)
        self.stop = stop


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
        letter = mail.EmailMessage(
            subject=message.subject,
            body=message.body + link,
            to=[message.to.email],
            headers={"Message-ID": letters.message_id(message.pk)},
        )
        try:
            letter.send()
        except SMTPRecipientsRefused as refused:
            raise _refusal(refused) from None


# Statuses (RFC 3463) that say that the mailbox is not there or takes nothing. A full one, a filter or a greylist says
# nothing about the address.
GONE = re.compile(r"5\.(1\.\d+|2\.1|4\.4)")


def _refusal(refused: SMTPRecipientsRefused) -> Exception:
    """What the mail server said of the one recipient. Its words quote the address: only the status goes on."""
    code, said = next(iter(refused.recipients.values()))
    if code < 500:
        return ConnectionError(f"mail {code}")
    found = re.search(rb"\b5\.\d{1,3}\.\d{1,3}\b", said if isinstance(said, bytes) else said.encode())
    status = found[0].decode() if found else str(code)
    return Undeliverable(f"mail {status}", "invalid" if GONE.fullmatch(status) else "")


class Console:
    """For demo cities and tests, where nothing may leave: writes ids to the log. Elsewhere it refuses."""

    def deliver(self, message: Message) -> None:
        in_tests = hasattr(mail, "outbox")
        if not (settings.ALLOW_SYNTHETIC_IDS or in_tests):
            raise Undeliverable("EMAIL_URL is not set")
        log.info("message %s %s for user %s stays in the house", message.pk, message.kind, message.to_id)


channels: dict[str, Channel] = {"email": Email(), "console": Console()}
