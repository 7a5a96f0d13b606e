"""The page that works without a network, its worker, and what it asks of the house when there is one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from accounts.access import visible_404
from desk.dates import hour, short_day
from kit import clock
from kit.errors import Refused
from kit.presence import Entry
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.activities.queries import shifts_of
from volunteers.attendance import queries, services
from volunteers.attendance.organiser_views import own_shift
from volunteers.models import PresenceDevice

MOST_ENTRIES, MOST_BYTES = 500, 500_000
Answering = Callable[..., dict[str, Any]]


@login_required
@require_safe
@ensure_csrf_cookie
def app(request: HttpRequest) -> HttpResponse:
    """The shell that devices keep: it holds nothing of anybody, not even what was just said to them."""
    if not queries.organises(request.user):
        raise Http404
    return render(request, "volunteers/checkin_app.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; named anew whenever one of the files it keeps has changed."""
    text = render_to_string("volunteers/checkin_worker.js", {"version": ""}, request)
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    text = render_to_string("volunteers/checkin_worker.js", {"version": version}, request)
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def _in_json(view: Answering) -> Callable[..., HttpResponse]:
    """A POST of JSON answered with JSON; a refusal is its sentence, since a script reads it."""

    @login_required
    @require_POST
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return JsonResponse(view(request, _body(request), *args, **kwargs))
        except Refused as refusal:
            return JsonResponse({"refused": str(refusal)}, status=409)

    return answer


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}


@_in_json
def enrol(request: HttpRequest, body: dict[str, Any], pk: int) -> dict[str, Any]:
    shift = own_shift(request, pk)
    device = services.enrol(shift, by=request.user, public_key=str(body.get("public_key", "")))
    people = queries.people(shift).order_by("volunteer__user__display_name", "pk")
    return {
        "device": device.handle,
        "title": shift.posting.title,
        "when": f"{short_day(shift.starts_at)} {hour(shift.starts_at)}–{hour(shift.ends_at)}",
        "people": [{"signup": row.pk, "name": row.volunteer.user.display_name} for row in people],
    }


@_in_json
def entries(request: HttpRequest, body: dict[str, Any], handle: str) -> dict[str, Any]:
    device = _device(request, handle)
    sent = body.get("entries")
    if not isinstance(sent, list) or len(sent) > MOST_ENTRIES:
        raise Refused(_("送来的内容读不出来。更新这一页后再同步。"), code="unreadable")
    read = [_entry(one) for one in sent]
    answers = services.sync(device, read, by=request.user, sent_at=_sent_at(body))
    told = [{"nonce": a.nonce, "state": a.state, "why": a.why} for a in answers]
    return {"answers": told, "skew": device.skew_seconds}


@_in_json
def leave(request: HttpRequest, body: dict[str, Any], handle: str) -> dict[str, Any]:
    services.sign_off(_device(request, handle), by=request.user)
    return {}


def _device(request: HttpRequest, handle: str) -> PresenceDevice:
    rows = PresenceDevice.objects.filter(shift__in=shifts_of(request.user))
    device = visible_404(rows.select_related("shift"), handle=handle)
    if not policies.may(request.user, "record_presence", device.shift):
        raise Http404
    return device


def _entry(one: Any) -> tuple[Entry, str]:
    """What was sent as an entry; whatever does not fit becomes one whose signature cannot hold."""
    found = one if isinstance(one, dict) else {}

    def text(name: str, most: int = 64) -> str:
        return str(found.get(name, ""))[:most]

    def number(name: str) -> int:
        value = found.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else -1

    entry = Entry(
        text("device"), number("shift"), number("sequence"), text("nonce", 32), text("direction", 3), text("who"),
        text("at", 40),
    )  # fmt: skip
    return entry, text("signature", 200)


def _sent_at(body: dict[str, Any]) -> datetime:
    try:
        found = datetime.fromisoformat(str(body.get("sent_at", "")))
    except ValueError:
        return clock.machine_now()
    return found if found.tzinfo else clock.machine_now()
