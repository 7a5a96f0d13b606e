"""The questions of a slip, one form each, and the marks that volunteers give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ngos.feedback.models import STARS
from ngos.models import Voice

SKIP = "skip"
LATER = [*Voice.ANSWERS, (SKIP, _("不想说"))]
QUESTIONS: dict[str, tuple[Any, list[tuple[Any, Any]]]] = {
    "stars": (_("总的来说，您满意吗？"), list(STARS)),
    "respected": (_("帮您的人尊重您吗？"), LATER),
    "helped": (_("这项服务对您有帮助吗？"), LATER),
    "kept": (_("约好的事，做到了吗？"), LATER),
}
SAYS = [
    ("yes", _("满足了")), ("partly", _("部分满足")), ("no", _("没有满足")), ("not_received", _("没有得到帮助")),
    ("not_contacted", _("没有人联系过我")),
]  # fmt: skip


def given(data: Mapping[str, str]) -> dict[str, str]:
    """What was answered so far, in the order of the questions; a skipped one is an empty answer."""
    found: dict[str, str] = {}
    for name, (_label, choices) in QUESTIONS.items():
        if data.get(name, "") not in {str(value) for value, _word in choices}:
            break
        found[name] = "" if data[name] == SKIP else data[name]
    return found


def sent(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """The same as the page carries it on."""
    return [(name, value or SKIP) for name, value in answers.items()]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("评价单上的码"), max_length=40, help_text=_("大小写都可以，横线可以不填"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class _OneQuestion(forms.Form):
    asked = ""

    def say_what_is_missing(self) -> None:
        self.is_bound, self.cleaned_data = True, {}
        self._errors = forms.utils.ErrorDict()
        self.add_error(self.asked, _("选一项。"))


class QuestionForm(_OneQuestion):
    def __init__(self, asked: str) -> None:
        super().__init__()
        self.asked = asked
        label, choices = QUESTIONS[asked]
        self.fields[asked] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


class OutcomeForm(_OneQuestion):
    asked = "says"
    says = forms.ChoiceField(label=_("当初想解决的事，解决了吗？"), choices=SAYS, widget=forms.RadioSelect)


class SentForm(forms.Form):
    """Carries a refusal; what was sent is read question by question."""


class RateForm(forms.Form):
    stars = forms.TypedChoiceField(label=_("合作得怎么样"), choices=STARS, coerce=int, widget=forms.RadioSelect)
