"""What the city fills in for a new version of a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput, ReasonForm
from kit import clock
from volunteers.consents import queries
from volunteers.models import ConsentText


class TextForm(ReasonForm):
    """Both languages, from when, and whether people are asked again; only what everybody agrees to can ask again."""

    hint = _("记入日志，审计能看到")
    zh = forms.CharField(
        label=_("中文"), help_text=_("空行分段，以 # 开头的是小标题，以 - 开头的是列表"),
        widget=forms.Textarea({"rows": 20, "lang": "zh-Hans"}),
    )  # fmt: skip
    en = forms.CharField(
        label=_("英文"), help_text=_("和中文逐段对应"), widget=forms.Textarea({"rows": 20, "lang": "en"})
    )
    valid_from = forms.DateField(label=_("生效日期"), widget=DayInput(), initial=clock.today)
    asks_again = forms.BooleanField(
        label=_("请同意过旧版本的人重新同意"), required=False,
        help_text=_("用途、范围或双方义务有变的，要勾。改错字不勾。重新同意以前，服务不受影响"),
    )  # fmt: skip
    field_order = ("zh", "en", "valid_from", "asks_again", "reason")

    def __init__(self, *args: Any, text: ConsentText, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"zh": text.zh, "en": text.en})
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("为什么改")
        if text.kind not in queries.COMPULSORY:
            del self.fields["asks_again"]
