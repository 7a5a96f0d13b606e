"""The forms of a bid and of whoever opens bids."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from desk.uploads.checking import checked
from kit import money
from kit.errors import Refused
from ngos.bidding.parcel import Paper
from ngos.bidding.services import MOST_PAPERS
from ngos.models import Project, Provider

LONGEST = 4000


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else []


class PapersField(forms.Field):
    """Several papers, each checked by its content and made anew, in memory alone."""

    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf", "multiple": True})

    def clean(self, value: list[UploadedFile] | None) -> list[Paper]:
        found, faults = [], []
        if len(value or []) > MOST_PAPERS:
            raise ValidationError(_("附件最多 %(n)d 份。"), params={"n": MOST_PAPERS})
        for one in value or []:
            try:
                kind, raw = checked(one.read())
            except Refused as why:
                faults.append(_("%(name)s：%(why)s") % {"name": one.name, "why": why})
            else:
                found.append(Paper((one.name or "")[:120], kind, raw))
        if faults:
            raise ValidationError(faults)
        return found


class BidForm(forms.Form):
    """One page without script: the price, an answer to each factor, the statement, the papers."""

    price = forms.CharField(
        label=_("报价（元）"),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    contact = forms.CharField(
        label=_("联系人和电话"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    papers = PapersField(
        label=_("附件"), required=False, help_text=_("照片或 PDF，每份不超过 8 MB。档案里已有的资质不用再传。")
    )
    small_enterprise = forms.BooleanField(
        label=_("声明本单位是小微企业"), required=False, help_text=_("声明不实的，响应无效并依法处理。")
    )
    no_violation = forms.BooleanField(label=_("声明参加采购前三年内没有重大违法记录"))

    def __init__(self, *args: Any, project: Project, provider: Provider, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        budget = money.display(project.budget_fen)
        self.fields["price"].help_text = _("不超过预算 %(budget)s。超过的无效。") % {"budget": budget}
        if not provider.is_enterprise:  # law: R-PUR-15
            del self.fields["small_enterprise"]
        self.factors = [f for f in project.factors.all() if f.kind != "price"]
        for factor in self.factors:
            self.fields[f"answer_{factor.pk}"] = forms.CharField(
                label=factor.title,
                help_text=factor.measure,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        first = ["price", *(f"answer_{f.pk}" for f in self.factors)]
        self.order_fields([*first, "papers", "contact", "small_enterprise", "no_violation"])

    def clean_price(self) -> int:
        try:
            fen = money.parse_yuan(self.cleaned_data["price"])
        except Refused as why:
            raise ValidationError(str(why)) from None
        if not 0 < fen <= self.project.budget_fen:  # law: R-PUR-09
            raise ValidationError(_("报价大于 0，不超过预算。"))
        return fen

    def content(self) -> dict[str, Any]:
        """What is sealed, beside the papers."""
        data = self.cleaned_data
        return {
            "price_fen": data["price"],
            "small_enterprise": data.get("small_enterprise", False),
            "answers": [{"factor": f.pk, "text": data[f"answer_{f.pk}"]} for f in self.factors],
            "statement": {"no_violation": True, "contact": data["contact"]},
        }


class PassphraseForm(forms.Form):
    passphrase = forms.CharField(
        label=_("开标口令"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("忘了口令，输入打印保存的恢复码。"),
    )


class NewKeyForm(forms.Form):
    first = forms.CharField(
        label=_("开标口令"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 12 个字符，用一句只有您知道的话。平台不保存，忘了只能用恢复码。"),
    )
    again = forms.CharField(
        label=_("再输一次"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("again") and data["first"] != data["again"]:
            self.add_error("again", _("两次输入的口令不一样。"))
        return data
