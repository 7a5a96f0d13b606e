"""The forms of the office's list, of a volunteer's page and of the desk for applications."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput, ReasonForm
from training import queries as training
from volunteers.models import Volunteer
from volunteers.vetting.queries import SHOWN
from volunteers.vetting.requirements import CAN_BE_WAIVED

# What an act adds to the form of a reason: who will read it.
READ = (("hint", _("志愿者会看到")),)
LOGGED = (("hint", _("记入日志")),)

PAPERS = "application/pdf,image/*"


class Narrowing(forms.Form):
    """Read from the address; whatever does not fit is ignored."""

    q = forms.CharField(label=_("姓名或编号"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            drawn = {"select": "form-select", "text": "form-control"}.get(getattr(field.widget, "input_type", ""))
            field.widget.attrs["class"] = drawn or ""
        self.fields["q"].widget.attrs["placeholder"] = self.fields["q"].label


class FilterForm(Narrowing):
    status = forms.ChoiceField(label=_("状态"), required=False)
    ready = forms.BooleanField(label=_("还有空名额"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("全部状态")), *Volunteer.machine.states.items()]


class ApplicationFilter(Narrowing):
    q = forms.CharField(label=_("姓名"), max_length=40, required=False)
    status = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, states: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(code, states[code]) for code in SHOWN]


# --- one thing -------------------------------------------------------------------------------------------------
class PaperForm(forms.Form):
    """What was seen on paper."""

    kind = forms.ChoiceField(label=_("种类"))
    met_on = forms.DateField(
        label=_("日期"), widget=DayInput(), help_text=_("签署、通过或查询的那一天；续期的接着原来的算")
    )
    valid_to = forms.DateField(
        label=_("最后有效日"), widget=DayInput(), required=False, help_text=_("证明上写明的；没有写明的按规则计算")
    )
    number = forms.CharField(label=_("编号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("出具单位"), max_length=80, required=False)
    level = forms.TypedChoiceField(label=_("等级"), coerce=int, choices=[(1, "1"), (2, "2"), (3, "3")], initial=1)
    scan = forms.FileField(
        label=_("扫描件或照片"),
        required=False,
        help_text=_("图片或 PDF，不超过 8 MB"),
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("选一种")), *training.kinds()]


class WithdrawForm(forms.Form):
    """Which of the papers shown was wrong, and why."""

    paper = forms.TypedChoiceField(label=_("证明"), coerce=int)
    reason = forms.CharField(label=_("原因"), max_length=200)

    def __init__(self, *args: Any, papers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = papers


class InterviewForm(forms.Form):
    met_on = forms.DateField(label=_("面谈日期"), widget=DayInput())
    note = forms.CharField(
        label=_("要点"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("加密保存，查看会留下记录"),
    )


class PurposeForm(forms.Form):
    purpose = forms.CharField(label=_("用途"), max_length=200, help_text=_("记入日志，本人也能看到"))


class SuspendForm(ReasonForm):
    hint = _("志愿者会看到")
    until_on = forms.DateField(
        label=_("到哪天"), widget=DayInput(), required=False, help_text=_("最后一天；空着表示另行决定")
    )


class ExemptionForm(forms.Form):
    kind = forms.ChoiceField(label=_("免去哪一项"))
    until_on = forms.DateField(label=_("到哪天"), widget=DayInput(), help_text=_("最后一天"))
    reason = forms.CharField(label=_("理由"), max_length=200, help_text=_("不写健康状况和家庭情况"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(kind, label) for kind, label in training.kinds() if kind in CAN_BE_WAIVED]
        self.fields["kind"].choices = [("", _("选一项")), *words]
