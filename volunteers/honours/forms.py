"""Forms of stars, commendations and objections."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import OrgUnit
from accounts.queries import people_with
from volunteers.honours.commending import Nominee
from volunteers.models import Volunteer

READ = {"hint": _("对方会看到")}  # who reads a reason


class LookForm(forms.Form):
    note = forms.CharField(label=_("复核意见"), max_length=200, help_text=_("写明时长为什么减少、星级如何处理"))


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("核查结论"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ObjectionForm(forms.Form):
    text = forms.CharField(
        label=_("异议内容"),
        max_length=500,
        help_text=_("写明事实。只有办理的人能看到，不公开"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.CharField(
        label=_("联系方式"), max_length=60, required=False, help_text=_("留下才能把结果告诉您；不留也受理")
    )


class CommendForm(forms.Form):
    """Whom for: a volunteer by number, the organisation of the office's county, or a colleague by e-mail."""

    KINDS = [("volunteer", _("志愿者")), ("org", _("社会组织")), ("staff", _("工作人员"))]

    kind = forms.ChoiceField(label=_("表彰对象"), choices=KINDS, widget=forms.RadioSelect)
    who = forms.CharField(label=_("是谁"), max_length=80, help_text=_("志愿者填编号，社会组织填全称，工作人员填邮箱"))
    title = forms.CharField(label=_("称号或奖励"), max_length=60, help_text=_("例如 年度优秀志愿者"))
    deeds = forms.CharField(
        label=_("主要事迹"),
        max_length=500,
        help_text=_("不写帮扶对象的任何信息"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("kind") and cleaned.get("who"):
            cleaned["nominee"] = self._find(cleaned["kind"], cleaned["who"].strip())
            if cleaned["nominee"] is None:
                self.add_error("who", _("没有找到。核对后重新填写。"))
        return cleaned

    def _find(self, kind: str, who: str) -> Nominee | None:
        if kind == "volunteer":
            found = Volunteer.objects.filter(number=who.upper()).select_related("user").first()
            return Nominee(volunteer=found) if found else None
        if kind == "org":
            org = OrgUnit.objects.filter(kind="provider", name=who, is_active=True).first()
            return Nominee(org=org) if org else None
        person = people_with("OFF", "CBM", "MUN").filter(email__iexact=who).first()
        return Nominee(staff=person) if person else None
