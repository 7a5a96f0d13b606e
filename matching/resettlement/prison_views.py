"""The pages of a prison's clerk: what was announced, with clocks and receipts, and what became of it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import visible_404
from audit.once import once
from desk.forms import ReasonForm
from desk.paging import page
from kit import clock
from matching import policies
from matching.models import HandoverNotice
from matching.resettlement import announcing, queries, showing
from matching.resettlement.forms import NoticeForm
from matching.screens import attempt, for_roles, form_page, posted, shown

clerks = for_roles(roles.PAR)
SHOWN = 25


def _own(request: HttpRequest, number: str, right: str = "") -> HandoverNotice:
    thing: HandoverNotice = visible_404(queries.notices_of_prison(request.user), number=number)
    if right and not policies.may(request.user, right, thing):
        raise Http404
    return thing


def _trail(thing: HandoverNotice | None = None) -> list[tuple[str, str]]:
    trail = [(_("出监通知"), reverse("matching:my_notices"))]
    return [*trail, (thing.number, reverse("matching:my_notice", args=[thing.number]))] if thing else trail


def _only_prisons(request: HttpRequest) -> None:
    if not policies.may(request.user, "announce_release"):
        raise Http404


@clerks
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    _only_prisons(request)
    found = page(queries.notices_of_prison(request.user), request, size=SHOWN)
    prison: Any = announcing.prison_of(request.user)
    share = showing.of_prison(prison.pk, clock.today())
    context = {
        "page": found, "rows": [showing.prison_line(n) for n in found.items], "prison": prison,
        "value": f"{share.pct}%" if share.d else "—", "n": share.n, "d": share.d,
    }  # fmt: skip
    return TemplateResponse(request, "matching/my_notices.html", context)


@clerks
@once
def announce(request: HttpRequest) -> HttpResponse:
    _only_prisons(request)
    form = NoticeForm(posted(request))
    made: list[HandoverNotice] = []
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: made.append(announcing.announce(form.said(), by=cast(Any, request.user)))):
        messages.success(request, _("已通知接收地，下面是回执。"))
        return redirect("matching:my_notice", made[0].number)
    return _notice_form(request, form, _("通知一名出监人员"), _("发出通知"), _trail())


def _notice_form(
    request: HttpRequest, form: NoticeForm, title: str, verb: str, trail: list[tuple[str, str]], notes: Any = ()
) -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "trail": trail, "back": trail[-1][1], "notes": notes}
    return shown(request, "matching/notice_form.html", context)


@clerks
@require_safe
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, and how far the handover has come."""
    thing = _own(request, number)
    state, tone = showing.prison_state(thing)
    context = {
        "n": thing, "state": state, "tone": tone, "facts": showing.prison_facts(thing), "trail": _trail(),
        "steps": showing.prison_steps(thing), "may_withdraw": thing.status in ("announced", "returned"),
        "holds": announcing.receipt_holds(thing), "papers": showing.papers(thing.certificates.all()),
        "runs": thing.status in ("announced", "returned", "received"),
    }  # fmt: skip
    return TemplateResponse(request, "matching/my_notice.html", context)


@clerks
@once
def correct(request: HttpRequest, number: str) -> HttpResponse:
    thing = _own(request, number, "correct_notice")
    if thing.status != "returned" and request.method == "GET":
        return redirect("matching:my_notice", number)
    form = NoticeForm(posted(request), initial=NoticeForm.of(thing))
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: announcing.correct(thing, form.said(), by=cast(Any, request.user))):
        messages.success(request, _("已更正并重新发出，回执也换了新的。"))
        return redirect("matching:my_notice", number)
    return _notice_form(request, form, _("更正通知"), _("更正后重发"), _trail(thing), [thing.sent_back_why])


@clerks
@once
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    thing = _own(request, number, "withdraw_notice")
    if thing.status not in ("announced", "returned") and request.method == "GET":
        return redirect("matching:my_notice", number)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: announcing.withdraw(thing, by=cast(Any, request.user), reason=reason)):
            messages.success(request, _("通知已撤回。"))
            return redirect("matching:my_notice", number)
    return form_page(request, form, title=_("撤回通知"), verb=_("撤回通知"), trail=_trail(thing))
