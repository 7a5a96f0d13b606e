"""What a learner is asked about a session: four times one to five, and two lines that may stay empty."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import SurveyAnswer
from training.surveys.models import SCORES

POINTS = [(5, _("5 很满意")), (4, _("4 满意")), (3, _("3 一般")), (2, _("2 不满意")), (1, _("1 很不满意"))]
AGREES = [(5, _("5 很同意")), (4, _("4 同意")), (3, _("3 一般")), (2, _("2 不同意")), (1, _("1 很不同意"))]
ASKED = {
    "fits": (_("内容在工作中用得上"), AGREES),
    "trainer": (_("讲师讲得怎么样"), POINTS),
    "organisation": (_("组织和场地怎么样"), POINTS),
    "recommend": (_("愿意推荐给同事"), AGREES),
}


class SurveyForm(forms.Form):
    fits, trainer, organisation, recommend = (
        forms.TypedChoiceField(label=ASKED[name][0], choices=ASKED[name][1], coerce=int, widget=forms.RadioSelect)
        for name in SCORES
    )
    comment = forms.CharField(
        label=_("还想说什么"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("不写姓名、电话和帮扶对象的情况"),
    )  # fmt: skip
    next_topic = forms.CharField(label=_("下次想学什么"), required=False, max_length=200)

    @staticmethod
    def of(answer: SurveyAnswer) -> dict[str, Any]:
        return {name: getattr(answer, name) for name in (*SCORES, "comment", "next_topic")}
