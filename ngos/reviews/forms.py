"""Forms of quality reviews: opening one, declaring, drafting, voting; judging a drawn record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import queries as people
from accounts import roles
from accounts.models import User
from desk.forms import DayInput
from ngos.models import AuditedFigure
from ngos.reviews.words import KINDS

LONG = {"rows": 5}


class People(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.display_name


def judges(county: str) -> Any:
    """Experts, the city's people and the managers of the county."""
    return people.people_with(roles.EXP, roles.MUN) | people.people_with(roles.CBM, county=county)


class PeopleForm(forms.Form):
    users = People(
        queryset=User.objects.none(), label=_("人员"), widget=forms.CheckboxSelectMultiple,
        help_text=_("评价人、审定小组和申诉小组互不重复"),
    )  # fmt: skip

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = judges(county)  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=KINDS, widget=forms.RadioSelect)
    reviewers = People(queryset=User.objects.none(), label=_("评价人"), widget=forms.CheckboxSelectMultiple)
    from_on = forms.DateField(label=_("评价期自"), widget=DayInput(), required=False)
    to_on = forms.DateField(label=_("评价期至"), widget=DayInput(), required=False, help_text=_("空着为最近十二个月"))

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewers"].queryset = judges(county)  # type: ignore[attr-defined]


class DeclareForm(forms.Form):
    has_conflict = forms.TypedChoiceField(
        label=_("和这家机构"), coerce=lambda v: v == "yes", widget=forms.RadioSelect,
        choices=[("no", _("没有任职、投资、亲属、诉讼等关系")), ("yes", _("有关系，回避"))],
    )  # fmt: skip
    conflict = forms.CharField(label=_("是什么关系"), max_length=200, required=False)


class DraftForm(forms.Form):
    text = forms.CharField(
        label=_("评价意见"), max_length=1000, widget=forms.Textarea(attrs=LONG),
        help_text=_("机构和公众会看到；不写帮扶对象的任何信息"),
    )  # fmt: skip


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label=_("机构的说明"), max_length=1000, widget=forms.Textarea(attrs=LONG),
        help_text=_("和等级一起公布；不写帮扶对象的任何信息"),
    )  # fmt: skip


class VoteForm(forms.Form):
    agrees = forms.TypedChoiceField(
        label=_("表决"), coerce=lambda v: v == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("同意这个等级")), ("no", _("不同意"))],
    )  # fmt: skip
    opinion = forms.CharField(
        label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不同意的写明理由"),
    )  # fmt: skip


class AppealForm(forms.Form):
    text = forms.CharField(label=_("申诉理由"), max_length=1000, widget=forms.Textarea(attrs=LONG))


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(label=_("结果"), choices=AuditedFigure.Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("依据"), max_length=200, required=False, help_text=_("不实的必填"))


class SpanForm(forms.Form):
    from_on = forms.DateField(label=_("自"), widget=DayInput())
    to_on = forms.DateField(label=_("至"), widget=DayInput())
