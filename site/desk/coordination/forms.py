"""Forms of what passes between units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import OrgUnit
from desk.coordination.publicity import MOST
from desk.forms import DayInput
from desk.meetings.forms import UnitField, UnitsField
from desk.models import Promise, PublicityEvent, SharedInfo

GROUPS = [
    ("county_bureau", _("全部县(市、区)司法局")),
    ("judicial_office", _("全部司法所")),
    ("partner_agency", _("全部协作单位")),
]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **more)


class ShareForm(forms.Form):
    kind = forms.ChoiceField(label=_("信息种类"), choices=SharedInfo.KINDS)
    title = forms.CharField(label=_("名称"), max_length=80, help_text=_("只写是什么材料，不写内容和姓名"))
    basis = forms.CharField(label=_("依据"), max_length=120)
    receiver = UnitField(label=_("接收单位"))
    due_on = _day(_("应送达日期"))
    is_sent = forms.BooleanField(label=_("已经发出"), required=False)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = choices


class ReceiptForm(forms.Form):
    receipt = forms.CharField(label=_("回执编号或签收方式"), max_length=60)


class PublicityForm(forms.Form):
    kind = forms.ChoiceField(label=_("六进"), choices=PublicityEvent.KINDS)
    title = forms.CharField(label=_("主题"), max_length=80)
    on = _day(_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80)
    events = forms.IntegerField(label=_("活动场次"), min_value=1, max_value=MOST, initial=1)
    materials = forms.IntegerField(label=_("发放材料（份）"), min_value=0, max_value=MOST, initial=0)
    persons = forms.IntegerField(label=_("受众（人次）"), min_value=0, max_value=MOST, initial=0)


class ToUnitsForm(forms.Form):
    """Whole groups, single units, or both; `choices` are the units below the writer."""

    groups = forms.MultipleChoiceField(label=_("发给"), choices=(), required=False, widget=forms.CheckboxSelectMultiple)
    units = UnitsField(label=_("或者选单位"), required=False)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = set(choices.values_list("kind", flat=True))
        self.fields["groups"].choices = [(code, label) for code, label in GROUPS if code in kinds]
        # Of the city's many offices single ones are reached through their county.
        single = choices.exclude(kind="judicial_office") if "county_bureau" in kinds else choices
        self.fields["units"].queryset = single


class LetterForm(ToUnitsForm):
    title = forms.CharField(label=_("名称"), max_length=80)
    text = forms.CharField(label=_("正文"), max_length=5_000, widget=_lines(10))
    due_on = _day(_("签署期限"))
    each_person = forms.BooleanField(label=_("单位的每位工作人员都要签署"), required=False)
    field_order = ("title", "text", "due_on", "groups", "units", "each_person")


class ReviseForm(forms.Form):
    text = forms.CharField(label=_("新版正文"), max_length=5_000, widget=_lines(10))
    due_on = _day(_("签署期限"))

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = text


class SignForm(forms.Form):
    name = forms.CharField(label=_("签名"), max_length=40, help_text=_("写自己的姓名，签署时间和版本记入日志"))


class CommunityForm(forms.Form):
    name = forms.CharField(label=_("居(村)委会名称"), max_length=80)


class VisitForm(forms.Form):
    on = _day(_("走访日期"))
    note = forms.CharField(
        label=_("情况"), max_length=300, widget=_lines(3), help_text=_("不写服务对象的姓名和个人信息")
    )
    next_on = _day(_("下次走访"))


class PromiseForm(forms.Form):
    side = forms.ChoiceField(label=_("由谁办"), choices=Promise.SIDES)
    text = forms.CharField(label=_("承诺事项"), max_length=200)
    due_on = _day(_("期限"))


class AnnounceForm(ToUnitsForm):
    title = forms.CharField(label=_("标题"), max_length=80)
    text = forms.CharField(label=_("内容"), max_length=5_000, widget=_lines(8))
    due_on = _day(_("请在此前确认"), required=False, help_text=_("空着的，只记录阅读，不要求确认"))
    field_order = ("title", "text", "due_on", "groups", "units")


def receivers(sender_ids: list[int]) -> Any:
    """Units to which information may go."""
    kinds = ("municipal_bureau", "county_bureau", "judicial_office", "prison", "partner_agency")
    rows = OrgUnit.objects.filter(kind__in=kinds, is_active=True).exclude(pk__in=sender_ids)
    return rows.order_by("kind", "division_id", "name")
