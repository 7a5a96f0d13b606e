"""Mail that comes back: notices (RFC 3464) that the mail server puts into a folder, read by the standard library.

A notice counts only when it quotes a Message-ID of ours: that holds a proof which nobody else can write, so that a
letter to the mailbox of notices cannot stop somebody's mail.
"""

from __future__ import annotations

import logging
import mailbox
import re
from collections.abc import Iterator
from email.message import Message as Letter
from pathlib import Path

from django.conf import settings

from messaging import letters, receipts, stops
from messaging.channels import GONE
from messaging.models import Message

log = logging.getLogger(__name__)
BIGGEST = 512 * 1024  # bytes; a notice is a few thousand
AT_ONCE = 200


def sweep() -> int:
    """Read what has come in and take it away; how many notices counted."""
    folder = settings.BOUNCE_FOLDER
    if not folder or not (Path(folder) / "new").is_dir():
        return 0
    box = mailbox.Maildir(folder, create=False)
    counted = 0
    for key in list(box.keys())[:AT_ONCE]:
        if _size(box, key) <= BIGGEST:
            counted += _read(box, key)
        box.discard(key)
    return counted


def _read(box: mailbox.Maildir, key: str) -> bool:
    try:
        notice = box.get_message(key)
        return take(notice)
    except (RecursionError, ValueError, LookupError):  # parts within parts without end, an unknown encoding
        log.warning("a letter in the folder of notices cannot be read")
        return False


def take(notice: Letter) -> bool:
    """Note what a notice says; whether it was one on a letter of ours. Read twice, it changes nothing."""
    pk, status = _about(notice), _status(notice)
    if pk is None or not status.startswith("5"):
        return False
    message = Message.objects.select_related("to").filter(pk=pk, channel="email").first()
    if message is None or not message.to.email:
        return False
    if not _is_for(notice, message.to.email):  # the person has another mailbox by now
        return False
    receipts.failed(message, f"mail {status}", stops.INVALID if GONE.fullmatch(status) else "")
    return True


def _about(notice: Letter) -> int | None:
    """The message that the notice quotes, when the proof in it is ours."""
    for part in notice.walk():
        for text in _quoted(part):
            if (pk := letters.named_in(text)) is not None:
                return pk
    return None


def _quoted(part: Letter) -> Iterator[str]:
    """The Message-ID of the letter that was returned, whole or its headers alone."""
    if part.get_content_type() == "text/rfc822-headers":
        text = part.get_payload(decode=True)
        yield text.decode("utf-8", "replace") if isinstance(text, bytes) else ""
    elif part.get_content_type() == "message/rfc822":
        yield from (str(inner.get("Message-ID", "")) for inner in part.get_payload() if isinstance(inner, Letter))


def _status(notice: Letter) -> str:
    """Of a delivery that failed, as in 5.1.1; "" where nothing failed for good."""
    for block in _blocks(notice):
        if str(block.get("Action", "")).strip().lower() == "failed":
            found = re.match(r"\s*(\d\.\d{1,3}\.\d{1,3})", str(block.get("Status", "")))
            return found[1] if found else "5.0.0"
    return ""


def _is_for(notice: Letter, address: str) -> bool:
    named = [str(b.get(head, "")) for b in _blocks(notice) for head in ("Final-Recipient", "Original-Recipient")]
    return any(text.rpartition(";")[2].strip().lower() == address.lower() for text in named if text)


def _blocks(notice: Letter) -> Iterator[Letter]:
    for part in notice.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            yield from (block for block in part.get_payload() if isinstance(block, Letter))


def _size(box: mailbox.Maildir, key: str) -> int:
    with box.get_file(key) as file:
        file.seek(0, 2)
        return file.tell()
