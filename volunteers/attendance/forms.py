"""The forms of the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from desk.forms import MomentInput
from volunteers.attendance.codes import SHIFT_DIGITS

WAYS = [("in", _("到")), ("out", _("离"))]


class PlaceForm(forms.Form):
    """Where a phone says it is; filled in by the browser when its owner ticks the box, else empty."""

    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    accuracy = forms.FloatField(required=False, min_value=0, max_value=100_000, widget=forms.HiddenInput)


class DoorForm(PlaceForm):
    """The figures of the code at the door; not asked of whoever has just scanned it."""

    code = forms.CharField(
        label=_("屏幕上的 6 位数字"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, scanned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scanned:
            del self.fields["code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "")
        if len(code) != SHIFT_DIGITS or not code.isascii() or not code.isdecimal():
            raise ValidationError(_("填写 6 位数字"), code="digits")
        return code


class KioskForm(forms.Form):
    """What a scanner types, or fingers."""

    code = forms.CharField(
        label=_("本人码"),
        help_text=_("把手机上“我的二维码”对准扫描枪，或输入下面的 8 位数字"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "autocapitalize": "off"}),
    )


class WalkInForm(forms.Form):
    """Somebody at the door without a sign-up."""

    text = forms.CharField(
        label=_("本人二维码、纸质卡或志愿者编号"),
        help_text=_("编号是 V 开头的 15 位"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    agrees = forms.BooleanField(label=_("本人在场，愿意参加"))


class RecordForm(forms.Form):
    """Somebody came or went a while ago."""

    direction = forms.ChoiceField(label=_("到还是离"), choices=WAYS)
    at = forms.DateTimeField(label=_("时间"), widget=MomentInput())
    reason = forms.CharField(label=_("原因"), max_length=200)


class CorrectForm(forms.Form):
    """What should have been written, or nothing at all."""

    direction = forms.ChoiceField(label=_("应为"), choices=[*WAYS, ("off", _("撤销这一条"))])
    at = forms.DateTimeField(label=_("时间"), widget=MomentInput())
    reason = forms.CharField(label=_("原因"), max_length=200)


class FillForm(forms.Form):
    """Somebody was there whom nobody noted."""

    came_at = forms.DateTimeField(label=_("到达"), widget=MomentInput())
    left_at = forms.DateTimeField(label=_("离开"), widget=MomentInput())
    reason = forms.CharField(label=_("依据"), help_text=_("例如谁可以证明"), max_length=200)


class PointForm(forms.Form):
    """Where the shift meets; empty takes it away."""

    lat = forms.FloatField(label=_("纬度"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("经度"), required=False, min_value=-180, max_value=180)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("lat") is None) != (cleaned.get("lon") is None):
            raise ValidationError(_("纬度和经度要一起填"), code="half")
        return cleaned
