"""Forms of complaints and incidents: telling, finding the answer, appealing, answering, deciding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ngos.concerns import places
from ngos.models import Concern, Provider

LINES = forms.Textarea(attrs={"rows": 6})
NO_NAMES = _("写什么时候、在哪里、发生了什么。不写姓名、电话、证件号码")
CLIENT_KINDS = [("complaint", _("投诉或申诉")), ("safety", _("有人身安全的危险"))]
FIELDS = ("kind", "about", "where", "provider", "text")


class TellForm(forms.Form):
    """Without a name: what kind, about whom, where, and what happened."""

    kind = forms.ChoiceField(label=_("要反映什么"), choices=CLIENT_KINDS, widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("关于谁"), choices=Concern.ABOUT, widget=forms.RadioSelect)
    where = forms.ChoiceField(label=_("在哪里"), help_text=_("选县区或司法所，决定由谁办理"))
    provider = forms.ChoiceField(label=_("哪家社会组织"), required=False, help_text=_("关于社会组织的才选"))
    text = forms.CharField(label=_("发生了什么"), max_length=2_000, help_text=NO_NAMES, widget=LINES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["where"]
        where.choices = [("", _("选一处")), *places.choices()]
        provider: Any = self.fields["provider"]
        provider.choices = places.providers()

    def said(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        whom = Provider.objects.filter(pk=int(data["provider"])).first() if data["provider"] else None
        return {
            "kind": data["kind"], "about": data["about"], "county_code": places.county_of(data["where"]),
            "office": places.office_of(data["where"]), "provider": whom, "text": data["text"],
        }  # fmt: skip


class ReportForm(TellForm):
    """By name, for helpers and staff: incidents too."""

    kind = forms.ChoiceField(label=_("要反映什么"), choices=Concern.KINDS, widget=forms.RadioSelect)
    field_order = FIELDS


class CaseForm(forms.Form):
    """About a case one works in: the rest is known from it."""

    kind = forms.ChoiceField(label=_("要反映什么"), choices=Concern.KINDS, widget=forms.RadioSelect)
    text = forms.CharField(label=_("发生了什么"), max_length=2_000, help_text=NO_NAMES, widget=LINES)


class FindForm(forms.Form):
    number = forms.CharField(label=_("编号"), max_length=20, help_text=_("例如 TS-2026-00001"))
    code = forms.CharField(
        label=_("查询码"), max_length=20, help_text=_("大小写都可以，横线可以不填"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class AppealForm(forms.Form):
    reason = forms.CharField(
        label=_("不同意的理由"), max_length=2_000, widget=LINES, help_text=_("由市司法局复核，只能申诉一次")
    )


class _Finding(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("是否属实"), choices=[("1", _("属实")), ("0", _("不属实"))], coerce=lambda v: v == "1",
        widget=forms.RadioSelect,
    )  # fmt: skip
    severity = forms.ChoiceField(label=_("程度"), choices=Concern.SEVERITIES, widget=forms.RadioSelect)


class AnswerForm(_Finding):
    answer = forms.CharField(
        label=_("答复"), max_length=2_000, widget=LINES, help_text=_("提出的人会看到；写明查到什么、怎么办")
    )
    for_provider = forms.CharField(
        label=_("告知机构的内容"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("关于社会组织的必填。机构只看得到这一段，不写是谁提出的"),
    )  # fmt: skip


class DecideForm(_Finding):
    decision = forms.CharField(label=_("申诉决定"), max_length=2_000, widget=LINES, help_text=_("提出的人会看到"))
