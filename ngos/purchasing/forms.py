"""The forms of projects: one for each part of the task list, and one for each act that asks for something."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, OrgUnit, User
from desk.forms import DayInput, MomentInput, ReasonForm
from kit import rules
from ngos.models import BudgetLine, CatalogueItem, Factor, Project
from ngos.providers.numbers_of_law import PAPER_KINDS
from ngos.purchasing.ending import FAILURES
from ngos.purchasing.fields import HundredthsField, MoneyField
from ngos.purchasing.models import SERVICE_KINDS
from ngos.purchasing.showing import STAGES
from ngos.purchasing.states import PROJECT

LINES = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 3})
COUNTS = {"inputmode": "numeric"}
MOST_ROWS = 30


class Drawn(forms.Form):
    """A filter bar: small controls, read from the address; whatever does not fit is ignored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


class ProjectsForm(Drawn):
    status = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部状态")), *PROJECT.states.items()])
    category = forms.ChoiceField(label=_("服务大类"), required=False, choices=[("", _("全部类别")), *SERVICE_KINDS])


class TendersForm(Drawn):
    stage = forms.ChoiceField(label=_("状态"), required=False)
    category = forms.ChoiceField(label=_("服务大类"), required=False, choices=[("", _("全部类别")), *SERVICE_KINDS])
    county = forms.ChoiceField(label=_("县区"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = Division.objects.filter(level="county").order_by("code").values_list("code", "name")
        self.fields["county"].choices = [("", _("全部")), ("city", _("市本级")), *counties]
        self.fields["stage"].choices = [("", _("全部状态")), *((code, s.label) for code, s in STAGES.items())]


# --- beginning, and the parts --------------------------------------------------------------------------------------
class NewProjectForm(forms.Form):
    purchaser = forms.ModelChoiceField(label=_("购买主体"), queryset=OrgUnit.objects.none(), empty_label=None)
    title = forms.CharField(label=_("项目名称"), max_length=80)
    category = forms.TypedChoiceField(label=_("服务大类"), choices=SERVICE_KINDS, coerce=int)
    budget_fen = MoneyField(label=_("预算金额"))

    def __init__(self, *args: Any, purchasers: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purchaser"].queryset = purchasers


class BasicsForm(forms.Form):
    title = forms.CharField(label=_("项目名称"), max_length=80)
    category = forms.TypedChoiceField(label=_("服务大类"), choices=SERVICE_KINDS, coerce=int)
    budget_line = forms.ModelChoiceField(label=_("预算"), queryset=BudgetLine.objects.none())
    budget_fen = MoneyField(label=_("预算金额"))
    method = forms.ChoiceField(label=_("采购方式"), choices=Project.Method.choices)
    method_reason = forms.CharField(
        label=_("选用的理由"),
        required=False,
        max_length=300,
        widget=SHORT,
        help_text=_("采购方式与金额对应的不同时填写，会公告；项目委托写明委托的理由"),
    )
    term_months = forms.IntegerField(
        label=_("服务期(月)"), min_value=1, max_value=36, widget=forms.NumberInput(attrs=COUNTS)
    )
    deduction = forms.TypedChoiceField(label=_("小微企业价格扣除"), coerce=int)

    def __init__(self, *args: Any, lines: QuerySet[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget_line"].queryset = lines
        low, high = rules.value("purchasing.deduction_range")
        self.fields["deduction"].choices = [(n, f"{n // 10}%") for n in range(low, high + 1, 10)]


class NeedForm(forms.Form):
    need = forms.CharField(label=_("采购需求"), max_length=4000, widget=LINES)
    standard = forms.CharField(label=_("服务标准"), max_length=4000, widget=LINES, required=False)


class DeliverableRow(forms.Form):
    item = forms.ModelChoiceField(label=_("服务项目"), queryset=CatalogueItem.objects.filter(is_active=True))
    quantity = forms.IntegerField(label=_("数量"), min_value=1, widget=forms.NumberInput(attrs=COUNTS))


class FactorRow(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=[("", "—"), *Factor.Kind.choices])
    title = forms.CharField(label=_("评审因素"), max_length=80)
    most = HundredthsField(label=_("分值"))
    measure = forms.CharField(label=_("评分标准"), max_length=500, widget=SHORT, required=False)


class ConditionRow(forms.Form):
    text = forms.CharField(label=_("资格条件"), max_length=300)
    paper = forms.ChoiceField(label=_("证明材料"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [("", _("不需要材料证明")), *PAPER_KINDS]


class MilestoneRow(forms.Form):
    title = forms.CharField(label=_("付款节点"), max_length=80)
    share = HundredthsField(label=_("比例(%)"))
    condition = forms.CharField(label=_("付款条件"), max_length=300)
    is_advance = forms.BooleanField(label=_("预付款"), required=False)


class ForecastForm(forms.Form):
    forecast_reason = forms.CharField(label=_("预计不足三家仍公告的理由"), max_length=300, widget=SHORT, required=False)


class DatesForm(forms.Form):
    documents_until_on = forms.DateField(label=_("采购文件提供至"), widget=DayInput())
    enquiries_until_at = forms.DateTimeField(label=_("提问截止"), widget=MomentInput(), required=False)
    deadline_at = forms.DateTimeField(label=_("响应截止"), widget=MomentInput())
    opening_at = forms.DateTimeField(label=_("开标时间"), widget=MomentInput(), required=False)

    def __init__(self, *args: Any, hints: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in hints.items():
            self.fields[name].help_text = hint


class OfficersForm(forms.Form):
    """Only who has made an opening key can be chosen to open."""

    head = forms.ModelChoiceField(label=_("采购负责人"), queryset=User.objects.none())
    openers = forms.ModelMultipleChoiceField(
        label=_("开标人"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只列出已生成开标钥匙的人员"),
    )
    k = forms.IntegerField(label=_("开启所需人数"), min_value=2, max_value=7, widget=forms.NumberInput(attrs=COUNTS))

    def __init__(self, *args: Any, people: QuerySet[User], keyed: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = people
        self.fields["openers"].queryset = keyed


# --- acts ----------------------------------------------------------------------------------------------------------
class PostponeForm(ReasonForm):
    hint = _("会公告")
    deadline_at = forms.DateTimeField(label=_("新的响应截止"), widget=MomentInput())
    field_order = ("deadline_at", "reason")


class FailForm(ReasonForm):
    hint = _("会公告")
    failed_for = forms.ChoiceField(label=_("废标原因"), choices=list(FAILURES.items()))
    field_order = ("failed_for", "reason")


class ExternalForm(forms.Form):
    url = forms.URLField(label=_("法定媒体公告地址"), max_length=300, assume_scheme="https")
    on = forms.DateField(label=_("法定媒体公告日期"), widget=DayInput())


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("答复"), max_length=2000, widget=LINES, help_text=_("连同问题公开，不显示提问机构"))
    is_substantive = forms.BooleanField(
        label=_("改变了采购要求"), required=False, help_text=_("会发更正公告，已密封的响应须重新确认")
    )
    deadline_at = forms.DateTimeField(label=_("新的响应截止"), widget=MomentInput(), required=False)


class AskForm(forms.Form):
    question = forms.CharField(
        label=_("问题"),
        max_length=1000,
        widget=LINES,
        help_text=_("问题和答复都会公开，不显示是谁提问；不要写出机构名称"),
    )


# --- budget and catalogue ------------------------------------------------------------------------------------------
class BudgetForm(forms.Form):
    purchaser = forms.ModelChoiceField(label=_("购买主体"), queryset=OrgUnit.objects.none(), empty_label=None)
    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2099)
    code = forms.CharField(label=_("预算编号"), max_length=24)
    title = forms.CharField(label=_("名称"), max_length=80)
    amount_fen = MoneyField(label=_("金额"))

    def __init__(self, *args: Any, purchasers: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purchaser"].queryset = purchasers


class CatalogueForm(forms.Form):
    code = forms.SlugField(label=_("编号"), max_length=24)
    name = forms.CharField(label=_("服务项目"), max_length=60, help_text=_("报到核查、外出审批等执法事项不能列入"))
    about = forms.CharField(label=_("内容与标准"), max_length=300, required=False, widget=SHORT)
    category = forms.TypedChoiceField(label=_("服务大类"), choices=SERVICE_KINDS, coerce=int)
    unit = forms.CharField(label=_("计量单位"), max_length=12, help_text=_("例如：次、场、人、份"))
    with_sessions = forms.BooleanField(label=_("按服务记录计量"), required=False)
    is_active = forms.BooleanField(label=_("在用"), required=False, initial=True)
