"""The forms on the page of an offer: yes, no, a question, its answer, taking it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from matching.models import Offer
from matching.offers.services import workers_of


class WorkerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class AcceptForm(forms.Form):
    """The statement and, at a provider, who will do it."""

    knows_nobody = forms.BooleanField(
        label=_("我确认没有利害关系"),
        required=False,
        help_text=_("本人不是被害人一方、同案、亲属或原同事，也没有别的利害关系"),
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offer.place.kind == "service":
            people = workers_of(offer.place)
            self.fields["worker"] = WorkerField(
                label=_("由谁承担"),
                queryset=User.objects.filter(pk__in=[p.pk for p in people]),
                initial=people[0] if len(people) == 1 else None,
                empty_label=_("选一位本机构的社工"),
                help_text="" if people else _("本机构还没有社工。先在“人员”里邀请一位，管理员自己承担的也要有社工身份"),
            )
            self.order_fields(["worker", "knows_nobody"])


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("原因"),
        choices=[(code, label) for code, label in Offer.DECLINES if code != "conflict"],
        widget=forms.RadioSelect,
        help_text=_("不影响您以后的邀约"),
    )
    note = forms.CharField(label=_("想补充的话"), max_length=200, required=False)


class AskForm(forms.Form):
    question = forms.CharField(
        label=_("问题"),
        max_length=300,
        help_text=_("一次一个。等回答时，答复的时限暂停"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReplyForm(forms.Form):
    answer = forms.CharField(
        label=_("回答"),
        max_length=300,
        help_text=_("对方会看到。不写姓名、住址和案情"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RevokeForm(forms.Form):
    reason = forms.CharField(label=_("收回的原因"), max_length=200)
