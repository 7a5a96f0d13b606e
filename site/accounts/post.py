"""One-time codes and links on their way out, to people who are not users yet or not logged in.

They are sent at once and never stored, nor written to a log. Where the city is a demo, nothing leaves the house:
what would have gone out stands in a file that only its owner reads, for `manage.py demo_post`.
"""

from __future__ import annotations

import json
import logging
import os
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.core import mail

from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

log = logging.getLogger(__name__)
KEPT = 50
# Set by whoever connects a real carrier: fn(phone, text).
carrier: Callable[[str, str], None] | None = None
kept_here: deque[dict[str, str]] = deque(maxlen=KEPT)


def sms(phone: str, text: str) -> None:
    """Refused: there is neither a carrier nor a demo."""
    if carrier is not None:
        _aside(carrier, phone, text)
    else:
        _keep("sms", phone, text)


def email(address: str, subject: str, body: str) -> None:
    """Through Django's mail backend, outside the request; kept in the house where no mail server is set."""
    if getattr(settings, "EMAIL_URL", "") or hasattr(mail, "outbox"):
        _aside(mail.EmailMessage(subject, body, to=[address]).send)
    else:
        _keep("email", address, f"{subject}\n{body}")


def latest() -> list[dict[str, str]]:
    """What a demo city has kept, oldest first."""
    if not _path().exists():
        return []
    return [json.loads(line) for line in _path().read_text(encoding="utf-8").splitlines()]


def _aside(send: Callable[..., Any], *args: Any) -> None:
    # Sending takes longer than not sending: done in the request, it would tell which numbers are known.
    if hasattr(mail, "outbox"):  # tests look at once
        _send(send, args)
    else:
        Thread(target=_send, args=(send, args), daemon=True).start()


def _send(send: Callable[..., Any], args: tuple[Any, ...]) -> None:
    try:
        send(*args)
    except Exception as fault:  # noqa: BLE001 - the person asks for another code; the address is not for the log
        log.error("a one-time message was not sent: %s", type(fault).__name__)


def _keep(way: str, to: str, text: str) -> None:
    if not settings.ALLOW_SYNTHETIC_IDS:
        raise Refused(_("平台还没有接通短信和邮件，暂时不能发送。联系系统管理员。"), code="no_carrier")
    kept_here.append({"way": way, "to": to, "text": text})
    lines = [*latest(), {"at": clock.machine_now().isoformat(), "way": way, "to": to, "text": text}][-KEPT:]
    handle = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _path() -> Path:
    return Path(settings.VAR_DIR) / "demo-post.jsonl"
