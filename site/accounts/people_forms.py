"""The forms about people: inviting, further seats, standing in, leaving, resetting a device, one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import policies, queries, roles
from accounts.models import OrgUnit, User

FLAGS = [
    ("is_coordinator", _("匹配协调人")),
    ("is_data_clerk", _("数据专员")),
    ("answers_offers", _("可代机构答复邀约")),
]


def _day(label: Any, hint: Any = "", required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, obj: OrgUnit) -> str:
        return f"{obj.name}"


class SeatForm(forms.Form):
    """A role at a unit, of those that `by` may grant."""

    role = forms.ChoiceField(label=_("身份"))
    unit = UnitField(label=_("单位"), queryset=OrgUnit.objects.none(), required=False, empty_label=_("不设在单位"))
    flags = forms.MultipleChoiceField(
        label=_("附加职责"), choices=FLAGS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units_visible_to(by)
        self.fields["role"].choices = [(r, label) for r, label in roles.CHOICES if may_grant(by, r)]


def may_grant(by: User, role: str) -> bool:
    """Whether there is any unit at which this person may grant the role, as far as the form needs to know."""
    if not roles.SITS_AT[role]:
        return policies.may(by, "grant_seat", policies.Grant(role, None))
    units = queries.units_visible_to(by).filter(kind__in=roles.SITS_AT[role])[:1]
    return any(policies.may(by, "grant_seat", policies.Grant(role, unit)) for unit in units)


class InviteForm(SeatForm):
    display_name = forms.CharField(
        label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("邮箱"), help_text=_("邀请链接发到这里。"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ["display_name", "email", "role", "unit", "flags"]


class StandInForm(forms.Form):
    deputy = PersonField(label=_("代办人"), queryset=User.objects.none(), empty_label=_("选一位同单位的同事"))
    from_on = _day(_("开始日"))
    until_on = _day(_("结束日"), _("最长 90 天。"))

    def __init__(self, *args: Any, absent: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = queries.colleagues(absent)


class LeaveForm(forms.Form):
    on = _day(_("离任日"), _("从这一天起不再登录。当天或以前的日期，立即停用账号。"))
    to = PersonField(
        label=_("接手的同事"),
        help_text=_("有没办完的工作时必选，须在同一单位担任同样的身份。"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("没有要移交的工作"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.colleagues(user)


class ResetForm(forms.Form):
    reason = forms.CharField(
        label=_("原因"), help_text=_("例如手机遗失。当面或用已知的电话核对本人后再申请。"), max_length=200
    )


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["display_name", "language"]
