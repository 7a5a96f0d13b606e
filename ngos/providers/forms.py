"""The forms of the register: the file, papers, narrowing of lists, what managers decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from ngos.models import Provider
from ngos.providers import lacking
from ngos.providers.numbers_of_law import PAPER_KINDS
from ngos.purchasing.models import SERVICE_KINDS

PAPERS = "application/pdf,image/*"
READ = (("hint", _("机构会看到")),)
SHOW = [
    ("", _("全部")),
    ("waiting", _("等审核的申请")),
    ("papers", _("有材料要核对")),
    ("soon", _("60 天内有材料到期")),
    ("restricted", _("受限")),
    ("suspended", _("暂停")),
    ("listed", _("已入库")),
]
QUALITY = {
    "A": (_("优秀"), "ok"),
    "B": (_("良好"), "ok"),
    "C": (_("合格"), "run"),
    "D": (_("不合格"), "bad"),
    "U": (_("证据不足"), "off"),
}


def _scan(required: bool = False) -> forms.FileField:
    return forms.FileField(
        label=_("扫描件或照片"), required=required, help_text=_("图片或 PDF，不超过 8 MB"),
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )  # fmt: skip


class _Drawn(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            drawn = {"select": "form-select", "text": "form-control"}.get(getattr(field.widget, "input_type", ""))
            field.widget.attrs["class"] = drawn or ""


class DirectoryFilter(_Drawn):
    category = forms.TypedChoiceField(label=_("服务类别"), coerce=int, empty_value=None, required=False)
    county = forms.ChoiceField(label=_("服务区域"), required=False)

    def __init__(self, *args: Any, counties: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("全部类别")), *SERVICE_KINDS]
        self.fields["county"].choices = [("", _("全市")), *sorted(counties.items())]


class RegistryFilter(DirectoryFilter):
    q = forms.CharField(label=_("名称或代码"), max_length=40, required=False)
    show = forms.ChoiceField(label=_("范围"), choices=SHOW, required=False)

    field_order = ("q", "show", "category", "county")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = self.fields["q"].label


# --- the file --------------------------------------------------------------------------------------------------
class CodeForm(forms.Form):
    """How an organisation begins: by its own manager, whose organisation is known."""

    code = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, help_text=_("18 位，按登记证书填写"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("机构类型"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("选一种")), *Provider.Kind.choices]


class RegisterForm(CodeForm):
    """By an office: with the name, and what lets a code pass that fails its check."""

    name = forms.CharField(label=_("机构名称"), max_length=80, help_text=_("与登记证书一致"))
    county: Any = forms.ModelChoiceField(label=_("登记所在县区"), queryset=None)
    code_reason = forms.CharField(
        label=_("代码校验不符仍予采用的理由"), max_length=200, required=False,
        help_text=_("个别真实的代码校验不符。看过证书原件的，写明理由并附扫描件"),
    )  # fmt: skip
    code_scan = _scan()

    field_order = ("name", "county", "code", "kind", "code_reason", "code_scan")

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("机构类型"), choices=Provider.Kind.choices)
    registrar = forms.CharField(label=_("登记机关"), max_length=60)
    legal_representative = forms.CharField(label=_("法定代表人"), max_length=40)
    founded_on = forms.DateField(label=_("成立日期"), widget=DayInput())
    areas = forms.MultipleChoiceField(label=_("服务区域"), widget=forms.CheckboxSelectMultiple)
    categories = forms.TypedMultipleChoiceField(
        label=_("服务类别"), coerce=int, choices=SERVICE_KINDS, widget=forms.CheckboxSelectMultiple
    )
    staff_n = forms.IntegerField(label=_("专职人员"), min_value=0, max_value=10_000)
    social_workers_n = forms.IntegerField(label=_("持证社工"), min_value=0, max_value=10_000)
    counsellors_n = forms.IntegerField(label=_("心理咨询师"), min_value=0, max_value=10_000)
    capacity = forms.IntegerField(
        label=_("承接名额"), min_value=0, max_value=10_000, help_text=_("同时能办理的最多件数")
    )
    about = forms.CharField(
        label=_("机构简介"), max_length=500, required=False, help_text=_("公开显示"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    contact_name = forms.CharField(label=_("联系人"), max_length=40)
    phone = forms.CharField(label=_("联系电话"), max_length=20, widget=forms.TextInput(attrs={"type": "tel"}))
    bank_account = forms.CharField(
        label=_("银行账户"), max_length=120, required=False, help_text=_("开户行和账号，加密保存，只用于支付服务款项"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, counties: dict[str, str], fixed: tuple[str, ...] = (), known: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = sorted(counties.items())
        for name in fixed:
            del self.fields[name]
        # What is kept sealed is not written into the page again: empty means unchanged.
        for name, masked in known.items():
            self.fields[name].required = False
            self.fields[name].help_text = _("已登记 %(masked)s；不改就空着") % {"masked": masked}

    def said(self) -> dict[str, Any]:
        """What is to be written: a sealed field left empty stays as it is."""
        data = dict(self.cleaned_data)
        return {k: v for k, v in data.items() if v or k not in ("phone", "bank_account")}


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label=_("材料种类"))
    title = forms.CharField(label=_("名称"), max_length=60, required=False, help_text=_("资质和其他材料写明是什么"))
    number = forms.CharField(label=_("编号"), max_length=60, required=False)
    valid_from = forms.DateField(label=_("自"), widget=DayInput(), required=False)
    valid_to = forms.DateField(
        label=_("有效期至"), widget=DayInput(), required=False, help_text=_("最后一天；长期有效的空着")
    )
    scan = _scan()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("选一种")), *PAPER_KINDS]


class FinanceForm(forms.Form):
    member: Any = forms.ModelChoiceField(label=_("财务经办人"), queryset=None, required=False)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members


# --- what managers decide ----------------------------------------------------------------------------------------
class ReturnForm(forms.Form):
    items = forms.MultipleChoiceField(
        label=_("要补正的事项"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("一次说全")
    )
    reason = forms.CharField(label=_("说明"), max_length=300, required=False, help_text=_("机构会看到"))

    def __init__(self, *args: Any, ticked: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = list(lacking.LABELS.items())
        self.fields["items"].initial = ticked


class CheckForm(forms.Form):
    """Which of the papers that wait were looked at and hold."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("核对无误的材料"), coerce=int, widget=forms.CheckboxSelectMultiple, help_text=_("看过扫描件再勾选")
    )

    def __init__(self, *args: Any, papers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = papers


class BackForm(forms.Form):
    paper = forms.TypedChoiceField(label=_("材料"), coerce=int)
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("机构会看到"))

    def __init__(self, *args: Any, papers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = papers


class TierForm(forms.Form):
    tier = forms.ChoiceField(label=_("层级"), choices=Provider.Tier.choices)


class ChangeCodeForm(forms.Form):
    code = forms.CharField(label=_("统一社会信用代码"), max_length=40)
    reason = forms.CharField(
        label=_("代码校验不符仍予采用的理由"), max_length=200, required=False, help_text=_("附证书扫描件")
    )
    scan = _scan()


class PurposeForm(forms.Form):
    purpose = forms.CharField(label=_("用途"), max_length=200, help_text=_("记入日志"))
