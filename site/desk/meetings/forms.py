"""Forms of joint meetings: the call, what is added to it, its record, a decision, a report with proof."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import OrgUnit
from desk.forms import DayInput, MomentInput

MOST_FILES = 6  # in one sending
PAPER = {"accept": "application/pdf,image/*"}


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class UnitsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=OrgUnit.objects.none(), **kwargs)


class UnitField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=OrgUnit.objects.none(), **kwargs)


class _AboutUnits(forms.Form):
    """A form one of whose fields chooses among `choices`."""

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitsField | UnitField):
                field.queryset = choices


class CallForm(_AboutUnits):
    title = forms.CharField(label=_("会议名称"), max_length=80)
    starts_at = forms.DateTimeField(label=_("时间"), widget=MomentInput)
    place = forms.CharField(label=_("地点"), max_length=80)
    chair = forms.CharField(label=_("主持人"), max_length=40)
    units = UnitsField(label=_("参会单位"))
    agenda = forms.CharField(label=_("议题"), required=False, widget=_lines(4), help_text=_("一行一个，以后还可以增加"))

    def clean_agenda(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["agenda"].splitlines() if line.strip()]


class PointForm(_AboutUnits):
    title = forms.CharField(label=_("议题"), max_length=120)
    unit = UnitField(label=_("汇报单位"), required=False)


class InviteForm(_AboutUnits):
    units = UnitsField(label=_("参会单位"))


class PaperForm(forms.Form):
    title = forms.CharField(label=_("材料名称"), max_length=80)
    file = forms.FileField(label=_("文件"), help_text=_("照片或 PDF，不超过 8 MB"), widget=forms.FileInput(attrs=PAPER))


class HoldForm(_AboutUnits):
    came = UnitsField(label=_("到会单位"))
    minutes = forms.CharField(
        label=_("会议记录"), max_length=10_000, widget=_lines(8), help_text=_("不写服务对象的姓名和个人信息")
    )


class DecideForm(_AboutUnits):
    text = forms.CharField(label=_("议定事项"), max_length=200)
    standard = forms.CharField(label=_("完成标准"), max_length=200, help_text=_("做到什么程度、交什么，算办结"))
    owner = UnitField(label=_("责任单位"))
    due_on = forms.DateField(
        label=_("完成期限"), widget=DayInput, required=False, help_text=_("空着的，自今天起十个工作日")
    )


class Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several papers or pictures at once."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("一次最多选 %(n)s 个文件。"), params={"n": MOST_FILES})
        return [forms.FileField.clean(self, file, initial) for file in files]


class ReportForm(forms.Form):
    report = forms.CharField(label=_("办理情况"), max_length=500, widget=_lines(4))
    proofs = FilesField(
        label=_("证据"), required=False, widget=Files(attrs=PAPER),
        help_text=_("照片或 PDF，每个不超过 8 MB，可以一次选几个"),
    )  # fmt: skip


class FilterForm(forms.Form):
    """Read from the address; whatever does not fit is ignored."""

    county = forms.CharField(required=False, max_length=6)
    owner = forms.IntegerField(required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
