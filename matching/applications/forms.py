"""The forms of a job application: one for each step that asks something."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput, MomentInput
from kit import clock
from matching.applications.models import JobApplication

LEFT_TO_HOUSE = "request_ended"


class FilterForm(forms.Form):
    status = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("全部状态")), *JobApplication.machine.states.items()]
        self.fields["status"].widget.attrs["class"] = "form-select"


class InviteForm(forms.Form):
    at = forms.DateTimeField(label=_("面试时间"), widget=MomentInput())
    where = forms.CharField(label=_("面试地点"), max_length=80, help_text=_("写到哪一栋、找哪个部门"))


class PromiseForm(forms.Form):
    starts_on = forms.DateField(label=_("上岗日期"), widget=DayInput())


class HireForm(forms.Form):
    hired_on = forms.DateField(label=_("实际上岗日期"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hired_on"].initial = clock.today


class RefuseForm(forms.Form):
    reason = forms.ChoiceField(label=_("原因"), choices=[("", _("选择一项")), *JobApplication.REASONS])
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("法律规定不得从事的，写明法律和条款")
    )


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("原因"),
        choices=[("", _("选择一项")), *(w for w in JobApplication.WITHDRAWALS if w[0] != LEFT_TO_HOUSE)],
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
