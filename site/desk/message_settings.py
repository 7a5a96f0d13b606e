"""The page on which a person chooses how to be told."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.once import once
from messaging import preferences
from messaging.models import Preference


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ("outward", "reminders", "digest")
        help_texts = {  # noqa: RUF012 - Django reads it as it is
            "outward": gettext_lazy("站内消息总是有的。关闭以后，手机和邮箱不再收到紧急消息。"),
            "digest": gettext_lazy("没有填邮箱的，没有汇总。"),
        }


@once
def message_settings(request: HttpRequest) -> HttpResponse:
    form = PreferenceForm(request.POST or None, instance=preferences.of(request.user))
    if request.method == "POST" and form.is_valid():
        preferences.choose(request.user, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return HttpResponseRedirect(reverse("desk:message_settings"))
    trail = [(_("消息"), reverse("desk:messages"))]
    return TemplateResponse(request, "desk/message_settings.html", {"form": form, "trail": trail})
