"""The forms by which an entry is made and changed: an employer's post, an office's resource, a service in public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division
from desk.forms import DayInput, HintedBoxes, WeekField
from kit import clock, money
from kit.errors import Refused
from matching import words
from matching.engine import codes
from matching.models import Place
from matching.resources.posts import DAY, NIGHT, SHIFTS, TWO

SHIFT_WORDS = {DAY: _("白班"), TWO: _("两班倒"), NIGHT: _("夜班")}
Groups = list[tuple[str, list[tuple[str, str]]]]


def towns(county: str = "") -> Groups:
    """The towns under the name of their county, for one list."""
    rows = Division.objects.filter(level="town").select_related("parent").order_by("code")
    found: dict[str, list[tuple[str, str]]] = {}
    for town in rows.filter(parent_id=county) if county else rows:
        found.setdefault(town.parent.name, []).append((town.pk, town.name))
    return list(found.items())


def _list(form: forms.Form, name: str) -> Any:
    """A field whose choices are set when the form is made."""
    return form.fields[name]


def _bits(value: int) -> list[int]:
    return codes.bits_of(value)


class PublicFields(forms.Form):
    """What every entry says of itself to the public, where its supplier wants that."""

    address = forms.CharField(label=_("地址"), max_length=100, required=False, help_text=_("公开名录上会写出"))
    is_public = forms.BooleanField(
        label=_("列入公开名录"),
        required=False,
        help_text=_("只列名称、类别、县区、地址和时段，不列联系人"),
    )


class ServiceForm(PublicFields):
    """A listed organisation's service: what its contract fixes stays as it is."""

    schedule_mask = WeekField(label=_("每周时段"), least=1)
    terms = forms.CharField(label=_("条件"), max_length=200, required=False)
    field_order = ("schedule_mask", "terms", "address", "is_public")

    def columns(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PostForm(PublicFields):
    """A post on one form. What the law does not allow in it is said beside the field."""

    name = forms.CharField(label=_("岗位名称"), max_length=80)
    town = forms.ChoiceField(label=_("工作地"))
    capacity = forms.IntegerField(label=_("招用人数"), min_value=1, max_value=1_000)
    pay_low = forms.CharField(label=_("月薪下限（元）"), required=False, max_length=12)
    pay_high = forms.CharField(label=_("月薪上限（元）"), required=False, max_length=12)
    shift = forms.ChoiceField(label=pgettext_lazy("work", "班次"), choices=list(SHIFT_WORDS.items()))
    schedule_mask = WeekField(label=_("工作时段"), least=1, initial=SHIFTS[DAY])
    skills = forms.TypedMultipleChoiceField(
        label=_("技能要求"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    has_dormitory = forms.BooleanField(label=_("包住"), required=False)
    is_minor_qualified = forms.BooleanField(label=_("接收 16 至 17 周岁的未成年人"), required=False)
    terms = forms.CharField(
        label=_("其他要求"),
        max_length=200,
        required=False,
        help_text=_("没有法律依据，不得要求无犯罪记录；写了会先暂缓，由负责人决定"),
    )
    valid_to = forms.DateField(label=_("有效期至"), widget=DayInput())
    contact_name = forms.CharField(label=_("联系人"), max_length=40, required=False, help_text=_("加密保存，不公开"))
    contact_phone = forms.CharField(label=_("联系电话"), max_length=20, required=False)
    field_order = (
        *("name", "town", "capacity", "pay_low", "pay_high", "shift", "schedule_mask", "skills", "has_dormitory"),
        *("is_minor_qualified", "terms", "valid_to", "contact_name", "contact_phone", "address", "is_public"),
    )

    def __init__(self, *args: Any, place: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _list(self, "town").choices = [("", _("选择一项")), *towns(place.county_code if place else "")]
        _list(self, "skills").choices = [c for c in words.skill_choices() if codes.SKILLS[c[0]] != DAY]
        if place is not None:
            del self.fields["capacity"]  # has an act of its own, which counts who is there

    @staticmethod
    def of(place: Place) -> dict[str, Any]:
        """What the form begins with."""
        same = ("name", "shift", "schedule_mask", "has_dormitory", "is_minor_qualified", "terms", "valid_to")
        found = {
            name: getattr(place, name) for name in (*same, "contact_name", "contact_phone", "address", "is_public")
        }
        pay = {"pay_low": place.pay_low_fen, "pay_high": place.pay_high_fen}
        found |= {name: f"{fen // 100}" if fen else "" for name, fen in pay.items()}
        return {**found, "town": place.town_id, "skills": _bits(place.skill_mask)}

    def clean_pay_low(self) -> int | None:
        return self._fen("pay_low")

    def clean_pay_high(self) -> int | None:
        return self._fen("pay_high")

    def _fen(self, name: str) -> int | None:
        text = self.cleaned_data[name].strip()
        try:
            return money.parse_yuan(text) if text else None
        except Refused as why:
            raise forms.ValidationError(str(why)) from None

    def clean_valid_to(self) -> Any:
        day = self.cleaned_data["valid_to"]
        if day < clock.today():
            raise forms.ValidationError(_("有效期不能早于今天。"))
        return day

    def columns(self) -> dict[str, Any]:
        """As columns of Place."""
        said = dict(self.cleaned_data)
        by_day = codes.mask_of([DAY], codes.SKILLS) if said["shift"] == DAY else 0  # a shift by day is a skill too
        return {
            **{name: value for name, value in said.items() if name not in ("pay_low", "pay_high", "skills", "town")},
            "town": Division.objects.get(pk=said["town"]),
            "pay_low_fen": said["pay_low"],
            "pay_high_fen": said["pay_high"],
            "skill_mask": codes.mask(said["skills"]) | by_day,
        }


class ResourceForm(PublicFields):
    """What an agency or a committee of the county offers, entered by the judicial office that keeps the link."""

    kind = forms.ChoiceField(
        label=_("哪一类"), widget=forms.RadioSelect, choices=[k for k in Place.KINDS if k[0] in ("agency", "community")]
    )
    supplier = forms.CharField(
        label=_("提供方"), max_length=80, help_text=_("单位全称，例如 河口街道栀子社区居民委员会")
    )
    name = forms.CharField(label=_("资源名称"), max_length=80, help_text=_("例如 过渡住房、调解、临时救助"))
    category = forms.TypedChoiceField(label=_("大类"), coerce=int)
    needs = forms.MultipleChoiceField(label=_("能帮什么"), widget=forms.CheckboxSelectMultiple)
    town = forms.ChoiceField(label=_("所在街道（镇）"))
    capacity = forms.IntegerField(label=_("名额"), min_value=1, max_value=1_000, help_text=_("同时最多可以接收的人数"))
    is_remote = forms.BooleanField(label=_("全县区都可以办，不限远近"), required=False)
    schedule_mask = WeekField(label=_("每周时段"), least=1, initial=SHIFTS[DAY])
    languages = forms.TypedMultipleChoiceField(label=_("语言"), coerce=int, initial=[0, 1], widget=HintedBoxes)
    terms = forms.CharField(label=_("条件"), max_length=200, required=False, help_text=_("例如 本县区户籍、低保家庭"))
    valid_to = forms.DateField(label=_("有效期至"), widget=DayInput(), required=False, help_text=_("长期有效的空着"))
    field_order = (
        *("kind", "supplier", "name", "category", "needs", "town", "capacity", "is_remote", "schedule_mask"),
        *("languages", "terms", "valid_to", "address", "is_public"),
    )

    def __init__(self, *args: Any, county: str, place: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county = county
        _list(self, "category").choices = [(n, words.category(n)) for n in codes.CATEGORIES if n != codes.JOB]
        _list(self, "needs").choices = [c for c in words.need_choices() if codes.category_of(c[0]) != codes.JOB]
        _list(self, "town").choices = towns(county)
        _list(self, "languages").choices = words.language_choices()
        for name in ("kind", "supplier", "capacity") if place is not None else ():
            del self.fields[name]

    @staticmethod
    def of(place: Place) -> dict[str, Any]:
        same = ("name", "category", "needs", "is_remote", "schedule_mask", "terms", "valid_to", "address", "is_public")
        found = {name: getattr(place, name) for name in same}
        return {**found, "town": place.town_id, "languages": _bits(place.language_mask)}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        others = [n for n in said.get("needs") or [] if codes.category_of(n) != said.get("category")]
        if others:
            self.add_error("needs", _("只选“%(category)s”里的。") % {"category": words.category(said["category"])})
        return said

    def columns(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        rest = {name: value for name, value in said.items() if name not in ("languages", "town", "kind", "supplier")}
        town = Division.objects.get(pk=said["town"])
        return {**rest, "town": town, "language_mask": codes.mask(said["languages"])}


class PledgeForm(forms.Form):
    signed_name = forms.CharField(label=_("签署人姓名"), max_length=40, help_text=_("法定代表人或其授权的人"))
    agreed = forms.BooleanField(label=_("我代表本单位作出以上承诺"))


class PaperPledgeForm(forms.Form):
    """What was signed on paper, entered by the office."""

    signed_name = forms.CharField(label=_("签署人姓名"), max_length=40)
    signed_on = forms.DateField(label=_("签署日期"), widget=DayInput())
