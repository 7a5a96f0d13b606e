"""Forms of inspections: the draw, a single visit, who goes, one line of the checklist, a finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import queries as people
from accounts import roles
from accounts.models import OrgUnit, User
from desk.forms import DayInput
from ngos.inspections.checklists import FULL, KINDS, PERIODIC, SEVERITIES, SPOT
from ngos.inspections.states import INSPECTORS
from ngos.models import CheckItem
from ngos.providers.forms import PAPERS


class People(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.display_name


def inspectors(county: str) -> Any:
    """Who may be sent: experts, the city's people, and officers and managers of the county."""
    return people.people_with(roles.EXP, roles.MUN) | people.people_with(*INSPECTORS, county=county)


class PlanForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("方式"), choices=[k for k in KINDS if k[0] in (SPOT, PERIODIC, FULL)], initial=SPOT,
        widget=forms.RadioSelect,
    )  # fmt: skip
    share_pct = forms.IntegerField(
        label=_("抽取比例（%）"), min_value=1, max_value=100, required=False,
        help_text=_("抽查时填写，不低于规定的比例；空着按规定的比例"),
    )  # fmt: skip
    county_code = forms.ChoiceField(label=_("范围"), required=False)
    until_on = forms.DateField(label=_("完成期限"), widget=DayInput())

    def __init__(self, *args: Any, counties: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county_code"].choices = counties  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    inspector = People(queryset=User.objects.none(), label=_("检查人"))
    on = forms.DateField(label=_("检查日期"), widget=DayInput())

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspector"].queryset = inspectors(county)  # type: ignore[attr-defined]


class ArrangeForm(AssignForm):
    addressee = forms.ModelChoiceField(queryset=OrgUnit.objects.none(), label=_("被检查单位"))
    kind = forms.ChoiceField(label=_("方式"), choices=KINDS, initial="special")
    focus = forms.CharField(label=_("检查重点"), max_length=200, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = units  # type: ignore[attr-defined]
        self.order_fields(["addressee", "kind", "focus", "inspector", "on"])


class ItemForm(forms.Form):
    """One line, as a thumb fills it in."""

    answer = forms.ChoiceField(label=_("结果"), choices=CheckItem.Answer.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("看到的情况"), max_length=300, required=False, help_text=_("选“否”的必填；不写帮扶对象的任何信息"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("照片或材料"), required=False, help_text=_("图片或 PDF，不超过 8 MB；不拍人脸"),
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )  # fmt: skip


class FindingForm(forms.Form):
    severity = forms.ChoiceField(label=_("程度"), choices=SEVERITIES, widget=forms.RadioSelect)
    clause = forms.CharField(label=_("依据"), max_length=100, help_text=_("合同或服务标准的条款"))
    text = forms.CharField(
        label=_("发现的问题"), max_length=300, help_text=_("不写帮扶对象的任何信息"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class FinishForm(forms.Form):
    summary = forms.CharField(label=_("检查小结"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class HearingForm(forms.Form):
    hearing = forms.CharField(
        label=_("听取陈述的情况"), max_length=300, help_text=_("何时、听取了谁的陈述、对方怎么说"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
