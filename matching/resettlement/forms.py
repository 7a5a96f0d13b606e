"""What a prison's clerk and an office fill in for a handover; nothing is asked that the ID number says."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import roles
from accounts.models import Division, OrgUnit, User
from accounts.queries import people_with
from desk.forms import DayInput, HintedBoxes, HintedChoices
from kit import clock
from matching import words
from matching.models import HandoverNotice, HelpContact

PAPERS = (1, 2)  # certificates that the form has room for; a sheet or the interface may bring more


class NoticeForm(forms.Form):
    """The fields are called as `reading.read` calls them, so that each refusal stands where it belongs."""

    full_name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    id_number = forms.CharField(
        label=gettext_lazy("身份证号"), help_text=gettext_lazy("性别和出生日期由号码得出，不用另填"), max_length=40
    )
    release_on = forms.DateField(label=gettext_lazy("出监日期"), widget=DayInput)
    town = forms.ChoiceField(
        label=gettext_lazy("接收地"), help_text=gettext_lazy("出监后居住的乡镇街道，通知送到那里的司法所")
    )
    address = forms.CharField(label=gettext_lazy("出监后住址"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("联系电话"), max_length=40, required=False)
    offence = forms.CharField(
        label=gettext_lazy("罪名"), help_text=gettext_lazy("只用来排除不适合的去处"), max_length=40, required=False
    )
    needs = forms.MultipleChoiceField(label=gettext_lazy("需要的帮助"), widget=HintedBoxes, required=False)
    must_meet = forms.BooleanField(
        label=gettext_lazy("必接必送"), help_text=gettext_lazy("出监当天由司法所到监狱接人"), required=False
    )
    prison_ref = forms.CharField(
        label=gettext_lazy("监狱编号"), help_text=gettext_lazy("监狱自己的编号，只有本监狱能看到"), max_length=30,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [("", "—"), *towns()]
        self.fields["needs"].choices = words.need_choices()
        skills = [("", "—"), *((str(bit), word) for bit, word in words.skill_choices())]
        for n in PAPERS:
            self.fields[f"skill_{n}"] = forms.ChoiceField(
                label=_("证书 %(n)d：技能") % {"n": n}, choices=skills, required=False
            )
            self.fields[f"number_{n}"] = forms.CharField(label=_("证书编号"), max_length=60, required=False)
            self.fields[f"issuer_{n}"] = forms.CharField(label=_("发证单位"), max_length=60, required=False)
            self.fields[f"issued_on_{n}"] = forms.DateField(label=_("发证日期"), widget=DayInput, required=False)

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        papers = [{p: data.get(f"{p}_{n}") for p in ("skill", "number", "issuer", "issued_on")} for n in PAPERS]
        return {**data, "certificates": [p for p in papers if any(p.values())]}

    @staticmethod
    def of(notice: HandoverNotice) -> dict[str, Any]:
        names = ("full_name", "id_number", "release_on", "address", "phone", "offence", "needs", "must_meet")
        found = {name: getattr(notice, name) for name in (*names, "prison_ref")} | {"town": notice.town_id}
        found["phone"] = (notice.phone or "").removeprefix("+86")
        for n, paper in zip(PAPERS, notice.certificates.all(), strict=False):
            found |= {f"skill_{n}": paper.skill, f"number_{n}": paper.number}
            found |= {f"issuer_{n}": paper.issuer, f"issued_on_{n}": paper.issued_on}
        return found


def towns() -> list[tuple[str, list[tuple[str, str]]]]:
    """The towns that have an office, under the names of their counties. Two queries."""
    offices = OrgUnit.objects.filter(kind="judicial_office", is_active=True).values("division_id")
    rows = Division.objects.filter(level="town", pk__in=offices).select_related("parent").order_by("pk")
    grouped = groupby(rows, key=lambda t: t.parent.name if t.parent else "")
    return [(county, [(t.pk, t.name) for t in some]) for county, some in grouped]


class ReceiveForm(forms.Form):
    officer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("责任人"), empty_label=None)
    deputy = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("副手"), empty_label="—", required=False,
        help_text=gettext_lazy("未成年人的档案只有责任人和副手能打开"),
    )  # fmt: skip

    def __init__(self, *args: Any, notice: HandoverNotice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_with(roles.OFF, unit=notice.office)
        self.fields["officer"].queryset = self.fields["deputy"].queryset = people


class MetForm(forms.Form):
    met_on = forms.DateField(label=gettext_lazy("见面日期"), widget=DayInput, initial=clock.today)


class ContactForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("日期"), widget=DayInput, initial=clock.today)
    way = forms.ChoiceField(label=gettext_lazy("方式"), choices=HelpContact.WAYS, widget=HintedChoices)
    note = forms.CharField(
        label=gettext_lazy("情况"), help_text=gettext_lazy("写困难和意愿。只有责任人和本所能看到。"),
        max_length=500, required=False, widget=forms.Textarea,
    )  # fmt: skip
