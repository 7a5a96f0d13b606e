"""The forms of courses: filters, the door, courses, sessions, trainers, and the acts on enrolments."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import Division, OrgUnit, User
from desk.dates import hour, weekday_and_short_day
from desk.forms import ClockInput, DayInput, HintedChoices, MomentInput, ReasonForm
from kit import clock, identity
from kit.errors import Refused
from training import queries as training
from training.competences.areas import AREAS
from training.courses.assigning import GROUPS, SHORT, Group
from training.courses.codes import DIGITS
from training.courses.planning import MOST_MINUTES, MOST_PLACES
from training.courses.states import COURSE, LEARNERS
from training.models import Blueprint, Course, Session, Trainer

COUNTS = forms.NumberInput(attrs={"inputmode": "numeric"})


class Drawn(forms.Form):
    """A filter bar: small controls, read from the address; whatever does not fit is ignored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


class BrowseForm(Drawn):
    county = forms.ChoiceField(label=_("县区"), required=False)
    mode = forms.ChoiceField(label=_("方式"), required=False)
    gives = forms.ChoiceField(label=_("结业取得"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = Division.objects.filter(level="county").order_by("code").values_list("code", "name")
        self.fields["county"].choices = [("", _("全市")), *counties]
        self.fields["mode"].choices = [("", _("全部方式")), *Course.Mode.choices]
        self.fields["gives"].choices = [("", _("不限")), *training.kinds()]


class CoursesForm(Drawn):
    audience = forms.ChoiceField(label=_("面向"), required=False)
    status = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [("", _("全部人群")), *Course.Audience.choices]
        self.fields["status"].choices = [("", _("全部状态")), *COURSE.states.items()]


class DoorForm(forms.Form):
    """The figures of the code at the door; not asked of whoever has just scanned it."""

    way = forms.ChoiceField(choices=[("in", _("到")), ("out", _("离"))], required=False, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("屏幕上的 6 位数字"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, scanned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scanned:
            del self.fields["code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "")
        if not (code.isascii() and code.isdecimal() and len(code) == DIGITS):
            raise ValidationError(_("填屏幕上的 6 位数字。"), code="code")
        return code


# --- courses -------------------------------------------------------------------------------------------------------
class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, obj: OrgUnit) -> str:
        return obj.name


class CourseField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Course) -> str:
        return obj.title


class ExamField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Blueprint) -> str:
        return str(obj)


class CourseForm(forms.Form):
    """All of a course on one page."""

    organiser = UnitField(label=_("组织单位"), queryset=OrgUnit.objects.none())
    title = forms.CharField(label=_("名称"), max_length=60)
    about = forms.CharField(label=_("内容"), max_length=2000, required=False, widget=forms.Textarea)
    audience = forms.ChoiceField(label=_("面向"), choices=Course.Audience.choices, widget=HintedChoices)
    mode = forms.ChoiceField(label=_("方式"), choices=Course.Mode.choices, widget=HintedChoices)
    credit_minutes = forms.IntegerField(
        label=_("学时"), min_value=1, max_value=MOST_MINUTES, widget=COUNTS, help_text=_("分钟，例如 8 学时是 480 分钟")
    )
    presence_percent = forms.IntegerField(
        label=_("最低出勤"), min_value=1, max_value=100, initial=80, widget=COUNTS,
        help_text=_("百分比，各场次和补课合计"),
    )  # fmt: skip
    exam = ExamField(
        label=_("考试"), required=False, queryset=Blueprint.objects.none(),
        help_text=_("出勤够了才能考；空着没有考试"), empty_label=_("没有考试"),
    )  # fmt: skip
    gives = forms.ChoiceField(
        label=_("结业取得"), required=False, help_text=_("结业后平台自动写入这类证明，帮扶和报名据此放行")
    )
    validity_months = forms.IntegerField(
        label=_("有效（月）"), required=False, min_value=0, max_value=240, initial=0, widget=COUNTS,
        help_text=_("0 为按这类证明的规则"),
    )  # fmt: skip
    area = forms.ChoiceField(
        label=_("专业领域"), required=False, choices=[("", _("不属于专业领域")), *AREAS],
        help_text=_("结业的工作人员列入这一领域的专业能力"),
    )  # fmt: skip
    requires = forms.MultipleChoiceField(label=_("须先持有"), required=False, widget=forms.CheckboxSelectMultiple)
    prerequisites = CourseField(
        label=_("须先结业的课程"), required=False, queryset=Course.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    compulsory_for = forms.MultipleChoiceField(
        label=_("必修的身份"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(role, roles.ROLES[role]) for role in LEARNERS],
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], courses: QuerySet[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = units
        self.fields["organiser"].empty_label = None
        self.fields["gives"].choices = [("", _("只发结业证书")), *training.kinds()]
        self.fields["requires"].choices = training.kinds()
        self.fields["prerequisites"].queryset = courses
        self.fields["exam"].queryset = Blueprint.objects.filter(audience="course", status="open").order_by(
            "title", "pk"
        )
        self.initial.setdefault("audience", Course.Audience.VOLUNTEER)
        self.initial.setdefault("mode", Course.Mode.CENTRALISED)

    @staticmethod
    def of(course: Course) -> dict[str, Any]:
        names = (
            *("title", "about", "audience", "mode", "credit_minutes", "presence_percent", "gives"),
            *("validity_months", "requires", "compulsory_for", "exam", "area"),
        )
        found = {name: getattr(course, name) for name in names}
        before = list(course.prerequisites.values_list("pk", flat=True))
        return {**found, "organiser": course.organiser_id, "prerequisites": before}

    def columns(self) -> dict[str, Any]:
        """What the services take."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "organiser"}
        return {**found, "validity_months": found["validity_months"] or 0}


# --- sessions ------------------------------------------------------------------------------------------------------
class TrainersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Trainer) -> str:
        return f"{obj.name} · {obj.organisation}"


class SessionForm(forms.Form):
    """When and where, who teaches, how many come."""

    organiser = UnitField(label=_("组织单位"), queryset=OrgUnit.objects.none())
    day = forms.DateField(label=_("日期"), widget=DayInput())
    begins = forms.TimeField(label=_("开始"), widget=ClockInput())
    ends = forms.TimeField(label=_("结束"), widget=ClockInput())
    place = forms.CharField(label=_("地点"), max_length=120, help_text=_("写到楼层和房间"))
    capacity = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES, widget=COUNTS)
    trainers = TrainersField(
        label=_("讲师"), required=False, queryset=Trainer.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    people = forms.ChoiceField(
        label=_("参加的人"), choices=Session.People.choices, initial="adult", widget=forms.RadioSelect,
        help_text=_("帮扶对象的成年人和未成年人分开参加"),
    )  # fmt: skip
    part = forms.IntegerField(
        label=_("第几部分"), required=False, min_value=0, max_value=99, initial=0, widget=COUNTS,
        help_text=_("课程分几部分时填写；同一部分重讲，补课的分钟合计。不分部分填 0"),
    )  # fmt: skip
    break_minutes = forms.IntegerField(
        label=_("休息分钟"), required=False, min_value=0, max_value=480, initial=0, widget=COUNTS
    )
    signup_closes_at = forms.DateTimeField(
        label=_("报名截止"), required=False, widget=MomentInput(), help_text=_("不填，到开始时截止")
    )

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], course: Course, session: Session | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = units
        self.fields["organiser"].empty_label = None
        self.fields["trainers"].queryset = Trainer.objects.filter(is_active=True).order_by("name", "pk")
        if course.audience != Course.Audience.CLIENT:
            self.fields["people"].widget = forms.HiddenInput()
        if session is not None:  # places are changed by themselves, since they may be taken
            del self.fields["capacity"], self.fields["organiser"]

    @staticmethod
    def of(session: Session) -> dict[str, Any]:
        start, end = (at.astimezone(clock.SHANGHAI) for at in (session.starts_at, session.ends_at))
        names = ("place", "people", "part", "break_minutes", "signup_closes_at")
        taught = list(session.trainers.values_list("pk", flat=True))
        times = {"day": start.date(), "begins": start.time(), "ends": end.time(), "trainers": taught}
        return {**times, **{name: getattr(session, name) for name in names}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", ValidationError(_("结束时间要晚于开始时间。"), code="order"))
        return cleaned

    def columns(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        names = ("place", "people", "trainers", "signup_closes_at", "organiser", "capacity")
        found = {name: data[name] for name in names if name in data}
        times = {"starts_at": _at(data["day"], data["begins"]), "ends_at": _at(data["day"], data["ends"])}
        return {**found, **times, "part": data["part"] or 0, "break_minutes": data["break_minutes"] or 0}


def _at(day: date, at: time) -> datetime:
    return clock.at(day, at.hour, at.minute)


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES, widget=COUNTS)


class CancelForm(ReasonForm):
    hint = _("报名的人都会看到")


# --- people --------------------------------------------------------------------------------------------------------
class BulkForm(forms.Form):
    """One act with the ticked rows."""

    ACTS = [
        ("minutes", _("登记出勤")),
        ("call_in", _("电话答应，补上")),
        ("take_out", _("移出")),
        ("raise", _("候补优先")),
    ]
    NEED_REASON = frozenset({"take_out", "raise"})

    act = forms.ChoiceField(label=_("办理"), choices=ACTS, widget=forms.Select(attrs={"class": "form-select"}))
    minutes = forms.IntegerField(
        label=_("出勤分钟"), required=False, min_value=0,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("原因"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        act = cleaned.get("act")
        if act in self.NEED_REASON and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", ValidationError(_("写明原因。"), code="reason"))
        if act == "minutes" and cleaned.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", ValidationError(_("填出勤多少分钟，没到填 0。"), code="minutes"))
        return cleaned


class TrainerForm(forms.ModelForm):
    """A lecturer, and the account they log in with, where they have one: it shows them their own sessions."""

    account = forms.CharField(
        label=_("讲师的登录邮箱或手机号码"), required=False, max_length=120,
        help_text=_("有账号的填：讲师登录后看得到自己的场次、名单和评价。空着没有账号"),
    )  # fmt: skip

    class Meta:
        model = Trainer
        fields = ("name", "kind", "organisation", "topics", "contact", "for_prisons", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance.user
        if held is not None:  # a number is not shown again; what was kept stays unless it is changed
            self.fields["account"].initial = held.email or identity.mask_mobile(held.phone)

    def clean_account(self) -> str:
        """Leaves the account on the instance. What stood there before and was not touched is kept as it is."""
        said = self.cleaned_data["account"].strip()
        if said != (self.fields["account"].initial or ""):
            self.instance.user = self._found(said) if said else None
        return said

    @staticmethod
    def _found(said: str) -> User:
        try:
            who = User.objects.filter(email__iexact=said) if "@" in said else _by_phone(said)
        except Refused as why:
            raise ValidationError(str(why), code="account") from None
        user = who.filter(is_active=True).first()
        if user is None:
            raise ValidationError(_("没有这个账号。核对邮箱或手机号码，或先空着。"), code="account")
        return user


def _by_phone(said: str) -> QuerySet[User]:
    found = User.objects.with_phone(identity.mobile(said))
    return User.objects.filter(pk=found.pk if found else 0)


# --- groups --------------------------------------------------------------------------------------------------------
class GroupForm(Drawn):
    """Which people: read from the address."""

    group = forms.ChoiceField(label=_("哪些人"), required=False)
    role = forms.ChoiceField(label=_("身份"), required=False)
    kind = forms.ChoiceField(label=_("证明"), required=False)
    by_day = forms.DateField(label=_("到期在这天之前"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_day"].widget.attrs["class"] = "form-control"
        self.fields["group"].choices = GROUPS
        self.fields["role"].choices = [(role, roles.ROLES[role]) for role in LEARNERS]
        self.fields["kind"].choices = training.kinds()

    @property
    def wanted(self) -> Group:
        data = self.cleaned_data
        first_kind = self.fields["kind"].choices[0][0]
        return Group(
            data.get("group") or SHORT, data.get("role") or LEARNERS[0], data.get("kind") or first_kind,
            data.get("by_day"),
        )  # fmt: skip


class AssignForm(forms.Form):
    """Into which session; of those that take enrolments and are for these people."""

    session = forms.ChoiceField(label=_("报到哪一场"), widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, *args: Any, sessions: list[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = {str(one.pk): one for one in sessions}
        self.fields["session"].choices = [(pk, _line(one)) for pk, one in self._sessions.items()]

    def chosen(self) -> Session:
        return self._sessions[self.cleaned_data["session"]]


def _line(one: Session) -> str:
    return f"{weekday_and_short_day(one.starts_at)} {hour(one.starts_at)} · {one.course.title} · {one.place}"
