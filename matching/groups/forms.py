"""What an officer fills in on a correction group."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from kit import clock
from matching.groups.models import GroupMember


class MemberForm(forms.Form):
    kind = forms.ChoiceField(label=_("身份"), choices=[("", _("选一项")), *GroupMember.KINDS])
    name = forms.CharField(label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    sex = forms.TypedChoiceField(label=_("性别"), coerce=int, choices=[("", _("选一项")), *GroupMember.SEXES])
    knows_minors = forms.BooleanField(
        label=_("熟悉未成年人身心特点"), required=False, help_text=_("对象是未成年人时，至少要有一名")
    )


class LetterForm(forms.Form):
    on = forms.DateField(label=_("责任书签订日期"), widget=DayInput, initial=clock.today)
