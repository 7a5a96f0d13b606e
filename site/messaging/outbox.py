"""Messages to people: written in the transaction of the act they tell of, delivered afterwards.

    outbox.template("offer_sent", subject=_lazy("有新邀约"), body=_lazy("求助 %(number)s 等您答复。"))
    outbox.put("offer_sent", to=user, about=offer, url=offer.get_absolute_url(), number=offer.number)

Templates stand at the top of a module that is imported at the start (a room's `tasks.py`, or beside the service).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import QuerySet

from kit import clock
from messaging import preferences, queue, stops, texting, words
from messaging.models import Message
from messaging.words import template

__all__ = ["inbox", "mark_read", "put", "template", "throw_away", "unread"]


def put(
    kind: str,
    *,
    to: Any,
    about: models.Model | None = None,
    url: str = "",
    urgent: bool = False,
    once: str = "",
    **params: Any,
) -> Message:
    """Tell one person. The message is on the site at once; an urgent one goes out as well, by text or e-mail.

    `params` fill the places of the kind's words, exactly those; `url` is a path of ours. With the same key `once` the
    first message is given back, and nothing goes out again.
    Refused: a text with an ID number or a mobile number in it.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"{kind}: {url!r} is not a path of ours")
    if once and (known := Message.objects.filter(key=once).first()):
        return known
    channel = _outward(kind, to) if urgent else ""
    packed = words.pack(kind, params, to.language)  # what it refuses, it refuses before anything is written
    with transaction.atomic(savepoint=False):
        return _written(kind, to, about, url, once, channel, packed)


def is_told(once: str) -> bool:
    """Whether a message with this key exists."""
    return Message.objects.filter(key=once).exists()


def _written(
    kind: str, to: Any, about: models.Model | None, url: str, once: str, channel: str, packed: dict[str, Any]
) -> Message:
    message = Message.objects.create(
        kind=kind,
        to=to,
        key=once or None,
        channel=channel or "in_site",
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        url=url,
        params=packed,
        created_at=clock.now(),
        state=Message.State.QUEUED if channel else Message.State.SENT,
    )
    if channel:
        until = texting.held_until(kind) if channel == "sms" else None
        run_at = clock.machine_now() + (until - message.created_at) if until else None
        queue.enqueue("messaging.deliver", {"message": message.pk}, run_at=run_at)
    return message


def _outward(kind: str, to: Any) -> str:
    """The way an urgent message takes besides the site: a text message where the person agreed, else e-mail."""
    if not (to.email or texting.is_on()) or not preferences.of(to).outward:
        return ""
    if texting.takes(kind) and texting.may_text(to):
        return "sms"
    if not to.email:
        return ""
    if not getattr(settings, "EMAIL_URL", ""):
        return "console"
    return "" if stops.is_stopped(to, stops.EMAIL) else "email"


def inbox(user: Any) -> QuerySet[Message]:
    """The person's messages, newest first."""
    return Message.objects.filter(to=user).select_related("to").order_by("-created_at", "-pk")


def unread(user: Any) -> QuerySet[Message]:
    return inbox(user).filter(read_at=None)


def mark_read(messages: QuerySet[Message], *, by: Any) -> int:
    """Note that this person has read these; of other people's none. How many were unread."""
    return messages.filter(to=by, read_at=None).order_by().update(read_at=clock.now())


def throw_away(user: Any) -> int:
    """Delete everything that was written to somebody who is gone for good; how many."""
    return Message.objects.filter(to=user).delete()[0]
