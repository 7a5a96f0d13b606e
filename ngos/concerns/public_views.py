"""The public channel: how to complain, the form without a log-in, and the answer by number and code."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.acts import done
from kit import rules
from kit.limits import Limit
from ngos.concerns import anonymous, forms
from ngos.models import Concern

MOST_AN_HOUR, WRONG, MINUTES = 10, 5, 15
telling = Limit("concern", MOST_AN_HOUR, 3_600)
looking = Limit("concern-code", WRONG, MINUTES * 60)


@require_safe
def channel(request: HttpRequest) -> HttpResponse:
    """What may be brought, who answers by when, and the one appeal. Law: R-CC-06."""
    days = {name: rules.value(f"concerns.{name}_workdays") for name in ("answer", "appeal", "decision")}
    return render(request, "ngos/concern_channel.html", {"days": days, "public": True})


@never_cache
def tell(request: HttpRequest) -> HttpResponse:
    """The form; its answer is the receipt itself, so that number and code stand nowhere but on the screen."""
    form = forms.TellForm(request.POST if request.method == "POST" else None)
    key = request.POST.get("key", "") or anonymous.new_key()
    if form.is_valid():
        if not telling.take(_address(request)):
            form.add_error(None, _("提交次数太多，一小时后再试，或打平台电话反映。"))
        elif made := done(form, anonymous.report_without_name, key=key, **form.said()):
            concern, code = made
            context = {"concern": concern, "code": anonymous.shown(code), "public": True}
            return _unlisted(render(request, "ngos/concern_receipt.html", context))
    context = {"form": form, "key": key, "public": True}
    return _unlisted(render(request, "ngos/concern_tell.html", context, status=409 if form.errors else 200))


@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """The answer for whoever has number and code, and the appeal; both are sent, never part of an address."""
    form = forms.FindForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _asked(request, form, 409 if form.errors else 200)
    if not looking.take(_address(request)):
        form.add_error(None, _("连续 5 次不符，15 分钟后再试。"))
        return _asked(request, form, 429)
    concern = anonymous.find(**form.cleaned_data)
    if concern is None:
        form.add_error(None, _("没有编号和查询码都相符的记录。对照回执再填一次。"))
        return _asked(request, form, 409)
    looking.give_back(_address(request))
    return _shown(request, concern, form)


def _shown(request: HttpRequest, concern: Concern, found: forms.FindForm) -> HttpResponse:
    sent = request.POST.get("act") == "appeal"
    appeal = forms.AppealForm(request.POST if sent else None)
    if sent and appeal.is_valid():
        done(appeal, anonymous.appeal_without_name, **found.cleaned_data, **appeal.cleaned_data)
        concern.refresh_from_db()
    context = {
        "concern": concern, "appeal": appeal, "found": found.cleaned_data, "public": True,
        "may_appeal": concern.status == "answered" and not concern.appealed_on,
    }  # fmt: skip
    return _unlisted(render(request, "ngos/concern_answer.html", context, status=409 if appeal.errors else 200))


def _asked(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    return _unlisted(render(request, "ngos/concern_find.html", {"form": form, "public": True}, status=status))


def _address(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
