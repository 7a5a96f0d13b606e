"""Slips on paper: whom to give one, and the slip itself, drawn once. No address here names a person or a code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import roles
from accounts.access import visible_404
from desk import qr
from kit.errors import Refused
from matching import policies, queries
from matching.models import AssistanceRequest
from matching.outcomes import asking
from matching.outcomes.slips import make_outcome_code
from matching.screens import for_roles

GROUP = 4


@for_roles(roles.OFF)
@never_cache
def slips(request: Any) -> HttpResponse:
    """The people drawn; a POST with one of them draws the slip, the only time that its code is seen."""
    waiting = asking.slips_of(request.user)
    if request.method != "POST":
        return TemplateResponse(request, "matching/slips.html", {"rows": waiting})
    chosen = next((row for row in waiting if str(row.pk) == request.POST.get("asked")), None)
    if chosen is None:
        refusal: Any = _("这张评价单已经给过或过了期限，码只显示一次。")
        return TemplateResponse(request, "matching/slips.html", {"rows": waiting, "refusal": refusal}, status=409)
    try:
        code = asking.give_slip(chosen, by=request.user)
    except Refused as refused:
        context = {"rows": waiting, "refusal": str(refused)}
        return TemplateResponse(request, "matching/slips.html", context, status=409)
    return _paper(request, code, kind="voice", back=reverse("matching:slips"))


@login_required
@never_cache
@require_POST
def outcome_slip(request: Any, number: str) -> HttpResponse:
    """The slip of one request; a second one makes the first worthless."""
    thing: AssistanceRequest = visible_404(queries.requests(request.user), number=number)
    if not policies.may(request.user, "review_report", thing):
        raise Http404
    back = reverse("matching:review", args=[number])
    try:
        code = make_outcome_code(thing, by=request.user)
    except Refused as refused:
        return TemplateResponse(request, "matching/slip_none.html", {"text": str(refused), "back": back}, status=409)
    return _paper(request, code, kind="outcome", back=back)


def _paper(request: HttpRequest, code: str, *, kind: str, back: str) -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("voice:form")
    groups = [code[at : at + GROUP] for at in range(0, len(code), GROUP)]
    context = {
        "groups": groups, "kind": kind, "back": back, "qr": qr.draw(address), "address": address,
        "plain": address.split("://", 1)[1],
    }  # fmt: skip
    return TemplateResponse(request, "matching/slip.html", context)
