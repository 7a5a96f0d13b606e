"""What Twilio tells us: how far a text is, and what somebody answered. Both may come twice, late or from somebody else.

Only the signature is believed. It covers our public address, so that a proxy in front changes nothing.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from twilio.request_validator import RequestValidator

from messaging import receipts, stops
from messaging.gateways.twilio import stop_for
from messaging.models import Dispatch, Heard

log = logging.getLogger(__name__)
STATES = {"accepted": "taken", "scheduled": "taken", "queued": "taken", "sending": "taken", "sent": "sent",
          "delivered": "delivered", "read": "delivered", "undelivered": "failed", "failed": "failed",
          "canceled": "failed"}  # fmt: skip
SILENCE = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "TD", "T", "退订", "停止"}
SOUND = {"START", "YES", "UNSTOP", "恢复"}
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@csrf_exempt
@require_POST
def twilio_status(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one text is. A text we do not know is answered like any other, so that Twilio does not ask again."""
    if not _signed(request):
        return HttpResponse(status=403)
    sid = request.POST.get("MessageSid", "")[:64]
    state = STATES.get(request.POST.get("MessageStatus", ""))
    dispatch = Dispatch.objects.filter(pk=pk, gateway="twilio").select_related("message__to").first()
    if dispatch is None or not state or not sid or dispatch.provider_id not in ("", sid):
        log.info("a report on text %s fits none of ours", pk)
        return HttpResponse(status=204)
    code = request.POST.get("ErrorCode", "")
    number = int(code) if code.isdecimal() and len(code) < 9 else None
    receipts.reported(dispatch, state, code=f"twilio {number or state}", why=stop_for(number), provider_id=sid)
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def twilio_inbound(request: HttpRequest) -> HttpResponse:
    """An answer to a text: a word for silence stops the number, a word for sound lets it be written to again.

    What else somebody wrote is neither kept nor logged. Played again, a message does nothing.
    """
    if not _signed(request):
        return HttpResponse(status=403)
    sid, sender = request.POST.get("MessageSid", "")[:64], request.POST.get("From", "")
    word = request.POST.get("OptOutType", "") or request.POST.get("Body", "")
    with transaction.atomic():
        if sid and sender and Heard.objects.get_or_create(provider_id=sid)[1]:
            _heed(sender, word.strip().upper())
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


def _heed(sender: str, word: str) -> None:
    if word in SILENCE:
        receipts.stop(stops.SMS, sender, stops.ASKED, code="inbound")
    elif word in SOUND:
        stops.resume_number(sender)


def _signed(request: HttpRequest) -> bool:
    if not settings.TWILIO_TOKEN:
        return False
    url = f"{settings.PUBLIC_URL}{request.get_full_path()}"
    signature = request.headers.get("X-Twilio-Signature", "")
    ours = request.POST.get("AccountSid", "") == settings.TWILIO_ACCOUNT
    return RequestValidator(settings.TWILIO_TOKEN).validate(url, request.POST, signature) and ours
