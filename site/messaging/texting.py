"""Text messages: only to members who agreed to them, only fixed words, never with a link, never at night, and within
what the day and the month may cost.

Off unless SMS_GATEWAY names a provider. People under correction have no log-in and so can never be a recipient.
Law: R-PI-07 (a provider abroad needs separate consent), R-PI-08 (content of a text message).
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kit import clock
from kit.errors import Refused
from messaging import gateways, hooks, preferences, spending, stops, words
from messaging.channels import Held, Undeliverable
from messaging.gateways.texts import Gateway, Text
from messaging.models import Dispatch, Message


def is_on() -> bool:
    return gateways.chosen() is not None


def takes(kind: str) -> bool:
    """Whether a message of this kind may be texted, by the provider that is there."""
    gateway = gateways.chosen()
    return gateway is not None and words.may_be_texted(kind) and gateway.takes(kind)


def may_text(user: Any) -> bool:
    """Whether a text may go to this person now: a verified number that is not stopped, and a consent in force."""
    if not (user.is_active and user.phone_index and user.phone_verified):
        return False
    gateway = gateways.chosen()
    try:
        agreed = bool(hooks.may_text(user, gateway is None or gateway.abroad))
    except Refused:  # nobody answers for this kind of person: no
        return False
    return agreed and not stops.is_stopped(user, stops.SMS)


def held_until(kind: str) -> Any:
    """When a text of this kind may go, None for now: at night nobody's phone rings, but for the kinds that must."""
    now = clock.now()
    return None if words.rings_at_night(kind) or not preferences.is_quiet(now) else preferences.loud_from(now)


class Sms:
    """A refusal for good is Undeliverable; Held is for the morning; anything else is tried again."""

    def deliver(self, message: Message) -> None:
        gateway = gateways.chosen()
        if gateway is None:
            raise Undeliverable("SMS_GATEWAY is not set")
        if not may_text(message.to):  # asked again: the consent may have been withdrawn since
            raise Undeliverable("no consent to text messages")
        if until := held_until(message.kind):  # a second attempt may fall into the night
            raise Held(until)
        body = words.sms(message.kind, message.params, message.to.language)
        dispatch, fresh = _begun(message, gateway, spending.parts_of(body))
        if dispatch.state != Dispatch.State.BEGUN:
            return
        values = words.sms_values(message.kind, message.params, message.to.language)
        text = Text(str(message.to.phone), message.kind, body, values, str(dispatch.pk))
        dispatch.advance("taken", provider_id=_handed_over(gateway, text, dispatch, fresh=fresh))


def _begun(message: Message, gateway: Gateway, parts: int) -> tuple[Dispatch, bool]:
    """The row of this sending, and whether it was made just now; what it costs is counted when it is made."""
    if found := Dispatch.objects.filter(message=message, channel="sms").first():
        return found, False
    try:
        with transaction.atomic():
            made = Dispatch.objects.create(message=message, channel="sms", gateway=gateway.name, parts=parts)
            spending.spend(message.to, parts)
            return made, True
    except spending.OverLimit as limit:
        raise Undeliverable(str(limit)) from None


def _handed_over(gateway: Gateway, text: Text, dispatch: Dispatch, *, fresh: bool) -> str:
    """Hand the text over, unless an attempt before this one did: its worker may have died before it said so."""
    if not fresh:
        found = list(gateway.find(text, dispatch.begun_at))
        ours = Dispatch.objects.filter(gateway=gateway.name, provider_id__in=found).exclude(pk=dispatch.pk)
        others = set(ours.values_list("provider_id", flat=True))
        if went := next((one for one in found if one not in others), ""):
            return went
    return gateway.send(text)
