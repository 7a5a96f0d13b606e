"""The forms of activities: filters, postings, shifts, teams, and the acts on signups."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, OrgUnit
from desk.forms import DAYS, DayInput, HintedChoices, MomentInput
from kit import clock
from training import queries as training
from volunteers.activities import kinds, series
from volunteers.activities.planning import ALL, FOLLOWING, MOST_PLACES, THIS
from volunteers.activities.postings import OLDEST, YOUNGEST
from volunteers.models import Posting, Shift, Signup, Team, Volunteer

LONGEST_SERIES = timedelta(days=366)
COUNTS = forms.NumberInput(attrs={"inputmode": "numeric"})


class Drawn(forms.Form):
    """A filter bar: small controls, read from the address; whatever does not fit is ignored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            drawn = {"select": "form-select", "date": "form-control"}.get(getattr(field.widget, "input_type", ""))
            field.widget.attrs["class"] = drawn or ""


class BrowseForm(Drawn):
    kind = forms.ChoiceField(label=_("类别"), required=False)
    county = forms.ChoiceField(label=_("地点"), required=False)

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部类别")), *kinds.choices()]
        self.fields["county"].choices = [("", _("本县区")), ("all", _("全市"))]


class PublicForm(Drawn):
    county = forms.ChoiceField(label=_("县区"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    on = forms.DateField(label=_("自"), required=False, widget=DayInput())
    free = forms.BooleanField(label=_("还有名额"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = Division.objects.filter(level="county").order_by("code").values_list("code", "name")
        self.fields["county"].choices = [("", _("全市")), *counties]
        self.fields["kind"].choices = [("", _("全部类别")), *kinds.choices()]


class PostingsForm(Drawn):
    status = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("全部状态")), *Posting.machine.states.items()]


# --- teams -------------------------------------------------------------------------------------------------------
class TeamForm(forms.Form):
    name = forms.CharField(label=_("队名"), max_length=40)


class JoinTeamForm(forms.Form):
    code = forms.CharField(
        label=_("加入码"),
        max_length=8,
        help_text=_("向队长要。加入后，队长可以替全队报名，您随时可以退出班次或队伍。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class TeamField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Team) -> str:
        return obj.name


class TeamSignUpForm(forms.Form):
    team = TeamField(label=_("服务队"), queryset=Team.objects.none())

    def __init__(self, *args: Any, leader: Volunteer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(leader=leader, ended_at=None).order_by("-pk")
        self.fields["team"].empty_label = None


# --- postings ----------------------------------------------------------------------------------------------------
class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, obj: OrgUnit) -> str:
        return obj.name


class TownField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Division) -> str:
        return obj.name


class PostingForm(forms.Form):
    """All of a posting on one page. What the law asks may be left open in a draft, not when it is published."""

    organiser = UnitField(label=_("组织单位"), queryset=OrgUnit.objects.none())
    title = forms.CharField(label=_("名称"), max_length=60, help_text=_("会进入短信和日历，不写对象的情况"))
    kind = forms.ChoiceField(label=_("服务类别"))
    town = TownField(label=_("街道"), queryset=Division.objects.none())
    place = forms.CharField(label=_("地点"), max_length=120, required=False, help_text=_("写到门牌或楼层"))
    content = forms.CharField(label=_("服务内容"), max_length=2000, required=False, widget=forms.Textarea)
    conditions = forms.CharField(
        label=_("条件"), max_length=1000, required=False, widget=forms.Textarea, help_text=_("年龄、技能、身体状况")
    )
    risk = forms.CharField(
        label=_("可能的风险和防护"), max_length=1000, required=False, widget=forms.Textarea,
        help_text=_("没有明显风险也要写明，例如“室内活动，注意上下楼梯”"),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("联系方式"), max_length=80, required=False, help_text=_("单位电话，不写个人手机号码")
    )
    audience = forms.ChoiceField(label=_("参加的人"), choices=Posting.Audience.choices, widget=HintedChoices)
    min_age = forms.IntegerField(label=_("最低年龄"), min_value=YOUNGEST, max_value=OLDEST, initial=18, widget=COUNTS)
    requires = forms.MultipleChoiceField(label=_("须持有的证明"), required=False, widget=forms.CheckboxSelectMultiple)
    skills = forms.MultipleChoiceField(label=_("用得上的技能"), required=False, widget=forms.CheckboxSelectMultiple)
    is_risky = forms.BooleanField(
        label=_("可能发生人身危险"), required=False, help_text=_("当天须在人身意外伤害保险有效期内才能报名")
    )
    is_confidential = forms.BooleanField(
        label=_("内容保密"), required=False, help_text=_("不在公开列表中，只有登录的成年志愿者看得到")
    )
    self_signup = forms.BooleanField(
        label=_("报名即确认"), required=False, initial=True, help_text=_("不勾选时，逐个由您同意")
    )

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], towns: QuerySet[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = units
        self.fields["town"].queryset = towns
        self.fields["town"].empty_label = _("选一个街道或乡镇")
        found = list(units[:2])
        if len(found) == 1:
            self.initial.setdefault("organiser", found[0].pk)
            self.fields["organiser"].widget = forms.HiddenInput()
        self.fields["kind"].choices = [("", _("选一类")), *kinds.choices()]
        self.fields["requires"].choices = training.kinds()
        self.fields["skills"].choices = [(str(bit), word) for bit, word in kinds.skills()]
        self.fields["audience"].widget.hints = {
            "volunteers": _("志愿者自己报名"),
            "adult": _("司法所为成年对象报名，您只看到代号"),
            "minor": _("司法所为未成年对象报名，不与成年人一起"),
        }
        self.initial.setdefault("audience", Posting.Audience.VOLUNTEERS)

    @staticmethod
    def of(posting: Posting) -> dict[str, Any]:
        columns = (
            *("title", "kind", "place", "content", "conditions", "risk", "contact", "audience", "min_age", "requires"),
            *("is_risky", "is_confidential", "self_signup"),
        )
        skills = [str(bit) for bit in range(32) if posting.skill_mask >> bit & 1]
        found = {name: getattr(posting, name) for name in columns}
        return {**found, "organiser": posting.organiser_id, "town": posting.town_id, "skills": skills}

    def columns(self) -> dict[str, Any]:
        """What the services take."""
        found = {k: v for k, v in self.cleaned_data.items() if k not in ("organiser", "skills")}
        return {**found, "skill_mask": sum(1 << int(bit) for bit in self.cleaned_data["skills"])}


# --- shifts ------------------------------------------------------------------------------------------------------
class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class TimesForm(forms.Form):
    """When one shift is, how many come, and in which window one signs up."""

    day = forms.DateField(label=_("日期"), widget=DayInput())
    begins = forms.TimeField(label=_("开始"), widget=TimeInput())
    ends = forms.TimeField(label=_("结束"), widget=TimeInput())
    capacity = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES, widget=COUNTS)
    min_needed = forms.IntegerField(
        label=_("至少需要"), min_value=1, initial=1, widget=COUNTS, help_text=_("开始前一天不足，会提醒您")
    )
    break_minutes = forms.IntegerField(label=_("休息分钟"), min_value=0, max_value=480, initial=0, widget=COUNTS)
    signup_opens_at = forms.DateTimeField(
        label=_("开始报名"), required=False, widget=MomentInput(), help_text=_("不填，发布后就可以报名")
    )
    signup_closes_at = forms.DateTimeField(
        label=_("报名截止"), required=False, widget=MomentInput(), help_text=_("不填，到开始时截止")
    )
    cancel_until = forms.DateTimeField(
        label=_("可退出至"), required=False, widget=MomentInput(), help_text=_("不填，为开始前 24 小时")
    )
    MORE: ClassVar[tuple[str, ...]] = ("signup_opens_at", "signup_closes_at", "cancel_until")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", ValidationError(_("结束时间要晚于开始时间。"), code="order"))
        return cleaned

    def times(self) -> dict[str, datetime]:
        data = self.cleaned_data
        return {"starts_at": _at(data["day"], data["begins"]), "ends_at": _at(data["day"], data["ends"])}

    def columns(self) -> dict[str, Any]:
        """What the services take beside the times."""
        return {name: self.cleaned_data[name] for name in ("min_needed", "break_minutes", *self.MORE)}

    @property
    def first_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name not in self.MORE]

    @property
    def more_fields(self) -> list[Any]:
        return [self[name] for name in self.MORE]


def _at(day: date, at: time) -> datetime:
    return clock.at(day, at.hour, at.minute)


class NewShiftForm(TimesForm):
    """One shift, or with weekdays ticked a series."""

    repeat = forms.MultipleChoiceField(
        label=_("每周重复"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(n), word) for n, word in enumerate(DAYS)], help_text=_("不勾选就是一次"),
    )  # fmt: skip
    every = forms.TypedChoiceField(
        label=_("间隔"), coerce=int, required=False, initial=1, empty_value=1,
        choices=[(1, _("每周")), (2, _("每两周")), (4, _("每四周"))],
    )  # fmt: skip
    until = forms.DateField(label=_("重复到"), required=False, widget=DayInput(), help_text=_("最后一天"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("repeat") and not cleaned.get("until"):
            self.add_error("until", ValidationError(_("重复的班次要写明到哪一天。"), code="until"))
        day, until = cleaned.get("day"), cleaned.get("until")
        if day and until and not day <= until <= day + LONGEST_SERIES:
            self.add_error("until", ValidationError(_("最后一天在首次之后、一年之内。"), code="until"))
        return cleaned

    def rule(self) -> str:
        """The weekly rule; "" for a single shift."""
        data = self.cleaned_data
        if not data["repeat"]:
            return ""
        return series.weekly_rule(map(int, data["repeat"]), every=data["every"], until=data["until"])


SCOPES = [(THIS, _("只改这一次")), (FOLLOWING, _("这一次和以后各次")), (ALL, _("全部未开始的"))]


class ScopeForm(forms.Form):
    """What an act on one of a series is meant for; asked only where there is a series."""

    scope = forms.ChoiceField(label=_("范围"), choices=SCOPES, initial=THIS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if shift.series_id is None:
            self.fields["scope"].widget = forms.HiddenInput()
            self.fields["scope"].required = False


class EditShiftForm(TimesForm, ScopeForm):
    """The same times again; places are changed on a page of their own, since they may be taken."""

    capacity = None  # type: ignore[assignment]
    waiting_limit = forms.IntegerField(label=_("候补上限"), min_value=0, max_value=5_000, widget=COUNTS)
    MORE: ClassVar[tuple[str, ...]] = (*TimesForm.MORE, "waiting_limit")

    @staticmethod
    def of(shift: Shift) -> dict[str, Any]:
        start, end = (at.astimezone(clock.SHANGHAI) for at in (shift.starts_at, shift.ends_at))
        names = ("min_needed", "break_minutes", "waiting_limit", *TimesForm.MORE)
        return {"day": start.date(), "begins": start.time(), "ends": end.time()} | {
            name: getattr(shift, name) for name in names
        }


class CancelShiftForm(ScopeForm):
    reason = forms.CharField(label=_("取消的原因"), max_length=200, help_text=_("报名的人都会看到"))


class CapacityForm(forms.Form):
    """How many places; fewer than are taken only with the names of who goes back to the list."""

    capacity = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES, widget=COUNTS)
    to_list = forms.MultipleChoiceField(
        label=_("改为候补的人"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("名额少于已报名人数时，选出多出的人；他们会收到通知"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Signup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_list"].choices = [
            (str(row.pk), f"{row.volunteer.user.display_name} {row.volunteer.number}") for row in people
        ]
        if not people:
            del self.fields["to_list"]

    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data.get("to_list", [])]


# --- signups -----------------------------------------------------------------------------------------------------
class BulkForm(forms.Form):
    """One act with the ticked rows; the acts that somebody will ask about take a reason."""

    ACTS = [
        ("approve", _("同意")),
        ("refuse", _("不同意")),
        ("move_back", _("改为候补")),
        ("take_out", _("移出")),
        ("raise", _("候补优先")),
    ]
    NEED_REASON = frozenset({"refuse", "move_back", "take_out", "raise"})

    act = forms.ChoiceField(label=_("办理"), choices=ACTS, widget=forms.Select(attrs={"class": "form-select"}))
    reason = forms.CharField(
        label=_("原因"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") in self.NEED_REASON and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", ValidationError(_("写明原因。"), code="reason"))
        return cleaned
