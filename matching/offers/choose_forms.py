"""What an officer decides when an offer goes out: to whom, why another than the first, what may be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms import HintedBoxes
from matching import words
from matching.engine import codes
from matching.models import AssistanceRequest
from matching.offers.services import MOST_AT_ONCE
from matching.offers.suggestions import NearMiss, Suggestions
from matching.supervisees.disclosure import FIELDS_FOR

URGENT = 3  # U1: up to three offers in one act


class SendForm(forms.Form):
    """`lift` is the near miss for which a gate is being lifted; else the place is one of the first five."""

    place = forms.TypedMultipleChoiceField(label=gettext_lazy("同时发给"), coerce=int, widget=HintedBoxes)
    why_other = forms.ChoiceField(
        label=gettext_lazy("为什么不选第一处"),
        required=False,
        error_messages={"required": gettext_lazy("选一个原因，改选会计入统计")},
    )
    lift_reason = forms.CharField(
        label=gettext_lazy("放宽的理由"),
        help_text=gettext_lazy("写明本人或对方怎样说的，会随邀约留存"),
        max_length=200,
        required=False,
        error_messages={"required": gettext_lazy("放宽条件要写明理由")},
    )
    provider_agreed = forms.BooleanField(label=gettext_lazy("对方已同意放宽"), required=False)
    grant_fields = forms.MultipleChoiceField(
        label=gettext_lazy("对方接受以后可以看到"), required=False, widget=HintedBoxes
    )
    no_conflict = forms.BooleanField(
        label=gettext_lazy("我已核对：对方与本人没有利害关系"),
        error_messages={"required": gettext_lazy("核对利害关系后勾选")},
    )

    def __init__(
        self,
        data: Any,
        *,
        thing: AssistanceRequest,
        found: Suggestions,
        chosen: list[int],
        lift: NearMiss | None,
    ) -> None:
        super().__init__(data, initial={"place": chosen})
        self.thing, self.first, self.lift = thing, found.top[0].place.pk if found.top else None, lift
        some = [lift.place] if lift else [s.place for s in found.top]
        self.fields["place"].choices = [(p.pk, str(p)) for p in some]
        if thing.urgency != URGENT or lift:
            self.fields["place"].widget = forms.MultipleHiddenInput()
        self._grant_field()
        self.fields["why_other"].choices = [("", "—"), *words.CHOSEN_WHY.items()]
        if lift or chosen[:1] == [self.first]:
            del self.fields["why_other"]
        if lift is None:
            del self.fields["lift_reason"], self.fields["provider_agreed"]
        else:
            self.fields["lift_reason"].required = True
            if not lift.block.provider_agrees:
                del self.fields["provider_agreed"]
        if "why_other" in self.fields:
            self.fields["why_other"].required = thing.urgency != URGENT

    def _grant_field(self) -> None:
        names = FIELDS_FOR[self.thing.category]
        field, consent = self.fields["grant_fields"], self.thing.consent
        field.choices = [(name, words.field(name)) for name in names]
        told = bool(consent and not consent.withdrawn_at and consent.for_employer)
        if self.thing.category == codes.JOB and not told:
            field.disabled = True
            field.help_text = _("本人没有同意告知用人单位，现在不能给。")
        else:
            self.initial["grant_fields"] = list(names)

    def clean_place(self) -> list[int]:
        places = self.cleaned_data["place"]
        if len(places) > (MOST_AT_ONCE if self.thing.urgency == URGENT else 1):
            raise forms.ValidationError(_("U1 最多同时发给三处，其他一次一处"))
        return places

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        other = "why_other" in self.fields and self.first not in data.get("place", [])
        if other and not data.get("why_other") and "why_other" not in self.errors:
            self.add_error("why_other", _("选一个原因，改选会计入统计"))
        if "provider_agreed" in self.fields and not data.get("provider_agreed"):
            self.add_error("provider_agreed", _("这一项要先问过对方"))
        return data

    def sending(self) -> dict[str, Any]:
        """What `send_offers` takes besides the places."""
        data = self.cleaned_data
        return {
            "chosen_why": data.get("why_other", "") if self.first not in data["place"] else "",
            "lifted": [self.lift.block.code] if self.lift else [],
            "lift_reason": data.get("lift_reason", ""),
            "provider_agreed": data.get("provider_agreed", False),
            "grant_fields": data["grant_fields"],
        }
