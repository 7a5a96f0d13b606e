"""What became of what left the house: noted once, whoever says it how often; and what follows from it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from messaging import outbox, queue, stops
from messaging.models import Dispatch, Message, Stop
from messaging.words import template

WRITTEN = ("sms", "email")  # channels that leave the house

template(
    "number_stopped",
    subject=_("您的手机号码收不到短信"),
    body=_("以后改用邮件和站内消息通知您。核对手机号码后，可以在通知设置里恢复。"),
)
template(
    "mailbox_stopped",
    subject=_("发到您邮箱的邮件被退回"),
    body=_("以后只用站内消息通知您。核对邮箱后，可以在通知设置里恢复。"),
)


def sent(message: Message) -> str:
    """A channel took it. Of a text the row stands already."""
    _noted(message, Message.State.SENT)
    if message.channel == "email":
        Dispatch.objects.get_or_create(message=message, channel="email", defaults={"state": Dispatch.State.SENT})
    return str(Message.State.SENT)


@transaction.atomic
def failed(message: Message, code: str, why: str = "") -> str:
    """It will not go this way: the address is stopped where it is at fault, and an urgent text goes by e-mail."""
    if message.channel in WRITTEN:
        row, _made = Dispatch.objects.get_or_create(message=message, channel=message.channel)
        if not row.advance("failed", code=code[:60]):
            return code
        if why and (address := _address(message)):
            stop(message.channel, address, why, code=code[:60])
    if not _goes_by_email(message):
        Message.objects.filter(pk=message.pk, channel=message.channel).update(state=Message.State.FAILED)
    return code


def reported(dispatch: Dispatch, state: str, *, code: str = "", why: str = "", provider_id: str = "") -> bool:
    """A provider says how far a text is; whether that is news."""
    if state != "failed":
        return dispatch.advance(state, provider_id=provider_id)
    if dispatch.state in ("failed", "delivered"):
        return False
    failed(dispatch.message, code, why)
    return True


def _noted(message: Message, state: str) -> None:
    # By this way only: a report may have come already that it failed, and then it waits to go by e-mail.
    mine = Message.objects.filter(pk=message.pk, channel=message.channel, state=Message.State.QUEUED)
    mine.update(state=state)


def _goes_by_email(message: Message) -> bool:
    if message.channel != "sms" or not (message.to.email and settings.EMAIL_URL):
        return False
    if stops.is_stopped(message.to, stops.EMAIL):
        return False
    mine = Message.objects.filter(pk=message.pk, channel="sms")
    if mine.update(channel="email", state=Message.State.QUEUED):
        queue.enqueue("messaging.deliver", {"message": message.pk}, key=f"deliver:{message.pk}:email")
    return True


def _address(message: Message) -> str:
    return str((message.to.phone if message.channel == "sms" else message.to.email) or "")


def stop(way: str, address: str, why: str, *, code: str = "") -> bool:
    """Send nothing there any more; whether that is news. Whoever has the address is told on the site, once."""
    user = _owner(way, address)
    with transaction.atomic():
        found, made = Stop.objects.get_or_create(
            way=way, index=stops.index_of(way, address), defaults={"why": why, "code": code, "user": user}
        )
        if made and user is not None and why == stops.INVALID:
            kind = "number_stopped" if way == stops.SMS else "mailbox_stopped"
            outbox.put(kind, to=user, url=reverse("desk:message_settings"), once=f"stop:{found.pk}")
    return made


def _owner(way: str, address: str) -> Any:
    users = get_user_model().objects
    if way == stops.SMS:
        return users.filter(phone_index=stops.index_of(stops.SMS, address)).first()
    return users.filter(email__iexact=address.strip()).first()
