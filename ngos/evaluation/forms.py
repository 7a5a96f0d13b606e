"""Forms of evaluations: seats, declarations, refusals, votes, objections and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import queries as people
from accounts import roles
from accounts.models import User
from desk.dates import day
from desk.forms import ReasonForm
from kit.clock import SHANGHAI
from ngos.evaluation.objecting import REMEDIES
from ngos.evaluation.windows import Window
from ngos.models import CommitteeMember, Declaration
from ngos.purchasing.models import SERVICE_KINDS


class CommitteeForm(forms.Form):
    experts = forms.IntegerField(label=_("抽取专家人数"), min_value=1, max_value=20, initial=4)
    representatives = forms.ModelMultipleChoiceField(
        label=_("采购人代表"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("采购人代表不超过三分之一，不担任组长"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["representatives"]
        field.queryset = people
        field.label_from_instance = lambda user: user.display_name


class ExpertForm(forms.Form):
    user = forms.ModelChoiceField(label=_("专家"), queryset=User.objects.none(), help_text=_("有评审专家身份的人员"))
    categories = forms.TypedMultipleChoiceField(
        label=_("评审类别"), choices=SERVICE_KINDS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    employer = forms.CharField(label=_("工作单位"), max_length=80, required=False)
    title = forms.CharField(label=_("职称"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people.people_with(roles.EXP)
        self.fields["user"].label_from_instance = lambda user: user.display_name


class RepresentativeForm(forms.Form):
    representative = forms.ModelChoiceField(label=_("接替的采购人代表"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["representative"].queryset = people
        self.fields["representative"].label_from_instance = lambda user: user.display_name


class DeclareForm(forms.Form):
    """One question a bidder, none of them answered beforehand."""

    def __init__(self, *args: Any, bids: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bid in bids:
            self.fields[f"bid-{bid.pk}"] = forms.ChoiceField(
                label=bid.provider.org.name, choices=Declaration.Relation.choices, widget=forms.RadioSelect
            )

    @property
    def relations(self) -> dict[int, str]:
        return {int(name.removeprefix("bid-")): value for name, value in self.cleaned_data.items()}


class RefuseForm(forms.Form):
    clause = forms.ChoiceField(label=_("依据的条款"))
    reason = forms.CharField(label=_("原因"), max_length=300, help_text=_("这家供应商会看到"))

    def __init__(self, *args: Any, clauses: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [(key, f"{key} {said}") for key, said in clauses.items()]


class LeaderForm(forms.Form):
    candidate = forms.ModelChoiceField(
        label=_("组长人选"), queryset=CommitteeMember.objects.none(), widget=forms.RadioSelect, empty_label=None,
        help_text=_("在专家中推选，可以推选自己；得票最多的担任组长，票数相同的抽签。投票后不能更改"),
    )  # fmt: skip

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["candidate"]
        field.queryset = seats
        field.label_from_instance = lambda member: member.user.display_name


class TwoForm(ReasonForm):
    hint = _("写入评审报告")


class LowPriceForm(forms.Form):
    minutes = forms.IntegerField(label=_("说明时间（分钟）"), min_value=30, max_value=1440, initial=30)


class ExplainForm(forms.Form):
    text = forms.CharField(label=_("报价说明"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class VoteForm(forms.Form):
    accept = forms.TypedChoiceField(
        label=_("供应商的说明"), choices=[("yes", _("成立")), ("no", _("不成立"))], coerce=lambda v: v == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip


class DropForm(ReasonForm):
    hint = _("成交供应商会看到")
    then = forms.ChoiceField(
        label=_("以后"),
        choices=[("next", _("由下一名递补")), ("retender", _("废标，重新采购"))],
        widget=forms.RadioSelect,
    )


class ObjectForm(forms.Form):
    kind = forms.ChoiceField(label=_("对象"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("事实和请求"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写明具体事项、事实依据和请求"),
    )  # fmt: skip

    def __init__(self, *args: Any, windows: Sequence[Window], **kwargs: Any) -> None:
        """Offers what may be objected to, each with its last day."""
        super().__init__(*args, **kwargs)
        last = _("%(what)s（%(day)s 24:00 截止）")
        self.fields["kind"].choices = [
            (w.kind.value, last % {"what": w.label, "day": day(w.until.astimezone(SHANGHAI).date())}) for w in windows
        ]


class ComplainForm(forms.Form):
    text = forms.CharField(label=_("投诉事项"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))


class AnswerForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("结论"), choices=[("no", _("不成立")), ("yes", _("成立"))], coerce=lambda v: v == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    remedy = forms.ChoiceField(
        label=_("处理方式"), choices=[("", "—"), *REMEDIES.items()], required=False, help_text=_("认定成立的必须选择")
    )
    answer = forms.CharField(label=_("答复"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))
