"""The forms of places: the filter of the list, and the acts on one place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import queries as accounts
from accounts import roles
from accounts.models import Division, User
from matching import words
from matching.engine import codes
from matching.models import Place


class FilterForm(forms.Form):
    """Read from the address; whatever does not fit is ignored."""

    q = forms.CharField(label=_("名称"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("提供方类别"), required=False)
    category = forms.TypedChoiceField(label=_("大类"), required=False, coerce=int, empty_value=None)
    status = forms.ChoiceField(label=_("状态"), required=False)
    county = forms.ChoiceField(label=_("县区"), required=False)
    town = forms.ModelChoiceField(
        label=_("街道"), required=False, queryset=Division.objects.filter(level="town"), widget=forms.HiddenInput
    )
    remote = forms.BooleanField(label=_("可远程"), required=False)
    free = forms.BooleanField(label=_("现有空名额"), required=False)
    fresh = forms.BooleanField(label=_("近期确认过"), required=False)
    stale = forms.BooleanField(label=_("久未确认"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            drawn = {"select": "form-select", "text": "form-control"}.get(getattr(field.widget, "input_type", ""))
            field.widget.attrs["class"] = drawn or ""
        self.fields["kind"].choices = [("", _("全部类别")), *Place.KINDS]
        self.fields["category"].choices = [("", _("全部大类")), *((n, words.category(n)) for n in codes.CATEGORIES)]
        counties = Division.objects.filter(level="county").order_by("code").values_list("pk", "name")
        self.fields["county"].choices = [("", _("全部县区")), *counties]
        self.fields["status"].choices = [("", _("全部状态")), *Place.machine.states.items()]


class OpenForm(forms.Form):
    legal_ground = forms.CharField(
        label=_("法律依据"), max_length=200, required=False, help_text=_("要求无犯罪记录时必填，写明法律和条款")
    )


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(
        label=_("名额"),
        min_value=0,
        max_value=10_000,
        help_text=_("同时最多可以接收的人数"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class PartnerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class PublishVolunteerForm(forms.Form):
    """Which needs the volunteer is asked for, and the officer who goes along."""

    needs = forms.MultipleChoiceField(label=_("愿意做的帮扶"), widget=forms.CheckboxSelectMultiple)
    partner = PartnerField(
        label=_("工作人员搭档"), queryset=User.objects.none(), empty_label=_("选一位本县区的工作人员")
    )

    def __init__(self, *args: Any, county_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = words.need_choices()
        self.fields["partner"].queryset = accounts.people_with(roles.OFF, county=county_code)
