"""The forms of applying: phone and code, then one small form a page; the profile uses the same ones again.

A page's form reads a thing that has the columns (`before`) and hands back columns (`answers`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.core import context, ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.adapter import PhoneField
from accounts.models import Division
from desk.forms import WeekField
from kit import identity
from kit.errors import Refused
from volunteers import hooks
from volunteers.applying.models import MOST_AT_ONCE, Guardian
from volunteers.consents import queries as consents

TOO_MANY_CODES = _("验证码要得太勤了，过一会儿再试。")


# --- the door ----------------------------------------------------------------------------------------------
class PhoneForm(forms.Form):
    """Limits of the log-in by code hold here too: both doors count together, by number and by address."""

    phone = PhoneField(help_text=_("用来登录和收通知。我们发一个验证码，确认是您的号码。"))

    def clean(self) -> dict[str, Any]:
        phone = self.cleaned_data.get("phone")
        if phone and not ratelimit.consume(context.request, action="request_login_code", key=phone):
            raise ValidationError(TOO_MANY_CODES, code="too_many_codes")
        return self.cleaned_data


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("验证码"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
        help_text=_("6 位数字，10 分钟内有效。"),
    )


class CounterForm(forms.Form):
    """Who stands at the counter."""

    display_name = forms.CharField(label=_("姓名"), max_length=40)
    phone = PhoneField(help_text=_("验证码发到这个手机，请本人报给您。"))


# --- the pages ---------------------------------------------------------------------------------------------
class PageForm(forms.Form):
    """One page: what stood there before, and what the answers are as columns."""

    @classmethod
    def before(cls, thing: Any) -> dict[str, Any]:
        return {name: getattr(thing, name) for name in cls.base_fields}

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data


class AgreeForm(forms.Form):
    """One box a text. A compulsory one that was agreed to as it reads now is not asked again."""

    def __init__(self, *args: Any, person: Any, asked: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = consents.given(person)
        for kind in asked:
            self.fields[kind] = forms.BooleanField(
                label=AGREE[kind], required=kind in consents.COMPULSORY, initial=kind in given
            )

    def kinds(self) -> list[str]:
        return [kind for kind, ticked in self.cleaned_data.items() if ticked]


AGREE = {
    "privacy": _("我已看过个人信息处理告知，同意"),
    "agreement": _("我已看过志愿服务协议，同意"),
    "sensitive": _("我单独同意处理我的身份证号和生日"),
    "sms": _("急事可以发短信通知我"),
    "cross_border": _("我单独同意短信经境外服务商发送"),
}


class IdentityForm(PageForm):
    full_name = forms.CharField(
        label=_("姓名"),
        max_length=40,
        help_text=_("和身份证上一样"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=24,
        help_text=_("18 位，末位可为 X。加密保存，不会显示给别人。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, known: str = "", **kwargs: Any) -> None:
        """`known` is the masked number that stands there already; it is typed again only to be changed."""
        super().__init__(*args, **kwargs)
        self.known = known
        if known:
            self.fields["id_number"].required = False
            self.fields["id_number"].help_text = _("已填 %(number)s；要改再填。") % {"number": known}

    @classmethod
    def before(cls, thing: Any) -> dict[str, Any]:
        return {"full_name": thing.full_name}

    def clean_id_number(self) -> str:
        if self.known and not self.cleaned_data["id_number"]:
            return ""
        try:
            return identity.resident_id(self.cleaned_data["id_number"]).number
        except Refused as why:
            raise ValidationError(str(why), code=why.code) from None


class GuardianForm(forms.Form):
    full_name = forms.CharField(label=_("监护人姓名"), max_length=40)
    relation = forms.ChoiceField(
        label=_("与本人的关系"), choices=Guardian._meta.get_field("relation").choices, widget=forms.RadioSelect
    )
    phone = PhoneField(label=_("监护人电话"), help_text=_("工作人员会打电话核对"))
    paper = forms.FileField(
        label=_("签好字的同意书"),
        help_text=_("拍照或扫描，JPG、PNG、WebP 或 PDF，不超过 8 MB"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )

    def __init__(self, *args: Any, has_paper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].required = not has_paper
        if has_paper:
            self.fields["paper"].help_text = _("已经上传过；换一份再选。")


class WhereForm(PageForm):
    town = forms.ModelChoiceField(
        label=_("住在哪个街道、乡镇"),
        queryset=Division.objects.none(),
        empty_label=_("选一个"),
        help_text=_("为您找近的服务。不用填门牌号。"),
    )
    occupation = forms.CharField(
        label=_("职业"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        max_length=120,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Division.objects.filter(level="town").select_related("parent").order_by("code")
        self.fields["town"].queryset = towns
        self.fields["town"].choices = list(_by_county(towns))

    def answers(self) -> dict[str, Any]:
        return {**self.cleaned_data, "county_code": self.cleaned_data["town"].county_code}


def _by_county(towns: Any) -> Iterator[tuple[Any, Any]]:
    yield "", _("选一个")
    groups: dict[str, list[tuple[str, str]]] = {}
    for town in towns:
        groups.setdefault(town.parent.name if town.parent else "", []).append((town.pk, town.name))
    yield from groups.items()


def _bits(ticked: list[str]) -> int:
    return sum(1 << int(bit) for bit in ticked)


def _ticked(mask: int, choices: hooks.Choices) -> list[int]:
    return [bit for bit, _word in choices if mask >> bit & 1]


class WhatForm(PageForm):
    needs = forms.MultipleChoiceField(label=_("愿意做什么"), widget=forms.CheckboxSelectMultiple)
    skills = forms.MultipleChoiceField(label=_("会什么"), required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(label=_("说什么话"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = hooks.vocabulary()
        self.fields["needs"].choices = words.needs
        self.fields["skills"].choices = words.skills
        self.fields["languages"].choices = words.languages

    @classmethod
    def before(cls, thing: Any) -> dict[str, Any]:
        words = hooks.vocabulary()
        return {
            "needs": thing.needs,
            "skills": _ticked(thing.skill_mask, words.skills),
            "languages": _ticked(thing.language_mask, words.languages),
        }

    def answers(self) -> dict[str, Any]:
        d = self.cleaned_data
        return {"needs": d["needs"], "skill_mask": _bits(d["skills"]), "language_mask": _bits(d["languages"])}


class WhenForm(PageForm):
    schedule_mask = WeekField(label=_("每周什么时候能来"), least=1, help_text=_("大概就行，以后随时能改"))
    capacity = forms.TypedChoiceField(
        label=_("同时陪伴几个人"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, MOST_AT_ONCE + 1)],
        initial=1,
        help_text=_("第一次做，一个人就好"),
    )
    knows_minors = forms.BooleanField(label=_("做过未成年人的工作，比如老师、少年宫、儿童社工"), required=False)


PAGE_FORMS: dict[str, type[PageForm]] = {"where": WhereForm, "what": WhatForm, "when": WhenForm}
