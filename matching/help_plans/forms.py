"""The form of a help plan: a row for each item, empty rows left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms import DayInput
from matching import words
from matching.help_plans.models import HelpPlan
from matching.models import Assessment, Client
from matching.needs.areas import WORK_AGE, WORK_NEEDS
from matching.sameness.forms import KeepWhy

MOST = 12


class ItemForm(forms.Form):
    need = forms.ChoiceField(label=gettext_lazy("需求类别"), required=False)
    goal = forms.CharField(
        label=gettext_lazy("目标"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("一句话，到时能看出有没有达到"),
    )
    wish = forms.CharField(
        label=gettext_lazy("希望得到的帮助"), max_length=300, required=False,
        help_text=gettext_lazy("提出需求时带过去，帮扶人会看到。不写姓名、号码、住址和案情。"),
    )  # fmt: skip
    until_on = forms.DateField(label=gettext_lazy("完成期限"), required=False, widget=DayInput)

    def __init__(self, *args: Any, barred: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = [("", "—"), *(c for c in words.need_choices() if c[0] not in barred)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if any(data.get(name) for name in ("goal", "wish", "until_on")) and not data.get("need"):
            self.add_error("need", _("选出需求类别"))
        if data.get("need") and not data.get("goal"):
            self.add_error("goal", _("写明目标"))
        return data


class ReviewForm(KeepWhy):
    review_on = forms.DateField(
        label=gettext_lazy("检查日期"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("到这一天出现在您的待办里"),
    )


Items = forms.formset_factory(ItemForm, extra=2, max_num=MOST, validate_max=True)


def items_form(data: Any, client: Client, plan: HelpPlan | None, last: Assessment | None) -> Any:
    """Begins with the items of the plan in force, else with the needs of the last assessment."""
    barred = WORK_NEEDS if client.age < WORK_AGE else ()
    initial: list[Any]
    if plan:
        initial = list(plan.items.order_by("pk").values("need", "goal", "wish", "until_on"))
    else:
        initial = [{"need": n} for n in (last.needs if last else []) if n not in barred]
    return Items(data, initial=initial, form_kwargs={"barred": barred}, prefix="item")


def said(rows: Any) -> list[dict[str, Any]]:
    """The items that were filled in."""
    return [dict(form.cleaned_data) for form in rows if form.cleaned_data.get("need")]
