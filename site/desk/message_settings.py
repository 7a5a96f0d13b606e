"""The page on which a person chooses how to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.once import once
from messaging import preferences, stops
from messaging.models import Preference


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ("outward", "reminders", "digest")
        help_texts = {  # noqa: RUF012 - Django reads it as it is
            "outward": gettext_lazy("站内消息总是有的。关闭以后，手机和邮箱不再收到紧急消息。"),
            "digest": gettext_lazy("没有填邮箱的，没有汇总。"),
        }


# What to do about an address that nothing is sent to; shown on one's own page.
ADVICE = {
    (stops.SMS, stops.INVALID): gettext_lazy(
        "发到您手机号码的短信送不到，现在不再发短信。号码有误的，请管理员更正；号码没有错的，可以恢复。"
    ),
    (stops.SMS, stops.ASKED): gettext_lazy(
        "您回复过退订，现在不再发短信。想再收到的，可以恢复；仍收不到时，用手机回复 START。"
    ),
    (stops.EMAIL, stops.INVALID): gettext_lazy(
        "发到您邮箱的邮件被退回，现在不再发邮件。邮箱有误的，请管理员更正；邮箱没有错、已经能收信的，可以恢复。"
    ),
}


@once
def message_settings(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and (way := request.POST.get("resume")) in stops.Way:
        stops.resume(request.user, stops.Way(way))
        messages.success(request, _("已恢复。再送不到时，会再次停发。"))
        return HttpResponseRedirect(reverse("desk:message_settings"))
    form = PreferenceForm(request.POST or None, instance=preferences.of(request.user))
    if request.method == "POST" and form.is_valid():
        preferences.choose(request.user, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return HttpResponseRedirect(reverse("desk:message_settings"))
    trail = [(_("消息"), reverse("desk:messages"))]
    context = {"form": form, "trail": trail, "stopped": _stopped(request.user)}
    return TemplateResponse(request, "desk/message_settings.html", context)


def _stopped(user: Any) -> list[tuple[str, Any]]:
    """(way, what to do) of one's own addresses that nothing is sent to."""
    return [(way, ADVICE[stops.Way(way), stops.Why(stop.why)]) for way, stop in sorted(stops.of(user).items())]
