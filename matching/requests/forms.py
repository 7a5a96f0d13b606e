"""What an officer is asked for a request: need, wish and times. Name, sex, age and address come from the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms import DayInput, HintedBoxes, HintedChoices, ReasonForm, WeekField
from kit import clock
from kit.errors import Refused
from kit.money import parse_yuan, yuan
from matching import words
from matching.engine import codes
from matching.models import AssistanceRequest, Client
from matching.needs.areas import WORK_AGE, WORK_NEEDS
from matching.outcomes.services import EARLY, WITHDRAWALS
from matching.sameness.forms import KeepWhy
from matching.supervisees.disclosure import FIELDS_FOR

FARTHEST_KM = 200
OPEN = "open"
SEEKING = "seeking"  # matching and waiting together


class FilterForm(forms.Form):
    status = forms.ChoiceField(required=False, label=gettext_lazy("状态"))
    category = forms.TypedChoiceField(required=False, label=gettext_lazy("大类"), coerce=int, empty_value=None)
    need = forms.ChoiceField(required=False, label=gettext_lazy("需求"))
    late = forms.ChoiceField(
        required=False,
        label=gettext_lazy("时限"),
        choices=[("", gettext_lazy("不限")), ("1", gettext_lazy("已超时"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [
            ("", _("全部")),
            (OPEN, _("在办")),
            (SEEKING, _("正在等待")),
            *AssistanceRequest.machine.states.items(),
        ]
        self.fields["status"].choices = states
        self.fields["need"].choices = [("", _("全部")), *words.need_choices()]
        self.fields["category"].choices = [("", _("全部")), *((c, words.category(c)) for c in codes.CATEGORIES)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


class AskForm(forms.Form):
    """Page 1: which need, how urgent."""

    need = forms.ChoiceField(label=gettext_lazy("需要哪一类帮助"), widget=HintedChoices)
    urgency = forms.TypedChoiceField(
        label=gettext_lazy("多紧急"), coerce=int, initial=1, choices=AssistanceRequest.URGENCIES, widget=HintedChoices
    )

    def __init__(self, *args: Any, client: Client, assessed: list[str], running: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        young = client.age < WORK_AGE
        choices = [c for c in words.need_choices() if not (young and c[0] in WORK_NEEDS)]
        # What the assessment names comes first.
        self.fields["need"].choices = sorted(choices, key=lambda c: c[0] not in assessed)
        hints = dict.fromkeys(assessed, _("最近一次评估写明"))
        self.fields["need"].widget.hints = hints | dict.fromkeys(running, _("已有一份在办，会打开那一份"))
        self.fields["urgency"].widget.hints = {
            3: _("人身、住处或生活马上有危险"),
            2: _("拖下去会变坏"),
            1: _("按一般时限办"),
        }


class WishForm(KeepWhy):
    """Page 2. To go on it must be whole; a draft may be stored with gaps (`then` is "later")."""

    wish = forms.CharField(
        label=gettext_lazy("希望得到的帮助"),
        help_text=gettext_lazy("帮扶人会看到。不写姓名、号码、住址和案情。"),
        max_length=300,
        widget=forms.Textarea,
    )
    goal = forms.CharField(
        label=gettext_lazy("希望达到的结果"),
        help_text=gettext_lazy("一句话，结案时对照"),
        max_length=200,
        required=False,
    )
    skills = forms.TypedMultipleChoiceField(
        label=gettext_lazy("对去处的要求"), coerce=int, required=False, widget=HintedBoxes
    )
    schedule = WeekField(label=gettext_lazy("本人可以的时段"), least=1)
    min_blocks = forms.IntegerField(label=gettext_lazy("每周至少要几个共同时段"), min_value=1, max_value=21, initial=1)
    max_km = forms.DecimalField(
        label=gettext_lazy("最远走多少公里"), min_value=0, max_value=FARTHEST_KM, decimal_places=1, initial=15
    )
    accepts_remote = forms.BooleanField(label=gettext_lazy("接受远程"), required=False)
    gender_pref = forms.TypedChoiceField(label=gettext_lazy("希望帮扶人的性别"), coerce=int, widget=HintedChoices)
    min_grade = forms.ChoiceField(label=gettext_lazy("最低质量等级"), initial="C")
    end_on = forms.DateField(
        label=gettext_lazy("帮扶到哪一天"), help_text=gettext_lazy("空着表示不限"), required=False, widget=DayInput
    )
    cost = forms.CharField(
        label=gettext_lazy("预计费用（元）"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("then") == "later":
            self.fields["wish"].required = self.fields["schedule"].required = False
            self.fields["schedule"].least = 0
        self.fields["skills"].choices = words.skill_choices()
        self.fields["gender_pref"].choices = AssistanceRequest._meta.get_field("gender_pref").choices
        self.fields["min_grade"].choices = [(g, words.grade(g)) for g in words.GRADES]

    @staticmethod
    def of(request: AssistanceRequest) -> dict[str, Any]:
        km = request.max_m / 1000
        return {
            "wish": request.wish,
            "goal": request.goal,
            "skills": codes.bits_of(request.skill_mask),
            "schedule": request.schedule_mask,
            "min_blocks": request.min_blocks,
            "max_km": int(km) if km == int(km) else round(km, 1),
            "accepts_remote": request.accepts_remote,
            "gender_pref": request.gender_pref,
            "min_grade": request.min_grade,
            "end_on": request.end_on,
            "cost": yuan(request.cost_fen) if request.cost_fen else "",
        }

    def clean_cost(self) -> int:
        try:
            return parse_yuan(self.cleaned_data["cost"]) if self.cleaned_data["cost"] else 0
        except Refused as no:
            raise forms.ValidationError(str(no)) from None

    def clean_end_on(self) -> Any:
        day = self.cleaned_data["end_on"]
        if day and day < clock.today():
            raise forms.ValidationError(_("帮扶的最后一天不能早于今天"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen, least = data.get("schedule") or 0, data.get("min_blocks") or 1
        if chosen and chosen.bit_count() < least:
            self.add_error("min_blocks", _("不能多于上面勾选的 %(n)s 个时段") % {"n": chosen.bit_count()})
        return data

    def wishes(self) -> dict[str, Any]:
        """The columns of AssistanceRequest."""
        data = self.cleaned_data
        same = ("wish", "goal", "min_blocks", "accepts_remote", "gender_pref", "min_grade", "end_on")
        return {
            **{name: data[name] for name in same},
            "skill_mask": codes.mask(data["skills"]),
            "schedule_mask": data["schedule"],
            "max_m": int(data["max_km"] * 1000),
            "cost_fen": data["cost"],
        }


class TurnForm(ReasonForm):
    """Why a request goes another way, for whoever is on the other side."""

    hint = gettext_lazy("对方会看到。不写姓名和案情。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget = forms.Textarea({"maxlength": 200})


class PauseForm(TurnForm):
    resume_on = forms.DateField(
        label=gettext_lazy("哪一天恢复"), help_text=gettext_lazy("到这一天自动恢复，也可以提前恢复"), widget=DayInput
    )


class RematchForm(TurnForm):
    helper_released = forms.BooleanField(
        label=gettext_lazy("帮扶人交回了这份需求"),
        help_text=gettext_lazy("没有交回的，首次见面错过两次才重新匹配"),
        required=False,
    )


class ChangeForm(TurnForm):
    handover = forms.CharField(
        label=gettext_lazy("交接情况"),
        help_text=gettext_lazy("做到哪一步、接下来做什么。接手的人会看到，不写姓名和案情。"),
        max_length=150,
        widget=forms.Textarea,
    )


class ReleaseForm(forms.Form):
    fields_told = forms.MultipleChoiceField(label=gettext_lazy("帮扶人可以看到"), widget=HintedBoxes)
    purpose = forms.CharField(
        label=gettext_lazy("用途"), help_text=gettext_lazy("会写进授权记录，不写姓名和号码"), max_length=120
    )

    def __init__(self, *args: Any, category: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_told"].choices = [(name, words.field(name)) for name in FIELDS_FOR[category]]


class EndHeldForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("原因"), choices=list(EARLY.items()), widget=HintedChoices)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=300, required=False)


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("撤回的原因"), choices=list(WITHDRAWALS.items()), widget=HintedChoices
    )
    note = forms.CharField(
        label=gettext_lazy("说明"), help_text=gettext_lazy("不写姓名和案情"), max_length=300, required=False
    )
