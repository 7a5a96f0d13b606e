"""What an officer fills in on a file. Nothing here asks what the file knows already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import roles
from accounts.models import Division, Membership, OrgUnit, User
from accounts.queries import people_with
from desk.forms import DayInput, HintedBoxes, HintedChoices, WeekField
from kit import clock, law
from matching import words
from matching.engine import codes
from matching.models import Client, Conflict, Consent, Order
from matching.supervisees.disclosure import IDENTITY_FIELDS, OFFENCE_FIELDS
from matching.supervisees.services import GUARDIAN_AGE

# The duties on which help may rest without consent.  law: R-CC-07
DUTIES = ("R-CC-07", "R-CC-22", "R-MIN-04", "R-MIN-01")


class FindForm(forms.Form):
    id_number = forms.CharField(
        label=gettext_lazy("身份证号"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class FilterForm(forms.Form):
    """The filter bar of the list; what it does not understand it leaves out."""

    status = forms.ChoiceField(required=False, label=gettext_lazy("状态"))
    need = forms.ChoiceField(required=False, label=gettext_lazy("需求"))
    officer = forms.ChoiceField(required=False, label=gettext_lazy("责任人"))
    lack = forms.ChoiceField(required=False, label=gettext_lazy("缺少"))

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("全部"))]
        self.fields["status"].choices = [*everything, *Client.machine.states.items()]
        self.fields["need"].choices = [*everything, *words.need_choices()]
        people = [(str(u.pk), u.display_name) for u in officers]
        self.fields["officer"].choices = [*everything, ("none", _("没有责任人")), *people]
        lacks = [("consent", _("没有同意记录")), ("offence", _("罪名待归类")), ("assess", _("到期要重评"))]
        self.fields["lack"].choices = [("", _("不限")), *lacks]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


class RevealForm(forms.Form):
    fields_wanted = forms.MultipleChoiceField(label=gettext_lazy("查看哪几项"), widget=HintedBoxes)
    purpose = forms.CharField(
        label=gettext_lazy("用途"),
        help_text=gettext_lazy("例如：通知首次见面的时间。会写进查阅记录，不写姓名和号码。"),
        max_length=120,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = (*IDENTITY_FIELDS, "category", "term", "offence", "remark")
        hints = dict.fromkeys(OFFENCE_FIELDS, _("属于案情，只在确有需要时查看"))
        self.fields["fields_wanted"].widget.hints = hints
        self.fields["fields_wanted"].choices = [(name, words.field(name)) for name in names]


class ConsentForm(forms.Form):
    basis = forms.ChoiceField(label=gettext_lazy("依据"), widget=HintedChoices)
    given_on = forms.DateField(label=gettext_lazy("签字或确认的日期"), widget=DayInput, initial=clock.today)
    paper = forms.CharField(label=gettext_lazy("书面材料编号"), max_length=60, required=False)
    law = forms.ChoiceField(
        label=gettext_lazy("法定职责的条款"), help_text=gettext_lazy("依据选“法定职责”时填"), required=False
    )
    for_employer = forms.BooleanField(
        label=gettext_lazy("本人同意告知用人单位"),
        help_text=gettext_lazy("用人单位会因此知道本人正在接受社区矫正"),
        required=False,
    )

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        young = client.age < 18
        barred = ("consent", "statutory") if client.age < GUARDIAN_AGE else ("consent",) if young else ()
        self.fields["basis"].choices = [b for b in Consent.BASES if b[0] not in barred]
        self.fields["basis"].widget.hints = {
            "consent": _("本人在书面同意上签字，可以随时撤回"),
            "guardian": _("本人和监护人一同签字"),
            "statutory": _("依法应当提供的帮助，不以同意为前提；不能用来告知用人单位"),
        }
        self.fields["law"].choices = [("", "—"), *((key, f"{key} {law.require(key)}") for key in DUTIES)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("basis") == "statutory" and not data.get("law"):
            self.add_error("law", _("选出法定职责的条款"))
        if data.get("basis") in ("consent", "guardian") and not data.get("paper"):
            self.add_error("paper", _("写下书面同意的编号，便于核对"))
        return data


class LimitsForm(forms.Form):
    allowed = WeekField(label=gettext_lazy("可外出的时段"), least=1)
    must_stay_in_county = forms.BooleanField(label=gettext_lazy("不得离开县区"), required=False)
    languages = forms.TypedMultipleChoiceField(label=gettext_lazy("语言"), coerce=int, widget=HintedBoxes)
    skills = forms.TypedMultipleChoiceField(
        label=gettext_lazy("技能特长"), coerce=int, required=False, widget=HintedBoxes
    )
    key_level = forms.TypedChoiceField(
        label=gettext_lazy("重点等级"),
        help_text=gettext_lazy("只影响先后，不影响去处"),
        coerce=int,
        choices=[(0, gettext_lazy("一般")), (1, gettext_lazy("关注")), (2, gettext_lazy("重点"))],
    )
    max_services = forms.IntegerField(label=gettext_lazy("最多同时接受几项帮扶"), min_value=1, max_value=9)
    offence_groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("罪名类别"),
        help_text=gettext_lazy("只用来避开不接受这一类的去处，不给任何帮扶人看"),
        coerce=int,
        required=False,
        widget=HintedBoxes,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = words.language_choices()
        self.fields["skills"].choices = words.skill_choices()
        self.fields["offence_groups"].choices = [(n, _(word)) for n, word in enumerate(codes.OFFENCE_GROUPS)]

    @staticmethod
    def of(client: Client) -> dict[str, Any]:
        """What the file says now, as initial values. The offence groups begin empty: they are not shown here."""
        return {
            "allowed": client.allowed_mask,
            "must_stay_in_county": client.must_stay_in_county,
            "languages": codes.bits_of(client.language_mask),
            "skills": codes.bits_of(client.skill_mask),
            "key_level": client.key_level,
            "max_services": client.max_services,
        }

    def limits(self) -> dict[str, Any]:
        """The columns of Client; offence groups left empty change nothing."""
        data = self.cleaned_data
        limits = {
            "allowed_mask": data["allowed"],
            "must_stay_in_county": data["must_stay_in_county"],
            "language_mask": codes.mask(data["languages"]),
            "skill_mask": codes.mask(data["skills"]),
            "key_level": data["key_level"],
            "max_services": data["max_services"],
        }
        if data["offence_groups"]:
            limits |= {"offence_groups": str(codes.mask(data["offence_groups"])), "offence_unmapped": False}
        return limits


class OrderForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("禁止令"), choices=Order.KINDS, widget=HintedChoices)
    division = forms.ModelChoiceField(
        Division.objects.none(), label=gettext_lazy("禁止进入的县区"), required=False, empty_label="—"
    )
    skill = forms.TypedChoiceField(label=gettext_lazy("禁止从事的职业"), required=False, coerce=int, empty_value=None)
    note = forms.CharField(
        label=gettext_lazy("内容"), help_text=gettext_lazy("只有本所能看到"), max_length=300, required=False,
        widget=forms.Textarea,
    )  # fmt: skip
    until_on = forms.DateField(label=gettext_lazy("至"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.filter(level="county")
        self.fields["skill"].choices = [("", "—"), *words.skill_choices()]

    def what(self) -> dict[str, Any]:
        """The one thing the kind asks for, with the note."""
        data = self.cleaned_data
        own = {"area": "division", "occupation": "skill"}.get(data["kind"])
        return {"note": data["note"], **({own: data[own]} if own else {})}


class ConflictForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("关系"), choices=Conflict.KINDS, widget=HintedChoices)
    org = forms.ModelChoiceField(OrgUnit.objects.none(), label=gettext_lazy("机构"), required=False, empty_label="—")
    user = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("个人"), required=False, empty_label="—",
        help_text=gettext_lazy("志愿者或社工"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org"].queryset = OrgUnit.objects.filter(kind__in=("provider", "employer"), is_active=True)
        self.fields["user"].queryset = people_with(roles.VOL, roles.NGC, roles.NGA)


class OfficerForm(forms.Form):
    officer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("责任人"), empty_label="—")
    deputy = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("副手"), empty_label="—", required=False,
        help_text=gettext_lazy("未成年人的档案只有责任人和副手能打开"),
    )  # fmt: skip

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_with(roles.OFF, unit=client.office)
        self.fields["officer"].queryset = self.fields["deputy"].queryset = people


ENDS_OF = {
    "supervisee": ("released", "terminated", "transferred", "help_term_end"),
    "released_person": ("transferred", "help_term_end", "declined", "external"),
}


class EndForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("原因"), widget=HintedChoices)
    sure = forms.BooleanField(label=gettext_lazy("我已核对：在办的帮扶随之结束，查阅权限一并收回"))

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = ENDS_OF[client.kind]
        self.fields["reason"].choices = [r for r in Client.END_REASONS if r[0] in fits]


class AgainForm(forms.Form):
    """A new term of somebody whose file has ended."""

    category = forms.ChoiceField(label=gettext_lazy("矫正类别"), choices=Client.CATEGORIES, widget=HintedChoices)
    start_on = forms.DateField(label=gettext_lazy("入矫日期"), widget=DayInput)
    end_on = forms.DateField(label=gettext_lazy("解矫日期"), widget=DayInput)


def officers_of(seats: list[Any]) -> list[User]:
    """The officers whose files these seats look over: of the own office, or of the county."""
    units = [s.unit_id for s in seats if s.role == roles.OFF]
    counties = [s.county_code for s in seats if s.role == roles.CBM]
    held = Membership.objects.filter(role=roles.OFF, until_on=None).select_related("user", "unit")
    found = {m.user for m in held if m.unit_id in units or m.unit.county_code in counties}
    return sorted(found, key=lambda u: u.pk)
